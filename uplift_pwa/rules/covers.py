"""Spending covers: on a team's own missed day when it is final, or lent to another team."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from uplift_pwa.rules.calendar import iso_week, week_days
from uplift_pwa.rules.judging import ALWAYS_WARM, TeamDay, judge
from uplift_pwa.rules.purse import Cover, Purse, Verdict, count, covered_days, spent
from uplift_pwa.rules.settings import DEFAULTS, InForce
from uplift_pwa.rules.team_day import Judged


class Refusal(StrEnum):
    """Why a cover cannot be lent."""

    OWN_DAY = "own_day"
    NONE_HELD = "none_held"
    NOT_MISSED = "not_missed"
    TOO_LONG_AGO = "too_long_ago"
    TOO_MANY_IN_A_ROW = "too_many_in_a_row"


def due(
    team: int,
    days: Iterable[TeamDay],
    ledger: Iterable[Cover],
    *,
    since: date = date.min,
    warm_from: date | None = ALWAYS_WARM,
    settings: InForce = DEFAULTS,
) -> list[Cover]:
    """The rows to write now: own covers for days that are final and missed (RULES 6).

    Give the team's whole history and `since` when to look for missed days. Days finalised
    together get what they would have got one after the other; a second call adds nothing.
    """
    rows, known = list(days), list(ledger)
    already = len(known)
    covers = covered_days(team, known)
    verdicts = judge(rows, covers=covers, warm_from=warm_from, settings=settings)
    missed = [day for day, judged in verdicts if judged is Judged.MISSED and day >= since]
    judged_by = {day: judged_on(day, rows, settings) for day in missed}
    for day in sorted(missed, key=lambda day: (judged_by[day], day)):
        seen = [row for row in rows if row.day <= judged_by[day]]
        covers = covered_days(team, known)
        before = judge(seen, covers=covers, warm_from=warm_from, settings=settings)
        if _affords(team, before, known, day, settings) and _stays_short(day, before, settings):
            known.append(Cover(team, team, day, given_on=day))
    return known[already:]


def lend(
    giver: int,
    purse: Purse,
    receiver: int,
    verdicts: Sequence[Verdict],
    day: date,
    *,
    today: date,
    missed_on: date | None = None,
    settings: InForce = DEFAULTS,
) -> Cover | Refusal:
    """Lend a cover for a missed day of another team, or say why not (RULES 6).

    `verdicts` are the receiver's days as `judge` gives them, `today` the giver's service day;
    `missed_on` is `judged_on` of a carried day, which is known to be missed much later.
    """
    if giver == receiver:
        return Refusal.OWN_DAY
    if purse.held < 1:
        return Refusal.NONE_HELD
    if (day, Judged.MISSED) not in verdicts:
        return Refusal.NOT_MISSED
    if today - (missed_on or day) > timedelta(days=settings.on(today).lend_days):
        return Refusal.TOO_LONG_AGO
    if not _stays_short(day, verdicts, settings):
        return Refusal.TOO_MANY_IN_A_ROW
    return Cover(giver, receiver, day, given_on=today)


def judged_on(day: date, rows: Iterable[TeamDay], settings: InForce = DEFAULTS) -> date:
    """The day whose finalising judges `day`: the week's Sunday where it is carried."""
    least = settings.on(day).least_on_shift
    small = any(row.day == day and row.on_shift < least for row in rows)
    return week_days(*iso_week(day))[-1] if small else day


def _affords(
    team: int, verdicts: list[Verdict], ledger: list[Cover], day: date, settings: InForce
) -> bool:
    """Whether the team had a cover for that day, and none later has to go without for it."""
    gone = spent(team, verdicts, ledger)
    without, with_it = count(verdicts, gone, settings), count(verdicts, [*gone, day], settings)
    return with_it.short == without.short


def _stays_short(day: date, verdicts: Iterable[Verdict], settings: InForce) -> bool:
    """Whether covering `day` makes at most 2 covered days in a row."""
    row: list[date] = []
    for other, judged in verdicts:
        if judged is Judged.COVERED or other == day:
            row.append(other)
        elif judged in (Judged.KEPT, Judged.MISSED):
            if day in row:
                break
            row = []
    return day not in row or len(row) <= settings.on(day).covers_in_a_row
