"""SAFETY A5: however many type the same six signs at once, one phone is brought over."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.races import crowd
from uplift_pwa.actions import moving
from uplift_pwa.db import transaction
from uplift_pwa.models import Audit

pytestmark = pytest.mark.both_databases

PEPPER = b"p" * 32


@pytest.fixture(scope="module")
def crowd_acts():
    with crowd.gathered() as act:
        yield act


def test_of_fifty_at_once_exactly_one_is_brought_over(engine, session, make, crowd_acts):
    with transaction(session):
        code = moving.issue(session, make.person().id, at=NOON, pepper=PEPPER)

    told = crowd_acts(engine, [("move", code, PEPPER, NOON)] * 50)

    assert Counter(told) == {"moved": 1, "shut": 49}
    used = select(func.count()).select_from(Audit).filter_by(action="moving.used")
    assert session.scalar(used) == 1
