"""Says why a team's run, its covers and its days changed; names no person (RULES 6, 12)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from uplift_pwa.actions import reasons
from uplift_pwa.models import TeamTotal
from uplift_pwa.queries.team_history import History
from uplift_pwa.rules.covers import judged_on
from uplift_pwa.rules.purse import Purse
from uplift_pwa.rules.streaks import Streak
from uplift_pwa.rules.team_day import Judged

SILENT = {Judged.TRANSPARENT, Judged.OPEN, Judged.CARRIED}


def note_run(
    session: Session,
    total: TeamTotal,
    history: History,
    streak: Streak,
    purse: Purse,
    *,
    day: date,
    at: datetime,
) -> None:
    """What differs from the stored totals, each with its reason; call it before storing."""
    if streak.length != total.streak:
        kind = _turn(total, history, streak)
        numbers = {"before": total.streak, "length": streak.length}
        if streak.to_join:
            numbers |= {"earlier": streak.earlier, "to_join": streak.to_join}
        _note(session, total.team_id, kind, day, at, **numbers)
    if purse.held > total.covers_held:
        _note(
            session,
            total.team_id,
            "cover.earned",
            day,
            at,
            every=history.numbers.on(day).cover_every,
        )


def note_spent(session: Session, team_id: int, day: date, at: datetime) -> None:
    """The team's own cover protects a missed day of its own."""
    _note(session, team_id, "cover.spent", day, at)


def note_loan(
    session: Session,
    giver_id: int,
    receiver_id: int,
    names: dict[int, str],
    *,
    day: date,
    at: datetime,
) -> None:
    """One cover goes from a team to another; both keep why, with the other's name."""
    _note(session, giver_id, "cover.lent", day, at, team=names[receiver_id])
    _note(session, receiver_id, "cover.received", day, at, team=names[giver_id])


def note_final(
    session: Session, history: History, days: Collection[date], at: datetime
) -> None:
    """What days turned out to be that are final now, unless there was nothing to judge.

    The days of a carried week come together, with its Sunday.
    """
    since = min(days, default=date.max) - timedelta(days=6)
    states = {
        day: {"state": str(judged)}
        for day, judged in history.verdicts()
        if judged not in SILENT and day >= since and judged_on(day, history.days) in days
    }
    reasons.note_days(session, "team", history.team_id, "day.final", states, paragraph=6, at=at)


def _turn(total: TeamTotal, history: History, streak: Streak) -> str:
    """Which way the run has gone: on, joined again, interrupted, or only counted anew."""
    if streak.length > total.streak:
        joined = total.earlier and streak.length > total.streak + total.earlier
        return "streak.joined" if joined else "streak.kept"
    since = total.streak_since or date.max
    missed = any(judged is Judged.MISSED and day >= since for day, judged in history.verdicts())
    return "streak.missed" if missed else "streak.recounted"


def _note(
    session: Session, team_id: int, kind: str, day: date, at: datetime, **numbers: object
) -> None:
    reasons.note(session, "team", team_id, kind, paragraph=6, day=day, at=at, **numbers)
