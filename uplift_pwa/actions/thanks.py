"""Thanks: given, taken back, seen, put away (RULES 4, 9)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import announcing, awards, feed, person_days
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Department, Person, Team, Thanks, ThanksPutAway
from uplift_pwa.queries import diary, rulebook, thanks_kinds, thanks_limits
from uplift_pwa.queries import thanks as query
from uplift_pwa.rules import thanks as rule
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.scoring import Deeds
from uplift_pwa.rules.thanks import Why
from uplift_pwa.rules.thanks_kinds import PLAIN

A_DAY = timedelta(days=1)
MOST_SIGNS = 280
MOST_A_DAY = 20  # against floods; lift has its own, smaller limit
MOST_FEEDS = 300  # of one department
PLAY = "play"


def give(
    session: Session,
    sender_id: int,
    receiver_kind: str,
    receiver_id: int,
    *,
    reason: str,
    kind: str = PLAIN,
    at: datetime,
) -> Thanks:
    """Thanks to a person, a team or a department: always kept; lift where it counts (RULES 4).

    Dated to the sender's service day at `at` (aware), for both; only a person receives lift.
    Whoever plays is seen: the feeds of the receivers show it if both sides do. Raises
    `Refused`: own_self, not_found, no_thanks_reason, thanks_kind, enough_thanks.
    """
    _check(session, sender_id, receiver_kind, receiver_id, reason, kind)
    to_person = receiver_kind == "person"
    people = [sender_id, receiver_id] if to_person else [sender_id]
    person_days.hold(session, *people)
    if thanks_limits.sent_lately(session, sender_id, at=at) >= MOST_A_DAY:
        raise Refused("enough_thanks")
    here = at.date()
    owns = diary.diaries(session, people, here - A_DAY, here + A_DAY)
    day = owns[sender_id].service_day(at)
    new = rule.Thanks(at, sender_id, receiver_id, receiver_kind)
    held = thanks_limits.held(session, new, day)
    sent = Thanks(
        sender_id=sender_id,
        receiver_kind=receiver_kind,
        receiver_id=receiver_id,
        kind=kind,
        reason=reason,
        service_day=day,
        counts=held is None or held.why is Why.FULL,
        sent_at=at,
    )
    session.add(sent)
    session.flush()
    if sent.counts:
        _lift(session, sent, 1, at)
    awards.owe_new(session, "person", sender_id, day, at)
    if owns[sender_id].mode_on(day) == PLAY:
        feed.offer(session, "thanks", sent.id, _feeds(session, sent, owns, at), at=at)
    announcing.thanked(session, sent.id, receiver_kind, receiver_id, at=at)
    return sent


def take_back(session: Session, sender_id: int, thanks_id: int, *, at: datetime) -> None:
    """As if it had not been sent: within the undo time, and while the person has not seen it.

    `at` is aware. Raises `Refused`: not_found, undo_over, thanks_seen.
    """
    sent = session.scalars(
        select(Thanks).filter_by(id=thanks_id, sender_id=sender_id)
    ).one_or_none()
    if sent is None:
        raise Refused("not_found")
    minutes = rulebook.book(session).on(sent.service_day).undo_minutes
    if at - sent.sent_at > timedelta(minutes=minutes):
        raise Refused("undo_over")
    person_days.hold(session, *_lifted(sent))
    session.execute(delete(ThanksPutAway).filter_by(thanks_id=thanks_id))
    gone = session.execute(
        delete(Thanks)
        .where(Thanks.id == thanks_id, Thanks.seen_at.is_(None))
        .returning(Thanks.id)
        .execution_options(synchronize_session=False)
    )
    if gone.first() is None:
        raise Refused("thanks_seen")
    if sent.counts:
        _lift(session, sent, -1, at)
    feed.withdraw(session, "thanks", thanks_id)


def see(session: Session, person_id: int, until_id: int, *, at: datetime) -> None:
    """Somebody has looked at the cards they got, up to this one. `at` is aware."""
    _see(session, person_id, Thanks.id <= until_id, at)


def put_away(
    session: Session, person_id: int, thanks_id: int, *, team_id: int | None, at: datetime
) -> None:
    """Somebody does not want to meet a card again; others of a team still do.

    `team_id` is their own now, `at` aware. Raises `Refused`: not_found.
    """
    if query.card(session, thanks_id, person_id=person_id, team_id=team_id) is None:
        raise Refused("not_found")
    _see(session, person_id, Thanks.id == thanks_id, at)
    session.execute(
        upsert(session, ThanksPutAway)
        .values(thanks_id=thanks_id, person_id=person_id, at=at)
        .on_conflict_do_nothing()
    )


def _see(session: Session, person_id: int, which: Any, at: datetime) -> None:
    session.execute(
        update(Thanks)
        .where(
            Thanks.receiver_kind == "person",
            Thanks.receiver_id == person_id,
            Thanks.seen_at.is_(None),
            which,
        )
        .values(seen_at=at)
        .execution_options(synchronize_session=False)
    )


def _check(
    session: Session, sender_id: int, kind: str, receiver_id: int, reason: str, key: str
) -> None:
    if kind == "person" and receiver_id == sender_id:
        raise Refused("own_self")
    if not 0 < len(reason.strip()) <= MOST_SIGNS:
        raise Refused("no_thanks_reason")
    if key != PLAIN and key not in {one.key for one in thanks_kinds.kinds(session)}:
        raise Refused("thanks_kind")
    there = {
        "person": select(Person.id).filter_by(id=receiver_id, status="active"),
        "team": select(Team.id).filter_by(id=receiver_id, closed_on=None),
        "department": select(Department.id).filter_by(id=receiver_id),
    }
    if session.scalar(there[kind]) is None:
        raise Refused("not_found")


def _lifted(sent: Thanks) -> Sequence[int]:
    to_person = sent.receiver_kind == "person"
    return [sent.sender_id, sent.receiver_id] if to_person else [sent.sender_id]


def _lift(session: Session, sent: Thanks, times: int, at: datetime) -> None:
    undone = "lift.undone" if times < 0 else ""
    deeds = (
        (Deeds(thanks_sent=times), "lift.thanks_sent"),
        (Deeds(thanks_received=times), "lift.thanks_received"),
    )
    for person_id, (more, why) in zip(_lifted(sent), deeds, strict=False):
        day: date = sent.service_day
        person_days.add_deeds(session, person_id, day, more, why=undone or why, at=at)


def _feeds(
    session: Session, sent: Thanks, owns: dict[int, Diary], at: datetime
) -> Sequence[int]:
    """The teams that are shown it: the thanked person's if they play, else the ones thanked."""
    if sent.receiver_kind == "team":
        return [sent.receiver_id]
    if sent.receiver_kind == "department":
        teams = select(Team.id).where(
            Team.department_id == sent.receiver_id,
            or_(Team.closed_on.is_(None), Team.closed_on >= sent.service_day),
        )
        return session.scalars(teams.order_by(Team.id).limit(MOST_FEEDS)).all()
    theirs = owns[sent.receiver_id]
    day = theirs.service_day(at)
    team_id = theirs.team_on(day)
    return [team_id] if team_id and theirs.mode_on(day) == PLAY else []
