from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import rulebook, sites
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.sites import Wish
from uplift_pwa.models import Audit

UTC = NOON.tzinfo
NINE_TO_FIVE = {"weekdays": 0b0011111, "starts": time(9), "ends": time(17)}


@pytest.fixture
def by(make):
    return make.person("Boss", role="admin").id


@pytest.fixture
def here(make):
    return make.site()


def wish(zone="Europe/Berlin", hour=None, **week):
    return Wish(zone, hour, **NINE_TO_FIVE | week)


def test_a_site_runs_on_its_new_clock_and_the_audit_says_both(session, make, here, by):
    make.campaign()

    sites.revise(session, here.id, wish("Europe/Lisbon", 5, ends=time(15)), by=by, at=NOON)

    assert (here.zone, here.roll_over_hour, here.usual_ends) == ("Europe/Lisbon", 5, time(15))
    detail = session.scalars(select(Audit)).one().detail
    assert (detail["zone_before"], detail["zone_after"]) == ("Europe/Berlin", "Europe/Lisbon")
    assert (detail["hour_before"], detail["hour_after"]) == (None, 5)
    assert (detail["week_before"], detail["week_after"]) == ("09:00–17:00", "09:00–15:00")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        pytest.param(wish("Moon/Base"), "site_zone", id="no clock"),
        pytest.param(wish(hour=13), "site_hour", id="the afternoon"),
        pytest.param(wish(hour=-1), "site_hour", id="before the day"),
        pytest.param(wish(weekdays=0), "site_week", id="no day"),
        pytest.param(wish(weekdays=128), "site_week", id="an eighth day"),
    ],
)
def test_what_a_site_cannot_be_is_refused(session, here, by, asked, why):
    with pytest.raises(Refused, match=why):
        sites.revise(session, here.id, asked, by=by, at=NOON)

    assert session.scalars(select(Audit)).all() == []


def test_a_site_that_is_not_there_is_refused(session, by):
    with pytest.raises(Refused, match="not_found"):
        sites.revise(session, 99, wish(), by=by, at=NOON)


@pytest.mark.parametrize(
    ("at", "changes"),
    [
        pytest.param(datetime(2026, 3, 2, 2, 59, tzinfo=UTC), True, id="yesterday by both"),
        pytest.param(datetime(2026, 3, 2, 3, 0, tzinfo=UTC), False, id="today by the old one"),
        pytest.param(datetime(2026, 3, 2, 4, 59, tzinfo=UTC), False, id="just before six"),
        pytest.param(datetime(2026, 3, 2, 5, 0, tzinfo=UTC), True, id="today by both"),
    ],
)
def test_a_day_never_begins_twice(session, make, here, by, at, changes):
    make.campaign()

    if not changes:
        with pytest.raises(Refused, match="site_day"):
            sites.revise(session, here.id, wish(hour=6), by=by, at=at)
        return
    sites.revise(session, here.id, wish(hour=6), by=by, at=at)

    assert here.roll_over_hour == 6


def test_the_number_in_force_is_what_the_own_hour_is_held_against(session, make, here, by):
    make.campaign()
    rulebook.change(session, "roll_over_hour", 6, by=by, at=NOON)
    early = datetime(2026, 3, 10, 4, 30, tzinfo=UTC)  # half past five: still the day before

    sites.revise(session, here.id, wish(hour=6), by=by, at=early)

    assert here.roll_over_hour == 6


def test_before_the_launch_any_clock_will_do(session, make, here, by):
    make.campaign(launch_on=date(2026, 3, 9))

    sites.revise(session, here.id, wish("Pacific/Kiritimati"), by=by, at=NOON)

    assert here.zone == "Pacific/Kiritimati"


def test_a_launch_is_not_put_off_again(session, make, here, by):
    make.campaign(launch_on=NOON.date(), launch_hour=13)

    with pytest.raises(Refused, match="site_day"):
        sites.revise(session, here.id, wish("Europe/Lisbon"), by=by, at=NOON)


def test_a_new_week_alone_can_be_kept_at_any_hour(session, make, here, by):
    make.campaign()
    early = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)

    sites.revise(session, here.id, wish(weekdays=0b1000000), by=by, at=early)

    assert here.usual_weekdays == 0b1000000
