"""What an act moves besides its own row: the person's and the team's day, sums, streak."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, person_days, rhythm, team_days, unit_weeks
from uplift_pwa.models import TeamTotal
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.person_weeks import monday_of
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.scoring import Deeds, Outcome, Situation
from uplift_pwa.rules.settings import Settings


@dataclass(frozen=True, slots=True)
class Change:
    """An act that comes or goes, and the person's other acts of that day."""

    own: Diary
    day: date
    for_team_day: bool
    sentence: str | None
    others: Sequence[Any]

    @property
    def counts(self) -> bool:
        return self.for_team_day and self.own.counts_when_done(self.day)

    @property
    def is_only_one(self) -> bool:
        return not any(act.for_team_day for act in self.others)


def apply(
    session: Session,
    total: TeamTotal,
    change: Change,
    rule: Callable[[Situation, Settings], Outcome],
    at: datetime,
) -> Outcome:
    """Write what the rule says an act changes: person's and team's day, sums, streak."""
    row = team_days.on(session, total.team_id, change.day) if change.for_team_day else None
    person_days.hold(session, change.own.person_id)
    before = person_days.deeds(session, change.own.person_id, change.day)
    outcome = rule(
        Situation(
            deeds_before=before,
            with_sentence=bool(change.sentence),
            on_shift=row.on_shift if row else 0,
            done=row.done if row else 0,
            was_expected=change.own.was_expected(change.day),
            first_of_day=change.is_only_one,
            counts_for_team=change.counts,
        ),
        rulebook.book(session).on(change.day),
    )
    if row:
        row.on_shift, row.done, row.acts = (
            outcome.on_shift,
            outcome.done,
            row.acts + outcome.acts,
        )
    total.acts += outcome.acts
    _count_person(session, change, before, outcome, at)
    # A small team's final week is judged on sums, which any act or undo in it may turn.
    if row and (row.final_at or outcome.now_kept != outcome.was_kept):
        team_days.recount_streak(session, total, change.day, at)
    session.flush()
    return outcome


def _count_person(
    session: Session, change: Change, before: Deeds, outcome: Outcome, at: datetime
) -> None:
    """The person's day and sums, their week if it was final already, and their way back."""
    person_id, acts = change.own.person_id, outcome.acts
    more = Deeds(completions=acts, sentences=acts if change.sentence else 0)
    now = person_days.add_deeds(
        session, person_id, change.day, more, why=_why(acts, change), at=at, before=before
    )
    if now.completions == 1 and acts == 1:
        awards.owe(session, "first-lift", "person", person_id, change.day, at)
    unit_weeks.rejudge(session, monday_of(change.day), at=at)
    if before.completions == 0 or before.completions + acts == 0:
        rhythm.day_changed(session, person_id, change.day, run=now.run, at=at)


def _why(acts: int, change: Change) -> str:
    if acts < 0:
        return "lift.undone"
    return "lift.sentence" if change.sentence else "lift.act"
