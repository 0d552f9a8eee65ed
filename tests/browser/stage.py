"""A small organisation in one situation, served for as long as somebody looks at it."""

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import abort, request
from sqlalchemy import Engine
from werkzeug.serving import make_server

from tests.factories import NOON, Make
from uplift_pwa import clock, create_app, migrate
from uplift_pwa.actions import sign_ins
from uplift_pwa.config import Config
from uplift_pwa.db import make_engine, make_session_factory, transaction
from uplift_pwa.models import Person

Arrange = Callable[[Make], Person]
SECRET = "stage " * 8


@contextmanager
def noon() -> Iterator[None]:
    """The clock stands still at the factories' Monday."""
    usual, clock.now = clock.now, lambda: NOON
    try:
        yield
    finally:
        clock.now = usual


@contextmanager
def stage(arrange: Arrange, confirmed: bool = False) -> Iterator[tuple[str, str]]:
    """The address of a server where `arrange` holds, and the cookie of whom it answers."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/uplift.db")
        migrate.upgrade(engine)
        try:
            with _served(engine, Path(folder), arrange, confirmed) as found:
                yield found
        finally:
            engine.dispose()


@contextmanager
def _served(
    engine: Engine, folder: Path, arrange: Arrange, confirmed: bool
) -> Iterator[tuple[str, str]]:
    sessions = make_session_factory(engine)
    config = Config(data=folder, database_url="", secret=SECRET, plain_http=True)
    app = create_app(config, sessions)
    app.before_request(_refused)
    with sessions() as session:
        person = arrange(Make(session))
        session.commit()
        with transaction(session):
            token = sign_ins.begin(
                session, person.id, at=NOON, pepper=config.pepper, confirmed=confirmed
            )
    signer = app.session_interface.get_signing_serializer(app)
    cookie = signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True})
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.port}", cookie
    finally:
        server.shutdown()
        serving.join()


def _refused() -> None:
    """Whoever opens /refused/503 is answered 503, so that each refusal can be looked at."""
    if request.path.startswith("/refused/"):
        abort(int(request.path.rpartition("/")[2]))
