"""Reads a table out of a file as offices export it: any usual encoding and separator."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from uplift_pwa.exchange.encodings import decode
from uplift_pwa.exchange.unreadable import Unreadable

MAX_BYTES = 5 * 1024 * 1024
MAX_COLUMNS = 200
MAX_ROWS = 200_000
MAX_CELL = 32_767
SAMPLE_CHARACTERS = 65_536
SAMPLE_ROWS = 200
DELIMITERS = (",", ";", "\t", "|")
END = "\ufdd0end of file\ufdd0"

__all__ = ["Row", "Table", "Unreadable", "read_table"]


@dataclass(frozen=True, slots=True)
class Row:
    """One record; `line` and `last_line` count the file's lines as an editor does, from 1."""

    line: int
    last_line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it that say anything."""

    header: list[str]
    rows: list[Row]
    encoding: str
    delimiter: str


def read_table(data: bytes) -> Table:
    """The table in `data`. Raises Unreadable, with a reason code, if there is none.

    UTF-8, UTF-16 and Windows-1252; comma, semicolon, tab or bar; at most 5 MiB, 200 columns
    and 200,000 rows. Blank rows are left out, and so are blank cells beyond the header.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too_big", str(MAX_BYTES))
    text, encoding = decode(data)
    delimiter, width = _vote(text)
    records = _records(text, delimiter)
    header = _header(records, width)
    rows = [_cut(row, len(header)) for row in islice(records, MAX_ROWS + 1)]
    if len(rows) > MAX_ROWS:
        raise Unreadable("too_many_rows", str(MAX_ROWS))
    return Table(header, rows, encoding, delimiter)


def _vote(text: str) -> tuple[str, int]:
    """The separator that cuts most rows alike and into many cells, and how many."""
    announced = _announced(text)
    candidates = (announced,) if announced else DELIMITERS
    ballots = [(*_ballot(text[:SAMPLE_CHARACTERS], mark), mark) for mark in candidates]
    weight, width, delimiter = max(ballots, key=lambda ballot: ballot[0])
    if not weight:
        raise Unreadable("no_header")
    return delimiter, width


def _announced(text: str) -> str | None:
    """The separator that Excel's own first line `sep=;` names."""
    first = text[:6].rstrip("\r\n")
    announces = first[:4].lower() == "sep=" and len(first) == 5
    return first[4] if announces and first[4] in DELIMITERS else None


def _ballot(sample: str, delimiter: str) -> tuple[float, int]:
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        widths.update(len(row) for row in islice(rows, SAMPLE_ROWS) if _says_anything(row))
    except csv.Error:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total() * (width - 1), width


def _records(text: str, delimiter: str) -> Iterator[Row]:
    """Every row that says anything. Raises Unreadable for a cell that is too long or open."""
    # A line of our own at the end shows whether the last quotation mark was ever closed.
    lines = io.StringIO(f"{text}\n{END}", newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if cells and cells[-1].endswith(END):
                _refuse_open_quote(cells, line)
                return
            if max(map(len, cells), default=0) > MAX_CELL:
                raise Unreadable("cell_too_long", str(line))
            if _says_anything(cells):
                yield Row(line, reader.line_num, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable("cell_too_long", str(line)) from error


def _refuse_open_quote(last_cells: list[str], line: int) -> None:
    if last_cells != [END]:
        raise Unreadable("open_quote", str(line))


def _says_anything(cells: list[str]) -> bool:
    return any(map(str.strip, cells))


def _header(records: Iterator[Row], width: int) -> list[str]:
    """The first row that names half of the columns; what stands above it is a title."""
    for row in records:
        names = _without_blank_end([" ".join(cell.split()) for cell in row.cells], keep=0)
        if sum(map(bool, names)) >= max(2, width / 2):
            return _unique(names)
    raise Unreadable("no_header")


def _unique(names: list[str]) -> list[str]:
    """Column names that can be told apart: a second `Name` reads `Name (2)`, a blank `#4`."""
    if len(names) > MAX_COLUMNS:
        raise Unreadable("too_many_columns", str(len(names)))
    seen: Counter[str] = Counter()
    unique = []
    for position, name in enumerate(names, start=1):
        seen[name] += 1
        again = f"{name} ({seen[name]})" if seen[name] > 1 else name
        unique.append(again if name else f"#{position}")
    return unique


def _cut(row: Row, width: int) -> Row:
    return Row(row.line, row.last_line, _without_blank_end(row.cells, keep=width))


def _without_blank_end(cells: list[str], keep: int) -> list[str]:
    end = len(cells)
    while end > keep and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
