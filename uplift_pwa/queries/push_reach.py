"""Whom a push to everybody would reach, site by site; nobody learns about fewer than five."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Campaign,
    Occurrence,
    Person,
    Reminder,
    Schedule,
    ScheduleWords,
    Site,
    Subscription,
)
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.snapshots import Kept
from uplift_pwa.rules import small_numbers
from uplift_pwa.rules.settings import Settings


@dataclass(frozen=True, slots=True)
class Sites:
    """One site, or small ones together; `people` is so many or more, in steps of 5.

    None where they are too few to be told.
    """

    names: tuple[str, ...]
    people: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many people a push about the campaign would reach at a site, to the last one."""

    site_id: int
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A launch or a booster that is to be said; `earliest` is the launch's own hour.

    `said`: it has come round in some zone. `words` are an admin's own, by language.
    """

    id: int
    kind: str
    local_on: date
    local_time: time
    earliest: time
    said: bool
    words: dict[str, tuple[str, str]]


def planned(session: Session, schedule_id: int) -> Planned | None:
    """What is planned under this number, unless it was called off. One SELECT."""
    said = select(Occurrence.id).where(Occurrence.schedule_id == Schedule.id).exists()
    rows = session.execute(
        select(
            Schedule.id,
            Schedule.kind,
            Schedule.local_on,
            Schedule.local_time,
            Campaign.launch_hour,
            said.label("said"),
            ScheduleWords.locale,
            ScheduleWords.title,
            ScheduleWords.body,
        )
        .outerjoin(Campaign, (Campaign.id == Schedule.subject_id) & (Schedule.kind == "launch"))
        .outerjoin(ScheduleWords, ScheduleWords.schedule_id == Schedule.id)
        .where(Schedule.id == schedule_id, Schedule.ended_at.is_(None))
    ).all()
    if not rows:
        return None
    one = rows[0]
    words = {row.locale: (row.title, row.body) for row in rows if row.locale}
    earliest = time(one.launch_hour or 0)
    return Planned(*one[:4], earliest=earliest, said=bool(one.said), words=words)


def of_everybody(session: Session, day: date, kept: Kept | None = None) -> list[Sites]:
    """How many people a push about the campaign would reach on a day, by site.

    Who cannot be reached or has switched it off is not counted. Sites where fewer than five
    would hear it are told together, and what is told moves in steps of five: a site minus the
    units at it would be a figure about the others (RULES 8). The largest come first. One
    SELECT, none where the counts are `kept`.
    """
    found = [Count(*line) for line in kept.figures["sites"]] if kept else counts(session)
    numbers = rulebook.book(session).on(day)
    sizes = {one.site_id: one.people for one in found}
    names = {one.site_id: one.name for one in found}
    hidden = small_numbers.withheld(sizes, numbers)
    alone = [
        Sites((names[site],), _told(people, numbers))
        for site, people in sizes.items()
        if site not in hidden
    ]
    alone.sort(key=lambda one: (-(one.people or 0), one.names))
    return [*alone, *_together(hidden, names, sizes, numbers)]


def counts(session: Session) -> list[Count]:
    """The counts themselves, not yet for anybody's eyes. One SELECT."""
    rows = session.execute(
        select(Site.id, Site.name, func.count(Person.id.distinct()))
        .join(Person, Person.site_id == Site.id)
        .join(Reminder, Reminder.person_id == Person.id)
        .join(Subscription, Subscription.person_id == Person.id)
        .where(Person.status == "active", Reminder.campaign)
        .group_by(Site.id, Site.name)
    )
    return [Count(*row) for row in rows]


def _together(
    hidden: set[int], names: dict[int, str], sizes: dict[int, int], numbers: Settings
) -> list[Sites]:
    if not hidden:
        return []
    people = sum(sizes[site] for site in hidden)
    return [Sites(tuple(sorted(names[site] for site in hidden)), _told(people, numbers))]


def _told(people: int, numbers: Settings) -> int | None:
    return people - people % numbers.least_people or None
