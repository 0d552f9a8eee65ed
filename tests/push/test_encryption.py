import os

import pytest

from tests.push.browsers import b64, keys
from tests.push.service import opened
from uplift_pwa.push.encryption import Unreadable, encrypt


@pytest.mark.parametrize("size", [1, 330, 3993])
def test_only_the_browsers_key_reads_it(size):
    private, p256dh, auth = keys()
    text = "ä" * (size // 2) + "." * (size % 2)

    assert opened(encrypt(text.encode(), p256dh, auth), private, auth) == text


def test_no_two_messages_share_a_key_or_a_salt():
    _, p256dh, auth = keys()

    one, other = (encrypt(b"It works", p256dh, auth) for _ in range(2))

    assert one[:16] != other[:16]
    assert one[21:86] != other[21:86]


@pytest.mark.parametrize(
    "point",
    [
        pytest.param("", id="nothing"),
        pytest.param("B" * 87, id="no point of the curve"),
        pytest.param(b64(os.urandom(65)), id="noise"),
        pytest.param("ä", id="no base64"),
    ],
)
def test_keys_that_do_not_fit_are_refused(point):
    with pytest.raises(Unreadable):
        encrypt(b"It works", point, b64(os.urandom(16)))
