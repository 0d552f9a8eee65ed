"""The live challenges that fit a person on a day: what may be offered and completed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session

from uplift_pwa.models import Challenge, ChallengeAudience
from uplift_pwa.rules import rounds

NOWHERE = -1  # no audience names it


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands, as far as an audience asks; `leads` a team, or stands in."""

    site_id: int
    department_id: int | None
    level_id: int
    team_id: int | None
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Fitting:
    """A challenge that may be completed on the day asked for."""

    id: int
    version: int
    helps: str
    published_at: datetime | None
    for_leaders: bool


def parameters(standing: Standing, day: date) -> dict[str, Any]:
    """The values that `FITS` is asked with: a day, and where somebody stands."""
    return {
        "on_day": day,
        "weekday_bit": 1 << day.weekday(),
        "turns": sorted(rounds.turns(day)),
        "own_site": standing.site_id,
        "own_department": standing.department_id or NOWHERE,
        "own_level": standing.level_id,
        "own_team": standing.team_id or NOWHERE,
        "leads": standing.leads,
    }


def fitting(
    session: Session, standing: Standing, day: date, challenge_id: int
) -> Fitting | None:
    """The challenge, if it is live and fits on `day` (RULES 2)."""
    given = {**parameters(standing, day), "challenge_id": challenge_id}
    row = session.connection().execute(_ONE, given).one_or_none()
    return Fitting(*row) if row else None


def _audience_that_excludes() -> Select[Any]:
    """A kind of audience in which no row names where the person stands."""
    named = case(
        *(
            (
                (ChallengeAudience.kind == kind)
                & (ChallengeAudience.target_id == bindparam(f"own_{kind}", type_=Integer)),
                1,
            )
            for kind in ("site", "department", "level", "team")
        ),
        else_=0,
    )
    return (
        select(literal(1))
        .where(ChallengeAudience.challenge_id == Challenge.id)
        .correlate(Challenge)
        .group_by(ChallengeAudience.kind)
        .having(func.max(named) == 0)
    )


_DAY = bindparam("on_day", type_=Date)
# When a challenge is live on a day for somebody: built once, because these conditions stand
# in the statement of every completion and every page of cards. Ask with `parameters`.
FITS: tuple[ColumnElement[bool], ...] = (
    Challenge.state == "live",
    or_(Challenge.from_on.is_(None), Challenge.from_on <= _DAY),
    or_(Challenge.until_on.is_(None), Challenge.until_on >= _DAY),
    or_(Challenge.paused_from.is_(None), Challenge.paused_from > _DAY),
    Challenge.weekdays.op("&")(bindparam("weekday_bit", type_=Integer)) != 0,
    or_(
        Challenge.turn.is_(None),
        Challenge.turn.in_(bindparam("turns", type_=String, expanding=True)),
    ),
    ~exists(_audience_that_excludes()),
    or_(Challenge.for_leaders.is_(False), bindparam("leads", type_=Boolean)),
)
_ONE = select(
    Challenge.id,
    Challenge.version,
    Challenge.helps,
    Challenge.published_at,
    Challenge.for_leaders,
).where(Challenge.id == bindparam("challenge_id", type_=Integer), *FITS)
