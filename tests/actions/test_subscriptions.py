from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import SERVER_KEY, bound, offer, signed_in
from tests.push.hostile import ENDPOINTS
from uplift_pwa.actions import people, push_hosts, reminders, sign_ins, subscriptions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Delivery, Message, Reminder, SignIn, Subscription

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def whose(session):
    session.expire_all()
    return [
        row.person_id for row in session.scalars(select(Subscription).order_by(Subscription.id))
    ]


def owe(session, subscription_id, state="pending"):
    """A delivery that waits for this subscription."""
    message = Message(
        key=f"test:{subscription_id}",
        locale="en",
        kind="test",
        payload="{}",
        topic="x",
        ttl=60,
        urgency="normal",
        made_at=NOON,
        expires_at=NOON + DAY,
    )
    session.add(message)
    session.flush()
    session.add(
        Delivery(
            message_id=message.id,
            subscription_id=subscription_id,
            origin="https://x",
            state=state,
            due_at=NOON,
        )
    )
    session.commit()


def test_a_phone_is_bound_to_the_person_signed_in_on_it(session, make):
    ada = make.person()
    sign_in_id = signed_in(session, ada)

    made = bound(session, ada, sign_in_id=sign_in_id)

    found = session.get_one(Subscription, made)
    assert (found.person_id, found.sign_in_id) == (ada.id, sign_in_id)
    assert found.origin == "https://updates.push.services.mozilla.com"
    assert session.get_one(Reminder, ada.id).look_at == NOON


def test_binding_it_again_renews_it(session, make):
    ada, what = make.person(), offer()
    first = bound(session, ada, what)

    again = bound(session, ada, what, at=NOON + HOUR)

    session.expire_all()
    assert again == first
    assert session.get_one(Subscription, first).seen_at == NOON + HOUR


def test_a_phone_that_changes_hands_leaves_the_first_with_what_was_owed(session, make):
    ada, ben, what = make.person("Ada"), make.person("Ben"), offer()
    owe(session, first := bound(session, ada, what))

    second = bound(session, ben, what)

    assert whose(session) == [ben.id]
    assert second != first
    assert session.scalars(select(Delivery.subscription_id)).all() == [first]


def test_a_number_is_never_given_again(session, make):
    ada, what = make.person(), offer()
    first = bound(session, ada, what)
    subscriptions.end(session, what.endpoint, person_id=ada.id, at=NOON)
    session.commit()

    assert bound(session, ada) > first


@pytest.mark.parametrize("stolen", ["auth", "p256dh"])
def test_nobody_takes_an_endpoint_without_its_keys(session, make, stolen):
    ada, ben, hers = make.person("Ada"), make.person("Ben"), offer()
    bound(session, ada, hers)
    his = offer(hers.endpoint)
    guessed = replace(his, **{stolen: getattr(hers, stolen)})

    with pytest.raises(Refused, match="push_taken"):
        bound(session, ben, guessed)

    session.rollback()
    assert whose(session) == [ada.id]


def test_a_person_has_ten_phones_and_the_oldest_goes(session, make):
    ada = make.person()
    first, *rest = [bound(session, ada, at=NOON + n * HOUR) for n in range(11)]

    assert set(session.scalars(select(Subscription.id))) == set(rest)


def test_a_hostile_endpoint_is_not_bound(session, make):
    ada, what = make.person(), offer()
    device = signed_in(session, ada)

    for endpoint in ENDPOINTS:
        with pytest.raises(Refused, match="push_endpoint"):
            bound(session, ada, replace(what, endpoint=endpoint), sign_in_id=device)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"auth": ""}, id="no secret"),
        pytest.param({"auth": "AAAA"}, id="a short secret"),
        pytest.param({"auth": "A" * 200}, id="a long secret"),
        pytest.param({"p256dh": ""}, id="no point"),
        pytest.param({"p256dh": "BAAA"}, id="a short point"),
        pytest.param({"p256dh": "B" + "A" * 86}, id="not on the curve"),
        pytest.param({"p256dh": "=" * 87}, id="padding alone"),
        pytest.param({"p256dh": "é" * 87}, id="another alphabet"),
        pytest.param({"auth": "\x00" * 22}, id="nothing to read"),
    ],
)
def test_keys_that_cannot_encrypt_are_refused(session, make, changes):
    with pytest.raises(Refused, match="push_keys"):
        bound(session, make.person(), offer(**changes))


def test_a_key_that_is_not_ours_is_refused(session, make):
    with pytest.raises(Refused, match="push_server_key"):
        bound(session, make.person(), offer(server_key="B" * 87))


def test_a_shared_phone_is_never_reached(session, make):
    ada = make.person()

    with pytest.raises(Refused, match="push_shared"):
        bound(session, ada, sign_in_id=signed_in(session, ada, kind="shared"))


def test_a_new_address_takes_over_what_is_owed(session, make):
    ada, old, new = make.person(), offer(), offer()
    sign_in_id = signed_in(session, ada)
    owe(session, bound(session, ada, old, sign_in_id=sign_in_id))

    made = change(session, ada, old.endpoint, new, sign_in_id)

    assert session.scalars(select(Subscription.endpoint)).all() == [new.endpoint]
    assert session.scalars(select(Delivery.subscription_id)).all() == [made]


def test_somebody_elses_address_cannot_be_taken_over(session, make):
    ada, ben, hers = make.person("Ada"), make.person("Ben"), offer()
    owe(session, kept := bound(session, ada, hers))

    change(session, ben, hers.endpoint, offer(), signed_in(session, ben))

    assert sorted(whose(session)) == [ada.id, ben.id]
    assert session.scalars(select(Delivery.subscription_id)).all() == [kept]


def change(session, person, old_endpoint, what, sign_in_id):
    made = subscriptions.change(
        session,
        old_endpoint,
        what,
        person_id=person.id,
        sign_in_id=sign_in_id,
        known_keys=[SERVER_KEY],
        at=NOON,
    )
    session.commit()
    return made


def test_switching_off_takes_only_ones_own(session, make):
    ada, ben, hers = make.person("Ada"), make.person("Ben"), offer()
    device = bound(session, ada, hers)

    assert not subscriptions.end(session, hers.endpoint, person_id=ben.id, at=NOON)
    with pytest.raises(Refused, match="not_found"):
        subscriptions.end_device(session, device, person_id=ben.id, at=NOON)
    assert whose(session) == [ada.id]
    assert subscriptions.end(session, hers.endpoint, person_id=ada.id, at=NOON)
    assert whose(session) == []


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda s, a, d: sign_ins.end(s, d), id="signed out"),
        pytest.param(lambda s, a, d: sign_ins.end_all(s, a), id="signed out everywhere"),
        pytest.param(lambda s, a, d: people.suspend(s, a, by=None, at=NOON), id="suspended"),
        pytest.param(
            lambda s, a, d: sign_ins.end_expired(s, at=NOON + 31 * DAY), id="idle too long"
        ),
    ],
)
def test_the_end_of_a_sign_in_is_the_end_of_its_push(session, make, end):
    ada, ben = make.person("Ada"), make.person("Ben")
    device = signed_in(session, ada)
    bound(session, ada, sign_in_id=device)
    bound(session, ben, at=NOON + 20 * DAY)

    end(session, ada.id, device)

    assert whose(session) == [ben.id]


def test_devices_in_use_stay_signed_in(session, make):
    ada = make.person()
    signed_in(session, ada, at=NOON - 29 * DAY)
    signed_in(session, ada, kind="shared", at=NOON - timedelta(minutes=4))

    assert sign_ins.end_expired(session, at=NOON) == 0
    assert sign_ins.end_expired(session, at=NOON + timedelta(minutes=2)) == 1
    assert session.scalars(select(SignIn.kind)).all() == ["own"]


def test_an_admin_trusts_another_host_and_takes_it_back(session, make):
    adi, theirs = make.person("Adi", role="admin"), "https://push.harbour.io/x"
    push_hosts.trust(session, " Push.Harbour.io ", by=adi.id, at=NOON)
    push_hosts.trust(session, "push.harbour.io", by=adi.id, at=NOON)

    assert bound(session, adi, offer(theirs))
    push_hosts.distrust(session, "push.harbour.io", by=adi.id, at=NOON)
    with pytest.raises(Refused, match="push_endpoint"):
        bound(session, adi, offer(theirs))

    session.rollback()
    push_hosts.distrust(session, "push.harbour.io", by=adi.id, at=NOON)
    noted = session.scalars(select(Audit.action).order_by(Audit.id)).all()
    assert noted == ["push_host.trusted", "push_host.distrusted"]


@pytest.mark.parametrize(
    "host", ["", "localhost", "127.0.0.1", "*.harbour.io", "a b.io", "..io", "x" * 260 + ".io"]
)
def test_what_is_no_host_is_not_trusted(session, host):
    with pytest.raises(Refused, match="push_host"):
        push_hosts.trust(session, host, by=None, at=NOON)


def test_a_phone_that_is_switched_on_says_so_until_it_is_switched_off(session, make):
    ada = make.person()
    sign_in_id = signed_in(session, ada)

    device = bound(session, ada, sign_in_id=sign_in_id)
    wanted = session.get_one(SignIn, sign_in_id).wants_push
    subscriptions.end_device(session, device, person_id=ada.id, at=NOON)
    session.expire_all()

    assert wanted
    assert not session.get_one(SignIn, sign_in_id).wants_push
    assert session.get_one(Reminder, ada.id).declined_at == NOON


def test_a_new_phone_ends_the_silence_that_not_now_began(session, make):
    ada = make.person()
    reminders.decline(session, ada.id, at=NOON)

    bound(session, ada)

    assert session.get_one(Reminder, ada.id).declined_at is None
