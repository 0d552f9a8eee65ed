"""The question to the colleague whom an act helped, asked once, and the answer (RULES 9)."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, person_days, team_badges, team_days, unit_weeks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Completion, Confirmation, Person
from uplift_pwa.queries import diary
from uplift_pwa.queries.person_weeks import monday_of
from uplift_pwa.rules import answers
from uplift_pwa.rules.scoring import Deeds


def ask(session: Session, completion_id: int, author_id: int, colleague_id: int) -> None:
    """An act names the colleague it helped, who is asked whether it did. Once an act.

    Raises `Refused`: helped_self, helped_gone (no active person).
    """
    if colleague_id == author_id:
        raise Refused("helped_self")
    if not session.scalar(select(Person.id).filter_by(id=colleague_id, status="active")):
        raise Refused("helped_gone")
    session.execute(
        upsert(session, Confirmation)
        .values(completion_id=completion_id, asked_id=colleague_id)
        .on_conflict_do_nothing()
    )


def answer(
    session: Session,
    completion_id: int,
    colleague_id: int,
    word: str,
    *,
    sentence: str | None = None,
    language: str | None = None,
    at: datetime,
) -> None:
    """The colleague answers with one word; the first answer stands (RULES 4, 7, 9).

    `word` is one of rules.answers.ANSWERS. Dated to the colleague's service day at `at`
    (aware). If it helped, the act's author gets lift and the goal one more act. Raises
    `Refused`: not_found (not asked, or longer ago than 30 days).
    """
    act = _act(session, completion_id, colleague_id)
    day = diary.today(session, colleague_id, at)
    if not answers.still_asks(act.service_day, day):
        raise Refused("not_found")
    total = team_days.lock(session, act.team_id)
    person_days.hold(session, act.person_id)
    helped = answers.helped(word)
    said = {"sentence": sentence, "language": language if sentence else None}
    first = session.execute(
        update(Confirmation)
        .where(Confirmation.completion_id == completion_id, Confirmation.answered_at.is_(None))
        .values(helped=helped, word=word, answered_on=day, answered_at=at, **said)
        .returning(Confirmation.completion_id)
        .execution_options(synchronize_session=False)
    ).first()
    if first is None or not helped:
        return
    total.acts += 1
    unit_weeks.rejudge(session, monday_of(act.service_day), at=at)
    more = Deeds(confirmed=1)
    person_days.add_deeds(session, act.person_id, day, more, why="lift.confirmed", at=at)
    awards.owe_new(session, "person", act.person_id, day, at)
    team_badges.facts_changed(session, act.team_id, day, at)


def take_back(session: Session, completion_id: int, author_id: int, *, at: datetime) -> int:
    """The act is undone: its question and answer go, and what they gave.

    Returns by how many acts the goal is less. Call it under the team's lock.
    """
    gone = session.execute(
        delete(Confirmation)
        .where(Confirmation.completion_id == completion_id)
        .returning(Confirmation.helped, Confirmation.answered_on)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if gone is None or not gone.helped:
        return 0
    person_days.hold(session, author_id)
    fewer = Deeds(confirmed=-1)
    person_days.add_deeds(session, author_id, gone.answered_on, fewer, why="lift.undone", at=at)
    return 1


def _act(session: Session, completion_id: int, colleague_id: int) -> Completion:
    found = session.scalars(
        select(Completion)
        .join(Confirmation, Confirmation.completion_id == Completion.id)
        .where(Completion.id == completion_id, Confirmation.asked_id == colleague_id)
    ).one_or_none()
    if found is None:
        raise Refused("not_found")
    return found
