"""A team's streak: kept days in a row, covers and joining again, in any order of arrival."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from uplift_pwa.rules.judging import ALWAYS_WARM, TeamDay, judge
from uplift_pwa.rules.settings import DEFAULTS, InForce
from uplift_pwa.rules.team_day import Judged

__all__ = ["ALWAYS_WARM", "Streak", "TeamDay", "judge", "streak"]

BOUNCE_AFTER = 5
ORBIT_DAYS = 60


@dataclass(frozen=True, slots=True)
class Streak:
    """Kept days in a row, the first of them, the longest run there was, the last kept day.

    While a run can be joined again, `earlier` is its length and `to_join` how many kept days
    it takes. `joined_on` is the last day that joined one. The last two are feats for badges.
    """

    length: int = 0
    since: date | None = None
    best: int = 0
    last_kept: date | None = None
    earlier: int = 0
    to_join: int = 0
    joined_on: date | None = None
    bounced_back: bool = False
    reached_orbit: bool = False


def streak(
    days: Iterable[TeamDay],
    *,
    covers: Collection[date] = (),
    warm_from: date | None = ALWAYS_WARM,
    settings: InForce = DEFAULTS,
) -> Streak:
    """The team's streak, a pure function of its days and cover rows (RULES 6)."""
    walk = _Walk(settings)
    for day, judged in judge(days, covers=covers, warm_from=warm_from, settings=settings):
        if judged is Judged.KEPT:
            walk.keep(day)
        elif judged is Judged.MISSED:
            walk.miss(day)
        elif judged is Judged.COVERED:
            walk.cover()
    return walk.streak()


@dataclass(frozen=True, slots=True)
class _Run:
    """Kept days in a row; `covers` says after how many of them each cover was used."""

    length: int = 0
    since: date | None = None
    covers: tuple[int, ...] = ()

    def one_more(self, day: date) -> "_Run":
        return _Run(self.length + 1, self.since or day, self.covers)

    def one_covered(self) -> "_Run":
        return _Run(self.length, self.since, (*self.covers, self.length))

    def joined_by(self, later: "_Run") -> "_Run":
        moved = tuple(self.length + after for after in later.covers)
        return _Run(self.length + later.length, self.since, self.covers + moved)

    def is_orbit(self, most_covers: int) -> bool:
        """60 kept days with at most 3 covers between the first and the last of them."""
        first = self.length - ORBIT_DAYS + 1
        return first > 0 and sum(after >= first for after in self.covers) <= most_covers


class _Walk:
    """The state between one judged day and the next."""

    def __init__(self, settings: InForce) -> None:
        self._book, self._settings = settings, settings.on(date.min)
        self._run, self._earlier = _Run(), _Run()
        self._best, self._missed_on = 0, date.min
        self._last_kept: date | None = None
        self._joined_on: date | None = None
        self._bounced_back = self._reached_orbit = False

    def keep(self, day: date) -> None:
        self._run = self._run.one_more(day)
        if self._earlier.length and self._run.length == self._settings.join_days:
            self._come_back(day)
        self._best, self._last_kept = max(self._best, self._run.length), day
        self._reached_orbit |= self._run.is_orbit(self._settings.orbit_covers)

    def miss(self, day: date) -> None:
        # A second missed day in a row follows a run of nothing, which cannot be joined.
        self._earlier, self._run, self._missed_on = self._run, _Run(), day
        # Nobody has to do more for a run than was asked on the day that interrupted it.
        self._settings = self._book.on(day)

    def cover(self) -> None:
        self._run = self._run.one_covered()

    def streak(self) -> Streak:
        to_join = self._to_join()
        return Streak(
            length=self._run.length,
            since=self._run.since,
            best=self._best,
            last_kept=self._last_kept,
            earlier=self._earlier.length if to_join else 0,
            to_join=to_join,
            joined_on=self._joined_on,
            bounced_back=self._bounced_back,
            reached_orbit=self._reached_orbit,
        )

    def _come_back(self, day: date) -> None:
        earlier, self._earlier = self._earlier, _Run()
        self._bounced_back |= earlier.length >= BOUNCE_AFTER
        if self._may_join(day):
            self._run, self._joined_on = earlier.joined_by(self._run), day

    def _to_join(self) -> int:
        """Kept days still needed; 0 where there is nothing to join or it would be too soon."""
        soonest = self._missed_on + timedelta(days=self._settings.join_days)
        if not self._earlier.length or not self._may_join(soonest):
            return 0
        return self._settings.join_days - self._run.length

    def _may_join(self, day: date) -> bool:
        last = self._joined_on
        return last is None or day - last >= timedelta(days=self._settings.join_again_days)
