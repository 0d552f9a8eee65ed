"""How somebody wants to be reminded: their moment, their quiet hours, what about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import update
from sqlalchemy.orm import Session

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Reminder

SWITCHES = ("nudges", "team", "colleagues", "campaign", "leading")
LONGEST_CUE, MOST_MINUTES = 60, 480


@dataclass(frozen=True, slots=True)
class Wish:
    """The moment: `shift` (an hour after its start), `minutes` after it, or a local `time`.

    `words` are the person's own for it, shown to them alone: "after I open the till".
    """

    cue: str = "shift"
    minutes: int | None = None
    wall_time: time | None = None
    words: str | None = None
    quiet_starts: time | None = None
    quiet_ends: time | None = None


def begin(session: Session, person_id: int, *, at: datetime) -> None:
    """Somebody can be reached: the clockwork looks at them from `at` (aware) on."""
    session.execute(
        upsert(session, Reminder)
        .values(person_id=person_id, **_usual(), look_at=at)
        .on_conflict_do_update(
            index_elements=["person_id"], set_={"look_at": at, "declined_at": None}
        )
    )


def decline(session: Session, person_id: int, *, at: datetime) -> None:
    """Not now: the app does not ask about nudges for a while from `at` (aware) on."""
    session.execute(
        upsert(session, Reminder)
        .values(person_id=person_id, **_usual(), declined_at=at)
        .on_conflict_do_update(index_elements=["person_id"], set_={"declined_at": at})
    )


def choose(session: Session, person_id: int, wish: Wish, *, at: datetime) -> None:
    """Keep the person's moment and quiet hours, from now on (RULES 10).

    Raises `Refused`: cue.
    """
    words = " ".join((wish.words or "").split()) or None
    wanted = {"shift": True, "minutes": wish.minutes, "time": wish.wall_time}
    if wanted.get(wish.cue) is None or not 0 <= (wish.minutes or 0) <= MOST_MINUTES:
        raise Refused("cue")
    if (wish.quiet_starts is None) != (wish.quiet_ends is None):
        raise Refused("cue")
    _keep(
        session,
        person_id,
        at,
        {
            "cue": wish.cue,
            "cue_minutes": wish.minutes if wish.cue == "minutes" else None,
            "cue_time": wish.wall_time if wish.cue == "time" else None,
            "cue_words": words[:LONGEST_CUE] if words else None,
            "quiet_starts": wish.quiet_starts,
            "quiet_ends": wish.quiet_ends,
            # Somebody who chooses anew is listening again.
            "ignored": 0,
        },
    )


def switch(session: Session, person_id: int, name: str, on: bool, *, at: datetime) -> None:
    """Switch one kind of push on or off: nudges, team, colleagues, campaign, leading.

    What is owed already is held against it once more before it leaves. Raises `Refused`: cue.
    """
    switch_all(session, person_id, {name: on}, at=at)


def switch_all(
    session: Session, person_id: int, wanted: Mapping[str, bool], *, at: datetime
) -> None:
    """The same for several kinds; those that are not named stay as they are."""
    if not wanted or not wanted.keys() <= set(SWITCHES):
        raise Refused("cue")
    again = {"ignored": 0} if wanted.get("nudges") else {}
    _keep(session, person_id, at, {**wanted, **again})


def _keep(session: Session, person_id: int, at: datetime, values: dict[str, object]) -> None:
    session.execute(
        upsert(session, Reminder)
        .values(person_id=person_id, **_usual())
        .on_conflict_do_nothing()
    )
    session.execute(
        update(Reminder)
        .where(Reminder.person_id == person_id)
        .values(**values, look_at=at)
        .execution_options(synchronize_session=False)
    )


def _usual() -> dict[str, object]:
    return {"cue": "shift", "ignored": 0, **dict.fromkeys(SWITCHES, True)}
