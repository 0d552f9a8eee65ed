"""A roadblock on its way up: which level has it, since when, and until when (RULES 9)."""

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from uplift_pwa.actions import locks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Roadblock, RoadblockHolding
from uplift_pwa.queries import roadblock_days, roadblock_holders, rulebook
from uplift_pwa.queries.roadblock_days import TeamClock
from uplift_pwa.rules import roadblocks as rule


def begin(session: Session, roadblock: Roadblock, clock: TeamClock) -> None:
    """Give a roadblock to whoever answers for its team: the leader, else one level up."""
    level_id, above = roadblock_holders.first(session, roadblock.team_id, clock.today)
    roadblock.above = above
    if level_id is not None:
        _give(session, roadblock, level_id, clock)


def pass_up(
    session: Session, roadblock: Roadblock, clock: TeamClock, *, by: int | None
) -> bool:
    """One level up, once; False at the top. `by` is None when its clock has run out."""
    following = roadblock_holders.following(
        session, roadblock.team_id, roadblock.level_id, clock.today
    )
    if following is None or not _leave(session, roadblock, clock.today, by):
        return False
    roadblock.above = True
    _give(session, roadblock, following, clock)
    return True


def open_again(session: Session, roadblock: Roadblock, clock: TeamClock) -> None:
    """It was not cleared after all: whoever has it gets the time to clear it once more."""
    holding = of(session, roadblock)
    if holding is not None:
        days = rulebook.book(session).on(clock.today).roadblock_clear_days
        holding.clear_due_on = rule.due(clock.today, days, clock.site)
        wind(holding, clock)
        session.flush()


def answer(session: Session, roadblock_id: int, text: str, *, by: int, at: datetime) -> None:
    """Answer a roadblock that one has; again changes the words and not the day (RULES 9).

    `at` is aware. Raises `Refused`: not_found, empty, too_long.
    """
    _check(text)
    roadblock, clock = _held(session, roadblock_id, by, at)
    _answer(session, roadblock, text, clock, by)


def hand_up(session: Session, roadblock_id: int, text: str, *, by: int, at: datetime) -> None:
    """Pass a roadblock that one has to the next level, with a word, which is an answer.

    Raises `Refused`: not_found, empty, too_long, road_top (nobody is above).
    """
    _check(text)
    roadblock, clock = _held(session, roadblock_id, by, at)
    _answer(session, roadblock, text, clock, by)
    if not pass_up(session, roadblock, clock, by=by):
        raise Refused("road_top")


def clear(session: Session, roadblock_id: int, text: str, *, by: int, at: datetime) -> None:
    """Say that the road is clear; whoever reported it says whether it is. Words if one has any.

    Raises `Refused`: not_found, too_long.
    """
    if len(text) > rule.LONGEST:
        raise Refused("too_long")
    roadblock, clock = _held(session, roadblock_id, by, at)
    _answer(session, roadblock, text, clock, by)
    roadblock.cleared_on = clock.today
    session.flush()


def of(session: Session, roadblock: Roadblock) -> RoadblockHolding | None:
    """The holding of the level that has it now."""
    if roadblock.level_id is None:
        return None
    key = (roadblock.id, roadblock.level_id)
    return session.get(RoadblockHolding, key, populate_existing=True)


def wind(holding: RoadblockHolding, clock: TeamClock) -> None:
    """Set when the clockwork looks next: the end of the last day to answer, or to clear."""
    waits = holding.answered_on is None and holding.late_on is None
    last = holding.answer_due_on if waits else holding.clear_due_on
    holding.rings_at = clock.ends_at(last)


def _check(text: str) -> None:
    if not text:
        raise Refused("empty")
    if len(text) > rule.LONGEST:
        raise Refused("too_long")


def _held(
    session: Session, roadblock_id: int, by: int, at: datetime
) -> tuple[Roadblock, TeamClock]:
    """An open roadblock that this person has, locked; what is another's is not there."""
    holds = roadblock_holders.holds(by, at.date())
    roadblock = locks.row(
        session, Roadblock, Roadblock.id == roadblock_id, Roadblock.cleared_on.is_(None), holds
    )
    return roadblock, roadblock_days.of_team(session, roadblock.team_id, at=at)


def _answer(
    session: Session, roadblock: Roadblock, text: str, clock: TeamClock, by: int
) -> None:
    holding = of(session, roadblock)
    if holding is None:
        raise Refused("not_found")
    holding.answer = text or holding.answer
    if holding.answered_on is None:
        holding.answered_on, holding.answered_by_id = clock.today, by
        holding.answer_days = (clock.today - holding.begun_on).days
        roadblock.answered_on = roadblock.answered_on or clock.today
        wind(holding, clock)
    session.flush()


def _leave(session: Session, roadblock: Roadblock, day: date, by: int | None) -> bool:
    """Whether the level that has it lets it go now: compare and set, for many workers."""
    if roadblock.level_id is None:
        return True
    gone = session.execute(
        update(RoadblockHolding)
        .where(
            RoadblockHolding.roadblock_id == roadblock.id,
            RoadblockHolding.level_id == roadblock.level_id,
            RoadblockHolding.passed_on.is_(None),
        )
        .values(passed_on=day, passed_by_id=by, rings_at=None)
        .returning(RoadblockHolding.roadblock_id)
    )
    return gone.first() is not None


def _give(session: Session, roadblock: Roadblock, level_id: int, clock: TeamClock) -> None:
    numbers = rulebook.book(session).on(clock.today)
    roadblock.level_id = level_id
    holding = RoadblockHolding(
        roadblock_id=roadblock.id,
        level_id=level_id,
        begun_on=clock.today,
        answer_due_on=rule.due(clock.today, numbers.roadblock_answer_days, clock.site),
        clear_due_on=rule.due(clock.today, numbers.roadblock_clear_days, clock.site),
    )
    wind(holding, clock)
    session.add(holding)
    session.flush()
