"""What the counters of votes beside a challenge must be by the votes themselves."""

from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Challenge, Completion, Vote

NAMES = ("votes", "boxes")


def truth(session: Session) -> dict[tuple[Any, ...], dict[str, Any]]:
    """By challenge, its votes since it was last published, and the boxes among them."""
    cast = (
        select(Completion.challenge_id, Vote.is_box, Vote.at)
        .join(Completion, Completion.id == Vote.completion_id)
        .subquery()
    )
    theirs = and_(cast.c.challenge_id == Challenge.id, cast.c.at >= Challenge.published_at)
    rows = session.execute(
        select(Challenge.id, func.count(cast.c.at), func.count(case((cast.c.is_box, 1))))
        .outerjoin(cast, theirs)
        .group_by(Challenge.id)
    )
    return {(id_,): {"votes": votes, "boxes": boxes} for id_, votes, boxes in rows}
