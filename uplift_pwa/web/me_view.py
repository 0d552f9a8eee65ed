"""What Me shows of somebody's weeks and marks, decided once so that its template only reads."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from uplift_pwa.queries import person_weeks
from uplift_pwa.queries.me import DAYS_BACK, Own
from uplift_pwa.rules.badges import CATALOGUE, Badge
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.rhythm import (
    ONE_WEEK,
    Line,
    Rhythm,
    Week,
    WeekJudged,
    judge,
    line,
    needed,
    rhythm,
)
from uplift_pwa.rules.settings import InForce

SHOWN = 13
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge of one's own: when its highest tier was earned, and how far to the next one.

    `done` of `asked` counts towards the next tier; (0, 0) where there is nothing to count.
    """

    badge: Badge
    tier: int | None
    earned_on: date | None
    done: int = 0
    asked: int = 0


class MeView:
    """The person's rhythm on a service day: final weeks, and those still under way."""

    def __init__(self, own: Own, diary: Diary, day: date, book: InForce) -> None:
        self._own, self._diary, self.day, self._book = own, diary, day, book
        self.monday = person_weeks.monday_of(day)

    @property
    def lift_today(self) -> int:
        return self._own.lift_on[self.day]

    @cached_property
    def weeks(self) -> list[Week]:
        """All weeks, oldest first; the last is the one under way."""
        final = self._own.weeks
        written = {week.monday for week in final}
        return [*final, *(self._open(monday) for monday in self._late(written))]

    @cached_property
    def rhythm(self) -> Rhythm:
        return rhythm(self.weeks, self._book)

    @property
    def line(self) -> Line:
        return line(self.rhythm, self.monday, self._book)

    @property
    def is_kept(self) -> bool:
        """Whether the week under way is in rhythm already."""
        return judge(self.weeks[-1], self._book) is WeekJudged.KEPT

    @property
    def to_keep(self) -> int:
        """How many more good days keep the week under way."""
        now = self.weeks[-1]
        asked = needed(now.working_days, self._book.on(now.monday))
        return max(0, asked - now.active_days)

    @property
    def strip(self) -> list[str]:
        """The last weeks as they are drawn; weeks without working days are left out."""
        words = [(week.monday, judge(week, self._book)) for week in self.weeks]
        drawn = [
            "now" if judged is WeekJudged.OPEN else str(judged)
            for monday, judged in words
            if judged is not WeekJudged.TRANSPARENT or monday == self.monday
        ]
        return ["now" if one == "transparent" else one for one in drawn[-SHOWN:]]

    @property
    def kept(self) -> int:
        return self.strip.count("kept")

    @property
    def days(self) -> list[tuple[date, str]]:
        """The days of the week under way and how each is marked."""
        return [(day, self._mark(day)) for day in (self.monday + ONE_DAY * n for n in range(7))]

    @property
    def marks(self) -> list[Mark]:
        own = [badge for badge in CATALOGUE if badge.owner == "person"]
        return [self._badge(badge) for badge in own]

    def _late(self, written: set[date]) -> list[date]:
        """Mondays of the weeks that the clockwork has not written yet."""
        return [
            monday
            for monday in (self.monday - DAYS_BACK, self.monday)
            if monday not in written and (monday == self.monday or self._began_before(monday))
        ]

    def _began_before(self, monday: date) -> bool:
        launch_on = self._own.launch_on
        return launch_on is not None and launch_on < monday + ONE_WEEK

    def _open(self, monday: date) -> Week:
        launch_on = self._own.launch_on or date.max
        came = self._own.active_days
        return person_weeks.week(self._diary, monday, came, launch_on, final=False)

    def _mark(self, day: date) -> str:
        if day in self._own.active_days:
            return "kept"
        if day in self._diary.neutral:
            return "neutral"
        return "open" if day == self.day else "off"

    def _badge(self, badge: Badge) -> Mark:
        had = [tier for key, tier in self._own.awards if key == badge.key]
        tier = max(had, default=None)
        earned_on = None if tier is None else self._own.awards[badge.key, tier]
        steps = badge.tiers or badge.criterion[:1]
        following = 0 if tier is None else tier + 1
        done = self._counted.get(badge.key)
        if done is None or following >= len(steps):
            return Mark(badge, tier, earned_on)
        return Mark(badge, tier, earned_on, min(done, steps[following]), steps[following])

    @cached_property
    def _counted(self) -> dict[str, int]:
        return {
            "good-rhythm": self.rhythm.kept_weeks,
            "wide-thanks": self._own.thanked,
            "storyteller": self._own.stories,
        }
