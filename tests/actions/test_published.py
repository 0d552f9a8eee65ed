"""Nobody can be computed back from what is published of units, over any weeks (RULES 8)."""

import os
from collections import Counter
from datetime import date, time, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from tests.actions.slow_units import published_in
from tests.actions.test_unit_weeks import act, close, crowd, leave, long_after, week
from tests.factories import NOON, Make
from uplift_pwa.actions import unit_recounts, unit_weeks, verify
from uplift_pwa.actions.units import name_of
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import (
    Base,
    Cohort,
    CohortUnit,
    Membership,
    Participation,
    Person,
    PublishedPerson,
    PublishedWeek,
    Unit,
    UnitWeek,
    WeeklyPattern,
)
from uplift_pwa.queries import momentum, team_momentum, tipping_map, unit_shares
from uplift_pwa.rules import small_numbers

MONDAY, DAY, WEEK = date(2026, 3, 16), timedelta(days=1), timedelta(weeks=1)
WEEKS, LEAST = 6, 5  # the fourth begins a quarter
TEAMS = ("Wards", "Kitchen", "Desk")
LEVELS = ("frontline", "manager")
OUT = -1

thoroughly = settings(
    max_examples=int(os.environ.get("UPLIFT_EXAMPLES", "50")) // 2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
place = st.tuples(st.sampled_from([OUT, 0, 0, 1, 2]), st.sampled_from([0, 0, 0, 1]))


@st.composite
def lives(draw):
    """Where each of some people is, week by week: a team (or out of all) and a level.

    Most stay; whole crowds come, go and move together as often as single people.
    """
    crowds = draw(st.lists(st.tuples(st.integers(1, 9), place), min_size=3, max_size=8))
    people = [[home] for size, home in crowds for _ in range(size)]
    for _ in range(WEEKS - 1):
        for life in people:
            life.append(life[-1])
        for number, size, to in draw(
            st.lists(st.tuples(st.integers(0, 60), st.integers(1, 7), place), max_size=5)
        ):
            for life in people[number % len(people) :][:size]:
                life[-1] = to
    return people


@pytest.mark.usefixtures("engine")
@thoroughly
@given(people=lives())
def test_nothing_shown_of_two_weeks_leaves_fewer_than_five(engine, people):
    with make_session_factory(engine)() as session:
        town = Town(session, people)

        for number in range(WEEKS):
            town.live(number)

        assert verify.differences(session) == []
        for one, other in combinations([{}, *town.sets], 2):
            assert min(ways(one, other), default=LEAST) >= LEAST
        for one, other in combinations(town.shown, 2):
            assert len(one ^ other) == 0 or len(one ^ other) >= LEAST
        assert all(len(some) >= LEAST for some in town.shown)


class Town:
    """Three teams on two levels, whose people come and go; and who reads every page."""

    def __init__(self, session, people):
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
        session.commit()
        self.session, make = session, Make(session)
        make.campaign(launch_on=MONDAY)
        self.levels = [make.level(key).id for key in LEVELS]
        self.teams = [make.team(name, make.department(name)).id for name in TEAMS]
        self.lives = people
        self.walk = make.challenge()
        self.people = [self.settler(make.site().id, number) for number in range(len(people))]
        session.add_all(self.people)
        session.flush()
        for who in self.people:
            begin = {"person_id": who.id, "from_on": MONDAY}
            session.add(Participation(**begin, mode="play", chosen_on=MONDAY))
            session.add(WeeklyPattern(**begin, weekdays=1, starts=time(8), ends=time(16)))
        self.sets, self.shown = [], []

    def settler(self, site, number):
        own = {"site_id": site, "level_id": self.levels[0], "joined_at": NOON}
        return Person(name=f"P{number}", given_name="P", created_at=NOON, **own)

    def live(self, number):
        monday = MONDAY + number * WEEK
        for person, life in self.at_work():
            team, level = life[number]
            self.session.get(Person, person.id).level_id = self.levels[level]
            if team != OUT:
                days = {"from_on": monday, "until_on": monday + 6 * DAY}
                self.session.add(
                    Membership(person_id=person.id, team_id=self.teams[team], **days)
                )
        self.session.commit()
        if number == 0:
            for person in [one for one, life in self.at_work() if life[0][0] != OUT][::2]:
                act(self.session, person, self.walk, monday)
        close(self.session, long_after(monday))
        self.sets.append(published_in(self.session, monday))
        self.read(monday)

    def at_work(self):
        return list(zip(self.people, self.lives, strict=True))

    def read(self, monday):
        """The people behind each figure on the map, the desk's weeks and the leaders' pages."""
        of_week = self.sets[-1]
        units = {unit.id for unit in tipping_map.latest(self.session).shown}
        desk = unit_shares.of_all(self.session)
        assert units == {one.id for one in desk if monday in one.mondays}
        assert units == set(of_week.values())
        assert self.quarters(units) <= {name_of(monday)}
        for one in desk:
            for of, share in one.weeks:
                counted = self.members(of, one.id)
                row = self.session.get(UnitWeek, ("cell", one.id, of))
                assert share == small_numbers.rounded(row.in_rhythm, len(counted))
                self.shown.append(counted)
        for one in momentum.of(self.session, "organisation"):
            everybody = frozenset(self.sets[(one.monday - MONDAY) // WEEK])
            self.shown.append(everybody)
            hidden = everybody - {who for who, unit in of_week.items() if unit in units}
            assert one.monday != monday or not hidden

    def quarters(self, ids):
        return set(self.session.scalars(select(Unit.quarter).where(Unit.id.in_(ids))))

    def members(self, monday, unit):
        of_week = self.sets[(monday - MONDAY) // WEEK]
        return frozenset(who for who, where in of_week.items() if where == unit)


def ways(one, other):
    """How many went each way between two weeks: stayed, came, left, moved from unit to unit."""
    found = Counter((one.get(who), other.get(who)) for who in one.keys() | other.keys())
    return found.values()


def test_one_who_joins_is_counted_with_four_others(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 8)
    close(session, long_after(MONDAY))
    crowd(make, "Wards", "frontline", 4)
    close(session, long_after(MONDAY + WEEK))
    make.person("Last", team=make.team("Wards frontline", make.department("Wards")))

    close(session, long_after(MONDAY + 2 * WEEK))

    counted = [week(session, monday=MONDAY + n * WEEK).headcount for n in range(3)]
    assert counted == [8, 8, 13]


def test_who_has_left_is_counted_until_five_have(session, make):
    make.campaign(launch_on=MONDAY)
    people = crowd(make, "Wards", "frontline", 12)
    counted, working = [], []
    for number, gone in enumerate((0, 3, 5)):
        for person in people[:gone]:
            leave(session, person, MONDAY + number * WEEK - DAY)
        close(session, long_after(MONDAY + number * WEEK))
        row = week(session, monday=MONDAY + number * WEEK)
        counted.append(row.headcount)
        working.append(row.working)

    assert (counted, working) == ([12, 12, 7], [12, 9, 7])


def test_an_organisation_of_four_has_no_figures(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 4)

    close(session, long_after(MONDAY))

    assert week(session, monday=MONDAY).headcount == 0
    assert tipping_map.latest(session) == tipping_map.Map()
    assert momentum.of(session, "organisation") == []


def test_an_organisation_that_shrinks_under_five_has_no_figures_in_the_next_quarter(
    session, make
):
    make.campaign(launch_on=MONDAY)
    people = crowd(make, "Wards", "frontline", 5)
    for number in range(3):
        close(session, long_after(MONDAY + number * WEEK))
    leave(session, people[0], MONDAY + 3 * WEEK - DAY)

    close(session, long_after(MONDAY + 3 * WEEK))

    counted = [week(session, monday=MONDAY + n * WEEK).headcount for n in range(4)]
    assert counted == [5, 5, 5, 0]
    assert verify.differences(session) == []


def test_a_week_is_settled_once_whoever_comes_before_it_is_counted(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 9)
    before = None
    for _ in range(2):
        unit_weeks.settle(session, at=long_after(MONDAY))
        session.commit()
        now = session.scalar(select(func.count(Cohort.id))), published_in(session, MONDAY)
        assert before in (None, now)
        before = now
        crowd(make, "Wards", "frontline", 19)  # the second worker would see them

    assert len(before[1]) == 9


def test_a_new_quarter_writes_a_row_for_a_cohort_and_none_for_a_person(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 20)

    for number in range(4):
        close(session, long_after(MONDAY + number * WEEK))

    assert session.scalar(select(func.count(PublishedPerson.person_id))) == 20
    assert session.scalar(select(func.count(Cohort.id))) == 1
    rows = session.scalars(select(CohortUnit.monday).order_by(CohortUnit.monday)).all()
    assert rows == [MONDAY, MONDAY + 3 * WEEK]


def test_who_cannot_move_in_a_new_quarter_goes_where_most_of_their_unit_go(session, make):
    make.campaign(launch_on=MONDAY)
    wards = crowd(make, "Wards", "frontline", 12)
    crowd(make, "Kitchen", "frontline", 12)
    for number in range(3):
        close(session, long_after(MONDAY + number * WEEK))
    for person in wards[:2]:
        leave(session, person, MONDAY + 3 * WEEK - DAY)
        begin, to = (
            MONDAY + 3 * WEEK,
            make.team("Kitchen frontline", make.department("Kitchen")),
        )
        session.add(Membership(person_id=person.id, team_id=to.id, from_on=begin))
    session.commit()

    close(session, long_after(MONDAY + 3 * WEEK))

    rows = select(UnitWeek.headcount, Unit.quarter).join(Unit, Unit.id == UnitWeek.unit_id)
    of_week = rows.where(UnitWeek.kind == "cell", UnitWeek.monday == MONDAY + 3 * WEEK)
    assert session.execute(of_week).all() == [(12, "2026-Q2"), (12, "2026-Q2")]


def test_who_moves_to_a_small_department_stays_in_the_figures_of_the_old_one(session, make):
    make.campaign(launch_on=MONDAY)
    people = crowd(make, "Wards", "frontline", 12)
    close(session, long_after(MONDAY))
    lab = make.team("Lab", make.department("Lab"))
    for person in people[:3]:
        leave(session, person, MONDAY + 6 * DAY)
        begin = MONDAY + WEEK
        session.add(Membership(person_id=person.id, team_id=lab.id, from_on=begin))
    session.commit()

    close(session, long_after(MONDAY + WEEK))

    assert week(session, monday=MONDAY + WEEK).headcount == 12
    assert week(session, "team", lab.id, MONDAY + WEEK).headcount == 3


def test_a_new_department_has_figures_of_its_own_from_five_people(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 12)
    close(session, long_after(MONDAY))
    crowd(make, "Lab", "frontline", 6)

    close(session, long_after(MONDAY + WEEK))

    shown = {unit.name for unit in tipping_map.latest(session).shown}
    assert shown == {"Wards", "Lab"}


def test_a_leader_sees_the_weeks_of_the_unit_around_the_team(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 12)
    other = make.team("Night", make.department("Wards"))
    ada = make.person("Ada", team=other)
    act(session, ada, make.challenge(), MONDAY)

    close(session, long_after(MONDAY))

    unit = tipping_map.latest(session).units[0].id
    assert team_momentum.of(session, other.id, MONDAY) == momentum.of(session, "cell", unit)
    assert len(momentum.of(session, "cell", unit)) == 1
    assert team_momentum.of(session, make.team("Nobody").id, MONDAY) == []


def test_verify_sees_a_week_that_tells_of_one(session, make):
    make.campaign(launch_on=MONDAY)
    people = crowd(make, "Wards", "frontline", 12)
    close(session, long_after(MONDAY))
    close(session, long_after(MONDAY + WEEK))
    cohort = Cohort(came_from_id=session.scalar(select(Cohort.id)))
    session.add(cohort)
    session.flush()
    session.add(CohortUnit(cohort_id=cohort.id, monday=MONDAY + WEEK, unit_id=None))
    session.get(PublishedPerson, people[0].id).cohort_id = cohort.id
    session.commit()

    found = [one for one in verify.differences(session) if one.table == "cohort_unit"]

    assert [(one.key, one.stored) for one in found] == [((MONDAY + WEEK,), 1)]


def test_a_week_that_an_older_release_counted_is_left_alone(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 12)
    close(session, long_after(MONDAY))
    session.execute(delete(PublishedWeek))
    session.execute(delete(PublishedPerson))
    session.execute(delete(CohortUnit))
    session.commit()

    with transaction(session):
        unit_weeks.rejudge(session, MONDAY, at=long_after(MONDAY))

    assert unit_recounts.due(session) is None
    assert verify.differences(session) == []
