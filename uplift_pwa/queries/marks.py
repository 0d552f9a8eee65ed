"""Which badges somebody, their team and everybody have, and the counts on the way to others."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Award, PersonTotal, TeamTotal
from uplift_pwa.rules.badges import BY_KEY


@dataclass(frozen=True, slots=True)
class Printed:
    """A badge that was given: its highest tier (the first is 0) and when that was earned."""

    tier: int
    earned_on: date


@dataclass(frozen=True, slots=True)
class Counts:
    """How far: the team's longest run in days, the person's kept weeks."""

    best_streak: int = 0
    kept_weeks: int = 0

    def towards(self, key: str, tier: int) -> tuple[int, int] | None:
        """How many of how many for the next tier of a badge, None where nothing is counted."""
        badge = BY_KEY[key]
        if key == "good-rhythm":
            return (self.kept_weeks, badge.tiers[tier]) if tier < len(badge.tiers) else None
        if key in ("ignition", "lift-off", "steady-burn", "orbit"):
            return min(self.best_streak, badge.criterion[0]), badge.criterion[0]
        return None


def printed(
    session: Session, *, person_id: int, team_id: int | None, site_id: int
) -> dict[str, Printed]:
    """The badges of a person, of their team, site and of everybody, by key. One SELECT."""
    owners = [
        ("person", person_id),
        ("leader", person_id),
        ("team", team_id),
        ("site", site_id),
        ("everybody", 0),
    ]
    rows = session.execute(
        select(Award.badge, Award.tier, Award.earned_on)
        .where(
            or_(
                *(
                    and_(Award.owner_kind == kind, Award.owner_id == owner_id)
                    for kind, owner_id in owners
                    if owner_id is not None
                )
            )
        )
        .order_by(Award.tier)
    )
    return {badge: Printed(tier, earned_on) for badge, tier, earned_on in rows}


def counts(session: Session, *, person_id: int, team_id: int | None) -> Counts:
    """The counts on the way to badges; without any yet all are 0. One SELECT."""
    best = select(TeamTotal.best_streak).filter_by(team_id=team_id).scalar_subquery()
    weeks = select(PersonTotal.kept_weeks).filter_by(person_id=person_id).scalar_subquery()
    row = session.execute(select(func.coalesce(best, 0), func.coalesce(weeks, 0))).one()
    return Counts(*row)
