"""Reads an HR export: who works where, and every line that cannot be taken, with the reason."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial

from uplift_pwa.exchange import people_checks, people_words
from uplift_pwa.exchange.cell_text import visible
from uplift_pwa.exchange.people_columns import (
    FIELDS,
    MissingColumns,
    missing,
    suggest_mapping,
)
from uplift_pwa.exchange.people_dates import month_comes_first, read_date
from uplift_pwa.exchange.people_lines import MAX_NUMBER, Record, read_lines
from uplift_pwa.exchange.people_values import PeopleFile, PersonRow, Refusal
from uplift_pwa.exchange.tables import Table

MAX_EMAIL = 254
PLACEHOLDERS = frozenset({"-", "--", "n/a", "#n/a", "null", "none", "nan", "."})

_EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s,;<>()\".]+")

__all__ = [
    "FIELDS",
    "MissingColumns",
    "PeopleFile",
    "PersonRow",
    "Refusal",
    "missing",
    "read_people",
    "suggest_mapping",
]

Warn = Callable[[str, str], None]
LevelOf = Callable[[str], str | None]


def read_people(
    table: Table,
    mapping: Mapping[str, str],
    *,
    known_levels: Iterable[str] = people_words.LEVELS,
    level_synonyms: Mapping[str, str] | None = None,
    known_sites: Iterable[str] = (),
) -> PeopleFile:
    """Everybody in `table`, by the columns of `mapping`; raises MissingColumns.

    A line is refused when it is not clear who it is about or where they belong; a fault in
    anything else drops that one value, with a warning. A refused line never stops another.
    """
    if fields := missing(mapping, table.header):
        raise MissingColumns(fields)
    there = {field: name for field, name in mapping.items() if name in table.header}
    level_of = _level_reader(known_levels, level_synonyms or {})
    records, refused = read_lines(table, there, level_of)
    warnings: list[Refusal] = []
    people = _people(records, level_of, warnings)
    people = people_checks.without_shared_emails(people, warnings)
    people = people_checks.with_managers(people, warnings)
    warnings += people_checks.rare_sites(people, known_sites)
    warnings += people_checks.teams_in_two_departments(people)
    return PeopleFile(
        people, refused, sorted(warnings, key=lambda warning: warning.line), frozenset(there)
    )


def _level_reader(known: Iterable[str], own_words: Mapping[str, str]) -> LevelOf:
    keys = frozenset(known)

    @cache
    def level_of(word: str) -> str | None:
        key = people_words.level(word, own_words)
        return key if key in keys else None

    return level_of


def _people(
    records: list[Record], level_of: LevelOf, warnings: list[Refusal]
) -> list[PersonRow]:
    month_first = month_comes_first(record["hired_on"] for record in records)
    people = []
    for record in records:
        warn = partial(_warn, warnings, record)
        name, given_name = _name(record, warn)
        people.append(
            PersonRow(
                line=record.line,
                staff_number=record["staff_number"],
                name=name,
                given_name=given_name,
                email=_email(record, warn),
                team=record["team"],
                department=record["department"],
                site=record["site"],
                level=_level(record, level_of, warn),
                manager_number=_optional(record["manager_number"])[:MAX_NUMBER] or None,
                hired_on=_hired_on(record, month_first, warn),
                language=_language(record, warn),
                status=_status(record, warn),
            )
        )
    return people


def _warn(warnings: list[Refusal], record: Record, code: str, detail: str) -> None:
    warnings.append(Refusal(record.line, code, visible(detail), record["staff_number"]))


def _optional(text: str) -> str:
    return "" if text.casefold() in PLACEHOLDERS else text


def _name(record: Record, warn: Warn) -> tuple[str, str]:
    """The name as people say it, and the given name to greet with: `Ada Ito` and `Ada`."""
    if record["full_name"]:
        last, comma, first = map(str.strip, record["full_name"].partition(","))
        given, family = (first, last) if comma and first else (last, "")
        name, greeted = f"{given} {family}".strip(), given if family else given.split(" ")[0]
    else:
        name, greeted = f"{record['first_name']} {record['last_name']}".strip(), ""
        if not record["last_name"]:
            warn("one_name", name)
    if "?" in name:
        warn("doubtful_letter", name)
    return name, greeted or record["first_name"]


def _email(record: Record, warn: Warn) -> str | None:
    text = _optional(record["email"])
    if text and (len(text) > MAX_EMAIL or not _EMAIL.fullmatch(text)):
        warn("bad_email", text)
        return None
    return text or None


def _level(record: Record, level_of: LevelOf, warn: Warn) -> str:
    if "level" in record.texts and not record["level"]:
        warn("no_level", "")
    return level_of(record["level"]) or people_words.LEVELS[0]


def _hired_on(record: Record, month_first: bool, warn: Warn) -> date | None:
    text = _optional(record["hired_on"])
    day = read_date(text, month_first=month_first)
    if text and day is None:
        warn("bad_date", text)
    return day


def _language(record: Record, warn: Warn) -> str | None:
    text = _optional(record["language"])
    code = people_words.language(text)
    if text and code is None:
        warn("unknown_language", text)
    return code


def _status(record: Record, warn: Warn) -> str:
    status = people_words.status(record["status"])
    if record["status"] and status is None:
        warn("unknown_status", record["status"])
    return status or "active"
