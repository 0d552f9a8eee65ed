"""The rulebook as it stands in the database, read once in a few seconds per process."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ScalarSelect, String, cast, func, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from uplift_pwa.models import SettingChange, Site
from uplift_pwa.queries.brief import Brief
from uplift_pwa.rules.rulebook import Change, Rulebook, rulebook

WIDEST_MARGIN = timedelta(hours=3)  # the most that a shift may begin its day earlier (RULES 1)
ONE_DAY = timedelta(days=1)

_kept = Brief[Rulebook]()


def book(session: Session) -> Rulebook:
    """The numbers and their changes. At most one SELECT, usually none."""
    return _kept.known(session) or _kept.keep(session, fresh(session))


def along(session: Session) -> ColumnElement[Any]:
    """A column for another SELECT that brings the whole book with it, where it is not known.

    What it brings is given to `learn`, so that a screen pays no SELECT for its numbers.
    """
    if _kept.hold(session) is not None:
        return null()
    one = cast(SettingChange.from_on, String) + " " + SettingChange.name + " "
    line = func.aggregate_strings(one + cast(SettingChange.value, String), ";")
    return func.coalesce(select(line).scalar_subquery(), "")


def learn(session: Session, brought: str | None) -> None:
    """Keep what `along` brought; None where the book was known already."""
    if brought is None:
        return
    lines = [line.split(" ") for line in brought.split(";") if line]
    changes = [Change(date.fromisoformat(day), name, int(value)) for day, name, value in lines]
    _kept.keep(session, rulebook(changes))
    _kept.hold(session)


def fresh(session: Session) -> Rulebook:
    """The same, read now. One SELECT."""
    rows = session.execute(
        select(SettingChange.from_on, SettingChange.name, SettingChange.value)
    )
    return rulebook(Change(from_on, name, value) for from_on, name, value in rows)


def changed_value(name: str, day: date | InstrumentedAttribute[date]) -> ScalarSelect[int]:
    """A column for another SELECT: what the number was last changed to by `day`, or null."""
    return (
        select(SettingChange.value)
        .where(SettingChange.name == name, SettingChange.from_on <= day)
        .order_by(SettingChange.from_on.desc())
        .limit(1)
        .scalar_subquery()
    )


def forget(session: Session) -> None:
    """Read again next time: something was changed in this process."""
    _kept.forget(session)


def next_day(session: Session, *, at: datetime) -> date:
    """The first service day that has begun nowhere yet: tomorrow at the easternmost site."""
    zones = session.scalars(select(Site.zone).distinct()).all()
    moment = at + WIDEST_MARGIN
    return (
        max((moment.astimezone(ZoneInfo(zone)).date() for zone in zones), default=moment.date())
        + ONE_DAY
    )
