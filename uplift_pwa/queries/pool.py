"""The live challenges that fit a person on a day: what may be offered and completed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Challenge, ChallengeAudience


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands, as far as an audience asks."""

    site_id: int
    department_id: int | None
    level_id: int
    team_id: int | None


@dataclass(frozen=True, slots=True)
class Fitting:
    """A challenge that may be completed on the day asked for."""

    id: int
    version: int
    helps: str
    published_at: datetime | None


def fits(standing: Standing, day: date) -> list[ColumnElement[bool]]:
    """The conditions under which a challenge is live on `day` for somebody standing there."""
    return [
        Challenge.state == "live",
        or_(Challenge.from_on.is_(None), Challenge.from_on <= day),
        or_(Challenge.until_on.is_(None), Challenge.until_on >= day),
        Challenge.weekdays.op("&")(1 << day.weekday()) != 0,
        ~exists(_audience_that_excludes(standing)),
    ]


def fitting(
    session: Session, standing: Standing, day: date, challenge_id: int
) -> Fitting | None:
    """The challenge, if it is live and fits on `day` (RULES 2)."""
    row = session.execute(
        select(Challenge.id, Challenge.version, Challenge.helps, Challenge.published_at).where(
            Challenge.id == challenge_id, *fits(standing, day)
        )
    ).one_or_none()
    return Fitting(*row) if row else None


def _audience_that_excludes(standing: Standing) -> Select[Any]:
    """A kind of audience in which no row names where the person stands."""
    own = {
        "site": standing.site_id,
        "department": standing.department_id,
        "level": standing.level_id,
        "team": standing.team_id,
    }
    named = case(
        *(
            (
                (ChallengeAudience.kind == kind)
                & (ChallengeAudience.target_id == (-1 if target is None else target)),
                1,
            )
            for kind, target in own.items()
        ),
        else_=0,
    )
    return (
        select(literal(1))
        .where(ChallengeAudience.challenge_id == Challenge.id)
        .group_by(ChallengeAudience.kind)
        .having(func.max(named) == 0)
    )
