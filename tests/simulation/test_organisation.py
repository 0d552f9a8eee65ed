from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from uplift_pwa.rules.calendar import Place, service_day
from uplift_pwa.simulation import behaviour, hr_file
from uplift_pwa.simulation.organisation import build
from uplift_pwa.simulation.shape import VISITED_SIZE, Shape, sizes

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
DEMO = Shape(visitors=True)


def test_the_demo_looks_like_a_real_company():
    house = build(DEMO)
    counts = sorted(len(crew.members) for crew in house.crews)

    assert (len(house.members), len(house.crews), len(house.zones)) == (312, 40, 4)
    assert len(set(house.zones.values())) == 4
    assert len({crew.department for crew in house.crews}) == 6
    assert Counter(one.level for one in house.members).keys() == {
        "frontline", "team_lead", "manager", "executive",
    }  # fmt: skip
    assert (counts[0], counts[-1]) == (1, 25)
    assert sum(count < 5 for count in counts) == 13
    assert {one.shift[0].hour for one in house.members} >= {6, 7, 9, 14, 22}


def test_everybody_has_a_name_and_a_number_of_their_own():
    members = build(DEMO).members

    assert len({one.number for one in members}) == len(members)
    assert len({one.name for one in members}) == len(members)


def test_the_same_seed_makes_the_same_organisation():
    assert build(DEMO) == build(Shape(visitors=True))
    assert build(DEMO) != build(Shape(visitors=True, seed=7))


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(Shape(people=1, teams=1, sites=1), id="one person"),
        pytest.param(Shape(people=7, teams=7, sites=3), id="everybody alone"),
        pytest.param(Shape(people=10, teams=7, sites=2), id="hardly more people than teams"),
        pytest.param(Shape(people=2000, teams=150, sites=20), id="a large one"),
    ],
)
def test_an_organisation_of_any_size_has_everybody_it_was_asked_for(shape):
    house = build(shape)

    assert [len(crew.members) for crew in house.crews] == sizes(shape)
    assert (len(house.members), len(house.crews)) == (shape.people, shape.teams)
    assert len(house.zones) == shape.sites
    assert house.admin in house.members


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"people": 3, "teams": 4}, id="a team without people"),
        pytest.param({"people": 0, "teams": 0}, id="nobody"),
        pytest.param({"sites": 0}, id="nowhere"),
        pytest.param({"weeks": 0}, id="never"),
        pytest.param({"profile": "frenzy"}, id="in no known way"),
        pytest.param({"visitors": True, "sites": 3}, id="too few sites for visitors"),
        pytest.param({"visitors": True, "people": 100}, id="too few people for visitors"),
    ],
)
def test_a_shape_in_which_nobody_could_work_is_refused(wrong):
    with pytest.raises(ValueError, match="people|person"):
        Shape(**wrong)


def test_at_any_hour_of_the_week_a_visitor_has_a_working_day_that_has_begun():
    people = [one for one in build(DEMO).members if one.is_visitor]
    hours = [MONDAY + timedelta(hours=number, minutes=30) for number in range(7 * 24)]

    idle = [at for at in hours if sum(has_begun(one, at) for one in people) < 2]

    assert (len(people), idle) == (12, [])


def test_teams_of_visitors_have_enough_people_on_shift_every_day():
    launch = date(2026, 10, 5)
    days = [date(2026, 11, 16) + timedelta(days=number) for number in range(7)]
    crews = [crew for crew in build(DEMO).crews if crew.is_visited]

    on_shift = [
        sum(behaviour.is_aboard(one, day, launch) and bool(behaviour.shift_on(one, day))
            for one in crew.members)
        for crew in crews
        for day in days
    ]  # fmt: skip

    assert {len(crew.members) for crew in crews} == {VISITED_SIZE}
    assert min(on_shift) >= 8


def test_the_hr_file_names_everybody_and_somebody_leads_two_teams():
    file = hr_file.people(build(DEMO))
    members = {row.staff_number: (row.department, row.team) for row in file.people}
    led = {
        (row.manager_number, row.department, row.team)
        for row in file.people
        if row.manager_number
    }

    assert (len(file.people), file.refused, file.warnings) == (312, [], [])
    assert max(Counter(number for number, *_ in led).values()) == 2
    assert {number for number, *_ in led} <= members.keys()


def has_begun(member, at):
    """Whether now is a working day of theirs whose shift has been going for an hour."""
    around = [at.date() + timedelta(days=number) for number in (-1, 0, 1)]
    shifts = [shift for day in around if (shift := behaviour.shift_on(member, day))]
    day = service_day(at, Place(member.zone), shifts)
    return any(one.day == day and one.starts_at + timedelta(hours=1) <= at for one in shifts)
