"""The units' weeks once more, as slowly and plainly as one can say them (RULES 5, 8)."""

from collections import defaultdict
from datetime import timedelta
from math import ceil

from sqlalchemy import select

from uplift_pwa.models import (
    Challenge,
    Cohort,
    CohortUnit,
    Completion,
    Confirmation,
    Membership,
    PublishedPerson,
    UnitCell,
    WeeklyPattern,
)

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


class Slowly:
    """Every person, every day, every unit, one question after the other."""

    def __init__(self, session, monday):
        self.session, self.monday, self.sunday = session, monday, monday + 6 * DAY
        self.acts = [
            (act, session.get(Challenge, act.challenge_id), session.get(Confirmation, act.id))
            for act in session.scalars(select(Completion))
        ]
        self.teams = {
            row.person_id: row.team_id
            for row in session.scalars(select(Membership))
            if row.from_on <= self.sunday
            and (row.until_on is None or row.until_on >= self.sunday)
        }

    def weeks(self):
        return {key: self.week(key[0], members) for key, members in self.groups().items()}

    def groups(self):
        """Teams as they are; units of the people whom the week was published with."""
        groups = defaultdict(set)
        for who, team in self.teams.items():
            groups["team", team].add(who)
        for who, unit in published_in(self.session, self.monday).items():
            groups["cell", unit].add(who)
            groups["organisation", 0].add(who)
            cells = self.session.scalars(select(UnitCell).filter_by(unit_id=unit))
            departments = {cell.department_id for cell in cells}
            if len(departments) == 1:
                groups["department", departments.pop()].add(who)
        groups["organisation", 0] |= set()
        return groups

    def week(self, kind, members):
        mine = [
            one
            for one in self.acts
            if one[0].person_id in members and self.monday <= one[0].service_day <= self.sunday
        ]
        returning = {
            who
            for who in members
            if who in self.teams
            and self.days(who, self.monday - WEEK)
            and self.working(who, self.monday)
        }
        broad, breadth_of = (0, len(members)) if kind == "team" else self.breadth(members)
        return {
            "headcount": len(members),
            "in_rhythm": sum(self.kept(who, self.monday) for who in members),
            "working": sum(
                who in self.teams and bool(self.working(who, self.monday)) for who in members
            ),
            "broad": broad,
            "breadth_of": breadth_of,
            "returned": sum(bool(self.days(who, self.monday)) for who in returning),
            "to_return": len(returning),
            "felt": sum((c is not None and c.helped) or h.helps == "team" for _, h, c in mine),
            "acts": len(mine),
            "steady": sum(self.steady(who) for who in members),
        }

    def breadth(self, members):
        teams = defaultdict(list)
        for who in members:
            if who in self.teams:
                teams[self.teams[who]].append(bool(self.days(who, self.monday)))
        joined = [[]]
        for active in sorted(teams.values(), key=lambda some: (len(some), sum(some))):
            joined += [[]] if len(joined[-1]) >= 5 else []
            joined[-1] += active
        joined = [active for active in joined if active]
        return sum(4 * sum(active) >= len(active) for active in joined), len(joined)

    def steady(self, who):
        return sum(self.kept(who, self.monday - n * WEEK) for n in range(3)) >= 2

    def kept(self, who, start):
        asked = min(3, ceil(0.6 * len(self.working(who, start))))
        return bool(self.working(who, start)) and len(self.days(who, start)) >= asked

    def working(self, who, start):
        pattern = self.session.scalars(select(WeeklyPattern).filter_by(person_id=who)).one()
        usual = {start + n * DAY for n in range(7) if pattern.weekdays >> n & 1}
        return usual | self.days(who, start)

    def days(self, who, start):
        return {
            act.service_day
            for act, _, _ in self.acts
            if act.person_id == who and start <= act.service_day < start + WEEK
        }


def published_in(session, monday):
    """Who stands in which unit in what was published of a week, asked one by one."""
    found = {}
    for row in session.scalars(select(PublishedPerson)):
        unit = unit_in(session, session.get(Cohort, row.cohort_id), monday)
        if unit is not None:
            found[row.person_id] = unit
    return found


def unit_in(session, cohort, monday):
    own = select(CohortUnit).filter_by(cohort_id=cohort.id).order_by(CohortUnit.monday)
    rows = session.scalars(own).all()
    if monday < rows[0].monday:
        before = cohort.came_from_id and session.get(Cohort, cohort.came_from_id)
        return unit_in(session, before, monday) if before else None
    return [row.unit_id for row in rows if row.monday <= monday][-1]
