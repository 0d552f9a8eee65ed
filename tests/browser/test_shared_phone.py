"""One phone, two people: nothing of the first can be read, sent or claimed by the second.

SAFETY R7: thirty scripts, every way to leave with every fate of the work, read online and off.
"""

from itertools import product

import pytest
from playwright.sync_api import Error, expect
from sqlalchemy import func, select

from tests.browser import canaries
from tests.browser.test_offline import holds, ready
from tests.browser.test_queue import everything_went
from tests.factories import NOON
from uplift_pwa.actions import opening, sign_ins, verify
from uplift_pwa.db import transaction
from uplift_pwa.models import Completion, Thanks
from uplift_pwa.web.permissions import TABLE, Who

RESTLESS = ("ERR_ABORTED", "navigating", "interrupted")
URLS = ("/", "/team", "/orbit", "/thanks", "/roadblocks/new", "/me")
NAME, TEAM, WORDS, WHOM = "Zanzibelle", "Quokka7731", "Xylophone at the gate", "Thank Cleopatra"
HERS = (NAME, TEAM, WORDS, WHOM)
LEAVES = {
    "signs-out": ("sent", "kept", "discarded"),
    "signs-out-offline": ("sent", "kept", "discarded"),
    "sign-in-expires": ("sent", "waits", "nothing"),
    "tab-is-killed": ("sent", "waits", "nothing"),
    "another-signs-in": ("sent", "waits", "nothing"),
}
SCRIPTS = [
    pytest.param(leaves, work, network, id=f"{leaves}-{work}-{network}")
    for leaves, works in LEAVES.items()
    for work, network in product(works, ("online", "offline"))
]
ARRIVES = {"sent": 2, "kept": 2, "waits": 2, "discarded": 0, "nothing": 0}
THANK = """([id, words, whom]) => {
  const form = document.createElement("form")
  Object.assign(form, { action: "/thanks", method: "post" })
  form.dataset.queue = whom
  form.innerHTML = `<input name="to" value="person-${id}"><textarea name="reason"></textarea>
    <button>Thank</button>`
  form.elements.reason.value = words
  document.querySelector("main").append(form)
  form.requestSubmit()
}"""


@pytest.fixture
def people(make, session):
    """Zanzibelle and Cleopatra are in one team, Ben is in another."""
    make.campaign(goal=40)
    quokkas, buses = make.team(TEAM), make.team("Buses")
    hers = [make.person(name, team=quokkas) for name in (NAME, "Cleopatra", "Dora")]
    his = [make.person(name, team=buses) for name in ("Ben", "Finn", "Gus")]
    make.challenge("Walk a guest to the lift")
    opening.days(session, at=NOON)
    session.commit()
    return hers[0], hers[1], his[0]


@pytest.fixture
def shut(app):
    """Paths that answer "busy" while they stand here: what waits goes on waiting."""
    paths = []
    inner = app.wsgi_app

    def door(environ, start_response):
        if environ["PATH_INFO"] not in paths:
            return inner(environ, start_response)
        start_response("429 TOO MANY REQUESTS", [("Content-Length", "0")])
        return [b""]

    app.wsgi_app = door
    return paths


@pytest.fixture
def by(session):
    """How much somebody has done by the server's books, which agree with themselves."""

    def by(person):
        session.rollback()
        assert verify.differences(session) == []
        acts = select(func.count()).select_from(Completion).filter_by(person_id=person.id)
        cards = select(func.count()).select_from(Thanks).filter_by(sender_id=person.id)
        return session.scalar(acts) + session.scalar(cards)

    return by


@pytest.fixture
def take(device_cookie, live_url):
    """The phone's cookie is another person's from now on."""

    def take(context, person):
        cookie = {"name": "session", "value": device_cookie(person), "url": live_url}
        context.add_cookies([cookie])

    return take


@pytest.mark.parametrize(("leaves", "work", "network"), SCRIPTS)
def test_the_next_person_finds_nothing(
    phone, people, shut, session, by, take, leaves, work, network
):
    zanzibelle, cleopatra, ben = people
    page = phone(zanzibelle)
    context = page.context
    ready(page)
    holds(page, "stopped")
    assert f"IndexedDB uplift-pages: {TEAM}" in canaries.found(page, HERS)
    works(page, work, cleopatra, shut)

    page = LEAVING[leaves](page, work, lambda: ends(session, zanzibelle))
    if leaves not in ("tab-is-killed", "another-signs-in"):
        assert canaries.found(page, HERS, URLS) == []
    context.set_offline(False)
    page = page if leaves == "another-signs-in" else opens(context, page)
    take(context, ben)
    go(page, "/")
    expect(page.locator(".bar")).to_be_visible()
    holds(page)
    context.set_offline(network == "offline")
    looks_everywhere(page)

    context.set_offline(False)
    shut.clear()
    go(page, "/")
    expect(page.locator("#unsent")).to_be_hidden()
    assert by(ben) == 0
    take(context, zanzibelle)
    go(page, "/")
    everything_went(page)
    assert by(zanzibelle) == ARRIVES[work]
    assert by(ben) == 0


@pytest.mark.parametrize("network", ["online", "offline"])
def test_no_address_of_the_site_shows_what_the_first_left(
    app, phone, people, shut, session, take, network
):
    zanzibelle, cleopatra, ben = people
    page = phone(zanzibelle)
    ready(page)
    works(page, "waits", cleopatra, shut)
    ends(session, zanzibelle)
    page.context.set_offline(False)
    take(page.context, ben)
    go(page, "/")
    holds(page)
    page.context.set_offline(network == "offline")

    for path in addresses(app):
        go(page, path)
        assert readable(page) == [], path

    go(page, "/team")
    assert canaries.found(page, HERS, addresses(app)) == []


def test_a_page_whose_scripts_never_ran_has_made_the_first_ones_go(phone, people, take):
    zanzibelle, _cleopatra, ben = people
    page = phone(zanzibelle)
    ready(page)
    take(page.context, ben)
    page.goto("about:blank")  # a script that still ran would be stopped in the middle
    scripts = page.context.new_cdp_session(page)
    scripts.send("Emulation.setScriptExecutionDisabled", {"value": True})
    go(page, "/")
    scripts.send("Emulation.setScriptExecutionDisabled", {"value": False})
    page.context.set_offline(True)

    go(page, "/")

    expect(page.get_by_role("heading", name="No network here")).to_be_visible()
    assert canaries.found(page, HERS) == []


def addresses(app):
    """Every page that somebody signed in may open without knowing a number."""
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods
        and not rule.arguments
        and TABLE[rule.endpoint] in (Who.ANYBODY, Who.SIGNED_IN)
        and not rule.rule.startswith(("/health", "/sw.js", "/metrics"))
    )


def works(page, work, cleopatra, shut):
    """An act and a card of thanks, done without a network; it goes, or it waits."""
    if work == "nothing":
        return
    page.context.set_offline(True)
    go(page, "/")
    page.get_by_role("button", name="Done", exact=True).click()
    page.evaluate(THANK, [cleopatra.id, WORDS, WHOM])
    expect(page.locator("#unsent")).to_contain_text("2")
    assert f"IndexedDB uplift-waiting: {WORDS}" in canaries.found(page, HERS)
    if work == "sent":
        page.context.set_offline(False)
        everything_went(page)
        expect(page.locator("#age")).to_be_hidden()
    else:
        shut.append("/sync")


def looks_everywhere(page):
    """Every address, and all the way back."""
    for url in URLS:
        go(page, url)
        assert readable(page) == [], url
    assert canaries.found(page, HERS, URLS) == []
    for _ in URLS[1:]:
        patiently(lambda: page.go_back(wait_until="commit"))
        assert readable(page) == [], page.url
    assert canaries.found(page, HERS, URLS) == []


def readable(page):
    """What of hers stands in the page just now."""
    text = patiently(page.content)
    return [one for one in HERS if one in text]


def go(page, path):
    patiently(lambda: page.goto(path))


def patiently(do):
    """The page opens itself anew when the network returns: then it is asked once more."""
    for _ in range(20):
        try:
            return do()
        except Error as problem:
            if not any(one in problem.message for one in RESTLESS):
                raise
    raise AssertionError("the page does not come to rest")


def opens(context, page):
    """Whoever has the phone now opens the app: nobody is signed in, or not for long."""
    page = context.new_page() if page.is_closed() else page
    go(page, "/offline")
    return page


def ends(session, person):
    session.rollback()
    with transaction(session):
        sign_ins.end_all(session, person.id)


def decides(page, work):
    if work in ("kept", "discarded"):
        words = {"kept": "Keep it here for me", "discarded": "Throw it away"}[work]
        page.get_by_role("button", name=words).click()


def signs_out(page, work, _expire):
    page.context.set_offline(False)
    expect(page.locator("#age")).to_be_hidden()  # it has opened itself anew
    go(page, "/me")
    page.get_by_role("button", name="Sign out of this phone").click()
    decides(page, work)
    expect(page.get_by_role("button", name="Step in")).to_be_visible()
    return page


def signs_out_offline(page, work, _expire):
    page.context.set_offline(True)
    go(page, "/me")
    page.get_by_role("button", name="Sign out of this phone").click()
    decides(page, work)
    page.wait_for_url("**/sign-in")
    expect(page.get_by_role("heading", name="You are signed out here")).to_be_visible()
    looks_everywhere(page)
    page.context.set_offline(False)
    go(page, "/")
    expect(page.get_by_role("button", name="Step in")).to_be_visible()
    return page


def sign_in_expires(page, _work, expire):
    expire()
    page.context.set_offline(False)
    go(page, "/")
    expect(page.get_by_role("button", name="Step in")).to_be_visible()
    return page


def tab_is_killed(page, *_):
    page.close()
    return page


def another_signs_in(page, *_):
    return page


LEAVING = {
    "signs-out": signs_out,
    "signs-out-offline": signs_out_offline,
    "sign-in-expires": sign_in_expires,
    "tab-is-killed": tab_is_killed,
    "another-signs-in": another_signs_in,
}
