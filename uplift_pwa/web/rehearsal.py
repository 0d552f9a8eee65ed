"""The rehearsal: what the first hour and week of the planned launch could look like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue
from flask_babel import format_time

from uplift_pwa import clock
from uplift_pwa.actions import boosters
from uplift_pwa.queries import launch_board, rulebook
from uplift_pwa.queries.launch_board import Board, Unit
from uplift_pwa.rules import launch
from uplift_pwa.rules.small_numbers import rounded
from uplift_pwa.simulation.rehearsal import Group, Outlook, rehearse, together
from uplift_pwa.web import launch_words
from uplift_pwa.web.render import screen

bp = Blueprint("rehearsal", __name__, url_prefix="/desk/launch/rehearsal")

THIN = 25  # per cent of a unit who act on the first day; below it the hour is quiet


@dataclass(frozen=True, slots=True)
class Line:
    """A unit of the board, and what it would do."""

    department: str
    levels: str
    unit: Unit
    outlook: Outlook

    @property
    def is_thin(self) -> bool:
        return 100 * self.outlook.actors < THIN * self.unit.cell.people


@bp.get("")
def show() -> ResponseReturnValue:
    """Plays as things stand today, and as if everybody held their card. Writes nothing."""
    plan = launch_board.plan(g.db) or abort(404)
    numbers = rulebook.book(g.db).on(clock.now().date())
    board = launch_board.board(g.db, numbers.least_people)
    day = plan.launch_on or boosters.next_day(clock.now())
    lines = _lines(board, day, plan.launch_hour)
    whole = together([line.outlook for line in lines])
    ready = together(_play(board.units, day, plan.launch_hour, all_claimed=True))
    goal = plan.goal_acts or launch.propose(board.whole.people)
    return screen(
        "launch/rehearsal.html",
        here="launch.index",
        words=launch_words,
        lines=lines,
        thin=[line for line in lines if line.is_thin],
        reach=rounded(board.whole.reachable, board.whole.people, numbers),
        whole=whole,
        ready=ready,
        heights=_heights(whole.days),
        climbed=[100 * acts / goal for acts in (whole.days[0], whole.week)],
        day=day,
        hour=format_time(time(plan.launch_hour), "short", rebase=False),
    )


def _lines(board: Board, day: date, hour: int) -> list[Line]:
    found = [
        Line(
            launch_words.departments(board, unit),
            launch_words.columns(board, unit),
            unit,
            outlook,
        )
        for unit, outlook in zip(board.units, _play(board.units, day, hour), strict=True)
    ]
    return sorted(found, key=lambda line: line.department.casefold())


def _play(
    units: Sequence[Unit], day: date, hour: int, *, all_claimed: bool = False
) -> list[Outlook]:
    cells = [unit.cell for unit in units]
    groups = [
        Group(cell.people, cell.people if all_claimed else cell.claimed, cell.teams)
        for cell in cells
    ]
    return rehearse(groups, day, hour)


def _heights(days: Sequence[float]) -> list[int]:
    """The week's days in per cent of its fullest one."""
    return [round(100 * acts / max(*days, 1)) for acts in days]
