"""A challenge paused by hand, with a reason that the desk can read; publishing lifts it."""

from datetime import datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, boosters, challenges
from uplift_pwa.actions import challenge_rows as rows
from uplift_pwa.actions.refusals import Refused

LONGEST_REASON = 200


def pause(
    session: Session, challenge_id: int, *, reason: str, by: int | None, at: datetime
) -> None:
    """Offer it no longer, from the first service day on that has begun nowhere yet.

    As where votes pause it, today's cards stay as they are. One that is paused stays as it is.
    `at` is aware. Raises `Refused`: not_found, no_reason, challenge_not_live.
    """
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refused("no_reason")
    challenge = challenges.lock(session, challenge_id)
    if challenge.state != "live":
        raise Refused("challenge_not_live")
    if challenge.paused_from is not None:
        return
    challenge.paused_from = boosters.next_day(at)
    challenge.pause_reason = reason
    text = rows.texts_of(session, challenge).get(challenge.language)
    detail: dict[str, object] = {
        "title": text.title if text else "",
        "version": challenge.version,
        "from": challenge.paused_from.isoformat(),
        "reason": reason,
    }
    audit.note(
        session, "challenge.held", "challenge", challenge_id, by=by, at=at, detail=detail
    )
