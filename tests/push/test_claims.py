from datetime import timedelta

import pytest
from sqlalchemy import event, select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import Delivery, Subscription
from uplift_pwa.push import claims
from uplift_pwa.push.claims import LEASE, Result

pytestmark = pytest.mark.both_databases

SECOND = timedelta(seconds=1)
ME, YOU = "sender one", "sender two"


def rows(session, *columns):
    session.expire_all()
    return session.execute(select(*columns).order_by(Delivery.id)).tuples().all()


def claim(session, owner=ME, at=NOON, **more):
    with transaction(session):
        return sorted(claims.claim(session, owner, at=at, **more))


def settle(session, *results, owner=ME, at=NOON):
    with transaction(session):
        claims.settle(session, owner, results, at=at)


def test_what_is_due_is_claimed_once(session, phone, owe):
    for _ in range(3):
        phone()
    owe("launch")

    assert claim(session) == [1, 2, 3]
    assert claim(session, YOU) == []
    assert rows(session, Delivery.state, Delivery.lease_owner) == [("sending", ME)] * 3


def test_what_is_due_later_waits(session, phone, owe):
    phone()
    owe("launch", due_at=NOON + SECOND)

    assert claim(session) == []
    assert not claims.is_due(session, at=NOON)
    assert claims.is_due(session, at=NOON + SECOND)
    assert claim(session, at=NOON + SECOND) == [1]


def test_the_oldest_come_first(session, phone, owe):
    for number in range(3):
        owe("test", [phone()[0]], key=f"test:{number}", due_at=NOON - number * SECOND)

    assert claim(session, most=2) == [2, 3]


def test_an_origin_that_has_enough_in_hand_is_left_out(session, phone, owe):
    _, slow = phone()
    phone()
    session.get_one(Subscription, slow).origin = "https://slow.push.apple.com"
    session.commit()
    owe("launch")

    assert claim(session, without=["https://slow.push.apple.com"]) == [2]


def test_two_senders_at_once_never_claim_the_same(engine, session, phone, owe):
    for _ in range(4):
        phone()
    owe("launch")

    if engine.dialect.name == "sqlite":
        assert claim(session, most=2) + claim(session, YOU) == [1, 2, 3, 4]
        return
    with make_session_factory(engine)() as other, transaction(session):
        first = claims.claim(session, ME, at=NOON, most=2)
        second = claim(other, YOU)  # while the first has not committed

    assert sorted(first + second) == [1, 2, 3, 4]


def test_a_lease_that_ran_out_is_taken_over_and_counts(session, phone, owe):
    phone()
    owe("launch")
    claim(session)

    assert claim(session, YOU, at=NOON + LEASE - SECOND) == []
    assert claim(session, YOU, at=NOON + LEASE) == [1]
    assert rows(session, Delivery.lease_owner, Delivery.attempts) == [(YOU, 1)]


def test_who_was_overtaken_settles_nothing(session, phone, owe):
    phone()
    owe("launch")
    claim(session)
    claim(session, YOU, at=NOON + LEASE)

    settle(session, Result(1, "dead", "rejected"))
    settle(session, Result(1, "pending", due_at=NOON))

    assert rows(session, Delivery.state, Delivery.lease_owner) == [("sending", YOU)]


def test_a_message_that_ends_every_sender_ends_itself(session, phone, owe):
    phone()
    owe("launch", expires_at=NOON + timedelta(days=1))

    for number in range(8):
        claim(session, f"sender {number}", at=NOON + number * LEASE)
    assert claim(session, at=NOON + 8 * LEASE) == []

    assert rows(session, Delivery.state, Delivery.reason) == [("dead", "gave_up")]


def test_the_only_sender_takes_its_own_back_when_it_starts(session, phone, owe):
    phone()
    owe("launch")
    claim(session)

    with transaction(session):
        claims.end_leases(session, at=NOON + SECOND)

    assert claim(session, YOU, at=NOON + SECOND) == [1]


def test_every_way_to_end_is_written_down_with_its_reason(session, phone, owe):
    for _ in range(4):
        phone()
    owe("launch")
    claim(session)

    settle(
        session,
        Result(1, "sent", counts=True),
        Result(2, "dropped", "done"),
        Result(3, "dead", "rejected", counts=True),
        Result(4, "pending", "again", due_at=NOON + SECOND, counts=True),
    )

    assert rows(session, Delivery.state, Delivery.reason, Delivery.attempts) == [
        ("sent", None, 1),
        ("dropped", "done", 0),
        ("dead", "rejected", 1),
        ("pending", None, 1),
    ]
    assert rows(session, Delivery.settled_at) == [(NOON,)] * 3 + [(None,)]
    assert claim(session, at=NOON + SECOND) == [4]


def test_a_subscription_that_is_gone_takes_nothing_else_along(session, make, phone, owe):
    ada, first = phone()
    second = bound(session, ada)

    with transaction(session):
        claims.end_subscriptions(session, {first})
        claims.note_reached(session, {second}, at=NOON)

    assert session.execute(select(Subscription.id, Subscription.reached_at)).all() == [
        (second, NOON)
    ]


def test_what_is_listed_is_found_by_its_number_and_not_by_reading_everything(session, engine):
    if engine.dialect.name != "sqlite":
        return  # PostgreSQL decides by how many there are
    seen = []
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2:4]))
    settle(session, Result(1, "sent"))

    (statement,) = [one for one in seen if "json_each" in one[0]]
    plan = session.connection().exec_driver_sql(
        "EXPLAIN QUERY PLAN " + statement[0], statement[1]
    )
    steps = [step.detail for step in plan]

    assert "SEARCH delivery USING INTEGER PRIMARY KEY (rowid=?)" in steps
