"""The facts that a person's counters are made of, summed anew: what `verify` trusts instead."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Completion, Confirmation, PersonDay, PersonWeek, Sentence, Thanks
from uplift_pwa.queries import person_weeks
from uplift_pwa.rules.rhythm import Week
from uplift_pwa.rules.scoring import Deeds

NOTHING = Deeds()

Key = tuple[int, date]


def deeds(session: Session, first_id: int, last_id: int) -> dict[Key, Deeds]:
    """What each person of an id range did on each service day, without the way back.

    A roadblock keeps no name, so how many somebody reported stands in their day alone.
    """
    found: dict[Key, Deeds] = {}
    for names, counts in _counts(first_id, last_id):
        for person_id, day, *numbers in session.execute(counts):
            old = found.get((person_id, day), NOTHING)
            found[person_id, day] = replace(old, **dict(zip(names, numbers, strict=True)))
    return found


def weeks(session: Session, first_id: int, last_id: int) -> dict[int, list[Week]]:
    """The final weeks of each person of an id range as they must be by RULES 5."""
    launch_on = person_weeks.launched_on(session)
    found: dict[int, list[Week]] = defaultdict(list)
    if launch_on is None:
        return found
    came = _came(session, first_id, last_id)
    for monday, people in _written(session, first_id, last_id).items():
        for who, own in person_weeks.diaries(session, people, monday).items():
            found[who].append(person_weeks.week(own, monday, came[who], launch_on))
    return found


def _counts(first_id: int, last_id: int) -> Iterator[tuple[tuple[str, ...], Any]]:
    who, day = Completion.person_id, Completion.service_day
    yield (
        ("completions", "sentences"),
        select(who, day, func.count(), func.count(Sentence.completion_id))
        .outerjoin(Sentence, Sentence.completion_id == Completion.id)
        .where(who.between(first_id, last_id))
        .group_by(who, day),
    )
    yield (
        ("confirmed",),
        select(who, Confirmation.answered_on, func.count())
        .join(Confirmation, Confirmation.completion_id == Completion.id)
        .where(who.between(first_id, last_id), Confirmation.helped.is_(True))
        .group_by(who, Confirmation.answered_on),
    )
    yield ("thanks_sent",), _thanks(Thanks.sender_id, first_id, last_id)
    to_people = _thanks(Thanks.receiver_id, first_id, last_id)
    yield ("thanks_received",), to_people.where(Thanks.receiver_kind == "person")
    yield (
        ("roadblocks",),
        select(PersonDay.person_id, PersonDay.day, PersonDay.roadblocks).where(
            PersonDay.person_id.between(first_id, last_id), PersonDay.roadblocks > 0
        ),
    )


def _thanks(who: Any, first_id: int, last_id: int) -> Select[Any]:
    return (
        select(who, Thanks.service_day, func.count())
        .where(who.between(first_id, last_id), Thanks.counts)
        .group_by(who, Thanks.service_day)
    )


def _came(session: Session, first_id: int, last_id: int) -> dict[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    for person_id, day in session.execute(
        select(Completion.person_id, Completion.service_day)
        .where(Completion.person_id.between(first_id, last_id))
        .distinct()
    ):
        found[person_id].add(day)
    return found


def _written(session: Session, first_id: int, last_id: int) -> dict[date, list[int]]:
    """The weeks that the clockwork has written, and whose."""
    found: dict[date, list[int]] = defaultdict(list)
    for person_id, monday in session.execute(
        select(PersonWeek.person_id, PersonWeek.monday)
        .where(PersonWeek.person_id.between(first_id, last_id))
        .order_by(PersonWeek.monday)
    ):
        found[monday].append(person_id)
    return found
