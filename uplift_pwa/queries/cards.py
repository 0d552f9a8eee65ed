"""The challenge cards of a person's day: those offered, and those already done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import Challenge, ChallengeText, Completion
from uplift_pwa.queries import pool
from uplift_pwa.rules.calendar import Place, day_span
from uplift_pwa.rules.pick import Offer, pick
from uplift_pwa.rules.settings import DEFAULTS


@dataclass(frozen=True, slots=True)
class Card:
    """One challenge as its reader sees it. `language` is that of its words."""

    challenge_id: int
    title: str
    what: str
    better: str
    quiet: str
    helps: str
    minutes: int
    plate: str
    language: str
    completion_id: int | None = None
    done_at: datetime | None = None

    @property
    def done(self) -> bool:
        return self.completion_id is not None

    def undo_until(self) -> datetime | None:
        """Until when (UTC) it can be taken back."""
        return self.done_at and self.done_at + timedelta(minutes=DEFAULTS.undo_minutes)


def of_the_day(
    session: Session,
    person_id: int,
    standing: pool.Standing,
    place: Place,
    day: date,
    locale: str,
) -> list[Card]:
    """The cards offered to a person on their service day, in their order (RULES 2).

    Words are in the reader's language where there are any, else in the author's. One SELECT.
    """
    rows = {
        row.id: row for row in session.execute(_statement(person_id, standing, day, locale))
    }
    offers = [Offer(row.id, row.helps, row.published_at) for row in rows.values()]
    done = {row.id for row in rows.values() if row.completion_id is not None}
    began = day_span(day, place).starts_at
    return [
        _card(rows[id_]) for id_ in pick(person_id, day, offers, day_began=began, done=done)
    ]


def _card(row: Any) -> Card:
    return Card(
        challenge_id=row.id,
        title=row.title,
        what=row.what,
        better=row.better,
        quiet=row.quiet,
        helps=row.helps,
        minutes=row.minutes,
        plate=row.plate,
        language=row.language,
        completion_id=row.completion_id,
        done_at=row.recorded_at,
    )


def _statement(person_id: int, standing: pool.Standing, day: date, locale: str) -> Any:
    own_words, authors = _text(locale), _text(None)
    mine = and_(
        Completion.challenge_id == Challenge.id,
        Completion.person_id == person_id,
        Completion.service_day == day,
    )
    return (
        select(
            Challenge.id,
            Challenge.helps,
            Challenge.minutes,
            Challenge.plate,
            Challenge.published_at,
            *(
                func.coalesce(getattr(own_words, name), getattr(authors, name)).label(name)
                for name in ("title", "what", "better", "quiet")
            ),
            case(
                (own_words.locale.is_not(None), own_words.locale), else_=Challenge.language
            ).label("language"),
            Completion.id.label("completion_id"),
            Completion.recorded_at,
        )
        .join(authors, _matches(authors, Challenge.language))
        .outerjoin(own_words, _matches(own_words, locale))
        .outerjoin(Completion, mine)
        # What was done stays on the day's page, even if it has been retired since.
        .where(or_(Completion.id.is_not(None), and_(*pool.fits(standing, day))))
        .order_by(Challenge.id)
    )


def _text(locale: str | None) -> Any:
    return aliased(ChallengeText, name="own_words" if locale else "authors")


def _matches(text: Any, locale: Any) -> Any:
    return and_(
        text.challenge_id == Challenge.id,
        text.version == Challenge.version,
        text.locale == locale,
    )


def find(cards: Sequence[Card], challenge_id: int | None) -> Card | None:
    return next((card for card in cards if card.challenge_id == challenge_id), None)
