"""Which badges an owner has earned by now: what is asked again before a badge is given."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import TeamTotal, UnitWeek
from uplift_pwa.queries import feats, momentum
from uplift_pwa.rules import badges
from uplift_pwa.rules.badges import Earned
from uplift_pwa.rules.streaks import Streak


def of_person(session: Session, person_id: int) -> Earned:
    """What somebody's own acts, weeks, thanks and stories have earned (RULES 11)."""
    completions, own = feats.person(session, person_id)
    return badges.person_badges(completions, own)


def of_team(session: Session, team_id: int) -> Earned:
    """What a team's longest run has earned (RULES 11)."""
    best = session.scalar(select(TeamTotal.best_streak).filter_by(team_id=team_id))
    engine = {"second-engine"} if momentum.had_second_engine(session, team_id) else set()
    return {(badge, 0) for badge in badges.team_badges(Streak(best=best or 0)) | engine}


def of_everybody(session: Session, _everybody: int) -> Earned:
    """The badge of everybody: in some week the organisation tipped (RULES 8, 11)."""
    tipped = select(UnitWeek.monday).filter_by(kind="organisation", tipped=True)
    return {(badge, 0) for badge in badges.everybody_badges(bool(session.scalar(tipped)))}


# By the kind of owner; an award of a kind that has no entry here is never given.
CHECKERS: dict[str, Callable[[Session, int], Earned]] = {
    "person": of_person,
    "team": of_team,
    "everybody": of_everybody,
}
