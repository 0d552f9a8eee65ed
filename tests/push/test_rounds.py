import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.push.browsers import bound, signed_in
from uplift_pwa import clock, worker
from uplift_pwa.actions import founding
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import Delivery, Message, SignIn
from uplift_pwa.push import news

pytestmark = pytest.mark.both_databases

HOUR = timedelta(hours=1)


def test_a_tick_says_nudges_bundles_and_ends(engine, session, make, monkeypatch):
    ada, ben = make.person("Ada"), make.person("Ben")
    bound(session, ada)
    bound(session, ben)
    signed_in(session, ada, kind="shared", at=NOON - HOUR)
    with transaction(session):
        founding.campaign(session, "First", "Harbour", 100, NOON.date(), at=NOON - 9 * HOUR)
        news.owe(session, "badge", 1, [ben.id], at=NOON)
    sessions = make_session_factory(engine)
    for at in (NOON.replace(hour=5), NOON + HOUR):  # six in Berlin, and two
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        worker.tick(sessions, threading.Event())

    session.expire_all()
    found = session.execute(
        select(Message.kind, func.count(Delivery.id))
        .join(Delivery, Delivery.message_id == Message.id)
        .group_by(Message.kind)
        .order_by(Message.kind)
    )
    assert found.tuples().all() == [("badge", 1), ("launch", 2), ("nudge", 2)]
    assert session.scalars(select(SignIn.kind).distinct()).all() == ["own"]
