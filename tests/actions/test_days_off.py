from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, days_off, finalise, rhythm, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Audit,
    Leave,
    NeutralDay,
    PersonWeek,
    Reason,
    SiteHoliday,
    TeamDay,
    TeamTotal,
)
from uplift_pwa.queries import diary, team_history, team_screen

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)


@pytest.fixture
def otters(make):
    """A team of three on shift every day, in a campaign launched on Monday."""
    make.campaign(launch_on=MONDAY)
    return [make.person(name) for name in ("Ada", "Ben", "Cleo")]


@pytest.fixture
def week(session, make, otters):
    """Kept days, but for Wednesday; Wednesday is final and missed."""
    walk = make.challenge()
    for number in (0, 1, 3, 4):
        for person in otters:
            completions.record(session, person.id, walk.id, at=NOON + number * DAY)
    finalise.days(session, at=NOON + 7 * DAY)
    session.commit()
    return otters


def streak(session, team="Otters"):
    session.expire_all()
    return session.scalars(select(TeamTotal.streak).order_by(TeamTotal.team_id)).first()


def row(session, day):
    found = session.execute(
        select(TeamDay.on_shift, TeamDay.done).where(TeamDay.day == day)
    ).one_or_none()
    return tuple(found) if found else None


def refusal(act, *args, **named):
    with pytest.raises(Refused) as refused:
        act(*args, **named)
    return refused.value.code


def test_a_neutral_day_declared_afterwards_joins_the_run_on_both_sides(session, week):
    wednesday = MONDAY + 2 * DAY
    assert streak(session) == 2

    days_off.declare_neutral(session, None, wednesday, "A storm", by=None, at=NOON + 7 * DAY)

    assert streak(session) == 4
    assert row(session, wednesday) == (0, 0)
    assert verify.differences(session) == []


def test_a_kept_day_that_turns_neutral_no_longer_adds_and_does_not_interrupt(session, week):
    days_off.declare_neutral(session, None, MONDAY + 3 * DAY, "Strike", by=None, at=NOON)

    assert (streak(session), row(session, MONDAY + 3 * DAY)) == (1, (0, 0))
    assert verify.differences(session) == []


def test_taking_a_neutral_day_back_brings_every_figure_back(session, week):
    thursday = MONDAY + 3 * DAY
    neutral = days_off.declare_neutral(session, None, thursday, "Strike", by=None, at=NOON)

    days_off.take_back_neutral(session, neutral, by=None, at=NOON)

    assert (streak(session), row(session, thursday)) == (2, (3, 3))
    assert verify.differences(session) == []
    assert refusal(days_off.take_back_neutral, session, neutral, by=None, at=NOON) == (
        "not_found"
    )


def test_a_person_s_week_is_judged_anew_when_days_in_it_turn_neutral(session, make):
    make.campaign(launch_on=MONDAY)
    ada, walk = make.person("Ada", weekdays=0b0011111), make.challenge()
    for number in (0, 1):
        completions.record(session, ada.id, walk.id, at=NOON + number * DAY)
    at = NOON + 14 * DAY
    rhythm.close_weeks(session, at=at)

    def week():
        session.expire_all()
        one = session.get(PersonWeek, (ada.id, MONDAY))
        return one.working_days, one.active_days, one.kept

    before = week()
    neutral = [
        days_off.declare_neutral(session, None, MONDAY + n * DAY, "Storm", by=None, at=at)
        for n in (2, 3)
    ]
    after = week()
    days_off.take_back_neutral(session, neutral[0], by=None, at=at)

    assert (before, after, week()) == ((5, 2, False), (3, 2, True), (4, 2, False))
    assert verify.differences(session) == []


def test_undo_on_a_day_that_turned_neutral_leaves_no_difference(session, make, otters):
    act = completions.record(session, otters[0].id, make.challenge().id, at=NOON)
    days_off.declare_neutral(session, None, MONDAY, "No power", by=None, at=NOON)

    completions.undo(session, otters[0].id, act.completion_id, at=NOON)

    assert row(session, MONDAY) == (0, 0)
    assert verify.differences(session) == []


def test_an_act_on_a_neutral_day_counts_for_the_person_and_the_goal_alone(
    session, make, otters
):
    days_off.declare_neutral(session, None, MONDAY, "No power", by=None, at=NOON)

    completions.record(session, otters[0].id, make.challenge().id, at=NOON)

    total = session.scalars(select(TeamTotal)).one()
    assert (total.acts, row(session, MONDAY)) == (1, (0, 0))
    assert verify.differences(session) == []


def test_a_team_over_two_sites_is_neutral_when_every_site_is(session, make, otters):
    harbour, lisbon = make.site(), make.site("Lisbon", "Europe/Lisbon")
    team = make.team()
    for name in ("Dina", "Eli", "Fee"):
        make.person(name, site=lisbon)
    finalise.days(session, at=NOON + 2 * DAY)

    days_off.declare_neutral(session, harbour.id, MONDAY, "Storm", by=None, at=NOON)
    one_site = team_history.days(session, team.id)[0]
    days_off.declare_neutral(session, lisbon.id, MONDAY, "Strike", by=None, at=NOON)
    both_sites = team_history.days(session, team.id)[0]

    assert (one_site.on_shift, one_site.neutral) == (3, False)
    assert (both_sites.on_shift, both_sites.neutral) == (0, True)
    assert verify.differences(session) == []


def test_a_neutral_day_at_one_site_leaves_other_teams_alone(session, make, week):
    lisbon = make.site("Lisbon", "Europe/Lisbon")

    days_off.declare_neutral(
        session, lisbon.id, MONDAY + 2 * DAY, "Strike", by=None, at=NOON + 7 * DAY
    )

    assert streak(session) == 2
    assert session.scalars(select(Reason).filter_by(kind="day.neutral")).all() == []


def test_a_neutral_day_is_audited_and_each_team_is_told_why(session, week, make):
    boss = make.person("Boss", team=make.team("Desk"), role="admin")
    at = NOON + 7 * DAY

    days_off.declare_neutral(session, None, MONDAY + 2 * DAY, " A  storm ", by=boss.id, at=at)

    note = session.scalars(select(Audit)).one()
    reason = session.scalars(select(Reason).filter_by(owner_id=week[0].id)).first()
    told = session.scalars(select(Reason).filter_by(kind="day.neutral")).all()
    assert (note.action, note.actor_id) == ("neutral_day.declared", boss.id)
    assert note.detail == {"site": None, "day": "2026-03-04", "reason": "A storm"}
    assert {one.owner_kind for one in told} == {"team"}
    assert told[0].detail == {"reason": "A storm", "before": 2, "after": 4}
    assert reason is not None


def test_the_strip_of_days_says_neutral_and_why(session, make, week):
    days_off.declare_neutral(
        session, None, MONDAY + 2 * DAY, "A storm", by=None, at=NOON + 7 * DAY
    )

    screen = team_screen.of(session, make.team().id, MONDAY + 7 * DAY)

    mark = next(mark for mark in screen.marks if mark.day == MONDAY + 2 * DAY)
    assert (mark.state, mark.why) == ("neutral", "A storm")


@pytest.mark.parametrize(
    ("reason", "day", "code"),
    [
        pytest.param("  ", MONDAY, "no_reason", id="a reason is needed"),
        pytest.param("x" * 201, MONDAY, "no_reason", id="and is short"),
        pytest.param("Storm", date(2030, 1, 1), "too_far", id="years away"),
    ],
)
def test_a_neutral_day_is_refused(session, otters, reason, day, code):
    assert refusal(days_off.declare_neutral, session, None, day, reason, by=None, at=NOON) == (
        code
    )


def test_a_day_is_neutral_once_at_a_site_and_once_everywhere(session, make, otters):
    site = make.site().id
    for where in (None, site):
        days_off.declare_neutral(session, where, MONDAY, "Storm", by=None, at=NOON)

        again = refusal(
            days_off.declare_neutral, session, where, MONDAY, "Storm", by=None, at=NOON
        )
        assert again == "neutral_already"

    assert len(session.scalars(select(NeutralDay)).all()) == 2


def test_a_holiday_is_no_working_day_and_shrinks_the_day_before_it_begins(session, otters):
    tuesday = MONDAY + DAY
    days_off.add_holiday(session, otters[0].site_id, tuesday, "Founders", by=None, at=NOON)

    finalise.days(session, at=NOON + 2 * DAY)

    assert row(session, tuesday) == (0, 0)
    assert verify.differences(session) == []


def test_a_holiday_begins_on_a_day_nobody_has_begun(session, make, otters):
    site = otters[0].site_id
    assert refusal(
        days_off.add_holiday, session, site, MONDAY, "Founders", by=None, at=NOON
    ) == ("begun")
    # Somebody of the team lives where it is Tuesday already, and has acted.
    kiri = make.person("Kiri", site=make.site("Kiritimati", "Pacific/Kiritimati"))
    late = datetime(2026, 3, 2, 22, tzinfo=UTC)
    completions.record(session, kiri.id, make.challenge().id, at=late)

    code = refusal(
        days_off.add_holiday, session, site, MONDAY + DAY, "Founders", by=None, at=late
    )

    assert code == "begun"
    assert session.scalars(select(SiteHoliday)).all() == []


def test_a_holiday_that_has_not_begun_can_be_removed(session, otters):
    site, tuesday = otters[0].site_id, MONDAY + DAY
    days_off.add_holiday(session, site, tuesday, "Founders", by=None, at=NOON)

    days_off.remove_holiday(session, site, tuesday, by=None, at=NOON)

    assert session.scalars(select(SiteHoliday)).all() == []
    assert refusal(days_off.remove_holiday, session, site, tuesday, by=None, at=NOON) == (
        "not_found"
    )


def test_leave_takes_days_that_have_not_begun_off(session, otters):
    ada, tuesday = otters[0].id, MONDAY + DAY

    days_off.take_leave(session, ada, tuesday, tuesday + DAY, on=MONDAY)
    finalise.days(session, at=NOON + 4 * DAY)

    assert (row(session, tuesday), row(session, tuesday + 2 * DAY)) == ((2, 0), (3, 0))
    assert verify.differences(session) == []


def test_everybody_on_leave_makes_the_day_transparent(session, make, otters):
    walk = make.challenge()
    for person in otters:
        days_off.take_leave(session, person.id, MONDAY + DAY, MONDAY + DAY, on=MONDAY)
    for number in (0, 2):
        for person in otters:
            completions.record(session, person.id, walk.id, at=NOON + number * DAY)

    finalise.days(session, at=NOON + 7 * DAY)

    assert session.scalars(select(TeamTotal.best_streak)).one() == 2
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        pytest.param(MONDAY, MONDAY + DAY, "begun", id="today has begun"),
        pytest.param(MONDAY + 3 * DAY, MONDAY + DAY, "wrong_order", id="the wrong way round"),
        pytest.param(MONDAY + DAY, date(2030, 1, 1), "too_far", id="for years"),
    ],
)
def test_leave_is_refused(session, otters, first, last, code):
    assert refusal(days_off.take_leave, session, otters[0].id, first, last, on=MONDAY) == code


def test_leave_that_has_begun_ends_today_and_later_leave_never_begins(session, otters):
    ada = otters[0].id
    session.add(Leave(person_id=ada, first_on=MONDAY - DAY, last_on=MONDAY + 9 * DAY))
    days_off.take_leave(session, ada, MONDAY + 20 * DAY, MONDAY + 21 * DAY, on=MONDAY)

    days_off.end_leave(session, ada, MONDAY - DAY, on=MONDAY)
    days_off.end_leave(session, ada, MONDAY + 20 * DAY, on=MONDAY)

    assert session.execute(select(Leave.first_on, Leave.last_on)).all() == [
        (MONDAY - DAY, MONDAY)
    ]
    assert refusal(days_off.end_leave, session, ada, MONDAY, on=MONDAY) == "not_found"


def test_a_part_timer_with_one_shift_is_expected_on_that_day_alone(session, make, otters):
    make.person("Pia", weekdays=0b0000100, starts=time(22), ends=time(6))

    finalise.days(session, at=NOON + 7 * DAY)

    counted = [row(session, MONDAY + number * DAY)[0] for number in range(5)]
    assert counted == [3, 3, 4, 3, 3]
    assert verify.differences(session) == []


def test_a_diary_knows_neutral_days_of_its_site_and_of_everywhere(session, make, otters):
    site = make.site()
    days_off.declare_neutral(session, site.id, MONDAY, "Storm", by=None, at=NOON)
    days_off.declare_neutral(session, None, MONDAY + DAY, "Strike", by=None, at=NOON)
    far = make.person("Far", site=make.site("Lisbon", "Europe/Lisbon"))

    here = diary.diary(session, otters[0].id, MONDAY, MONDAY + DAY)
    there = diary.diary(session, far.id, MONDAY, MONDAY + DAY)

    assert here.neutral == {MONDAY: "Storm", MONDAY + DAY: "Strike"}
    assert there.neutral == {MONDAY + DAY: "Strike"}
    assert not here.is_working(MONDAY) and there.is_working(MONDAY)
