from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, finalise, opening, rosters, verify
from uplift_pwa.exchange.ical_file import read_calendar
from uplift_pwa.exchange.roster_file import read_roster
from uplift_pwa.models import Audit, RosterDay, RosterSpan, TeamDay
from uplift_pwa.queries import diary

FILES = Path(__file__).parents[1] / "data/rosters"
MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)


@pytest.fixture
def numbered(session, make):
    """A member with this staff number."""

    def numbered(number, name, **attributes):
        person = make.person(name, **attributes)
        person.staff_number = number
        session.commit()
        return person

    return numbered


@pytest.fixture
def ada(make, numbered):
    make.campaign(launch_on=MONDAY)
    return numbered("0010045", "Ada")


def roster(*lines):
    """Lines of: staff number, day of the fortnight from Monday on (0), start, end."""
    rows = [
        ";".join((number, (MONDAY + day * DAY).strftime("%d.%m.%Y"), *times))
        for number, day, *times in lines
    ]
    return read_roster("\n".join(("Employee ID;Date;Start;End", *rows)).encode())


def bring(session, *lines, at=NOON, **named):
    return rosters.import_roster(session, roster(*lines), at=at, **named)


def shifts(session, person):
    session.expire_all()
    rows = session.execute(
        select(RosterDay.day, RosterDay.starts_at, RosterDay.ends_at)
        .filter_by(person_id=person.id)
        .order_by(RosterDay.starts_at)
    )
    return [tuple(row) for row in rows]


def working(session, person, *days):
    own = diary.diary(session, person.id, MONDAY, MONDAY + 30 * DAY)
    return [own.is_working(MONDAY + day * DAY) for day in days]


def test_between_its_first_and_last_day_the_roster_alone_speaks(session, ada):
    bring(session, ("0010045", 2, "06:00", "14:00"), ("0010045", 5, "22:00", "06:00"))

    # Wednesday and Saturday are rostered; between them is off, outside the pattern speaks.
    assert working(session, ada, 1, 2, 3, 4, 5, 6) == [True, True, False, False, True, True]


def test_a_line_without_times_is_a_day_off(session, ada):
    bring(session, ("0010045", 1, "06:00", "14:00"), ("0010045", 2, "", ""))

    assert working(session, ada, 1, 2) == [True, False]


def test_days_that_have_begun_stay_as_they_were(session, ada):
    made = bring(session, ("0010045", 0, "22:00", "06:00"), ("0010045", 1, "22:00", "06:00"))

    assert [day for day, *_ in shifts(session, ada)] == [MONDAY + DAY]
    assert made.begun == 1
    assert session.execute(select(RosterSpan.first_on, RosterSpan.last_on)).all() == [
        (MONDAY + DAY, MONDAY + DAY)
    ]


def test_a_day_that_has_begun_in_the_team_stays_too(session, make, ada):
    kiri = make.person("Kiri", site=make.site("Kiritimati", "Pacific/Kiritimati"))
    late = datetime(2026, 3, 2, 22, tzinfo=UTC)  # Tuesday there
    completions.record(session, kiri.id, make.challenge().id, at=late)

    bring(session, ("0010045", 1, "", ""), ("0010045", 2, "06:00", "14:00"), at=late)

    assert working(session, ada, 1, 2) == [True, True]
    assert verify.differences(session) == []


def test_a_roster_all_of_whose_days_have_begun_changes_nothing(session, ada):
    made = bring(session, ("0010045", -3, "06:00", "14:00"), ("0010045", 0, "06:00", "14:00"))

    assert (made.changes, made.begun) == ([], 2)
    assert shifts(session, ada) == []
    assert session.scalars(select(RosterSpan)).all() == []
    assert session.scalars(select(Audit)).all() == []


def test_a_night_over_the_change_of_clocks_is_as_long_as_the_walls_say(session, ada):
    saturday = (date(2026, 3, 28) - MONDAY).days
    bring(session, ("0010045", saturday, "22:00", "06:00"))

    assert shifts(session, ada) == [
        (
            date(2026, 3, 28),
            datetime(2026, 3, 28, 21, tzinfo=UTC),
            datetime(2026, 3, 29, 4, tzinfo=UTC),
        )
    ]


def test_an_act_after_midnight_belongs_to_the_day_the_night_began(session, make, ada):
    others = [make.person(name, weekdays=0) for name in ("Ben", "Cleo")]
    bring(session, ("0010045", 1, "22:00", "06:00"))
    at = datetime(2026, 3, 4, 4, 30, tzinfo=UTC)  # Wednesday 05:30 in Berlin

    made = completions.record(session, ada.id, make.challenge().id, at=at)
    finalise.days(session, at=NOON + 9 * DAY)

    assert made.day == MONDAY + DAY
    row = session.get(TeamDay, (made.team_id, MONDAY + DAY))
    assert (row.on_shift, row.done) == (1, 1)
    assert len(others) == 2 and verify.differences(session) == []


def test_the_roster_says_off_where_the_pattern_said_on(session, ada):
    bring(session, ("0010045", 1, "06:00", "14:00"), ("0010045", 3, "06:00", "14:00"))

    finalise.days(session, at=NOON + 4 * DAY)

    rows = session.execute(select(TeamDay.day, TeamDay.on_shift).order_by(TeamDay.day)).all()
    assert [on_shift for _, on_shift in rows] == [1, 1, 0, 1]
    assert verify.differences(session) == []


def test_doing_it_again_changes_nothing(session, ada):
    lines = [("0010045", 1, "06:00", "14:00"), ("0010045", 9, "22:00", "06:00")]
    bring(session, *lines)
    before = shifts(session, ada)

    again = bring(session, *lines)

    assert (again.news, shifts(session, ada)) == ([], before)
    assert len(session.scalars(select(Audit)).all()) == 1


def test_a_later_roster_replaces_what_has_not_begun_and_only_that(session, ada):
    bring(session, *(("0010045", day, "06:00", "14:00") for day in range(1, 6)))

    later = NOON + 2 * DAY
    bring(session, *(("0010045", day, "14:00", "22:00") for day in range(1, 8)), at=later)

    hours = [starts.hour for _, starts, _ in shifts(session, ada)]
    assert hours == [5, 5, 13, 13, 13, 13, 13]
    assert working(session, ada, 1, 2, 3, 7) == [True] * 4


def test_a_split_shift_is_one_day_and_a_line_twice_is_one_shift(session, ada):
    bring(
        session,
        ("0010045", 1, "06:00", "10:00"),
        ("0010045", 1, "16:00", "20:00"),
        ("0010045", 1, "16:00", "20:00"),
    )

    assert [day for day, *_ in shifts(session, ada)] == [MONDAY + DAY] * 2


def test_the_same_wall_is_another_instant_at_another_site(session, make, numbered, ada):
    lia = numbered("7", "Lia", site=make.site("Lisbon", "Europe/Lisbon"))
    bring(session, ("0010045", 1, "06:00", "14:00"), ("7", 1, "06:00", "14:00"))

    assert [shifts(session, one)[0][1].hour for one in (ada, lia)] == [5, 6]


def test_numbers_that_nobody_has_are_named_once_and_others_are_taken(session, numbered, ada):
    gone = numbered("9", "Gone", status="left")

    made = bring(
        session,
        ("0010045", 1, "06:00", "14:00"),
        ("10045", 1, "06:00", "14:00"),
        ("10045", 2, "06:00", "14:00"),
        ("9", 2, "06:00", "14:00"),
    )

    assert [(one.line, one.detail) for one in made.unknown] == [(3, "10045"), (5, "9")]
    assert (len(shifts(session, ada)), shifts(session, gone)) == (1, [])


def test_a_plan_says_what_the_import_does_and_changes_nothing(session, ada):
    lines = roster(("0010045", 1, "06:00", "14:00"), ("8", 2, "06:00", "14:00"))

    planned = rosters.plan(session, lines, at=NOON)

    assert shifts(session, ada) == []
    assert planned == rosters.import_roster(session, lines, at=NOON)


def test_an_import_is_audited_with_its_figures_and_nobody_s_name(session, make, ada):
    boss = make.person("Boss", role="admin")
    bring(session, ("0010045", 1, "06:00", "14:00"), ("8", 2, "", ""), by=boss.id)

    note = session.scalars(select(Audit)).one()
    assert (note.action, note.actor_id) == ("roster.imported", boss.id)
    assert note.detail == {
        "people": 1,
        "changed": 1,
        "shifts": 1,
        "unknown": 1,
        "begun": 0,
        "refused": 0,
        "first": "2026-03-03",
        "last": "2026-03-03",
    }


def test_somebody_s_own_calendar_fills_their_diary_alone_and_silently(session, make, ada):
    other = make.person("Ben")
    calendar = read_calendar((FILES / "roster-one-person.ics").read_bytes())

    made = rosters.import_roster(session, calendar, at=NOON, by=ada.id, person_id=ada.id)

    assert (made.first, made.last) == (date(2026, 12, 1), date(2026, 12, 7))
    assert [day.day for day, *_ in shifts(session, ada)] == [1, 2, 3, 6, 7]
    assert (shifts(session, other), session.scalars(select(Audit)).all()) == ([], [])


def test_a_fortnight_begun_before_it_came_leaves_no_difference(session, numbered, ada):
    found = read_roster((FILES / "roster-fortnight.csv").read_bytes())
    people = [
        numbered(number, f"P{number}")
        for number in sorted(found.staff_numbers - {"0010045"})[:30]
    ]
    at = datetime(2026, 12, 5, 12, tzinfo=UTC)
    opening.days(session, at=at)

    made = rosters.import_roster(session, found, at=at)

    stored = session.scalars(select(RosterDay.day)).all()
    assert len(made.changes) == len(people) + 1
    assert min(stored) == date(2026, 12, 6)
    assert verify.differences(session) == []
