"""What tests share: a database, a person's browser, a clock that stands still."""

import pytest
from flask import request_started
from sqlalchemy import event

from tests.factories import NOON, Make
from uplift_pwa import clock, create_app
from uplift_pwa.actions import sign_ins
from uplift_pwa.config import Config
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.queries import rulebook, tongues

pytest_plugins = ["tests.engines", "tests.browser.foxes"]
TODAY = NOON.date()  # a Monday


@pytest.fixture
def session(engine):
    with make_session_factory(engine)() as session:
        yield session


@pytest.fixture
def make(session):
    return Make(session)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture(scope="session")
def config(tmp_path_factory):
    data = tmp_path_factory.mktemp(
        "data"
    )  # for the whole run: static files lie here, compressed
    return Config(data=data, database_url="sqlite://", secret="test " * 10, plain_http=True)


@pytest.fixture
def app(engine, config):
    return create_app(config, make_session_factory(engine))


@pytest.fixture
def client(app):
    """A browser without sign-in. Like every browser, it says where a form came from."""
    client = app.test_client()
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    return client


@pytest.fixture
def device_cookie(app, session):
    """The cookie of a person's signed-in device; `confirmed`: the password was just given."""

    def device_cookie(person, confirmed=False):
        with transaction(session):
            token = sign_ins.begin(
                session,
                person.id,
                at=NOON,
                pepper=app.config["UPLIFT"].pepper,
                confirmed=confirmed,
            )
        cookie = {"_user_id": token, "_fresh": True, "_permanent": True}
        return app.session_interface.get_signing_serializer(app).dumps(cookie)

    return device_cookie


@pytest.fixture
def sign_in(client, device_cookie):
    def sign_in(person, confirmed=False):
        client.set_cookie("session", device_cookie(person, confirmed))

    return sign_in


@pytest.fixture
def queries(engine):
    """The statements run so far; clear it, act, and count. Each request has to ask for the
    numbers in force and the languages on offer, as in a process that has just begun.
    """
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    def forget(_app, **_):
        with make_session_factory(engine)() as session:
            rulebook.forget(session)
            tongues.forget(session)

    event.listen(engine, "before_cursor_execute", note)
    with request_started.connected_to(forget):
        yield seen
