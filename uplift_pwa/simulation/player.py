"""Plays an organisation day by day through the same actions that the web uses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.roadblocks import Keys
from uplift_pwa.db import transaction
from uplift_pwa.models import Completion, Person
from uplift_pwa.queries import campaign, launch_board
from uplift_pwa.simulation import clockwork, decisions, launching, opening, script
from uplift_pwa.simulation.behaviour import Act
from uplift_pwa.simulation.organisation import Organisation
from uplift_pwa.simulation.script import Event, Window
from uplift_pwa.simulation.stage import Stage

CLIMBED = 0.4  # of the goal, on the last day of the first run
GOAL_STEP = 50
CLOCKWORK_EVERY = 7  # days: it catches up by itself, and every look costs
ONE_DAY = timedelta(days=1)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What a run has added: acts recorded, what the rules refused, people who came aboard,
    and what else was done (leave, huddles and the like).
    """

    acts: int = 0
    refused: int = 0
    arrivals: int = 0
    errands: int = 0


def play(
    sessions: sessionmaker[Session],
    organisation: Organisation,
    *,
    until: datetime,
    keys: Keys,
    progress: Progress = lambda _done, _all: None,
) -> Played:
    """Play up to `until` (aware): everything, or what has been missing since the last run.

    How far the last run came is read from the newest act of the people who are played.
    """
    with sessions() as session:
        begun = _begun(session)
        launch = begun or _launch(organisation, until)
        if begun:
            window = Window(launch, _played_until(session, organisation, launch), until)
            events = script.events(organisation, window, _done(session, organisation, window))
            codes: dict[str, str] = {}
        else:
            window = Window(launch, opening.opens_at(launch), until)
            events = script.events(organisation, window)
            codes = _open(session, organisation, launch, events, keys.pepper)
        stage = Stage(session, organisation, codes, keys)
        return _run(session, stage, window, events, progress)


def _begun(session: Session) -> date | None:
    """The launch day of the organisation that is there, cleared or only planned."""
    running = campaign.current(session)
    planned = launch_board.plan(session)
    return running.launch_on if running else planned.launch_on if planned else None


def _launch(organisation: Organisation, until: datetime) -> date:
    return until.date() - ONE_DAY * (7 * organisation.shape.weeks - 1)


def _open(
    session: Session,
    organisation: Organisation,
    launch: date,
    events: list[Event],
    pepper: bytes,
) -> dict[str, str]:
    acts = sum(isinstance(event, Act) for event in events)
    goal = max(1, round(acts / CLIMBED / GOAL_STEP)) * GOAL_STEP
    with transaction(session):
        return opening.open_house(session, organisation, launch, goal=goal, pepper=pepper)


def _run(
    session: Session, stage: Stage, window: Window, events: list[Event], progress: Progress
) -> Played:
    """One transaction for each day (UTC), with what the clockwork does at its end."""
    played = Played()
    days = list(_days(window, events))
    for number, (ends_at, today) in enumerate(days, start=1):
        with transaction(session):
            for event in today:
                played = _happen(stage, event, played)
            launching.clear(session, at=ends_at)
            clockwork.look_around(session, at=ends_at)
            decisions.fire_first_booster(session, window.launch, at=ends_at)
            decisions.adopt_first_idea(session, at=ends_at)
            if number % CLOCKWORK_EVERY == 0 or number == len(days):
                clockwork.close(session, at=ends_at)
        progress(number, len(days))
    with transaction(session):
        decisions.lend_first_cover(session, at=window.until)
    return played


def _days(window: Window, events: list[Event]) -> Iterator[tuple[datetime, list[Event]]]:
    """Each day with its end and its events; the last one ends at the window's end."""
    of_day = {day: list(group) for day, group in groupby(events, key=lambda one: one.at.date())}
    for number in range((window.until.date() - window.since.date()).days + 1):
        day = window.since.date() + ONE_DAY * number
        ends_at = datetime.combine(day + ONE_DAY, time(), tzinfo=UTC)
        yield min(ends_at, window.until), of_day.get(day, [])


def _happen(stage: Stage, event: Event, played: Played) -> Played:
    try:
        stage.happen(event)
    except Refused:
        return replace(played, refused=played.refused + 1)
    if isinstance(event, script.Arrival):
        return replace(played, arrivals=played.arrivals + 1)
    if isinstance(event, Act):
        return replace(played, acts=played.acts + 1)
    return replace(played, errands=played.errands + 1)


def _played_until(session: Session, organisation: Organisation, launch: date) -> datetime:
    """When the newest act arrived of the people whom no visitor plays."""
    ours = [
        member.number
        for crew in organisation.crews
        for member in crew.members
        if not crew.is_visited
        and member is not organisation.admin
        and member.claims is not None
    ]
    newest = session.scalar(
        select(func.max(Completion.recorded_at))
        .join(Person, Person.id == Completion.person_id)
        .where(Person.staff_number.in_(ours))
    )
    return newest or opening.opens_at(launch)


def _done(
    session: Session, organisation: Organisation, window: Window
) -> set[tuple[str, date]]:
    """Who of the visited teams has acted on which of the last days."""
    theirs = [
        member.number
        for crew in organisation.crews
        for member in crew.members
        if crew.is_visited
    ]
    rows = session.execute(
        select(Person.staff_number, Completion.service_day)
        .join(Person, Person.id == Completion.person_id)
        .where(
            Person.staff_number.in_(theirs),
            Completion.service_day >= (window.since - script.BACK).date(),
        )
    )
    return {(str(number), day) for number, day in rows}
