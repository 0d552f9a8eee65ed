from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import heartbeats, push_hosts, reminders
from uplift_pwa.models import (
    Cohort,
    CohortUnit,
    Delivery,
    PublishedPerson,
    PublishedWeek,
    Subscription,
    Unit,
    UnitCell,
)
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.outbox import Letter
from uplift_pwa.queries import push_desk, push_reach, push_units

TODAY, HOUR = NOON.date(), timedelta(hours=1)
MONDAY = TODAY - timedelta(days=7)
TIMED = ["nudge", "launch"]


@pytest.fixture
def crowd(session, make):
    """So many people at a site, each with a phone."""

    def crowd(number, site="Harbour", **more):
        people = [
            make.person(f"{site} {n}", site=make.site(site), **more) for n in range(number)
        ]
        for one in people:
            bound(session, one)
        return people

    return crowd


@pytest.fixture
def send(session):
    """Owe everybody a message of a kind and let it end; how many."""

    def send(
        kind="nudge", state="sent", *, settled=NOON, closes=NOON + HOUR, people=None, **more
    ):
        key = f"{kind}:{len(more)}:{state}:{settled}"
        text = "small" if kind == "nudge" else None
        letter = Letter(key, kind, messages.payloads(key, kind, text), NOON + 24 * HOUR)
        ids = people and [one.id for one in people]
        outbox.enqueue(session, letter, ids, at=NOON, closes_at=closes)
        for one in session.scalars(select(Delivery).filter_by(state="pending")):
            one.state, one.settled_at, one.attempts = state, settled, 1
            for name, value in more.items():
                setattr(one, name, value)
        session.commit()

    return send


def kinds(session):
    return push_desk.kinds(session, TIMED, at=NOON + HOUR, day=TODAY)


def pulse(session):
    return push_desk.pulse(session, at=NOON, day=TODAY)


def test_a_kind_says_what_was_sent_taken_and_opened(session, crowd, send):
    crowd(10)
    send()
    for one in session.scalars(select(Delivery).order_by(Delivery.id).limit(4)):
        one.opened_at = NOON
    session.scalars(select(Delivery).order_by(Delivery.id.desc())).first().state = "gone"
    session.commit()

    (found,), outside = kinds(session)

    assert (found.name, found.sent, found.taken) == ("nudge", 10, 9)
    assert found.opened == 45  # 4 of 9, rounded to 5
    assert outside == 0


def test_what_fewer_than_five_people_got_is_told_to_nobody(session, crowd, send):
    people = crowd(6)
    send("leader_waiting", people=people[:4])

    assert kinds(session) == ([], 0)


@pytest.mark.parametrize(
    ("when", "outside"),
    [
        pytest.param(
            {"settled": NOON + HOUR, "closes": NOON + HOUR}, 0, id="at the last moment"
        ),
        pytest.param({"settled": NOON + 2 * HOUR}, 5, id="when the window had closed"),
        pytest.param({"closes": None}, 5, id="without a window"),
        pytest.param({"closes": None, "state": "dropped"}, 0, id="never left"),
        pytest.param({"closes": None, "kind": "leader_waiting"}, 0, id="not timed"),
    ],
)
def test_what_came_outside_working_hours_is_counted_from_the_facts(
    session, crowd, send, when, outside
):
    crowd(5)
    send(**when)

    assert kinds(session)[1] == outside


def test_the_pulse_says_what_waits_and_what_is_in_the_way(session, crowd, send):
    crowd(6)
    send(state="dead", reason="status_400")
    send("launch", state="pending", due_at=NOON - HOUR, attempts=0, settled_at=None)
    session.scalars(select(Subscription)).first().refused_at = NOON
    push_hosts.trust(session, "push.harbour.io", by=None, at=NOON)
    heartbeats.beat(session, "clockwork", at=NOON - HOUR)
    heartbeats.beat(session, "clockwork", at=NOON)
    session.commit()

    found = pulse(session)

    assert (found.outbox.due, found.outbox.since) == (6, NOON - HOUR)
    assert found.outbox.ticked_at == NOON
    assert found.refused == {"status_400": 6}
    assert {one.why for one in found.alarms} == {"refuses", "status_400"}
    assert found.hosts == ["push.harbour.io"]


def test_a_reason_of_fewer_than_five_phones_has_no_number(session, crowd, send):
    crowd(4)
    send(state="gone", reason="unsubscribed")

    assert pulse(session).refused == {"unsubscribed": None}


def test_units_say_what_share_can_be_reached_and_small_ones_nothing(session, make, crowd):
    large = [*crowd(6), *(make.person(f"None {n}") for n in range(4))]
    small = crowd(3)
    session.add(PublishedWeek(monday=MONDAY))
    for number, people in enumerate((large, small), start=1):
        session.add_all([Unit(id=number, quarter="2026-Q1", people=9), Cohort(id=number)])
        session.flush()
        session.add(CohortUnit(cohort_id=number, monday=MONDAY, unit_id=number))
        level = make.level(("frontline", "manager")[number - 1])
        cell = {"department_id": make.department().id, "level_id": level.id}
        session.add(UnitCell(unit_id=number, **cell))
        session.add_all(PublishedPerson(person_id=one.id, cohort_id=number) for one in people)
    session.commit()

    found = push_units.reached(session, TODAY)

    assert (found.people, found.reached) == (13, 9)
    assert [one.share for one in found.units] == [None, None]  # 3 could be told from 13


def test_a_dry_run_counts_by_site_who_would_hear_it(session, crowd):
    crowd(6)
    off, *_ = crowd(7, "Airport")
    reminders.switch(session, off.id, "campaign", False, at=NOON)
    crowd(3, "Kiosk")
    crowd(2, "Depot")
    session.commit()

    found = push_reach.of_everybody(session, TODAY)

    assert [(one.names, one.people) for one in found] == [
        (("Airport",), 5),
        (("Harbour",), 5),
        (("Depot", "Kiosk"), 5),
    ]


def test_one_phone_more_at_a_site_is_not_told(session, crowd):
    crowd(5)
    before = push_reach.of_everybody(session, TODAY)
    crowd(1)

    assert push_reach.of_everybody(session, TODAY) == before


def test_a_few_at_one_small_site_are_told_with_another_one(session, crowd):
    crowd(6)
    crowd(3, "Kiosk")

    assert [one.names for one in push_reach.of_everybody(session, TODAY)] == [
        ("Harbour", "Kiosk")
    ]
