"""Does what is no act through the actions: leave, storms, holidays, huddles."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import days_off, huddles
from uplift_pwa.models import Department, Person, Site, Team
from uplift_pwa.simulation.absence import Closed, Leave
from uplift_pwa.simulation.huddles import Count

Errand = Leave | Closed | Count


class Errands:
    """Runs errands for people and places that the organisation knows by name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def run(self, errand: Errand) -> None:
        """Raises `Refused` as the action does."""
        match errand:
            case Leave():
                self._leave(errand)
            case Closed():
                self._close(errand)
            case Count():
                self._count(errand)

    def _leave(self, leave: Leave) -> None:
        who = self._person(leave.number)
        days_off.take_leave(self._session, who, leave.first, leave.last, on=leave.day)

    def _close(self, closed: Closed) -> None:
        site = self._session.scalar(select(Site.id).filter_by(name=closed.site))
        declare = days_off.add_holiday if closed.is_holiday else days_off.declare_neutral
        by = self._person(closed.number)
        declare(self._session, site or 0, closed.day, closed.why, by=by, at=closed.at)

    def _count(self, count: Count) -> None:
        team = self._session.scalar(
            select(Team.id)
            .join(Department, Department.id == Team.department_id)
            .where(Team.name == count.team, Department.name == count.department)
        )
        huddles.count(
            self._session,
            team or 0,
            count.day,
            count.present,
            count.did_it,
            by=self._person(count.number),
            at=count.at,
        )

    def _person(self, number: str) -> int:
        return self._session.scalar(select(Person.id).filter_by(staff_number=number)) or 0
