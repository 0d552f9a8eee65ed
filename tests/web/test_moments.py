"""Bigger moments: a kept day, a badge; each once, one at a time, put away on every device."""

from datetime import date, timedelta

import pytest

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import completions, moments, opening
from uplift_pwa.models import Award, Booster, MomentSeen

MONDAY = date(2026, 3, 2)
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
PUT_AWAY = "/today/moment/farewell"
MOMENT = '<dialog class="moment"'


@pytest.fixture
def five(make, session):
    make.campaign()
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    make.challenge("Walk a guest to the lift")
    opening.days(session, at=NOON)
    session.commit()
    return people


@pytest.fixture
def kept(session, make, five):
    """Three of five have acted: the day is kept."""
    for person in five[1:4]:
        completions.record(session, person.id, 1, at=NOON)
    session.commit()
    return five


def give(session, badge, kind, owner_id, tier=0, at=NOON):
    session.add(
        Award(
            badge=badge,
            owner_kind=kind,
            owner_id=owner_id,
            tier=tier,
            earned_on=MONDAY,
            given_at=at,
        )
    )
    session.commit()


def name_of(page):
    return (
        page.split('id="moment-name" tabindex="-1" autofocus>')[1].split("<")[0]
        if MOMENT in page
        else None
    )


def put_away(client, page):
    """Press the moment's one button, as a browser without scripts would."""
    form = page.split(MOMENT)[1].split("</dialog>")[0]
    field = form.split('type="hidden" name="')[1].split('"')
    return client.post(PUT_AWAY, data={field[0]: field[2]}, follow_redirects=True).text


def test_an_ordinary_day_has_no_bigger_moment(client, sign_in, five):
    sign_in(five[0])

    assert MOMENT not in client.get("/").text


def test_a_kept_day_is_celebrated_once_by_everybody(client, sign_in, kept):
    for person in kept[:2]:
        sign_in(person)

        first = client.get("/").text
        again = client.get("/").text
        after = put_away(client, again)

        assert name_of(first) == name_of(again) == "The day is kept."
        assert name_of(after) is None
        assert MOMENT not in client.get("/").text


def test_the_tap_that_keeps_the_day_brings_the_moment_with_it(
    client, sign_in, make, session, five
):
    for person in five[1:3]:
        completions.record(session, person.id, 1, at=NOON)
    session.commit()
    sign_in(five[0])
    before = client.get("/").text

    answer = client.post("/challenges/1/completion", headers=HTMX).text

    assert MOMENT not in before
    assert name_of(answer) == "The day is kept."


def test_another_kept_day_is_another_moment(client, sign_in, session, kept):
    sign_in(kept[0])
    moments.put_away(
        session, kept[0].id, kept_on=MONDAY - timedelta(days=1), at=NOON - timedelta(days=1)
    )
    session.commit()

    assert name_of(client.get("/").text) == "The day is kept."


def test_badges_come_one_after_the_other_and_never_together(client, sign_in, session, kept):
    ada = kept[0]
    give(session, "first-lift", "person", ada.id)
    give(session, "ignition", "team", 1)
    sign_in(ada)

    shown, page = [], client.get("/").text
    while name_of(page):
        assert page.count(MOMENT) == 1
        shown.append(name_of(page))
        page = put_away(client, page)

    assert shown == ["The day is kept.", "First lift", "Ignition"]


def test_an_answer_to_htmx_is_the_next_moment_alone(client, sign_in, session, five):
    give(session, "first-lift", "person", five[0].id)
    give(session, "storyteller", "person", five[0].id)
    sign_in(five[0])

    answer = client.post(PUT_AWAY, data={"award": "1"}, headers=HTMX)

    assert answer.status_code == 200
    assert name_of(answer.text) == "Storyteller"
    assert "<!doctype" not in answer.text and answer.text.count(MOMENT) == 1


def test_a_tier_says_what_it_asked_for(client, sign_in, session, five):
    give(session, "good-rhythm", "person", five[0].id, tier=2)
    sign_in(five[0])

    assert "26 weeks in rhythm" in client.get("/").text


@pytest.mark.parametrize(
    ("kind", "owner", "age"),
    [
        pytest.param("person", 2, 0, id="a colleague's"),
        pytest.param("team", 2, 0, id="another team's"),
        pytest.param("site", 2, 0, id="another site's"),
        pytest.param("person", 1, 4, id="an old one"),
    ],
)
def test_what_is_no_news_to_somebody_is_not_shown(
    client, sign_in, session, five, kind, owner, age
):
    give(session, "first-lift", kind, owner, at=NOON - timedelta(days=age))
    sign_in(five[0])

    assert MOMENT not in client.get("/").text


def test_what_is_still_to_come_cannot_be_put_away(client, sign_in, session, five):
    sign_in(five[0])

    client.post(PUT_AWAY, data={"award": "2147483647", "kept": "2030-01-01"})
    give(session, "first-lift", "person", five[0].id)

    assert name_of(client.get("/").text) == "First lift"
    assert session.get(MomentSeen, five[0].id).kept_on == MONDAY


@pytest.mark.parametrize("sent", [{}, {"award": "x"}, {"award": "-1"}, {"award": "9" * 40}])
def test_a_form_that_names_nothing_puts_nothing_away(client, sign_in, session, five, sent):
    give(session, "first-lift", "person", five[0].id)
    sign_in(five[0])

    client.post(PUT_AWAY, data=sent)

    assert (name_of(client.get("/").text) is None) == (sent.get("award") == "9" * 40)


def test_the_booster_under_way_lights_the_small_rocket(
    client, sign_in, session, five, monkeypatch
):
    session.add(
        Booster(
            campaign_id=1,
            state="fired",
            trigger="falling",
            chart=[1],
            proposed_on=MONDAY,
            proposed_at=NOON,
            starts_on=MONDAY,
            ends_on=MONDAY,
        )
    )
    session.commit()
    sign_in(five[0])
    lit = client.get("/").text

    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=1))

    assert lit.count("p-sun") > client.get("/").text.count("p-sun")


def test_today_costs_as_many_selects_with_a_moment_as_without(
    client, sign_in, session, kept, queries
):
    give(session, "first-lift", "person", kept[0].id)
    sign_in(kept[0])
    client.get("/")
    queries.clear()

    client.get("/")

    assert len(queries) <= 4
