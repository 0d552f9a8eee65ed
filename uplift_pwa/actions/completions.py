"""The one place a completion is written. Web, offline replay, simulation: all come here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import counters, deeds, team_days
from uplift_pwa.actions.counters import Change
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Completion, Person, Reversal, Team
from uplift_pwa.queries import campaign, diary, pool, rulebook
from uplift_pwa.rules import calendar, scoring
from uplift_pwa.rules.calendar import Claim
from uplift_pwa.rules.diary import LOOK, Diary
from uplift_pwa.rules.scoring import Outcome

MAX_SENTENCE = 280
FARTHEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Recorded:
    completion_id: int
    day: date
    team_id: int
    outcome: Outcome | None  # None when it had been recorded before


def record(
    session: Session,
    person_id: int,
    challenge_id: int,
    *,
    at: datetime,
    day: date | None = None,
    sentence: str | None = None,
) -> Recorded:
    """Record that a person did a challenge. Doing it twice is the same as doing it once.

    `at` is the server's time (aware); `day` the service day that is claimed, by default the
    one of `at` at the person's site. Raises `Refused`: before_launch, looking, no_team,
    future, too_late, not_offered, enough (RULES 1, 2, 3).
    """
    own, day = _own_day(session, person_id, at, day)
    for_team_day = _claim(own, day, at)
    team_id = _team(own, day)
    fitting = _fitting(session, own, team_id, day, challenge_id)
    _check_launch(session, own, at)

    total = team_days.lock(session, team_id)
    before = _acts(session, person_id, day)
    for act in before:
        if act.challenge_id == challenge_id:
            return Recorded(act.id, day, team_id, outcome=None)
    if len(before) >= rulebook.book(session).on(day).accepted_a_day:
        raise Refused("enough")

    fact = {
        "person_id": person_id,
        "challenge_id": challenge_id,
        "challenge_version": fitting.version,
        "team_id": team_id,
        "service_day": day,
        "zone": own.place.zone,
        "recorded_at": at,
        "for_team_day": for_team_day,
        "sentence": sentence,
    }
    completion_id = session.connection().execute(_INSERT, fact).scalar_one()
    change = Change(own, day, for_team_day, sentence, others=before)
    outcome = counters.apply(session, total, change, scoring.complete, at)
    return Recorded(completion_id, day, team_id, outcome)


def undo(session: Session, person_id: int, completion_id: int, *, at: datetime) -> date:
    """Take a completion back within the undo time, as if it had not been (RULES 2).

    Returns its service day. Raises `Refused`: not_found, undo_over.
    """
    fact = session.execute(
        select(
            Completion.team_id,
            Completion.challenge_id,
            Completion.service_day,
            Completion.recorded_at,
            Completion.for_team_day,
            Completion.sentence,
        ).where(Completion.id == completion_id, Completion.person_id == person_id)
    ).one_or_none()
    if fact is None:
        raise Refused("not_found")
    minutes = rulebook.book(session).on(fact.service_day).undo_minutes
    if at - fact.recorded_at > timedelta(minutes=minutes):
        raise Refused("undo_over")

    total = team_days.lock(session, fact.team_id)
    total.acts -= deeds.take_back(session, completion_id, at=at)
    gone = session.execute(
        delete(Completion).where(Completion.id == completion_id).returning(Completion.id)
    )
    if gone.first() is None:  # another phone was quicker
        raise Refused("not_found")
    session.add(
        Reversal(
            person_id=person_id,
            challenge_id=fact.challenge_id,
            service_day=fact.service_day,
            recorded_at=fact.recorded_at,
            reversed_at=at,
        )
    )
    own, day = _own_day(session, person_id, at, fact.service_day)
    others = _acts(session, person_id, day)
    change = Change(own, day, fact.for_team_day, fact.sentence, others)
    counters.apply(session, total, change, scoring.undo, at)
    return day


def _own_day(
    session: Session, person_id: int, at: datetime, day: date | None
) -> tuple[Diary, date]:
    here = at.date()
    if day is not None and abs(day - here) > FARTHEST:
        # Nobody's calendar reaches there, and dates end somewhere.
        raise Refused("future" if day > here else "too_late")
    first, last = min(day or here, here), max(day or here, here)
    margin = timedelta(days=1)
    own = diary.diary(session, person_id, first - margin, last + margin)
    return own, day or own.service_day(at)


def _claim(own: Diary, day: date, at: datetime) -> bool:
    """Whether the act counts for its team's day; refuses days that cannot be claimed."""
    shifts = own.shifts(day) + own.shifts(at.date())
    match calendar.claim(day, at, own.place, shifts, own.settings):
        case Claim.FUTURE:
            raise Refused("future")
        case Claim.TOO_LATE:
            raise Refused("too_late")
        case answer:
            return answer is Claim.COUNTS


def _team(own: Diary, day: date) -> int:
    if own.mode_on(day) == LOOK:
        raise Refused("looking")
    team_id = own.team_on(day)
    if team_id is None:
        raise Refused("no_team")
    return team_id


def _fitting(
    session: Session, own: Diary, team_id: int, day: date, challenge_id: int
) -> pool.Fitting:
    given = {"person_id": own.person_id, "team_id": team_id}
    row = session.connection().execute(_STANDING, given).one_or_none()
    found = row and pool.fitting(session, pool.Standing(*row), day, challenge_id)
    if not found:
        raise Refused("not_offered")
    return found


def _check_launch(session: Session, own: Diary, at: datetime) -> None:
    now = campaign.current(session)
    if now is None or at < now.launches_at(own.place):
        raise Refused("before_launch")


def _acts(session: Session, person_id: int, day: date) -> Sequence[Any]:
    return session.connection().execute(_ACTS, {"person_id": person_id, "day": day}).all()


# Built once: making these statements anew cost more than running them.
_INSERT = insert(Completion).returning(Completion.id)
_ACTS = select(Completion.id, Completion.challenge_id, Completion.for_team_day).where(
    Completion.person_id == bindparam("person_id"),
    Completion.service_day == bindparam("day"),
)
_STANDING = (
    select(Person.site_id, Team.department_id, Person.level_id, Team.id)
    .join(Team, Team.id == bindparam("team_id"))
    .where(Person.id == bindparam("person_id"), Person.status == "active")
)
