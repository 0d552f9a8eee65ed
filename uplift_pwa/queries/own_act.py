"""One's own act, to say more of it: what was done, and what has been said of it already."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    Challenge,
    ChallengeText,
    Completion,
    Confirmation,
    Person,
    Sentence,
    Story,
    Vote,
)
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.modes import PLAY, mode_on


@dataclass(frozen=True, slots=True)
class OwnAct:
    """`asked` is the colleague who was named; `until` (UTC) the end of the time to say more.

    `mode` is the one of the act's day: only in Play is there a story (RULES 3).
    """

    completion_id: int
    title: str
    better: str
    language: str
    plate: str
    sentence: str | None
    asked: str | None
    told: bool
    voted: bool
    mode: str | None
    until: datetime

    @property
    def plays(self) -> bool:
        return self.mode == PLAY


def of(session: Session, person_id: int, completion_id: int, locale: str) -> OwnAct | None:
    """The act in its reader's language where there is one, or None. One SELECT."""
    row = session.execute(
        _STATEMENT.where(Completion.id == completion_id, Completion.person_id == person_id)
        .order_by((ChallengeText.locale == locale).desc())
        .order_by((ChallengeText.locale == Challenge.language).desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    values = row._asdict()
    minutes = rulebook.book(session).on(values.pop("service_day")).undo_minutes
    until = values.pop("recorded_at") + timedelta(minutes=minutes)
    return OwnAct(**values, until=until)


_ASKED = aliased(Person)
_STATEMENT = (
    select(
        Completion.id.label("completion_id"),
        ChallengeText.title,
        ChallengeText.better,
        ChallengeText.locale.label("language"),
        Challenge.plate,
        Sentence.text.label("sentence"),
        _ASKED.name.label("asked"),
        Story.completion_id.is_not(None).label("told"),
        Vote.completion_id.is_not(None).label("voted"),
        mode_on(Completion.person_id, Completion.service_day, Completion).label("mode"),
        Completion.service_day,
        Completion.recorded_at,
    )
    .join(Challenge, Challenge.id == Completion.challenge_id)
    .join(
        ChallengeText,
        and_(
            ChallengeText.challenge_id == Challenge.id,
            ChallengeText.version == Completion.challenge_version,
        ),
    )
    .outerjoin(Sentence, Sentence.completion_id == Completion.id)
    .outerjoin(Confirmation, Confirmation.completion_id == Completion.id)
    .outerjoin(_ASKED, _ASKED.id == Confirmation.asked_id)
    .outerjoin(Story, Story.completion_id == Completion.id)
    .outerjoin(Vote, Vote.completion_id == Completion.id)
)
