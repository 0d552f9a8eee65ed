"""The units' weeks once more, as slowly and plainly as one can say them (RULES 5, 8)."""

from collections import defaultdict
from datetime import timedelta
from math import ceil

from sqlalchemy import select

from uplift_pwa.actions import units
from uplift_pwa.models import (
    Challenge,
    Completion,
    Confirmation,
    Membership,
    Person,
    Team,
    Unit,
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
        self.people = {
            person.id: (person, session.get(Team, row.team_id))
            for person in session.scalars(select(Person))
            for row in session.scalars(select(Membership).filter_by(person_id=person.id))
            if row.from_on <= self.sunday
            and (row.until_on is None or row.until_on >= self.sunday)
        }

    def weeks(self):
        return {key: self.week(key[0], members) for key, members in self.groups().items()}

    def groups(self):
        quarter = select(UnitCell).join(Unit).where(Unit.quarter == units.name_of(self.monday))
        cell_of = {
            (c.department_id, c.level_id): c.unit_id for c in self.session.scalars(quarter)
        }
        groups = defaultdict(set)
        for who, (person, team) in self.people.items():
            groups["team", team.id].add(who)
            groups["department", team.department_id].add(who)
            groups["cell", cell_of[team.department_id, person.level_id]].add(who)
            groups["organisation", 0].add(who)
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
            if self.days(who, self.monday - WEEK) and self.working(who, self.monday)
        }
        broad, breadth_of = (0, len(members)) if kind == "team" else self.breadth(members)
        return {
            "headcount": len(members),
            "in_rhythm": sum(self.kept(who, self.monday) for who in members),
            "working": sum(bool(self.working(who, self.monday)) for who in members),
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
            teams[self.people[who][1].id].append(bool(self.days(who, self.monday)))
        return sum(4 * sum(active) >= len(active) for active in teams.values()), len(teams)

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
