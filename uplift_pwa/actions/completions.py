"""The one place a completion is written. Web, offline replay, simulation: all come here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import counters, leaders_first, person_days, said, team_days
from uplift_pwa.actions.counters import Change
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.said import Words
from uplift_pwa.models import Completion, Person, Reversal, Sentence, Team
from uplift_pwa.queries import campaign, diary, leading, pool, rulebook
from uplift_pwa.rules import calendar, scoring
from uplift_pwa.rules.calendar import Claim
from uplift_pwa.rules.diary import LOOK, Diary
from uplift_pwa.rules.scoring import Deeds, Outcome

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
    language: str | None = None,
    helped_id: int | None = None,
    to_team: bool = False,
) -> Recorded:
    """Record that a person did a challenge. Doing it twice is the same as doing it once.

    `at` is the server's time (aware); `day` the service day that is claimed, by default the
    one of `at` at the person's site. `sentence` says what changed, in `language`; `helped_id`
    is the colleague who is asked; `to_team` offers the sentence to the team's feed. Raises
    `Refused`: before_launch, looking, no_team, future, too_late, not_offered, enough, and as
    `said.write` does (RULES 1, 2, 3, 9).
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
    }
    completion_id = session.connection().execute(_INSERT, fact).scalar_one()
    words = Words(sentence, language, helped_id, to_team)
    plays = own.mode_on(day) == said.PLAY
    said.write(session, completion_id, person_id, words, plays=plays, at=at)
    change = Change(own, day, for_team_day, sentence, others=before)
    outcome = counters.apply(session, total, change, scoring.complete, at)
    if fitting.for_leaders:
        leaders_first.went_first(session, person_id, day, at=at)
    return Recorded(completion_id, day, team_id, outcome)


def say(
    session: Session, person_id: int, completion_id: int, words: Words, *, at: datetime
) -> None:
    """Say more of an act within the undo time; what was said of it before stays (RULES 2, 9).

    The lift of a sentence belongs to the act's own day. `at` is aware. Raises `Refused`:
    not_found, say_over, and as `said.write` does.
    """
    fact = _fact(session, person_id, completion_id)
    if not _within_undo_time(session, fact, at):
        raise Refused("say_over")
    team_days.lock(session, fact.team_id)
    _fact(session, person_id, completion_id)  # it may have been undone while this waited
    own, day = _own_day(session, person_id, at, fact.service_day)
    plays = own.mode_on(day) == said.PLAY
    if said.write(session, completion_id, person_id, words, plays=plays, at=at):
        person_days.hold(session, person_id)
        more = Deeds(sentences=1)
        person_days.add_deeds(session, person_id, day, more, why="lift.said", at=at)


def undo(session: Session, person_id: int, completion_id: int, *, at: datetime) -> date:
    """Take a completion back within the undo time, as if it had not been (RULES 2).

    Returns its service day. Raises `Refused`: not_found, undo_over.
    """
    fact = _fact(session, person_id, completion_id)
    if not _within_undo_time(session, fact, at):
        raise Refused("undo_over")
    total = team_days.lock(session, fact.team_id)
    fact = _fact(session, person_id, completion_id)  # another phone may have been quicker
    total.acts -= said.take_back(session, completion_id, person_id, fact.challenge_id, at=at)
    session.execute(delete(Completion).where(Completion.id == completion_id))
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


def _fact(session: Session, person_id: int, completion_id: int) -> Any:
    """One's own act with its sentence, as it is now. Raises `Refused`: not_found."""
    given = {"person_id": person_id, "completion_id": completion_id}
    found = session.connection().execute(_OWN_ACT, given).one_or_none()
    if found is None:
        raise Refused("not_found")
    return found


def _within_undo_time(session: Session, fact: Any, at: datetime) -> bool:
    minutes = rulebook.book(session).on(fact.service_day).undo_minutes
    return bool(at - fact.recorded_at <= timedelta(minutes=minutes))


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
    given = {"person_id": own.person_id, "team_id": team_id, "day": day}
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
_OWN_ACT = (
    select(
        Completion.team_id,
        Completion.challenge_id,
        Completion.service_day,
        Completion.recorded_at,
        Completion.for_team_day,
        Sentence.text.label("sentence"),
    )
    .outerjoin(Sentence, Sentence.completion_id == Completion.id)
    .where(
        Completion.id == bindparam("completion_id"),
        Completion.person_id == bindparam("person_id"),
    )
)
_STANDING = (
    select(
        Person.site_id,
        Team.department_id,
        Person.level_id,
        Team.id,
        leading.leads(Person.id, bindparam("day", type_=Date)),
    )
    .join(Team, Team.id == bindparam("team_id"))
    .where(Person.id == bindparam("person_id"), Person.status == "active")
)
