import json
import stat
from base64 import urlsafe_b64decode
from datetime import timedelta
from multiprocessing import get_context

import pytest
from py_vapid import Vapid02

from tests.factories import NOON
from uplift_pwa.push import vapid

CONTACT = "mailto:it@harbour.io"
MOZILLA = "https://updates.push.services.mozilla.com"
HOUR = timedelta(hours=1)


@pytest.fixture
def ring(tmp_path):
    return vapid.Keyring(tmp_path, CONTACT)


def claims(header):
    token = header.removeprefix("vapid t=").split(",k=")[0].split(".")[1]
    return json.loads(urlsafe_b64decode(token + "==="))


def test_the_first_start_makes_a_key_that_only_its_owner_reads(tmp_path, ring):
    files = list((tmp_path / "vapid").iterdir())

    assert len(files) == 1
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700


def test_a_restart_finds_the_same_key(tmp_path, ring):
    assert vapid.Keyring(tmp_path, CONTACT).current == ring.current


def test_processes_that_start_together_agree_on_one_key(tmp_path):
    with get_context("spawn").Pool(4) as pool:
        found = pool.map(first_key, [tmp_path] * 8)

    assert len(set(found)) == 1
    assert len(list((tmp_path / "vapid").iterdir())) == 1


def first_key(data):
    return vapid.Keyring(data, CONTACT).current


def test_a_header_names_the_origin_the_contact_and_an_end_within_twelve_hours(ring):
    header = ring.header(ring.current, MOZILLA, at=NOON)

    assert claims(header) == {
        "aud": MOZILLA,
        "sub": CONTACT,
        "exp": int((NOON + 12 * HOUR).timestamp()),
    }
    assert header.endswith("k=" + ring.current)
    assert Vapid02.verify(header)


def test_a_header_is_signed_once_and_again_at_half_its_life(ring):
    first = ring.header(ring.current, MOZILLA, at=NOON)

    assert ring.header(ring.current, MOZILLA, at=NOON + 5 * HOUR) == first
    assert ring.header(ring.current, MOZILLA, at=NOON + 6 * HOUR) != first


def test_a_second_origin_gets_a_header_of_its_own(ring):
    ring.header(ring.current, MOZILLA, at=NOON)

    header = ring.header(ring.current, "https://web.push.apple.com", at=NOON)

    assert claims(header)["aud"] == "https://web.push.apple.com"


def test_a_rotation_keeps_the_old_key_for_its_subscriptions(tmp_path, ring):
    old = ring.current

    new = vapid.rotate(tmp_path)

    assert new != old
    assert vapid.Keyring(tmp_path, CONTACT).current == new
    assert vapid.Keyring(tmp_path, CONTACT).header(old, MOZILLA, at=NOON).endswith(old)
    # Who has been running since before finds the new one by itself.
    assert ring.current == new
    assert ring.known == {old, new}
    assert ring.header(new, MOZILLA, at=NOON).endswith(new)


def test_a_key_that_is_nowhere_is_said_to_be(ring):
    with pytest.raises(vapid.UnknownKey):
        ring.header("BAAA", MOZILLA, at=NOON)
