from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import awards, completions, days_off, rhythm, verify
from uplift_pwa.models import (
    Award,
    Leave,
    Participation,
    PersonDay,
    PersonTotal,
    PersonWeek,
    Reason,
)

MONDAY, DAY, WEEK = date(2026, 3, 2), timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def ada(make):
    make.campaign(launch_on=MONDAY)
    return make.person()


@pytest.fixture
def walk(make):
    return make.challenge()


def play(session, person, walk, letters):
    """K a week with three acts, M one without any; then the weeks that are over are closed."""
    for number, letter in enumerate(letters):
        for day in range(3 if letter == "K" else 0):
            at = NOON + number * WEEK + day * DAY
            completions.record(session, person.id, walk.id, at=at)
        rhythm.close_weeks(session, at=NOON + number * WEEK + 10 * DAY)
    session.commit()


def total(session, person):
    session.expire_all()
    return session.get(PersonTotal, person.id)


def weeks(session):
    rows = session.scalars(select(PersonWeek).order_by(PersonWeek.person_id, PersonWeek.monday))
    return [(row.working_days, row.active_days, row.kept) for row in rows]


def test_a_week_is_written_once_when_its_last_day_has_been_over_for_72_hours(
    session, ada, walk
):
    for day in range(3):
        completions.record(session, ada.id, walk.id, at=NOON + day * DAY)
    final = datetime(2026, 3, 12, 3, tzinfo=UTC)  # Sunday ends on Monday at 4 in Berlin

    assert rhythm.close_weeks(session, at=final - timedelta(seconds=1)) == 0
    assert rhythm.close_weeks(session, at=final) == 1
    assert rhythm.close_weeks(session, at=final) == 0

    assert weeks(session) == [(7, 3, True)]
    assert (total(session, ada).rhythm_run, total(session, ada).kept_weeks) == (1, 1)
    assert verify.differences(session) == []


def test_a_night_shift_on_sunday_keeps_the_week_open_until_it_is_over(session, make):
    make.campaign(launch_on=MONDAY)
    make.person(starts=time(22), ends=time(6))
    final = datetime(2026, 3, 12, 6, tzinfo=UTC)  # until 6 in Berlin, and an hour

    assert rhythm.close_weeks(session, at=final - timedelta(seconds=1)) == 0
    assert rhythm.close_weeks(session, at=final) == 1


def test_who_only_looks_or_is_in_no_team_has_no_week(session, make):
    make.campaign(launch_on=MONDAY)
    make.person("Looks", mode="look")
    make.person("Later", since=MONDAY + WEEK)

    assert rhythm.close_weeks(session, at=NOON + 10 * DAY) == 0


def test_days_before_the_launch_ask_nothing_of_anybody(session, make, walk):
    make.campaign(launch_on=MONDAY + 5 * DAY)
    ada = make.person()
    completions.record(session, ada.id, walk.id, at=NOON + 5 * DAY)
    completions.record(session, ada.id, walk.id, at=NOON + 6 * DAY)

    rhythm.close_weeks(session, at=NOON + 10 * DAY)

    assert weeks(session) == [(2, 2, True)]


def test_a_week_of_leave_is_left_out_and_days_of_looking_are_no_working_days(
    session, ada, make
):
    session.add(Leave(person_id=ada.id, first_on=MONDAY, last_on=MONDAY + 6 * DAY))
    ben = make.person("Ben")
    session.add(
        Participation(
            person_id=ben.id, from_on=MONDAY + 2 * DAY, mode="look", chosen_on=MONDAY + DAY
        )
    )
    session.commit()

    rhythm.close_weeks(session, at=NOON + 10 * DAY)

    assert weeks(session) == [(0, 0, False), (2, 0, False)]


def test_the_next_kept_week_joins_the_run_again_rules_5(session, ada, walk):
    play(session, ada, walk, "KKKM")
    paused = total(session, ada)
    assert (paused.rhythm_run, paused.rhythm_earlier) == (0, 3)

    for day in range(3):
        completions.record(session, ada.id, walk.id, at=NOON + 4 * WEEK + day * DAY)
    rhythm.close_weeks(session, at=NOON + 6 * WEEK)

    again = total(session, ada)
    assert (again.rhythm_run, again.joins, again.joined_on) == (4, 1, MONDAY + 4 * WEEK)
    kinds = session.scalars(select(Reason.kind).where(Reason.paragraph == 5)).all()
    assert kinds == ["rhythm.kept"] * 3 + ["rhythm.paused", "rhythm.joined"]
    assert verify.differences(session) == []


def test_the_first_day_back_is_paid_once_when_the_missed_week_is_final_rules_4(
    session, ada, walk
):
    play(session, ada, walk, "K")
    back = NOON + 2 * WEEK
    completions.record(session, ada.id, walk.id, at=back)
    assert total(session, ada).lift == 40

    rhythm.close_weeks(session, at=back + 3 * DAY)
    rhythm.close_weeks(session, at=back + 3 * DAY)
    completions.record(session, ada.id, walk.id, at=back + 4 * DAY)

    assert total(session, ada).lift == 55
    paid = session.scalars(select(PersonDay.day).where(PersonDay.comeback > 0)).all()
    assert paid == [back.date()]
    assert verify.differences(session) == []


def test_who_comes_back_after_the_missed_week_is_final_is_paid_at_once(session, ada, walk):
    play(session, ada, walk, "KM")

    first = completions.record(session, ada.id, walk.id, at=NOON + 3 * WEEK)
    assert total(session, ada).lift == 30 + 15

    completions.undo(session, ada.id, first.completion_id, at=NOON + 3 * WEEK)
    assert total(session, ada).lift == 30
    assert verify.differences(session) == []


def test_the_way_back_stays_under_the_cap(session, ada, make):
    three = [make.challenge().id for _ in range(3)]
    completions.record(session, ada.id, three[0], at=NOON)
    rhythm.close_weeks(session, at=NOON + 3 * WEEK)

    for one in three:
        completions.record(session, ada.id, one, at=NOON + 4 * WEEK, sentence="It helped.")

    assert total(session, ada).lift == 10 + 40
    assert verify.differences(session) == []


def test_an_act_that_comes_late_still_counts_for_the_persons_week(session, ada, walk):
    completions.record(session, ada.id, walk.id, at=NOON)
    completions.record(session, ada.id, walk.id, at=NOON + 6 * DAY)
    final = datetime(2026, 3, 12, 3, tzinfo=UTC)
    rhythm.close_weeks(session, at=final)
    assert weeks(session) == [(7, 2, False)]

    late = completions.record(session, ada.id, walk.id, at=final, day=MONDAY + 5 * DAY)
    assert weeks(session) == [(7, 3, True)]
    assert total(session, ada).rhythm_run == 1

    completions.undo(session, ada.id, late.completion_id, at=final)
    assert weeks(session) == [(7, 2, False)]
    assert verify.differences(session) == []


def test_good_rhythm_comes_in_tiers_and_the_way_back_has_a_badge_rules_11(session, ada, walk):
    play(session, ada, walk, "KKKMK" + "K" * 8)

    awards.settle(session, at=NOON + 30 * WEEK)
    assert given(session) == {("first-lift", 0), ("good-rhythm", 0), ("comeback", 0)}

    play_on = NOON + 13 * WEEK
    for day in range(3):
        completions.record(session, ada.id, walk.id, at=play_on + day * DAY)
    rhythm.close_weeks(session, at=play_on + 10 * DAY)
    awards.settle(session, at=NOON + 30 * WEEK)
    assert ("good-rhythm", 1) in given(session)


def given(session):
    return set(session.execute(select(Award.badge, Award.tier)).tuples())


def test_batches_are_bounded_and_nobody_is_forgotten(session, make):
    make.campaign(launch_on=MONDAY)
    people = [make.person(f"P{number}").id for number in range(5)]

    batches = rhythm.due(session, at=NOON + 17 * DAY, most=2)

    assert [len(one.people) for one in batches] == [2, 2, 1, 2, 2, 1]
    for one in reversed(batches):
        rhythm.close_weeks(session, at=NOON + 17 * DAY, only=one)
    assert len(weeks(session)) == 2 * len(people)
    assert rhythm.due(session, at=NOON + 17 * DAY) == []


def test_a_neutral_day_declared_afterwards_judges_the_final_week_anew(session, make, walk):
    make.campaign(launch_on=MONDAY)
    ada = make.person(weekdays=0b0000011)
    completions.record(session, ada.id, walk.id, at=NOON)
    rhythm.close_weeks(session, at=NOON + 10 * DAY)
    assert weeks(session) == [(2, 1, False)]

    neutral = days_off.declare_neutral(
        session, ada.site_id, MONDAY + DAY, "A storm", by=None, at=NOON + 11 * DAY
    )
    assert weeks(session) == [(1, 1, True)]
    assert total(session, ada).rhythm_run == 1
    assert verify.differences(session) == []

    days_off.take_back_neutral(session, neutral, by=None, at=NOON + 12 * DAY)
    assert weeks(session) == [(2, 1, False)]
    assert total(session, ada).rhythm_run == 0
    assert verify.differences(session) == []
