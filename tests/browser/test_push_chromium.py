"""Push in Chromium, by its own developer tools: woken from sleep, shown, counted, done once."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import opening
from uplift_pwa.models import SignIn
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.kinds import tag

TODAY = NOON.date()
KEY = f"nudge:{TODAY}:small"
TITLE = "One small thing"
# Developer tools press no notification: this runs the worker's own handler on an event as the
# browser makes it. (The real `waitUntil` refuses what it has not made itself.)
PRESS = """async ([title, action]) => {
  const shown = await self.registration.getNotifications()
  const notification = shown.find((one) => one.title === title)
  const event = new NotificationEvent("notificationclick", { notification, action })
  const waits = []
  Object.defineProperty(event, "waitUntil", { value: (promise) => waits.push(promise) })
  self.dispatchEvent(event)
  await Promise.all(waits)
}"""
TITLES = """async () => {
  const shown = await (await navigator.serviceWorker.ready).getNotifications()
  return shown.map((one) => [one.title, one.body, one.tag, one.actions.map((a) => a.action)])
}"""

SHOWN = "async () => (await self.registration.getNotifications()).map((one) => one.title)"


class Worker:
    """A site's service worker, as developer tools have it."""

    def __init__(self, context, page, origin):
        self._page, self._origin = page, origin
        self._found, self._events = {}, []
        self._tools = context.new_cdp_session(page)
        self._tools.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._tools.on("BackgroundService.backgroundServiceEventReceived", self._hear)
        self._tools.send("ServiceWorker.enable")
        for service in ("pushMessaging", "notifications"):
            self._tools.send("BackgroundService.startObserving", {"service": service})
            switch = {"service": service, "shouldRecord": True}
            self._tools.send("BackgroundService.setRecording", switch)

    def stop(self):
        self._tools.send("ServiceWorker.stopAllWorkers")

    def push(self, text):
        self.until(lambda: self._number)
        to = {"origin": self._origin, "registrationId": self._number, "data": text}
        self._tools.send("ServiceWorker.deliverPushMessage", to)

    def heard(self, name):
        """The details of events with this name, as the browser wrote them down."""
        told = [one for one in self._events if one["eventName"] == name]
        return [{m["key"]: m["value"] for m in one["eventMetadata"]} for one in told]

    def until(self, ask, tries=200):
        while not (found := ask()):
            tries -= 1
            assert tries, "it did not happen"
            self._page.wait_for_timeout(50)
        return found

    @property
    def _number(self):
        own = [one for scope, one in self._found.items() if scope.startswith(self._origin)]
        return own[0]["registrationId"] if own else None

    def _note(self, told):
        self._found |= {one["scopeURL"]: one for one in told["registrations"]}

    def _hear(self, told):
        self._events.append(told["backgroundServiceEvent"])


@pytest.fixture
def ada(make, session):
    make.campaign(goal=40)
    ada = make.person("Ada")
    for title in ("Walk a guest to the lift", "Hold the door", "Leave one thing ready"):
        make.challenge(title)
    opening.days(session, at=NOON)
    session.commit()
    return ada


@pytest.fixture
def page(own_profile, ada, device_cookie, live_url):
    """Today in Ada's Chromium, where notifications are allowed."""
    own_profile.grant_permissions(["notifications"], origin=live_url)
    own_profile.add_cookies([{"name": "session", "value": device_cookie(ada), "url": live_url}])
    page = own_profile.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


@pytest.fixture
def worker(page, live_url):
    return Worker(page.context, page.context.new_page(), live_url)


@pytest.fixture
def nudge(session, ada, page):
    """The nudge that Ada's phone is owed, as it arrives there."""
    sign_in_id = session.scalar(select(SignIn.id).filter_by(person_id=ada.id))
    bound(session, ada, sign_in_id=sign_in_id)
    words = messages.payloads(KEY, "nudge", "small")
    letter = outbox.Letter(KEY, "nudge", words, NOON + timedelta(days=2), day=TODAY)
    outbox.enqueue(session, letter, [ada.id], at=NOON)
    session.commit()
    return words["en"]


def test_a_push_wakes_the_worker_and_is_shown_while_the_app_is_closed(
    page, worker, nudge, live_url
):
    page.goto("about:blank")
    worker.stop()

    worker.push(nudge)

    shown = worker.until(lambda: worker.heard("Notification displayed"))
    assert shown == [{"Title": TITLE, "Body": json.loads(nudge)["notification"]["body"]}]
    done = worker.until(lambda: worker.heard("Push event completed"))
    assert done == [{"Status": "Success"}]
    page.goto(live_url)
    assert page.evaluate(TITLES) == [[TITLE, shown[0]["Body"], tag(KEY), ["done"]]]


def test_a_push_that_nobody_can_read_shows_something(page, worker):
    worker.push("{")

    shown = worker.until(lambda: worker.heard("Notification displayed"))
    assert shown[0]["Title"] == "uplift"


@pytest.fixture
def badge(page, live_url):
    """The number on the icon of the installed app, as the system shows it."""
    tools = page.context.browser.new_browser_cdp_session()
    app = {"manifestId": f"{live_url}/"}
    tools.send("PWA.install", app | {"installUrlOrBundleUrl": f"{live_url}/"})
    return lambda: tools.send("PWA.getOsAppState", app)["badgeCount"]


def test_the_icon_counts_what_waits_until_the_app_is_opened(
    page, worker, nudge, badge, live_url
):
    page.goto("about:blank")
    before = badge()

    worker.push(nudge)
    worker.until(lambda: badge() == 1)
    page.goto(live_url)
    worker.until(lambda: badge() == 0)

    assert before == 0


def test_done_on_the_notification_completes_once_and_says_so(page, worker, nudge, acts):
    worker.push(nudge)
    worker.until(lambda: worker.heard("Push event completed"))
    running = page.context.service_workers[0]

    running.evaluate(PRESS, [TITLE, "done"])
    worker.push(nudge)  # the push service may send it twice
    worker.until(lambda: len(worker.heard("Push event completed")) == 2)
    running.evaluate(PRESS, [TITLE, "done"])

    assert acts() == 1
    # The worker is asked: the open page is on its way to what has changed.
    assert running.evaluate(SHOWN) == ["Lifted."]
    expect(page.locator(".stub.done")).to_have_count(1)  # the open page shows it as well
