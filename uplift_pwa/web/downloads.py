"""Files that the desk hands out, sent as they are read: CSV that no spreadsheet runs, JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from flask import Response, stream_with_context

from uplift_pwa.exchange.spreadsheet_safety import csv_lines

FORMATS = ("csv", "json")


def send(
    name: str, day: date, kind: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> Response:
    """`rows` under `header` as the file `uplift-<name>-<day>.<kind>`; kind is one of FORMATS.

    Never all in memory: a row leaves before the next is read.
    """
    body = _csv(header, rows) if kind == "csv" else _json(header, rows)
    types = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
    answer = Response(stream_with_context(body), content_type=types[kind])
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="uplift-{name}-{day.isoformat()}.{kind}"'
    )
    return answer


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    return csv_lines(header, (list(map(_text, row)) for row in rows))


def _text(cell: object) -> str:
    """One cell of a table; what has parts is written as in the other format."""
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False, default=str)
    return "" if cell is None else str(cell)


def _json(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A list of objects, one a line."""
    yield "["
    for number, row in enumerate(rows):
        line = dict(zip(header, row, strict=True))
        yield ("," if number else "") + "\n" + json.dumps(line, ensure_ascii=False, default=str)
    yield "\n]\n"
