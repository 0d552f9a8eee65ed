"""Shared tablets: bound by a one-time link, used in turns, unbound by the desk."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, cards, codes, moving
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Site, Station, StationTeam, Team
from uplift_pwa.queries import station
from uplift_pwa.rules.stations import LINK_VALID, LOCKS_AFTER

LONGEST = 80
MOST_TEAMS = 20


def make(
    session: Session,
    name: str,
    site_id: int,
    team_ids: Collection[int],
    *,
    by: int,
    at: datetime,
    pepper: bytes,
) -> tuple[int, str]:
    """A tablet for some teams, not bound yet: its id, and its link's code, told this once.

    `at` is aware. Raises `Refused`: station_name, station_teams, not_found.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST:
        raise Refused("station_name")
    if not 0 < len(set(team_ids)) <= MOST_TEAMS:
        raise Refused("station_teams")
    _check(session, site_id, set(team_ids))
    made = Station(name=name, site_id=site_id, made_at=at, made_by_id=by)
    session.add(made)
    session.flush()
    session.add_all(StationTeam(station_id=made.id, team_id=one) for one in set(team_ids))
    session.flush()
    audit.note(session, "station.made", "station", made.id, by=by, at=at, detail={"name": name})
    return made.id, _link(session, made.id, at, pepper)


def link_anew(
    session: Session, station_id: int, *, by: int, at: datetime, pepper: bytes
) -> str:
    """A new one-time link; the tablet that is bound stays so until the link is used.

    Raises `Refused`: not_found.
    """
    if session.get(Station, station_id) is None:
        raise Refused("not_found")
    audit.note(session, "station.linked", "station", station_id, by=by, at=at)
    return _link(session, station_id, at, pepper)


def bind(session: Session, typed: str, *, at: datetime, pepper: bytes) -> str | None:
    """Make the device that brings the code this station: the token for its cookie, or None.

    One conditional UPDATE: the code works once, and the device that was bound before is not
    any more (SAFETY A6).
    """
    token = codes.token()
    row = session.execute(
        update(Station)
        .where(
            Station.link_digest == codes.digest(codes.meant(typed), pepper),
            Station.link_until > at,
        )
        .values(
            token_digest=codes.digest(token, pepper),
            link_digest=None,
            link_until=None,
            bound_at=at,
            seen_at=at,
            **_NOBODY,
        )
        .returning(Station.id)
        .execution_options(synchronize_session=False)
    ).first()
    if row is None:
        return None
    audit.note(session, "station.bound", "station", row.id, by=None, at=at)
    return token


def unbind(session: Session, station_id: int, *, by: int, at: datetime) -> None:
    """The tablet is a station no longer, wherever it is. Raises `Refused`: not_found."""
    session.execute(delete(StationTeam).where(StationTeam.station_id == station_id))
    gone = session.execute(
        delete(Station).where(Station.id == station_id).returning(Station.name)
    ).first()
    if gone is None:
        raise Refused("not_found")
    detail: dict[str, object] = {"name": gone.name}
    audit.note(session, "station.unbound", "station", station_id, by=by, at=at, detail=detail)


def see(session: Session, station_id: int, *, at: datetime) -> None:
    """Note that the tablet is in use."""
    _change(session, station_id, seen_at=at)


def redeem(
    session: Session, station_id: int, typed: str, *, at: datetime, pepper: bytes
) -> int | None:
    """Whose card or moving code this is, if they belong here; it is used up then.

    None where it opens nothing, or belongs to somebody of another team: then it stays good.
    """
    with session.begin_nested() as attempt:
        person_id = cards.redeem(session, typed, at=at, pepper=pepper)
        if person_id is None:
            person_id = moving.redeem(session, typed, at=at, pepper=pepper)
        if person_id is None or not station.belongs(session, station_id, person_id, at):
            attempt.rollback()
            return None
    return person_id


def begin(
    session: Session, station_id: int, person_id: int, *, at: datetime, by_card: bool = False
) -> str:
    """Somebody is at the tablet now, whoever was before; returns the mark of their turn.

    In a turn that a card has opened they may choose new figures.
    """
    turn = codes.token()
    now = {"turn": turn, "turn_seen_at": at, "seen_at": at, "by_card": by_card}
    _change(session, station_id, person_id=person_id, **now)
    return turn


def stay(session: Session, station_id: int, turn: str, *, at: datetime) -> int | None:
    """Whoever has this turn is still at the tablet: who it is, or None once it is over."""
    row = session.execute(
        update(Station)
        .where(
            Station.id == station_id,
            Station.turn == turn,
            Station.turn_seen_at > at - LOCKS_AFTER,
        )
        .values(turn_seen_at=at, seen_at=at)
        .returning(Station.person_id)
        .execution_options(synchronize_session=False)
    ).first()
    return row.person_id if row else None


def leave(session: Session, station_id: int, turn: str) -> None:
    """The turn is over, if it is still the one."""
    session.execute(
        update(Station)
        .where(Station.id == station_id, Station.turn == turn)
        .values(**_NOBODY)
        .execution_options(synchronize_session=False)
    )


_NOBODY: dict[str, Any] = {
    "person_id": None,
    "turn": None,
    "turn_seen_at": None,
    "by_card": False,
}


def _link(session: Session, station_id: int, at: datetime, pepper: bytes) -> str:
    code = codes.card_code()
    digest = codes.digest(code, pepper)
    _change(session, station_id, link_digest=digest, link_until=at + LINK_VALID)
    return code


def _change(session: Session, station_id: int, **values: Any) -> None:
    session.execute(
        update(Station)
        .where(Station.id == station_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _check(session: Session, site_id: int, team_ids: set[int]) -> None:
    open_teams = select(Team.id).where(Team.id.in_(team_ids), Team.closed_on.is_(None))
    if set(session.scalars(open_teams)) != team_ids or session.get(Site, site_id) is None:
        raise Refused("not_found")
