"""People with phones and desks: real browsers against a real server on a real file."""

import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import func, select
from werkzeug.serving import make_server

from tests.browser.chromium import launch_options
from uplift_pwa.models import Completion

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
PARTS = {"stylesheet", "script", "image", "font", "manifest"}
RULES = {"resultTypes": ["violations"]}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def server(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield server
    server.shutdown()
    serving.join()


@pytest.fixture
def live_url(server):
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture
def complaints():
    """What browsers complained about; a test that leaves any has failed."""
    heard = []
    yield heard
    assert heard == []


@pytest.fixture
def visitor(new_context, live_url, complaints):
    """A browser nobody has signed in with: `visitor(PHONE)` answers its context."""

    def visitor(kind, **options):
        context = new_context(base_url=live_url, **kind, **options)
        context.on("console", lambda message: complaints.extend(_complaint(message)))
        context.on("weberror", lambda error: complaints.extend(_error(error)))
        context.on("response", lambda reply: complaints.extend(_unanswered(reply)))
        return context

    return visitor


@pytest.fixture
def phone(visitor, device_cookie, live_url):
    """A person's own phone: `phone(ada)` opens Today as Ada; options go to the browser."""

    def phone(person, path="/", **options):
        cookie = {"name": "session", "value": device_cookie(person), "url": live_url}
        return _open(visitor(PHONE, **options), cookie, path)

    return phone


@pytest.fixture
def desk(visitor, device_cookie, live_url):
    """An admin's laptop: `desk(grace, "/desk/challenges")`, password given just now."""

    def desk(person, path="/", **options):
        cookie = {"name": "session", "value": device_cookie(person, True), "url": live_url}
        return _open(visitor(DESK, **options), cookie, path)

    return desk


@pytest.fixture
def own_profile(playwright, tmp_path, live_url):
    """A browser with a profile on disk: a private window installs nothing, hears no push."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", headless=True, base_url=live_url, **launch_options()
    )
    yield context
    context.close()


@pytest.fixture
def acts(session):
    """How many acts the server holds: `acts() == 1`."""

    def acts():
        session.rollback()
        return session.scalar(select(func.count()).select_from(Completion))

    return acts


@pytest.fixture
def no_script(phone):
    """A phone whose browser runs no JavaScript."""
    return lambda person, path="/": phone(person, path, java_script_enabled=False)


@pytest.fixture
def audit():
    """What axe finds on a page that runs scripts: `assert audit(page) == []`."""
    axe = Axe()

    def audit(page):
        found = axe.run(page, options=RULES).response["violations"]
        return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]

    return audit


def _open(context, cookie, path):
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(path)
    return page


def _error(error):
    # A busy browser skips the transition between two pages and calls it an error; nobody
    # sees more than a page that is simply there.
    text = str(error.error)
    return [] if text.startswith("Transition was aborted") else [text]


def _complaint(message):
    # A refused script or style is an error here too: the policy's reports end in the console.
    # A network that is not there is said by the browser, and by htmx in its own words.
    expected = "Failed to load resource" in message.text or "Failed to fetch" in message.text
    return [message.text] if message.type == "error" and not expected else []


def _unanswered(reply):
    missing = reply.status == 404 and reply.request.resource_type in PARTS
    return [f"{reply.status} {reply.url}"] if missing or reply.status >= 500 else []
