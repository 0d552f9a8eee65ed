"""Sixteen phones and workers at once: one report, one voice a person, one way up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tests.actions.roadblock_cast import KEYS, Cast
from tests.factories import NOON
from uplift_pwa.actions import roadblock_clocks, roadblock_mixing, roadblocks
from uplift_pwa.actions.roadblocks import Said
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import Roadblock, RoadblockHolding, RoadblockVoice, SealedReport

pytestmark = pytest.mark.both_databases

DAY, AT_ONCE = timedelta(days=1), 8


@pytest.fixture
def cast(make, session):
    return Cast(make, session)


@pytest.fixture
def at_once(engine):
    """Does the same in eight sessions at once; what each answered."""
    sessions, start = make_session_factory(engine), Barrier(AT_ONCE)

    def one(do):
        with sessions() as session:
            start.wait(timeout=60)
            with transaction(session):
                return do(session)

    def at_once(do):
        with ThreadPoolExecutor(AT_ONCE) as phones:
            return list(phones.map(one, [do] * AT_ONCE))

    return at_once


def count(session, table):
    session.rollback()
    return session.scalar(select(func.count()).select_from(table))


def test_one_operation_is_one_report(session, cast, at_once):
    ada = cast.ada.id
    session.rollback()

    codes = at_once(
        lambda own: roadblocks.report(
            own, ada, Said("tool", "No key"), keys=KEYS, operation="a" * 16, at=NOON
        )
    )

    assert len(set(codes)) == 1
    tables = (Roadblock, RoadblockHolding, RoadblockVoice, SealedReport)
    assert [count(session, table) for table in tables] == [1, 1, 1, 1]


def test_me_too_is_one_voice(session, cast, at_once):
    with transaction(session):
        cast.report(cast.ada)
    number, ben = session.scalar(select(Roadblock.id)), cast.ben.id
    session.rollback()

    at_once(lambda own: roadblocks.share(own, number, ben, seal=KEYS.seal))

    assert count(session, RoadblockVoice) == 2


def test_many_workers_pass_it_up_once_and_mix_once(session, cast, at_once):
    with transaction(session):
        cast.report(cast.ada)
    number, later = session.scalar(select(Roadblock.id)), NOON + 30 * DAY
    session.rollback()

    rung = at_once(lambda own: roadblock_clocks.ring(own, number, at=later))
    mixed = at_once(lambda own: roadblock_mixing.mix(own, at=later))

    assert sorted(rung) == [False] * (AT_ONCE - 1) + [True]
    assert count(session, RoadblockHolding) == 2
    assert sorted(mixed) == [0] * (AT_ONCE - 1) + [3]
