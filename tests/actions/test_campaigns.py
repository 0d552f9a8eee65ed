"""The rings and the next orbit (RULES 7): both are needed, and raising the goal keeps all."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import campaigns, founding
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.models import Audit, Campaign, Reason, SettingChange, TeamTotal, UnitWeek
from uplift_pwa.queries import campaign, rulebook

MONDAY = date(2026, 2, 9)
COUNTS = ("in_rhythm", "working", "broad", "breadth_of", "returned", "to_return", "felt")
COUNTS += ("acts", "steady")


def unit_week(session, kind, unit_id, tipped, headcount=10, monday=MONDAY):
    row = dict.fromkeys(COUNTS, 0)
    session.add(
        UnitWeek(
            kind=kind,
            unit_id=unit_id,
            monday=monday,
            headcount=headcount,
            tipped=tipped,
            **row,
        )
    )


@pytest.fixture
def play(session, make):
    """A campaign of 100 acts, with so many done and so many of five units tipped."""

    def play(acts, tipped):
        make.campaign(goal=100)
        session.get(TeamTotal, make.team().id).acts = acts
        unit_week(session, "organisation", 0, tipped >= 4)
        for unit in range(5):
            unit_week(session, "cell", unit + 1, unit < tipped)
        session.commit()

    return play


def raise_goal(session, goal):
    with transaction(session):
        now = campaign.current(session)
        campaigns.raise_goal(session, now.id, goal, by=None, at=NOON, day=NOON.date())


def look(session):
    with transaction(session):
        return campaigns.look(session, at=NOON)


def test_raising_the_goal_begins_the_next_orbit_and_resets_nothing(session, play):
    play(acts=120, tipped=4)

    raise_goal(session, 200)

    now, acts = campaign.climb(session)
    assert (now.goal_acts, now.orbit, acts) == (200, 2, 120)
    assert len(session.scalars(select(Campaign)).all()) == 1
    assert session.scalars(select(Audit.action)).all() == ["campaign.raised"]
    assert session.scalars(select(Reason.kind)).all() == ["orbit.raised"]


@pytest.mark.parametrize(
    ("acts", "tipped"),
    [pytest.param(99, 5, id="an act short"), pytest.param(500, 3, id="a unit short")],
)
def test_both_rings_must_be_full_before_the_goal_is_raised(session, play, acts, tipped):
    play(acts, tipped)

    with pytest.raises(Refused, match="rings_open"):
        raise_goal(session, 1000)


@pytest.mark.parametrize("goal", [100, 50, 2**31])
def test_the_next_goal_is_higher_and_fits(session, play, goal):
    play(acts=120, tipped=5)

    with pytest.raises(Refused, match="goal_lower"):
        raise_goal(session, goal)


def test_each_stage_and_ring_is_written_down_once_an_orbit(session, play):
    play(acts=100, tipped=4)

    first, again = look(session), look(session)
    raise_goal(session, 400)
    next_orbit = look(session)

    assert (first, again) == (7, 0)
    assert next_orbit == 3  # lift-off and sky of the second orbit, and its breadth
    kinds = session.scalars(select(Reason.kind)).all()
    assert (kinds.count("ring.acts"), kinds.count("ring.breadth")) == (1, 2)


def test_units_under_five_people_are_left_out_of_the_second_ring(session, play):
    play(acts=120, tipped=4)
    unit_week(session, "cell", 9, tipped=False, headcount=0)
    session.commit()

    raise_goal(session, 200)

    assert campaign.current(session).orbit == 2


def test_only_the_newest_week_speaks_for_the_second_ring(session, play):
    play(acts=120, tipped=0)
    later = MONDAY + timedelta(weeks=1)
    unit_week(session, "organisation", 0, True, monday=later)
    for unit in range(5):
        unit_week(session, "cell", unit + 1, True, monday=later)
    session.commit()

    raise_goal(session, 200)

    assert campaign.current(session).orbit == 2


@pytest.fixture
def breadth(session):
    """The share of units as an admin changed it, from a day on."""

    def breadth(value, from_on):
        session.add(
            SettingChange(name="breadth_percent", value=value, from_on=from_on, changed_at=NOON)
        )
        session.commit()
        rulebook.forget(session)

    return breadth


def goal_on(session, days):
    with transaction(session):
        written = campaigns.look(session, at=NOON + timedelta(days=days))
    return written, campaign.current(session).goal_breadth


def test_the_goal_follows_a_changed_share_of_units_from_its_day(session, play, breadth):
    play(acts=0, tipped=0)
    breadth(70, date(2026, 3, 4))

    found = [goal_on(session, days) for days in (0, 1, 3, 3)]

    assert found == [(0, 80), (0, 80), (1, 70), (0, 70)]
    noted = session.scalars(select(Audit).filter_by(action="campaign.breadth")).one()
    assert (noted.actor_id, noted.detail) == (None, {"before": 80, "after": 70})
    assert session.scalars(select(Reason.kind)).all() == ["ring.goal"]


def test_a_campaign_founded_later_has_its_own_share_of_units(session, breadth):
    breadth(70, date(2026, 3, 1))
    made = founding.campaign(session, "One", "Us", 10, date(2026, 3, 9), at=NOON)
    session.commit()

    found = session.get(Campaign, made).goal_breadth

    assert (found, goal_on(session, 1)) == (70, (0, 70))


def test_a_stage_is_written_down_with_the_organisations_own_name(session, play):
    play(acts=10, tipped=0)
    session.scalars(select(Campaign)).one().stages = ["", "Out of port", "", "", "", ""]
    session.commit()

    look(session)

    detail = session.scalars(select(Reason.detail).filter_by(kind="stage.reached")).one()
    assert detail["name"] == "Out of port"
