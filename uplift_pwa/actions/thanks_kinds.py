"""Which kinds of thanks there are: what the organisation calls them, their order, one more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import ThanksKind
from uplift_pwa.rules.thanks_kinds import PICTURES, USUAL

LONGEST = 40
MOST = 12
OWN = "own-"


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind as it is to be; its place is that in the list. `key` empty: a new one.

    `name` empty: a usual kind keeps its usual name, in every language.
    """

    key: str
    name: str
    picture: str = ""
    is_on: bool = True


def arrange(session: Session, wishes: Sequence[Wish], *, by: int, at: datetime) -> None:
    """The kinds are these, in this order, from now on; cards keep theirs. `at` is aware.

    A kind that is left out stays as it is. Raises `Refused`: kind_name
    (a kind of one's own needs 1 to 40 signs), kind_picture, kinds_none, kinds_many.
    """
    rows = _rows(session)
    called = before(rows)
    place = 0
    for wish in wishes:
        row = rows.get(wish.key) if wish.key else _one_more(session, rows, wish)
        if row is None:
            continue
        place += 1
        row.name, row.position = _named(wish, row.key), place
        row.retired_at = None if wish.is_on else row.retired_at or at
    on = before(rows)
    if not on:
        raise Refused("kinds_none")
    if len(rows) > MOST:
        raise Refused("kinds_many")
    if on == called:
        return
    session.add_all(rows.values())
    session.flush()
    detail: dict[str, object] = {"kinds": [name or key for key, name in on]}
    audit.note(
        session, "thanks_kind.arranged", "thanks_kind", None, by=by, at=at, detail=detail
    )


def before(rows: dict[str, ThanksKind]) -> list[tuple[str, str | None]]:
    """The kinds that can be chosen, in their order: key and own name."""
    on = [row for row in rows.values() if row.retired_at is None]
    return [(row.key, row.name) for row in sorted(on, key=lambda row: (row.position, row.key))]


def _rows(session: Session) -> dict[str, ThanksKind]:
    """Every kind there is, by key; the usual ones where nobody has chosen yet."""
    if not session.scalar(select(ThanksKind.key).limit(1)):
        usual = [
            {"key": key, "picture": picture, "position": place}
            for place, (key, picture) in enumerate(USUAL.items(), start=1)
        ]
        session.execute(upsert(session, ThanksKind).on_conflict_do_nothing(), usual)
    found = session.scalars(
        select(ThanksKind)
        .order_by(ThanksKind.position, ThanksKind.key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.key: row for row in found}


def _one_more(session: Session, rows: dict[str, ThanksKind], wish: Wish) -> ThanksKind:
    if wish.picture not in PICTURES:
        raise Refused("kind_picture")
    own = [int(key.removeprefix(OWN)) for key in rows if key.removeprefix(OWN).isdigit()]
    key = f"{OWN}{max(own, default=0) + 1}"
    rows[key] = ThanksKind(key=key, picture=wish.picture, position=0)
    return rows[key]


def _named(wish: Wish, key: str) -> str | None:
    """The own name; None for a usual kind that has none. Raises `Refused`: kind_name."""
    name = " ".join(wish.name.split())
    if len(name) > LONGEST or not name.isprintable() or not (name or key in USUAL):
        raise Refused("kind_name")
    return name or None
