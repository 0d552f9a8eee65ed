"""Settings on the desk: what is in force of everything that the organisation decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Audit,
    Campaign,
    CounterCard,
    DeletionRequest,
    LaunchPlan,
    Level,
    NeutralDay,
    Organisation,
    SettingChange,
    SharedPhones,
    Site,
    SiteHoliday,
    Station,
    ThanksKind,
)
from uplift_pwa.queries.backups import MADE
from uplift_pwa.queries.tongues import Tongues, tongues
from uplift_pwa.rules import roadblocks
from uplift_pwa.rules.thanks_kinds import USUAL

PAGE = 50


@dataclass(frozen=True, slots=True)
class Hub:
    """Everything that the first page of the settings says. Counts are of rows, not of acts."""

    organisation: str | None  # None before a launch is planned
    campaign_id: int | None
    stages: Sequence[str]  # own names, from the ground up; none: the usual
    languages: Tongues
    sites: int
    zones: int
    numbers: int  # how many have been changed, ever
    levels: Sequence[str]
    thanks: int
    roadblocks: int
    stations: int
    shared: int
    neutral_days: int  # from `day` on
    holidays: int
    counter_cards: int
    deletions: int
    backup_at: datetime | None


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site; `hour` None where it goes by the number in force. The week is in local time."""

    id: int
    name: str
    zone: str
    hour: int | None
    weekdays: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class LevelRow:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of thanks; one that is off stays for the cards that carry it."""

    key: str
    name: str | None
    picture: str
    is_on: bool


def hub(session: Session, day: date) -> Hub:
    """What is in force; `day` is the admin's. Two SELECTs."""
    row = session.execute(_hub(day)).one()
    return Hub(
        organisation=row.named or row.planned,
        campaign_id=row.campaign_id,
        stages=row.stages or row.planned_stages or (),
        languages=tongues(row.languages, row.language),
        sites=row.sites,
        zones=row.zones,
        numbers=row.numbers,
        levels=[one.name for one in levels(session)],
        thanks=row.thanks or len(USUAL),
        roadblocks=len(roadblocks.offered(row.roadblock_kinds)),
        stations=row.stations,
        shared=row.shared,
        neutral_days=row.neutral_days,
        holidays=row.holidays,
        counter_cards=row.counter_cards,
        deletions=row.deletions,
        backup_at=row.backup_at,
    )


def name(session: Session) -> str | None:
    """What the organisation is called; None before a launch is planned. One SELECT."""
    called = select(func.coalesce(_newest(Campaign), _newest(LaunchPlan)))
    found: str | None = session.scalar(called)
    return found


def sites(session: Session, words: str = "", number: int = 1) -> tuple[list[SiteRow], bool]:
    """The sites of a page by name, and whether there are more. One SELECT."""
    found = _SITES.order_by(Site.name, Site.id).limit(PAGE + 1).offset((number - 1) * PAGE)
    for word in words.split():
        found = found.where(Site.name.icontains(word, autoescape=True))
    rows = session.execute(found).all()
    return [SiteRow(*row) for row in rows[:PAGE]], len(rows) > PAGE


def site(session: Session, site_id: int) -> SiteRow | None:
    """One site. One SELECT."""
    row = session.execute(_SITES.where(Site.id == site_id)).first()
    return SiteRow(*row) if row else None


def levels(session: Session) -> list[LevelRow]:
    """From the front line up. One SELECT."""
    rows = session.execute(select(Level.key, Level.name).order_by(Level.rank, Level.id))
    return [LevelRow(*row) for row in rows]


def thanks_kinds(session: Session) -> list[KindRow]:
    """Every kind in its order, those that are off too. One SELECT."""
    rows = session.execute(
        select(
            ThanksKind.key,
            ThanksKind.name,
            ThanksKind.picture,
            ThanksKind.retired_at.is_(None),
        ).order_by(ThanksKind.position, ThanksKind.key)
    ).all()
    usual = [(key, None, picture, True) for key, picture in USUAL.items()]
    return [KindRow(*row) for row in rows or usual]


def _hub(day: date) -> Any:
    return select(
        _newest(Campaign).label("named"),
        _newest(LaunchPlan).label("planned"),
        _newest(Campaign, "id").label("campaign_id"),
        _newest(Campaign, "stages").label("stages"),
        _newest(LaunchPlan, "stages").label("planned_stages"),
        select(Organisation.languages).scalar_subquery().label("languages"),
        select(Organisation.language).scalar_subquery().label("language"),
        select(Organisation.roadblock_kinds).scalar_subquery().label("roadblock_kinds"),
        _count(Site.id).label("sites"),
        select(func.count(Site.zone.distinct())).scalar_subquery().label("zones"),
        select(func.count(SettingChange.name.distinct())).scalar_subquery().label("numbers"),
        _count(ThanksKind.key, ThanksKind.retired_at.is_(None)).label("thanks"),
        _count(Station.id, Station.bound_at.is_not(None)).label("stations"),
        _count(SharedPhones.site_id).label("shared"),
        _count(NeutralDay.id, NeutralDay.day >= day).label("neutral_days"),
        _count(SiteHoliday.day, SiteHoliday.day >= day).label("holidays"),
        _count(CounterCard.id, CounterCard.revoked_at.is_(None)).label("counter_cards"),
        _count(DeletionRequest.person_id).label("deletions"),
        select(func.max(Audit.at))
        .where(Audit.action == MADE)
        .scalar_subquery()
        .label("backup_at"),
    )


def _newest(model: Any, column: str = "organisation") -> Any:
    newest = select(func.max(model.id)).scalar_subquery()
    return select(getattr(model, column)).where(model.id == newest).scalar_subquery()


def _count(column: Any, *where: Any) -> Any:
    return select(func.count(column)).where(*where).scalar_subquery()


_SITES: Any = select(
    Site.id,
    Site.name,
    Site.zone,
    Site.roll_over_hour,
    Site.usual_weekdays,
    Site.usual_starts,
    Site.usual_ends,
)
