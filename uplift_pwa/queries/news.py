"""What waits for somebody about acts that helped: a question to them, answers to their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    AnswerWord,
    Challenge,
    ChallengeText,
    Completion,
    Confirmation,
    Person,
    Sentence,
)
from uplift_pwa.models.base import UtcDateTime
from uplift_pwa.rules.answers import WAITS

ANSWERS_SHOWN = 3
TOLD_FOR = timedelta(days=1)  # the service day of the answer and the next one


@dataclass(frozen=True, slots=True)
class Question:
    """An act that names the reader as the one it helped: by whom, and what they said of it."""

    completion_id: int
    name: str
    title: str
    language: str
    sentence: str | None
    sentence_language: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a colleague answered about an act of the reader's; only that it did help."""

    completion_id: int
    name: str
    title: str
    language: str
    sentence: str | None
    sentence_language: str | None
    word: str


@dataclass(slots=True)
class News:
    """The oldest questions first, the newest answers first; `words` are the answers' own."""

    questions: list[Question] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)


_OWN_WORDS = aliased(ChallengeText, name="own_words")
_AUTHORS = aliased(ChallengeText, name="authors")
COLUMNS: Mapping[str, Any] = {
    "completion_id": Integer(),
    "title": String(),
    "language": String(),
    "recorded_at": UtcDateTime(),
    "name": String(),
    "word": String(),
    "sentence": String(),
    "sentence_language": String(),
}


def of(session: Session, person_id: int, day: date, locale: str, *, most: int) -> News:
    """Somebody's news on a service day, in their language, `most` questions. One SELECT."""
    given = parameters(person_id, day, locale)
    return read(session.execute(union_all(*parts(most)), given).all())


def read(rows: Iterable[Any]) -> News:
    """The news among rows of a statement that `parts` belong to."""
    found = News()
    for row in sorted(rows, key=lambda row: row.completion_id or 0):
        if row.kind == "word":
            found.words[row.word] = row.sentence
        elif row.kind == "asks":
            found.questions.append(Question(*_said(row)))
        elif row.kind == "answer":
            found.answers.insert(0, Answer(*(*_said(row), row.word)))
    return found


def _said(row: Any) -> tuple[Any, ...]:
    act = (row.completion_id, row.name, row.title, row.language)
    return (*act, row.sentence, row.sentence_language)


def parts(most: int, like: Mapping[str, Any] = COLUMNS) -> list[Select[Any]]:
    """The parts of a union whose columns are `like`; asked with `parameters`."""
    return [_questions(most, like), _answers(like), _words(like)]


def parameters(person_id: int, day: date, locale: str) -> dict[str, Any]:
    """The values that `parts` are asked with."""
    since, told = day - WAITS, day - TOLD_FOR
    return {"person_id": person_id, "since": since, "told_since": told, "reader": locale}


def _questions(most: int, like: Mapping[str, Any]) -> Select[Any]:
    some = (
        select(Confirmation.completion_id)
        .join(Completion, Completion.id == Confirmation.completion_id)
        .where(
            Confirmation.asked_id == bindparam("person_id", type_=Integer),
            Confirmation.answered_at.is_(None),
            Completion.service_day >= bindparam("since", type_=Date),
        )
        .order_by(Confirmation.completion_id)
        .limit(most)
        .subquery()
    )
    return _worded(
        _row(
            "asks",
            like,
            **_act(),
            sentence=Sentence.text,
            sentence_language=Sentence.language,
        )
        .select_from(Completion)
        .join(some, some.c.completion_id == Completion.id)
        .join(Person, Person.id == Completion.person_id)
        .outerjoin(Sentence, Sentence.completion_id == Completion.id)
    )


def _answers(like: Mapping[str, Any]) -> Select[Any]:
    some = (
        select(Confirmation.completion_id, Confirmation.asked_id)
        .add_columns(Confirmation.word, Confirmation.sentence, Confirmation.language)
        .join(Completion, Completion.id == Confirmation.completion_id)
        .where(
            Completion.person_id == bindparam("person_id", type_=Integer),
            Completion.service_day >= bindparam("since", type_=Date),
            Confirmation.helped.is_(True),
            Confirmation.answered_on >= bindparam("told_since", type_=Date),
        )
        .order_by(Confirmation.answered_at.desc())
        .limit(ANSWERS_SHOWN)
        .subquery()
    )
    return _worded(
        _row(
            "answer",
            like,
            **_act(),
            word=some.c.word,
            sentence=some.c.sentence,
            sentence_language=some.c.language,
        )
        .select_from(Completion)
        .join(some, some.c.completion_id == Completion.id)
        .join(Person, Person.id == some.c.asked_id)
    )


def _words(like: Mapping[str, Any]) -> Select[Any]:
    return _row("word", like, word=AnswerWord.key, sentence=AnswerWord.text).where(
        AnswerWord.locale == bindparam("reader", type_=String)
    )


def _act() -> dict[str, Any]:
    """What was done, with the words it was done with: the reader's, else the author's."""
    return {
        "completion_id": Completion.id,
        "recorded_at": Completion.recorded_at,
        "name": Person.given_name,
        "title": func.coalesce(_OWN_WORDS.title, _AUTHORS.title),
        "language": func.coalesce(_OWN_WORDS.locale, _AUTHORS.locale),
    }


def _worded(act: Select[Any]) -> Select[Any]:
    readers = bindparam("reader", type_=String)
    return (
        act.join(Challenge, Challenge.id == Completion.challenge_id)
        .outerjoin(_OWN_WORDS, _matches(_OWN_WORDS, readers))
        .outerjoin(_AUTHORS, _matches(_AUTHORS, Challenge.language))
    )


def _matches(text: Any, locale: Any) -> Any:
    return and_(
        text.challenge_id == Completion.challenge_id,
        text.version == Completion.challenge_version,
        text.locale == locale,
    )


def _row(kind: str, like: Mapping[str, Any], **columns: Any) -> Select[Any]:
    """One part of the union: the same columns in the same order, null where it has none."""
    return select(
        *(
            (columns[name] if name in columns else cast(null(), type_)).label(name)
            for name, type_ in like.items()
        ),
        literal(kind).label("kind"),
    )
