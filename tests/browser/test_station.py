"""The shared tablet, and a phone that others use too, with the clock of the page moved."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from tests.browser.test_offline import KEYS
from tests.browser.test_shared_phone import patiently
from tests.factories import NOON
from uplift_pwa.actions import cards, opening, pins, stations
from uplift_pwa.db import transaction
from uplift_pwa.models import SignIn, Station

TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True}
NAMES = ("Ada", "Ben", "Cleo", "Dora", "Emil")
# A camera that sees a card: what the browser itself would bring.
CAMERA = """
  const seen = [{ rawValue: "https://uplift.test/sign-in#%s" }]
  globalThis.BarcodeDetector = class { detect = async () => seen }
  const stream = () => document.createElement("canvas").captureStream()
  const mediaDevices = { getUserMedia: async () => stream() }
  Object.defineProperty(navigator, "mediaDevices", { value: mediaDevices })
  HTMLMediaElement.prototype.play = async () => {} // an empty canvas never starts to play
"""


@pytest.fixture
def pepper(app):
    return app.config["UPLIFT"].pepper


@pytest.fixture
def otters(make, session, pepper):
    make.campaign(goal=40)
    people = [make.person(name) for name in NAMES]
    for title in ("Walk a guest to the lift", "Hold the door", "Leave one thing ready"):
        make.challenge(title)
    opening.days(session, at=NOON)
    with transaction(session):
        pins.keep(session, people[0].id, "2580", at=NOON, pepper=pepper)
    return people


@pytest.fixture
def link(make, session, otters, pepper):
    with transaction(session):
        where = (make.site().id, [make.team().id])
        _id, code = stations.make(
            session, "Galley", *where, by=otters[0].id, at=NOON, pepper=pepper
        )
    return f"/station/binding#{code}"


@pytest.fixture
def tablet(visitor, link):
    """A bound tablet, whatever its browser can."""

    def tablet(**options):
        page = visitor(TABLET, **options).new_page()
        page.clock.install(time=NOON)
        page.goto(link)
        page.get_by_role("button", name="Make it the team’s tablet").click()
        expect(page.get_by_role("heading", name="Who is here?")).to_be_visible()
        return page

    return tablet


def sleeps(page):
    """An hour goes by in which no timer of the page runs."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)
    page.clock.set_system_time(NOON.replace(hour=13))


def type_figures(page, pin):
    for figure in pin:
        page.get_by_role("button", name=figure, exact=True).click()
    page.get_by_role("button", name="Show my three").click()


def test_a_name_four_figures_one_tap_and_back(tablet, acts):
    page = tablet()

    page.get_by_role("link", name="Ada").click()
    type_figures(page, "2581")
    expect(page.get_by_role("alert")).to_contain_text("Use your card")
    type_figures(page, "2580")
    page.get_by_role("button", name="Done: Walk a guest to the lift").click()
    expect(page.get_by_role("button", name="Undo: Walk a guest to the lift")).to_be_visible()
    assert acts() == 1

    page.get_by_role("button", name="Undo: Walk a guest to the lift").click()
    expect(page.get_by_role("button", name="Done: Walk a guest to the lift")).to_be_visible()
    assert acts() == 0
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", name="Who is here?")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Who is here?")).to_be_visible()


def test_it_closes_by_itself_and_waits_for_whoever_touches_it(tablet, session):
    page = tablet()
    page.get_by_role("link", name="Ada").click()
    type_figures(page, "2580")
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    page.wait_for_load_state()  # its scripts have run

    page.clock.run_for(26_000)
    expect(page.get_by_text("Still there?")).to_be_visible()
    with page.expect_response("**/station/turn") as told:
        page.get_by_role("heading", name="Hello, Ada").click()
        page.clock.run_for(1000)
    assert told.value.status == 204
    expect(page.get_by_text("Still there?")).to_be_hidden()
    page.clock.run_for(43_000)
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()

    page.clock.run_for(2000)

    expect(page.get_by_text("Closed by itself")).to_be_visible()
    session.rollback()
    assert session.scalar(select(Station.turn)) is None


def test_a_name_that_nobody_opens_is_let_go_and_the_names_stay_fresh(tablet):
    page = tablet()
    page.get_by_role("link", name="Ada").click()
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    page.wait_for_load_state()  # its scripts have run

    page.clock.run_for(46_000)

    expect(page.get_by_role("heading", name="Tap your name.")).to_be_visible()
    page.wait_for_load_state()
    with page.expect_navigation():
        page.clock.run_for(301_000)


def test_a_tablet_that_slept_closes_before_anything_is_done(tablet, session):
    page = tablet()
    page.get_by_role("link", name="Ada").click()
    type_figures(page, "2580")
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    page.wait_for_load_state()  # its scripts have run

    sleeps(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")

    expect(page.get_by_text("Closed by itself")).to_be_visible()


def test_a_card_held_to_the_camera_opens_and_four_figures_are_chosen(
    tablet, otters, session, pepper, acts
):
    with transaction(session):
        code = cards.issue(session, otters[1].id, at=NOON, pepper=pepper)
    page = tablet()
    page.context.add_init_script(CAMERA % code)

    page.get_by_role("link", name="Use my card").click()
    page.get_by_role("button", name="Hold the card to the camera").click()
    expect(page.get_by_role("heading", name="Choose four figures.")).to_be_visible()
    for figure in "3690":
        page.get_by_role("button", name=figure, exact=True).click()
    page.get_by_role("button", name="Keep them").click()

    page.get_by_role("button", name="Done: Hold the door").click()
    expect(page.get_by_role("button", name="Undo: Hold the door")).to_be_visible()
    assert acts() == 1


def test_without_a_network_the_tablet_says_so_and_sends_nothing(tablet, acts):
    page = tablet()
    page.get_by_role("link", name="Ada").click()
    type_figures(page, "2580")
    page.context.set_offline(True)

    page.get_by_role("button", name="Done: Walk a guest to the lift").click()

    expect(page.get_by_text("No network at this tablet just now.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Done: Walk a guest to the lift").click()
    expect(page.get_by_role("button", name="Undo: Walk a guest to the lift")).to_be_visible()
    assert acts() == 1


def test_without_scripts_the_tablet_does_its_job(visitor, link, acts):
    page = visitor(TABLET, java_script_enabled=False).new_page()
    page.goto(link)
    page.get_by_label("The desk’s code").fill(link.partition("#")[2])
    page.get_by_role("button", name="Make it the team’s tablet").click()

    page.get_by_role("link", name="Ada").click()
    page.get_by_label("Your four figures").fill("2580")
    page.get_by_role("button", name="Show my three").click()
    page.get_by_role("button", name="Done: Walk a guest to the lift").click()

    expect(page.get_by_role("button", name="Undo: Walk a guest to the lift")).to_be_visible()
    assert acts() == 1
    assert page.locator("noscript meta[http-equiv=refresh]").get_attribute("content") == (
        "45;url=/station"
    )


# When the open page began to count quiet minutes; the test's clock moves no read of a database.
WATCHES = """async (since) => {
  while (!(await indexedDB.databases()).some(({ name }) => name === "uplift-facts"));
  const db = await new Promise((open) => {
    indexedDB.open("uplift-facts").onsuccess = (event) => open(event.target.result)
  })
  for (;;) {
    const at = await new Promise((read) => {
      const asked = db.transaction("facts").objectStore("facts").get("touched")
      asked.onsuccess = () => read(asked.result)
    })
    if (at > since) return db.close(), at
  }
}"""


@pytest.fixture
def shared(phone, app, session, otters):
    """Ada's sign-in on a phone that others use too, its clock in the test's hands."""

    def shared():
        page = phone(otters[0], "/how-it-works")
        with transaction(session):
            session.scalars(select(SignIn)).one().kind = "shared"
        page.clock.install(time=NOON)
        opens(page, "/")
        return page

    return shared


def opens(page, path, since=0):
    """Open a page and wait until it counts; answers since when, for the next one."""
    page.goto(path)
    return page.evaluate(WATCHES, since)


def test_a_shared_phone_leaves_after_five_quiet_minutes_and_keeps_nothing(shared, session):
    page = shared()
    expect(page.get_by_role("heading", name="Lift someone today.")).to_be_visible()
    opens(page, "/team", since=page.evaluate(WATCHES, 0))

    page.clock.run_for(4 * 60_000)
    page.keyboard.press("Tab")
    page.clock.run_for(4 * 60_000)
    expect(page.locator("body[data-shared]")).to_be_visible()
    assert page.evaluate(f"() => {KEYS}") == []

    page.clock.run_for(70_000)

    expect(page.get_by_role("button", name="Step in")).to_be_visible()
    session.rollback()
    assert session.scalar(select(func.count()).select_from(SignIn)) == 0
    page.go_back()
    expect(page.get_by_role("button", name="Step in")).to_be_visible()


def test_a_shared_phone_that_slept_leaves_before_anything_is_seen(shared, otters):
    page = shared()
    expect(page.get_by_role("heading", name="Lift someone today.")).to_be_visible()

    sleeps(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")

    expect(page.get_by_role("button", name="Step in")).to_be_visible()


def test_what_waits_on_a_shared_phone_waits_for_its_owner(
    shared, otters, acts, device_cookie, live_url
):
    page = shared()
    page.context.set_offline(True)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#unsent")).to_contain_text("Not sent yet: 1")
    page.clock.run_for(5 * 60_000 + 10_000)
    page.wait_for_url("**/sign-in")
    page.context.set_offline(False)
    patiently(lambda: page.goto("/sign-in"))
    expect(page.get_by_role("button", name="Step in")).to_be_visible()

    def arrives(person):
        cookie = {"name": "session", "value": device_cookie(person), "url": live_url}
        page.context.add_cookies([cookie])
        page.goto("/")
        page.clock.run_for(1000)

    arrives(otters[1])
    expect(page.get_by_role("heading", name="Lift someone today.")).to_be_visible()
    expect(page.locator("#unsent")).to_be_hidden()
    assert acts() == 0
    arrives(otters[0])
    expect(page.locator("#acts")).to_have_text("1 act")
    assert acts() == 1
