"""Finds out in which encoding a text file was saved, and reads it."""

import codecs
import re

from uplift_pwa.exchange.unreadable import Unreadable

MAX_CONTROL_SHARE = 0.01
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
PROBE_BYTES = 4096

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text in `data` and the name of its encoding. Raises Unreadable: empty or binary."""
    if data.startswith(WORKBOOKS):
        raise Unreadable("workbook")
    text, encoding = _marked(data) or _unmarked(data)
    if not text.strip("\x00 \t\r\n\ufeff"):
        raise Unreadable("empty")
    if len(_CONTROLS.findall(text)) > max(8, len(text) * MAX_CONTROL_SHARE):
        raise Unreadable("binary")
    return text, encoding


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    return None


def _unmarked(data: bytes) -> tuple[str, str]:
    wide = _wide(data[:PROBE_BYTES])
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _western(data)


def _wide(probe: bytes) -> str | None:
    """UTF-16 without a mark shows as zero bytes in every second place, and only there."""
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    half = len(probe) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> tuple[str, str] | None:
    """A few bad bytes do not turn a file of good UTF-8 into another encoding."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return (text, "utf-8") if good > 2 * bad else None


def _western(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"
