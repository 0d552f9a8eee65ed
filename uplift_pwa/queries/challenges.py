"""The desk's challenges: the list, and one of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import Challenge, ChallengeText
from uplift_pwa.queries import audiences
from uplift_pwa.queries.audiences import Audience

PAGE = 25
STATES = ("draft", "scheduled", "live", "paused", "retired")


@dataclass(frozen=True, slots=True)
class Row:
    """A challenge in the list, in its author's words. `places` names its audience."""

    id: int
    title: str
    language: str
    helps: str
    plate: str
    state: str
    from_on: date | None
    until_on: date | None
    since: datetime
    votes: int
    boxes: int
    paused_from: date | None
    pause_reason: str | None
    languages: tuple[str, ...]
    places: tuple[str, ...]
    for_leaders: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; `counts` are those that the search found, by state."""

    rows: list[Row]
    counts: dict[str, int]
    total: int
    number: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def has_more(self) -> bool:
        return self.last < self.total


@dataclass(frozen=True, slots=True)
class Detail:
    """One challenge as the desk sees it; `shown` is the version whose words it brings, and
    `read_in` their language."""

    id: int
    key: str
    version: int
    state: str
    helps: str
    minutes: int
    plate: str
    language: str
    from_on: date | None
    until_on: date | None
    weekdays: int
    turn: str | None
    release_hour: int | None
    published_at: datetime | None
    for_leaders: bool
    votes: int
    boxes: int
    pause_reason: str | None
    title: str
    what: str
    better: str
    quiet: str
    shown: int
    read_in: str
    languages: tuple[str, ...]
    places: tuple[str, ...]
    audience: Audience

    @property
    def is_whole(self) -> bool:
        return all((self.title, self.what, self.better, self.quiet))


def page(session: Session, *, state: str | None, words: str, number: int, today: date) -> Page:
    """A page of the list, what is paused before the newest change; `state` None is all, numbers
    begin at 1.

    `words` are looked for in the author's title; `today` is the desk's own date. Two SELECTs.
    """
    listed = and_(authors_words(), *_mentions(words))
    shown = state_on(today)
    counted = session.execute(select(shown, func.count()).where(listed).group_by(shown))
    counts = dict.fromkeys(STATES, 0) | {key: count for key, count in counted}
    since = _since().label("since")
    rows = session.execute(
        select(
            Challenge.id,
            ChallengeText.title,
            Challenge.language,
            Challenge.helps,
            Challenge.plate,
            shown.label("state"),
            Challenge.from_on,
            Challenge.until_on,
            since,
            Challenge.votes,
            Challenge.boxes,
            Challenge.paused_from,
            Challenge.pause_reason,
            _languages_column().label("languages"),
            audiences.names_column().label("places"),
            Challenge.for_leaders,
        )
        .where(listed, *([shown == state] if state else []))
        .order_by(shown != "paused", since.desc(), Challenge.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    total = counts[state] if state else sum(counts.values())
    return Page([_row(row) for row in rows], counts, total, number)


def detail(
    session: Session,
    challenge_id: int,
    version: int | None = None,
    language: str = "",
    *,
    today: date | None = None,
) -> Detail | None:
    """One challenge in its author's words, by default those of its newest version, or None.

    `language` asks for other words than the author's, if there are any. One SELECT. An older
    version may be in the language that was the author's then. Without `today`, the desk's own
    date, what is scheduled is live.
    """
    row = session.execute(
        select(
            *(getattr(Challenge, name) for name in _COLUMNS),
            state_on(today).label("state"),
            ChallengeText.title,
            ChallengeText.what,
            ChallengeText.better,
            ChallengeText.quiet,
            ChallengeText.version.label("shown"),
            ChallengeText.locale.label("read_in"),
            _languages_column().label("languages"),
            audiences.names_column().label("places"),
            audiences.ids_column().label("audience"),
        )
        .join(ChallengeText, ChallengeText.challenge_id == Challenge.id)
        .where(Challenge.id == challenge_id)
        .where(ChallengeText.version == (version or Challenge.version))
        .order_by(
            case(
                (ChallengeText.locale == language, 0),
                (ChallengeText.locale == Challenge.language, 1),
                else_=2,
            )
        )
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    values = row._asdict()
    values["languages"] = _codes(values["languages"])
    values["places"] = audiences.read_names(values["places"])
    values["audience"] = audiences.read_ids(values["audience"])
    return Detail(**values)


_COLUMNS = (
    *("id", "key", "version", "helps", "minutes", "plate", "language"),
    *("from_on", "until_on", "weekdays", "turn", "release_hour", "published_at"),
    *("for_leaders", "votes", "boxes", "pause_reason"),
)


def authors_words() -> ColumnElement[bool]:
    """What is shown of a challenge by default: its newest words, in its author's language."""
    return and_(
        ChallengeText.challenge_id == Challenge.id,
        ChallengeText.version == Challenge.version,
        ChallengeText.locale == Challenge.language,
    )


def _mentions(words: str) -> list[ColumnElement[bool]]:
    """Every word is in the title. SQLite folds the case of ASCII alone: help it a little."""
    return [
        or_(
            *(
                ChallengeText.title.icontains(form, autoescape=True)
                for form in {word, word.lower(), word.capitalize()}
            )
        )
        for word in words.split()
    ]


def state_on(today: date | None) -> ColumnElement[str]:
    """Live, but paused or before its first day. No parameters: it is also grouped by."""
    is_live = Challenge.state == literal_column("'live'")
    steps: list[Any] = [
        (and_(is_live, Challenge.paused_from.is_not(None)), literal_column("'paused'"))
    ]
    if today:
        later = Challenge.from_on > literal_column(f"'{today.isoformat()}'")
        steps.append((and_(is_live, later), literal_column("'scheduled'")))
    return case(*steps, else_=Challenge.state)


def _since() -> ColumnElement[datetime]:
    """When it came into its state (UTC)."""
    return case(
        (Challenge.state == "live", Challenge.published_at),
        (Challenge.state == "retired", Challenge.retired_at),
        else_=Challenge.created_at,
    )


def _languages_column() -> Any:
    texts = aliased(ChallengeText)
    return (
        select(func.aggregate_strings(texts.locale, "\n"))
        .where(texts.challenge_id == Challenge.id, texts.version == Challenge.version)
        .correlate(Challenge)
        .scalar_subquery()
    )


def _row(row: Any) -> Row:
    read = {"places": audiences.read_names(row.places), "languages": _codes(row.languages)}
    return Row(**row._asdict() | read)


def _codes(lines: str) -> tuple[str, ...]:
    return tuple(sorted(lines.splitlines()))
