"""What is said to everybody at a local time: once in each zone, whoever looks (RULES 7, 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, and_, exists, select, update
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Occurrence, Person, Schedule, ScheduleWords, Site
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.outbox import Letter
from uplift_pwa.rules.wall import instant

MISSED_AFTER = timedelta(minutes=30)
WORTH = timedelta(hours=24)
WIDEST = timedelta(days=2)  # no zone is further from UTC than that


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule that has come round in a zone at `instant` (UTC)."""

    schedule_id: int
    zone: str
    local_on: date
    instant: datetime


def plan(
    session: Session,
    kind: str,
    subject_id: int,
    local_on: date,
    local_time: time,
    *,
    at: datetime,
) -> None:
    """Say it once in each zone at this local date and time; planned again, it moves.

    `kind` is launch or booster, with the id of the campaign or booster. What has been said
    somewhere is not said there again. `at` is aware.
    """
    values = {"local_on": local_on, "local_time": local_time, "ended_at": None}
    session.execute(
        upsert(session, Schedule)
        .values(kind=kind, subject_id=subject_id, made_at=at, **values)
        .on_conflict_do_update(index_elements=["kind", "subject_id"], set_=values)
    )


def call_off(session: Session, kind: str, subject_id: int, *, at: datetime) -> None:
    """Where it has not been said yet, it is not."""
    session.execute(
        update(Schedule)
        .where(Schedule.kind == kind, Schedule.subject_id == subject_id)
        .values(ended_at=at)
        .execution_options(synchronize_session=False)
    )


def due(session: Session, *, at: datetime) -> list[Due]:
    """What has come round at `at` (aware) and was neither said nor skipped. One SELECT."""
    said = exists().where(
        Occurrence.schedule_id == Schedule.id,
        Occurrence.zone == Site.zone,
        Occurrence.local_date == Schedule.local_on,
    )
    rows = session.execute(
        select(Schedule.id, Site.zone, Schedule.local_on, Schedule.local_time)
        .distinct()
        .join(Site, and_(Schedule.ended_at.is_(None), ~said))
        .where(Schedule.local_on <= (at + WIDEST).date())
    )
    found = [
        Due(schedule_id, zone, day, instant(datetime.combine(day, hour), zone))
        for schedule_id, zone, day, hour in rows
    ]
    return sorted((one for one in found if one.instant <= at), key=lambda one: one.instant)


def fire(session: Session, one: Due, *, at: datetime) -> int:
    """Say it in this zone, or note that the moment was missed; returns how many phones.

    Once, however many workers do it at the same time: the occurrence is written first.
    """
    skipped = at - one.instant > MISSED_AFTER
    made = session.execute(
        upsert(session, Occurrence)
        .values(
            schedule_id=one.schedule_id,
            zone=one.zone,
            local_date=one.local_on,
            at=at,
            skipped=skipped,
        )
        .on_conflict_do_nothing()
        .returning(Occurrence.id)
    )
    if made.first() is None or skipped:
        return 0
    said = session.get_one(Schedule, one.schedule_id, populate_existing=True)
    letter = _letter(said, _own_words(session, said.id))
    return outbox.enqueue(session, letter, _people(one.zone), at=at, spread=True)


def _own_words(session: Session, schedule_id: int) -> dict[str, tuple[str, str]]:
    rows = session.scalars(select(ScheduleWords).filter_by(schedule_id=schedule_id))
    return {row.locale: (row.title, row.body) for row in rows}


def _letter(said: Schedule, own: Mapping[str, tuple[str, str]]) -> Letter:
    key = f"{said.kind}:{said.subject_id}"
    words = messages.own_words(key, said.kind, own)
    midnight = datetime.combine(said.local_on, time(), said.made_at.tzinfo)
    return Letter(key, said.kind, words, expires_at=midnight + WIDEST + WORTH)


def _people(zone: str) -> Select[int]:
    sites = select(Site.id).where(Site.zone == zone)
    return select(Person.id).where(Person.site_id.in_(sites))
