"""A machine that plays in any order: whatever comes, counters are true and rules hold."""

import os
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from tests.factories import Make
from tests.rules import reference
from uplift_pwa.actions import (
    awards,
    boosters,
    campaigns,
    completions,
    covers,
    days_off,
    finalise,
    huddles,
    joining,
    opening,
    people_moves,
    rhythm,
    rosters,
    team_people,
    unit_weeks,
    verify,
)
from uplift_pwa.actions import teams as lives
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.exchange.roster_values import Roster, RosterShift
from uplift_pwa.models import (
    Award,
    Base,
    Completion,
    Cover,
    NeutralDay,
    Person,
    PersonDay,
    PersonTotal,
    Team,
    TeamDay,
    TeamTotal,
)
from uplift_pwa.queries import diary

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = datetime(2026, 3, 23, 12, tzinfo=UTC)  # a Monday; clocks change on 29 March, 5 April
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
CREW = (  # zone, team, weekdays, start and end of the shift
    (0, 0, 0b1111111, 8, 16),
    (0, 0, 0b0011111, 22, 6),
    (1, 0, 0b1111111, 9, 17),
    (2, 0, 0b1111001, 14, 22),
    (0, 1, 0b1111111, 8, 16),
    (1, 1, 0b0010101, 6, 14),
    (2, 2, 0b1111111, 9, 17),
)
TEAMS = ("Otters", "Seals", "Terns")

people = st.integers(0, len(CREW) - 1)
teams = st.integers(0, len(TEAMS) - 1)
hours = st.lists(st.integers(-1, 20), max_size=6)  # of days in a row


class Game(RuleBasedStateMachine):
    """Seven people on three sites in teams of four, two and one; one clock that goes on."""

    def __init__(self, engine):
        super().__init__()
        self.session, self.now = make_session_factory(engine)(), BEGIN
        for table in reversed(Base.metadata.sorted_tables):
            self.session.execute(delete(table))
        self.session.commit()
        make = Make(self.session)
        make.campaign(launch_on=BEGIN.date())
        self.sites = [make.site(zone, zone).id for zone in ZONES]
        self.teams = [make.team(name).id for name in TEAMS]
        self.departments = [make.department().id, make.department("Back of house").id]
        self.challenges = [make.challenge().id for _ in range(4)]
        self.people = [self._join(make, number, *one) for number, one in enumerate(CREW)]
        self.numbers = [self.session.get(Person, who).staff_number for who in self.people]
        for number in range(6):  # without a phone: huddles count them
            make.person(f"W{number}", mode=None, team=make.team(TEAMS[number % 2]))
        self.given = set()

    def _join(self, make, number, zone, team, weekdays, starts, ends):
        return make.person(
            f"P{number}",
            team=make.team(TEAMS[team]),
            site=make.site(ZONES[zone]),
            weekdays=weekdays,
            starts=time(starts),
            ends=time(ends),
            since=BEGIN.date() - 7 * DAY,
        ).id

    def teardown(self):
        self.session.close()

    @rule(hours=st.sampled_from([1, 7, 13, 24, 50, 75, 170]))
    def time_passes(self, hours):
        self.now += hours * HOUR

    @rule(who=people, challenge=st.integers(0, 3), back=st.integers(-1, 5), says=st.booleans())
    def complete(self, who, challenge, back, says):
        day = None if back < 0 else self.today(who) - back * DAY
        self._complete(who, challenge, day, "It helped." if says else None)

    @rule(days=st.integers(1, 8), absent=st.sets(people, max_size=4))
    def everybody_else_plays_for_days(self, days, absent):
        for _ in range(days):
            for who in set(range(len(CREW))) - absent:
                self._complete(who, 0)
            self.now += DAY

    @rule(who=people)
    def undo(self, who):
        newest = select(Completion.id).filter_by(person_id=self.people[who])
        act = self.session.scalar(newest.order_by(Completion.id.desc()).limit(1))
        self._do(completions.undo, self.people[who], act or 0, at=self.now)

    @rule(who=people, team=teams)
    def move(self, who, team):
        today = self.today(who)
        self._do(people_moves.move, self.people[who], self.teams[team], today=today)

    @rule(team=teams, into=teams)
    def merge_teams(self, team, into):
        self._do(lives.merge, self.teams[team], self.teams[into], **self.desk())

    @rule(team=teams, who=st.sets(people, min_size=1, max_size=3))
    def split_a_team(self, team, who):
        some, name = [self.people[one] for one in who], f"Team {len(self.teams)}"
        made = self._do(lives.split, self.teams[team], name, some, **self.desk())
        self.teams += [made] if made else []

    @rule(team=teams, number=st.integers(0, 3), department=st.integers(0, 1))
    def rename_a_team(self, team, number, department):
        where, name = self.departments[department], f"Crew {number}"
        self._do(lives.revise, self.teams[team], where, name, **self.desk())

    @rule(team=teams)
    def close_a_team(self, team):
        self._do(lives.close, self.teams[team], **self.desk())

    @rule(who=people)
    def leave_the_team(self, who):
        self._do(team_people.leave, self.people[who], **self.desk())

    @rule(who=people, first=st.integers(-1, 4), length=st.integers(0, 6))
    def take_leave(self, who, first, length):
        today = self.today(who)
        begins = today + first * DAY
        self._do(days_off.take_leave, self.people[who], begins, begins + length * DAY, on=today)

    @rule(who=people, mode=st.sampled_from(["play", "quiet", "look"]))
    def change_mode(self, who, mode):
        self._do(joining.choose_mode, self.people[who], mode, on=self.today(who))

    @rule(
        who=people, first=st.integers(-2, 3), shifts=st.lists(st.integers(-1, 20), max_size=6)
    )
    def import_a_roster(self, who, first, shifts):
        """A line for each day; -1 is a day off, else the hour at which ten hours begin."""
        roster = Roster()
        for number, hour in enumerate(shifts):
            day = self.now.date() + (first + number) * DAY
            starts = datetime.combine(day, time(max(hour, 0))) if hour >= 0 else None
            line = (day, starts, starts and starts + 10 * HOUR)
            roster.shifts.append(RosterShift(number + 2, self.numbers[who], *line))
        self._do(rosters.import_roster, roster, at=self.now, by=self.people[0])

    @rule(site=st.sampled_from([None, 0, 1, 2]), back=st.integers(-2, 9))
    def declare_a_neutral_day(self, site, back):
        where = None if site is None else self.sites[site]
        day = self.now.date() - back * DAY
        self._do(
            days_off.declare_neutral, where, day, "A storm", by=self.people[0], at=self.now
        )

    @rule()
    def take_a_neutral_day_back(self):
        newest = self.session.scalar(
            select(NeutralDay.id).order_by(NeutralDay.id.desc()).limit(1)
        )
        self._do(days_off.take_back_neutral, newest or 0, by=self.people[0], at=self.now)

    @rule(site=st.integers(0, 2), ahead=st.integers(0, 5))
    def add_a_holiday(self, site, ahead):
        day = self.now.date() + ahead * DAY
        self._do(
            days_off.add_holiday,
            self.sites[site],
            day,
            "Day off",
            by=self.people[0],
            at=self.now,
        )

    @rule(giver=teams, receiver=teams, back=st.integers(0, 8))
    def lend(self, giver, receiver, back):
        day, giver, receiver = (
            self.now.date() - back * DAY,
            self.teams[giver],
            self.teams[receiver],
        )
        self._do(covers.lend, giver, receiver, day, by=self.people[0], at=self.now)

    @rule(
        team=teams, back=st.integers(0, 4), present=st.integers(0, 3), without=st.integers(0, 3)
    )
    def count_a_huddle(self, team, back, present, without):
        day, did_it = self.now.date() - back * DAY, max(0, present - without)
        counted = (self.teams[team], day, present, did_it)
        self._do(huddles.count, *counted, by=self.people[0], at=self.now)

    @rule()
    def badges_are_given(self):
        self._do(awards.settle, at=self.now)

    @rule()
    def the_morning_opens(self):
        self._do(opening.days, at=self.now)

    @rule()
    def days_become_final(self):
        while self._do(finalise.days, at=self.now):
            pass

    @rule()
    def weeks_become_final(self):
        for close in (rhythm.close_weeks, unit_weeks.close):
            while self._do(close, at=self.now):
                pass
        self._do(boosters.consider, at=self.now)
        self._do(campaigns.look, at=self.now)

    @invariant()
    def every_counter_is_what_its_facts_say(self):
        self.session.rollback()
        assert verify.differences(self.session) == []

    @invariant()
    def lift_stays_between_nothing_and_the_cap(self):
        lifts = self.session.scalars(select(PersonDay.lift)).all()
        totals = self.session.scalars(select(PersonTotal.lift)).all()
        assert all(0 <= lift <= 40 for lift in lifts) and sum(lifts) == sum(totals)

    @invariant()
    def a_badge_is_given_once_and_stays(self):
        keys = [
            tuple(row)
            for row in self.session.execute(
                select(Award.badge, Award.owner_kind, Award.owner_id, Award.tier)
            )
        ]
        assert len(keys) == len(set(keys)) and self.given <= set(keys)
        self.given = set(keys)

    @invariant()
    def the_streak_is_what_a_slow_reference_says(self):
        for team_id in self.teams:
            total = self.session.get(TeamTotal, team_id, populate_existing=True)
            warm_from = self.session.scalar(select(Team.warm_from).filter_by(id=team_id))
            rows = [
                (row.day, row.on_shift, row.done, row.final_at is not None, False)
                for row in self.session.scalars(select(TeamDay).filter_by(team_id=team_id))
            ]
            stored = (total.streak, total.best_streak)
            assert stored == reference.streak(rows, self.covers(team_id), warm_from)

    def desk(self):
        return {"by": self.people[0], "at": self.now}

    def covers(self, team_id):
        return self.session.scalars(select(Cover.day).filter_by(receiver_id=team_id)).all()

    def today(self, who):
        here, person_id = self.now.date(), self.people[who]
        own = diary.diary(self.session, person_id, here - DAY, here + DAY)
        return own.service_day(self.now)

    def _complete(self, who, challenge, day=None, sentence=None):
        act = (self.people[who], self.challenges[challenge])
        self._do(completions.record, *act, at=self.now, day=day, sentence=sentence)

    def _do(self, action, *what, **how):
        """As an edge does it; `Refused` is an answer, anything else is a fault."""
        try:
            with transaction(self.session):
                return action(self.session, *what, **how)
        except Refused:
            return None


EXAMPLES = {"sqlite": 8, "postgresql": 2}


@pytest.mark.usefixtures("engine")
def test_whatever_comes_in_any_order_the_rules_hold(engine):
    examples = os.environ.get("UPLIFT_EXAMPLES", EXAMPLES[engine.dialect.name])
    run_state_machine_as_test(
        lambda: Game(engine),
        settings=settings(
            max_examples=int(examples),
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
