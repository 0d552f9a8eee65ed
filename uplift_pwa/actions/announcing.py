"""What happens in the game and is worth a push: whom it concerns, and when they hear of it.

Called in the transaction in which it happens, so that neither is there without the other.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Booster, Campaign, Membership
from uplift_pwa.push import messages, news, outbox, schedule
from uplift_pwa.push.outbox import Letter
from uplift_pwa.queries import leading
from uplift_pwa.rules.campaign import STAGES

WORTH = timedelta(hours=24)
BOOSTER_AT = time(6)  # everybody hears of it when their own shift has begun


def thanked(
    session: Session, thanks_id: int, receiver_kind: str, receiver_id: int, *, at: datetime
) -> None:
    """A person or a whole team was thanked; a department reads it in its feeds."""
    if receiver_kind == "person":
        news.owe(session, "thanks", thanks_id, [receiver_id], at=at)
    elif receiver_kind == "team":
        news.owe(session, "thanks", thanks_id, _members(receiver_id, at.date()), at=at)


def asked(session: Session, completion_id: int, colleague_id: int, *, at: datetime) -> None:
    """A colleague is asked whether an act helped; undone before they hear, they never do."""
    news.owe(session, "question", completion_id, [colleague_id], at=at)


def badge_given(
    session: Session, owner_kind: str, owner_id: int, award_id: int, *, at: datetime
) -> None:
    """A team's members hear of its badge; one's own badge is told in the app alone."""
    if owner_kind == "team":
        news.owe(session, "badge", award_id, _members(owner_id, at.date()), at=at)


def stage_reached(session: Session, stage: str, orbit: int, *, at: datetime) -> None:
    """Everybody hears of a new stage of the climb, once an orbit."""
    number = [key for _, key in STAGES].index(stage)
    news.owe(session, "stage", 100 * orbit + number, at=at)


def leader_waits(session: Session, team_id: int, day: date, *, at: datetime) -> None:
    """Who leads a team hears once a day that its reminder waits for them (RULES 9)."""
    _tell_leaders(session, "leader_waiting", f"leader_waiting:{team_id}:{day}", team_id, at)


def roadblock_late(session: Session, roadblock_id: int, team_id: int, *, at: datetime) -> None:
    """Who leads the team hears that the time to answer is over: when a clock says so, and
    never when somebody reports, which would tell who it was.
    """
    _tell_leaders(session, "roadblock", f"roadblock:{roadblock_id}", team_id, at)


def launch(session: Session, campaign: Campaign, *, at: datetime) -> None:
    """Everybody hears of the launch at its local hour (RULES 7)."""
    hour = time(campaign.launch_hour)
    schedule.plan(session, "launch", campaign.id, campaign.launch_on, hour, at=at)


def booster(session: Session, booster: Booster, *, at: datetime) -> None:
    """The one extra push of a booster, on its first day (RULES 7)."""
    if booster.starts_on is not None:
        schedule.plan(session, "booster", booster.id, booster.starts_on, BOOSTER_AT, at=at)


def _tell_leaders(session: Session, kind: str, key: str, team_id: int, at: datetime) -> None:
    """Not with the day's news: it is theirs to do something."""
    people = select(leading.acting(team_id, at.date()).subquery().c.person_id)
    letter = Letter(key, kind, messages.payloads(key, kind), expires_at=at + 2 * WORTH)
    outbox.enqueue(session, letter, people, at=at)


def _members(team_id: int, day: date) -> Select[int]:
    return select(Membership.person_id).where(
        Membership.team_id == team_id,
        Membership.from_on <= day,
        or_(Membership.until_on.is_(None), Membership.until_on >= day),
    )
