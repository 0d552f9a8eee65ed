from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import heartbeats, push_hosts, reminders, snapshots
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
from uplift_pwa.queries import (
    headcounts,
    push_counts,
    push_desk,
    push_reach,
    push_units,
    push_week,
)

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


def week(session):
    return push_week.week(session, at=NOON + HOUR, day=TODAY)


def pulse(session):
    return push_desk.pulse(session, TIMED, at=NOON + HOUR)


def test_a_kind_says_what_was_sent_taken_and_opened(session, crowd, send):
    crowd(10)
    send()
    for one in session.scalars(select(Delivery).order_by(Delivery.id).limit(4)):
        one.opened_at = NOON
    session.scalars(select(Delivery).order_by(Delivery.id.desc())).first().state = "gone"
    session.commit()

    (found,) = week(session).kinds

    assert (found.name, found.sent, found.taken) == ("nudge", 10, 9)
    assert found.opened == 45  # 4 of 9, rounded to 5


def test_what_fewer_than_five_people_got_is_told_to_nobody(session, crowd, send):
    people = crowd(6)
    send("leader_waiting", people=people[:4])

    assert week(session).kinds == []


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

    assert pulse(session).outside == outside


def test_the_pulse_says_what_waits_and_what_is_in_the_way(session, crowd, send):
    crowd(6)
    send(state="dead", reason="status_400")
    send("launch", state="pending", due_at=NOON - HOUR, attempts=0, settled_at=None)
    session.scalars(select(Subscription)).first().refused_at = NOON
    push_hosts.trust(session, "push.harbour.io", by=None, at=NOON)
    heartbeats.beat(session, "clockwork", at=NOON - HOUR)
    heartbeats.beat(session, "clockwork", at=NOON)
    session.commit()

    found, said = pulse(session), week(session)

    assert (found.outbox.due, found.outbox.since) == (6, NOON - HOUR)
    assert found.outbox.ticked_at == NOON
    assert said.refused == {"status_400": 6}
    assert {one.why for one in said.alarms} == {"refuses", "status_400"}
    assert found.hosts == ["push.harbour.io"]


def test_a_reason_of_fewer_than_five_phones_has_no_number(session, crowd, send):
    crowd(4)
    send(state="gone", reason="unsubscribed")

    assert week(session).refused == {"unsubscribed": None}


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


def test_what_waits_is_counted_up_to_a_thousand_and_its_age_is_the_oldest(
    session, crowd, send, monkeypatch
):
    monkeypatch.setattr(push_desk, "MOST", 5)
    crowd(8)
    send("launch", state="pending", attempts=0, settled_at=None)
    session.scalars(select(Delivery)).first().due_at = NOON - HOUR
    session.commit()

    found = pulse(session).outbox

    assert (found.due, found.since) == (6, NOON - HOUR)


def test_a_house_that_is_not_large_is_not_counted_for(session, crowd, monkeypatch):
    crowd(6)
    monkeypatch.setattr(headcounts, "LIVE_UP_TO", 6)

    assert not snapshots.is_stale(session, push_counts.NAME, at=NOON)


@pytest.fixture
def counted(session, crowd, send, monkeypatch):
    """What the clockwork counts of six people who were sent something and six who were not."""
    monkeypatch.setattr(headcounts, "LIVE_UP_TO", 10)
    people = crowd(6)
    crowd(6, "Airport")
    send(state="dead", reason="status_400", people=people)
    assert snapshots.is_stale(session, push_counts.NAME, at=NOON)
    found = push_counts.count(session, at=NOON)
    snapshots.keep(session, push_counts.NAME, found, at=NOON)
    session.commit()


def test_a_large_house_reads_what_was_counted_for_it(session, queries, crowd, counted):
    live = (
        week(session),
        push_units.reached(session, TODAY),
        push_reach.of_everybody(session, TODAY),
    )
    crowd(5, "Kiosk")
    found = push_desk.pulse(session, TIMED, at=NOON).kept
    queries.clear()

    kept = (
        push_week.week(session, at=NOON, day=TODAY, kept=found),
        push_units.reached(session, TODAY, found),
        push_reach.of_everybody(session, TODAY, found),
    )

    assert queries == []
    assert (found.counted_at, kept) == (NOON, live)
    assert found == push_counts.kept(session, at=NOON)


def test_what_was_counted_is_counted_again_after_five_minutes(session, counted):
    assert not snapshots.is_stale(session, push_counts.NAME, at=NOON + timedelta(minutes=4))
    assert snapshots.is_stale(session, push_counts.NAME, at=NOON + timedelta(minutes=5))


def test_what_was_counted_long_ago_counts_for_nothing(session, counted):
    later = NOON + HOUR

    assert push_counts.kept(session, at=later) is None
    assert push_desk.pulse(session, TIMED, at=later).kept is None
