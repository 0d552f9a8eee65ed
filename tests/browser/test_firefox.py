"""Stock Firefox, which has no Background Sync: offline pages, the queue, and its replay."""

import socket

import pytest
from sqlalchemy import func, select

from tests.browser.firefox import Firefox
from tests.browser.tab import until
from tests.browser.test_offline import KEYS
from tests.factories import NOON
from uplift_pwa.actions import opening, verify
from uplift_pwa.models import Completion

pytestmark = pytest.mark.firefox
READY = """
  const worker = (await navigator.serviceWorker.getRegistration())?.active
  return worker?.state === "activated" && navigator.serviceWorker.controller !== null
"""
HELD = f"return (await {KEYS}).length"
SHELL = "return document.documentElement.dataset.offline !== undefined"


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    with Firefox(tmp_path_factory.mktemp("firefox") / "profile") as fox:
        yield fox


@pytest.fixture
def ada(make, session):
    make.campaign(goal=40)
    person = make.person("Ada")
    for name in ("Ben", "Cleo", "Dora", "Emil"):
        make.person(name)
    make.challenge("Walk a guest to the lift")
    make.challenge("Hold the door", helps="team")
    opening.days(session, at=NOON)
    session.commit()
    return person


@pytest.fixture
def fox(stock, ada, device_cookie, live_url):
    """Ada's Firefox: Today is open, and the phone holds it."""
    stock.offline(False)
    stock.cookie(f"{live_url}/offline", "session", device_cookie(ada))
    stock.goto(f"{live_url}/")
    until(lambda: stock.script(READY) or stock.goto(f"{live_url}/"))
    until(lambda: stock.script(HELD))
    return stock


@pytest.fixture
def cut(app):
    """While anything stands here, the next answer is cut off; the request has arrived."""
    planned = []
    inner = app.wsgi_app

    def lossy(environ, start_response):
        answer = inner(environ, start_response)
        if environ["REQUEST_METHOD"] == "GET" or not planned:
            return answer
        planned.clear()
        for _part in answer:
            pass
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        raise ConnectionError("the phone has gone into the lift")

    app.wsgi_app = lossy
    return planned


@pytest.fixture
def acts(session):
    def acts():
        session.rollback()
        assert verify.differences(session) == []
        return session.scalar(select(func.count()).select_from(Completion))

    return acts


def leave_network(fox, url):
    """A connection that was open may still answer once."""
    fox.offline()
    until(lambda: fox.goto(url) or fox.script(SHELL))


def basement(fox, live_url):
    """An act done without a network: it waits on this phone."""
    leave_network(fox, f"{live_url}/")
    fox.sees("As of")
    fox.press("Done")
    fox.sees("Saved on this phone")
    fox.sees("Not sent yet: 1")


def test_the_page_opens_offline_and_an_act_is_sent_when_the_network_returns(
    fox, live_url, acts
):
    assert fox.script("return !('sync' in await navigator.serviceWorker.ready)")
    basement(fox, live_url)
    assert acts() == 0

    fox.offline(False)

    until(acts)
    fox.sees("1 act")
    assert acts() == 1


def test_what_waits_is_sent_when_the_app_is_opened(fox, live_url, acts):
    basement(fox, live_url)
    fox.goto("about:blank")
    fox.offline(False)
    assert acts() == 0

    fox.goto(f"{live_url}/team")

    until(acts)
    fox.sees("Sent: 1")
    assert acts() == 1


def test_an_act_whose_answer_never_came_is_asked_for_again(fox, live_url, acts, cut):
    cut.append("the next")

    fox.press("Done")

    until(lambda: not cut)
    fox.sees("1 act")
    assert acts() == 1


def test_a_page_without_a_network_says_so(fox, live_url):
    leave_network(fox, f"{live_url}/me/days")

    fox.sees("No network here")
