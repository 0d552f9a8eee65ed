"""A team as its leader sees it today, and every member may: days and sums, never a person."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Campaign, Team
from uplift_pwa.queries import leaders_first, team_screen
from uplift_pwa.queries.team_screen import TeamScreen


@dataclass(frozen=True, slots=True)
class LeadScreen:
    """`waits`: the reminder of today waits for the leader. `is_launched`: acts count by now.
    `own_department_id` is that of the reader's own team, whose challenges fit them.
    """

    team: TeamScreen
    waits: bool
    is_launched: bool
    own_department_id: int | None


def of(
    session: Session, team_id: int, day: date, own_team_id: int | None = None
) -> LeadScreen | None:
    """The team on a service day, or None. One SELECT. Who may look, the caller knows."""
    own = select(Team.department_id).where(Team.id == own_team_id).scalar_subquery()
    rows = session.execute(
        team_screen.statement(team_id, day).add_columns(
            leaders_first.held(Team.id, day).label("waits"),
            exists(select(Campaign.id).where(Campaign.launch_on <= day)).label("is_launched"),
            own.label("own_department_id"),
        )
    ).all()
    if not rows:
        return None
    team = team_screen.read(session, rows, day)
    now = rows[0]
    return LeadScreen(team, bool(now.waits), bool(now.is_launched), now.own_department_id)
