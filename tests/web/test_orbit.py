from datetime import date, timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.models import Booster, TeamTotal, Unit, UnitCell, UnitWeek
from uplift_pwa.queries import tipping_map

MONDAY, DAY = date(2026, 2, 23), timedelta(days=1)


@pytest.fixture
def unit_week(session, make):
    """A unit of the map over some cells, and its newest week."""

    def unit_week(*cells, headcount=20, in_rhythm=0, tipped=False, monday=MONDAY):
        unit = Unit(quarter="2026-Q1", people=headcount)
        session.add(unit)
        session.flush()
        for department, level in cells:
            cell = make.department(department), make.level(level)
            session.add(
                UnitCell(unit_id=unit.id, department_id=cell[0].id, level_id=cell[1].id)
            )
        session.add(week("cell", unit.id, headcount, in_rhythm, tipped, monday))
        session.commit()
        return unit.id

    return unit_week


def week(kind, unit_id, headcount, in_rhythm, tipped, monday=MONDAY, **more):
    counts = {
        "working": headcount,
        "broad": 0,
        "breadth_of": 0,
        "returned": 0,
        "to_return": 0,
        "felt": 0,
        "acts": 0,
        "steady": in_rhythm,
    }
    return UnitWeek(
        kind=kind,
        unit_id=unit_id,
        monday=monday,
        headcount=headcount,
        in_rhythm=in_rhythm,
        tipped=tipped,
        **counts | more,
    )


@pytest.fixture
def whole(session, make):
    """A campaign under way and the organisation's newest week."""
    campaign = make.campaign(goal=100)
    session.get(TeamTotal, make.team().id).acts = 38
    session.add(week("organisation", 0, 40, 20, False))
    session.commit()
    return campaign


def page(client, sign_in, make):
    sign_in(make.person("Stella"))
    return client.get("/orbit").text


def test_the_map_shows_every_unit_with_its_share_in_steps_of_five(
    client, sign_in, make, whole, unit_week
):
    unit_week(("Wards", "frontline"), in_rhythm=7)
    unit_week(("Kitchen", "frontline"), in_rhythm=2)

    text = page(client, sign_in, make)

    assert '<span class="num">35%</span>' in text and '<span class="num">10%</span>' in text
    assert "working hypothesis" in text


def test_merged_cells_are_one_wide_cell(client, sign_in, make, whole, unit_week):
    unit_week(("Wards", "frontline"))
    unit_week(("Wards", "team_lead"), ("Wards", "manager"), in_rhythm=10)

    text = page(client, sign_in, make)

    assert text.count('colspan="2"') == 1


def test_a_unit_that_shrank_under_five_says_no_figure_nor_does_its_cover(
    client, sign_in, make, whole, unit_week
):
    unit_week(("Wards", "frontline"), headcount=4, in_rhythm=4)
    unit_week(("Kitchen", "frontline"), headcount=6, in_rhythm=6)
    unit_week(("Buses", "frontline"), headcount=10, in_rhythm=5)

    text = page(client, sign_in, make)

    assert text.count("too few") == 2
    assert '<span class="num">50%</span>' in text
    assert '<span class="num">100%</span>' not in text


def test_the_second_ring_counts_units_that_have_tipped(client, sign_in, make, whole, unit_week):
    for number in range(5):
        unit_week((f"Department {number}", "frontline"), tipped=number < 2)

    text = page(client, sign_in, make)

    assert "of 5 units have tipped. 2 more close the ring" in text


def test_three_departments_fly_their_flags_each_once(session, whole, unit_week):
    unit_week(("Buses", "frontline"), tipped=True)
    unit_week(("Buses", "manager"))
    for name in ("Kitchen", "Offices", "Wards"):
        unit_week((name, "frontline"), tipped=name != "Wards")

    flags = tipping_map.latest(session).flags()

    assert flags == [("Buses", True), ("Kitchen", True), ("Wards", False)]


def test_before_the_first_counted_week_nothing_is_made_up(client, sign_in, make):
    make.campaign()

    text = page(client, sign_in, make)

    assert "The first week is counted when its days are final." in text
    assert "Who is moving" not in text


def test_full_rings_and_a_steady_orbit_are_said(
    client, sign_in, make, session, whole, unit_week
):
    session.get(TeamTotal, make.team().id).acts = 100
    unit_week(("Wards", "frontline"), tipped=True)
    session.get(UnitWeek, ("organisation", 0, MONDAY)).tipped = True
    for number in (1, 2, 3):
        monday = MONDAY - number * 7 * DAY
        session.add(week("organisation", 0, 40, 20, True, monday))
    session.commit()

    text = page(client, sign_in, make)

    assert "Both rings are full." in text and "A steady orbit." in text


@pytest.mark.parametrize(
    ("starts", "says"),
    [
        pytest.param(1, "A second engine on Tuesday 3 March", id="tomorrow"),
        pytest.param(0, "The second engine is on", id="today"),
        pytest.param(-4, "The second engine is on", id="its last day"),
        pytest.param(-5, None, id="over"),
    ],
)
def test_a_booster_is_announced_runs_and_is_over(
    client, sign_in, make, session, whole, starts, says
):
    today = NOON.date()
    session.add(
        Booster(
            campaign_id=whole.id,
            state="fired",
            trigger="success",
            chart=[1, 2],
            proposed_on=today - 9 * DAY,
            proposed_at=NOON,
            starts_on=today + starts * DAY,
            ends_on=today + (starts + 4) * DAY,
            message="Once more, together.",
        )
    )
    session.commit()

    text = page(client, sign_in, make)

    assert ("Once more, together." in text) == (says is not None)
    assert says is None or says in text


def test_a_proposal_is_the_desks_alone(client, sign_in, make, session, whole):
    session.add(
        Booster(
            campaign_id=whole.id,
            trigger="success",
            chart=[1],
            proposed_on=MONDAY,
            proposed_at=NOON,
        )
    )
    session.commit()

    assert "second engine" not in page(client, sign_in, make)
