from datetime import timedelta
from time import perf_counter

import pytest
from sqlalchemy import func, insert, select

from tests.factories import NOON
from tests.push.browsers import SERVER_KEY, bound, keys, signed_in
from uplift_pwa.actions import organisation, reminders
from uplift_pwa.db import transaction
from uplift_pwa.models import Delivery, Message, Person, Reminder, SignIn, Subscription
from uplift_pwa.push import messages, outbox

pytestmark = pytest.mark.both_databases

DAY = timedelta(days=1)


def owed(session, what=Delivery.subscription_id):
    return session.scalars(select(what).order_by(Delivery.id)).all()


def test_a_message_is_owed_to_every_phone_of_those_it_is_for(session, phone, owe):
    ada, first = phone()
    second = bound(session, ada)
    phone()

    assert owe("thanks", [ada]) == 2
    assert set(owed(session)) == {first, second}


def test_owing_it_again_owes_nothing_more(session, phone, owe):
    ada, _ = phone()
    owe("thanks", [ada])

    assert owe("thanks", [ada]) == 0
    assert owe("thanks", [ada], key="thanks:2") == 1


def test_everybody_reads_it_in_their_own_language(session, make, phone, owe):
    for locale in (None, "es", "ar", "xx"):
        phone(make.person(f"P{locale}", locale=locale))

    owe("launch")

    locales = session.execute(
        select(Person.locale, Message.locale)
        .join(Subscription, Subscription.person_id == Person.id)
        .join(Delivery, Delivery.subscription_id == Subscription.id)
        .join(Message, Message.id == Delivery.message_id)
    )
    assert set(locales.tuples()) == {(None, "en"), ("es", "es"), ("ar", "ar"), ("xx", "en")}


def test_a_language_that_is_no_longer_offered_goes_out_in_the_usual_one(
    session, make, phone, owe
):
    by = make.person("Boss").id
    organisation.speak(session, ["ar", "es"], "es", by=by, at=NOON)
    for locale in (None, "en", "es", "ar", "hi"):
        phone(make.person(f"P{locale}", locale=locale))

    owe("launch")

    locales = session.execute(
        select(Person.locale, Message.locale)
        .join(Subscription, Subscription.person_id == Person.id)
        .join(Delivery, Delivery.subscription_id == Subscription.id)
        .join(Message, Message.id == Delivery.message_id)
    )
    assert dict(locales.tuples().all()) == {
        None: "es",
        "en": "es",
        "es": "es",
        "ar": "ar",
        "hi": "es",
    }


def test_one_phone_alone_gets_its_test(session, phone, owe):
    ada, first = phone()
    bound(session, ada)

    assert owe("test", [ada], device=first) == 1
    assert owed(session) == [first]


@pytest.mark.parametrize(
    ("kind", "switch"),
    [
        ("nudge", "nudges"),
        ("badge", "team"),
        ("thanks", "colleagues"),
        ("launch", "campaign"),
        ("roadblock", "leading"),
    ],
)
def test_what_is_switched_off_is_not_owed(session, phone, owe, kind, switch):
    ada, _ = phone()
    ben, his = phone()
    reminders.switch(session, ada.id, switch, False, at=NOON)

    owe(kind, [ada, ben])

    assert owed(session) == [his]


def test_somebody_who_is_suspended_is_owed_nothing(session, make, phone, owe):
    sue, _ = phone(make.person("Sue", status="suspended"))

    assert owe("launch") == 0


def test_a_fan_out_is_spread_over_a_minute(session, phone, owe):
    for _ in range(24):
        phone()

    owe("launch", spread=True)

    moments = owed(session, Delivery.due_at)
    assert len(set(moments)) == 12
    assert (min(moments), max(moments)) == (NOON, NOON + timedelta(seconds=55))


def test_a_rolled_back_reason_owes_nothing(session, phone, owe):
    phone()
    key = "thanks:9"
    letter = outbox.Letter(key, "thanks", messages.payloads(key, "thanks"), NOON + DAY)

    with pytest.raises(ZeroDivisionError), transaction(session):
        outbox.enqueue(session, letter, at=NOON)
        raise ZeroDivisionError

    assert owed(session) == []


def test_what_ended_long_ago_is_forgotten(session, phone, owe):
    phone()
    owe("launch", key="old", at=NOON - 90 * DAY)
    owe("launch", key="new")

    assert outbox.prune(session, at=NOON) == 4  # one for each language
    assert set(session.scalars(select(Message.key))) == {"new"}
    assert len(owed(session)) == 1


def test_a_hundred_thousand_are_owed_in_one_statement_within_five_seconds(session, make):
    """In CI a tenth of it, in a tenth of the time; bin/bench push takes the whole."""
    crowd(session, make, 10_000)
    key = "launch:1"
    letter = outbox.Letter(key, "launch", messages.payloads(key, "launch"), NOON + DAY)

    began = perf_counter()
    made = outbox.enqueue(session, letter, at=NOON, spread=True)
    session.commit()

    assert made == 10_000
    assert perf_counter() - began < 2.5
    assert session.scalar(select(func.count(Delivery.id))) == 10_000


def crowd(session, make, number):
    """So many phones of one person: the limit of ten is not for them."""
    ada = make.person()
    device, point = signed_in(session, ada), keys()[1:]
    session.execute(
        insert(Subscription),
        [
            {
                "sign_in_id": device,
                "person_id": ada.id,
                "endpoint": f"https://updates.push.services.mozilla.com/{n}",
                "endpoint_digest": f"{n:064}",
                "origin": "https://updates.push.services.mozilla.com",
                "p256dh": point[0],
                "auth": point[1],
                "server_key": SERVER_KEY,
                "made_at": NOON,
                "seen_at": NOON,
            }
            for n in range(number)
        ],
    )
    reminders.begin(session, ada.id, at=NOON)
    session.commit()
    assert session.scalar(select(func.count(SignIn.id))) == 1
    assert session.get(Reminder, ada.id)
