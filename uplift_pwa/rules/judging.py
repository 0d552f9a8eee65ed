"""What each day of a team turned out to be: kept, missed, covered, or left out."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from uplift_pwa.rules import team_day
from uplift_pwa.rules.calendar import iso_week, week_days
from uplift_pwa.rules.settings import DEFAULTS, InForce, Settings
from uplift_pwa.rules.team_day import Judged

ALWAYS_WARM = date.min

Verdicts = dict[date, Judged]


@dataclass(frozen=True, slots=True, order=True)
class TeamDay:
    """A team's service day with its huddles: the row that the streak is made of."""

    day: date
    on_shift: int = 0
    done: int = 0
    final: bool = False
    neutral: bool = False


def judge(
    days: Iterable[TeamDay],
    *,
    covers: Collection[date] = (),
    warm_from: date | None = ALWAYS_WARM,
    settings: InForce = DEFAULTS,
) -> list[tuple[date, Judged]]:
    """What each day turned out to be, by date (RULES 6).

    `warm_from` is the first day on which the team is warm, None while it is not. Where a day
    comes twice the larger row counts; each day is judged by the numbers of its own day, a
    week by those of its last. It is final when all its rows are and a final row stands on or
    after its Sunday.
    """
    rows = {row.day: row for row in sorted(days)}
    verdicts = {day: _alone(row, warm_from, settings.on(day)) for day, row in rows.items()}
    last_final = max((day for day, row in rows.items() if row.final), default=date.min)
    for week in _carried_weeks(verdicts):
        if _is_final(week, rows, last_final):
            _judge_together(week, rows, verdicts, settings)
    return [(day, _covered(day, judged, covers)) for day, judged in verdicts.items()]


def _alone(row: TeamDay, warm_from: date | None, settings: Settings) -> Judged:
    if row.neutral:
        return Judged.NEUTRAL
    if warm_from is None or row.day < warm_from or row.on_shift == 0:
        return Judged.TRANSPARENT
    if team_day.carried(row.on_shift, settings):
        return Judged.CARRIED
    if team_day.kept(row.on_shift, row.done, settings):
        return Judged.KEPT
    return Judged.MISSED if row.final else Judged.OPEN


def _carried_weeks(verdicts: Verdicts) -> list[list[date]]:
    """The carried days, week by week, in order."""
    weeks: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day, judged in verdicts.items():
        if judged is Judged.CARRIED:
            weeks[iso_week(day)].append(day)
    return list(weeks.values())


def _is_final(carried: list[date], rows: dict[date, TeamDay], last_final: date) -> bool:
    days = week_days(*iso_week(carried[0]))
    return last_final >= days[-1] and all(rows[day].final for day in days if day in rows)


def _judge_together(
    carried: list[date], rows: dict[date, TeamDay], verdicts: Verdicts, settings: InForce
) -> None:
    """One judgement on the person-days of a week's small days: all kept, or one missed."""
    on_shift = sum(rows[day].on_shift for day in carried)
    done = sum(rows[day].done for day in carried)
    if team_day.reaches(on_shift, done, settings.on(carried[-1])):
        verdicts.update(dict.fromkeys(carried, Judged.KEPT))
        return
    verdicts.update(dict.fromkeys(carried, Judged.TRANSPARENT))
    verdicts[carried[-1]] = Judged.MISSED


def _covered(day: date, judged: Judged, covers: Collection[date]) -> Judged:
    return Judged.COVERED if judged is Judged.MISSED and day in covers else judged
