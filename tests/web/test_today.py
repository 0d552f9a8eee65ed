from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import completions, days_off, opening
from uplift_pwa.models import (
    Booster,
    Campaign,
    Challenge,
    Completion,
    Participation,
    PersonTotal,
    TeamDay,
    TeamTotal,
    UnitWeek,
    WorkingToday,
)
from uplift_pwa.queries import standing
from uplift_pwa.queries.moments import Watcher

MONDAY = date(2026, 3, 2)
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def ada(make, session):
    """Five on shift, one campaign, three challenges; the day is open."""
    make.campaign()
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    make.challenge("Walk a guest to the lift")
    make.challenge("Hold the door", helps="team")
    make.challenge("Leave one thing ready", helps="colleague", plate="keys")
    opening.days(session, at=NOON)
    session.commit()
    return people[0]


def first(session):
    return session.scalar(select(func.min(Challenge.id)))


def test_lists_the_three_challenges_with_one_to_press(client, sign_in, ada):
    sign_in(ada)

    page = client.get("/").text

    assert "<!doctype html>" in page
    for title in ("Walk a guest to the lift", "Hold the door", "Leave one thing ready"):
        assert title in page
    assert page.count('class="press"') == 1


def test_who_is_better_off_is_said_on_the_card(client, sign_in, ada):
    sign_in(ada)

    assert "They arrive calm." in client.get("/").text


def test_another_card_can_be_opened(client, sign_in, ada, session):
    sign_in(ada)
    for id_ in session.scalars(select(Challenge.id)):
        page = client.get(f"/?challenge={id_}", headers=HTMX).text
        assert f'action="/challenges/{id_}/completion"' in page
        assert "<!doctype" not in page


def test_completing_swaps_cards_house_and_climb(client, sign_in, ada, session):
    sign_in(ada)

    reply = client.post(f"/challenges/{first(session)}/completion", headers=HTMX)

    assert reply.status_code == 200
    assert "HX-Request" in reply.headers["Vary"]
    assert "<!doctype" not in reply.text
    assert reply.text.count('data-hx-swap-oob="true"') == 5
    assert "Lifted." in reply.text and "1 of 5 on shift" in reply.text
    assert "1 act" in reply.text
    assert "2 more keep the day" in reply.text


def test_completing_works_without_javascript(client, sign_in, ada, session):
    sign_in(ada)

    reply = client.post(f"/challenges/{first(session)}/completion", data={"day": "2026-03-02"})

    assert (reply.status_code, reply.location) == (303, "/")
    assert "stub done" in client.get("/").text


def test_the_same_again_moves_nothing(client, sign_in, ada, session):
    sign_in(ada)
    for _ in range(3):
        reply = client.post(f"/challenges/{first(session)}/completion")
        assert reply.status_code == 303

    session.rollback()
    assert session.scalar(select(func.count(Completion.id))) == 1
    assert session.scalar(select(PersonTotal.lift)) == 10
    assert session.scalar(select(TeamTotal.acts)) == 1


def test_undo_puts_the_card_back(client, sign_in, ada, session):
    act = completions.record(session, ada.id, first(session), at=NOON)
    session.commit()
    sign_in(ada)

    reply = client.post(f"/completions/{act.completion_id}/reversal", headers=HTMX)

    assert reply.status_code == 200
    assert "stub done" not in reply.text and "0 of 5 on shift" in reply.text
    # A bigger moment that has not come yet does not come for what is taken back.
    assert '<div id="moment" data-hx-swap-oob="true"></div>' in reply.text


def test_a_challenge_that_is_not_there_is_not_found(client, sign_in, ada):
    sign_in(ada)

    for id_ in ("999", "0", "99999999999", "-1", "x", "1" * 5000):
        assert client.post(f"/challenges/{id_}/completion").status_code == 404


@pytest.mark.parametrize(
    ("day", "status"),
    [
        pytest.param("2026-03-01", 303, id="yesterday is still open"),
        pytest.param("2026-03-04", 422, id="the day after tomorrow"),
        pytest.param("2025-03-02", 422, id="last year"),
        pytest.param("0001-01-01", 422, id="the first day there is"),
        pytest.param("9999-12-31", 422, id="the last day there is"),
        pytest.param("tomorrow", 400, id="no day at all"),
    ],
)
def test_a_claimed_day(client, sign_in, ada, session, day, status):
    sign_in(ada)

    reply = client.post(f"/challenges/{first(session)}/completion", data={"day": day})

    assert reply.status_code == status
    session.rollback()
    assert session.scalar(select(func.count(Completion.id))) == (status == 303)


def test_an_operation_is_answered_once(client, sign_in, ada, session):
    sign_in(ada)
    ids = session.scalars(select(Challenge.id)).all()
    same = {"operation": "0123456789abcdef"}

    assert client.post(f"/challenges/{ids[0]}/completion", data=same).status_code == 303
    assert client.post(f"/challenges/{ids[0]}/completion", data=same).status_code == 303
    assert client.post(f"/challenges/{ids[1]}/completion", data=same).status_code == 422

    session.rollback()
    assert session.scalar(select(func.count(Completion.id))) == 1


def test_a_refusal_is_said_on_the_page_as_it_is_now(client, sign_in, ada, make, session):
    for challenge_id in session.scalars(select(Challenge.id)).all():
        completions.record(session, ada.id, challenge_id, at=NOON)
    fourth = make.challenge("One more")
    sign_in(ada)

    reply = client.post(f"/challenges/{fourth.id}/completion", headers=HTMX)

    assert reply.status_code == 422
    assert "That is plenty for one day" in reply.text


def test_a_day_off_asks_first_and_remembers_the_answer(client, sign_in, make, ada, session):
    otto = make.person("Otto", weekdays=0)
    sign_in(otto)

    off = client.get("/").text
    replies = [client.post("/today/working") for _twice in range(2)]
    on = client.get("/").text

    said = session.execute(select(WorkingToday.person_id, WorkingToday.day)).all()
    assert "A day off" in off and "completion" not in off
    assert [(reply.status_code, reply.location) for reply in replies] == [(303, "/")] * 2
    assert "/completion" in on
    assert said == [(otto.id, MONDAY)]


def test_saying_that_one_works_puts_nobody_on_shift(client, sign_in, make, session):
    make.campaign()
    sign_in(make.person("Otto", weekdays=0))
    client.post("/today/working")

    opening.days(session, at=NOON)

    assert session.scalars(select(TeamDay.on_shift)).one() == 0


def test_a_neutral_day_says_why_to_everybody(client, sign_in, make, ada, session):
    days_off.declare_neutral(session, None, MONDAY, "A storm", by=None, at=NOON)
    session.commit()
    sign_in(ada)

    page = client.get("/").text

    assert "A neutral day" in page and "Why: A storm" in page
    assert "/completion" not in page


def test_somebody_who_looks_on_is_told_how_to_take_part(client, sign_in, make, ada):
    sign_in(make.person("Lou", mode="look"))

    assert "You are looking on" in client.get("/").text


def test_before_the_launch_the_moment_is_named(client, sign_in, make):
    make.campaign(launch_on=MONDAY + timedelta(days=2), launch_hour=6)
    make.challenge()
    sign_in(make.person())

    page = client.get("/").text

    assert "Wednesday 4 March, 6:00\u202fAM" in page and "/completion" not in page


def test_without_a_team_there_is_a_page_all_the_same(client, sign_in, make, session):
    from uplift_pwa.models import Membership

    person = make.person()
    session.query(Membership).delete()
    session.commit()
    sign_in(person)

    for path in ("/", "/team", "/orbit", "/me"):
        assert client.get(path).status_code == 200
    assert "No team yet" in client.get("/").text


def test_without_challenges_the_page_says_so(client, sign_in, make):
    make.campaign()
    sign_in(make.person())

    assert "No challenges yet" in client.get("/").text


def test_all_done_hangs_up_the_prints(client, sign_in, ada, session):
    for challenge_id in session.scalars(select(Challenge.id)).all():
        completions.record(session, ada.id, challenge_id, at=NOON)
    session.commit()
    sign_in(ada)

    page = client.get("/").text

    assert "That’s today." in page and page.count("<figure") == 3


def test_words_come_in_the_readers_language_or_in_the_authors(client, sign_in, make, session):
    from uplift_pwa.models import ChallengeText

    make.campaign()
    challenge = make.challenge("Walk a guest to the lift")
    session.add(
        ChallengeText(
            challenge_id=challenge.id,
            version=1,
            locale="es",
            title="Acompaña",
            what="Camina.",
            better="Llegan tranquilos.",
            quiet="Mira.",
        )
    )
    session.commit()
    make.challenge("Only in English")
    from uplift_pwa.queries import cards, pool
    from uplift_pwa.rules.calendar import Place

    ada = make.person()
    where = pool.Standing(ada.site_id, make.department().id, ada.level_id, make.team().id)
    found = cards.of_the_day(
        session, ada.id, where, Place("Europe/Berlin"), MONDAY, "es", at=NOON
    )

    assert {(card.title, card.language) for card in found} == {
        ("Acompaña", "es"),
        ("Only in English", "en"),
    }


def test_hostile_words_are_shown_as_words(client, sign_in, make):
    make.campaign()
    make.challenge("<script>alert(1)</script>")
    sign_in(make.person("Ada"))

    page = client.get("/").text

    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_the_mode_of_today_is_not_changed_by_a_choice_of_today(client, sign_in, ada, session):
    sign_in(ada)

    client.post("/me/mode", data={"mode": "look"})

    assert "/completion" in client.get("/").text
    session.rollback()
    newest = session.scalars(
        select(Participation).filter_by(person_id=ada.id).order_by(Participation.from_on.desc())
    ).first()
    assert (newest.mode, newest.from_on) == ("look", MONDAY + timedelta(days=1))


def test_the_small_poster_flies_by_the_last_counted_week(client, sign_in, ada, session):
    counts = dict.fromkeys(
        ("broad", "breadth_of", "returned", "to_return", "felt", "acts", "steady"), 0
    )
    session.get(TeamTotal, ada_team(session)).acts = 20
    for kind, unit, headcount, tipped in (
        ("organisation", 0, 30, False),
        ("cell", 1, 10, True),
        ("cell", 2, 20, False),
    ):
        week = {"headcount": headcount, "working": headcount, "in_rhythm": headcount // 5}
        for monday, more in ((MONDAY - timedelta(14), 0), (MONDAY - timedelta(7), 1)):
            numbers = {**counts, **week, "in_rhythm": week["in_rhythm"] * more}
            session.add(
                UnitWeek(kind=kind, unit_id=unit, monday=monday, tipped=tipped, **numbers)
            )
    session.commit()

    climb = standing.now(session, watcher(session), MONDAY).climb
    sign_in(ada)

    # One week, in steps of 5 points, and one of the two units that may be shown.
    assert (climb.momentum, climb.breadth, climb.flame) == (20, 50, 20)
    assert climb.acts == 20
    assert client.get("/").status_code == 200


def test_before_the_first_week_the_small_poster_shows_no_breadth(session, ada):
    climb = standing.now(session, watcher(session), MONDAY).climb

    assert (climb.momentum, climb.breadth, climb.flame) == (None, 0, 0)


def watcher(session):
    return Watcher(1, ada_team(session), 1, NOON)


def ada_team(session):
    return session.scalar(select(func.min(TeamTotal.team_id)))


def test_a_booster_that_is_on_asks_for_its_story(client, sign_in, ada, session):
    campaign = session.scalars(select(Campaign.id)).one()
    monday = NOON.date()
    session.add(
        Booster(
            campaign_id=campaign,
            state="fired",
            trigger="success",
            chart=[1, 2],
            proposed_on=monday,
            proposed_at=NOON,
            starts_on=monday,
            ends_on=monday + timedelta(days=4),
            message="Again.",
            story="Who smiled first?",
        )
    )
    session.commit()
    sign_in(ada)

    page = client.get("/").text

    assert "Who smiled first?" in page
    assert "What changed for them?" not in page
