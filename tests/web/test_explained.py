"""How it works, why something changed, cases, numbers, badges (RULES 11, 12)."""

from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import cases, reasons
from uplift_pwa.models import (
    Audit,
    Award,
    Case,
    PersonTotal,
    Reason,
    SettingChange,
    TeamTotal,
)
from uplift_pwa.rules.badges import CATALOGUE
from uplift_pwa.rules.settings import numbers

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def note(session):
    """Keep a reason and return its row's id."""

    def note(kind, owner_kind, owner_id, **numbers):
        reasons.note(
            session, owner_kind, owner_id, kind, paragraph=6, day=MONDAY, at=NOON, **numbers
        )
        session.commit()
        return session.scalar(select(Reason.id).order_by(Reason.id.desc()))

    return note


def selects(queries):
    return [text for text in queries if text.lstrip().upper().startswith("SELECT")]


def test_how_it_works_says_every_number_to_anybody(client):
    page = unescape(client.get("/how-it-works").text)

    missing = [
        one.name for one in numbers() if one.sentence % {"number": one.value} not in page
    ]
    assert missing == []


def test_how_it_works_says_what_is_in_force_and_what_is_coming(client, session):
    for from_on, value in ((MONDAY, 50), (TUESDAY, 60)):
        session.add(
            SettingChange(name="lift_cap", from_on=from_on, value=value, changed_at=NOON)
        )
    session.commit()

    page = client.get("/how-it-works").text

    assert "A day gives at most 50 lift" in page and "A day gives at most 60 lift" in page
    assert "From Tuesday 3 March:" in page


def test_an_admin_changes_a_number_from_tomorrow(client, sign_in, make, session):
    sign_in(make.person("Adi", role="admin"), confirmed=True)

    reply = client.post("/desk/rules/lift_cap", data={"lift_cap": "60"})

    assert reply.location == "/desk/rules#lift_cap"
    assert "From Tuesday 3 March: 60." in client.get("/desk/rules").text
    assert session.scalars(select(SettingChange)).one().value == 60


@pytest.mark.parametrize("sent", ["9", "201", "", "-5", "ten", "٤٠", "99999"])
def test_a_number_outside_its_bounds_is_said_and_nothing_kept(
    client, sign_in, make, session, sent
):
    sign_in(make.person("Adi", role="admin"), confirmed=True)

    reply = client.post("/desk/rules/lift_cap", data={"lift_cap": sent})

    assert reply.status_code == 422 and 'class="error"' in reply.text
    assert session.scalars(select(SettingChange)).all() == []


def test_the_desk_reads_every_number_and_can_change_the_starred_ones(client, sign_in, make):
    sign_in(make.person("Adi", role="admin"), confirmed=True)

    page = unescape(client.get("/desk/rules").text)

    for one in numbers():
        assert (one.sentence % {"number": one.value}).rstrip(",") in page
        assert (f'name="{one.name}"' in page) is one.starred
        change = client.post(f"/desk/rules/{one.name}", data={one.name: str(one.value)})
        assert change.status_code == (303 if one.starred else 404)
    assert "10% of the goal's acts, or 30% of all units tipped.</label>" in page


def test_a_mark_is_asked_for_with_the_number_in_force(client, sign_in, make, session):
    session.add(SettingChange(name="join_days", from_on=MONDAY, value=2, changed_at=NOON))
    session.commit()
    sign_in(make.person())

    page = client.get("/badges").text

    assert "2 kept days right after a missed one that ended a run of 5" in page


def test_a_stage_is_said_with_the_name_it_was_reached_by(client, sign_in, make, note):
    note("stage.reached", "everybody", 0, stage="sky", name="Open sea")
    note("stage.reached", "everybody", 0, stage="orbit")
    note("ring.goal", "everybody", 0, before=80, after=70)
    sign_in(make.person())

    page = client.get("/orbit/why").text

    assert "a new stage: Open sea." in page and "a new stage: Orbit." in page
    assert "full at 70% now. It was 80% until then." in page


@pytest.mark.parametrize("name", ["lift_completion", "salary"])
def test_a_number_that_is_not_starred_is_not_there(client, sign_in, make, name):
    sign_in(make.person("Adi", role="admin"), confirmed=True)

    assert client.post(f"/desk/rules/{name}", data={name: "5"}).status_code == 404


def test_own_reasons_are_for_oneself_newest_first(client, sign_in, make, note):
    ada, ben = make.person("Ada"), make.person("Ben")
    note("lift.act", "person", ada.id, lift=10)
    note("badge.given", "person", ada.id, badge="first-lift", tier=0)
    note("lift.thanks_received", "person", ben.id, lift=5)
    sign_in(ada)

    page = client.get("/why").text

    assert page.index("First lift") < page.index("You did a challenge. Lift +10.")
    assert "You were thanked" not in page
    assert "Monday 2 March, 1:00\u202fPM" in page  # on the clock of the site


def test_long_lists_go_on_page_by_page(client, sign_in, make, note):
    ada = make.person("Ada")
    for number in range(1, 43):
        note("lift.act", "person", ada.id, lift=number)
    sign_in(ada)

    seen, address = [], "/why"
    while address:
        page = client.get(address).text
        seen += [n for n in range(42, 0, -1) if f"Lift +{n}." in page]
        _, found, rest = page.partition('rel="next" href="')
        address = rest.split('"')[0] if found else None

    assert seen == list(range(42, 0, -1))


def test_the_team_reads_its_reasons_and_another_team_does_not(client, sign_in, make, note):
    otters, buses = make.team("Otters"), make.team("Buses")
    ada, ben = make.person("Ada", team=otters), make.person("Ben", team=buses)
    note("streak.kept", "team", otters.id, length=4)

    sign_in(ada)
    hers = client.get("/team/why").text
    sign_in(ben)
    his = client.get("/team/why").text

    assert "the run is now 4 days" in hers
    assert "the run is now 4 days" not in his


def test_everybody_reads_why_the_climb_moved(client, sign_in, make, note):
    note("orbit.raised", "everybody", 0, goal=200)
    sign_in(make.person())

    assert "the goal is 200 acts" in client.get("/orbit/why").text


@pytest.mark.parametrize("path", ["/why", "/team/why", "/orbit/why", "/badges"])
def test_a_page_that_explains_costs_at_most_four_selects(
    client, sign_in, make, note, queries, path
):
    ada = make.person()
    for owner in (("person", ada.id), ("team", make.team().id), ("everybody", 0)):
        note("ring.acts", *owner, acts=10)
    sign_in(ada)
    queries.clear()

    assert client.get(path).status_code == 200
    assert len(selects(queries)) <= 4


def test_asking_the_desk_and_its_answer_stand_beside_the_change(
    client, sign_in, make, note, session
):
    ada, adi = make.person("Ada"), make.person("Adi", role="admin")
    reason_id = note("streak.missed", "team", make.team().id)
    sign_in(ada)
    assert "new run" in client.get(f"/why/{reason_id}/case").text

    asked = client.post(f"/why/{reason_id}/case", data={"text": "We were there."})
    sign_in(adi, confirmed=True)
    desk = client.get("/desk/cases").text
    case = session.scalars(select(Case)).one()
    client.post(f"/desk/cases/{case.id}/answer", data={"text": "Right, mended."})
    sign_in(ada)
    page = client.get("/team/why").text

    assert asked.location == "/team/why"
    assert "We were there." in desk and "Ada" not in desk.split("<main")[1]
    assert "You asked: We were there." in page and "Right, mended." in page


def test_nobody_asks_about_changes_that_are_not_theirs(client, sign_in, make, note, session):
    ada, ben = make.person("Ada"), make.person("Ben", team=make.team("Buses"))
    reason_ids = [
        note("lift.act", "person", ada.id, lift=10),
        note("streak.kept", "team", make.team().id, length=1),
    ]
    sign_in(ben)

    for reason_id in reason_ids:
        assert client.get(f"/why/{reason_id}/case").status_code == 404
        asked = client.post(f"/why/{reason_id}/case", data={"text": "Tell me"})
        assert asked.status_code == 404
    assert session.scalars(select(Case)).all() == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
def test_words_that_do_not_fit_are_said(client, sign_in, make, note, text):
    ada = make.person()
    reason_id = note("lift.act", "person", ada.id, lift=10)
    sign_in(ada)

    reply = client.post(f"/why/{reason_id}/case", data={"text": text})

    assert reply.status_code == 422 and 'class="error"' in reply.text


def test_the_desk_counts_a_team_anew_and_says_so(client, sign_in, make, note, session):
    team = make.team()
    ada, adi = make.person("Ada"), make.person("Adi", role="admin")
    reason_id = note("streak.kept", "team", team.id, length=9)
    case_id = cases.begin(
        session, reason_id, "Nine?", person_id=ada.id, team_id=team.id, at=NOON
    )
    session.get(TeamTotal, team.id).streak = 9
    session.commit()
    sign_in(adi, confirmed=True)

    reply = client.post(f"/desk/cases/{case_id}/recount")

    session.rollback()
    session.expire_all()
    assert reply.location == f"/desk/cases#case-{case_id}"
    assert session.get(TeamTotal, team.id).streak == 0
    put_right = session.scalars(select(Audit)).one().detail["put_right"]
    assert [(one["column"], one["was"], one["is"]) for one in put_right] == [
        ("streak", "9", "0")
    ]
    sign_in(ada)
    assert "counted everything anew and put it right" in client.get("/team/why").text


def test_every_badge_is_there_with_its_criterion_before_anyone_has_it(client, sign_in, make):
    sign_in(make.person())

    page = client.get("/badges").text

    assert [badge.key for badge in CATALOGUE if f'id="{badge.key}"' not in page] == []
    assert "60 kept days in a row, with at most 3 covers" in page
    assert page.count("not yet") == len(CATALOGUE) - 5  # five have a count
    assert "<b>printed" not in page


def test_a_badge_is_printed_and_the_next_tier_says_how_far(client, sign_in, make, session):
    ada, ben = make.person("Ada"), make.person("Ben")
    session.add(
        Award(
            badge="good-rhythm",
            owner_kind="person",
            owner_id=ada.id,
            tier=0,
            earned_on=MONDAY,
            given_at=NOON,
        )
    )
    session.add(PersonTotal(person_id=ada.id, kept_weeks=7))
    session.get(TeamTotal, make.team().id).best_streak = 3
    session.commit()

    sign_in(ada)
    hers = client.get("/badges").text
    sign_in(ben)
    his = client.get("/badges").text

    assert "7 of 13" in hers and "printed 2 Mar" in hers and "3 of 20" in hers
    assert "0 of 4" in his and "<b>printed" not in his
