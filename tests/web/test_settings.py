import re
from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import organisation, stations
from uplift_pwa.db import transaction
from uplift_pwa.models import Audit, Campaign, LaunchPlan, Level, Site, ThanksKind

DESK = "/desk/settings"


@pytest.fixture
def admin(make, sign_in):
    admin = make.person("Boss", role="admin", level="manager")
    sign_in(admin, confirmed=True)
    return admin


@pytest.fixture
def launched(make, admin):
    return make.campaign()


def kept(session, model):
    session.rollback()
    session.expire_all()
    return session.scalars(select(model)).all()


def changes(session):
    return [one.action for one in kept(session, Audit)]


def rail(page):
    return re.findall(
        r"<li><a href=\"[^\"]+\"(?: aria-current=\"page\")?>([^<]+)</a></li>", page
    )


def current(page):
    marked = re.findall(r"<li><a href=\"([^\"]+)\" aria-current=\"page\"", page)
    return marked[:1]  # others are on the page itself


def test_the_rail_is_short_and_leads_to_the_settings(client, launched):
    page = client.get(DESK).text

    assert rail(page) == [
        "Challenges",
        "Launch",
        "People &amp; teams",
        "Campaign &amp; boosters",
        "Map &amp; momentum",
        "Roadblocks &amp; ideas",
        "Push",
        "Settings",
        "Audit",
        "My day",
    ]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        *((f"{DESK}{end}", DESK) for end in ("", "/name", "/languages", "/levels", "/sites")),
        *((f"{DESK}{end}", DESK) for end in ("/sites/1", "/thanks", "/roadblocks")),
        *((f"/desk/{end}", DESK) for end in ("rules", "days-off", "rosters", "stations")),
        *((f"/desk/{end}", DESK) for end in ("counter-cards", "deletions", "privacy")),
        *((f"/desk/{end}", "/desk/inbox") for end in ("cases", "reports", "inbox/ideas")),
        ("/desk/wall", "/desk/campaign"),
    ],
)
def test_every_page_of_the_desk_is_somewhere_on_the_rail(client, launched, path, place):
    page = client.get(path)

    assert page.status_code == 200
    assert current(page.text) == [place]


def test_what_left_the_rail_is_one_step_away(client, launched):
    hub, inbox = client.get(DESK).text, client.get("/desk/inbox").text

    for path in ("rules", "days-off", "stations", "counter-cards", "deletions", "privacy"):
        assert f'href="/desk/{path}' in hub
    for path in ("cases", "reports", "inbox/ideas", "inbox/challenges"):
        assert f'href="/desk/{path}"' in inbox


def test_the_hub_says_what_is_in_force(client, session, make, launched, admin):
    make.site("Depot", zone="Asia/Kolkata")
    with transaction(session):
        stations.make(
            *(session, "Galley", admin.site_id, [make.team().id]),
            by=admin.id,
            at=NOON,
            pepper=b"p",
        )

    page = client.get(DESK).text

    assert "Harbour Group" in page
    assert "2 sites, each on its own clock." in page
    assert ">Manager<" in page
    assert "All are as they came." in page
    assert "Ground, Lift-off, Sky" in page
    assert "5 to choose from." in page and "8 to choose from." in page
    assert "There is no copy yet." in page
    assert "Nobody asks to be deleted." in page


def test_the_hub_says_when_the_last_copy_was_made(client, session, launched):
    made = datetime(2026, 2, 20, 3, tzinfo=NOON.tzinfo)
    session.add(Audit(at=made, action="backup.made", subject_kind="installation", detail={}))
    session.commit()

    page = client.get(DESK).text

    assert "Friday 20 February" in page and "That is 10 days ago." in page


def test_before_any_plan_the_hub_leads_to_one(client, admin):
    page = client.get(DESK).text

    assert "No name yet" in page and "/desk/launch" in page
    assert client.get(f"{DESK}/name").status_code == 404
    assert client.post(f"{DESK}/name", data={"name": "Harbour"}).status_code == 404


def test_a_plan_has_a_name_and_stages_already(client, session, admin):
    session.add(
        LaunchPlan(
            name="Up",
            organisation="Quay",
            stages=["Kerb", "", "", "", "", ""],
            pack=[],
            made_at=NOON,
        )
    )
    session.commit()

    page = client.get(DESK).text

    assert "Quay" in page and "Kerb, Lift-off" in page
    assert 'href="/desk/launch/plan/stages"' in page


@pytest.mark.parametrize("end", ["", "/name", "/languages", "/levels", "/sites", "/thanks"])
def test_settings_are_few_selects_and_change_nothing(client, queries, launched, end):
    queries.clear()

    client.get(f"{DESK}{end}")

    assert len([one for one in queries if one.startswith("SELECT")]) <= 4
    assert not [one for one in queries if one.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_organisation_is_renamed(client, session, launched):
    reply = client.post(f"{DESK}/name", data={"name": " Harbour & Sons "})

    assert (reply.status_code, reply.location) == (303, f"{DESK}#name")
    assert [one.organisation for one in kept(session, Campaign)] == ["Harbour & Sons"]
    assert "Harbour &amp; Sons" in client.get(DESK).text
    assert "“Harbour Group” is called “Harbour &amp; Sons”." in client.get("/desk/audit").text


def test_a_name_that_does_not_fit_is_said_beside_what_was_typed(client, session, launched):
    reply = client.post(f"{DESK}/name", data={"name": "x" * 61})

    assert reply.status_code == 422
    assert "at most 60 signs" in reply.text and "x" * 61 in reply.text
    assert changes(session) == []


def test_languages_that_are_not_offered_cannot_be_chosen_any_more(
    client, session, launched, sign_in, make
):
    reply = client.post(f"{DESK}/languages", data={"language": ["en", "ar"], "usual": "en"})

    assert (reply.status_code, reply.location) == (303, f"{DESK}#languages")
    assert (
        "Offers English, العربية; for whom nothing is known it is English."
        in client.get("/desk/audit").text
    )
    sign_in(make.person("Ada"))
    me = client.get("/me", headers={"Accept-Language": "en"}).text
    assert 'value="ar"' in me and 'value="es"' not in me
    assert client.post("/me/preferences", data={"language": "es"}).status_code == 422


def test_whoever_chose_a_language_that_is_gone_reads_the_usual_one(
    client, session, launched, admin, make, sign_in
):
    organisation.speak(session, ["en", "ar"], "ar", by=admin.id, at=NOON)
    session.commit()
    sign_in(make.person("Ada", locale="es"))

    assert '<html lang="ar"' in client.get("/me").text


@pytest.mark.parametrize(
    ("asked", "given"),
    [("en-GB,en", "en"), ("hi,es;q=0.5", "es"), ("de", "es"), ("", "es")],
)
def test_a_phone_is_answered_in_what_it_asks_for_else_in_the_usual_one(
    client, session, admin, asked, given
):
    organisation.speak(session, ["en", "es"], "es", by=admin.id, at=NOON)
    session.commit()
    client.delete_cookie("session")

    page = client.get("/sign-in", headers={"Accept-Language": asked}).text

    assert f'<html lang="{given}"' in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        pytest.param({"usual": "en"}, "keep one at least", id="none"),
        pytest.param({"language": ["es"], "usual": "en"}, "one that is kept", id="usual gone"),
        pytest.param({"language": ["es"]}, "one that is kept", id="no usual one"),
    ],
)
def test_there_is_always_a_language(client, session, launched, sent, says):
    reply = client.post(f"{DESK}/languages", data=sent)

    assert reply.status_code == 422 and says in reply.text
    assert changes(session) == []


def test_a_level_is_called_what_the_desk_says(client, session, launched):
    reply = client.post(f"{DESK}/levels", data={"manager": "  Masters  of the  house "})

    assert (reply.status_code, reply.location) == (303, f"{DESK}#levels")
    assert [one.name for one in kept(session, Level)] == ["Masters of the house"]
    assert ">Masters of the house<" in client.get(DESK).text
    told = "The level “Manager” is called “Masters of the house”."
    assert told in client.get("/desk/audit").text


def test_a_level_is_called_so_in_the_list_of_people_and_by_its_usual_name_in_each_language(
    client, launched, make
):
    make.person("Ada")
    client.post(f"{DESK}/levels", data={"manager": "Masters of the house"})

    page = client.get("/desk/people", headers={"Accept-Language": "es"}).text

    assert "Masters of the house" in page and "Primera línea" in page


def test_an_empty_name_is_the_usual_one_again(client, session, launched):
    client.post(f"{DESK}/levels", data={"manager": "Masters"})

    client.post(f"{DESK}/levels", data={"manager": " "})

    assert [one.name for one in kept(session, Level)] == ["Manager"]
    assert 'value="Masters"' not in client.get(f"{DESK}/levels").text


@pytest.mark.parametrize("name", ["x" * 41, "front LINE", "a\u202eb"])
def test_levels_have_names_of_their_own(client, session, make, launched, name):
    make.level().name = "Front line"
    session.commit()

    reply = client.post(f"{DESK}/levels", data={"manager": name})

    assert reply.status_code == 422 and "a name of its own" in reply.text
    assert {one.name for one in kept(session, Level)} == {"Front line", "Manager"}


def test_sites_are_found_and_paged(client, session, launched):
    session.add_all(Site(name=f"Depot {n:03}", zone="Asia/Kolkata") for n in range(60))
    session.commit()

    first, second = client.get(f"{DESK}/sites").text, client.get(f"{DESK}/sites?page=2").text

    assert "Depot 049" in first and "Depot 050" not in first
    assert "Depot 050" in second and "Depot 049" not in second
    assert re.findall("Depot [0-9]+", client.get(f"{DESK}/sites?q=depot+17").text)[0] == (
        "Depot 017"
    )
    assert "No site here" in client.get(f"{DESK}/sites?q=nowhere").text


def site(**given):
    week = {"weekdays": ["0", "5"], "starts": "06:00", "ends": "14:00"}
    return {"zone": "Europe/Lisbon", "hour": "", **week} | given


def test_a_site_gets_its_clock_and_its_week(client, session, launched, admin):
    reply = client.post(f"{DESK}/sites/{admin.site_id}", data=site(hour="6"))

    found = kept(session, Site)[0]
    assert (reply.status_code, reply.location) == (303, f"{DESK}/sites#site-{admin.site_id}")
    assert (found.zone, found.roll_over_hour) == ("Europe/Lisbon", 6)
    assert (found.usual_weekdays, found.usual_starts) == (0b0100001, time(6))
    page = client.get(f"{DESK}/sites").text
    assert "Europe/Lisbon" in page and "its own hour" in page and "Mon, Sat" in page
    told = client.get("/desk/audit").text
    assert "Europe/Berlin (Mon, Tue, Wed, Thu, Fri, 09:00–17:00) is Europe/Lisbon" in told


def test_keeping_a_site_as_it_is_is_no_change(client, session, launched, admin):
    page = client.get(f"{DESK}/sites/{admin.site_id}").text
    same = site(
        zone="Europe/Berlin",
        weekdays=["0", "1", "2", "3", "4"],
        starts=re.findall(r'name="starts"[^>]*value="([^"]+)"', page)[0],
        ends="17:00",
    )

    client.post(f"{DESK}/sites/{admin.site_id}", data=same)

    assert changes(session) == []


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        pytest.param({"zone": "Moon/Base"}, "Choose a clock", id="no such clock"),
        pytest.param({"zone": "posixrules"}, "Choose a clock", id="for machines"),
        pytest.param({"hour": "13"}, "Choose an hour", id="an hour of the afternoon"),
        pytest.param({"hour": "-1"}, "Choose an hour", id="no hour"),
        pytest.param({"weekdays": []}, "Choose your days", id="no day"),
        pytest.param({"starts": "early"}, "Not a valid time", id="no time"),
    ],
)
def test_a_site_that_cannot_be_so_is_said(client, session, launched, admin, sent, says):
    reply = client.post(f"{DESK}/sites/{admin.site_id}", data=site(**sent))

    assert reply.status_code == 422 and says in reply.text
    assert kept(session, Site)[0].zone == "Europe/Berlin"


def test_a_site_that_is_not_there_is_not_found(client, launched):
    assert client.get(f"{DESK}/sites/99").status_code == 404
    assert client.post(f"{DESK}/sites/99", data=site()).status_code == 404


def test_a_clock_on_another_day_has_to_wait(client, session, launched, admin, monkeypatch):
    early = datetime(2026, 3, 2, 4, 30, tzinfo=NOON.tzinfo)  # half past five in Berlin
    monkeypatch.setattr(clock, "now", lambda: early)

    reply = client.post(f"{DESK}/sites/{admin.site_id}", data=site(hour="6"))

    assert reply.status_code == 409 and "not the same day just now" in reply.text
    assert kept(session, Site)[0].roll_over_hour is None


def test_before_the_launch_a_clock_is_put_right_at_any_hour(
    client, session, make, admin, monkeypatch
):
    make.campaign(launch_on=date(2026, 3, 9))
    early = datetime(2026, 3, 2, 4, 30, tzinfo=NOON.tzinfo)
    monkeypatch.setattr(clock, "now", lambda: early)

    reply = client.post(f"{DESK}/sites/{admin.site_id}", data=site(zone="America/Los_Angeles"))

    assert reply.status_code == 303
    assert kept(session, Site)[0].zone == "America/Los_Angeles"


def test_a_clock_that_would_put_the_launch_off_again_has_to_wait(client, session, make, admin):
    make.campaign(launch_on=NOON.date(), launch_hour=13)  # at noon in UTC, in Berlin

    reply = client.post(f"{DESK}/sites/{admin.site_id}", data=site())

    assert reply.status_code == 409
    assert kept(session, Site)[0].zone == "Europe/Berlin"


USUAL = ["had-my-back", "taught-me", "made-it-calm", "came-running", "thought-ahead"]


def thanks(on=USUAL, **given):
    return {"key": USUAL, "on": on, **given}


def offered(client, make, sign_in):
    """The kinds that somebody can choose from."""
    sign_in(make.person("Ada"))
    other = make.person("Ben")
    return re.findall(
        r'name="kind" value="([^"]+)"', client.get(f"/thanks/new?to=person-{other.id}").text
    )


def test_kinds_of_thanks_are_switched_off_named_and_ordered(
    client, session, launched, make, sign_in
):
    sent = thanks(
        on=USUAL[1:],
        **{
            "name-taught-me": "Showed me how",
            "place-thought-ahead": "1",
            "place-taught-me": "2",
        },
    )

    reply = client.post(f"{DESK}/thanks", data=sent)

    assert (reply.status_code, reply.location) == (303, f"{DESK}#thanks")
    assert "4 to choose from." in client.get(DESK).text
    told = "Kinds of thanks are now: Thought ahead, Showed me how"
    assert told in client.get("/desk/audit").text
    assert offered(client, make, sign_in) == [
        "thought-ahead",
        "taught-me",
        "made-it-calm",
        "came-running",
    ]


def test_one_more_kind_of_thanks_has_a_picture(client, session, launched, make, sign_in):
    client.post(f"{DESK}/thanks", data=thanks(**{"name-": "Stayed late", "picture": "cup"}))

    made = [one for one in kept(session, ThanksKind) if one.key not in USUAL]
    assert [(one.key, one.name, one.picture) for one in made] == [
        ("own-1", "Stayed late", "cup")
    ]
    assert offered(client, make, sign_in)[-1] == "own-1"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        pytest.param(thanks(on=[]), "Keep one kind", id="none"),
        pytest.param(thanks(**{"name-taught-me": "x" * 41}), "needs a name", id="long"),
        pytest.param(thanks(**{"name-": "Odd", "picture": "skull"}), "a picture", id="picture"),
    ],
)
def test_kinds_of_thanks_that_cannot_be_are_said(client, session, launched, sent, says):
    reply = client.post(f"{DESK}/thanks", data=sent)

    assert reply.status_code == 422 and says in reply.text
    assert changes(session) == [] and kept(session, ThanksKind) == []


def test_twelve_kinds_are_enough(client, session, launched):
    for number in range(7):
        own = [f"own-{n + 1}" for n in range(number)]
        named = {f"name-{key}": key for key in own}
        sent = {"key": USUAL + own, "on": USUAL + own, "name-": "More", "picture": "cup"}
        assert client.post(f"{DESK}/thanks", data=sent | named).status_code == 303

    page = client.get(f"{DESK}/thanks").text
    more = client.post(f"{DESK}/thanks", data={"name-": "More", "picture": "cup"})

    assert "One more kind" not in page
    assert more.status_code == 422 and "Twelve kinds are enough" in more.text


def test_unknown_kinds_of_thanks_are_left_out(client, session, launched):
    reply = client.post(
        f"{DESK}/thanks", data={"key": ["odd", *USUAL], "on": ["odd", "taught-me"]}
    )

    assert reply.status_code == 303
    assert {one.key for one in kept(session, ThanksKind)} == set(USUAL)


def test_kinds_of_roadblocks_are_switched_off_and_ordered(client, launched, make, sign_in):
    sent = {"kind": ["time", "tool", "rule"], "place-rule": "1", "place-time": "2"}

    reply = client.post(f"{DESK}/roadblocks", data=sent)

    assert (reply.status_code, reply.location) == (303, f"{DESK}#roadblocks")
    told = "Kinds of roadblocks are now: A rule in the way, No time, Something is missing."
    assert told in client.get("/desk/audit").text
    sign_in(make.person("Ada"))
    page = client.get("/roadblocks/new").text
    assert re.findall(r'name="kind" value="(\w+)"', page) == ["rule", "time", "tool", "other"]


def test_a_report_that_waited_on_a_phone_is_taken_with_its_old_kind(
    client, launched, make, sign_in
):
    client.post(f"{DESK}/roadblocks", data={"kind": ["time"]})
    sign_in(make.person("Ada"))

    reply = client.post("/roadblocks", data={"kind": "tool", "text": "", "who": "nobody"})

    assert reply.status_code == 303


def test_roadblocks_need_a_kind(client, session, launched):
    reply = client.post(f"{DESK}/roadblocks", data={"kind": []})

    assert reply.status_code == 422 and "besides the last one" in reply.text
    assert changes(session) == []
