"""Packs in the studio: a challenge put in, moved up or down, and taken out again."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, challenges, locks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import ChallengePack, PackChallenge

LONGEST_NAME = 40
MOST = 100  # challenges in a pack
MOST_PACKS = 50


def put(session: Session, challenge_id: int, *, pack: str, by: int | None, at: datetime) -> int:
    """Put a challenge at the end of the pack of this name, which begins with its first one.

    Twice is once. `at` is aware; returns the pack's id. Raises `Refused`: not_found,
    pack_name, pack_full, packs_many.
    """
    name = " ".join(pack.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused("pack_name")
    challenge = challenges.lock(session, challenge_id)
    found = _named(session, name, at)
    places = _places(session, found.id)
    if challenge_id in {one.challenge_id for one in places}:
        return found.id
    if len(places) >= MOST:
        raise Refused("pack_full")
    place = places[-1].place + 1 if places else 1
    session.add(PackChallenge(pack_id=found.id, challenge_id=challenge.id, place=place))
    _note(session, "challenges.packed", found, challenge_id, by, at)
    return found.id


def move(
    session: Session,
    pack_id: int,
    challenge_id: int,
    *,
    up: bool,
    by: int | None,
    at: datetime,
) -> None:
    """Change places with the one before it, or after it; the first and the last stay.

    Raises `Refused`: not_found.
    """
    pack = _lock(session, pack_id)
    places = _places(session, pack_id)
    here = _index(places, challenge_id)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(places):
        return
    one, other = places[here], places[there]
    one.place, other.place = other.place, one.place
    _note(session, "challenges.moved", pack, challenge_id, by, at)


def take_out(
    session: Session, pack_id: int, challenge_id: int, *, by: int | None, at: datetime
) -> bool:
    """Take a challenge out; says whether the pack is still there: it ends with its last one.

    Raises `Refused`: not_found.
    """
    pack = _lock(session, pack_id)
    places = _places(session, pack_id)
    session.delete(places[_index(places, challenge_id)])
    _note(session, "challenges.unpacked", pack, challenge_id, by, at)
    if len(places) > 1:
        return True
    session.flush()
    session.delete(pack)
    session.flush()
    return False


def _named(session: Session, name: str, at: datetime) -> ChallengePack:
    known = select(ChallengePack.id).filter_by(name=name)
    if session.scalar(known) is None:
        if session.scalar(select(func.count(ChallengePack.id))) == MOST_PACKS:
            raise Refused("packs_many")
        new = upsert(session, ChallengePack).values(name=name, made_at=at)
        session.execute(new.on_conflict_do_nothing())
    return _lock(session, session.scalars(known).one())


def _lock(session: Session, pack_id: int) -> ChallengePack:
    return locks.row(session, ChallengePack, ChallengePack.id == pack_id)


def _places(session: Session, pack_id: int) -> list[PackChallenge]:
    found = session.scalars(
        select(PackChallenge)
        .filter_by(pack_id=pack_id)
        .order_by(PackChallenge.place)
        .execution_options(populate_existing=True)
    )
    return list(found)


def _index(places: list[PackChallenge], challenge_id: int) -> int:
    ids = [one.challenge_id for one in places]
    if challenge_id not in ids:
        raise Refused("not_found")
    return ids.index(challenge_id)


def _note(
    session: Session,
    action: str,
    pack: ChallengePack,
    challenge_id: int,
    by: int | None,
    at: datetime,
) -> None:
    session.flush()
    audit.note(
        session,
        action,
        "pack",
        pack.id,
        by=by,
        at=at,
        detail={"pack": pack.name, "challenge": challenge_id},
    )
