"""R3: a sender that is killed loses nothing, and repeats no more than was under way."""

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push import killing
from uplift_pwa.models import Delivery
from uplift_pwa.push.origins import MOST_ALONE

pytestmark = pytest.mark.both_databases

PHONES, KILLS = 1000, 3


def test_a_killed_sender_loses_nothing_and_repeats_little(
    engine, session, make, service, ring, owe, tmp_path
):
    killing.crowd(session, make, service, ring, PHONES)
    owe("test", expires_at=NOON.replace(hour=23))
    url = engine.url.render_as_string(hide_password=False)

    heard = killing.play(service, url, tmp_path, phones=PHONES, kills=KILLS)

    assert (heard.missing, heard.status) == (0, 0)
    assert heard.repeats <= KILLS * MOST_ALONE
    assert heard.tags == 1  # a repeat replaces the first on the phone
    assert session.scalars(select(Delivery.state).distinct()).all() == ["sent"]
