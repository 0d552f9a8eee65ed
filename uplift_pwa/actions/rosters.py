"""Rosters into people's diaries: a file for many, or somebody's own calendar (RULES 1)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, team_days
from uplift_pwa.db import upsert
from uplift_pwa.exchange.roster_values import Roster, RosterRefusal, RosterShift
from uplift_pwa.models import RosterDay, RosterSpan
from uplift_pwa.queries import rosters as query
from uplift_pwa.queries.rosters import Standing
from uplift_pwa.rules.calendar import ONE_DAY, Shift
from uplift_pwa.rules.wall import instant

PEOPLE_A_WRITE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What the file says for one person, from the first of its days that has not begun."""

    person_id: int
    begins: date
    last: date
    shifts: tuple[Shift, ...]
    is_news: bool


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What a roster changes. `begun` are shifts on days that have begun: those stay."""

    first: date | None
    last: date | None
    changes: list[Change]
    unknown: list[RosterRefusal]
    begun: int

    @property
    def news(self) -> list[Change]:
        return [change for change in self.changes if change.is_news]

    @property
    def shifts(self) -> int:
        """How many shifts stand in the diaries once it is applied."""
        return sum(len(change.shifts) for change in self.changes)

    def counts(self) -> dict[str, int]:
        return {
            "people": len(self.changes),
            "changed": len(self.news),
            "shifts": self.shifts,
            "unknown": len(self.unknown),
            "begun": self.begun,
        }


def plan(
    session: Session, roster: Roster, *, at: datetime, person_id: int | None = None
) -> RosterPlan:
    """What `import_roster` would do now; changes and locks nothing."""
    return _plan(session, roster, at, person_id, lock=False)


def import_roster(
    session: Session,
    roster: Roster,
    *,
    at: datetime,
    by: int | None = None,
    person_id: int | None = None,
) -> RosterPlan:
    """Let the roster speak for its people's days that have not begun (RULES 1, 6).

    It replaces whatever stood between its first and last day; no line means off. With
    `person_id` it is that person's calendar, and leaves no trace in the audit where they bring
    it themselves. Doing it again changes nothing. `at` is aware.
    """
    made = _plan(session, roster, at, person_id, lock=True)
    for start in range(0, len(made.news), PEOPLE_A_WRITE):
        _write(session, made.news[start : start + PEOPLE_A_WRITE])
    if made.news and (person_id is None or by != person_id):
        detail: dict[str, object] = {
            **made.counts(),
            "refused": len(roster.refused),
            "first": str(made.first),
            "last": str(made.last),
        }
        audit.note(session, "roster.imported", "person", person_id, by=by, at=at, detail=detail)
    return made


def _plan(
    session: Session, roster: Roster, at: datetime, person_id: int | None, *, lock: bool
) -> RosterPlan:
    known = query.people(session, roster.staff_numbers)
    lines = _by_person(roster, known, person_id)
    if roster.first is None or roster.last is None:
        return RosterPlan(None, None, [], [], 0)
    standings = query.standings(
        session, lines, roster.first - ONE_DAY, roster.last + ONE_DAY, at
    )
    free = _free(session, standings, lock)
    resolved = {who: _resolved(lines[who], standings[who]) for who in standings}
    days = [day for found in resolved.values() for day, _ in found]
    first, last = min(days, default=roster.first), max(days, default=roster.last)
    changes = [
        _change(standing, resolved[who], max(first, free[who]), last)
        for who, standing in standings.items()
        if free[who] <= last
    ]
    begun = sum(
        shift is not None and day < free[who]
        for who, found in resolved.items()
        for day, shift in found
    )
    return RosterPlan(first, last, changes, _unknown(roster, known), begun)


def _by_person(
    roster: Roster, known: dict[str, int], person_id: int | None
) -> dict[int, list[RosterShift]]:
    found: dict[int, list[RosterShift]] = defaultdict(list)
    for line in roster.shifts:
        who = known.get(line.staff_number) if line.staff_number else person_id
        if who is not None:
            found[who].append(line)
    return found


def _unknown(roster: Roster, known: dict[str, int]) -> list[RosterRefusal]:
    """The first line of each staff number that nobody has."""
    lines: dict[str, int] = {}
    for shift in roster.shifts:
        if shift.staff_number and shift.staff_number not in known:
            lines.setdefault(shift.staff_number, shift.line)
    return [RosterRefusal(line, "unknown_person", number) for number, line in lines.items()]


def _free(session: Session, standings: dict[int, Standing], lock: bool) -> dict[int, date]:
    """Each person's first day that has not begun in their team; the teams stay locked."""
    teams = sorted({one.team_id for one in standings.values() if one.team_id is not None})
    if lock:
        for team_id in teams:
            team_days.lock(session, team_id)
    since = min((one.day for one in standings.values()), default=date.max)
    newest = query.newest_days(session, teams, since)
    return {
        who: max(one.day, newest.get(one.team_id or 0, one.day)) + ONE_DAY
        for who, one in standings.items()
    }


def _resolved(
    lines: Iterable[RosterShift], standing: Standing
) -> list[tuple[date, Shift | None]]:
    """The days and instants of lines on the clock of the person's site."""
    zone = standing.diary.place.zone
    return [(_day(line, zone), _shift(line, zone)) for line in lines]


def _shift(line: RosterShift, zone: str) -> Shift | None:
    if line.starts is None or line.ends is None:
        return None
    starts_at, ends_at = (
        moment.astimezone(UTC) if moment.tzinfo else instant(moment, zone)
        for moment in (line.starts, line.ends)
    )
    return Shift(_day(line, zone), starts_at, ends_at)


def _day(line: RosterShift, zone: str) -> date:
    """The date on which it begins where the person is."""
    if line.starts is None or line.starts.tzinfo is None:
        return line.day
    return line.starts.astimezone(ZoneInfo(zone)).date()


def _change(
    standing: Standing, found: Sequence[tuple[date, Shift | None]], begins: date, last: date
) -> Change:
    unique = {
        (shift.day, shift.starts_at): shift
        for day, shift in found
        if shift is not None and begins <= day and shift.starts_at < shift.ends_at
    }
    shifts = tuple(unique[key] for key in sorted(unique))
    own = standing.diary
    before = sorted(
        (shift for shift in own.roster if begins <= shift.day <= last),
        key=lambda shift: (shift.day, shift.starts_at),
    )
    is_news = tuple(before) != shifts or not _covered(standing, begins, last)
    return Change(own.person_id, begins, last, shifts, is_news)


def _covered(standing: Standing, begins: date, last: date) -> bool:
    return any(first <= begins and last <= until for first, until in standing.diary.spans)


def _write(session: Session, changes: Sequence[Change]) -> None:
    for begins in {change.begins for change in changes}:
        some = [change for change in changes if change.begins == begins]
        people, last = [change.person_id for change in some], some[0].last
        session.execute(
            delete(RosterDay).where(
                RosterDay.person_id.in_(people), RosterDay.day.between(begins, last)
            )
        )
        session.execute(
            delete(RosterSpan).where(
                RosterSpan.person_id.in_(people),
                RosterSpan.first_on >= begins,
                RosterSpan.last_on <= last,
            )
        )
        _insert(session, some)


def _insert(session: Session, changes: Sequence[Change]) -> None:
    span = upsert(session, RosterSpan)
    # A longer span that begins on the same day stays as long as it is.
    longer = span.on_conflict_do_nothing(index_elements=["person_id", "first_on"])
    session.execute(
        longer,
        [
            {"person_id": one.person_id, "first_on": one.begins, "last_on": one.last}
            for one in changes
        ],
    )
    days = [
        {
            "person_id": one.person_id,
            "day": shift.day,
            "starts_at": shift.starts_at,
            "ends_at": shift.ends_at,
        }
        for one in changes
        for shift in one.shifts
    ]
    if days:
        session.execute(insert(RosterDay), days)
