from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from uplift_pwa.models import Level, Roadblock, RoadblockHolding
from uplift_pwa.queries import roadblock_answers
from uplift_pwa.rules.settings import DEFAULTS

TODAY, DAY = date(2026, 3, 2), timedelta(days=1)

HELD = st.lists(
    st.tuples(
        st.integers(0, 3),  # the level
        st.integers(0, 130),  # answered so many days ago
        st.integers(0, 40),  # after so many days
        st.booleans(),  # at all
    ),
    max_size=60,
)


@pytest.fixture
def levels(make):
    return [make.level(key) for key in ("frontline", "team_lead", "manager", "executive")]


def slow(held, level):
    """Every answer of the last 90 days in a list, and its middle."""
    days = [
        took for at, ago, took, is_answered in held if is_answered and at == level and ago < 90
    ]
    return median(days) if len(days) >= 5 else None


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(held=HELD)
def test_medians_by_level_equal_a_slow_reference_rules_9(session, make, levels, held):
    session.execute(delete(RoadblockHolding))
    session.execute(delete(Roadblock))
    team = make.team()
    for number, (level, ago, took, is_answered) in enumerate(held, start=1):
        answered_on = TODAY - ago * DAY
        session.add(
            Roadblock(id=number, team_id=team.id, kind="tool", text="", reported_on=TODAY)
        )
        session.flush()
        session.add(
            RoadblockHolding(
                roadblock_id=number,
                level_id=levels[level].id,
                begun_on=answered_on - took * DAY,
                answer_due_on=TODAY,
                clear_due_on=TODAY,
                answered_on=answered_on if is_answered else None,
                answer_days=took if is_answered else None,
            )
        )
    session.flush()

    told = session.scalar(select(roadblock_answers.by_level(TODAY)))

    found = roadblock_answers.medians(told, DEFAULTS)
    assert [one.name for one in found] == ["Frontline", "Team lead", "Manager", "Executive"]
    assert [one.days for one in found] == [slow(held, level) for level in range(4)]


def test_without_levels_there_is_nothing_to_tell(session):
    assert session.scalars(select(Level)).all() == []
    assert roadblock_answers.medians(None, DEFAULTS) == []
