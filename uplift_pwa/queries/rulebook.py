"""The rulebook as it stands in the database, read once in a few seconds per process."""

from datetime import date, datetime, timedelta
from time import monotonic
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from uplift_pwa.models import SettingChange, Site
from uplift_pwa.rules.rulebook import Change, Rulebook, rulebook

KEPT_SECONDS = 3.0  # a change begins tomorrow at the earliest, so seconds do not matter
WIDEST_MARGIN = timedelta(hours=3)  # the most that a shift may begin its day earlier (RULES 1)
ONE_DAY = timedelta(days=1)

_kept: "WeakKeyDictionary[Engine, tuple[float, Rulebook]]" = WeakKeyDictionary()


def book(session: Session) -> Rulebook:
    """The numbers and their changes. At most one SELECT, usually none."""
    engine = session.get_bind().engine
    read_at, found = _kept.get(engine, (0.0, Rulebook()))
    if not read_at or monotonic() - read_at > KEPT_SECONDS:
        found = fresh(session)
        _kept[engine] = (monotonic(), found)
    return found


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
    _kept.pop(session.get_bind().engine, None)


def next_day(session: Session, *, at: datetime) -> date:
    """The first service day that has begun nowhere yet: tomorrow at the easternmost site."""
    zones = session.scalars(select(Site.zone).distinct()).all()
    moment = at + WIDEST_MARGIN
    return (
        max((moment.astimezone(ZoneInfo(zone)).date() for zone in zones), default=moment.date())
        + ONE_DAY
    )
