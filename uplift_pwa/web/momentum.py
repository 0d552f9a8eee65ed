"""Map & momentum on the desk: weeks in their four parts, and every unit's share."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, abort, g
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.queries import momentum, rulebook, unit_file, unit_shares
from uplift_pwa.queries.momentum import Week
from uplift_pwa.rules.settings import DEFAULTS, Settings
from uplift_pwa.web import downloads, navigation
from uplift_pwa.web.level_words import level_list
from uplift_pwa.web.render import screen

bp = Blueprint("momentum", __name__, url_prefix="/desk/momentum")

HEADER = (
    *("departments", "levels", "week_of", "momentum"),
    *("in_rhythm", "breadth", "active_again", "felt"),
)


@bp.get("")
def index() -> ResponseReturnValue:
    weeks = momentum.of(g.db, "organisation")
    return _screen(weeks, unit_shares.of_all(g.db), None)


@bp.get("/export.<kind>")
def export(kind: str) -> Response:
    """Every unit's weeks of this quarter as a file; what is withheld here is not in it."""
    if kind not in downloads.FORMATS:
        abort(404)
    today = navigation.local(clock.now()).date()
    lines = (
        (departments, level_list(str(levels)), *rest)
        for departments, levels, *rest in unit_file.lines(g.db)
    )
    return downloads.send("units", today, kind, HEADER, lines)


@bp.get("/<id:unit_id>")
def show(unit_id: int) -> ResponseReturnValue:
    units = unit_shares.of_all(g.db)
    unit = next((one for one in units if one.id == unit_id), None)
    if unit is None or not unit.known:
        abort(404)
    weeks = momentum.of(g.db, "cell", unit_id)
    return _screen([week for week in weeks if week.monday in unit.mondays], units, unit)


def _screen(
    weeks: Sequence[Week],
    units: Sequence[unit_shares.Shares],
    unit: unit_shares.Shares | None,
) -> ResponseReturnValue:
    dips = _dips(weeks)
    return screen(
        "momentum/show.html",
        weeks=weeks,
        columns=[(short(week), [part.points for part in week.parts]) for week in weeks],
        rows=[row(week) for week in weeks],
        units=units,
        unit=unit,
        numbers=_numbers(units),
        scale=_scale(units),
        dip=(dips[0], dips[-1], _("the usual dip")) if dips else None,
        in_dip=len(weeks) - 1 in dips,
        unit_mondays=[_day(monday) for monday in _mondays(units)],
        unit_rows=_unit_rows(units),
        part_names=part_names(),
        headings=headings(),
    )


def _numbers(units: Sequence[unit_shares.Shares]) -> Settings:
    """Those of the newest week that is shown."""
    mondays = [monday for unit in units for monday, _share in unit.weeks]
    return rulebook.book(g.db).on(max(mondays)) if mondays else DEFAULTS


def _scale(units: Sequence[unit_shares.Shares]) -> tuple[int, int]:
    """The same for all small charts: how many weeks they have room for, and which share."""
    shares = [share for unit in units for share in unit.known]
    return max((len(unit.weeks) for unit in units), default=0), max(shares, default=0)


def _dips(weeks: Sequence[Week]) -> list[int]:
    """The columns of the weeks in which momentum usually dips."""
    band = momentum.usual_dip(g.db)
    if band is None:
        return []
    return [place for place, week in enumerate(weeks) if band[0] <= week.monday <= band[1]]


def _mondays(units: Sequence[unit_shares.Shares]) -> list[date]:
    return sorted({monday for unit in units for monday, _share in unit.weeks})


def _unit_rows(units: Sequence[unit_shares.Shares]) -> list[list[str]]:
    """The small charts' numbers once more: a unit by name, its share in each week."""
    mondays, found = _mondays(units), []
    for one in units:
        if one.known:
            shares = dict(one.weeks)
            found.append([f"{one.departments} · {level_list(one.levels)}"])
            found[-1] += [_percent(shares.get(monday)) for monday in mondays]
    return found


def row(week: Week) -> list[str]:
    """The chart's numbers once more, for the table beside it."""
    return [short(week), str(week.value), *(_percent(part.share) for part in week.parts)]


def _percent(share: int | None) -> str:
    return "–" if share is None else str(_("%(share)d%%", share=share))


def short(week: Week) -> str:
    return _day(week.monday)


def _day(day: date) -> str:
    return str(format_date(day, _("d MMM")))


def part_names() -> list[tuple[str, str]]:
    """The four parts in the order of the chart, from the ground up: name and what it counts."""
    return [
        (_("In rhythm"), _("people who keep their week")),
        (_("Breadth"), _("teams where one in four takes part")),
        (_("Active again"), _("of those active last week")),
        (_("Felt by others"), _("acts confirmed, or for another team")),
    ]


def headings() -> dict[str, str]:
    return {
        "rising": _("rising"),
        "steady": _("steady"),
        "falling": _("falling"),
    }
