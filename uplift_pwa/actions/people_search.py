"""Keeps under which words people are found. Call it wherever a name is written."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import NameKey, NameWord, Person, PersonWord
from uplift_pwa.rules import names

AT_ONCE = 1000  # people, or words
T = TypeVar("T")


def note(session: Session, person_ids: Iterable[int]) -> None:
    """These people are found by their names of now, and no more by earlier ones."""
    for some in _batches(sorted(set(person_ids))):
        rows = session.execute(
            select(Person.id, Person.name, Person.given_name).where(Person.id.in_(some))
        )
        found = {who: names.words(name, given) for who, name, given in rows}
        ids = _word_ids(session, {word for words in found.values() for word in words})
        session.execute(delete(PersonWord).where(PersonWord.person_id.in_(some)))
        pairs = [
            {"word_id": ids[word], "person_id": who}
            for who, words in found.items()
            for word in words
        ]
        if pairs:
            session.execute(insert(PersonWord), pairs)


def catch_up(session: Session) -> int:
    """Note everybody who has no words yet, as after an update; returns how many."""
    known = exists().where(PersonWord.person_id == Person.id)
    waiting = session.scalars(select(Person.id).where(~known)).all()
    note(session, waiting)
    return len(waiting)


def _word_ids(session: Session, words: set[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for some in _batches(sorted(words)):
        found |= _known(session, some)
        new = [word for word in some if word not in found]
        if new:
            session.execute(
                upsert(session, NameWord).on_conflict_do_nothing(),
                [{"word": word} for word in new],
            )
            made = _known(session, new)
            keys = [
                {"key": key, "word_id": id_}
                for word, id_ in made.items()
                for key in sorted(names.keys(word))
            ]
            session.execute(upsert(session, NameKey).on_conflict_do_nothing(), keys)
            found |= made
    return found


def _batches(found: list[T]) -> Iterator[list[T]]:
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))


def _known(session: Session, words: list[str]) -> dict[str, int]:
    rows = session.execute(select(NameWord.word, NameWord.id).where(NameWord.word.in_(words)))
    return {word: id_ for word, id_ in rows}
