"""What a phone asks of push itself: a test that shows it works, and that it was opened."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from uplift_pwa.models import Delivery, Message, Subscription
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.outbox import Letter

MINUTE = timedelta(minutes=1)


def test(session: Session, subscription_id: int, *, person_id: int, at: datetime) -> int:
    """Owe this phone of theirs a message that says it works; at most one a minute.

    `at` is aware. Returns how many are owed: 0 where it is not theirs, or was just asked.
    """
    key = f"test:{subscription_id}:{int(at.timestamp()) // 60}"
    letter = Letter(key, "test", messages.payloads(key, "test"), expires_at=at + 10 * MINUTE)
    return outbox.enqueue(session, letter, [person_id], at=at, device=subscription_id)


def opened(session: Session, tag: str, *, sign_in_id: int, at: datetime) -> None:
    """The notification with this tag was tapped on this device; the first tap counts."""
    own = select(Subscription.id).where(Subscription.sign_in_id == sign_in_id)
    messages_of = select(Message.id).where(Message.topic == tag)
    session.execute(
        update(Delivery)
        .where(
            Delivery.message_id.in_(messages_of),
            Delivery.subscription_id.in_(own),
            Delivery.opened_at.is_(None),
        )
        .values(opened_at=at)
        .execution_options(synchronize_session=False)
    )
