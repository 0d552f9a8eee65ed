"""The command line as an operator uses it, on a data folder of its own."""

import pytest
from click.testing import CliRunner

from uplift_pwa import migrate
from uplift_pwa.__main__ import main
from uplift_pwa.config import from_environment
from uplift_pwa.db import make_engine, make_session_factory


@pytest.fixture
def told(tmp_path):
    return {"UPLIFT_DATA": str(tmp_path / "data"), "UPLIFT_PLAIN_HTTP": "1"}


@pytest.fixture
def uplift(told):
    """Runs a command as an operator would; `status` is what it must end with."""

    def uplift(*words, status=0, **environment):
        done = CliRunner().invoke(main, list(words), env={**told, **environment})
        assert done.exit_code == status, done.output
        return done

    return uplift


@pytest.fixture
def session(told):
    engine = make_engine(from_environment(told).database_url)
    migrate.upgrade(engine)
    with make_session_factory(engine)() as session:
        yield session
    engine.dispose()
