"""Cards on the day a challenge comes out: not before its hour, and then in its place."""

from datetime import UTC, date, datetime, timedelta

from uplift_pwa.queries import cards, pool
from uplift_pwa.rules.calendar import Place
from uplift_pwa.rules.rounds import Every, turn

MONDAY = date(2026, 3, 2)
MORNING, AFTERNOON = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 2, 13, tzinfo=UTC)
BERLIN, LISBON = Place("Europe/Berlin"), Place("Europe/Lisbon")
PERSON = 7


def offered(session, make, day=MONDAY, *, at, place=BERLIN):
    where = pool.Standing(make.site().id, None, make.level().id, None)
    found = cards.of_the_day(session, PERSON, where, place, day, "en", at=at)
    return [card.challenge_id for card in found]


def many(make, number=9):
    return [make.challenge(f"Usual {n}").id for n in range(number)]


def test_before_its_hour_the_day_is_as_it_would_be_without_it(session, make):
    many(make)
    usual = offered(session, make, at=MORNING)
    make.challenge("Tidy the tray", from_on=MONDAY, release_hour=14)

    assert offered(session, make, at=MORNING) == usual


def test_from_its_hour_it_has_the_place_of_the_last_one_not_yet_done(session, make):
    many(make)
    usual = offered(session, make, at=MORNING)
    tray = make.challenge("Tidy the tray", from_on=MONDAY, release_hour=14)

    assert offered(session, make, at=AFTERNOON) == [*usual[:2], tray.id]


def test_the_same_moment_is_before_the_hour_at_a_site_further_west(session, make):
    many(make)
    tray = make.challenge("Tidy the tray", from_on=MONDAY, release_hour=14)

    assert tray.id in offered(session, make, at=AFTERNOON)
    assert tray.id not in offered(session, make, at=AFTERNOON, place=LISBON)


def test_the_day_after_it_is_one_of_many_from_the_morning_on(session, make):
    many(make, 2)
    tray = make.challenge("Tidy the tray", from_on=MONDAY, release_hour=14)

    later = offered(session, make, MONDAY + timedelta(days=1), at=MORNING + timedelta(days=1))

    assert tray.id in later and len(later) == 3


def test_it_may_be_completed_on_its_day_whatever_the_hour(session, make):
    tray = make.challenge("Tidy the tray", from_on=MONDAY, release_hour=14)
    where = pool.Standing(make.site().id, None, make.level().id, None)

    assert pool.fitting(session, where, MONDAY, tray.id)


def test_every_second_week_everybody_finds_it_on_its_first_day(session, make):
    many(make)
    kept = turn(Every.TWO_WEEKS, MONDAY)
    tray = make.challenge("Tidy the tray", from_on=MONDAY, weekdays=0b0000001, turn=kept)

    found = {
        week: tray.id
        in offered(
            session, make, MONDAY + timedelta(weeks=week), at=MORNING + timedelta(weeks=week)
        )
        for week in range(5)
    }

    assert found == {0: True, 1: False, 2: True, 3: False, 4: True}


def test_out_of_its_turn_it_is_not_accepted_either(session, make):
    tray = make.challenge("Tidy the tray", turn=turn(Every.MONTH_FIRST, None))
    where = pool.Standing(make.site().id, None, make.level().id, None)

    assert pool.fitting(session, where, date(2026, 3, 7), tray.id)
    assert pool.fitting(session, where, date(2026, 3, 8), tray.id) is None
