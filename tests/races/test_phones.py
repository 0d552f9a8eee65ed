"""A shift comes up from the basement, each queue sent twice at once (SAFETY R1, R2)."""

from datetime import UTC, datetime

import pytest

from tests.phones import reconnecting
from tests.phones.reconnecting import Run

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("phones", "kills"),
    [pytest.param(50, 0, id="steady"), pytest.param(20, 3, id="killed three times")],
)
def test_queues_sent_twice_at_once_arrive_once(engine, tmp_path, phones, kills):
    database = engine.url.render_as_string(hide_password=False)

    figures = reconnecting.measure(Run(tmp_path, database, phones, kills), datetime.now(UTC))

    assert reconnecting.wrong(figures) == {}, figures
    assert (figures["operations"], figures["killed"]) == (phones * 20, kills)
