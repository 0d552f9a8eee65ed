"""What an act moves besides its own row: the person's and the team's day, sums, streak."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, team_days
from uplift_pwa.db import insert_into
from uplift_pwa.models import PersonDay, PersonTotal, TeamTotal
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.scoring import Deeds, Outcome, Situation


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
    rule: Callable[[Situation], Outcome],
    at: datetime,
) -> Outcome:
    """Write what the rule says an act changes: person's and team's day, sums, streak."""
    row = team_days.on(session, total.team_id, change.day) if change.for_team_day else None
    outcome = rule(
        Situation(
            deeds_before=_deeds(session, change.own.person_id, change.day),
            with_sentence=bool(change.sentence),
            on_shift=row.on_shift if row else 0,
            done=row.done if row else 0,
            was_expected=change.own.was_expected(change.day),
            first_of_day=change.is_only_one,
            counts_for_team=change.counts,
        )
    )
    if row:
        row.on_shift, row.done, row.acts = (
            outcome.on_shift,
            outcome.done,
            row.acts + outcome.acts,
        )
    total.acts += outcome.acts
    _count_person(session, change, outcome, at)
    # A small team's final week is judged on sums, which any act or undo in it may turn.
    if row and (row.final_at or outcome.now_kept != outcome.was_kept):
        team_days.recount_streak(session, total, change.day, at)
    session.flush()
    return outcome


def _deeds(session: Session, person_id: int, day: date) -> Deeds:
    given = {"person_id": person_id, "day": day}
    row = session.connection().execute(_DEEDS, given).one_or_none()
    return Deeds(completions=row.completions, sentences=row.sentences) if row else Deeds()


def _count_person(session: Session, change: Change, outcome: Outcome, at: datetime) -> None:
    """Add to the person's day and sums; the database adds, so no other act is overwritten."""
    person_id, acts, lift = change.own.person_id, outcome.acts, outcome.lift_gained
    add_day, add_total = _adding(session.get_bind().dialect.name)
    sums = {"person_id": person_id, "completions": acts, "lift": lift}
    sentences = acts if change.sentence else 0
    connection = session.connection()
    connection.execute(add_day, {**sums, "day": change.day, "sentences": sentences})
    if connection.execute(add_total, sums).scalar_one() == 1 and acts == 1:
        awards.owe(session, "first-lift", "person", person_id, change.day, at)


# Built once: making these statements anew cost more than running them.
_DEEDS = select(PersonDay.completions, PersonDay.sentences).where(
    PersonDay.person_id == bindparam("person_id"), PersonDay.day == bindparam("day")
)


@cache
def _adding(dialect: str) -> tuple[Any, Any]:
    """The two statements that add to a person's day and to their sums."""
    days, totals = insert_into(dialect, PersonDay), insert_into(dialect, PersonTotal)
    add_day = days.on_conflict_do_update(
        index_elements=["person_id", "day"],
        set_={
            "completions": PersonDay.completions + days.excluded.completions,
            "sentences": PersonDay.sentences + days.excluded.sentences,
            "lift": PersonDay.lift + days.excluded.lift,
        },
    )
    add_total = totals.on_conflict_do_update(
        index_elements=["person_id"],
        set_={
            "completions": PersonTotal.completions + totals.excluded.completions,
            "lift": PersonTotal.lift + totals.excluded.lift,
        },
    )
    return add_day, add_total.returning(PersonTotal.completions)
