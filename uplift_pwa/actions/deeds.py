"""What colleagues do for each other, as far as it gives lift: thanks, answers, reports."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, person_days, team_badges, team_days, unit_weeks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Completion, Confirmation, Roadblock, Story, Thanks
from uplift_pwa.queries import diary
from uplift_pwa.queries.person_weeks import monday_of
from uplift_pwa.rules import thanks as rule
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.scoring import Deeds
from uplift_pwa.rules.settings import DEFAULTS

MARGIN = timedelta(days=1)
FAR_BACK = timedelta(days=DEFAULTS.thanks_same_person_days)


def thanked(
    session: Session,
    sender_id: int,
    receiver_kind: str,
    receiver_id: int,
    *,
    reason: str,
    kind: str = "thanks",
    at: datetime,
) -> Thanks:
    """Thanks to a person, a team or a department: always kept; lift where it counts (RULES 4).

    Dated to the sender's service day at `at` (aware), for both. Only a person receives lift.
    Raises `Refused`: own_self.
    """
    to_person = receiver_kind == "person"
    if to_person and receiver_id == sender_id:
        raise Refused("own_self")
    people = [sender_id, receiver_id] if to_person else [sender_id]
    person_days.hold(session, *people)
    sent = Thanks(
        sender_id=sender_id,
        receiver_kind=receiver_kind,
        receiver_id=receiver_id,
        kind=kind,
        reason=reason,
        service_day=_own(session, sender_id, at).service_day(at),
        counts=_counts(session, rule.Thanks(at, sender_id, receiver_id, receiver_kind)),
        sent_at=at,
    )
    session.add(sent)
    session.flush()
    if sent.counts:
        _give(session, sender_id, sent.service_day, Deeds(thanks_sent=1), at)
    if sent.counts and to_person:
        _give(session, receiver_id, sent.service_day, Deeds(thanks_received=1), at)
    awards.owe_new(session, "person", sender_id, sent.service_day, at)
    return sent


def asked(session: Session, completion_id: int, colleague_id: int) -> None:
    """A completion names the colleague it helped, who is asked whether it did. Once."""
    if session.get(Confirmation, completion_id) is None:
        session.add(Confirmation(completion_id=completion_id, asked_id=colleague_id))
        session.flush()


def confirmed(
    session: Session,
    completion_id: int,
    colleague_id: int,
    *,
    helped: bool = True,
    word: str | None = None,
    at: datetime,
) -> None:
    """The colleague answers whether it helped; the first answer stands (RULES 4, 7, 9).

    Dated to the colleague's service day at `at` (aware). If it helped, the act's author gets
    lift and the goal one more act. Raises `Refused`: not_found.
    """
    act = _act(session, completion_id, colleague_id)
    total = team_days.lock(session, act.team_id)
    person_days.hold(session, act.person_id)
    day = _own(session, colleague_id, at).service_day(at)
    answer = session.execute(
        update(Confirmation)
        .where(Confirmation.completion_id == completion_id, Confirmation.answered_at.is_(None))
        .values(helped=helped, word=word, answered_on=day, answered_at=at)
        .returning(Confirmation.completion_id)
        .execution_options(synchronize_session=False)
    )
    if answer.first() is None or not helped:
        return
    total.acts += 1
    unit_weeks.rejudge(session, monday_of(act.service_day), at=at)
    _give(session, act.person_id, day, Deeds(confirmed=1), at)
    awards.owe_new(session, "person", act.person_id, day, at)
    team_badges.facts_changed(session, act.team_id, day, at)


def reported(
    session: Session, person_id: int, text: str, *, leader_id: int | None, at: datetime
) -> Roadblock:
    """Somebody says what stops them. The roadblock keeps their team, never who it was.

    Raises `Refused`: no_team.
    """
    person_days.hold(session, person_id)
    own = _own(session, person_id, at)
    day = own.service_day(at)
    team_id = own.team_on(day)
    if team_id is None:
        raise Refused("no_team")
    roadblock = Roadblock(team_id=team_id, leader_id=leader_id, text=text, reported_on=day)
    session.add(roadblock)
    session.flush()
    _give(session, person_id, day, Deeds(roadblocks=1), at)
    return roadblock


def told(session: Session, completion_id: int, *, at: datetime) -> None:
    """The author of a completion offers its sentence to the team's feed. Once."""
    act = session.get_one(Completion, completion_id)
    if session.get(Story, completion_id) is None:
        session.add(Story(completion_id=completion_id, published_at=at))
        awards.owe_new(session, "person", act.person_id, act.service_day, at)


def take_back(session: Session, completion_id: int, *, at: datetime) -> int:
    """A completion is undone: its question, answer and story go, and what they gave.

    Returns by how many acts the goal is less. Call it under the team's lock, before the
    completion itself goes.
    """
    session.execute(delete(Story).where(Story.completion_id == completion_id))
    gone = session.execute(
        delete(Confirmation)
        .where(Confirmation.completion_id == completion_id)
        .returning(Confirmation.helped, Confirmation.answered_on)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if gone is None or not gone.helped:
        return 0
    author = session.scalars(select(Completion.person_id).filter_by(id=completion_id)).one()
    person_days.hold(session, author)
    fewer = Deeds(confirmed=-1)
    person_days.add_deeds(session, author, gone.answered_on, fewer, why="lift.undone", at=at)
    return 1


WHY = {
    "confirmed": "lift.confirmed",
    "thanks_sent": "lift.thanks_sent",
    "thanks_received": "lift.thanks_received",
    "roadblocks": "lift.roadblock",
}


def _give(session: Session, person_id: int, day: date, more: Deeds, at: datetime) -> None:
    why = next(kind for name, kind in WHY.items() if getattr(more, name))
    person_days.add_deeds(session, person_id, day, more, why=why, at=at)


def _own(session: Session, person_id: int, at: datetime) -> Diary:
    here = at.date()
    return diary.diary(session, person_id, here - MARGIN, here + MARGIN)


def _counts(session: Session, new: rule.Thanks) -> bool:
    """Whether thanks give lift, by what the two have sent each other lately."""
    before = _lately(session, new)
    return new not in before and new in rule.counting([*before, new])


def _lately(session: Session, new: rule.Thanks) -> Collection[rule.Thanks]:
    forth = and_(
        Thanks.sender_id == new.sender, Thanks.receiver_id == new.receiver, Thanks.counts
    )
    back = and_(Thanks.sender_id == new.receiver, Thanks.receiver_id == new.sender)
    rows = session.execute(
        select(Thanks.sent_at, Thanks.sender_id, Thanks.receiver_id, Thanks.receiver_kind)
        .where(Thanks.receiver_kind == new.kind, Thanks.sent_at > new.at - FAR_BACK)
        .where(or_(forth, back) if new.kind == "person" else forth)
    )
    return [rule.Thanks(*row) for row in rows]


def _act(session: Session, completion_id: int, colleague_id: int) -> Completion:
    found = session.scalars(
        select(Completion)
        .join(Confirmation, Confirmation.completion_id == Completion.id)
        .where(Completion.id == completion_id, Confirmation.asked_id == colleague_id)
    ).one_or_none()
    if found is None:
        raise Refused("not_found")
    return found
