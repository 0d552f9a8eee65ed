"""The languages that people may choose here, read once in a few seconds per process."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, null, select
from sqlalchemy.orm import Session

from uplift_pwa import languages
from uplift_pwa.models import Organisation
from uplift_pwa.queries.brief import Brief

BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class Tongues:
    """The codes on offer, in the order of the catalogues; `usual` for whom nothing is known."""

    offered: tuple[str, ...]
    usual: str

    def of(self, wanted: str | None) -> str:
        """The language of somebody who chose `wanted`, if it is on offer still."""
        return wanted if wanted in self.offered else self.usual


_kept = Brief[Tongues]()


def tongues(own: Sequence[str] | None = None, usual: str | None = None) -> Tongues:
    """What `own` leaves of the languages there are; all of them where it leaves none."""
    there = languages.offered()
    offered = tuple(code for code in there if own is None or code in own) or there
    return Tongues(offered, usual if usual in offered else offered[0])


def known(session: Session) -> Tongues:
    """The languages on offer. At most one SELECT, usually none."""
    return _kept.known(session) or _kept.keep(session, fresh(session))


def fresh(session: Session) -> Tongues:
    """The same, read now. One SELECT."""
    row = session.execute(select(Organisation.languages, Organisation.language)).first()
    return tongues(*row) if row else tongues()


def along(session: Session) -> ColumnElement[Any]:
    """A column for another SELECT that brings them with it, where they are not known.

    What it brings is given to `learn`, so that a screen pays no SELECT for its language.
    """
    if _kept.hold(session) is not None:
        return null()
    own = func.coalesce(cast(Organisation.languages, String), "null")
    both = own + BETWEEN + func.coalesce(Organisation.language, "")
    return func.coalesce(select(both).scalar_subquery(), "null" + BETWEEN)


def learn(session: Session, brought: str | None) -> None:
    """Keep what `along` brought; None where they were known already."""
    if brought is not None:
        own, _, usual = brought.partition(BETWEEN)
        _kept.keep(session, tongues(json.loads(own), usual))
        _kept.hold(session)


def forget(session: Session) -> None:
    """Read again next time: something was changed in this process."""
    _kept.forget(session)
