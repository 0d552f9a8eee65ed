"""Covers leave a team's purse: on its own missed day, or lent to another team (RULES 6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, awards, team_days, team_reasons
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Cover, Department, Team
from uplift_pwa.queries import diary, team_history
from uplift_pwa.queries.team_history import History
from uplift_pwa.rules import covers, purse
from uplift_pwa.rules.covers import Refusal

LOOK_BACK = timedelta(days=14)  # a carried week names its missed day late


def spend(session: Session, team_id: int, final: Sequence[date], *, at: datetime) -> History:
    """Cover what has turned out to be missed now that the days of `final` are final.

    Returns the team's history with these covers. Call it under the team's lock, and recount
    the streak after it. Again adds nothing.
    """
    session.flush()
    history = team_history.of(session, team_id)
    due = covers.due(
        team_id,
        history.days,
        history.ledger,
        since=min(final, default=date.max) - LOOK_BACK,
        warm_from=history.warm_from,
        settings=history.numbers,
    )
    for cover in due:
        _write(session, cover, by=None, at=at)
        team_reasons.note_spent(session, team_id, cover.day, at)
    return replace(history, ledger=[*history.ledger, *due])


def lend(
    session: Session, giver_id: int, receiver_id: int, day: date, *, by: int, at: datetime
) -> None:
    """Lend a team's cover for a missed day of another team (RULES 6); audited.

    `by` is the leader who lends, whose clock says what today is; `at` is aware. Raises
    `Refused`: cover_own_day, cover_none_held, cover_not_missed, cover_too_long_ago,
    cover_too_many_in_a_row.
    """
    if giver_id == receiver_id:
        raise Refused(f"cover_{Refusal.OWN_DAY}")
    totals = {id_: team_days.lock(session, id_) for id_ in sorted((giver_id, receiver_id))}
    today = diary.today(session, by, at)
    given = _decide(session, giver_id, receiver_id, day, today)
    _write(session, given, by=by, at=at)
    audit.note(
        session,
        "cover.lent",
        "team",
        giver_id,
        by=by,
        at=at,
        detail={"to": receiver_id, "day": day.isoformat()},
    )
    names = _names(session, giver_id, receiver_id)
    team_reasons.note_loan(session, giver_id, receiver_id, names, day=day, at=at)
    for team_id in (giver_id, receiver_id):
        team_days.recount_streak(session, totals[team_id], today, at)
    awards.owe(session, "lent-a-cover", "team", giver_id, today, at)
    session.flush()


def _decide(
    session: Session, giver_id: int, receiver_id: int, day: date, today: date
) -> purse.Cover:
    giver, receiver = (team_history.of(session, id_) for id_ in (giver_id, receiver_id))
    answer = covers.lend(
        giver_id,
        giver.purse(),
        receiver_id,
        receiver.verdicts(),
        day,
        today=today,
        missed_on=covers.judged_on(day, receiver.days, receiver.numbers),
        settings=giver.numbers,
    )
    if isinstance(answer, Refusal):
        raise Refused(f"cover_{answer}")
    return answer


def _write(session: Session, cover: purse.Cover, *, by: int | None, at: datetime) -> None:
    session.execute(
        insert(Cover),
        {
            "giver_id": cover.giver,
            "receiver_id": cover.receiver,
            "day": cover.day,
            "given_on": cover.given_on,
            "given_by_id": by,
            "given_at": at,
        },
    )


def _names(session: Session, *team_ids: int) -> dict[int, str]:
    rows = session.execute(
        select(Team.id, Team.name, Department.name.label("department"))
        .join(Department, Department.id == Team.department_id)
        .where(Team.id.in_(team_ids))
    )
    return {row.id: f"{row.name}, {row.department}" for row in rows}
