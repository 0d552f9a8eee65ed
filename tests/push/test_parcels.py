from datetime import time, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, reminders, sign_ins, subscriptions
from uplift_pwa.actions.reminders import Wish
from uplift_pwa.db import transaction
from uplift_pwa.models import Delivery, Leave, Participation, SignIn, Subscription, WorkingToday
from uplift_pwa.push import claims, parcels

pytestmark = pytest.mark.both_databases

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = NOON.date()
MORNING = NOON.replace(hour=7)  # 8 o'clock in Berlin, when their shift begins


def look(session, at=NOON, **more):
    """Claim everything, and sort it."""
    with transaction(session):
        ids = claims.claim(session, "me", at=at)
        found = parcels.look(session, ids, at=at, **more)
        claims.settle(session, "me", found.results, at=at)
    return found


def why(session, at=NOON):
    """What became of the only delivery."""
    found = look(session, at)
    return "leaves" if found.parcels else found.results[0].reason or found.results[0].due_at


def test_a_parcel_holds_what_a_phone_needs_and_no_name(session, phone, owe):
    _, device = phone()
    owe("test")

    (parcel,) = look(session).parcels

    stored = session.get_one(Subscription, device)
    assert (parcel.endpoint, parcel.auth) == (stored.endpoint, stored.auth)
    assert parcel.ttl == 300
    assert "It works" in parcel.words.payload


def test_what_is_done_meanwhile_is_dropped(session, make, phone, owe):
    make.campaign()
    ada, _ = phone()
    owe("nudge", day=TODAY)
    with transaction(session):
        completions.record(session, ada.id, make.challenge().id, at=NOON)

    assert why(session) == "done"


def test_news_does_not_mind_what_is_done(session, make, phone, owe):
    make.campaign()
    ada, _ = phone()
    owe("thanks", [ada])
    with transaction(session):
        completions.record(session, ada.id, make.challenge().id, at=NOON)

    assert why(session) == "leaves"


def test_somebody_who_only_looks_is_not_nudged(session, make, phone, owe):
    phone(make.person(mode="look"))
    owe("nudge", day=TODAY)

    assert why(session) == "looking"


def test_a_mode_that_begins_tomorrow_changes_nothing_today(session, phone, owe):
    ada, _ = phone()
    session.add(
        Participation(person_id=ada.id, from_on=TODAY + DAY, mode="look", chosen_on=TODAY)
    )
    session.commit()
    owe("nudge", day=TODAY)

    assert why(session) == "leaves"


def test_a_kind_that_was_switched_off_since_is_dropped(session, phone, owe):
    ada, _ = phone()
    owe("thanks")
    reminders.switch(session, ada.id, "colleagues", False, at=NOON)
    session.commit()

    assert why(session) == "switched_off"


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda s, ada, d: sign_ins.end_all(s, ada.id), id="signed out"),
        pytest.param(
            lambda s, ada, d: subscriptions.end_device(s, d, person_id=ada.id, at=NOON),
            id="switched off on this phone",
        ),
        pytest.param(lambda s, ada, d: setattr(ada, "status", "suspended"), id="suspended"),
        pytest.param(
            lambda s, ada, d: setattr(s.query(SignIn).one(), "seen_at", NOON - 31 * DAY),
            id="idle for a month",
        ),
    ],
)
def test_nobody_is_reached_who_is_signed_out(session, phone, owe, end):
    ada, device = phone()
    owe("test")
    end(session, ada, device)
    session.commit()

    assert why(session) == "signed_out"


def test_what_came_too_late_is_dropped(session, phone, owe):
    phone()
    owe("test", expires_at=NOON + HOUR)

    assert why(session, NOON + HOUR) == "expired"


def test_a_window_that_has_closed_is_not_broken_into(session, phone, owe):
    phone()
    owe("nudge", day=TODAY, closes_at=NOON + HOUR)

    assert why(session, NOON + HOUR) == "outside"


def test_it_lives_no_longer_than_its_window(session, phone, owe):
    phone()
    owe("nudge", day=TODAY, closes_at=NOON + HOUR)

    assert [one.ttl for one in look(session).parcels] == [3600]


def test_the_window_of_a_fan_out_is_written_down_before_it_leaves(session, phone, owe):
    phone()  # works until 16 o'clock in Berlin
    owe("launch")

    (parcel,) = look(session).parcels

    ends = NOON + 3 * HOUR
    assert (parcel.closes_at, parcel.ttl) == (ends, 3 * 3600)
    assert session.scalars(select(Delivery.closes_at)).all() == [ends]


def test_outside_working_hours_it_moves_to_the_next_shift(session, phone, owe):
    phone()
    owe("launch", at=NOON + 6 * HOUR)

    assert why(session, NOON + 6 * HOUR) == MORNING + DAY
    assert session.scalars(select(Delivery.closes_at)).all() == [MORNING + DAY + 8 * HOUR]
    assert why(session, MORNING + DAY) == "leaves"


def test_nobody_is_reached_on_leave(session, phone, owe):
    ada, _ = phone()
    session.add(Leave(person_id=ada.id, first_on=TODAY, last_on=TODAY + 3 * DAY))
    session.commit()
    owe("launch")

    assert why(session) == "outside"


def test_a_day_off_on_which_somebody_works_is_a_working_day(session, make, phone, owe):
    ada, _ = phone(make.person(weekdays=0))
    owe("launch", key="launch:1")
    assert why(session) == "outside"

    session.add(WorkingToday(person_id=ada.id, day=TODAY, said_at=NOON))
    session.commit()
    owe("launch", key="launch:2")
    assert why(session) == "leaves"


def test_quiet_hours_are_quiet(session, make, phone, owe):
    ada, _ = phone()  # works from 8 to 16; noon in UTC is 13 o'clock in Berlin
    rest = Wish(quiet_starts=time(12), quiet_ends=time(14))
    reminders.choose(session, ada.id, rest, at=NOON)
    session.commit()
    owe("launch")

    assert why(session) == NOON + HOUR
    assert why(session, NOON + HOUR) == "leaves"


def test_a_test_is_heard_at_any_hour(session, phone, owe):
    phone()
    owe("test", at=NOON + 10 * HOUR)

    assert why(session, NOON + 10 * HOUR) == "leaves"


def test_an_endpoint_is_looked_at_again_before_it_leaves(session, phone, owe):
    _, device = phone()
    session.get_one(Subscription, device).endpoint = "https://127.0.0.1/x"
    session.commit()
    owe("test")

    assert why(session) == "hostile"


def test_five_hundred_cost_as_many_statements_as_one(session, phone, owe, queries):
    counts = []
    for key in ("test:1", "test:2"):
        phone()
        owe("test", key=key)
        queries.clear()
        look(session)
        counts.append(len(queries))

    assert counts[0] == counts[1]
