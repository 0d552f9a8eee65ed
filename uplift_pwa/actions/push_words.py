"""What an admin says when a launch or a booster lights up on locked screens (RULES 7, 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import delete, exists, func, literal, select
from sqlalchemy.orm import Session

from uplift_pwa import languages
from uplift_pwa.actions import audit, locks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Campaign, Occurrence, Person, Schedule, ScheduleWords

MAX_TITLE, MAX_BODY = 60, 160


@dataclass(frozen=True, slots=True)
class Words:
    """A title and a text in one language; both empty for the words of the house."""

    title: str = ""
    body: str = ""


def write(
    session: Session,
    schedule_id: int,
    words: Mapping[str, Words],
    local_time: time,
    *,
    by: int | None,
    at: datetime,
) -> None:
    """Say it in these words, by language, at this local time of every site.

    It still waits for each person's working hours. `at` is aware. Raises `Refused`: not_found,
    push_said (it has been said somewhere), push_hour (before the start), push_words (one of
    the two is missing or too long), push_name (somebody's name is in it, SAFETY W6).
    """
    planned = _lock(session, schedule_id)
    if local_time < _earliest(session, planned):
        raise Refused("push_hour")
    own = {
        locale: said for locale, said in words.items() if said != Words() and _is_known(locale)
    }
    for said in own.values():
        _check(session, said)
    planned.local_time = local_time
    session.execute(delete(ScheduleWords).where(ScheduleWords.schedule_id == schedule_id))
    session.add_all(
        ScheduleWords(schedule_id=schedule_id, locale=locale, title=said.title, body=said.body)
        for locale, said in sorted(own.items())
    )
    detail: dict[str, object] = {
        "kind": planned.kind,
        "time": local_time.isoformat("minutes"),
        "words": {locale: [said.title, said.body] for locale, said in own.items()},
    }
    audit.note(session, "push.worded", "schedule", schedule_id, by=by, at=at, detail=detail)


def _lock(session: Session, schedule_id: int) -> Schedule:
    found = locks.row(
        session, Schedule, Schedule.id == schedule_id, Schedule.ended_at.is_(None)
    )
    if session.scalar(select(exists().where(Occurrence.schedule_id == schedule_id))):
        raise Refused("push_said")
    return found


def _earliest(session: Session, planned: Schedule) -> time:
    """Nobody hears that everybody starts before anybody may."""
    if planned.kind != "launch":
        return time()
    launch = select(Campaign.launch_hour).where(Campaign.id == planned.subject_id)
    return time(session.scalar(launch) or 0)


def _is_known(locale: str) -> bool:
    return locale in languages.offered()


def _check(session: Session, said: Words) -> None:
    if not said.title or not said.body:
        raise Refused("push_words")
    if len(said.title) > MAX_TITLE or len(said.body) > MAX_BODY:
        raise Refused("push_words")
    if _names_somebody(session, f"{said.title} {said.body}"):
        raise Refused("push_name")


def _names_somebody(session: Session, text: str) -> bool:
    """Whether anybody's whole name stands in the text; a given name alone may be any word."""
    whole = func.lower(Person.name)
    within = literal(text.lower()).like("%" + whole + "%")
    return bool(session.scalar(select(exists().where(Person.name.like("% %"), within))))
