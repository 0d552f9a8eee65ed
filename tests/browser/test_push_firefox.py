"""Push in stock Firefox, from the tap to the screen, by way of a push service of our own."""

from dataclasses import replace
from datetime import timedelta
from threading import Event
from time import monotonic

import pytest
from sqlalchemy import select

from tests.browser.firefox import Firefox
from tests.browser.push_service import DELIVERED, push_service
from tests.browser.tab import until
from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import completions, opening, thanks
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.dispatch import Dispatch
from uplift_pwa.models import Delivery, SignIn, Subscription
from uplift_pwa.push import devices, news, vapid
from uplift_pwa.push.sender import Sender
from uplift_pwa.push.vapid import Keyring

pytestmark = pytest.mark.firefox

SOON = NOON + timedelta(minutes=11)  # good news waits ten minutes for more of it
# The browser's own question, as a person sees it, and its first button: Allow.
ALLOW = """
  const asked = PopupNotifications.getNotification("web-notifications")
  if (!asked || PopupNotifications.panel.state !== "open") return false
  PopupNotifications.panel.firstElementChild.button.click()
  return true
"""
# A tapped notification opened a tab of its own, which would hide the question.
ONE_TAB = "while (gBrowser.tabs.length > 1) gBrowser.removeTab(gBrowser.tabs[1])"
UNSUBSCRIBE = """
  const { pushManager } = await navigator.serviceWorker.ready
  return (await pushManager.getSubscription()).unsubscribe()
"""
# Out from under the bar at the foot of the page, as a thumb would move it.
TO_THE_MIDDLE = """
  const [words] = given
  const fits = (one) => one.innerText.trim() === words
  const found = [...document.querySelectorAll("button, label")].find(fits)
  found.scrollIntoView({ block: "center", behavior: "instant" })
"""
ENDPOINT = """
  const { pushManager } = await navigator.serviceWorker.ready
  return (await pushManager.getSubscription())?.endpoint
"""
THANKED, WORKS = "Somebody thanked you", "It works"


@pytest.fixture(scope="module")
def service():
    with push_service() as service:
        yield service


@pytest.fixture(scope="module")
def stock(tmp_path_factory, service):
    """A Firefox that asks before it shows notifications, as everybody's does."""
    asks = {"permissions.default.desktop-notification": 0}
    profile = tmp_path_factory.mktemp("firefox") / "profile"
    with Firefox(profile, service.browsers_url, **asks) as fox:
        yield fox


@pytest.fixture(scope="module")
def config(config):
    return replace(config, push_to_loopback=True)


@pytest.fixture
def cast(make, session):
    """Ada has done two challenges; Ben is glad of it."""
    make.campaign(goal=40)
    ada, ben = make.person("Ada"), make.person("Ben")
    made = [make.challenge(f"Challenge {number}") for number in range(3)]
    opening.days(session, at=NOON)
    for one in made[:2]:
        completions.record(session, ada.id, one.id, at=NOON)
    session.commit()
    return ada, ben


@pytest.fixture
def fox(stock, cast, device_cookie, live_url):
    """Ada's Firefox; the question on Today was answered with a tap, and the browser's too."""
    stock.inside(ONE_TAB)
    stock.cookie(f"{live_url}/offline", "session", device_cookie(cast[0]))
    stock.goto(f"{live_url}/")
    stock.sees("One nudge a shift?")
    stock.click("#asking a.edge")
    stock.sees("Only while you work. You choose the moment.")
    press(stock, "Nudge me then")
    until(lambda: stock.inside(ALLOW))
    stock.sees("This phone can be reached.")
    return stock


@pytest.fixture
def send(engine, session, config, live_url):
    """A real sender at work until everything that is owed has come to its end."""

    def send():
        ring = Keyring(config.data, config.contact)
        sender = Sender(ring, now=clock.now, site=live_url, loopback=True)
        work = Dispatch(make_session_factory(engine), sender, True, chance=lambda: 0.0)
        end = monotonic() + 20
        while monotonic() < end and set(states(session)) & {"pending", "sending"}:
            work.turn()
            if refused(session):
                break
        work.drain()
        sender.close()

    return send


@pytest.fixture
def thank(session, cast, send, monkeypatch):
    """Ben thanks Ada; ten minutes later the clockwork and the sender have done their work."""
    ada, ben = cast

    def thank():
        with transaction(session):
            thanks.give(session, ben.id, "person", ada.id, reason="You stayed.", at=NOON)
        monkeypatch.setattr(clock, "now", lambda: SOON)
        with transaction(session):
            news.bundle(session, at=SOON)
        send()

    return thank


def press(fox, words):
    """A trusted tap on the button that says so."""
    fox.script(TO_THE_MIDDLE, words)
    fox.press(words)


def states(session):
    session.rollback()
    found = session.scalars(select(Delivery.state)).all()
    session.rollback()
    return found


def refused(session):
    session.rollback()
    found = session.scalar(select(Subscription.refused_at)) is not None
    session.rollback()
    return found


def dawdle(app):
    """The first look at the state is answered when the phone has told us, or 2 s later.

    What it answers is what held when it asked; who told us hears of it a second after that.
    """
    answer, told, looks = app.wsgi_app, Event(), []

    def slowly(environ, start_response):
        asked = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        found = answer(environ, start_response)
        if asked == ("GET", "/push/state") and not looks:
            looks.append(asked)
            told.wait(2)
        elif asked == ("POST", "/push/subscriptions"):
            told.set()
            Event().wait(1)
        return found

    app.wsgi_app = slowly
    return looks


def phones(session):
    session.rollback()
    found = session.scalars(select(Subscription)).all()
    session.rollback()
    return found


def owe_test(session, at=NOON):
    """Owe every phone a test push, as its button does."""
    with transaction(session):
        for row in session.scalars(select(Subscription)).all():
            devices.test(session, row.id, person_id=row.person_id, at=at)


def test_a_tap_an_allowance_and_the_phone_shows_that_it_can_be_reached(
    fox, session, service, send
):
    before = len(service.received)

    press(fox, "Send one to this phone")
    fox.sees("One is on its way.")
    send()

    until(lambda: WORKS in fox.alerts())
    until(lambda: service.received[before:] == [DELIVERED])
    assert states(session) == ["sent"]
    assert fox.tap_alert(WORKS)


def test_thanks_are_told_and_a_tap_opens_them(fox, session, thank, live_url):
    thank()

    until(lambda: THANKED in fox.alerts())
    assert fox.tap_alert(THANKED)
    until(lambda: f"{live_url}/thanks" in fox.addresses())
    opened = select(Delivery.opened_at)
    until(lambda: session.rollback() or session.scalar(opened))


def test_the_app_may_be_closed(fox, thank, live_url):
    fox.goto("about:blank")

    thank()

    until(lambda: THANKED in fox.alerts())
    assert fox.tap_alert(THANKED)
    until(lambda: f"{live_url}/thanks" in fox.addresses())


def test_a_browser_that_has_left_is_forgotten_at_its_410(fox, session, service, send):
    assert fox.script(UNSUBSCRIBE)
    until(lambda: service.gone)
    owe_test(session)

    send()

    assert service.answered[-1] == 410
    assert phones(session) == []
    assert states(session) == ["gone"]


def test_another_key_than_its_own_reaches_nobody(fox, session, service, send, config):
    with transaction(session):
        for one in session.scalars(select(Subscription)).all():
            one.server_key = vapid.rotate(config.data)
    owe_test(session)
    before = len(service.received)

    send()

    assert service.answered[-1] == 403
    assert len(service.received) == before
    assert phones(session)[0].refused_at == NOON


def test_an_expired_sign_in_gets_nothing(fox, session, service, send):
    owe_test(session)
    with transaction(session):
        for one in session.scalars(select(SignIn)).all():
            one.seen_at = NOON - timedelta(days=31)
    before = len(service.answered)

    send()

    assert len(service.answered) == before
    assert states(session) == ["dropped"]


def test_signing_out_takes_the_phone_off_its_push_service(fox, session, service, live_url):
    gone = len(service.gone)
    fox.goto(f"{live_url}/me")

    press(fox, "Sign out of this phone")

    until(lambda: len(service.gone) > gone)
    until(lambda: not phones(session))


def test_what_the_server_has_lost_is_subscribed_anew_at_the_next_open(fox, session, live_url):
    with transaction(session):
        old = session.scalars(select(Subscription)).one()
        was = old.endpoint
        session.delete(old)

    fox.script("sessionStorage.clear()")
    fox.goto(f"{live_url}/team")

    until(lambda: phones(session))
    assert phones(session)[0].endpoint != was


def test_a_page_that_still_looks_takes_back_nothing_that_is_switched_on(
    fox, app, session, live_url
):
    press(fox, "Switch this phone off")
    fox.sees("No nudge reaches this phone yet.")
    looks = dawdle(app)
    fox.script("sessionStorage.clear()")
    fox.goto(f"{live_url}/nudges")
    until(lambda: looks)

    press(fox, "Switch this phone on")
    fox.sees("This phone can be reached.")

    assert [one.endpoint for one in phones(session)] == [fox.script(ENDPOINT)]
