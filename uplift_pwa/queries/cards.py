"""The challenge cards of a person's day: those offered, and those already done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    Booster,
    BoosterChallenge,
    Challenge,
    ChallengeText,
    Completion,
    Sentence,
    Vote,
)
from uplift_pwa.queries import news, pool, rulebook
from uplift_pwa.queries.news import News
from uplift_pwa.rules.calendar import Place, day_span
from uplift_pwa.rules.pick import Offer, pick, pick_own
from uplift_pwa.rules.rounds import Schedule, comes_out


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
    undo_minutes: int = 0
    for_leaders: bool = False
    has_words: bool = False
    voted: bool = False

    @property
    def done(self) -> bool:
        return self.completion_id is not None

    def undo_until(self) -> datetime | None:
        """Until when (UTC) it can be taken back."""
        return self.done_at and self.done_at + timedelta(minutes=self.undo_minutes)


def of_the_day(
    session: Session,
    person_id: int,
    standing: pool.Standing,
    place: Place,
    day: date,
    locale: str,
    *,
    at: datetime,
) -> list[Card]:
    """The cards offered to a person on their service day, in their order (RULES 2).

    After them comes the own one of somebody who leads (RULES 9). What comes out later than
    `at` (aware) on that day is not among them yet.
    Words are in the reader's language where there are any, else in the author's. One SELECT.
    """
    given = {**pool.parameters(standing, day), "person_id": person_id, "reader": locale}
    rows = session.connection().execute(_CARDS, given).all()
    return _chosen(session, person_id, place, day, at, rows)


def with_news(
    session: Session,
    person_id: int,
    standing: pool.Standing,
    place: Place,
    day: date,
    locale: str,
    *,
    at: datetime,
) -> tuple[list[Card], News]:
    """The same cards, and what waits for the person about acts that helped. One SELECT."""
    given = pool.parameters(standing, day) | news.parameters(person_id, day, locale)
    rows = session.connection().execute(_CARDS_AND_NEWS, given).all()
    own = sorted((row for row in rows if row.kind == "card"), key=lambda row: row.id)
    return _chosen(session, person_id, place, day, at, own), news.read(rows)


def _chosen(
    session: Session,
    person_id: int,
    place: Place,
    day: date,
    at: datetime,
    found: Sequence[Any],
) -> list[Card]:
    rows = {row.id: row for row in found}
    done = {row.id for row in rows.values() if row.completion_id is not None}
    today = [_offer(row, day, place) for row in rows.values()]
    out = [offer for offer in today if offer.published_at <= at or offer.id in done]
    offers = [offer for offer in out if not rows[offer.id].for_leaders]
    leaders = [offer for offer in out if rows[offer.id].for_leaders]
    pack = {row.id for row in rows.values() if row.packed}
    began = day_span(day, place).starts_at
    numbers = rulebook.book(session).on(day)
    chosen = pick(
        person_id, day, offers, day_began=began, done=done, pack=pack, settings=numbers
    )
    chosen += pick_own(person_id, day, leaders, day_began=began, done=done)
    return [_card(rows[id_], numbers.undo_minutes) for id_ in chosen]


def _offer(row: Any, day: date, place: Place) -> Offer:
    """On the first day of a round it is as if it were published when it comes out there."""
    schedule = Schedule(row.from_on, row.weekdays, row.turn, row.release_hour)
    out = comes_out(schedule, day, place)
    return Offer(row.id, row.helps, max(out, row.published_at) if out else row.published_at)


def _card(row: Any, undo_minutes: int) -> Card:
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
        undo_minutes=undo_minutes,
        for_leaders=row.for_leaders,
        has_words=row.has_words,
        voted=row.voted,
    )


def find(cards: Sequence[Card], challenge_id: int | None) -> Card | None:
    return next((card for card in cards if card.challenge_id == challenge_id), None)


def _matches(text: Any, locale: Any) -> Any:
    return and_(
        text.challenge_id == Challenge.id,
        text.version == Challenge.version,
        text.locale == locale,
    )


# In the pack of a booster that runs on the day (RULES 7).
_PACKED = (
    exists(select(BoosterChallenge.challenge_id))
    .where(
        BoosterChallenge.challenge_id == Challenge.id,
        BoosterChallenge.booster_id == Booster.id,
        Booster.state == "fired",
        Booster.starts_on <= bindparam("on_day", type_=Date),
        Booster.ends_on >= bindparam("on_day", type_=Date),
    )
    .correlate(Challenge)
)
_OWN_WORDS = aliased(ChallengeText, name="own_words")
_AUTHORS = aliased(ChallengeText, name="authors")
_CARDS = (
    select(
        Challenge.id,
        Challenge.helps,
        Challenge.minutes,
        Challenge.plate,
        Challenge.published_at,
        Challenge.for_leaders,
        Challenge.from_on,
        Challenge.weekdays,
        Challenge.turn,
        Challenge.release_hour,
        *(
            func.coalesce(getattr(_OWN_WORDS, name), getattr(_AUTHORS, name)).label(name)
            for name in ("title", "what", "better", "quiet")
        ),
        func.coalesce(_OWN_WORDS.locale, Challenge.language).label("language"),
        Completion.id.label("completion_id"),
        Completion.recorded_at,
        _PACKED.label("packed"),
        Sentence.completion_id.is_not(None).label("has_words"),
        Vote.completion_id.is_not(None).label("voted"),
    )
    .join(_AUTHORS, _matches(_AUTHORS, Challenge.language))
    .outerjoin(_OWN_WORDS, _matches(_OWN_WORDS, bindparam("reader", type_=String)))
    .outerjoin(
        Completion,
        and_(
            Completion.challenge_id == Challenge.id,
            Completion.person_id == bindparam("person_id", type_=Integer),
            Completion.service_day == bindparam("on_day", type_=Date),
        ),
    )
    .outerjoin(Sentence, Sentence.completion_id == Completion.id)
    .outerjoin(Vote, Vote.completion_id == Completion.id)
    # What was done stays on the day's page, even if it has been retired since.
    .where(or_(Completion.id.is_not(None), and_(*pool.FITS)))
    .order_by(Challenge.id)
)
# Everything Today says of acts in one statement: the columns of a card, and those of news.
_CARD_TYPES = {column.name: column.type for column in _CARDS.selected_columns}
_NEWS_TYPES = {name: type_ for name, type_ in news.COLUMNS.items() if name not in _CARD_TYPES}
_CARDS_AND_NEWS = union_all(
    _CARDS.order_by(None).add_columns(
        *(cast(null(), type_).label(name) for name, type_ in _NEWS_TYPES.items()),
        literal("card").label("kind"),
    ),
    *news.parts(1, _CARD_TYPES | _NEWS_TYPES),
)
