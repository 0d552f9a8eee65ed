"""The kinds of thanks there are: the organisation's own, else the usual five."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import ThanksKind
from uplift_pwa.rules.thanks_kinds import USUAL


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that can be chosen; `name` None: it is called as usual."""

    key: str
    name: str | None
    picture: str


def kinds(session: Session) -> list[Kind]:
    """What can be chosen, in its order. One SELECT."""
    rows = session.execute(
        select(ThanksKind.key, ThanksKind.name, ThanksKind.picture)
        .where(ThanksKind.retired_at.is_(None))
        .order_by(ThanksKind.position, ThanksKind.key)
    )
    return own_or_usual(Kind(*row) for row in rows)


def own_or_usual(own: Iterable[Kind]) -> list[Kind]:
    """The organisation's own kinds, or, where there is none, the usual ones."""
    return list(own) or [Kind(key, None, picture) for key, picture in USUAL.items()]
