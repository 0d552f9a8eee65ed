from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.actions.roadblock_cast import Cast
from tests.factories import NOON
from uplift_pwa.actions import awards, roadblock_clocks, roadblock_levels, roadblock_mixing
from uplift_pwa.models import Award, NeutralDay, Roadblock, RoadblockHolding, SiteHoliday

MONDAY, DAY, HOUR = date(2026, 3, 2), timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def cast(make, session):
    return Cast(make, session)


def tick(session, at):
    """One turn of the clockwork; how many roadblocks changed."""
    rung = [
        roadblock_clocks.ring(session, one, at=at)
        for one in roadblock_clocks.due(session, at=at)
    ]
    session.flush()
    session.expire_all()
    return sum(rung)


def only(session):
    session.expire_all()
    return session.scalars(select(Roadblock)).one()


def holding(session, person):
    session.expire_all()
    return session.scalars(
        select(RoadblockHolding).filter_by(level_id=person.level_id)
    ).one_or_none()


def test_a_missing_answer_is_late_the_day_after_the_last_and_once_rules_9(session, cast):
    cast.report(cast.ada)
    last = MONDAY + 7 * DAY
    # The day ends at 04:00 in Berlin, 03:00 UTC.
    end = datetime.combine(last + DAY, time(3), UTC)

    assert tick(session, end - HOUR / 60) == 0
    assert holding(session, cast.lea).late_on is None
    assert tick(session, end) == 1
    assert holding(session, cast.lea).late_on == last + DAY
    assert [tick(session, end + hours * HOUR) for hours in (0, 1, 48)] == [0, 0, 0]


@pytest.mark.parametrize("answered", [False, True])
def test_what_is_not_cleared_goes_up_by_itself_after_the_last_day_rules_9(
    session, cast, answered
):
    cast.report(cast.ada)
    if answered:
        number = only(session).id
        roadblock_levels.answer(session, number, "Soon.", by=cast.lea.id, at=NOON)
    end = datetime.combine(MONDAY + 22 * DAY, time(3), UTC)

    tick(session, end - 14 * DAY)
    assert tick(session, end - HOUR / 60) == 0
    assert tick(session, end) == 1

    assert only(session).level_id == cast.mo.level_id
    left = holding(session, cast.lea)
    assert (left.passed_on, left.passed_by_id) == (MONDAY + 22 * DAY, None)
    assert (left.late_on is None) == answered
    assert holding(session, cast.mo).answer_due_on == MONDAY + 29 * DAY
    assert tick(session, end) == 0


def test_what_is_answered_in_time_rings_only_to_be_cleared(session, cast):
    cast.report(cast.ada)
    number = only(session).id
    roadblock_levels.answer(session, number, "Soon.", by=cast.lea.id, at=NOON + 7 * DAY)

    assert tick(session, NOON + 20 * DAY) == 0
    roadblock_levels.clear(session, number, "", by=cast.lea.id, at=NOON + 20 * DAY)
    assert tick(session, NOON + 90 * DAY) == 0
    assert only(session).level_id == cast.lea.level_id


def test_at_the_top_it_stays_and_rings_no_more(session, cast):
    cast.report(cast.ada)
    for months in (1, 2):
        tick(session, NOON + 30 * months * DAY)

    assert only(session).level_id == cast.eve.level_id
    assert tick(session, NOON + 200 * DAY) == 1
    assert tick(session, NOON + 201 * DAY) == 0
    assert holding(session, cast.eve).late_on is not None


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_last_day_that_turned_neutral_moves_on_rules_9(session, cast, everywhere):
    cast.report(cast.ada)
    last = MONDAY + 7 * DAY
    site = None if everywhere else cast.ada.site_id
    session.add(NeutralDay(site_id=site, day=last, reason="Storm", declared_at=NOON))
    session.flush()

    tick(session, datetime.combine(last + DAY, time(3), UTC))

    now = holding(session, cast.lea)
    assert (now.answer_due_on, now.late_on) == (last + DAY, None)
    assert tick(session, datetime.combine(last + 2 * DAY, time(3), UTC)) == 1
    assert holding(session, cast.lea).late_on == last + 2 * DAY


def test_a_last_day_that_is_a_holiday_is_known_from_the_start(session, cast):
    easter = MONDAY + 7 * DAY
    session.add(SiteHoliday(site_id=cast.ada.site_id, day=easter, name="Easter"))
    session.flush()

    cast.report(cast.ada)

    assert holding(session, cast.lea).answer_due_on == easter + DAY


@pytest.mark.parametrize(
    "zone",
    ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kathmandu"],
)
def test_a_clock_rings_when_the_day_ends_at_the_teams_own_site(session, cast, make, zone):
    there = make.site("There", zone)
    team = make.team("There")
    make.person("Lou", team=team, site=there, leads=[team], level="team_lead")
    pia = make.person("Pia", team=team, site=there)
    # Clocks in New York go forward on 8 March, within the seven days.
    cast.report(pia)
    begun = only(session).reported_on
    end = datetime.combine(begun + 8 * DAY, time(4), ZoneInfo(zone))

    assert begun == (NOON.astimezone(ZoneInfo(zone)) - 4 * HOUR).date()
    assert tick(session, end.astimezone(UTC) - HOUR / 60) == 0
    assert tick(session, end.astimezone(UTC)) == 1


def test_a_leader_who_is_named_later_finds_what_waited(session, make):
    ada = make.person("Ada")
    Cast.report(_lonely(session), ada)
    assert tick(session, NOON) == 0
    make.person("Lea", leads=[make.team()], level="team_lead", since=MONDAY)

    assert tick(session, NOON + DAY) == 1
    assert only(session).level_id is not None
    assert tick(session, NOON + DAY) == 0


def _lonely(session):
    cast = Cast.__new__(Cast)
    cast.session = session
    return cast


@pytest.mark.parametrize(("slow", "has_it"), [(0, True), (1, False)])
def test_a_quarter_answered_in_seven_days_is_the_leaders_badge_rules_11(
    session, cast, slow, has_it
):
    for n, person in enumerate(cast.people[:4]):
        cast.report(person)
        number = session.scalars(
            select(Roadblock.id).where(Roadblock.answered_on.is_(None))
        ).one()
        days = 8 if n < slow else 7
        roadblock_levels.answer(session, number, "Yes.", by=cast.lea.id, at=NOON + days * DAY)
        session.expire_all()

    for day in (date(2026, 3, 31), date(2026, 4, 7), date(2026, 4, 9)):
        at = datetime.combine(day, time(12), UTC)
        roadblock_mixing.mix(session, at=at)
        awards.settle(session, at=at + HOUR)
        given = session.scalars(select(Award.badge)).all()
        assert given == (["road-clearer"] if has_it and day.day == 9 else [])
