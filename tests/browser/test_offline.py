"""In a basement: the last pages open, acts wait on the phone, and arrive once."""

import pytest
from flask import abort, request
from playwright.sync_api import expect
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import opening
from uplift_pwa.models import Roadblock


@pytest.fixture
def otters(make, session):
    make.campaign(goal=40)
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    make.challenge("Walk a guest to the lift")
    make.challenge("Hold the door", helps="team", plate="open-door")
    make.challenge("Leave one thing ready", helps="colleague", plate="keys")
    opening.days(session, at=NOON)
    session.commit()
    return people


@pytest.fixture
def shut(app):
    """Paths to which the server answers "too many" while they stand here."""
    paths = []
    app.before_request(lambda: abort(429) if request.path in paths else None)
    return paths


@pytest.fixture
def again(device_cookie, live_url):
    """Somebody signs in on the same phone."""

    def again(page, person):
        cookie = {"name": "session", "value": device_cookie(person), "url": live_url}
        page.context.add_cookies([cookie])
        page.goto("/")

    return again


def ready(page):
    """The worker holds the shell and answers for the page."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.evaluate(
        """() => new Promise((yes) => {
          const worker = navigator.serviceWorker
          if (worker.controller) yes()
          worker.addEventListener("controllerchange", () => yes())
        })"""
    )
    holds(page)


def test_the_last_pages_open_without_a_network_and_say_how_old_they_are(phone, otters):
    page = phone(otters[0])
    ready(page)
    for path in ("/team", "/orbit", "/"):
        page.goto(path)
        holds(page)
    page.context.set_offline(True)

    page.goto("/team")
    expect(page.locator("#age")).to_contain_text("As of")
    expect(page.get_by_role("heading", name="The last 28 days")).to_be_visible()
    page.goto("/orbit")
    expect(page.locator("#age")).to_be_visible()
    page.goto("/me")
    expect(page.get_by_role("heading", name="No network here")).to_be_visible()


def test_an_act_without_a_network_waits_and_arrives_once(phone, otters, acts):
    page = phone(otters[0])
    ready(page)
    page.context.set_offline(True)
    page.goto("/")

    page.get_by_role("button", name="Done", exact=True).click()

    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    expect(page.locator("#unsent")).to_contain_text("Not sent yet: 1")
    assert acts() == 0

    page.context.set_offline(False)

    expect(page.locator("#age")).to_be_hidden()
    expect(page.locator("#acts")).to_have_text("1 act")
    assert acts() == 1


def test_an_answer_that_never_came_is_asked_for_again(phone, otters, acts):
    page = phone(otters[0])
    ready(page)

    def arrived_but_unanswered(route):
        route.fetch()
        route.abort()

    page.route("**/completion", arrived_but_unanswered)
    page.get_by_role("button", name="Done", exact=True).click()

    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#acts")).to_have_text("1 act")
    assert acts() == 1


def test_signing_out_leaves_nothing_of_the_person_on_the_phone(phone, otters):
    page = phone(otters[0], "/me")
    ready(page)
    page.goto("/")

    page.goto("/me")
    page.get_by_role("button", name="Sign out of this phone").click()

    expect(page.get_by_role("button", name="Step in")).to_be_visible()
    page.context.set_offline(True)
    for path in ("/", "/team", "/orbit", "/me"):
        page.goto(path)
        assert "Ada" not in page.content()
    assert kept(page) == []


def test_what_waits_is_said_at_sign_out_and_sent_for_its_owner(
    shut, phone, otters, acts, again
):
    page = phone(otters[0])
    ready(page)
    page.context.set_offline(True)
    page.goto("/")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#unsent")).to_contain_text("1")
    shut.append("/sync")
    page.context.set_offline(False)
    expect(page.locator("#age")).to_be_hidden()  # the server answers, and the page is fresh
    page.goto("/me")

    page.get_by_role("button", name="Sign out of this phone").click()
    expect(page.get_by_role("dialog")).to_contain_text("Waiting on this phone: 1")
    page.get_by_role("button", name="Keep it here for me").click()

    expect(page.get_by_role("button", name="Step in")).to_be_visible()
    assert acts() == 0
    shut.clear()
    again(page, otters[1])
    expect(page.locator("#unsent")).to_be_hidden()
    assert acts() == 0, "one's act was sent by another"
    again(page, otters[0])
    expect(page.locator("#acts")).to_have_text("1 act")
    assert acts() == 1


# Whoever opens what is not there yet makes it, and empty: that is left to the app.
KEYS = """new Promise((resolve) => {
  const asked = indexedDB.open("uplift-pages")
  asked.onupgradeneeded = () => asked.transaction.abort()
  asked.onerror = (event) => (event.preventDefault(), resolve([]))
  asked.onsuccess = () => {
    const db = asked.result
    const done = (keys) => (db.close(), resolve(keys))
    db.transaction("pages").objectStore("pages").getAllKeys().onsuccess =
      (event) => done(event.target.result)
  }
})"""


def kept(page):
    """The keys of the pages that the phone keeps."""
    return page.evaluate(f"() => {KEYS}")


def holds(page, name=""):
    """Wait until the phone has kept the page of that name, or the one that is open."""
    page.evaluate(
        f"""async (wanted) => {{
          const name = wanted || document.body.dataset.keep
          while (name && !(await {KEYS}).some((key) => key.endsWith(" " + name)))
            await new Promise((soon) => setTimeout(soon, 20))
        }}""",
        name,
    )


def test_what_stops_somebody_can_be_said_in_the_basement(phone, otters, session):
    page = phone(otters[0])
    ready(page)
    holds(page, "stopped")
    page.context.set_offline(True)
    page.goto("/roadblocks/new")

    page.get_by_text("No time").click()
    page.get_by_role("button", name="Put it on the table").click()

    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#age")).to_be_hidden()
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Roadblock)) == 1


def test_a_server_that_is_away_does_not_make_the_page_restless(phone, otters, server):
    """The network is there, the server is not: the kept page stays and asks now and then."""
    page = phone(otters[0])
    ready(page)
    server.shutdown()
    server.server_close()

    with page.expect_event("requestfailed", lambda asked: "/health/live" in asked.url):
        page.goto("/")
        expect(page.locator("#age")).to_contain_text("As of")
        page.evaluate("window.untouched = true")
    with page.expect_event("requestfailed", lambda asked: "/health/live" in asked.url):
        assert page.evaluate("window.untouched"), "the page was opened again"

    assert page.evaluate("window.untouched"), "the page was opened again"
