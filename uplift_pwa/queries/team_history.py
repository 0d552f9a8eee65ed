"""A team's whole history as the rules want it: its days, its covers, since when it is warm."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Cover, Team, TeamDay
from uplift_pwa.queries import days_off, rulebook
from uplift_pwa.rules import purse as purses
from uplift_pwa.rules import streaks
from uplift_pwa.rules.purse import Purse, Verdict
from uplift_pwa.rules.settings import InForce
from uplift_pwa.rules.streaks import Streak


@dataclass(frozen=True, slots=True)
class History:
    """What a team's streak and its covers are a pure function of (RULES 6)."""

    team_id: int
    days: list[streaks.TeamDay]
    ledger: list[purses.Cover]
    warm_from: date | None
    numbers: InForce

    def verdicts(self) -> list[Verdict]:
        """What each day turned out to be, by date."""
        covers = purses.covered_days(self.team_id, self.ledger)
        return streaks.judge(
            self.days, covers=covers, warm_from=self.warm_from, settings=self.numbers
        )

    def streak(self) -> Streak:
        covers = purses.covered_days(self.team_id, self.ledger)
        return streaks.streak(
            self.days, covers=covers, warm_from=self.warm_from, settings=self.numbers
        )

    def purse(self) -> Purse:
        return purses.purse(
            self.team_id,
            self.days,
            self.ledger,
            warm_from=self.warm_from,
            settings=self.numbers,
        )


def of(session: Session, team_id: int) -> History:
    """All of a team's days, oldest first, and its rows of the cover ledger. Two SELECTs."""
    warm_from, ledger = covers(session, team_id)
    return History(team_id, days(session, team_id), ledger, warm_from, rulebook.book(session))


def days(session: Session, team_id: int) -> list[streaks.TeamDay]:
    """The team's days as the rules want them, oldest first."""
    rows = session.execute(
        select(
            TeamDay.day,
            TeamDay.on_shift,
            TeamDay.done,
            TeamDay.final_at,
            days_off.neutral_reason(TeamDay.team_id, TeamDay.day),
        )
        .filter_by(team_id=team_id)
        .order_by(TeamDay.day)
    )
    return [
        streaks.TeamDay(
            day, on_shift, done, final=final_at is not None, neutral=why is not None
        )
        for day, on_shift, done, final_at, why in rows
    ]


def covers(session: Session, team_id: int) -> tuple[date | None, list[purses.Cover]]:
    """Since when the team is warm, and every cover it gave or got, oldest first."""
    rows = session.execute(
        select(Team.warm_from, Cover.giver_id, Cover.receiver_id, Cover.day, Cover.given_on)
        .outerjoin(Cover, or_(Cover.giver_id == Team.id, Cover.receiver_id == Team.id))
        .where(Team.id == team_id)
        .order_by(Cover.id)
    ).all()
    ledger = [purses.Cover(*row[1:]) for row in rows if row.day is not None]
    return rows[0].warm_from if rows else None, ledger
