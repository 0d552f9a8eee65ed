"""A team's cards for its counter: made, taken back, and the address that each one carries."""

import base64
import hashlib
import hmac
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import CounterCard, Team

MOST_CARDS = 20  # in use, of one team
SEAL = 12  # signs of 5 bits
LARGEST = 2**31 - 1


def make(session: Session, team_id: int, *, by: int, at: datetime) -> int:
    """A new card for a team's counter; returns its id. Audited. `at` is aware.

    Raises `Refused`: not_found (no such team), enough_cards.
    """
    team = session.get(Team, team_id, with_for_update=True)
    if team is None:
        raise Refused("not_found")
    in_use = select(func.count()).where(
        CounterCard.team_id == team_id, CounterCard.revoked_at.is_(None)
    )
    if (session.scalar(in_use) or 0) >= MOST_CARDS:
        raise Refused("enough_cards")
    card = CounterCard(team_id=team_id, made_by_id=by, made_at=at)
    session.add(card)
    session.flush()
    audit.note(session, "counter_card.made", "team", team_id, by=by, at=at)
    return card.id


def revoke(session: Session, team_id: int, card_id: int, *, by: int, at: datetime) -> None:
    """A card's address answers no more. Twice is once. Audited.

    Raises `Refused`: not_found (not a card of this team).
    """
    theirs = (CounterCard.id == card_id, CounterCard.team_id == team_id)
    if not session.scalar(select(CounterCard.id).where(*theirs)):
        raise Refused("not_found")
    revoked = session.execute(
        update(CounterCard)
        .where(*theirs, CounterCard.revoked_at.is_(None))
        .values(revoked_at=at)
        .returning(CounterCard.id)
    )
    if revoked.first():
        audit.note(session, "counter_card.revoked", "team", team_id, by=by, at=at)


def token(card_id: int, pepper: bytes) -> str:
    """What stands in the card's address: its id and a seal that only this installation makes.

    Nothing of it is stored, so a card can be printed again and a copy of the database opens
    no card.
    """
    seal = hmac.digest(pepper, f"counter card {card_id}".encode(), hashlib.sha256)
    signs = base64.b32encode(seal).decode().lower()[:SEAL]
    return f"{card_id}-{signs}"


def card_of(text: str, pepper: bytes) -> int | None:
    """The id of the card whose address this is, or None for one that we have not made."""
    number, _, _seal = text.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= 10):
        return None
    card_id = int(number)
    real = token(card_id, pepper)
    known = 0 < card_id <= LARGEST and hmac.compare_digest(text.encode(), real.encode())
    return card_id if known else None
