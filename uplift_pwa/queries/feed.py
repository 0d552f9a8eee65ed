"""A team's feed: stories and thanks, newest first, as one of its readers may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    Challenge,
    ChallengeText,
    Completion,
    ContentReport,
    Department,
    FeedItem,
    Person,
    Sentence,
    StoryEcho,
    Team,
    Thanks,
    ThanksKind,
)
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.modes import PLAY, mode_on
from uplift_pwa.queries.thanks_kinds import Kind
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.rules.thanks_kinds import PICTURE, USUAL

PAGE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A story, or thanks, in somebody's feed.

    `name` is the author's first name while they are in Play, else None; `to` and `receiver` say
    whom thanks went to. `echoes` is told in fives: 0 where there are fewer than 5 (RULES 8).
    `language` None: nobody knows. `title` is what was done; `echoed`: it helped the reader too.
    """

    id: int
    kind: str
    subject_id: int
    at: datetime
    name: str | None
    mine: bool
    text: str
    language: str | None
    title: str | None
    title_language: str | None
    to: str | None
    receiver: str | None
    thanks_kind: Kind | None
    picture: str
    echoed: bool
    echoes: int
    echoed_at_all: bool


@dataclass(frozen=True, slots=True)
class Page:
    entries: list[Entry]
    older: int | None  # the id to go on from


def page(
    session: Session,
    team_id: int,
    reader: int,
    day: date,
    locale: str,
    *,
    before: int | None = None,
) -> Page:
    """Twenty entries older than the id `before`, without what the reader has reported.

    `day` is the reader's service day: who is in Play then is named. One SELECT.
    """
    rows = session.execute(
        statement(team_id, reader, day, locale, most=PAGE + 1, before=before)
    ).all()
    entries = read(rows[:PAGE])
    return Page(entries, entries[-1].id if len(rows) > PAGE else None)


def read(rows: Iterable[Any]) -> list[Entry]:
    return [_entry(row) for row in rows]


def statement(
    team_id: int,
    reader: int,
    day: date,
    locale: str,
    *,
    most: int,
    before: int | None = None,
) -> Any:
    """The newest entries of a feed, a row each; those looked at closely are `most`."""
    ids = _newest(team_id, reader, before).limit(most).subquery()
    return (
        _entries(reader, day, locale)
        .join(ids, ids.c.id == FeedItem.id)
        .order_by(FeedItem.id.desc())
    )


def _newest(team_id: int, reader: int, before: int | None) -> Select[int]:
    reported = exists().where(
        ContentReport.kind == FeedItem.kind,
        ContentReport.subject_id == FeedItem.subject_id,
        ContentReport.reporter_id == reader,
    )
    older = [FeedItem.id < before] if before else []
    return (
        select(FeedItem.id)
        .where(FeedItem.team_id == team_id, FeedItem.hidden_at.is_(None), ~reported, *older)
        .order_by(FeedItem.id.desc())
    )


def _entries(reader: int, day: date, locale: str) -> Any:
    author, receiver = aliased(Person), aliased(Person)
    own_words, authors = aliased(ChallengeText), aliased(ChallengeText)
    story = and_(FeedItem.kind == "story", Completion.id == FeedItem.subject_id)
    thanks = and_(FeedItem.kind == "thanks", Thanks.id == FeedItem.subject_id)
    author_id = func.coalesce(Completion.person_id, Thanks.sender_id)
    to = Thanks.receiver_kind
    plays = and_(author.status == "active", mode_on(author.id, day, author) == PLAY)
    receives = mode_on(receiver.id, day, receiver) == PLAY
    echo = StoryEcho.completion_id == Completion.id
    return (
        select(
            FeedItem.id,
            FeedItem.kind,
            FeedItem.subject_id,
            FeedItem.at,
            author.given_name,
            plays.label("plays"),
            (author.id == reader).label("mine"),
            func.coalesce(Sentence.text, Thanks.reason).label("text"),
            Sentence.language,
            func.coalesce(own_words.title, authors.title).label("title"),
            func.coalesce(own_words.locale, authors.locale).label("title_language"),
            to.label("to"),
            func.coalesce(receiver.given_name, Team.name, Department.name).label("receiver"),
            receives.label("receiver_plays"),
            Thanks.kind.label("kind_key"),
            ThanksKind.name.label("kind_name"),
            ThanksKind.picture,
            exists().where(echo, StoryEcho.person_id == reader).label("echoed"),
            select(func.count())
            .where(echo, StoryEcho.person_id != literal(reader))
            .scalar_subquery()
            .label("others"),
            rulebook.changed_value("least_people", day).label("least"),
        )
        .select_from(FeedItem)
        .outerjoin(Completion, story)
        .outerjoin(Sentence, Sentence.completion_id == Completion.id)
        .outerjoin(Challenge, Challenge.id == Completion.challenge_id)
        .outerjoin(own_words, and_(_version(own_words), own_words.locale == locale))
        .outerjoin(authors, and_(_version(authors), authors.locale == Challenge.language))
        .outerjoin(Thanks, thanks)
        .outerjoin(ThanksKind, ThanksKind.key == Thanks.kind)
        .join(author, author.id == author_id)
        .outerjoin(receiver, and_(to == "person", receiver.id == Thanks.receiver_id))
        .outerjoin(Team, and_(to == "team", Team.id == Thanks.receiver_id))
        .outerjoin(Department, and_(to == "department", Department.id == Thanks.receiver_id))
        .where(or_(Thanks.id.is_(None), Thanks.hidden_at.is_(None)))
    )


def _version(text: Any) -> Any:
    return and_(
        text.challenge_id == Completion.challenge_id,
        text.version == Completion.challenge_version,
    )


def _entry(row: Any) -> Entry:
    hidden = row.to == "person" and not row.receiver_plays
    all_of_them = row.others + bool(row.echoed)
    told = all_of_them - all_of_them % (row.least or DEFAULTS.least_people)
    return Entry(
        row.id,
        row.kind,
        row.subject_id,
        row.at,
        row.given_name if row.plays else None,
        bool(row.mine),
        row.text,
        row.language,
        row.title,
        row.title_language,
        row.to,
        None if hidden else row.receiver,
        Kind(row.kind_key, row.kind_name, row.picture or "") if row.kind_key else None,
        row.picture or USUAL.get(row.kind_key, PICTURE),
        bool(row.echoed),
        told,
        all_of_them > 0,
    )
