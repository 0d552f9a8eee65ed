"""Holidays of a site, a person's own leave, and days that are neutral (RULES 1)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, joining, reasons, rhythm, team_days, unit_weeks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Leave, NeutralDay, Site, SiteHoliday, TeamDay, WorkingToday
from uplift_pwa.queries import days_off as query
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.person_weeks import monday_of
from uplift_pwa.rules.calendar import ONE_DAY, service_day

FARTHEST = timedelta(days=366)
LONGEST_REASON = 200


def declare_neutral(
    session: Session,
    site_id: int | None,
    day: date,
    reason: str,
    *,
    by: int | None,
    at: datetime,
) -> int:
    """A day counts for nobody at a site, or everywhere (None); also afterwards (RULES 1).

    Every team with somebody there is counted anew under its lock, and so is everybody's week
    (RULES 5). `at` is aware; returns the neutral day's id. Raises `Refused`: no_reason,
    not_found, too_far, neutral_already.
    """
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refused("no_reason")
    if abs(day - at.date()) > FARTHEST:
        raise Refused("too_far")
    if site_id is not None and session.get(Site, site_id) is None:
        raise Refused("not_found")
    teams = _locked(session, site_id, day)
    if session.scalar(select(NeutralDay.id).filter_by(site_id=site_id, day=day)):
        raise Refused("neutral_already")
    neutral = NeutralDay(
        site_id=site_id, day=day, reason=reason, declared_by_id=by, declared_at=at
    )
    session.add(neutral)
    session.flush()
    _count_anew(session, teams, day, at, "day.neutral", reason)
    rhythm.rejudge_site(session, site_id, day, at=at)
    unit_weeks.rejudge(session, monday_of(day), at=at)
    detail: dict[str, object] = {"site": site_id, "day": day.isoformat(), "reason": reason}
    audit.note(
        session, "neutral_day.declared", "neutral_day", neutral.id, by=by, at=at, detail=detail
    )
    return neutral.id


def take_back_neutral(
    session: Session, neutral_id: int, *, by: int | None, at: datetime
) -> None:
    """The day counts after all; it is counted anew. Raises `Refused`: not_found."""
    neutral = session.get(NeutralDay, neutral_id)
    if neutral is None:
        raise Refused("not_found")
    site_id, day, reason = neutral.site_id, neutral.day, neutral.reason
    teams = _locked(session, site_id, day)
    gone = session.execute(
        delete(NeutralDay).where(NeutralDay.id == neutral_id).returning(NeutralDay.id)
    )
    if gone.first() is None:  # another admin was quicker
        raise Refused("not_found")
    _count_anew(session, teams, day, at, "day.counts_again", reason)
    rhythm.rejudge_site(session, site_id, day, at=at)
    unit_weeks.rejudge(session, monday_of(day), at=at)
    detail: dict[str, object] = {"site": site_id, "day": day.isoformat(), "reason": reason}
    audit.note(
        session,
        "neutral_day.taken_back",
        "neutral_day",
        neutral_id,
        by=by,
        at=at,
        detail=detail,
    )


def add_holiday(
    session: Session, site_id: int, day: date, name: str, *, by: int | None, at: datetime
) -> None:
    """A holiday of a site, on a day that has not begun. Saying it again renames it.

    Raises `Refused`: not_found, no_reason, too_far, begun.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_REASON:
        raise Refused("no_reason")
    if day - at.date() > FARTHEST:
        raise Refused("too_far")
    _refuse_begun(session, site_id, day, at)
    session.execute(
        upsert(session, SiteHoliday)
        .values(site_id=site_id, day=day, name=name)
        .on_conflict_do_update(index_elements=["site_id", "day"], set_={"name": name})
    )
    _note_holiday(session, "holiday.added", site_id, day, name, by, at)


def remove_holiday(
    session: Session, site_id: int, day: date, *, by: int | None, at: datetime
) -> None:
    """A day that has not begun is no holiday. Raises `Refused`: not_found, begun."""
    _refuse_begun(session, site_id, day, at)
    name = session.execute(
        delete(SiteHoliday).filter_by(site_id=site_id, day=day).returning(SiteHoliday.name)
    ).scalar_one_or_none()
    if name is None:
        raise Refused("not_found")
    _note_holiday(session, "holiday.removed", site_id, day, name, by, at)


def take_leave(
    session: Session, person_id: int, first_on: date, last_on: date, *, on: date
) -> None:
    """A person's own leave, without a reason, for days that have not begun; `on` is today's.

    Raises `Refused`: begun, wrong_order, too_far.
    """
    if last_on < first_on:
        raise Refused("wrong_order")
    if last_on - on > FARTHEST:
        raise Refused("too_far")
    if first_on < joining.next_day(session, person_id, on):
        raise Refused("begun")
    session.execute(
        upsert(session, Leave)
        .values(person_id=person_id, first_on=first_on, last_on=last_on)
        .on_conflict_do_update(
            index_elements=["person_id", "first_on"], set_={"last_on": last_on}
        )
    )


def end_leave(session: Session, person_id: int, first_on: date, *, on: date) -> None:
    """A leave ends with the last day that has begun, or never begins; `on` is today's.

    Raises `Refused`: not_found.
    """
    begins = joining.next_day(session, person_id, on)
    which = (Leave.person_id == person_id, Leave.first_on == first_on)
    last_on = session.scalar(select(Leave.last_on).where(*which))
    if last_on is None:
        raise Refused("not_found")
    if first_on >= begins:
        session.execute(delete(Leave).where(*which))
    elif last_on >= begins:
        session.execute(update(Leave).where(*which).values(last_on=begins - ONE_DAY))


def say_working(session: Session, person_id: int, *, day: date, at: datetime) -> None:
    """Somebody works on an off day, they say; it only unlocks reminders (RULES 1)."""
    said = upsert(session, WorkingToday).values(person_id=person_id, day=day, said_at=at)
    session.execute(said.on_conflict_do_nothing(index_elements=["person_id", "day"]))


def _locked(session: Session, site_id: int | None, day: date) -> list[int]:
    """The teams that a day at a site concerns, locked in order: nobody acts meanwhile."""
    teams = query.teams_at(session, site_id, day)
    for team_id in teams:
        team_days.lock(session, team_id)
    return teams


def _count_anew(
    session: Session, teams: Iterable[int], day: date, at: datetime, kind: str, why: str
) -> None:
    for team_id in teams:
        row = session.get(TeamDay, (team_id, day), populate_existing=True)
        if row is None:  # it will be made with the neutral day in it
            continue
        total = team_days.lock(session, team_id)
        before = total.streak
        row.on_shift, row.done = query.counted(session, team_id, day)
        team_days.recount_streak(session, total, day, at)
        reasons.note(
            session,
            "team",
            team_id,
            kind,
            paragraph=1,
            day=day,
            at=at,
            reason=why,
            before=before,
            after=total.streak,
        )


def _refuse_begun(session: Session, site_id: int, day: date, at: datetime) -> None:
    """Raise unless `day` has begun neither at the site nor in a team with somebody there."""
    site = session.get(Site, site_id)
    if site is None:
        raise Refused("not_found")
    newest = query.newest_day(session, _locked(session, site_id, day))
    today = service_day(at, rulebook.book(session).place(site.zone, site.roll_over_hour))
    if day <= max(today, newest or today):
        raise Refused("begun")


def _note_holiday(
    session: Session,
    action: str,
    site_id: int,
    day: date,
    name: str,
    by: int | None,
    at: datetime,
) -> None:
    detail: dict[str, object] = {"day": day.isoformat(), "name": name}
    audit.note(session, action, "site", site_id, by=by, at=at, detail=detail)
