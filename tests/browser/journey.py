"""An organisation on its way to a launch and through its first weeks, without a browser.

What nobody needs to see done three hundred times is done here, through the actions that the
web uses; time moves only when it is told to, and the clockwork is the worker's own.
"""

import csv
import io
import threading
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from uplift_pwa import worker
from uplift_pwa.actions import cards, completions, first_acts, founding, joining
from uplift_pwa.db import transaction
from uplift_pwa.models import (
    Booster,
    Challenge,
    Completion,
    FirstAct,
    Leadership,
    Membership,
    Person,
    Site,
    Team,
)
from uplift_pwa.queries import pool
from uplift_pwa.queries.diary import weekday_mask

EXPORT = Path(__file__).parents[1] / "data" / "people" / "export-1-utf8-bom.csv"
PEOPLE = 300
SPOKEN = {"ar": "es", "hi": "en"}  # two languages are enough for one sitting
LEADERLESS = "Plaza Mayor · Complaints"  # the file does not say who leads it
WORKDAYS, SHIFT = frozenset(range(5)), (time(8), time(16))
ADMIN, SITE, ZONE = "Nuria Vidal", "Harbour Hotel", "Europe/Lisbon"
MORNING, EVENING = time(10), time(20)
ONE_DAY = timedelta(days=1)


class Time:
    """A clock that somebody moves on."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def hr_export() -> bytes:
    """Three hundred people as an HR system exports them, in two languages."""
    lines = list(csv.DictReader(io.StringIO(EXPORT.read_text("utf-8-sig"))))[:PEOPLE]
    teams = Counter(line["Supervisory Organization"] for line in lines)
    leads = {line["Supervisory Organization"]: line["Employee ID"] for line in lines[::-1]}
    others = iter(list(leads.values()))
    # Who works alone is led by somebody of another team.
    leads |= {team: next(others) for team, people in teams.items() if people == 1}
    leads[LEADERLESS] = ""
    text = io.StringIO(newline="")
    written = csv.DictWriter(text, lines[0])
    written.writeheader()
    for line in lines:
        spoken = line["Preferred Language"]
        manager = leads[line["Supervisory Organization"]]
        manager = manager if manager != line["Employee ID"] else ""
        known = {"Preferred Language": SPOKEN.get(spoken, spoken), "Manager ID": manager}
        written.writerow(line | known)
    return text.getvalue().encode()


class Journey:
    """Runs in the open `session`; `now` is the clock that the server reads as well."""

    def __init__(
        self, session: Session, sessions: sessionmaker[Session], now: Time, pepper: bytes
    ) -> None:
        self._session, self._sessions = session, sessions
        self._now, self._pepper = now, pepper

    def found(self) -> str:
        """An empty installation; returns the code of the first admin's card."""
        with transaction(self._session):
            admin = founding.found(self._session, ADMIN, site=SITE, zone=ZONE, at=self._now())
            return cards.issue(self._session, admin, at=self._now(), pepper=self._pepper)

    def come_aboard(self, codes: list[str]) -> None:
        """Everybody who holds one of these cards claims it and says that they play."""
        at = self._now()
        with transaction(self._session):
            for code in codes:
                person_id = cards.redeem(self._session, code, at=at, pepper=self._pepper)
                if person_id is None:
                    continue  # used on a phone already
                joining.arrive(self._session, person_id, at=at)
                joining.choose_mode(self._session, person_id, "play", on=at.date())
                joining.choose_week(
                    self._session, person_id, weekday_mask(WORKDAYS), *SHIFT, on=at.date()
                )
                joining.join(self._session, person_id, at=at)

    def go_first(self) -> int:
        """Every leader who has not yet does a challenge for leaders; how many did."""
        at, session = self._now(), self._session
        waiting = select(Person).where(
            Person.id.in_(select(Leadership.person_id)),
            Person.id.not_in(select(FirstAct.person_id)),
        )
        with transaction(session):
            own = session.scalars(select(Challenge.id).filter_by(for_leaders=True)).first()
            leaders = session.scalars(waiting).all()
            for one in leaders:
                standing = pool.Standing(one.site_id, None, one.level_id, None, leads=True)
                first_acts.record(session, one.id, own, standing, day=at.date(), at=at)
        return len(leaders)

    def move_to(self, at: datetime) -> None:
        """Time passes day by day, and the clockwork does what is due on the way."""
        while self._now.at + ONE_DAY < at:
            self.tick_at(self._now.at + ONE_DAY)
        self.tick_at(at)

    def tick_at(self, at: datetime) -> None:
        self._now.at = at
        worker.tick(self._sessions, threading.Event())
        self._session.rollback()

    def a_day(self, day: date, people: int) -> None:
        """So many people do one challenge each on `day`; then it is evening."""
        self.tick_at(moment(day, MORNING))
        with transaction(self._session):
            offered = self._everywhere()
            for place, person_id in enumerate(self._rested(day, people)):
                completions.record(
                    self._session,
                    person_id,
                    offered[(place + day.toordinal()) % len(offered)],
                    at=self._now(),
                )
        self.tick_at(moment(day, EVENING))

    def proposed(self) -> list[tuple[str, date]]:
        """The boosters so far, with what set them off and the day they were proposed on."""
        self._session.rollback()
        rows = self._session.execute(select(Booster.trigger, Booster.proposed_on))
        return [(trigger, day) for trigger, day in rows]

    def holder(self, *, leads: bool = False, site: str = "") -> str:
        """The name of somebody who leads a team, or who leads none, perhaps at a site."""
        led = Person.id.in_(select(Leadership.person_id))
        asked = select(Person.name).join(Site, Site.id == Person.site_id)
        asked = asked.where(led if leads else ~led, Person.role == "staff")
        if site:
            asked = asked.where(Site.name == site)
        self._session.rollback()
        return self._session.scalars(asked.order_by(Person.id).limit(1)).one()

    def _everywhere(self) -> list[int]:
        live = select(Challenge.id).filter_by(state="live", for_leaders=False)
        return list(self._session.scalars(live.order_by(Challenge.id)))

    def _rested(self, day: date, people: int) -> list[int]:
        """Those who have done the least lately act today, so that everybody has a turn."""
        did = select(Completion.person_id).where(Completion.service_day == day)
        found = self._session.scalars(
            select(Person.id)
            .join(Membership, Membership.person_id == Person.id)
            .join(Team, Team.id == Membership.team_id)
            .where(Person.joined_at.is_not(None), Person.id.not_in(did))
            .order_by(Person.id)
        ).all()
        first = (day.toordinal() * people) % len(found)
        return [*found[first:], *found[:first]][:people]


def moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=UTC)
