import pytest
from sqlalchemy import select

from uplift_pwa.db import make_session_factory
from uplift_pwa.queries import brief, rulebook, tongues


@pytest.fixture
def seconds(monkeypatch):
    """A clock that stands until it is moved."""
    now = [100.0]
    monkeypatch.setattr(brief, "monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize(
    ("along", "learn", "read"),
    [
        pytest.param(rulebook.along, rulebook.learn, rulebook.book, id="numbers"),
        pytest.param(tongues.along, tongues.learn, tongues.known, id="languages"),
    ],
)
@pytest.mark.parametrize("is_known", [False, True], ids=["brought along", "known before"])
def test_a_page_goes_on_with_what_it_began_with(
    engine, session, queries, seconds, along, learn, read, is_known
):
    if is_known:
        read(session)
    with make_session_factory(engine)() as page:
        learn(page, page.scalar(select(along(page))))
        seconds[0] += brief.KEPT_SECONDS + 1
        queries.clear()

        read(page)

        assert queries == []


def test_another_page_reads_it_again_after_a_few_seconds(engine, session, queries, seconds):
    rulebook.book(session)
    seconds[0] += brief.KEPT_SECONDS + 1
    queries.clear()

    rulebook.book(session)

    assert len(queries) == 1


def test_who_changes_it_reads_it_again(session, queries):
    rulebook.learn(session, session.scalar(select(rulebook.along(session))))
    rulebook.forget(session)
    queries.clear()

    rulebook.book(session)

    assert len(queries) == 1
