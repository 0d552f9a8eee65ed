"""What stops people, as a team, a reporter, and whoever has to answer it see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Level,
    Person,
    Roadblock,
    RoadblockHolding,
    RoadblockVoice,
    Team,
)
from uplift_pwa.queries import roadblock_holders, rulebook
from uplift_pwa.rules import roadblocks as rule
from uplift_pwa.rules import seals
from uplift_pwa.rules.settings import Settings

AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Road:
    """One roadblock and the level that has it now; `text` is empty where it is not told.

    `people` share it, the reporter among them; `name` is the reporter's, if they wished.
    """

    id: int
    team_id: int
    kind: str
    text: str
    reported_on: date
    cleared_on: date | None
    confirmed_on: date | None
    above: bool
    digest: str | None
    team: str
    level: str | None
    begun_on: date | None
    answer_due_on: date | None
    clear_due_on: date | None
    late_on: date | None
    answered_on: date | None
    answer: str | None
    name: str | None
    people: int
    is_mine: bool = False  # the reader shares it

    def shared(self, numbers: Settings) -> int | None:
        """How many share it, as it may be said; None while it is not public (RULES 8, 9)."""
        return rule.told(self.people, numbers.roadblock_public_from, numbers)

    @property
    def due_on(self) -> date | None:
        """Until when whoever has it may answer, or clear it once that is done."""
        return self.clear_due_on if self.answered_on else self.answer_due_on

    def days_left(self, today: date) -> int:
        """Until the due day; 0 on that day, less when it is over."""
        return (self.due_on - today).days if self.due_on else 0

    def wedge(self, today: date) -> tuple[int, int]:
        """Days passed and days there are, for the clock's drawing."""
        if self.begun_on is None or self.due_on is None:
            return 0, 1
        return (today - self.begun_on).days, (self.due_on - self.begun_on).days + 1


def of_team(
    session: Session, team_id: int, today: date, *, reader: int, seal: bytes
) -> list[Road]:
    """A team's open roadblocks and those lately cleared, at most 50, for its members.

    Words and numbers of those that enough people share alone (RULES 9). Two SELECTs.
    """
    since = today - timedelta(days=rule.SHOWN_CLEARED_DAYS)
    lately = or_(Roadblock.cleared_on.is_(None), Roadblock.cleared_on > since)
    numbers = rulebook.book(session).on(today)
    rows = session.execute(
        _roads()
        .where(Roadblock.team_id == team_id, lately)
        .order_by(Roadblock.cleared_on.is_not(None), Roadblock.reported_on.desc(), Roadblock.id)
        .limit(AT_MOST)
    )
    found = [_for_members(Road(*row), numbers) for row in rows]
    mine = _shared_by(session, found, reader, seal)
    return [replace(road, is_mine=road.id in mine) for road in found]


def of_codes(session: Session, digests: Collection[str]) -> list[Road]:
    """The roadblocks that these codes open, newest first. At most one SELECT."""
    if not digests:
        return []
    rows = session.execute(
        _roads()
        .where(Roadblock.token_digest.in_(digests))
        .order_by(Roadblock.reported_on.desc(), Roadblock.id)
    )
    return [Road(*row) for row in rows]


def held_by(
    session: Session, person_id: int, day: date, *, team_id: int | None = None
) -> list[Road]:
    """What somebody has to answer or clear on a service day, the most urgent first.

    With `team_id` of that team alone, with what went up from it lately. One SELECT.
    """
    wanted: Any = and_(roadblock_holders.holds(person_id, day), Roadblock.cleared_on.is_(None))
    if team_id is not None:
        since = day - timedelta(days=rule.SHOWN_CLEARED_DAYS)
        lately = or_(Roadblock.cleared_on.is_(None), Roadblock.cleared_on > since)
        wanted = and_(Roadblock.team_id == team_id, lately)
    due = func.coalesce(RoadblockHolding.clear_due_on, Roadblock.reported_on)
    rows = session.execute(
        _roads()
        .where(wanted)
        .order_by(
            Roadblock.cleared_on.is_not(None),
            Roadblock.above,
            RoadblockHolding.answered_on.is_not(None),
            due,
            Roadblock.id,
        )
        .limit(AT_MOST)
    )
    return [Road(*row) for row in rows]


def is_open_in(session: Session, roadblock_id: int, team_id: int) -> bool:
    """Whether this is an open roadblock of the team. One SELECT."""
    found = select(Roadblock.id).where(
        Roadblock.id == roadblock_id,
        Roadblock.team_id == team_id,
        Roadblock.cleared_on.is_(None),
    )
    return session.scalar(found) is not None


def _for_members(road: Road, numbers: Settings) -> Road:
    """Below the public number the words stay with the leader, and so does the name always."""
    told = rule.is_public(road.people, numbers)
    return replace(road, name=None, digest=None, text=road.text if told else "")


def _shared_by(session: Session, roads: Sequence[Road], reader: int, seal: bytes) -> set[int]:
    marks = {seals.mark(seal, "voice", road.id, reader): road.id for road in roads}
    if not marks:
        return set()
    found = session.scalars(
        select(RoadblockVoice.mark).where(
            RoadblockVoice.roadblock_id.in_(marks.values()), RoadblockVoice.mark.in_(marks)
        )
    )
    return {marks[mark] for mark in found}


def _roads() -> Any:
    people = (
        select(func.count())
        .where(RoadblockVoice.roadblock_id == Roadblock.id)
        .correlate(Roadblock)
        .scalar_subquery()
    )
    has_it = and_(
        RoadblockHolding.roadblock_id == Roadblock.id,
        RoadblockHolding.level_id == Roadblock.level_id,
    )
    return (
        select(
            Roadblock.id,
            Roadblock.team_id,
            Roadblock.kind,
            Roadblock.text,
            Roadblock.reported_on,
            Roadblock.cleared_on,
            Roadblock.confirmed_on,
            Roadblock.above,
            Roadblock.token_digest,
            Team.name,
            Level.name,
            RoadblockHolding.begun_on,
            RoadblockHolding.answer_due_on,
            RoadblockHolding.clear_due_on,
            RoadblockHolding.late_on,
            RoadblockHolding.answered_on,
            RoadblockHolding.answer,
            Person.name,
            people.label("people"),
        )
        .join(Team, Team.id == Roadblock.team_id)
        .outerjoin(Level, Level.id == Roadblock.level_id)
        .outerjoin(RoadblockHolding, has_it)
        .outerjoin(Person, Person.id == Roadblock.reporter_id)
    )
