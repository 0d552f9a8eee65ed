"""The wall on a television: whole at any size, by itself up to date, silent."""

import pytest
from playwright.sync_api import expect

from tests.factories import NOON
from uplift_pwa.actions import completions, opening, walls
from uplift_pwa.web import wall


@pytest.fixture
def link(app, make, session):
    make.campaign(goal=40)
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay")]
    make.challenge("Walk a guest to the lift")
    opening.days(session, at=NOON)
    pepper = app.config["UPLIFT"].pepper
    secret = walls.make(session, by=people[0].id, at=NOON, pepper=pepper)
    session.commit()
    return f"/wall/{secret}"


@pytest.mark.parametrize(
    ("width", "height"), [(1920, 1080), (3840, 2160), (1280, 720), (1080, 1920), (390, 844)]
)
def test_the_wall_fills_any_screen_and_no_more(visitor, link, audit, width, height):
    page = visitor({"viewport": {"width": width, "height": height}}).new_page()

    page.goto(link)

    assert page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    ) == [width, height]
    assert audit(page) == []
    assert page.context.cookies() == []


def test_the_wall_takes_in_what_is_new_without_loading_again(
    visitor, link, session, monkeypatch
):
    monkeypatch.setattr(wall, "FRESH", -1.0)
    page = visitor({"viewport": {"width": 1920, "height": 1080}}).new_page()
    page.clock.install()
    page.goto(link)
    page.evaluate("window.untouched = true")
    expect(page.locator(".wall .big h1")).to_have_text("0%")
    for person_id in range(1, 7):
        completions.record(session, person_id, 1, at=NOON)
    session.commit()

    page.clock.fast_forward(61_000)

    expect(page.locator(".wall .big h1")).to_have_text("15%")
    expect(page.locator(".wall aside")).to_contain_text("6")
    assert page.evaluate("window.untouched")


def test_the_wall_of_a_browser_without_scripts_asks_again_too(visitor, link):
    phone = visitor({"viewport": {"width": 1280, "height": 720}}, java_script_enabled=False)
    page = phone.new_page()

    page.goto(link)

    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "60"
