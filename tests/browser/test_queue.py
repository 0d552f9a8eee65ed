"""A queue made in a basement arrives exactly once, whatever happens while it is sent."""

import socket
from collections import Counter

import pytest
from playwright.sync_api import Error, expect
from sqlalchemy import select

from tests.browser.test_offline import ready
from tests.factories import NOON
from uplift_pwa.actions import opening, sign_ins, verify
from uplift_pwa.models import Thanks

MANY = 20
# Thanks said offline, each by a form as its page has it, one for each colleague.
SAY_MANY = """(people) => {
  for (const id of people) {
    const form = document.createElement("form")
    Object.assign(form, { action: "/thanks", method: "post" })
    form.dataset.queue = "Thanks"
    form.innerHTML = `<input name="to" value="person-${id}"><input name="reason" value="Kind.">
      <button>Thank</button>`
    document.querySelector("main").append(form)
    form.requestSubmit()
  }
}"""


@pytest.fixture
def ada(make, session):
    make.campaign(goal=40)
    person = make.person("Ada")
    session.commit()
    return person


@pytest.fixture
def colleagues(make, session, ada):
    found = [make.person(f"Ben {number}").id for number in range(MANY)]
    opening.days(session, at=NOON)
    session.commit()
    return found


@pytest.fixture
def arrived(session):
    """How many cards each colleague got; the counters agree with the records."""

    def arrived():
        session.rollback()
        assert verify.differences(session) == []
        return Counter(session.scalars(select(Thanks.receiver_id)))

    return arrived


@pytest.fixture
def basement(phone, ada, colleagues):
    """Ada's phone without a network, twenty thanks said on it."""
    return goes_down(phone(ada), colleagues)


@pytest.fixture
def basement_alone(phone, ada, colleagues):
    """The same where no worker sends what waits: the tab is the only one that does."""
    page = phone(ada)
    page.context.add_init_script("delete globalThis.ServiceWorkerRegistration?.prototype.sync")
    return goes_down(page, colleagues)


def goes_down(page, colleagues):
    ready(page)
    page.context.set_offline(True)
    page.goto("/")
    expect(page.locator("#age")).to_contain_text("As of")
    page.evaluate(SAY_MANY, colleagues)
    waits(page, MANY)
    return page


@pytest.fixture
def unanswered(app):
    """How many batches from now on arrive whole, with nobody left to hear the answer."""
    left = [0]
    inner = app.wsgi_app

    def cut(environ, start_response):
        answer = inner(environ, start_response)
        if environ["PATH_INFO"] != "/sync" or not left[0]:
            return answer
        left[0] -= 1
        for _part in answer:
            pass
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        raise ConnectionError("the phone has gone into the lift")

    app.wsgi_app = cut
    return left


def waits(page, number):
    expect(page.locator("#unsent")).to_contain_text(f"Not sent yet: {number}")


LEFT = """async () => {
  await new Promise((soon) => setTimeout(soon, 50))
  return new Promise((resolve) => {
    const asked = indexedDB.open("uplift-waiting")
    asked.onupgradeneeded = () => asked.transaction.abort() // the app makes it
    asked.onerror = (event) => (event.preventDefault(), resolve(0))
    asked.onsuccess = () => {
      const db = asked.result
      const told = (count) => (db.close(), resolve(count))
      db.transaction("operations").objectStore("operations").count().onsuccess =
        (event) => told(event.target.result)
    }
  })
}"""


def everything_went(page):
    """The phone holds nothing that waits; it may open the page anew on the way."""
    for _ in range(200):
        try:
            if page.evaluate(LEFT) == 0:
                break
        except Error:  # the page is being opened again
            continue
    expect(page.locator("#unsent")).to_be_hidden()


def test_twenty_thanks_arrive_exactly_once(basement, colleagues, arrived):
    assert arrived() == {}

    basement.context.set_offline(False)

    everything_went(basement)
    assert arrived() == dict.fromkeys(colleagues, 1)


def test_a_tab_killed_while_it_sends_leaves_the_rest_to_the_next(
    basement_alone, colleagues, arrived
):
    context, asked = basement_alone.context, []

    def half_way(route):
        asked.append(route.request)
        if len(asked) > 1:
            return route.continue_()
        route.fetch()  # it arrives; whoever asked is gone before the answer
        return None

    context.route("**/sync", half_way)
    with basement_alone.expect_request("**/sync"):
        context.set_offline(False)
    basement_alone.close()

    page = context.new_page()
    page.goto("/")

    everything_went(page)
    assert arrived() == dict.fromkeys(colleagues, 1)


@pytest.mark.parametrize("locks", [True, False], ids=["with-locks", "without-web-locks"])
def test_two_tabs_send_each_thanks_once(basement, colleagues, arrived, locks):
    context = basement.context
    if not locks:
        context.add_init_script("delete Navigator.prototype.locks")
        basement.reload()
    other = context.new_page()
    other.goto("/")
    waits(basement, MANY)
    waits(other, MANY)

    context.set_offline(False)

    everything_went(basement)
    everything_went(other)
    assert arrived() == dict.fromkeys(colleagues, 1)


@pytest.mark.parametrize("times", [1, 2])
def test_a_batch_whose_answer_was_dropped_is_asked_for_again(
    basement, colleagues, arrived, unanswered, times
):
    unanswered[0] = times

    basement.context.set_offline(False)

    everything_went(basement)
    assert unanswered[0] == 0
    assert arrived() == dict.fromkeys(colleagues, 1)


def test_a_queue_outlives_its_sign_in(
    basement, colleagues, arrived, session, ada, device_cookie, live_url
):
    sign_ins.end_all(session, ada.id)
    session.commit()
    basement.context.set_offline(False)  # the page opens again by itself, at the gate
    expect(basement.get_by_role("button", name="Step in")).to_be_visible()
    assert arrived() == {}

    cookie = {"name": "session", "value": device_cookie(ada), "url": live_url}
    basement.context.add_cookies([cookie])
    basement.goto("/")

    everything_went(basement)
    assert arrived() == dict.fromkeys(colleagues, 1)
