"""`uplift retention`: says what would go, and lets it go."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.models import SignInFailure


@pytest.fixture(autouse=True)
def three(session):
    """Failures to sign in, of which two are old."""
    session.add_all(
        SignInFailure(address="a", at=NOON - days * timedelta(days=1)) for days in (1, 3, 4)
    )
    session.commit()


def failures(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(SignInFailure))


def test_a_dry_run_says_how_many_rows_would_go(uplift, session):
    done = uplift("retention", "--dry-run")

    assert "sign_in_failure: 2" in done.output
    assert "2 rows would go" in done.output
    assert failures(session) == 3


def test_without_it_they_are_gone(uplift, session):
    done = uplift("retention")

    assert "2 rows are gone" in done.output
    assert failures(session) == 1
