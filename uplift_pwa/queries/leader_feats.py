"""What somebody has done as a leader, counted for the leaders' badges (RULES 11)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import Challenge, Completion
from uplift_pwa.queries import roadblock_answers
from uplift_pwa.queries.person_weeks import monday_of
from uplift_pwa.rules.feats import LeaderFeats


def leader(session: Session, person_id: int) -> LeaderFeats:
    """Somebody's weeks with an own challenge as a leader, and their quarter's answers."""
    days = session.scalars(
        select(Completion.service_day)
        .join(Challenge, Challenge.id == Completion.challenge_id)
        .where(Completion.person_id == person_id, Challenge.for_leaders)
        .distinct()
    )
    return LeaderFeats(
        own_weeks={monday_of(day) for day in days},
        answer_days=roadblock_answers.of_leader(session, person_id),
    )
