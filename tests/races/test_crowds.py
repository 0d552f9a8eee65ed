from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.races import crowd
from uplift_pwa.actions import verify
from uplift_pwa.models import (
    Award,
    Completion,
    Membership,
    PersonTotal,
    TeamDay,
    TeamTotal,
)

pytestmark = pytest.mark.both_databases

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)


@pytest.fixture(scope="module")
def crowd_acts():
    with crowd.gathered() as act:
        yield act


@pytest.fixture
def people(make):
    """Sixteen people in four teams."""
    make.campaign(launch_on=MONDAY)
    teams = [make.team(f"Team {number}") for number in range(4)]
    return [make.person(f"P{number}", team=teams[number % 4]).id for number in range(16)]


@pytest.fixture
def challenges(make):
    return [make.challenge().id for _ in range(3)]


def test_everybody_completes_at_once(engine, session, people, challenges, crowd_acts):
    jobs = [("record", who, what, NOON) for who in people for what in challenges]

    told = crowd_acts(engine, jobs * 2)

    assert Counter(told) == {"recorded": 48, "again": 48}
    assert session.scalar(select(func.count(Completion.id))) == 48
    assert session.execute(select(TeamTotal.acts, TeamTotal.streak)).all() == [(12, 1)] * 4
    assert verify.differences(session) == []


def test_one_tap_from_sixteen_phones_counts_once(
    engine, session, people, challenges, crowd_acts
):
    told = crowd_acts(engine, [("record", people[0], challenges[0], NOON)] * 64)

    assert Counter(told) == {"recorded": 1, "again": 63}
    assert verify.differences(session) == []


def test_three_a_day_hold_against_many_phones(engine, session, make, people, crowd_acts):
    jobs = [("record", people[0], make.challenge().id, NOON) for _ in range(16)]

    told = crowd_acts(engine, jobs * 2)

    assert told.count("recorded") == 3
    assert set(told) == {"recorded", "again", "enough"}
    assert verify.differences(session) == []


def test_undo_races_completing(engine, session, people, challenges, crowd_acts):
    few = people[:4]
    jobs = [("record", who, what, NOON) for who in few for what in challenges] * 4
    jobs += [("undo", who, what, NOON) for who in few for what in challenges] * 4

    told = Counter(crowd_acts(engine, jobs))

    assert set(told) <= {"recorded", "again", "undone", "not_found"}
    left = session.scalar(select(func.count(Completion.id)))
    assert left == told["recorded"] - told["undone"]
    assert verify.differences(session) == []


def test_two_days_of_somebody_who_changed_teams(
    engine, session, make, people, challenges, crowd_acts
):
    for who in people:
        old = session.scalars(select(Membership).filter_by(person_id=who)).one()
        old.until_on = MONDAY
        new = Membership(person_id=who, team_id=old.team_id % 4 + 1, from_on=MONDAY + DAY)
        session.add(new)
    session.commit()
    jobs = [
        ("record", who, what, NOON + DAY, MONDAY + number * DAY)
        for who in people
        for what in challenges
        for number in (0, 1)
    ]

    told = crowd_acts(engine, jobs)

    assert Counter(told) == {"recorded": 96}
    assert session.scalars(select(PersonTotal.lift)).all() == [60] * 16
    assert verify.differences(session) == []


def test_phones_replay_their_queues_twice_at_once(
    engine, session, people, challenges, crowd_acts
):
    queued = [
        ("record", who, what, NOON + 2 * DAY, MONDAY + number * DAY, "It helped.")
        for who in people
        for what in challenges
        for number in range(3)
    ]
    dropped = Random(1).sample(queued, len(queued) // 10)  # answers that never arrived

    told = crowd_acts(engine, queued * 2 + dropped)

    assert Counter(told) == {"recorded": 144, "again": 144 + 14}
    assert session.scalars(select(TeamTotal.streak)).all() == [3] * 4
    assert session.scalars(select(PersonTotal.lift)).all() == [120] * 16
    assert verify.differences(session) == []


def test_clockworks_run_beside_each_other_and_beside_acts(
    engine, session, people, challenges, crowd_acts
):
    later = NOON + 5 * DAY
    jobs = [("finalise", later)] * 16 + [("settle", later)] * 16
    jobs += [("record", who, challenges[0], NOON) for who in people]
    jobs += [("record", who, challenges[1], later) for who in people]

    told = Counter(crowd_acts(engine, jobs))
    crowd_acts(engine, [("finalise", later), ("settle", later + timedelta(hours=1))] * 8)

    assert told == {"closed": 16, "settled": 16, "recorded": 32}
    assert session.execute(
        select(TeamDay.team_id, func.count())
        .group_by(TeamDay.team_id)
        .order_by(TeamDay.team_id)
    ).all() == [(team, 6) for team in range(1, 5)]
    assert len(session.scalars(select(Award).filter_by(badge="first-lift")).all()) == 16
    assert verify.differences(session) == []
