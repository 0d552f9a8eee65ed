"""What customers answer by a counter card: limited, without a name, read by the desk first."""

import secrets
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, limits
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import CounterAnswer, CounterCard, CounterSalt, CounterTally
from uplift_pwa.rules import answers

PER_ADDRESS = 10  # a day and card
PER_CARD = 500  # a day
MOST_SIGNS = 280


def answer(
    session: Session,
    card_id: int,
    word: str,
    *,
    sentence: str | None = None,
    language: str,
    address: str | None,
    at: datetime,
) -> None:
    """Keep a customer's answer: the team, the word, the words, the day in UTC; nothing else.

    `word` is one of rules.answers.ANSWERS. No lift, no goal: it could be anybody (0013). A
    sentence waits for the desk. Raises `Refused`: not_found, too_long, enough_answers.
    """
    if len(sentence or "") > MOST_SIGNS:
        raise Refused("too_long")
    in_use = select(CounterCard.team_id).filter_by(id=card_id, revoked_at=None)
    team_id = session.scalar(in_use)
    if team_id is None:
        raise Refused("not_found")
    day = at.date()
    _check_limits(session, card_id, address, day)
    session.add(
        CounterAnswer(
            team_id=team_id,
            day=day,
            word=word,
            helped=answers.helped(word),
            sentence=sentence or None,
            language=language,
            state="waiting" if sentence else "none",
        )
    )
    session.flush()


def decide(session: Session, answer_id: int, *, show: bool, by: int, at: datetime) -> None:
    """The desk lets the team read a customer's sentence, or puts it away. Audited.

    Raises `Refused`: not_found (nothing waits: another admin was quicker).
    """
    decided = session.execute(
        update(CounterAnswer)
        .where(CounterAnswer.id == answer_id, CounterAnswer.state == "waiting")
        .values(state="shown" if show else "away")
        .returning(CounterAnswer.id)
        .execution_options(synchronize_session=False)
    )
    if decided.first() is None:
        raise Refused("not_found")
    action = "counter_answer.shown" if show else "counter_answer.away"
    audit.note(session, action, "counter_answer", answer_id, by=by, at=at)


def _check_limits(session: Session, card_id: int, address: str | None, day: date) -> None:
    """Count the answer against its address and its card; what yesterday counted is gone."""
    for table in (CounterTally, CounterSalt):
        session.execute(delete(table).where(table.day < day))
    hidden = limits.address_key(address, _salt(session, day))
    key = {"day": day, "card_id": card_id, "address": hidden}
    tally = upsert(session, CounterTally).values(**key, answers=1)
    from_here = session.scalar(
        tally.on_conflict_do_update(
            index_elements=list(key), set_={"answers": CounterTally.answers + 1}
        ).returning(CounterTally.answers)
    )
    of_card = select(func.sum(CounterTally.answers)).filter_by(day=day, card_id=card_id)
    if (from_here or 0) > PER_ADDRESS or (session.scalar(of_card) or 0) > PER_CARD:
        raise Refused("enough_answers")


def _salt(session: Session, day: date) -> bytes:
    """The day's own secret: without it nobody can tell which address a count belongs to."""
    fresh = secrets.token_bytes(32)
    session.execute(
        upsert(session, CounterSalt).values(day=day, salt=fresh).on_conflict_do_nothing()
    )
    return session.scalars(select(CounterSalt.salt).filter_by(day=day)).one()
