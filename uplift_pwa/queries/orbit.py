"""The whole organisation: how high it is, how steady its weeks are, what is being prepared."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, func, null, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Booster, Campaign, TeamTotal, UnitWeek
from uplift_pwa.queries import boosters, momentum, roadblock_answers, rulebook, tipping_map
from uplift_pwa.queries.campaign import Current
from uplift_pwa.queries.roadblock_answers import LevelAnswers
from uplift_pwa.queries.standing import Climb
from uplift_pwa.queries.tipping_map import Map
from uplift_pwa.rules import campaign, tipping
from uplift_pwa.rules.settings import DEFAULTS

WEEKS = DEFAULTS.sustained_weeks


@dataclass(frozen=True, slots=True)
class Orbit:
    """`weeks` are the organisation's last ones, the oldest first, as they may be shown."""

    climb: Climb | None = None
    map: Map = Map()
    weeks: tuple[momentum.Week, ...] = ()
    tipped: tuple[bool, ...] = ()
    booster: boosters.Now | None = None
    answers: tuple[LevelAnswers, ...] = ()

    @property
    def has_tipped(self) -> bool:
        return bool(self.tipped) and self.tipped[-1]

    @property
    def is_sustained(self) -> bool:
        """4 weeks in a row with the organisation tipped (RULES 7)."""
        return tipping.sustained(self.tipped)

    @property
    def is_reached(self) -> bool:
        """Whether both rings are full (RULES 7)."""
        if self.climb is None:
            return False
        now = self.climb.campaign
        goal = campaign.Goal(now.goal_acts, now.goal_breadth)
        return campaign.reached(self.climb.acts, self.map.percent, goal)

    @property
    def units_missing(self) -> int:
        """How many more tipped units close the second ring."""
        if self.climb is None:
            return 0
        needed = -(-self.climb.campaign.goal_breadth * len(self.map.shown) // 100)
        return max(0, needed - self.map.tipped)


def of(session: Session, day: date | None = None) -> Orbit:
    """The climb, the map, the last weeks, the newest booster, how long answers take.

    The last of these only with the service day of whoever asks. Two SELECTs.
    """
    total = select(func.coalesce(func.sum(TeamTotal.acts), 0)).scalar_subquery()
    newest = select(func.max(Campaign.id)).scalar_subquery()
    last = select(func.max(Booster.id)).where(Booster.campaign_id == newest).scalar_subquery()
    rows = session.execute(
        select(
            total.label("all_acts"),
            Campaign.id,
            Campaign.organisation,
            Campaign.goal_acts,
            Campaign.goal_breadth,
            Campaign.launch_on,
            Campaign.launch_hour,
            Campaign.orbit,
            Campaign.stages,
            *boosters.COLUMNS,
            *momentum.COLUMNS,
            UnitWeek.tipped,
            (roadblock_answers.by_level(day) if day else null()).label("answers"),
        )
        .where(Campaign.id == newest)
        .outerjoin(Booster, Booster.id == last)
        .outerjoin(UnitWeek, and_(UnitWeek.kind == "organisation", UnitWeek.unit_id == 0))
        .order_by(UnitWeek.monday.desc())
        .limit(WEEKS)
    ).all()
    if not rows:
        return Orbit()
    now = rows[0]
    weeks = [row for row in rows[::-1] if row.monday is not None]
    book = rulebook.book(session)
    shown, units = momentum.shown(weeks, book), tipping_map.latest(session)
    value = shown[-1].value if shown else None
    return Orbit(
        Climb(
            replace(Current(*now[1:8]), stages=tuple(now.stages or ())),
            int(now.all_acts),
            value,
            units.percent,
        ),
        units,
        tuple(shown),
        tuple(row.tipped for row in weeks),
        boosters.now_of(now),
        tuple(roadblock_answers.medians(now.answers, book.on(day))) if day else (),
    )
