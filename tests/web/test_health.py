from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.actions import audit
from uplift_pwa.db import transaction


@pytest.mark.parametrize(
    ("hours", "warnings"),
    [
        pytest.param(None, [], id="never: nobody expects one yet"),
        pytest.param(26, [], id="a night and two hours ago"),
        pytest.param(27, ["the last backup is 27 hours old"], id="longer ago"),
    ],
)
def test_an_old_backup_is_said_and_turns_nobody_away(client, session, hours, warnings):
    if hours:
        at = NOON - timedelta(hours=hours)
        with transaction(session):
            audit.note(session, "backup.made", "installation", None, by=None, at=at)

    reply = client.get("/health/ready")

    assert reply.json == {"status": "ok", "warnings": warnings}
