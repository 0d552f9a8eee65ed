from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.races import crowd
from uplift_pwa.actions import team_days
from uplift_pwa.models import Cover, TeamDay, TeamTotal

pytestmark = pytest.mark.both_databases

TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.fixture
def teams(session, make):
    """Four teams with a cover, two with missed days; all of it is final."""
    make.campaign(launch_on=TODAY - 20 * DAY)
    givers = [
        make_team(session, make, name, "k" * 10)
        for name in ("Otters", "Seals", "Buses", "Trams")
    ]
    short = [make_team(session, make, name, "kkkmkkkmkk") for name in ("Ferries", "Cabs")]
    return givers, [team_id for team_id, _leader in short]


def make_team(session, make, name, word):
    """A team of three with a row for each day: k kept by all of them, m missed."""
    team = make.team(name)
    people = [make.person(f"{name} {number}", team=team) for number in range(3)]
    for back, letter in enumerate(reversed(word)):
        day, came = TODAY - back * DAY, people if letter == "k" else []
        session.add(
            TeamDay(
                team_id=team.id,
                day=day,
                on_shift=3,
                done=len(came),
                acts=len(came),
                final_at=NOON,
            )
        )
    session.flush()
    team_days.recount_streak(session, team_days.lock(session, team.id), TODAY, NOON)
    session.commit()
    return team.id, people[0].id


def test_many_givers_cover_one_day_once(engine, session, teams):
    givers, (ferries, _cabs) = teams
    first_missed = TODAY - 6 * DAY
    jobs = [
        ("lend", giver, ferries, first_missed, leader, NOON)
        for giver, leader in givers
        for _phone in range(4)
    ]

    with crowd.gathered() as act:
        told = act(engine, jobs)

    assert sorted(told) == ["cover_none_held"] * 3 + ["cover_not_missed"] * 12 + ["lent"]
    session.rollback()
    assert session.scalars(select(Cover.day)).all() == [first_missed]
    held = session.scalars(select(TeamTotal.covers_held).order_by(TeamTotal.covers_held))
    assert list(held) == [0, 0, 0, 1, 1, 1]


def test_one_cover_is_lent_once(engine, session, teams):
    (giver, leader), short = teams[0][0], teams[1]
    jobs = [
        ("lend", giver, receiver, TODAY - 2 * DAY, leader, NOON)
        for receiver in short
        for _phone in range(8)
    ]

    with crowd.gathered() as act:
        told = act(engine, jobs)

    assert sorted(told) == ["cover_none_held"] * 15 + ["lent"]
    session.rollback()
    assert len(session.scalars(select(Cover)).all()) == 1
