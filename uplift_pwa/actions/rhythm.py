"""A person's weeks: written when they are final, judged, and summed to a run (RULES 5)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, comebacks, person_days, reasons
from uplift_pwa.actions.verify_people import sums
from uplift_pwa.models import PersonTotal, PersonWeek
from uplift_pwa.queries import person_weeks as query
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.person_weeks import Batch
from uplift_pwa.rules import badges
from uplift_pwa.rules.feats import PersonFeats
from uplift_pwa.rules.rhythm import Rhythm, Week, WeekJudged, judge, rhythm
from uplift_pwa.rules.settings import InForce

PEOPLE_AT_ONCE = 200
# No week is final earlier, wherever on earth it ends: 24 open hours are the fewest.
SOONEST_FINAL = timedelta(days=7)


def due(session: Session, *, at: datetime, most: int = PEOPLE_AT_ONCE) -> list[Batch]:
    """What `close_weeks` has to look at, batch by batch; `at` is aware. Reads only."""
    return list(query.due(session, at, most))


def close_weeks(session: Session, *, at: datetime, only: Batch | None = None) -> int:
    """Write the weeks that are final at `at` (aware); returns how many.

    Idempotent, and any number of workers may do it at once: everybody is looked at again under
    their lock. With `only` one batch, as read before the transaction.
    """
    batches = due(session, at=at) if only is None else [only]
    return sum(_close(session, batch, at) for batch in batches)


def rejudge(session: Session, people: Collection[int], monday: date, *, at: datetime) -> None:
    """Judge a final week anew: an act came late or went, a day was declared neutral.

    Weeks that are not written yet are left to `close_weeks`.
    """
    person_days.hold(session, *people)
    missing = query.unwritten(session, monday, people)
    changed = _facts(session, sorted(set(people) - set(missing)), monday)
    if changed:
        book = rulebook.book(session)
        rows = [
            _row(one, team_id, book) | {"who": who, "of": monday}
            for who, (one, team_id, _) in changed.items()
        ]
        session.connection().execute(_REWRITE, rows)
        recount(session, list(changed), monday, at=at)


def rejudge_site(session: Session, site_id: int | None, day: date, *, at: datetime) -> None:
    """Judge the final week of `day` anew for a site, or everywhere (None): it was declared
    neutral, or counts again after all.
    """
    monday = query.monday_of(day)
    people = query.written(session, monday, site_id)
    for first in range(0, len(people), PEOPLE_AT_ONCE):
        rejudge(session, people[first : first + PEOPLE_AT_ONCE], monday, at=at)


def day_changed(session: Session, person_id: int, day: date, *, run: int, at: datetime) -> None:
    """The first act of a day has come or its last one gone; `run` is the person's run.

    A week that is final is judged anew; after a missed week this may be the way back.
    """
    monday = query.monday_of(day)
    if at.date() - monday >= SOONEST_FINAL:
        rejudge(session, [person_id], monday, at=at)
    if run == 0:
        comebacks.pay(session, query.stored(session, [person_id]), at)


def recount(session: Session, people: Collection[int], monday: date, *, at: datetime) -> None:
    """Everybody's run anew from all their final weeks, with its badges and the way back."""
    session.flush()
    weeks = query.stored(session, people)
    rows, book = [], rulebook.book(session)
    for person_id, before in _totals(session, people).items():
        now = rhythm(weeks[person_id], book)
        if now != before:
            rows.append(sums(now) | {"who": person_id})
            _say(session, person_id, before, now, monday, at)
            _owe(session, person_id, before, now, monday, at)
    if rows:
        session.connection().execute(_RECOUNT, rows)
    comebacks.pay(session, {person_id: weeks[person_id] for person_id in people}, at)


def _close(session: Session, batch: Batch, at: datetime) -> int:
    person_days.hold(session, *batch.people)
    people = query.unwritten(session, batch.monday, batch.people)
    final = {
        person_id: (one, team_id)
        for person_id, (one, team_id, final_at) in _facts(session, people, batch.monday).items()
        if final_at <= at
    }
    if final:
        key, book = {"monday": batch.monday, "final_at": at}, rulebook.book(session)
        rows = [_row(*week, book) | key | {"person_id": who} for who, week in final.items()]
        session.execute(insert(PersonWeek), rows)
        recount(session, list(final), batch.monday, at=at)
    return len(final)


def _facts(
    session: Session, people: Collection[int], monday: date
) -> dict[int, tuple[Week, int | None, datetime]]:
    """By person: the week, their team on its last day, and from when on it is final."""
    launch_on = query.launched_on(session)
    if not people or launch_on is None:
        return {}
    came = query.active(session, people, monday)
    sunday = monday + timedelta(days=6)
    return {
        who: (
            query.week(own, monday, came[who], launch_on),
            own.team_on(sunday),
            query.final_at(own, monday),
        )
        for who, own in query.diaries(session, people, monday).items()
    }


def _row(week: Week, team_id: int | None, book: InForce) -> dict[str, Any]:
    return {
        "working_days": week.working_days,
        "active_days": week.active_days,
        "kept": judge(week, book) is WeekJudged.KEPT,
        "team_id": team_id,
    }


def _totals(session: Session, people: Collection[int]) -> dict[int, Rhythm]:
    rows = session.execute(
        select(
            PersonTotal.person_id,
            PersonTotal.rhythm_run,
            PersonTotal.rhythm_best,
            PersonTotal.kept_weeks,
            PersonTotal.joins,
            PersonTotal.joined_on,
            PersonTotal.rhythm_earlier,
        ).where(PersonTotal.person_id.in_(people))
    )
    return {row[0]: Rhythm(*row[1:]) for row in rows}


def _say(
    session: Session, person_id: int, before: Rhythm, now: Rhythm, monday: date, at: datetime
) -> None:
    if now.joins > before.joins:
        kind = "rhythm.joined"
    else:
        kind = "rhythm.kept" if now.run > before.run else "rhythm.paused"
    numbers = {"run": now.run, "earlier": now.earlier, "week": monday.isoformat()}
    reasons.note(session, "person", person_id, kind, paragraph=5, day=monday, at=at, **numbers)


def _owe(
    session: Session, person_id: int, before: Rhythm, now: Rhythm, monday: date, at: datetime
) -> None:
    sunday = monday + timedelta(days=6)
    for badge, tier in sorted(_badges(now) - _badges(before)):
        awards.owe(session, badge, "person", person_id, sunday, at, tier=tier)


def _badges(now: Rhythm) -> badges.Earned:
    return badges.person_badges(0, PersonFeats(kept_weeks=now.kept_weeks, joins=now.joins))


# Built once: making these statements anew cost more than running them.
_REWRITE = update(PersonWeek.__table__).where(  # type: ignore[arg-type]
    PersonWeek.person_id == bindparam("who"), PersonWeek.monday == bindparam("of")
)
_RECOUNT = update(PersonTotal.__table__).where(  # type: ignore[arg-type]
    PersonTotal.person_id == bindparam("who")
)
