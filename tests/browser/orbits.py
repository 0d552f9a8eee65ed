"""Organisations at every height, for photographs: the climb, its rings, its second engine."""

from datetime import timedelta

from tests.browser.stage import Arrange
from tests.factories import NOON, Make
from uplift_pwa.models import Booster, Person, TeamTotal, Unit, UnitCell, UnitWeek

TODAY = NOON.date()
MONDAY = TODAY - timedelta(days=7)
UNITS = ("Wards", "Kitchen", "Front desk", "Ferries")


def at(
    percent: int,
    *,
    tipped: int = 0,
    momentum: int = 60,
    weeks: int = 1,
    booster_in: int | None = None,
) -> Arrange:
    """So high, so many of four units tipped, and perhaps a booster that begins in some days."""

    def arrange(make: Make) -> Person:
        person = make.person("Stella")
        campaign = make.campaign(goal=1000)
        make.session.get(TeamTotal, make.team().id).acts = percent * 10
        for number, name in enumerate(UNITS):
            _unit(make, name, number < tipped)
        for number in range(weeks):
            monday = MONDAY - timedelta(days=7 * number)
            make.session.add(_week("organisation", 0, momentum, weeks > 1, monday))
        if booster_in is not None:
            make.session.add(_booster(campaign.id, booster_in))
        make.session.commit()
        return person

    return arrange


def _unit(make: Make, name: str, tipped: bool) -> None:
    unit = Unit(quarter="2026-Q1", people=20)
    make.session.add(unit)
    make.session.flush()
    cell = {"department_id": make.department(name).id, "level_id": make.level().id}
    make.session.add(UnitCell(unit_id=unit.id, **cell))
    make.session.add(_week("cell", unit.id, 75 if tipped else 20, tipped, MONDAY))


def _week(kind: str, unit_id: int, percent: int, tipped: bool, monday) -> UnitWeek:
    return UnitWeek(
        kind=kind,
        unit_id=unit_id,
        monday=monday,
        headcount=20,
        in_rhythm=percent // 5,
        steady=percent // 5,
        tipped=tipped,
        working=20,
        broad=percent // 25,
        breadth_of=4,
        returned=percent // 5,
        to_return=20,
        felt=percent // 5,
        acts=20,
    )


def _booster(campaign_id: int, days: int) -> Booster:
    starts = TODAY + timedelta(days=days)
    return Booster(
        campaign_id=campaign_id,
        state="fired",
        trigger="success",
        chart=[1, 2],
        proposed_on=TODAY - timedelta(days=9),
        proposed_at=NOON,
        starts_on=starts,
        ends_on=starts + timedelta(days=4),
        message="Once more, together.",
    )
