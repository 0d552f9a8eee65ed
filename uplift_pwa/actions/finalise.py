"""The day's clockwork: silent days get their row, old ones become final and are covered."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import covers, team_badges, team_days, team_reasons
from uplift_pwa.models import TeamDay
from uplift_pwa.queries.ended_days import Ended, ended

TEAMS_AT_ONCE = 25


def due(session: Session, *, at: datetime) -> list[tuple[int, date]]:
    """The (team, day) pairs that are over at `at` (aware) and owed a row or their final word.

    Reads only. Of a team that is far behind only the oldest days are named.
    """
    return [(one.team_id, one.day) for one in ended(session, at)]


def teams(session: Session, *, at: datetime, most: int = TEAMS_AT_ONCE) -> list[int]:
    """Some of the teams that `due` names: a batch for one call of `days`. Reads only."""
    found: list[int] = []
    for one in ended(session, at):
        if one.team_id not in found:
            if len(found) == most:
                break
            found.append(one.team_id)
    return found


def days(session: Session, *, at: datetime, only: Collection[int] | None = None) -> int:
    """Write what is over at `at` (aware), for one batch of teams; returns how many days.

    Idempotent, and any number of workers may do it at once: each team is looked at again
    under its lock. Call it until it returns 0 to catch up. `only` names the batch when it has
    been read before the transaction.
    """
    batch = teams(session, at=at) if only is None else only
    return sum(_close(session, team_id, at) for team_id in sorted(batch))


def _close(session: Session, team_id: int, at: datetime) -> int:
    total = team_days.lock(session, team_id)
    over = list(ended(session, at, [team_id]))
    if not over:
        return 0
    _write(session, [one for one in over if one.is_new], at)
    _settle(session, team_id, [one.day for one in over if not one.is_new], at)
    final = [one.day for one in over if one.is_final]
    history = covers.spend(session, team_id, final, at=at)
    team_days.recount_streak(session, total, over[-1].day, at, history=history)
    team_reasons.note_final(session, history, final, at)
    team_badges.after(session, team_id, final, at)
    session.flush()
    return len(over)


def _write(session: Session, over: Sequence[Ended], at: datetime) -> None:
    if not over:
        return
    rows = [
        {
            "team_id": one.team_id,
            "day": one.day,
            "on_shift": one.on_shift,
            "done": 0,
            "acts": 0,
            "final_at": at if one.is_final else None,
        }
        for one in over
    ]
    session.execute(insert(TeamDay), rows)


def _settle(session: Session, team_id: int, over: Sequence[date], at: datetime) -> None:
    if over:
        session.execute(
            update(TeamDay)
            .where(TeamDay.team_id == team_id, TeamDay.day.in_(over))
            .values(final_at=at)
        )
