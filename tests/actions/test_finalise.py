from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, finalise, verify
from uplift_pwa.models import AwardDue, Leave, Membership, TeamDay, TeamTotal

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)
# Monday in Berlin ends on Tuesday at 04:00, which is 03:00 UTC.
MONDAY_ENDS = datetime(2026, 3, 3, 3, tzinfo=UTC)
OPEN = timedelta(hours=72)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def otters(make):
    """A team of three on shift every day, in a campaign launched on Monday."""
    make.campaign(launch_on=MONDAY)
    return [make.person(name) for name in ("Ada", "Ben", "Cleo")]


def rows(session):
    found = session.execute(
        select(TeamDay.day, TeamDay.on_shift, TeamDay.done, TeamDay.final_at).order_by(
            TeamDay.team_id, TeamDay.day
        )
    )
    return [(day, on_shift, done, bool(final)) for day, on_shift, done, final in found]


def test_a_silent_day_gets_its_row_when_it_has_ended(session, otters):
    assert finalise.days(session, at=MONDAY_ENDS - MOMENT) == 0

    assert finalise.days(session, at=MONDAY_ENDS) == 1

    assert rows(session) == [(MONDAY, 3, 0, False)]


def test_a_day_with_acts_keeps_its_row(session, make, otters):
    completions.record(session, otters[0].id, make.challenge().id, at=NOON)

    assert finalise.days(session, at=MONDAY_ENDS) == 0

    assert rows(session) == [(MONDAY, 3, 1, False)]


def test_a_day_is_final_72_hours_after_its_end(session, otters):
    finalise.days(session, at=MONDAY_ENDS + OPEN - MOMENT)
    assert [final for *_, final in rows(session)] == [False] * 3

    finalise.days(session, at=MONDAY_ENDS + OPEN)

    assert [final for *_, final in rows(session)] == [True, False, False, False]


def test_doing_it_again_changes_nothing(session, otters):
    finalise.days(session, at=MONDAY_ENDS + OPEN)
    before = rows(session)

    assert finalise.due(session, at=MONDAY_ENDS + OPEN) == []
    assert finalise.days(session, at=MONDAY_ENDS + OPEN) == 0
    assert rows(session) == before


def test_the_clock_going_back_changes_nothing(session, otters):
    finalise.days(session, at=MONDAY_ENDS + OPEN)
    before = rows(session)

    assert finalise.days(session, at=MONDAY_ENDS) == 0
    assert rows(session) == before


def test_a_missed_day_ends_the_streak_only_when_it_is_final(session, make, otters):
    walk = make.challenge()
    for person in otters[:2]:
        completions.record(session, person.id, walk.id, at=NOON)
    tuesday_final = MONDAY_ENDS + DAY + OPEN

    finalise.days(session, at=tuesday_final - MOMENT)
    assert session.scalar(select(TeamTotal.streak)) == 1

    finalise.days(session, at=tuesday_final)
    assert session.execute(select(TeamTotal.streak, TeamTotal.best_streak)).one() == (0, 1)


def test_the_last_site_of_a_team_ends_its_day(session, make, otters):
    # Los Angeles rolls over at 12:00 UTC, nine hours after Berlin.
    make.person("Dora", site=make.site("Pier", "America/Los_Angeles"))

    assert finalise.due(session, at=MONDAY_ENDS + timedelta(hours=9) - MOMENT) == []
    assert finalise.due(session, at=MONDAY_ENDS + timedelta(hours=9)) == [(1, MONDAY)]


def test_a_night_shift_carries_its_day_over_the_roll_over(session, make):
    make.campaign(launch_on=MONDAY)
    make.person("Noor", starts=time(22), ends=time(6))
    shift_over = datetime(2026, 3, 3, 6, tzinfo=UTC)  # 06:00 and the margin, in Berlin

    assert finalise.due(session, at=shift_over - MOMENT) == []
    assert finalise.due(session, at=shift_over) == [(1, MONDAY)]


def test_somebody_who_left_the_team_no_longer_ends_its_day(session, make, otters):
    away = make.person("Dora", site=make.site("Pier", "America/Los_Angeles"))
    session.scalars(select(Membership).filter_by(person_id=away.id)).one().until_on = (
        MONDAY - DAY
    )
    session.commit()

    assert finalise.due(session, at=MONDAY_ENDS) == [(1, MONDAY)]


def test_nothing_comes_before_the_launch_or_without_a_campaign(session, make):
    make.person()
    assert finalise.due(session, at=NOON) == []

    make.campaign(launch_on=MONDAY - DAY)

    assert finalise.due(session, at=NOON) == [(1, MONDAY - DAY)]


def test_nothing_comes_before_the_first_membership(session, make, otters):
    seals = make.team("Seals")
    make.person("Sam", team=seals, since=MONDAY + DAY)

    named = finalise.due(session, at=MONDAY_ENDS + DAY)

    assert [day for team_id, day in named if team_id == seals.id] == [MONDAY + DAY]


def test_a_team_without_anybody_left_is_written_to_the_end_of_its_week(session, make):
    make.campaign(launch_on=MONDAY)
    ada = make.person()
    session.scalars(select(Membership).filter_by(person_id=ada.id)).one().until_on = MONDAY
    session.commit()

    while finalise.days(session, at=NOON + 30 * DAY):
        pass

    assert [row[:3] for row in rows(session)] == [(MONDAY, 1, 0)] + [
        (MONDAY + number * DAY, 0, 0) for number in range(1, 7)
    ]
    assert all(final for *_, final in rows(session))


def test_after_a_standstill_it_catches_up_in_bounded_batches(session, make, otters):
    for number in range(30):
        make.person(f"P{number}", team=make.team(f"Team {number}"))
    later = NOON + 60 * DAY

    written = []
    while handled := finalise.days(session, at=later):
        written.append(handled)

    assert len(written) > 2
    assert max(written) <= finalise.TEAMS_AT_ONCE * 35
    assert len(rows(session)) == 31 * 60
    assert sum(not final for *_, final in rows(session)) == 31 * 3
    assert verify.differences(session) == []


def test_a_hole_between_written_days_is_filled(session, make, otters):
    completions.record(session, otters[0].id, make.challenge().id, at=NOON + 2 * DAY)

    finalise.days(session, at=MONDAY_ENDS + 2 * DAY)

    assert [row[:3] for row in rows(session)] == [
        (MONDAY, 3, 0),
        (MONDAY + DAY, 3, 0),
        (MONDAY + 2 * DAY, 3, 1),
    ]


def test_people_on_leave_are_not_on_shift(session, otters):
    session.add(Leave(person_id=otters[0].id, first_on=MONDAY, last_on=MONDAY))
    session.commit()

    finalise.days(session, at=MONDAY_ENDS)

    assert rows(session) == [(MONDAY, 2, 0, False)]


@pytest.mark.parametrize(
    ("acts", "streak"),
    [
        pytest.param(5, 7, id="RULES 6: five of seven keep all seven"),
        pytest.param(4, 0, id="RULES 6: four of seven are one missed day"),
    ],
)
def test_a_carried_week_is_judged_when_its_sunday_is_final(session, make, acts, streak):
    make.campaign(launch_on=MONDAY)
    ada, walk = make.person(), make.challenge()
    for number in range(acts):
        completions.record(session, ada.id, walk.id, at=NOON + number * DAY)
    week_final = MONDAY_ENDS + 6 * DAY + OPEN

    finalise.days(session, at=week_final - MOMENT)
    assert session.scalar(select(TeamTotal.streak)) == 0

    finalise.days(session, at=week_final)
    assert session.scalar(select(TeamTotal.streak)) == streak
    assert bool(session.scalars(select(AwardDue).filter_by(badge="ignition")).all()) == bool(
        streak
    )


def test_an_undo_after_the_last_hour_is_seen_by_a_carried_week_that_is_final(session, make):
    make.campaign(launch_on=MONDAY)
    ada, walk = make.person(), make.challenge()
    for number in range(4):
        completions.record(session, ada.id, walk.id, at=NOON + number * DAY)
    week_final = MONDAY_ENDS + 6 * DAY + OPEN
    late = week_final - timedelta(minutes=5)
    fifth = completions.record(session, ada.id, walk.id, at=late, day=MONDAY + 6 * DAY)
    finalise.days(session, at=week_final)
    assert session.scalar(select(TeamTotal.streak)) == 7

    completions.undo(session, ada.id, fifth.completion_id, at=week_final + timedelta(minutes=4))

    assert session.scalar(select(TeamTotal.streak)) == 0
    assert verify.differences(session) == []


def test_the_cost_is_bounded_for_each_team(session, make, otters, queries):
    for number in range(4):
        make.person(f"P{number}")
    queries.clear()

    finalise.days(session, at=MONDAY_ENDS + 20 * DAY)

    assert len(rows(session)) == 21
    # Besides the days: at the end of a week its badges, the team's and the site's.
    assert len([one for one in queries if one.startswith("SELECT")]) <= 36
    assert len(queries) <= 40
