"""Twelve weeks of somebody through the actions: their run is what a slow reference says."""

import os
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from tests.factories import Make
from tests.rules import reference
from uplift_pwa.actions import awards, completions, days_off, joining, rhythm, verify
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import Base, Leave, PersonTotal, PersonWeek

DAY, WEEK, HOUR = timedelta(days=1), timedelta(weeks=1), timedelta(hours=1)
MONDAY = date(2026, 3, 2)  # the clocks change in Berlin and New York within these weeks
WEEKS = 12
PATTERNS = [{0, 1, 2, 3, 4}, {2, 3, 4, 5, 6}, {5}, {0, 3}, set(range(7)), set()]

thoroughly = settings(
    max_examples=int(os.environ.get("UPLIFT_EXAMPLES", "20")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def lives(draw):
    """(zone, patterns by day, days of leave, neutral days, acts, undone, when the clock ticks).

    An act is (day, hours it comes late); undone are places in the list of acts.
    """
    number = st.integers(0, 7 * WEEKS - 1)
    patterns = {0: draw(st.sampled_from(PATTERNS))}
    patterns |= draw(st.dictionaries(st.integers(8, 70), st.sampled_from(PATTERNS), max_size=2))
    late = st.sampled_from([0, 0, 0, 0, 30, 80, 130, 160])
    busy = draw(st.lists(st.sampled_from([0, 0, 1, 3, 4]), min_size=WEEKS, max_size=WEEKS))
    acts = [
        (7 * week + day, draw(late))
        for week, most in enumerate(busy)
        for day in draw(st.sets(st.integers(0, 6), min_size=most, max_size=most + 1))
    ]
    return (
        draw(st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Tokyo"])),
        patterns,
        draw(st.sets(number, max_size=6)),
        draw(st.sets(number, max_size=4)),
        acts,
        draw(st.sets(st.integers(0, max(0, len(acts) - 1)), max_size=len(acts) // 4)),
        sorted(draw(st.sets(st.integers(9, 7 * WEEKS + 20), max_size=8))),
    )


@pytest.mark.usefixtures("engine")
@thoroughly
@given(life=lives())
def test_twelve_weeks_leave_what_the_reference_says_rules_5(engine, life):
    zone, patterns, leave, neutral, acts, undone, ticks = life
    with make_session_factory(engine)() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
        make = Make(session)
        make.campaign(launch_on=MONDAY)
        ada = make.person(site=make.site(zone=zone), weekdays=_mask(patterns[0]), since=MONDAY)
        walk = make.challenge().id
        for number in leave:
            day = MONDAY + number * DAY
            session.add(Leave(person_id=ada.id, first_on=day, last_on=day))
        session.commit()
        operations = _operations(zone, patterns, neutral, acts, undone, ticks)

        done = {}
        for at, _, word, value in operations:
            with transaction(session):
                if word == "act":
                    done[value] = completions.record(
                        session, ada.id, walk, at=at, day=MONDAY + value * DAY
                    ).completion_id
                elif word == "undo":
                    completions.undo(session, ada.id, done[value], at=at)
                elif word == "pattern":
                    mask = _mask(patterns[value])
                    before = MONDAY + (value - 1) * DAY
                    joining.choose_week(session, ada.id, mask, time(8), time(16), on=before)
                elif word == "neutral":
                    days_off.declare_neutral(
                        session, None, MONDAY + value * DAY, "A storm", by=None, at=at
                    )
                else:
                    rhythm.close_weeks(session, at=at)
                    awards.settle(session, at=at)

        session.expire_all()
        found = session.get(PersonTotal, ada.id)
        rows = _weeks(patterns, leave, neutral, acts, undone)
        assert [
            (row.monday, row.working_days, row.active_days, True)
            for row in session.query(PersonWeek).order_by(PersonWeek.monday)
        ] == rows
        assert (found.rhythm_run, found.rhythm_best, found.joins) == reference.rhythm(rows)
        assert verify.differences(session) == []


def _mask(weekdays):
    return sum(1 << weekday for weekday in weekdays)


def _operations(zone, patterns, neutral, acts, undone, ticks):
    """In order of arrival: (at, tie, word, value), the last a tick when all is final."""

    def noon(number):
        return datetime.combine(MONDAY, time(15), UTC) + number * DAY

    found = [(noon(number) + late * HOUR, 1, "act", number) for number, late in acts]
    found += [
        (
            noon(acts[place][0]) + acts[place][1] * HOUR + timedelta(minutes=5),
            2,
            "undo",
            acts[place][0],
        )
        for place in undone
    ]
    found += [(noon(number - 1), 0, "pattern", number) for number in patterns if number]
    # Some are declared when the week stands written.
    found += [(noon(number + 5 * (number % 4)), 3, "neutral", number) for number in neutral]
    found += [(noon(number), 4, "tick", 0) for number in ticks]
    return sorted([*found, (noon(7 * WEEKS + 31), 4, "tick", 0)])


def _weeks(patterns, leave, neutral, acts, undone):
    """Each week as (monday, working days, active days, final), from the life alone."""
    did = {number for place, (number, _) in enumerate(acts) if place not in undone}
    rows = []
    for week in range(WEEKS + 4):
        days = [7 * week + weekday for weekday in range(7)]
        counting = [number for number in days if number not in leave | neutral]
        active = [number for number in counting if number in did]
        due = [number for number in counting if number % 7 in _pattern_on(patterns, number)]
        rows.append((MONDAY + week * WEEK, len({*active, *due}), len(active), True))
    return rows


def _pattern_on(patterns, number):
    return patterns[max(begins for begins in patterns if begins <= number)]
