"""The cover ledger of a team: what it earned with kept days and what it has spent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from uplift_pwa.rules.judging import ALWAYS_WARM, TeamDay, judge
from uplift_pwa.rules.settings import DEFAULTS, InForce
from uplift_pwa.rules.team_day import Judged

Verdict = tuple[date, Judged]


@dataclass(frozen=True, slots=True)
class Cover:
    """A row of the ledger: the team `giver` protects `day` of the team `receiver`.

    `given_on` is the giver's service day on which it left: `day` itself for an own cover.
    """

    giver: int
    receiver: int
    day: date
    given_on: date


@dataclass(frozen=True, slots=True)
class Purse:
    """Covers held, and kept days on the way to the next; these pause while one is held.

    `short` is how often more was spent than held; a correction afterwards may cause it.
    """

    held: int = 0
    towards: int = 0
    short: int = 0


def covered_days(team: int, ledger: Iterable[Cover]) -> set[date]:
    """The days of `team` that a cover protects, its own or a lent one."""
    return {row.day for row in ledger if row.receiver == team}


def purse(
    team: int,
    days: Iterable[TeamDay],
    ledger: Iterable[Cover],
    *,
    warm_from: date | None = ALWAYS_WARM,
    settings: InForce = DEFAULTS,
) -> Purse:
    """What the team holds, from its days and the ledger alone (RULES 6).

    A cover of its own that a neutral day or a correction made needless is back in the purse.
    """
    ledger = list(ledger)
    covers = covered_days(team, ledger)
    verdicts = judge(days, covers=covers, warm_from=warm_from, settings=settings)
    return count(verdicts, spent(team, verdicts, ledger), settings)


def spent(team: int, verdicts: Iterable[Verdict], ledger: Iterable[Cover]) -> list[date]:
    """When `team` gave covers away: every lent one, and its own where they are needed."""
    needed = {day for day, judged in verdicts if judged is Judged.COVERED}
    return [
        row.given_on
        for row in ledger
        if row.giver == team and (row.receiver != team or row.day in needed)
    ]


def count(
    verdicts: Iterable[Verdict], spent_on: Collection[date], settings: InForce = DEFAULTS
) -> Purse:
    """Walk by date: kept days earn, spending takes; on one day earning comes first."""
    earned = [(day, False) for day, judged in verdicts if judged is Judged.KEPT]
    held = towards = short = 0
    for day, spends in sorted([*earned, *((day, True) for day in spent_on)]):
        numbers = settings.on(day)
        if spends:
            held, short = max(0, held - 1), short + (held == 0)
        elif held < numbers.covers_held:
            towards += 1
            if towards >= numbers.cover_every:
                held, towards = held + 1, 0
    return Purse(held, towards, short)
