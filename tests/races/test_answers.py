from itertools import cycle

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.races import crowd
from uplift_pwa.actions import completions, verify
from uplift_pwa.models import Challenge, Confirmation, PersonTotal, TeamTotal, Vote
from uplift_pwa.rules.answers import ANSWERS

pytestmark = pytest.mark.both_databases


@pytest.fixture
def acts(session, make):
    """Four acts of four people, each of which names Ben; he and they have many phones."""
    make.campaign()
    walk = make.challenge()
    ben = make.person("Ben", team=make.team("Buses"))
    people = [make.person(f"P{number}") for number in range(4)]
    done = [
        completions.record(session, one.id, walk.id, at=NOON, helped_id=ben.id)
        for one in people
    ]
    session.commit()
    return walk, ben, list(zip(people, (one.completion_id for one in done), strict=True))


def test_many_answers_at_once_count_once_an_act(engine, session, acts):
    _walk, ben, done = acts
    words = cycle(word for word in ANSWERS if word != "not-really")
    jobs = [
        ("answer", act, ben.id, next(words), NOON) for _person, act in done for _ in range(8)
    ]

    with crowd.gathered() as act:
        told = act(engine, jobs)

    session.rollback()
    assert set(told) == {"answered"}
    assert session.scalar(select(func.sum(TeamTotal.acts))) == 8
    lifts = session.scalars(select(PersonTotal.lift).where(PersonTotal.lift > 0)).all()
    assert lifts == [20] * 4
    assert verify.differences(session) == []


def test_votes_answers_and_undos_at_once_leave_nothing_behind(engine, session, acts):
    walk, ben, done = acts
    jobs = [
        job
        for person, act in done
        for _phone in range(4)
        for job in (
            ("vote", person.id, act, True, NOON),
            ("answer", act, ben.id, "yes", NOON),
            ("undo", person.id, walk.id, NOON),
        )
    ]

    with crowd.gathered() as act:
        told = act(engine, jobs)

    session.rollback()
    assert told.count("undone") == 4
    assert set(told) <= {"undone", "voted", "answered", "not_found"}
    for table in (Vote, Confirmation):
        assert session.scalars(select(table)).all() == []
    assert session.scalar(select(func.sum(TeamTotal.acts))) == 0
    assert session.scalars(select(PersonTotal.lift)).all().count(0) >= 4
    assert (session.scalars(select(Challenge.votes)).one(), walk.id) == (0, walk.id)
    assert verify.differences(session) == []
