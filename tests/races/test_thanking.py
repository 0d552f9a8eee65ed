from collections import Counter

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.races import crowd
from uplift_pwa.actions import verify
from uplift_pwa.models import PersonTotal, Thanks

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module")
def crowd_acts():
    with crowd.gathered() as act:
        yield act


@pytest.fixture
def people(make):
    make.campaign()
    return [make.person(f"P{number}").id for number in range(8)]


def test_one_thanks_from_many_phones_lifts_once(engine, session, people, crowd_acts):
    told = crowd_acts(engine, [("thank", people[0], people[1], NOON)] * 16)

    lift = dict(session.execute(select(PersonTotal.person_id, PersonTotal.lift)).all())
    assert Counter(told) == {"lifted": 1, "arrived": 15}
    assert (lift[people[0]], lift[people[1]]) == (2, 5)
    assert verify.differences(session) == []


def test_two_who_thank_each_other_at_once_are_lifted_once(engine, session, people, crowd_acts):
    jobs = [("thank", one, other, NOON) for one, other in zip(people, people[1:], strict=False)]
    jobs += [("thank", other, one, NOON) for _, one, other, _ in jobs]

    told = crowd_acts(engine, jobs)

    assert Counter(told) == {"lifted": 7, "arrived": 7}
    assert verify.differences(session) == []


def test_twenty_a_day_hold_against_many_phones(engine, session, people, crowd_acts):
    told = crowd_acts(engine, [("thank", people[0], one, NOON) for one in people[1:]] * 5)

    assert session.scalar(select(func.count(Thanks.id))) == 20
    assert told.count("enough_thanks") == 15
    assert verify.differences(session) == []
