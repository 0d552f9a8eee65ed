"""The facts that counters are made of, summed anew: what `verify` trusts instead of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, union
from sqlalchemy.orm import Session

from uplift_pwa.models import Completion, Confirmation, Huddle, Membership, TeamDay
from uplift_pwa.queries import days_off, diary
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.streaks import TeamDay as Row

WINDOW_DAYS = 28


@dataclass(slots=True)
class TeamFacts:
    """A team's acts by day, the people whose act the day counted, and its final days."""

    acts: int = 0
    on_day: dict[date, int] = field(default_factory=dict)
    huddles: dict[date, int] = field(default_factory=dict)
    actors: dict[date, set[int]] = field(default_factory=lambda: defaultdict(set))
    final: dict[date, bool] = field(default_factory=dict)
    neutral: set[date] = field(default_factory=set)

    @property
    def days(self) -> list[date]:
        return sorted(self.final.keys() | self.actors.keys() | self.huddles.keys())


def team(session: Session, team_id: int) -> TeamFacts:
    """The acts of a team, and which of its days the clockwork has made final."""
    facts = TeamFacts()
    why = days_off.neutral_reason(TeamDay.team_id, TeamDay.day)
    for day, final_at, reason in session.execute(
        select(TeamDay.day, TeamDay.final_at, why).filter_by(team_id=team_id)
    ):
        facts.final[day] = final_at is not None
        if reason is not None:
            facts.neutral.add(day)
    for person_id, day, for_team_day in session.execute(
        select(Completion.person_id, Completion.service_day, Completion.for_team_day).filter_by(
            team_id=team_id
        )
    ):
        facts.acts += 1
        if for_team_day:
            facts.on_day[day] = facts.on_day.get(day, 0) + 1
            facts.actors[day].add(person_id)
    for day, did_it in session.execute(
        select(Huddle.day, Huddle.did_it).filter_by(team_id=team_id)
    ):
        facts.acts += did_it
        facts.on_day[day] = facts.on_day.get(day, 0) + did_it
        facts.huddles[day] = did_it
    facts.acts += session.scalar(_CONFIRMED, {"team_id": team_id}) or 0
    return facts


def rows(session: Session, team_id: int, facts: TeamFacts) -> list[Row]:
    """The team's days as they must be by RULES 6, oldest first; four weeks a read."""
    return [
        _row(team_id, day, facts, people)
        for days, people in _windows(session, team_id, facts.days)
        for day in days
    ]


def _windows(
    session: Session, team_id: int, days: Sequence[date]
) -> Iterator[tuple[list[date], dict[int, Diary]]]:
    windows: dict[int, list[date]] = defaultdict(list)
    for day in days:
        windows[day.toordinal() // WINDOW_DAYS].append(day)
    for some in windows.values():
        people = _people(team_id, some[0], some[-1])
        yield some, diary.diaries(session, people, some[0], some[-1])


def _people(team_id: int, first: date, last: date) -> Select[Any]:
    """Everybody who was in the team in these days, or acted for it."""
    members = select(Membership.person_id).where(
        Membership.team_id == team_id,
        Membership.from_on <= last,
        or_(Membership.until_on.is_(None), Membership.until_on >= first),
    )
    actors = select(Completion.person_id).where(
        Completion.team_id == team_id, Completion.service_day.between(first, last)
    )
    return select(union(members, actors).subquery().c.person_id)


def _row(team_id: int, day: date, facts: TeamFacts, people: dict[int, Diary]) -> Row:
    """On shift is who was expected and who came; done who came and did it; huddles in both."""
    expected = {
        own.person_id
        for own in people.values()
        if own.team_on(day) == team_id and own.was_expected(day)
    }
    came = {who for who in facts.actors.get(day, ()) if people[who].counts_when_done(day)}
    did_it = facts.huddles.get(day, 0)
    return Row(
        day,
        len(expected | came) + did_it,
        len(came) + did_it,
        final=facts.final.get(day, False),
        neutral=day in facts.neutral,
    )


# Each completion that the person helped has confirmed is one act more for the goal (RULES 7).
_CONFIRMED = (
    select(func.count())
    .select_from(Confirmation)
    .join(Completion, Completion.id == Confirmation.completion_id)
    .where(Completion.team_id == bindparam("team_id"), Confirmation.helped.is_(True))
)
