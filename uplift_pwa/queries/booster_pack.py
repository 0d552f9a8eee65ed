"""What a booster may be lit with: live challenges, and what the launch plan prepared for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Campaign, Challenge, ChallengeText, LaunchPlan, PackChallenge

MOST_CHOICES = 120


@dataclass(frozen=True, slots=True)
class Prepared:
    """`choices`: a challenge and its author's title; the rest is the plan's, if it has one."""

    choices: Sequence[tuple[int, str]] = ()
    pack: Sequence[int] = ()
    message: str = ""
    story: str = ""


def lasting(begun_by: date | None, until: date) -> tuple[ColumnElement[bool], ...]:
    """Challenges that are live, neither paused nor over before `until`, and begun on
    `begun_by`; without it they may be scheduled for any day.
    """
    whenever = (
        Challenge.state == "live",
        Challenge.paused_from.is_(None),
        or_(Challenge.until_on.is_(None), Challenge.until_on >= until),
    )
    if begun_by is None:
        return whenever
    return *whenever, or_(Challenge.from_on.is_(None), Challenge.from_on <= begun_by)


def prepared(session: Session, *, first: date, last: date) -> Prepared:
    """Challenges that are live from `first` to `last`, the days of the booster: the plan's
    five, then those of packs, then the newest. One SELECT.
    """
    return _read(session, first, last)


def choices(session: Session, *, until: date) -> Sequence[tuple[int, str]]:
    """For a pack that is drafted before the launch, with their author's title: challenges that
    are live and not over before `until`, scheduled ones too. One SELECT.
    """
    return _read(session, None, until).choices


def _read(session: Session, begun_by: date | None, until: date) -> Prepared:
    rows = session.execute(_CHOICES.where(*lasting(begun_by, until))).all()
    if not rows:
        return Prepared()
    live = {row.id for row in rows}
    pack = [one for one in rows[0].pack or () if one in live]
    plan_first = sorted(rows, key=lambda row: row.id not in pack)
    choices = [(row.id, row.title) for row in plan_first]
    return Prepared(choices, pack, rows[0].message or "", rows[0].story or "")


def _planned(column: Any) -> Any:
    """A column of the plan that the campaign in force was launched with."""
    newest = select(func.max(Campaign.id)).scalar_subquery()
    found = select(column).where(LaunchPlan.campaign_id == newest)
    return found.order_by(LaunchPlan.id.desc()).limit(1).scalar_subquery()


_PLACE: Any = (
    select(func.min(PackChallenge.place))
    .where(PackChallenge.challenge_id == Challenge.id)
    .correlate(Challenge)
    .scalar_subquery()
)
_CHOICES: Any = (
    select(
        Challenge.id,
        ChallengeText.title,
        _planned(LaunchPlan.pack).label("pack"),
        _planned(LaunchPlan.message).label("message"),
        _planned(LaunchPlan.story).label("story"),
    )
    .join(
        ChallengeText,
        and_(
            ChallengeText.challenge_id == Challenge.id,
            ChallengeText.version == Challenge.version,
            ChallengeText.locale == Challenge.language,
        ),
    )
    .order_by(_PLACE.is_(None), _PLACE, Challenge.published_at.desc(), Challenge.id.desc())
    .limit(MOST_CHOICES)
)
