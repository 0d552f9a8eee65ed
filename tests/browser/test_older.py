"""Browsers of three years ago, and phones on which no worker may run: docs/browsers.md."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_offline import ready
from tests.factories import NOON
from uplift_pwa.actions import opening

# What a browser of 2023 drops from a style sheet, made into something that this one drops too.
UNHEARD = (":has(", "light-dark(", "field-sizing", "text-wrap", "accent-color", "@view-trans")
GONE = """
  for (const name of ["locks", "setAppBadge", "clearAppBadge", "userActivation", "vibrate"])
    delete Navigator.prototype[name]
  delete ServiceWorkerRegistration.prototype.sync
  for (const name of ["SyncManager", "BarcodeDetector", "PushManager"]) delete window[name]
"""


@pytest.fixture
def ada(make, session):
    make.campaign(goal=40)
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    make.challenge("Walk a guest to the lift")
    opening.days(session, at=NOON)
    session.commit()
    return people[0]


def older_style(route):
    text = route.fetch().text()
    for name in UNHEARD:
        text = text.replace(name, name.replace(name.strip(":@("), "unheard-of"))
    route.fulfill(content_type="text/css", body=text)


def test_without_a_worker_an_act_waits_in_sight_and_arrives_once(phone, ada, acts):
    page = phone(ada, service_workers="block")
    page.route("**/app.css", older_style)
    for path in ("**/completion", "**/sync"):
        page.route(path, lambda route: route.abort())
    page.reload()

    page.get_by_role("button", name="Done", exact=True).click()

    expect(page.locator("#unsent")).to_contain_text("Not sent yet: 1")
    assert page.locator("#unsent").bounding_box()["y"] == 0
    assert acts() == 0

    page.unroute("**/sync")

    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#acts")).to_have_text("1 act")
    assert acts() == 1


def test_without_locks_and_background_sync_a_basement_is_no_matter(phone, ada, acts):
    page = phone(ada)
    page.context.add_init_script(GONE)
    ready(page)
    page.context.set_offline(True)
    page.goto("/")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#unsent")).to_contain_text("Not sent yet: 1")

    page.context.set_offline(False)

    expect(page.locator("#acts")).to_have_text("1 act")
    assert acts() == 1
