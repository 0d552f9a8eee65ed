"""Where a team stands on a day, and the organisation with it: what every phone screen heads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Award,
    Booster,
    Campaign,
    MomentSeen,
    PersonTotal,
    Reminder,
    Team,
    TeamDay,
    TeamTotal,
    UnitWeek,
)
from uplift_pwa.queries import asking, boosters, moments, momentum, rulebook
from uplift_pwa.queries.campaign import Current
from uplift_pwa.queries.moments import Moments, Watcher
from uplift_pwa.rules import campaign, small_numbers, team_day
from uplift_pwa.rules.asking import Asked
from uplift_pwa.rules.rulebook import Rulebook
from uplift_pwa.rules.settings import Settings

UNTOLD_MOMENTUM = 60  # of the flame before the first week is counted


@dataclass(frozen=True, slots=True)
class TeamNow:
    """A team's day, its streak, and the day's numbers.

    `on_shift` is None until the day's row is there.
    """

    id: int
    name: str
    department_id: int
    warm: bool
    streak: int
    best: int
    on_shift: int | None
    done: int
    numbers: Settings

    @property
    def kept(self) -> bool:
        return team_day.kept(self.on_shift or 0, self.done, self.numbers)

    @property
    def shows_windows(self) -> bool:
        """Members see windows from 3 on shift; below it only kept or open (RULES 6)."""
        return team_day.shows_windows(self.on_shift or 0, self.numbers)

    @property
    def missing(self) -> int | None:
        """How many more keep the day, where the screen may say so (RULES 6)."""
        on_shift = self.on_shift or 0
        if not team_day.speaks_number(on_shift, self.numbers):
            return None
        return team_day.missing(on_shift, self.done, self.numbers)


@dataclass(frozen=True, slots=True)
class Climb:
    """The organisation's climb: acts done, the goal, how high that is (per cent).

    `momentum` is the last counted week's, None before the first; `breadth` the tipped share
    of units in whole per cent.
    """

    campaign: Current
    acts: int
    momentum: int | None = None
    breadth: int = 0

    @property
    def altitude(self) -> float:
        return campaign.altitude(self.acts, campaign.Goal(self.campaign.goal_acts))

    @property
    def flame(self) -> int:
        """Momentum shapes the flame; before the first act there is none."""
        if not self.acts:
            return 0
        return UNTOLD_MOMENTUM if self.momentum is None else self.momentum

    @property
    def stage(self) -> str:
        return campaign.stage(self.acts, campaign.Goal(self.campaign.goal_acts))


@dataclass(frozen=True, slots=True)
class Now:
    team: TeamNow | None
    climb: Climb | None
    booster: boosters.Now | None = None
    moments: Moments = Moments()
    asked: Asked = Asked()


def now(session: Session, watcher: Watcher, day: date) -> Now:
    """The watcher's team on a service day, its streak, the campaign, the climb and its booster,
    what there is to celebrate, and what they know of nudges. One SELECT.
    """
    team_id = watcher.team_id
    total = select(func.coalesce(func.sum(TeamTotal.acts), 0)).scalar_subquery()
    newest = select(func.max(Campaign.id)).scalar_subquery()
    last_booster = select(func.max(Booster.id)).filter_by(campaign_id=newest).scalar_subquery()
    counted = select(func.max(UnitWeek.monday)).filter_by(kind="organisation").scalar_subquery()
    of_week = and_(UnitWeek.monday == counted, UnitWeek.kind.in_(("organisation", "cell")))
    # An outer join from the organisation: it may have no campaign, the person no team. Of the
    # last counted week come as many rows as the map has units, and the whole.
    one = select(total.label("acts")).subquery()
    rows = session.execute(
        select(
            one.c.acts.label("all_acts"),
            Campaign.id.label("campaign_id"),
            Campaign.organisation,
            Campaign.goal_acts,
            Campaign.goal_breadth,
            Campaign.launch_on,
            Campaign.launch_hour,
            Team.id.label("team_id"),
            Team.name,
            Team.department_id,
            Team.warm_from,
            TeamTotal.streak,
            TeamTotal.best_streak,
            TeamDay.on_shift,
            TeamDay.done,
            *momentum.COLUMNS,
            *boosters.COLUMNS,
            *moments.COLUMNS,
            *asking.COLUMNS,
            asking.reachable(watcher.person_id),
            UnitWeek.kind,
            UnitWeek.tipped,
        )
        .select_from(one)
        .outerjoin(Campaign, Campaign.id == newest)
        .outerjoin(Booster, Booster.id == last_booster)
        .outerjoin(MomentSeen, MomentSeen.person_id == watcher.person_id)
        .outerjoin(Reminder, Reminder.person_id == watcher.person_id)
        .outerjoin(PersonTotal, PersonTotal.person_id == watcher.person_id)
        .outerjoin(Award, Award.id == moments.next_award(watcher))
        .outerjoin(Team, Team.id == team_id)
        .outerjoin(TeamTotal, TeamTotal.team_id == Team.id)
        .outerjoin(TeamDay, and_(TeamDay.team_id == Team.id, TeamDay.day == day))
        .outerjoin(UnitWeek, of_week)
    ).all()
    row, team = rows[0], None
    if row.team_id is not None:
        warm = row.warm_from is not None and row.warm_from <= day
        team = TeamNow(
            row.team_id,
            row.name,
            row.department_id,
            warm,
            row.streak or 0,
            row.best_streak or 0,
            row.on_shift,
            row.done or 0,
            rulebook.book(session).on(day),
        )
    climb = _climb(rows, rulebook.book(session))
    found = (boosters.now_of(row), moments.of_row(row), asking.of_row(row))
    return Now(team, climb, *found)


def _climb(rows: Sequence[Any], book: Rulebook) -> Climb | None:
    row = rows[0]
    if row.campaign_id is None:
        return None
    current = Current(
        row.campaign_id,
        row.organisation,
        row.goal_acts,
        row.goal_breadth,
        row.launch_on,
        row.launch_hour,
    )
    weeks = momentum.shown([one for one in rows if one.kind == "organisation"], book)
    value = weeks[-1].value if weeks else None
    return Climb(current, int(row.all_acts), value, _breadth(rows, book))


def _breadth(rows: Sequence[Any], book: Rulebook) -> int:
    """The second ring as Orbit shows it: units too small to be shown stay out."""
    units = {row.unit_id: row for row in rows if row.kind == "cell"}
    sizes = {unit: row.headcount for unit, row in units.items()}
    monday = max((row.monday for row in units.values()), default=date.min)
    hidden = small_numbers.withheld(sizes, book.on(monday))
    tipped = [bool(row.tipped) for unit, row in units.items() if unit not in hidden]
    return 100 * sum(tipped) // len(tipped) if tipped else 0
