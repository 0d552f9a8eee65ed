"""What people's counters must be by their facts: days with their lift, final weeks, sums."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from uplift_pwa.queries import person_facts, rulebook
from uplift_pwa.rules.rhythm import Rhythm, Week, WeekJudged, comeback_days, judge, rhythm
from uplift_pwa.rules.scoring import Deeds, lift
from uplift_pwa.rules.settings import InForce, Settings

DEED_NAMES = (
    "completions",
    "sentences",
    "confirmed",
    "thanks_sent",
    "thanks_received",
    "roadblocks",
    "comeback",
)
WEEK_NAMES = ("working_days", "active_days", "kept")

Rows = dict[tuple[Any, ...], dict[str, Any]]


def truth(session: Session, first_id: int, last_id: int) -> dict[str, Rows]:
    """By table, the true rows of the people of an id range."""
    weeks = person_facts.weeks(session, first_id, last_id)
    deeds = person_facts.deeds(session, first_id, last_id)
    book = rulebook.book(session)
    _add_ways_back(deeds, weeks, book)
    return {
        "person_day": {key: _day(some, book.on(key[1])) for key, some in deeds.items()},
        "person_week": {
            (who, week.monday): _week(week, book) for who, own in weeks.items() for week in own
        },
        "person_total": _totals(deeds, weeks, book),
    }


def sums(now: Rhythm) -> dict[str, Any]:
    """A rhythm as the columns of a person's sums."""
    return {
        "rhythm_run": now.run,
        "rhythm_best": now.best,
        "rhythm_earlier": now.earlier,
        "kept_weeks": now.kept_weeks,
        "joins": now.joins,
        "joined_on": now.joined_on,
    }


def _add_ways_back(
    deeds: dict[tuple[int, date], Deeds], weeks: Mapping[int, Collection[Week]], book: InForce
) -> None:
    active: dict[int, set[date]] = defaultdict(set)
    for (who, day), done in deeds.items():
        active[who] |= {day} if done.completions else set()
    for who, own in weeks.items():
        for day in comeback_days(own, active[who], book):
            deeds[who, day] = replace(deeds[who, day], comeback=1)


def _day(done: Deeds, numbers: Settings) -> dict[str, Any]:
    return {name: getattr(done, name) for name in DEED_NAMES} | {"lift": lift(done, numbers)}


def _week(week: Week, book: InForce) -> dict[str, Any]:
    numbers = (week.working_days, week.active_days, judge(week, book) is WeekJudged.KEPT)
    return dict(zip(WEEK_NAMES, numbers, strict=True))


def _totals(
    deeds: Mapping[tuple[int, date], Deeds], weeks: Mapping[int, Iterable[Week]], book: InForce
) -> Rows:
    found: Rows = {}
    for who in {who for who, _ in deeds} | weeks.keys():
        found[who,] = {"completions": 0, "lift": 0} | sums(rhythm(weeks.get(who, ()), book))
    for (who, day), done in deeds.items():
        found[who,]["completions"] += done.completions
        found[who,]["lift"] += lift(done, book.on(day))
    return found
