"""A phone one version behind takes the newer one when asked to; a bad worker is taken away."""

import shutil
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from tests.browser.conftest import PHONE
from tests.browser.test_offline import holds, ready
from tests.browser.test_queue import MANY, SAY_MANY, everything_went, waits
from tests.phones.organisation import arrange
from tests.phones.servers import PROJECT, environment, free_port, served
from uplift_pwa import clock, config, create_app
from uplift_pwa.db import make_session_factory
from uplift_pwa.models import Completion, Thanks

TREE = ("uplift_pwa", "templates", "static", "migrations", "content")
BAD = "\npageOf = async () => new Response('Out of order')\n"
LEFT_BEHIND = """async () => [
  ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
]"""


@pytest.fixture(autouse=True)
def _now(_noon, monkeypatch):
    """The servers are processes of their own, and live today."""
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC))


@pytest.fixture
def live_url():
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def told(tmp_path, engine):
    return environment(tmp_path, engine.url.render_as_string(hide_password=False))


@pytest.fixture
def release(tmp_path, told, live_url):
    """Serve a version on the phone's address: this one, or one with other words in a file."""

    def release(file="", text="", **more):
        tree = PROJECT
        if file:
            tree = tmp_path / "older"
            for folder in TREE:
                shutil.copytree(PROJECT / folder, tree / folder)
            with (tree / file).open("a") as script:
                script.write(text)
        return served(told | more, port=int(live_url.rsplit(":")[-1]), project=tree)

    return release


@pytest.fixture
def members(told, engine, session):
    app = create_app(config.from_environment(told), make_session_factory(engine))
    return arrange(app, session, MANY + 1, clock.now()).members


@pytest.fixture
def member(members):
    return members[0]


@pytest.fixture
def page(visitor, member, live_url):
    context = visitor(PHONE)
    name, value = member.cookie.split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": live_url}])
    return context.new_page()


@pytest.fixture
def acts(session, member):
    def acts():
        session.rollback()
        mine = select(func.count()).select_from(Completion).filter_by(person_id=member.id)
        return session.scalar(mine)

    return acts


def digest(page):
    return page.locator("link[rel=stylesheet]").first.get_attribute("href").split("/")[2]


def in_the_basement(page):
    """One act, kept on the phone."""
    page.context.set_offline(True)
    page.goto("/")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#unsent")).to_contain_text("Not sent yet: 1")


def test_a_phone_one_version_behind_loses_nothing_and_is_asked(page, release, members, session):
    colleagues = [one.id for one in members[1:]]
    with release("static/js/app.js", "\n// the version before\n"):
        page.goto("/")
        ready(page)
        older = digest(page)
        page.context.set_offline(True)
        page.goto("/")
        expect(page.locator("#age")).to_contain_text("As of")
        page.evaluate(SAY_MANY, colleagues)
        waits(page, MANY)

    with release():
        page.context.set_offline(False)
        everything_went(page)
        session.rollback()
        assert sorted(session.scalars(select(Thanks.receiver_id))) == colleagues

        page.goto("/team")
        expect(page.get_by_text("A newer uplift is ready.")).to_be_visible()
        page.evaluate("window.untouched = true")
        assert page.evaluate("async () => (await caches.keys())[0]") == f"uplift-{older}"

        page.get_by_role("button", name="Take it").click()

        page.wait_for_function("() => !window.untouched")
        expect(page.locator("#update")).to_be_hidden()
        assert page.evaluate("() => caches.keys()") == [f"uplift-{digest(page)}"]
        holds(page)
        page.context.set_offline(True)
        page.goto("/team")
        page.goto("/")
        expect(page.locator("#age")).to_contain_text("As of")
        assert digest(page) != older


def test_another_window_is_left_alone(page, release):
    with release("static/js/app.js", "\n// the version before\n"):
        page.goto("/")
        ready(page)
        other = page.context.new_page()
        other.goto("/roadblocks/new")
        other.evaluate("window.untouched = true")
    with release():
        page.goto("/team")

        page.get_by_role("button", name="Take it").click()

        expect(page.locator("#update")).to_be_hidden()
        page.wait_for_function("async () => (await caches.keys()).length === 1")
        assert other.evaluate("window.untouched"), "somebody was writing there"


def test_an_app_that_stays_open_looks_when_somebody_comes_back(page, release):
    page.clock.install()
    with release("static/js/app.js", "\n// the version before\n"):
        page.goto("/")
        ready(page)
    with release():
        page.clock.fast_forward("01:01:00")

        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

        expect(page.get_by_text("A newer uplift is ready.")).to_be_visible()


def test_a_worker_that_went_wrong_is_taken_away_with_its_cache(page, release, acts):
    with release():
        page.goto("/")
        ready(page)
        before = acts()
        in_the_basement(page)
    with release("static/sw/shell.js", BAD):
        page.goto("about:blank")
        page.context.set_offline(False)
        takes_over(page)
        page.goto("/")
        expect(page.get_by_text("Out of order")).to_be_visible()

    with release(UPLIFT_NO_WORKER="1"):
        page.goto("/")

        expect(page.get_by_role("heading").first).to_be_visible(timeout=20_000)
        page.wait_for_function(f"async () => (await ({LEFT_BEHIND})()).length === 0")
        everything_went(page)
        assert acts() == before + 1
        assert "Out of order" not in page.content()


def takes_over(page):
    """The worker of now takes charge without being asked for, on an address without script."""
    page.goto("/health/live")
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration()
          await registration.update()
          while (!registration.waiting) await new Promise((soon) => setTimeout(soon, 20))
          registration.waiting.postMessage({ type: "take-over" })
          while (registration.waiting) await new Promise((soon) => setTimeout(soon, 20))
        }"""
    )
