"""From an HR file to a launched organisation of 300 people, and on to its second engine."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import desk_steps
from tests.browser.conftest import DESK, PHONE
from tests.browser.journey import EVENING, LEADERLESS, PEOPLE, Journey, Time, hr_export, moment
from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.db import make_session_factory

LAUNCH = NOON.date() + timedelta(days=8)  # a Tuesday
STRONG, WEAK = 80, 40  # acts on a working day, before the dip and in it
DIP = 13  # the first day that is weaker, a Monday
DUE = 15  # two readings in a row have fallen by then
STRETCH = [number for number in range(1, DUE) if (LAUNCH + timedelta(number)).weekday() < 5]


@pytest.fixture
def journey(session, engine, app, monkeypatch):
    now = Time(NOON)
    monkeypatch.setattr(clock, "now", now)
    return Journey(session, make_session_factory(engine), now, app.config["UPLIFT"].pepper)


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(hr_export())
    return path


def day(number):
    """The day so many days after the launch."""
    return LAUNCH + timedelta(days=number)


def nothing(_page, _name):
    """Nobody takes pictures here."""


def test_an_admin_goes_from_an_hr_file_to_a_second_engine(journey, visitor, export):
    # One sitting on a Monday: an empty installation, a card, a password.
    page = visitor(DESK).new_page()
    desk_steps.step_in(page, journey.found())
    desk_steps.choose_password(page)
    printed = desk_steps.prepare(page, export, LEADERLESS, nothing)
    assert len(printed) == PEOPLE
    desk_steps.plan(page, LAUNCH)
    expect(board(page)).to_contain_text("hold")

    # Cards are handed out; leaders go first, one of them before our eyes.
    codes = dict(printed)
    leader, here, there = (visitor(PHONE).new_page() for _ in range(3))
    desk_steps.step_in(leader, codes[journey.holder(leads=True)])
    desk_steps.choose_password(leader)
    desk_steps.go_first(leader, nothing)
    desk_steps.step_in(here, codes[journey.holder(site="Harbour Hotel")])
    desk_steps.step_in(there, codes[journey.holder(site="Jumeirah Desk")])
    expect(here.get_by_role("heading", name="Soon, all of us.")).to_be_visible()
    journey.come_aboard([code for _, code in printed])
    assert journey.go_first() > 50

    # T-minus: the last hold is the admin, who stands in no team; then all go.
    desk_steps.join_a_team(page, "Harbour Hotel · Finance")
    journey.tick_at(NOON + timedelta(days=1))
    expect(board(page)).to_contain_text("All go")
    page.get_by_role("button", name="Clear for launch").click()
    expect(page.get_by_role("heading", name="Cleared for launch")).to_be_visible()
    here.reload()
    expect(here.locator("#cards")).to_contain_text("Tuesday 10 March")

    # Launch day: the first completions, on the phones and everywhere.
    journey.move_to(moment(LAUNCH, time(9)))
    for phone in (leader, here, there):
        phone.goto("/")
        phone.get_by_role("button", name="Done").first.click()
        expect(phone.get_by_role("heading", name="Lifted.")).to_be_visible()
    journey.a_day(LAUNCH, STRONG)
    desk_steps.go(page, "Campaign & boosters")
    expect(page.locator("main")).to_contain_text(f"{STRONG + 3}")

    # Weeks pass; the dip comes, and the proposal on the day its second reading falls.
    for number in STRETCH:
        assert journey.proposed() == []
        journey.a_day(day(number), WEAK if number >= DIP else STRONG)
    assert journey.proposed() == []
    journey.move_to(moment(day(DUE), EVENING))
    assert journey.proposed() == [("falling", day(DUE))]

    # Looked at, its words changed, and lit everywhere at once.
    desk_steps.go(page, "Campaign & boosters")
    desk_steps.fire_booster(page, nothing)
    journey.move_to(moment(day(DUE + 2), time(10)))
    for phone in (here, there):
        phone.goto("/orbit")
        expect(phone.get_by_text("The second engine is on")).to_be_visible()
        expect(phone.get_by_text(desk_steps.MESSAGE)).to_be_visible()


def board(page):
    desk_steps.go(page, "Launch")
    return page.locator("header.count")
