"""Whole histories through the actions: every counter is then what a slow reference says."""

import os
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from tests.factories import Make
from tests.rules import reference
from uplift_pwa.actions import awards, completions, finalise, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import (
    Award,
    Base,
    Leave,
    Membership,
    PersonTotal,
    TeamDay,
    TeamTotal,
)

HOUR, DAY, OPEN = timedelta(hours=1), timedelta(days=1), timedelta(hours=72)
MONDAYS = [
    date(2026, 3, 2),
    date(2026, 3, 23),
    date(2026, 10, 19),
]  # the last two: clocks change
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"]

thoroughly = settings(
    max_examples=int(os.environ.get("UPLIFT_EXAMPLES", "50")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Somebody:
    """Where and when one person works, their teams, and their days of leave."""

    def __init__(self, monday, days, zone, weekdays, starts, hours, team, moves, leave):
        self.zone, self.weekdays, self.starts, self.hours = zone, weekdays, starts, hours
        self.team, self.moves_on = team, monday + moves * DAY if moves else None
        self.leave = (
            {monday + (leave + number) * DAY for number in range(2)} if leave else set()
        )
        self.shifts = reference.shifts_of((zone, weekdays, starts, hours), days)

    def team_on(self, day):
        return 1 - self.team if self.moves_on and day >= self.moves_on else self.team

    def ends(self, day):
        return reference.day_ends(day, self.zone, self.shifts)


somebody = st.tuples(
    st.sampled_from(ZONES),
    st.sampled_from([{0, 1, 2, 3, 4}, {2, 3, 4, 5, 6}, set(range(7)), {5}]),
    st.sampled_from([6, 9, 14, 22, 23]),
    st.integers(4, 10),
    st.sampled_from([0, 0, 0, 1]),
    st.one_of(st.none(), st.integers(1, 9)),
    st.one_of(st.none(), st.none(), st.integers(1, 9)),
)


@st.composite
def histories(draw):
    """(monday, people, operations in order of arrival, now).

    An operation is (word, act, at); an act is (who, challenge, day, sentence). The order is
    not that of the clock: phones come back late, and one worker's clock may be slow.
    """
    monday = draw(st.sampled_from(MONDAYS))
    days = [monday + number * DAY for number in range(35)]
    people = [
        Somebody(monday, days, *one) for one in draw(st.lists(somebody, min_size=3, max_size=6))
    ]
    begin, length = datetime.combine(monday, time(12), UTC), draw(st.integers(2, 8)) * 24
    now = begin + draw(st.integers(length + 250, length + 450)) * HOUR
    acts = {}
    for who, hour, challenge, delay, sentence in draw(
        st.lists(
            st.tuples(
                st.integers(0, len(people) - 1),
                st.integers(12, length),
                st.integers(0, 2),
                st.sampled_from([0, 0, 0, 0, 20, 71, 72, 80, 95, 96, 120, 200, 240]),
                st.booleans(),
            ),
            min_size=6,
            max_size=30,
        )
    ):
        at = begin + hour * HOUR
        day = reference.service_day(at, people[who].zone, people[who].shifts)
        acts.setdefault((who, challenge, day), (sentence, at + delay * HOUR))
    chance = draw(st.randoms(use_true_random=False))
    operations = [("record", (*key, sentence), at) for key, (sentence, at) in acts.items()]
    operations += chance.sample(operations, len(operations) // 3)
    operations += [
        ("clockwork", None, begin + draw(st.integers(0, length)) * HOUR) for _ in range(3)
    ]
    chance.shuffle(operations)
    undone = chance.sample(sorted(acts, key=str), len(acts) // 4)
    for key in undone:
        last = max(n for n, (_, act, _) in enumerate(operations) if act and act[:3] == key)
        _, act, at = operations[last]
        place = chance.randint(last + 1, len(operations))
        operations.insert(place, ("undo", act, at + timedelta(minutes=9)))
    return monday, people, operations, now


@pytest.mark.usefixtures("engine")
@thoroughly
@given(history=histories())
def test_any_history_leaves_what_the_reference_says(engine, history):
    monday, people, operations, now = history
    with make_session_factory(engine)() as session:
        empty(session)
        game = Game(session, monday, people)
        for operation in operations:
            game.do(*operation)
        assert verify.differences(session) == []
        game.clockwork(now)

        assert verify.differences(session) == []
        rows, teams, lifts = expected(monday, people, operations, now)
        assert game.seen() == (rows, teams, lifts)
        # An act that was undone when its badge had been given leaves the badge (RULES 11).
        assert game.lifted() >= {who for who, (acts, _) in enumerate(lifts) if acts}


class Game:
    """The people of a history as rows, and their operations as actions."""

    def __init__(self, session, monday, people):
        make = Make(session)
        make.campaign(launch_on=monday)
        self.session, self.monday = session, monday
        self.teams = [make.team(name).id for name in ("Otters", "Seals")]
        self.challenges = [make.challenge().id for _ in range(3)]
        self.people = [self._join(make, number, one) for number, one in enumerate(people)]
        self.done = {}

    def _join(self, make, number, one):
        team = make.team(["Otters", "Seals"][one.team])
        person = make.person(
            f"P{number}",
            team=team,
            site=make.site(one.zone, one.zone),
            weekdays=sum(1 << weekday for weekday in one.weekdays),
            starts=time(one.starts),
            ends=time((one.starts + one.hours) % 24),
            since=self.monday,
        )
        for day in one.leave:
            self.session.add(Leave(person_id=person.id, first_on=day, last_on=day))
        if one.moves_on:
            old = self.session.scalars(select(Membership).filter_by(person_id=person.id)).one()
            old.until_on = one.moves_on - DAY
            other = self.teams[1 - one.team]
            self.session.add(
                Membership(person_id=person.id, team_id=other, from_on=one.moves_on)
            )
        self.session.commit()
        return person.id

    def do(self, word, act, at):
        try:
            getattr(self, word)(at, *(act or ()))
        except Refused as refused:
            assert refused.code in {"too_late", "not_found"}

    def record(self, at, who, challenge, day, sentence):
        with transaction(self.session):
            done = completions.record(
                self.session,
                self.people[who],
                self.challenges[challenge],
                at=at,
                day=day,
                sentence="It helped." if sentence else None,
            )
        self.done[who, challenge, day] = done.completion_id

    def undo(self, at, who, challenge, day, _sentence):
        with transaction(self.session):
            completions.undo(
                self.session, self.people[who], self.done.get((who, challenge, day), 0), at=at
            )

    def clockwork(self, at):
        with transaction(self.session):
            awards.settle(self.session, at=at)
        handled = 1
        while handled:
            with transaction(self.session):
                handled = finalise.days(self.session, at=at)

    def seen(self):
        """Rows by team and day, (acts, streak, best) by team, (acts, lift) by person."""
        session = self.session
        rows = {
            (self.teams.index(row.team_id), row.day): (
                row.on_shift,
                row.done,
                row.acts,
                row.final_at is not None,
            )
            for row in session.scalars(select(TeamDay))
        }
        teams = [session.get(TeamTotal, team, populate_existing=True) for team in self.teams]
        people = [session.get(PersonTotal, who) for who in self.people]
        return (
            rows,
            [(team.acts, team.streak, team.best_streak) for team in teams],
            [(who.completions, who.lift) if who else (0, 0) for who in people],
        )

    def lifted(self):
        given = self.session.scalars(select(Award.owner_id).filter_by(badge="first-lift"))
        return {self.people.index(who) for who in given}


def expected(monday, people, operations, now):
    """The same from the operations alone, slowly."""
    undone = {act for word, act, _ in operations if word == "undo"}
    credited = {
        (act, at)
        for word, act, at in operations
        if word == "record" and act not in undone and at < people[act[0]].ends(act[2]) + 7 * DAY
    }
    open_acts = {act for act, at in credited if at < people[act[0]].ends(act[2]) + OPEN}
    credited = {act for act, _ in credited}
    rows, teams = {}, []
    for team in (0, 1):
        own = rows_of(team, monday, people, open_acts, now)
        rows |= {(team, day): row for day, row in own.items()}
        plain = [(day, row[0], row[1], row[3], False) for day, row in own.items()]
        acts = sum(people[act[0]].team_on(act[2]) == team for act in credited)
        teams.append((acts, *reference.streak(plain)))
    lifts = [lift_of(who, credited) for who in range(len(people))]
    return rows, teams, lifts


def rows_of(team, monday, people, open_acts, now):
    rows, came = {}, defaultdict(list)
    for act in open_acts:
        if people[act[0]].team_on(act[2]) == team:
            came[act[2]].append(act)
    first, last = span_of(team, monday, people)
    for number in range(35):
        day = monday + number * DAY
        crew = [n for n, one in enumerate(people) if one.team_on(day) == team]
        ends = [people[n].ends(day) for n in crew] or [
            reference.day_ends(day, "Etc/GMT+12", {})
        ]
        if came[day] or (first <= day <= last and now >= max(ends)):
            did = {act[0] for act in came[day] if day not in people[act[0]].leave}
            due = {n for n in crew if day in people[n].shifts and day not in people[n].leave}
            is_final = now >= max(ends) + OPEN
            rows[day] = (len(due | did), len(did), len(came[day]), is_final)
    return rows


def span_of(team, monday, people):
    """From the first day of a membership to the end of the week of the last; or no day."""
    days = [
        day
        for day in (monday + number * DAY for number in range(35))
        if any(one.team_on(day) == team for one in people)
    ]
    if not days:
        return date.max, date.min
    return days[0], days[-1] + (6 - days[-1].weekday()) * DAY


def lift_of(who, credited):
    by_day = defaultdict(list)
    for person, _, day, sentence in credited:
        if person == who:
            by_day[day].append(sentence)
    lift = sum(reference.lift_of_day(len(some), sum(some)) for some in by_day.values())
    return sum(len(some) for some in by_day.values()), lift


def empty(session):
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(delete(table))
    session.commit()
