"""The sender's statements, built once: making them anew costs more than running them.

Each says in its parameters what it needs; moments are aware.
"""

from datetime import datetime

from sqlalchemy import (
    BindParameter,
    Integer,
    bindparam,
    case,
    delete,
    exists,
    null,
    select,
    update,
)

from uplift_pwa.models import Delivery, Subscription
from uplift_pwa.push.listed import is_listed

MOST_ATTEMPTS = 8


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=Delivery.due_at.type)


_HELD = (Delivery.state == "sending") & (Delivery.lease_owner == bindparam("owner"))
_DUE = select(Delivery.id).where(
    Delivery.state == "pending",
    Delivery.due_at <= _moment("now"),
    Delivery.origin.not_in(bindparam("without", expanding=True)),
)
_LEFT_OVER = (Delivery.state == "sending") & (Delivery.leased_until <= _moment("now"))
_OLDEST = (
    _DUE.order_by(Delivery.due_at)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_IS_LAST = Delivery.attempts + 1 >= MOST_ATTEMPTS

IS_DUE = select(exists(_DUE) | exists().where(_LEFT_OVER))
CLAIM = (
    update(Delivery)
    .where(Delivery.id.in_(select(_OLDEST.c.id)))
    .values(state="sending", leased_until=_moment("until"), lease_owner=bindparam("owner"))
    .returning(Delivery.id)
)
TAKE_BACK = (
    update(Delivery)
    .where(_LEFT_OVER)
    .values(
        state=case((_IS_LAST, "dead"), else_="pending"),
        reason=case((_IS_LAST, "gave_up"), else_=None),
        settled_at=case((_IS_LAST, _moment("now")), else_=None),
        attempts=Delivery.attempts + 1,
        leased_until=None,
        lease_owner=None,
    )
)
END_LEASES = (
    update(Delivery).where(Delivery.state == "sending").values(leased_until=_moment("now"))
)
END = (
    update(Delivery)
    .where(is_listed(Delivery.id, "ids"), _HELD)
    .values(
        state=bindparam("new_state"),
        reason=bindparam("why"),
        attempts=Delivery.attempts + bindparam("more"),
        settled_at=_moment("now"),
        leased_until=None,
    )
)
AGAIN = (
    update(Delivery)
    .where(Delivery.id == bindparam("one"), _HELD)
    .values(
        state="pending",
        due_at=_moment("due"),
        closes_at=_moment("closes"),
        attempts=Delivery.attempts + bindparam("more"),
        leased_until=None,
        lease_owner=None,
    )
)
WINDOW = (
    update(Delivery).where(Delivery.id == bindparam("one")).values(closes_at=_moment("closes"))
)
END_SUBSCRIPTIONS = delete(Subscription).where(is_listed(Subscription.id, "ids"))
REACHED = (
    update(Subscription)
    .where(is_listed(Subscription.id, "ids"))
    .values(reached_at=_moment("now"), refused_at=null())
)
REFUSED = (
    update(Subscription)
    .where(is_listed(Subscription.id, "ids"))
    .values(refused_at=_moment("now"))
)
