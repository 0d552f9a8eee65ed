"""Which badges an owner has earned by now: what is asked again before a badge is given."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import UnitWeek
from uplift_pwa.queries import feats, leader_feats, momentum, team_feats, team_history
from uplift_pwa.rules import badges
from uplift_pwa.rules.badges import Earned


def of_person(session: Session, person_id: int) -> Earned:
    """What somebody's own acts, weeks, thanks and stories have earned (RULES 11)."""
    completions, own = feats.person(session, person_id)
    return badges.person_badges(completions, own)


def of_leader(session: Session, person_id: int) -> Earned:
    """What somebody has earned by going first for their team (RULES 11)."""
    own = leader_feats.leader(session, person_id)
    return {(badge, 0) for badge in badges.leader_badges(own)}


def of_team(session: Session, team_id: int) -> Earned:
    """What a team's run and its other feats have earned (RULES 11)."""
    streak = team_history.of(session, team_id).streak()
    engine = {"second-engine"} if momentum.had_second_engine(session, team_id) else set()
    earned = badges.team_badges(streak, team_feats.team(session, team_id))
    return {(badge, 0) for badge in earned | engine}


def of_site(session: Session, site_id: int) -> Earned:
    """What the teams of a site have earned together (RULES 11)."""
    dates = team_feats.round_the_clock(session, site_id)
    return {("round-the-clock", 0)} if dates else set()


def of_everybody(session: Session, _everybody: int) -> Earned:
    """The badge of everybody: in some week the organisation tipped (RULES 8, 11)."""
    tipped = select(UnitWeek.monday).filter_by(kind="organisation", tipped=True)
    return {(badge, 0) for badge in badges.everybody_badges(bool(session.scalar(tipped)))}


# By the kind of owner; an award of a kind that has no entry here is never given.
CHECKERS: dict[str, Callable[[Session, int], Earned]] = {
    "person": of_person,
    "leader": of_leader,
    "team": of_team,
    "site": of_site,
    "everybody": of_everybody,
}
