import os
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.push.browsers import b64, keys
from tests.push.service import opened
from uplift_pwa.push.encryption import CURVE, Unreadable, encrypt


def raw(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_example_of_the_standard_comes_out_as_it_says():
    """RFC 8291, appendix A."""
    number = int.from_bytes(raw("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")

    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        key=ec.derive_private_key(number, CURVE),
        salt=raw("DGv6ra1nlYgDCS1FRnbzlw"),
    )

    assert b64(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@pytest.mark.parametrize("size", [0, 1, 330, 3993])
def test_another_implementation_reads_it_with_the_browsers_key(size):
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
