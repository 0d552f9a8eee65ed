"""Weeks of units that are counted anew, because their facts changed (RULES 1, 5, 8)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.actions.slow_units import Slowly
from tests.actions.test_unit_weeks import act, close, crowd, long_after, noon, stored, week
from uplift_pwa.actions import completions, confirmations, days_off, unit_recounts, unit_weeks
from uplift_pwa.db import transaction
from uplift_pwa.models import AwardDue, Reason, UnitWeek, UnitWeekDue

MONDAY, DAY, WEEK = date(2026, 3, 2), timedelta(days=1), timedelta(weeks=1)


def recount(session, at):
    with transaction(session):
        return unit_recounts.all_due(session, at=at)


@pytest.fixture
def counted(session, make):
    """Three weeks of a team of six, all counted; everybody acted on the first Monday."""
    make.campaign(launch_on=MONDAY)
    people = crowd(make, "Wards", "frontline", 6)
    challenge = make.challenge()
    for person in people:
        act(session, person, challenge, MONDAY)
    for number in range(3):
        close(session, long_after(MONDAY + number * WEEK))
    return people


def test_an_act_that_arrives_late_counts_for_the_unit_too(session, make, counted):
    walk, late = make.challenge(), noon(MONDAY + 13 * DAY)
    close(session, long_after())
    with transaction(session):
        completions.record(session, counted[0].id, walk.id, at=late, day=MONDAY + 6 * DAY)

    recount(session, late)

    assert (week(session).acts, week(session).headcount) == (7, 6)


def test_all_weeks_that_look_back_at_a_changed_one_are_counted_anew(session, make, counted):
    for number in (0, 1, 2):
        session.get(UnitWeek, ("organisation", 0, MONDAY + number * WEEK)).acts = 99
    session.commit()
    at = long_after(MONDAY + 2 * WEEK)
    with transaction(session):
        unit_weeks.rejudge(session, MONDAY, at=at)

    recount(session, at)

    for number in (0, 1, 2):
        monday = MONDAY + number * WEEK
        assert stored(session, monday) == Slowly(session, monday).weeks()


def test_a_neutral_day_declared_afterwards_counts_the_units_anew(session, counted):
    at = long_after(MONDAY + 2 * WEEK)
    before = week(session).in_rhythm
    ids = []
    for day in range(1, 7):
        with transaction(session):
            ids.append(
                days_off.declare_neutral(
                    session, None, MONDAY + day * DAY, "Strike", by=None, at=at
                )
            )

    recount(session, at)
    declared = week(session).in_rhythm
    for neutral in ids:
        with transaction(session):
            days_off.take_back_neutral(session, neutral, by=None, at=at)
    recount(session, at)

    assert (before, declared, week(session).in_rhythm) == (0, 6, 0)


def test_an_answer_that_comes_late_makes_the_act_felt(session, counted):
    at = long_after(MONDAY + WEEK)
    with transaction(session):
        confirmations.ask(session, 1, counted[0].id, counted[1].id)
    with transaction(session):
        confirmations.answer(session, 1, counted[1].id, "yes", at=at)

    recount(session, at)

    assert week(session).felt == 1


def test_acts_of_a_week_that_is_not_counted_yet_leave_no_mark(session, make):
    make.campaign(launch_on=MONDAY)
    act(session, make.person(), make.challenge(), MONDAY)

    assert session.scalar(select(func.count(UnitWeekDue.id))) == 0


def test_a_change_that_comes_while_a_week_is_counted_is_counted_after_it(session, counted):
    at = long_after(MONDAY + 2 * WEEK)
    with transaction(session):
        unit_weeks.rejudge(session, MONDAY, at=at)
    seen = unit_recounts.due(session)
    with transaction(session):
        unit_weeks.rejudge(session, MONDAY, at=at)

    with transaction(session):
        unit_recounts.recount(session, seen, at=at)

    left = unit_recounts.due(session)
    assert (left.monday, len(left.marks)) == (MONDAY, 1)
    assert not set(left.marks) & set(seen.marks)


def test_a_unit_that_nobody_stands_in_any_more_leaves_the_week(session, counted):
    row = stored(session, MONDAY)["team", 1]
    session.add(UnitWeek(kind="team", unit_id=99, monday=MONDAY, tipped=False, **row))
    with transaction(session):
        unit_weeks.rejudge(session, MONDAY, at=long_after())

    recount(session, long_after())

    assert week(session, "team", 99) is None


def test_what_a_week_has_earned_late_is_said_once_for_each(session, make, counted):
    at, walk = long_after(MONDAY + 2 * WEEK), make.challenge()
    for person in counted:
        act(session, person, walk, MONDAY + WEEK)
    for day in (*range(1, 7), *range(8, 14)):
        with transaction(session):
            days_off.declare_neutral(
                session, None, MONDAY + day * DAY, "Strike", by=None, at=at
            )

    recount(session, at)
    with transaction(session):
        unit_weeks.rejudge(session, MONDAY, at=at)
    recount(session, at)

    tipped = [week(session, monday=MONDAY + n * WEEK).tipped for n in range(3)]
    said = session.scalar(select(func.count(Reason.id)).filter_by(kind="organisation.tipped"))
    owed = session.scalars(select(AwardDue.badge).filter_by(owner_kind="everybody")).all()
    assert (tipped, said, owed) == ([False, True, True], 2, ["tipping-point"])
