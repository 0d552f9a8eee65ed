"""Cuts a table into cleaned records of an HR export, and refuses what is not a person."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from uplift_pwa.exchange.cell_text import clean, has_control, visible
from uplift_pwa.exchange.people_values import Refusal
from uplift_pwa.exchange.spreadsheet_safety import is_formula
from uplift_pwa.exchange.tables import Row, Table

MAX_TEXT = 120
MAX_NUMBER = 32
FEWEST_CELLS = 3
NAMES = ("first_name", "last_name", "full_name")
PLACES = ("team", "department", "site")
KEPT = ("staff_number", *NAMES, *PLACES)

_NUMBER = re.compile(r"[^\W_](?:[\w./#-]| (?! )){0,31}")
_ROUNDED = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")
_EXCEL_TEXT = re.compile(r'="([^"]*)"')

Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """The cleaned texts of one line, by field; a field without a column is blank."""

    line: int
    texts: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.texts.get(field, "")


def read_lines(
    table: Table, mapping: Mapping[str, str], level_of: Callable[[str], str | None]
) -> tuple[list[Record], list[Refusal]]:
    """The records that name a person, and the refused lines with the first reason for each."""
    columns = {field: table.header.index(name) for field, name in mapping.items()}
    whole, refused = _whole_rows(table)
    records = [_record(row, columns) for row in whole]
    repeated = _repeated(records)
    kept = []
    for record in records:
        reason = repeated.get(record.line) or _reason(record, level_of)
        if reason:
            refused.append(_refusal(record, reason))
        else:
            kept.append(record)
    return kept, sorted(refused, key=lambda refusal: refusal.line)


def _whole_rows(table: Table) -> tuple[list[Row], list[Refusal]]:
    whole: list[Row] = []
    refused: list[Refusal] = []
    width = len(table.header)
    for row in table.rows:
        reason = _shape(row, width)
        if reason:
            refused.append(Refusal(row.line, *reason))
        else:
            whole.append(row)
    return whole, refused


def _shape(row: Row, width: int) -> Reason | None:
    filled = [cell for cell in row.cells if cell.strip()]
    if len(filled) < FEWEST_CELLS:
        return "not_a_person", visible(clean(" ".join(filled)))
    if len(row.cells) != width:
        lines = f", {row.line}–{row.last_line}" if row.last_line > row.line else ""
        return "cells", f"{len(row.cells)}/{width}{lines}"
    return None


def _record(row: Row, columns: Mapping[str, int]) -> Record:
    texts = {field: clean(row.cells[column]) for field, column in columns.items()}
    for field in ("staff_number", "manager_number"):
        if field in texts:
            texts[field] = _number(texts[field])
    return Record(row.line, texts)


def _number(text: str) -> str:
    """Spreadsheets keep leading zeros by writing `="0010045"` or `'0010045`."""
    marked = _EXCEL_TEXT.fullmatch(text)
    return marked[1].strip() if marked else text.removeprefix("'")


def _repeated(records: Iterable[Record]) -> dict[int, Reason]:
    """Lines that share a staff number.

    The same line twice is one person. Two different lines may be two people, and a guess could
    hand one of them the other's access card: neither is taken.
    """
    sharing: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record["staff_number"]:
            sharing[record["staff_number"]].append(record)
    return {
        record.line: reason
        for group in sharing.values()
        if len(group) > 1
        for record, reason in _judge(group)
    }


def _judge(group: list[Record]) -> list[tuple[Record, Reason]]:
    first = group[0]
    if all(record.texts == first.texts for record in group):
        return [(record, ("repeated", str(first.line))) for record in group[1:]]
    lines = ", ".join(str(record.line) for record in group[:5])
    return [(record, ("duplicate", lines)) for record in group]


def _refusal(record: Record, reason: Reason) -> Refusal:
    number = record["staff_number"]
    good = _NUMBER.fullmatch(number) is not None
    return Refusal(record.line, *reason, staff_number=number if good else None)


def _reason(record: Record, level_of: Callable[[str], str | None]) -> Reason | None:
    if record["level"] and level_of(record["level"]) is None:
        level: Reason | None = ("unknown_level", visible(record["level"]))
    else:
        level = None
    return _bad_text(record) or _bad_number(record["staff_number"]) or _gap(record) or level


def _bad_text(record: Record) -> Reason | None:
    for field, text in record.texts.items():
        if has_control(text):
            return "control_character", visible(text)
        if field in KEPT and (code := _bad_kept(text)):
            return code, visible(text)
    return None


def _bad_kept(text: str) -> str | None:
    if "\ufffd" in text:
        return "unreadable_letter"
    if is_formula(text):
        return "formula"
    return "too_long" if len(text) > MAX_TEXT else None


def _bad_number(number: str) -> Reason | None:
    if not number:
        return "no_staff_number", ""
    if _ROUNDED.fullmatch(number) or not _NUMBER.fullmatch(number):
        return "bad_staff_number", visible(number)
    return None


def _gap(record: Record) -> Reason | None:
    if not (record["full_name"] or record["first_name"]):
        return "no_name", visible(record["last_name"])
    gap = next((place for place in PLACES if not record[place]), None)
    return (f"no_{gap}", "") if gap else None
