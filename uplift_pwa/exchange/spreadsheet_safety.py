"""Writes CSV that no spreadsheet takes for formulas (SAFETY C6)."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

FORMULA_STARTS = frozenset("=+-@＝＋－＠")
CELL_BREAKS = frozenset("\t\r\n")
QUOTES = frozenset("\"'`´‘’“”„«»＂＇")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run `text`: `=`, `+`, `-`, `@`, a tab or a line break first.

    Quotes, spaces and invisible characters before it do not make it safe (SAFETY C6).
    """
    for character in text:
        if character in FORMULA_STARTS or character in CELL_BREAKS:
            return True
        if not _is_skipped(character):
            return False
    return False


def safe_cell(text: str) -> str:
    """`text`, with an apostrophe in front if a spreadsheet could run it."""
    return f"'{text}" if is_formula(text) else text


def plain_cell(text: str) -> str:
    """The text that `safe_cell` was given."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file that spreadsheets open: UTF-8 with BOM, every cell quoted and safe."""
    return b"".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same file line by line, for one that is too long to hold."""
    yield codecs.BOM_UTF8
    for row in chain((header,), rows):
        text = io.StringIO(newline="")
        csv.writer(text, quoting=csv.QUOTE_ALL).writerow([safe_cell(cell) for cell in row])
        yield text.getvalue().encode(errors="replace")


def _is_skipped(character: str) -> bool:
    # Cc and Cf are invisible, so what follows them looks like the start of the cell.
    return (
        character in QUOTES
        or character.isspace()
        or unicodedata.category(character) in ("Cc", "Cf")
    )
