import os
from base64 import urlsafe_b64decode
from random import Random

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pywebpush import WebPusher

from tests.push.browsers import b64, keys
from tests.push.service import opened
from uplift_pwa.push import reference
from uplift_pwa.push.encryption import CURVE, MOST, Unreadable, encrypt

SIZES = [0, 1, 2, 15, 16, 17, 330, MOST - 1, MOST]


def raw(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_example_of_the_standard_comes_out_byte_by_byte():
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


def test_the_browsers_key_reads_any_text_and_no_other_key_does():
    some = Random(8291)
    for size in SIZES + [some.randrange(MOST) for _ in range(100)]:
        private, p256dh, auth = keys()
        text = "".join(chr(some.randrange(32, 127)) for _ in range(size))

        body = encrypt(text.encode(), p256dh, auth)

        assert opened(body, private, auth) == text
        with pytest.raises(http_ece.ECEException):
            opened(body, keys()[0], auth)


def test_pywebpush_makes_the_same_bytes_from_the_same_key_and_salt(monkeypatch):
    """One record, its length, its delimiter and no padding: as the library has it."""
    some = Random(8188)
    for size in SIZES[1:] + [some.randrange(1, MOST) for _ in range(100)]:
        _, p256dh, auth = keys()
        key, salt, text = ec.generate_private_key(CURVE), os.urandom(16), some.randbytes(size)
        with monkeypatch.context() as theirs:
            theirs.setattr(ec, "generate_private_key", lambda *_, key=key: key)
            theirs.setattr(os, "urandom", lambda _, salt=salt: salt)
            pusher = WebPusher({"endpoint": "", "keys": {"p256dh": p256dh, "auth": auth}})
            expected = pusher.encode(text)["body"]

        assert encrypt(text, p256dh, auth, key=key, salt=salt) == expected


def test_what_a_browser_would_not_read_does_not_agree():
    def torn(*given):
        return encrypt(*given)[:-1] + b"."

    def longer(text, *keys):
        return encrypt(text + b" ", *keys)

    assert reference.agrees(b"It works")
    assert not reference.agrees(b"It works", torn)
    assert not reference.agrees(b"It works", longer)


def test_no_two_messages_share_a_key_or_a_salt():
    _, p256dh, auth = keys()

    made = [encrypt(b"It works", p256dh, auth) for _ in range(50)]

    assert len({body[:16] for body in made}) == 50
    assert len({body[21:86] for body in made}) == 50


def squeezed(private):
    """The same key in its short form, which no browser gives."""
    return b64(private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


@pytest.mark.parametrize(
    "point",
    [
        pytest.param("", id="nothing"),
        pytest.param("B" * 87, id="no point of the curve"),
        pytest.param(b64(os.urandom(65)), id="noise"),
        pytest.param("ä", id="no base64"),
        pytest.param(b64(b"\0"), id="the point at infinity"),
        pytest.param(squeezed(keys()[0]), id="a squeezed point"),
    ],
)
def test_keys_that_do_not_fit_are_refused(point):
    with pytest.raises(Unreadable):
        encrypt(b"It works", point, b64(os.urandom(16)))


@pytest.mark.parametrize("size", [0, 15, 17])
def test_a_secret_of_another_length_is_refused(size):
    with pytest.raises(Unreadable):
        encrypt(b"It works", keys()[1], b64(os.urandom(size)))


def test_what_would_not_fit_into_one_record_is_refused():
    _, p256dh, auth = keys()

    with pytest.raises(Unreadable):
        encrypt(b"." * (MOST + 1), p256dh, auth)
