"""The one nudge of a shift: at its moment, if nothing is done yet, and ever less if ignored."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Nudge, Reminder
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.kinds import KINDS
from uplift_pwa.push.outbox import Letter
from uplift_pwa.queries import boosters, campaign, nudge_facts, reach
from uplift_pwa.queries.nudge_facts import Person, TeamDayKey, TeamFacts
from uplift_pwa.queries.reach import Reach
from uplift_pwa.rules import nudge_plan
from uplift_pwa.rules.diary import LOOK
from uplift_pwa.rules.nudge_plan import LOOK_AGAIN, Cue, Day, Past, Plan
from uplift_pwa.rules.nudges import next_text
from uplift_pwa.rules.settings import Settings

AT_ONCE = 200
BACK, ONE_DAY = timedelta(days=8), timedelta(days=1)
WAITS = timedelta(minutes=10)  # for a leader, before it is looked at again
WORTH = timedelta(days=2)  # a nudge's own window ends it long before


@dataclass(frozen=True, slots=True)
class Chosen:
    """A nudge that is to leave now."""

    person: Person
    day: date
    text: str
    closes_at: datetime


def is_due(session: Session, *, at: datetime) -> bool:
    """Whether anybody is to be looked at. Reads only; aware."""
    return bool(session.scalar(select(exists().where(Reminder.look_at <= at))))


def nudge(session: Session, *, at: datetime, most: int = AT_ONCE) -> int:
    """Look at a batch of people, nudge whom it is time for; returns how many were looked at.

    `at` is aware. Any number of workers may do it at once, killed or not: a person is
    nudged once for a service day by the key of its row (RULES 10).
    """
    ids = nudge_facts.due(session, at=at, most=most)
    if not ids:
        return 0
    again = dict.fromkeys(ids, at + LOOK_AGAIN)
    launched = campaign.current(session)
    if launched is not None:
        people = nudge_facts.people(session, ids, at)
        reaches = reach.around(session, people, at, back=BACK)
        for person_id in list(people):
            if at < launched.launches_at(reaches[person_id].own.place):
                again[person_id] = launched.launches_at(reaches[person_id].own.place)
                del people[person_id]
        plans = {one.id: _plan(one, reaches[one.id], at) for one in people.values()}
        again |= {person_id: plan.again for person_id, plan in plans.items()}
        chosen = _choose(session, people, plans, reaches, again, at)
        _send(session, chosen, at)
        _stop(session, people.values())
    _look_again(session, again)
    return len(ids)


def _stop(session: Session, people: Iterable[Person]) -> None:
    """Who has ignored so many is left alone until the app has asked them (RULES 10)."""
    for one in people:
        count = nudge_plan.ignored(_past(one))
        if count != one.ignored and nudge_plan.is_stopped(count):
            session.execute(
                update(Reminder).where(Reminder.person_id == one.id).values(ignored=count)
            )


def _plan(person: Person, reached: Reach, at: datetime) -> Plan:
    own, here = reached.own, at.date()
    if own.mode_on(own.service_day(at)) == LOOK:
        return Plan(at + LOOK_AGAIN)
    days = [here - BACK + n * ONE_DAY for n in range((BACK + 3 * ONE_DAY).days)]
    return nudge_plan.plan(
        at,
        reached.shifts,
        [day for day in days if own.is_working(day)],
        _past(person),
        quiet=reached.quiet,
        cue=_cue(person),
        done_on=person.done_on,
        zone=own.place.zone,
        settings=own.settings.on(here),
    )


def _past(person: Person) -> Past:
    return Past(
        days=tuple(day for day, _, _ in person.nudged),
        at=tuple(at for _, _, at in person.nudged),
        ignored=person.ignored,
        seen_at=person.seen_at,
    )


def _cue(person: Person) -> Cue:
    return Cue(
        minutes=person.cue_minutes if person.cue == "minutes" else None,
        wall_time=person.cue_time if person.cue == "time" else None,
    )


def _choose(
    session: Session,
    people: Mapping[int, Person],
    plans: Mapping[int, Plan],
    reaches: Mapping[int, Reach],
    again: dict[int, datetime],
    at: datetime,
) -> list[Chosen]:
    """The text for everybody whose moment it is; who waits for a leader is looked at soon."""
    now = {person_id: plan for person_id, plan in plans.items() if plan.shift is not None}
    keys = {person_id: _team_day(reaches[person_id], plan) for person_id, plan in now.items()}
    teams = nudge_facts.teams(session, [key for key in keys.values() if key])
    lit = boosters.newest(session) if now else None
    found = []
    for person_id, plan in now.items():
        if plan.shift is None or plan.closes_at is None:
            continue
        key = keys[person_id]
        facts = teams.get(key) if key else None
        if facts is not None and facts.waits:
            again[person_id] = at + WAITS
            continue
        day = plan.shift.day
        settings = reaches[person_id].own.settings.on(day)
        runs = lit is not None and lit.phase(day) == "on"
        text = _text(people[person_id], day, facts, runs, settings)
        if text is not None:
            found.append(Chosen(people[person_id], day, text, plan.closes_at))
    return found


def _team_day(reached: Reach, plan: Plan) -> TeamDayKey | None:
    if plan.shift is None:
        return None
    team_id = reached.own.team_on(plan.shift.day)
    return (team_id, plan.shift.day) if team_id else None


def _text(
    person: Person, day: date, facts: TeamFacts | None, booster: bool, settings: Settings
) -> str | None:
    now = Day(facts.on_shift, facts.done, facts.streak, booster) if facts else None
    turn = person.id + day.toordinal()
    true = nudge_plan.texts(now, messages.nudge_texts(), turn, settings)
    return next_text(true, nudge_facts.recent_texts(person), settings)


def _send(session: Session, chosen: Collection[Chosen], at: datetime) -> None:
    """Write each down first: only who was not nudged for that day yet is owed anything."""
    letters: dict[tuple[date, str, datetime], list[int]] = defaultdict(list)
    for one in chosen:
        if _is_first(session, one, at):
            letters[one.day, one.text, one.closes_at].append(one.person.id)
    # In one order everywhere: two senders that write the same words never wait in a ring.
    for (day, text, closes_at), ids in sorted(letters.items()):
        kind = text if text in KINDS else "nudge"
        key = f"nudge:{day}:{text}"
        words = messages.payloads(key, kind, text)
        letter = Letter(key, kind, words, expires_at=_ends(day, at), day=day)
        outbox.enqueue(session, letter, ids, at=at, closes_at=closes_at)


def _ends(day: date, at: datetime) -> datetime:
    """The same for everybody who gets it, whoever is first."""
    midnight = datetime.combine(day, datetime.min.time(), at.tzinfo)
    return midnight + WORTH + ONE_DAY


def _is_first(session: Session, one: Chosen, at: datetime) -> bool:
    made = session.execute(
        upsert(session, Nudge)
        .values(person_id=one.person.id, day=one.day, text=one.text, at=at)
        .on_conflict_do_nothing()
        .returning(Nudge.person_id)
    ).first()
    if made is None:
        return False
    count = nudge_plan.ignored(_past(one.person))
    session.connection().execute(_NUDGED, {"one": one.person.id, "count": count, "now": at})
    return True


def _look_again(session: Session, again: Mapping[int, datetime]) -> None:
    rows: list[dict[str, Any]] = [{"one": one, "when": when} for one, when in again.items()]
    session.connection().execute(_LOOK_AGAIN, rows)


# Built once: making these statements anew cost more than running them.
_NUDGED = (
    update(Reminder)
    .where(Reminder.person_id == bindparam("one"))
    .values(
        ignored=bindparam("count"), nudged_at=bindparam("now", type_=Reminder.nudged_at.type)
    )
)
_LOOK_AGAIN = (
    update(Reminder)
    .where(Reminder.person_id == bindparam("one"))
    .values(look_at=bindparam("when", type_=Reminder.look_at.type))
)
