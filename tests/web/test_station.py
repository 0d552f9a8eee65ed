"""The shared tablet: bound by the desk, opened by four figures or a card, for one turn."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import cards, completions, opening, pins, stations
from uplift_pwa.db import transaction
from uplift_pwa.models import Completion, Participation, Person, SignIn, Station, WeeklyPattern

NAMES = ("Ada Okafor", "Ben", "Cleo", "Dora", "Emil", "Ada Lind")


@pytest.fixture
def pepper(app):
    return app.config["UPLIFT"].pepper


@pytest.fixture
def otters(make, session):
    make.campaign()
    people = [make.person(name) for name in NAMES]
    for title in ("Walk a guest to the lift", "Hold the door", "Leave one thing ready"):
        make.challenge(title)
    opening.days(session, at=NOON)
    session.commit()
    return people


@pytest.fixture
def link(session, make, otters, pepper):
    """The one-time code of a tablet of the Otters."""
    with transaction(session):
        return stations.make(
            *(session, "Galley", make.site().id, [make.team().id]),
            by=otters[0].id,
            at=NOON,
            pepper=pepper,
        )[1]


@pytest.fixture
def tablet(client, link):
    client.post("/station/binding", data={"code": link})
    return client


@pytest.fixture
def ada(otters, session, pepper):
    """Ada Okafor has four figures."""
    with transaction(session):
        pins.keep(session, otters[0].id, "2580", at=NOON, pepper=pepper)
    return otters[0]


@pytest.fixture
def at(monkeypatch):
    def at(**later):
        monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(**later))

    return at


@pytest.fixture
def entered(tablet, ada):
    """Ada is at the tablet; answers the mark of her turn."""
    tablet.post(f"/station/people/{ada.id}", data={"pin": "2580"})
    return mark(tablet)


def mark(tablet):
    return re.search(r'name="turn" value="([^"]+)"', tablet.get("/station/today").text)[1]


def acts(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(Completion))


def test_a_browser_that_nobody_bound_is_asked_for_the_code(client, otters, sign_in):
    for path in ("/station", "/station/today", f"/station/people/{otters[0].id}"):
        assert client.get(path).location == "/station/binding"
    sign_in(otters[0], confirmed=True)
    assert client.get("/station").location == "/station/binding"


def test_the_code_binds_a_tablet_and_signs_out_whoever_was_on_it(
    app, client, otters, link, sign_in, session
):
    sign_in(otters[0])

    reply = client.post("/station/binding", data={"code": link.lower()})

    kept = client.get_cookie("station")
    assert (reply.status_code, reply.location) == (303, "/station")
    assert kept.http_only and kept.same_site == "Lax"
    assert session.scalar(select(func.count()).select_from(SignIn)) == 0
    assert client.get("/").status_code == 302
    assert client.get("/station").status_code == 200


def test_looking_at_the_page_uses_no_code_up(client, link):
    client.get("/station/binding")
    client.head("/station/binding")

    assert client.post("/station/binding", data={"code": link}).status_code == 303


def test_wrong_codes_are_limited_like_cards(client, link):
    for _time in range(10):
        assert client.post("/station/binding", data={"code": "WRONG"}).status_code == 422

    assert client.post("/station/binding", data={"code": link}).status_code == 429


def test_the_names_say_nothing_of_who_acted(tablet, otters, session):
    before = tablet.get("/station").text
    completions.record(session, otters[1].id, 1, at=NOON)
    session.commit()

    after = tablet.get("/station").text

    names = [re.findall(r"<li><a.*?</a></li>", page) for page in (before, after)]
    assert names[0] == names[1]
    shown = re.findall(r">([^<]+)</a></li>", before)
    assert shown == ["Ada L.", "Ada O.", "Ben", "Cleo", "Dora", "Emil"]
    assert (before.count('"w-on"'), after.count('"w-on"')) == (0, 1)
    assert "1 of 6 on shift have lifted someone" in after


def test_a_small_team_has_no_figures_on_its_roof(client, make, session, pepper):
    make.campaign()
    ada = make.person("Ada", role="admin")
    with transaction(session):
        where = (session, "Galley", make.site().id, [make.team().id])
        code = stations.make(*where, by=ada.id, at=NOON, pepper=pepper)[1]
    make.challenge()
    completions.record(session, ada.id, 1, at=NOON)
    session.commit()
    client.post("/station/binding", data={"code": code})

    page = client.get("/station").text

    assert "have lifted" not in page and '"w-on"' not in page


def test_the_right_figures_open_todays_three(tablet, ada):
    reply = tablet.post(f"/station/people/{ada.id}", data={"pin": "2580"})

    page = tablet.get("/station/today").text
    assert (reply.status_code, reply.location) == (303, "/station/today")
    assert "Hello, Ada" in page
    assert page.count("/completion") == 3 and page.count('class="press"') == 1
    assert tablet.get("/station").location == "/station/today"


@pytest.mark.parametrize("name", ["somebody with figures", "somebody without"])
def test_wrong_figures_are_answered_alike(tablet, ada, otters, name):
    person = ada if name == "somebody with figures" else otters[1]

    reply = tablet.post(f"/station/people/{person.id}", data={"pin": "1111"})

    assert reply.status_code == 422
    assert "No figures yet, or forgotten? Use your card." in reply.text


def test_after_five_wrong_it_waits_and_after_ten_only_the_card_opens(
    tablet, ada, at, session, pepper
):
    def guess(pin="1111"):
        return tablet.post(f"/station/people/{ada.id}", data={"pin": pin}).status_code

    assert [guess() for _time in range(5)] + [guess("2580")] == [422] * 5 + [429]
    at(minutes=5)
    assert [guess() for _time in range(5)] + [guess("2580")] == [422] * 5 + [409]

    with transaction(session):
        code = cards.issue(session, ada.id, at=NOON, pepper=pepper)
    assert tablet.post("/station/card", data={"code": code}).location == "/station/pin"
    tablet.post("/station/pin", data={"turn": mark(tablet), "pin": "3690"})
    tablet.post("/station/turn/end", data={"turn": mark(tablet)})
    assert guess("3690") == 303


def test_people_of_other_teams_are_not_there(tablet, make, session, pepper):
    otto = make.person("Otto", team=make.team("Buses"))
    with transaction(session):
        code = cards.issue(session, otto.id, at=NOON, pepper=pepper)
        pins.keep(session, otto.id, "2580", at=NOON, pepper=pepper)

    assert "Otto" not in tablet.get("/station?all=yes").text
    for other in (otto.id, 999_999):
        assert tablet.get(f"/station/people/{other}").status_code == 404
        reply = tablet.post(f"/station/people/{other}", data={"pin": "2580"})
        assert reply.status_code == 404
    assert tablet.post("/station/card", data={"code": code}).status_code == 422


def test_one_tap_completes_and_one_takes_it_back(tablet, entered, session):
    done = tablet.post("/station/challenges/1/completion", data={"turn": entered})
    assert (done.status_code, done.location, acts(session)) == (303, "/station/today", 1)
    completion_id = session.scalar(select(Completion.id))
    assert f"/station/completions/{completion_id}/reversal" in tablet.get("/station/today").text

    undone = tablet.post(
        f"/station/completions/{completion_id}/reversal", data={"turn": entered}
    )

    assert (undone.status_code, acts(session)) == (303, 0)


def test_nobodys_act_is_taken_back_by_somebody_else(tablet, entered, otters, session):
    done = completions.record(session, otters[1].id, 1, at=NOON)
    session.commit()

    reply = tablet.post(
        f"/station/completions/{done.completion_id}/reversal", data={"turn": entered}
    )

    assert (reply.status_code, acts(session)) == (404, 1)


def test_a_turn_is_over_after_45_seconds_on_the_server_as_well(tablet, entered, at, session):
    at(seconds=45)

    page = tablet.get("/station/today")
    late = tablet.post("/station/challenges/1/completion", data={"turn": entered})

    assert page.location == late.location == "/station?over=yes"
    assert acts(session) == 0
    assert "Closed by itself" in tablet.get("/station?over=yes").text


def test_touching_the_tablet_lets_the_turn_last(tablet, entered, at):
    at(seconds=40)
    assert tablet.post("/station/turn", data={"turn": entered}).status_code == 204
    at(seconds=80)
    assert tablet.get("/station/today").status_code == 200
    at(seconds=90)
    assert tablet.post("/station/turn", data={"turn": entered}).status_code == 409


def test_a_page_left_open_does_nothing_in_the_name_of_the_next(
    tablet, entered, otters, session, pepper
):
    with transaction(session):
        pins.keep(session, otters[1].id, "3690", at=NOON, pepper=pepper)
    tablet.post("/station/turn/end", data={"turn": entered})
    tablet.post(f"/station/people/{otters[1].id}", data={"pin": "3690"})

    late = tablet.post("/station/challenges/1/completion", data={"turn": entered})

    assert (late.location, acts(session)) == ("/station?over=yes", 0)
    assert "Hello, Ben" in tablet.get("/station/today").text


def test_a_turn_opens_the_station_and_nothing_else(tablet, entered):
    for path in ("/", "/me", "/team", "/team/feed", "/thanks", "/orbit", "/why"):
        assert tablet.get(path).status_code == 302, path


def test_figures_open_but_only_a_card_changes_them(tablet, entered):
    assert tablet.get("/station/pin").location == "/station?over=yes"
    reply = tablet.post("/station/pin", data={"turn": entered, "pin": "3690"})
    assert reply.location == "/station?over=yes"


def test_somebody_new_comes_aboard_at_the_tablet(tablet, make, session, pepper):
    nora = make.person("Nora", joined_at=None, mode=None)
    with transaction(session):
        for row in session.scalars(select(WeeklyPattern).filter_by(person_id=nora.id)):
            session.delete(row)
        code = cards.issue(session, nora.id, at=NOON, pepper=pepper)

    tablet.post("/station/card", data={"code": code})
    assert "How you take part" in tablet.get("/station/pin").text
    turn = mark_of_pin(tablet)
    easy = tablet.post("/station/pin", data={"turn": turn, "pin": "1234", "mode": "quiet"})
    assert easy.status_code == 422
    tablet.post("/station/pin", data={"turn": turn, "pin": "2580", "mode": "quiet"})

    done = tablet.post("/station/challenges/1/completion", data={"turn": turn})
    assert (done.status_code, acts(session)) == (303, 1)
    assert session.scalar(select(Participation.mode).filter_by(person_id=nora.id)) == "quiet"
    assert session.get(Person, nora.id, populate_existing=True).joined_at == NOON
    tablet.post("/station/turn/end", data={"turn": turn})
    assert "Nora" in tablet.get("/station").text


def mark_of_pin(tablet):
    return re.search(r'name="turn" value="([^"]+)"', tablet.get("/station/pin").text)[1]


def test_an_unbound_tablet_opens_nothing_more(tablet, entered, session, ada):
    with transaction(session):
        stations.unbind(session, session.scalar(select(Station.id)), by=ada.id, at=NOON)

    assert tablet.get("/station/today").location == "/station/binding"


def test_the_tablet_speaks_the_language_of_whoever_is_at_it(tablet, ada, session):
    session.merge(ada).locale = "es"
    session.commit()
    tablet.post(f"/station/people/{ada.id}", data={"pin": "2580"})

    assert '<html lang="es"' in tablet.get("/station/today").text
    tablet.post("/station/turn/end", data={"turn": mark(tablet)})
    assert '<html lang="en"' in tablet.get("/station").text


def test_a_steady_look_writes_nothing_and_once_a_minute_that_it_is_in_use(
    tablet, entered, queries, at, session
):
    queries.clear()
    for path in ("/station", "/station/today", "/station/card", "/station?all=yes"):
        assert "Set-Cookie" not in tablet.get(path).headers
    assert [one for one in queries if not one.startswith("SELECT")] == []

    at(minutes=2)
    tablet.get("/station")

    session.rollback()
    assert session.scalar(select(Station.seen_at)) == NOON + timedelta(minutes=2)


def test_its_screens_cost_at_most_four_selects(tablet, ada, queries):
    for path in ("/station", f"/station/people/{ada.id}"):
        queries.clear()
        assert tablet.get(path).status_code == 200
        assert len(queries) <= 4, queries
    tablet.post(f"/station/people/{ada.id}", data={"pin": "2580"})
    queries.clear()

    assert tablet.get("/station/today").status_code == 200
    assert len(queries) <= 4, queries


def test_the_desk_makes_a_link_once_and_sees_when_a_tablet_was_last_in_use(
    app, client, otters, make, sign_in, at
):
    adi = make.person("Adi", team=make.team("Office"), role="admin")
    sign_in(adi, confirmed=True)
    wanted = {"name": "Galley", "site": adi.site_id, "team": [make.team().id]}

    page = client.post("/desk/stations", data=wanted).text
    code = re.search(r'<output class="wall-link" dir="ltr">([^<]+)</output>', page)[1]
    assert "not bound yet" in page
    assert code not in client.get("/desk/stations").text

    other = app.test_client()
    other.environ_base["HTTP_ORIGIN"] = "http://localhost"
    assert other.post("/station/binding", data={"code": code}).status_code == 303
    assert "last in use" in client.get("/desk/stations").text

    assert client.post("/desk/stations/1/link").status_code == 200
    assert client.post("/desk/stations/1/end").status_code == 303
    assert "None is bound yet." in client.get("/desk/stations").text
    assert client.post("/desk/stations/1/end").status_code == 404
    assert client.post("/desk/stations/1/link").status_code == 404


def test_a_station_without_a_team_is_said_so(client, make, sign_in):
    adi = make.person("Adi", role="admin")
    sign_in(adi, confirmed=True)

    reply = client.post("/desk/stations", data={"name": "Galley", "site": adi.site_id})

    assert reply.status_code == 422
    assert "Choose one team at least" in reply.text and 'value="Galley"' in reply.text


def test_figures_are_chosen_on_ones_own_phone(client, make, sign_in, session, pepper):
    ada = make.person("Ada")
    sign_in(ada)

    assert "Somebody would try these first" in client.post("/me/pin", data={"pin": "1234"}).text
    assert client.post("/me/pin", data={"pin": "2580"}).location == "/me"

    assert "You have some already" in client.get("/me/pin").text
    hashed = pins.begin_try(session, ada.id, at=NOON)
    assert pins.fits(hashed, ada.id, "2580", pepper)
