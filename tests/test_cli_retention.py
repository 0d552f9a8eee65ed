"""`uplift retention`: says what would go, and lets it go."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa import migrate
from uplift_pwa.__main__ import main
from uplift_pwa.config import from_environment
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.models import SignInFailure


@pytest.fixture
def told(tmp_path):
    return {"UPLIFT_DATA": str(tmp_path / "data"), "UPLIFT_PLAIN_HTTP": "1"}


@pytest.fixture
def session(told):
    engine = make_engine(from_environment(told).database_url)
    migrate.upgrade(engine)
    with make_session_factory(engine)() as session:
        session.add_all(
            SignInFailure(address="a", at=NOON - days * timedelta(days=1)) for days in (1, 3, 4)
        )
        session.commit()
        yield session
    engine.dispose()


def failures(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(SignInFailure))


def test_a_dry_run_says_how_many_rows_would_go(told, session):
    done = CliRunner().invoke(main, ["retention", "--dry-run"], env=told)

    assert done.exit_code == 0, done.output
    assert "sign_in_failure: 2" in done.output
    assert "2 rows would go" in done.output
    assert failures(session) == 3


def test_without_it_they_are_gone(told, session):
    done = CliRunner().invoke(main, ["retention"], env=told)

    assert "2 rows are gone" in done.output
    assert failures(session) == 1
