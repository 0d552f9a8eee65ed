"""How the weeks around a booster are called, drawn and tabled."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from uplift_pwa.queries.booster_weeks import AFTER
from uplift_pwa.queries.momentum import Week
from uplift_pwa.web.momentum import row, short


@dataclass(frozen=True, slots=True)
class After:
    """For the chart: columns and the band of the booster's week; for the table: rows.

    `waits`: not all weeks after it are counted yet.
    """

    columns: list[tuple[str, list[float]]]
    band: tuple[int, int, str] | None
    rows: list[list[str]]
    waits: bool
    newest: Week


def after(weeks: Sequence[tuple[int, Week]]) -> After:
    """What the page says of weeks from `booster_weeks.around`, at least one."""
    own = [place for place, (number, _week) in enumerate(weeks) if number == 0]
    return After(
        [(short(week), [part.points for part in week.parts]) for _number, week in weeks],
        (own[0], own[0], _("booster")) if own else None,
        [[f"{short(week)}: {when(number)}", *row(week)[1:]] for number, week in weeks],
        weeks[-1][0] < AFTER,
        weeks[-1][1],
    )


def when(number: int) -> str:
    """How far a week is from the booster's."""
    if number == 0:
        return str(_("the booster"))
    if number < 0:
        return str(ngettext("%(num)d week before", "%(num)d weeks before", -number))
    return str(ngettext("%(num)d week after", "%(num)d weeks after", number))
