"""What leaders and admins decide when they see what the clockwork has found."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import boosters, covers, ideas
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Booster,
    Cover,
    Idea,
    Leadership,
    Person,
    TeamDay,
    TeamTotal,
)
from uplift_pwa.queries.demo import ADMIN_NUMBER
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.rules.team_day import missing
from uplift_pwa.simulation import launching

DRAFTED_AFTER = timedelta(days=23)  # after the launch the pack of the booster is ready
RECENT = timedelta(days=7)
TRIES = 40
CREDIT = "An idea from the floor."


def fire_first_booster(session: Session, launch: date, *, at: datetime) -> None:
    """The first proposal is taken up; those after it wait for whoever visits the desk."""
    if at.date() < launch + DRAFTED_AFTER:
        return
    decided = session.scalar(select(Booster.id).where(Booster.state != "proposed").limit(1))
    proposed = session.scalar(select(Booster.id).filter_by(state="proposed").limit(1))
    if decided or not proposed:
        return
    pack = launching.pack(session)
    admin = session.scalar(select(Person.id).filter_by(staff_number=ADMIN_NUMBER))
    boosters.fire(session, proposed, pack, launching.MESSAGE, launching.STORY, by=admin, at=at)


def adopt_first_idea(session: Session, *, at: datetime) -> None:
    """Once, the desk takes up an idea that enough people share."""
    if session.scalar(select(Idea.id).where(Idea.adopted_on.is_not(None)).limit(1)):
        return
    least = DEFAULTS.idea_from
    waits = Idea.answered_on.is_(None), Idea.voices >= least
    idea = session.scalar(select(Idea.id).where(*waits).order_by(Idea.id).limit(1))
    admin = session.scalar(select(Person.id).filter_by(staff_number=ADMIN_NUMBER))
    if idea and admin:
        ideas.adopt(session, idea, language="en", credit=CREDIT, by=admin, at=at)


def lend_first_cover(session: Session, *, at: datetime) -> None:
    """Once, a team that holds a cover gives it to one whose day was missed lately."""
    if session.scalar(select(Cover.id).where(Cover.giver_id != Cover.receiver_id).limit(1)):
        return
    givers = session.execute(
        select(TeamTotal.team_id, Leadership.person_id)
        .join(Leadership, Leadership.team_id == TeamTotal.team_id)
        .where(TeamTotal.covers_held > 0)
        .order_by(TeamTotal.team_id.desc())
    ).all()
    tries = [(giver, missed) for giver in givers for missed in _missed(session, at)]
    for (giver, leader), (receiver, day) in tries[:TRIES]:
        if _lent(session, giver, receiver, day, leader, at):
            return


def _missed(session: Session, at: datetime) -> list[tuple[int, date]]:
    """Days of the last week that are final and were short, the newest first."""
    rows = session.execute(
        select(TeamDay.team_id, TeamDay.day, TeamDay.on_shift, TeamDay.done)
        .where(TeamDay.final_at.is_not(None), TeamDay.day > at.date() - RECENT)
        .order_by(TeamDay.day.desc(), TeamDay.team_id)
    )
    least = DEFAULTS.least_on_shift
    return [(row.team_id, row.day) for row in rows
            if row.on_shift >= least and missing(row.on_shift, row.done)]  # fmt: skip


def _lent(
    session: Session, giver: int, receiver: int, day: date, leader: int, at: datetime
) -> bool:
    try:
        covers.lend(session, giver, receiver, day, by=leader, at=at)
    except Refused:
        return False
    return True
