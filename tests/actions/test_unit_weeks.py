"""Units and their weeks (RULES 8): merged once a quarter, counted when they are final."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.actions.slow_units import Slowly
from tests.factories import NOON
from uplift_pwa.actions import awards, completions, unit_weeks, units
from uplift_pwa.db import transaction
from uplift_pwa.models import (
    Award,
    Booster,
    Confirmation,
    Level,
    Membership,
    Thanks,
    Unit,
    UnitCell,
    UnitWeek,
)
from uplift_pwa.rules import small_numbers

MONDAY = date(2026, 3, 2)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LEVELS = ("frontline", "team_lead", "manager")


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def act(session, person, challenge, day):
    with transaction(session):
        return completions.record(session, person.id, challenge.id, at=noon(day))


def close(session, at):
    with transaction(session):
        return unit_weeks.close(session, at=at)


def week(session, kind="organisation", unit_id=0, monday=MONDAY):
    session.expire_all()
    return session.get(UnitWeek, (kind, unit_id, monday))


def long_after(monday=MONDAY):
    return unit_weeks.final_at(monday)


def test_a_week_is_counted_when_it_is_final_everywhere_and_not_before(session, make):
    make.campaign(launch_on=MONDAY)
    make.person()

    early = close(session, long_after() - timedelta(seconds=1))
    in_time = close(session, long_after())

    assert (early, in_time > 0) == (0, True)
    # At UTC-12 Sunday ends at 16:00 UTC on Monday; then 72 hours and a night shift.
    assert long_after() == datetime(2026, 3, 13, 4, tzinfo=UTC)


def test_counting_a_week_again_changes_nothing(session, make):
    make.campaign(launch_on=MONDAY)
    act(session, make.person(), make.challenge(), MONDAY)
    close(session, long_after())

    again = close(session, long_after())

    assert again == 0
    assert week(session, "team", make.team().id).acts == 1


def test_weeks_of_standstill_are_counted_one_after_the_other(session, make):
    make.campaign(launch_on=MONDAY)
    make.person()
    at = long_after(MONDAY + 2 * WEEK)

    written = [bool(close(session, at)) for _ in range(4)]

    assert written == [True, True, True, False]


def test_cells_under_five_people_are_merged_for_the_whole_quarter(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 8)
    crowd(make, "Wards", "manager", 2)
    close(session, long_after())
    before = cells(session)
    crowd(make, "Wards", "manager", 20)

    close(session, long_after(MONDAY + WEEK))

    assert cells(session) == before
    assert len(set(before.values())) == 1


def test_a_cell_that_comes_later_joins_a_unit_and_the_next_quarter_merges_anew(session, make):
    make.campaign(launch_on=MONDAY)
    crowd(make, "Wards", "frontline", 8)
    crowd(make, "Kitchen", "frontline", 6)
    close(session, long_after())
    crowd(make, "Wards", "manager", 7)

    for number in range(1, 6):
        close(session, long_after(MONDAY + number * WEEK))

    now, wards = cells(session), make.department("Wards").id
    assert now["2026-Q1", wards, "manager"] == now["2026-Q1", wards, "frontline"]
    assert now["2026-Q2", wards, "manager"] != now["2026-Q2", wards, "frontline"]


def test_a_quarter_begins_with_its_first_monday():
    assert units.name_of(date(2026, 12, 28)) == "2026-Q4"
    assert units.name_of(date(2027, 1, 4)) == "2027-Q1"


def test_a_launch_in_the_middle_of_the_week_asks_for_the_days_after_it(session, make):
    make.campaign(launch_on=MONDAY + 5 * DAY)
    ada, ben = make.person("Ada"), make.person("Ben")
    challenge = make.challenge()
    for day in (5, 6):
        act(session, ada, challenge, MONDAY + day * DAY)
    act(session, ben, challenge, MONDAY + 5 * DAY)

    close(session, long_after())

    own = week(session, "team", make.team().id)
    assert (own.in_rhythm, own.working) == (1, 2)


def test_who_looks_on_is_in_the_headcount_and_among_those_at_work(session, make):
    make.campaign(launch_on=MONDAY)
    make.person("Ada", mode="look")
    make.person("Ben", mode="look", weekdays=0)

    close(session, long_after())

    own = week(session, "team", make.team().id)
    assert (own.headcount, own.working) == (2, 1)


def test_a_confirmed_act_and_one_for_another_team_are_felt(session, make):
    make.campaign(launch_on=MONDAY)
    ada, ben = make.person("Ada"), make.person("Ben")
    done = act(session, ada, make.challenge(), MONDAY)
    session.add(Confirmation(completion_id=done.completion_id, asked_id=ben.id, helped=True))
    act(session, ben, make.challenge(helps="team"), MONDAY)
    act(session, ben, make.challenge(), MONDAY + DAY)

    close(session, long_after())

    own = week(session, "team", make.team().id)
    assert (own.felt, own.acts) == (2, 3)


def test_a_teams_breadth_is_who_gave_or_got_thanks(session, make):
    make.campaign(launch_on=MONDAY)
    ada, ben, _ = (make.person(name) for name in ("Ada", "Ben", "Cleo"))
    session.add(
        Thanks(
            sender_id=ada.id,
            receiver_kind="person",
            receiver_id=ben.id,
            kind="time",
            reason="stayed",
            service_day=MONDAY,
            counts=True,
            sent_at=NOON,
        )
    )
    session.commit()

    close(session, long_after())

    own = week(session, "team", make.team().id)
    assert (own.broad, own.breadth_of) == (2, 3)


def test_the_organisation_tips_with_its_units_and_gets_the_badge(session, make):
    make.campaign(launch_on=MONDAY)
    people, challenge = crowd(make, "Wards", "frontline", 8), make.challenge()
    for number in range(2):
        for person in people[:2]:
            for day in range(3):
                act(session, person, challenge, MONDAY + number * WEEK + day * DAY)

    tipped = []
    for number in range(2):
        close(session, long_after(MONDAY + number * WEEK))
        tipped.append(week(session, monday=MONDAY + number * WEEK).tipped)

    with transaction(session):
        awards.settle(session, at=long_after(MONDAY + 2 * WEEK))

    assert tipped == [False, True]
    given = select(Award.badge).filter_by(owner_kind="everybody")
    assert session.scalars(given).all() == ["tipping-point"]


def test_a_team_that_jumps_in_the_booster_week_gets_the_second_engine(session, make):
    campaign = make.campaign(launch_on=MONDAY)
    otters, buses = make.team("Otters"), make.team("Buses")
    one, other = (make.person(t.name, team=t) for t in (otters, buses))
    challenge = make.challenge()
    session.add(
        Booster(
            campaign_id=campaign.id,
            state="fired",
            trigger="success",
            chart=[],
            proposed_on=MONDAY,
            proposed_at=NOON,
            starts_on=MONDAY + 3 * WEEK,
            ends_on=MONDAY + 3 * WEEK + 4 * DAY,
        )
    )
    for number in range(4):
        for day in range(3):
            act(session, other, challenge, MONDAY + number * WEEK + day * DAY)
    for day in range(3):
        act(session, one, challenge, MONDAY + 3 * WEEK + day * DAY)

    for number in range(4):
        close(session, long_after(MONDAY + number * WEEK))

    with transaction(session):
        awards.settle(session, at=long_after(MONDAY + 4 * WEEK))

    given = select(Award.owner_id).filter_by(badge="second-engine")
    assert session.scalars(given).all() == [otters.id]


@pytest.mark.parametrize("seed", range(2))
def test_weeks_counted_one_by_one_equal_a_slow_reference(session, make, seed):
    chance = random.Random(seed)
    make.campaign(launch_on=MONDAY)
    people = [
        make.person(
            f"P{number}",
            team=make.team(f"T{chance.randrange(4)}", make.department(f"D{seed % 2}")),
            level=chance.choice(LEVELS),
            weekdays=chance.choice((0b0011111, 0b1111111, 0b1000000, 0)),
            mode=chance.choice(("play", "play", "quiet")),
        )
        for number in range(14)
    ]
    challenges = [make.challenge(), make.challenge(helps="team")]
    for number in range(80):
        who, day = chance.choice(people), MONDAY + chance.randrange(21) * DAY
        acted = act(session, who, challenges[number % 2], day)
        if number % 5 == 0 and session.get(Confirmation, acted.completion_id) is None:
            asked = chance.choice(people).id
            session.add(
                Confirmation(
                    completion_id=acted.completion_id, asked_id=asked, helped=number % 2 == 0
                )
            )
    move(session, make, chance.choice(people))
    session.commit()

    for number in range(3):
        close(session, long_after(MONDAY + number * WEEK))

    for number in range(3):
        assert (
            stored(session, MONDAY + number * WEEK)
            == Slowly(session, MONDAY + number * WEEK).weeks()
        )


@pytest.mark.parametrize("seed", range(2))
def test_figures_that_are_shown_never_leave_fewer_than_five_people(session, make, seed):
    chance = random.Random(seed)
    make.campaign(launch_on=MONDAY)
    people = [
        person
        for department in "ABCDE"
        for level in LEVELS
        for person in crowd(make, department, level, chance.choice((0, 1, 2, 4, 5, 9)))
    ]
    close(session, long_after())
    for person in chance.sample(people, len(people) // 2):
        leave(session, person, MONDAY + WEEK)
    close(session, long_after(MONDAY + WEEK))

    for monday in (MONDAY, MONDAY + WEEK):
        sizes = {
            row.unit_id: row.headcount
            for row in session.scalars(select(UnitWeek).filter_by(kind="cell", monday=monday))
        }
        hidden = small_numbers.withheld(sizes)
        total = week(session, monday=monday).headcount
        open_ones = [size for unit, size in sizes.items() if unit not in hidden]
        assert total == sum(sizes.values())
        assert all(size >= 5 for size in open_ones)
        rest = total - sum(open_ones)
        assert rest == 0 or rest >= 5 or not open_ones


def crowd(make, department, level, count):
    team = make.team(f"{department} {level}", make.department(department))
    return [
        make.person(f"{department}{level}{n}", team=team, level=level) for n in range(count)
    ]


def cells(session):
    rows = session.execute(
        select(Unit.quarter, UnitCell.department_id, Level.key, UnitCell.unit_id)
        .join(UnitCell, UnitCell.unit_id == Unit.id)
        .join(Level, Level.id == UnitCell.level_id)
    )
    return {(quarter, department, level): unit for quarter, department, level, unit in rows}


def leave(session, person, on):
    row = session.scalars(select(Membership).filter_by(person_id=person.id)).one()
    row.until_on = on
    session.commit()


def move(session, make, person):
    leave(session, person, MONDAY + WEEK)
    session.add(
        Membership(
            person_id=person.id,
            team_id=make.team("T9", make.department("Far")).id,
            from_on=MONDAY + WEEK + DAY,
        )
    )


FIGURES = (
    "headcount",
    "in_rhythm",
    "working",
    "broad",
    "breadth_of",
    "returned",
    "to_return",
    "felt",
    "acts",
    "steady",
)


def stored(session, monday):
    rows = session.scalars(select(UnitWeek).filter_by(monday=monday))
    return {
        (row.kind, row.unit_id): {name: getattr(row, name) for name in FIGURES} for row in rows
    }
