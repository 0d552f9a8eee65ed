from datetime import UTC, datetime, timedelta

import pytest

from uplift_pwa.rules.asking import NOT_NOW, Asked, question

NOON, DAY = datetime(2026, 3, 2, 12, tzinfo=UTC), timedelta(days=1)


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        pytest.param(Asked(acts=1), "", id="before the second challenge nobody is asked"),
        pytest.param(Asked(acts=2), "first", id="after the second challenge"),
        pytest.param(Asked(acts=9, reachable=True, nudges=True), "", id="switched on already"),
        pytest.param(Asked(acts=9, nudges=False), "", id="who switched nudges off is let be"),
        pytest.param(Asked(acts=9, nudges=True), "again", id="the phone was lost"),
        pytest.param(
            Asked(acts=9, nudges=True, declined_at=NOON - NOT_NOW + DAY), "", id="not now"
        ),
        pytest.param(
            Asked(acts=9, nudges=True, declined_at=NOON - NOT_NOW), "first", id="a fortnight on"
        ),
        pytest.param(
            Asked(acts=9, reachable=True, nudges=True, ignored=10), "stopped", id="ten ignored"
        ),
        pytest.param(
            Asked(acts=9, reachable=True, nudges=True, ignored=10, declined_at=NOON - DAY),
            "",
            id="ten ignored, and left like that",
        ),
    ],
)
def test_nudges_are_asked_about_seldom(asked, what):
    assert question(asked, NOON) == what
