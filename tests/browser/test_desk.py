"""The desk without a mouse, and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.factories import NOON
from uplift_pwa.actions import opening


@pytest.fixture
def grace(make, session):
    make.campaign()
    make.challenge("Hold the door", state="draft", published_at=None)
    grace = make.person("Grace", role="admin")
    opening.days(session, at=NOON)
    session.commit()
    return grace


def go(page, words):
    """Tab to what says `words`, where the eye finds it too, and press it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            break
    assert page.evaluate("document.activeElement.matches(':focus-visible')")
    expect(page.locator(":focus")).to_contain_text(words)
    expect(page.locator(":focus")).to_be_in_viewport()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_draft_goes_live_with_the_keyboard_alone(desk, grace):
    page = desk(grace, "/desk/challenges")

    go(page, "Hold the door")
    go(page, "Publish")
    go(page, "Publish it now")

    expect(page.get_by_role("heading", name="Hold the door").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Live")


def test_a_row_of_places_longer_than_a_phone_opens_where_one_is(desk, grace):
    page = desk(grace, "/desk/audit")
    page.set_viewport_size({"width": 360, "height": 780})
    page.reload()

    expect(page.locator(".rail [aria-current]")).to_have_text("Audit")
    expect(page.locator(".rail [aria-current]")).to_be_in_viewport(ratio=1)
