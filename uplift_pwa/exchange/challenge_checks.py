"""What a challenge in a file may say: its fields, their lengths, ranges and shapes."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from uplift_pwa.exchange.challenge_problems import NO_LINE, Problem, Reason
from uplift_pwa.exchange.challenge_words import EVERY, HELPS, PLATES, SECTORS
from uplift_pwa.rules.rounds import WEEKS

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4}){0,2}")  # zh-Hans-CN
MAX_SLUG = 64
MAX_CHALLENGES = 2_000

HEAD = {"language": LANGUAGE, "pack": KEY}
LENGTHS = {"title": 48, "what": 280, "better": 140, "quiet": 200}
REQUIRED = frozenset({"key", "helps", "minutes", "plate", "sectors", *LENGTHS})
OPTIONAL = frozenset({"from", "until", "weekdays", "every", "hour", "leaders"})
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


Finding = tuple[str, Reason, str]


def check_challenge(table: Any, line: int, seen: set[str]) -> list[Problem]:
    """Everything wrong with one challenge. Adds its key to `seen`, which finds duplicates."""
    if not isinstance(table, dict):
        return [Problem(line, "", "challenge", Reason.WRONG_TYPE, "")]
    key = table.get("key")
    name = key if isinstance(key, str) else ""
    findings = [*_names(table), *_key(table, seen), *_choices(table), *_texts(table)]
    findings += [*_minutes(table), *_schedule(table), *_rounds(table)]
    findings += _leaders(table)
    return [Problem(line, name, *finding) for finding in findings]


def check_head(document: dict[str, Any]) -> list[Problem]:
    """Everything wrong with the lines above the first challenge."""
    findings = [
        (name[:MAX_SLUG], Reason.UNKNOWN_FIELD, "")
        for name in sorted(document.keys() - HEAD.keys() - {"challenge"})
    ]
    for field, shape in HEAD.items():
        if field not in document:
            findings.append((field, Reason.MISSING_FIELD, ""))
        findings += _slug(document, field, shape)
    findings += _many(document.get("challenge"))
    return [Problem(NO_LINE, "", *finding) for finding in findings]


def _many(tables: Any) -> Iterator[Finding]:
    if tables is None:
        yield "challenge", Reason.MISSING_FIELD, ""
    elif not isinstance(tables, list):
        yield "challenge", Reason.WRONG_TYPE, ""
    elif len(tables) > MAX_CHALLENGES:
        yield "challenge", Reason.TOO_MANY, f"{len(tables)} > {MAX_CHALLENGES}"


def _names(table: dict[str, Any]) -> Iterator[Finding]:
    for field in sorted(table.keys() - REQUIRED - OPTIONAL):
        yield field[:MAX_SLUG], Reason.UNKNOWN_FIELD, ""
    for field in sorted(REQUIRED - table.keys()):
        yield field, Reason.MISSING_FIELD, ""


def _key(table: dict[str, Any], seen: set[str]) -> Iterator[Finding]:
    yield from _slug(table, "key", KEY)
    key = table.get("key")
    if not isinstance(key, str):
        return
    if key in seen:
        yield "key", Reason.DUPLICATE_KEY, key
    seen.add(key)


def _slug(table: dict[str, Any], field: str, shape: re.Pattern[str]) -> Iterator[Finding]:
    value = table.get(field, "")
    if not isinstance(value, str):
        yield field, Reason.WRONG_TYPE, ""
    elif field in table and not (len(value) <= MAX_SLUG and shape.fullmatch(value)):
        yield field, Reason.BAD_SLUG, value[:MAX_SLUG]


def _choices(table: dict[str, Any]) -> Iterator[Finding]:
    for field, known in (("helps", HELPS), ("plate", PLATES)):
        value = table.get(field, "")
        if not isinstance(value, str):
            yield field, Reason.WRONG_TYPE, ""
        elif field in table and value not in known:
            yield field, Reason.UNKNOWN_VALUE, value[:MAX_SLUG]
    yield from _sectors(table.get("sectors", ["everywhere"]))


def _sectors(value: Any) -> Iterator[Finding]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        yield "sectors", Reason.WRONG_TYPE, ""
    elif not value:
        yield "sectors", Reason.MISSING_FIELD, ""
    else:
        for item in sorted(set(value) - SECTORS):
            yield "sectors", Reason.UNKNOWN_VALUE, item[:MAX_SLUG]


def _texts(table: dict[str, Any]) -> Iterator[Finding]:
    for field, longest in LENGTHS.items():
        if field in table:
            yield from _text(field, table[field], longest)


def _text(field: str, value: Any, longest: int) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield field, Reason.WRONG_TYPE, ""
        return
    length = len(value.strip())
    if not length:
        yield field, Reason.MISSING_FIELD, ""
    if length > longest:
        yield field, Reason.TOO_LONG, f"{length} > {longest}"
    if any(_is_control(character) for character in value.strip()):
        yield field, Reason.CONTROL_CHARACTERS, ""


def _is_control(character: str) -> bool:
    # Joiners and single direction marks stay: Hindi and Arabic are written with them.
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"} or (
        character in DIRECTION_OVERRIDES
    )


def _minutes(table: dict[str, Any]) -> Iterator[Finding]:
    value = table.get("minutes", 1)
    if type(value) is not int:
        yield "minutes", Reason.WRONG_TYPE, ""
    elif not 1 <= value <= 5:
        yield "minutes", Reason.OUT_OF_RANGE, "1..5"


def _leaders(table: dict[str, Any]) -> Iterator[Finding]:
    if not isinstance(table.get("leaders", False), bool):
        yield "leaders", Reason.WRONG_TYPE, ""


def _schedule(table: dict[str, Any]) -> Iterator[Finding]:
    days = table.get("weekdays", [])
    if not isinstance(days, list) or any(type(day) is not int for day in days):
        yield "weekdays", Reason.WRONG_TYPE, ""
    elif not set(days) <= set(range(1, 8)):
        yield "weekdays", Reason.OUT_OF_RANGE, "1..7"
    dates = {field: table[field] for field in ("from", "until") if field in table}
    wrong = [field for field, day in dates.items() if type(day) is not date]
    for field in wrong:
        yield field, Reason.WRONG_TYPE, ""
    if not wrong and list(dates.values()) != sorted(dates.values()):
        yield "until", Reason.DATES_REVERSED, ""


def _rounds(table: dict[str, Any]) -> Iterator[Finding]:
    """How often it comes round, and its hour; weeks and an hour need a day to count from."""
    every, hour = table.get("every"), table.get("hour")
    if every is not None and not isinstance(every, str):
        yield "every", Reason.WRONG_TYPE, ""
    elif every is not None and every not in EVERY:
        yield "every", Reason.UNKNOWN_VALUE, every[:MAX_SLUG]
    if hour is not None and type(hour) is not int:
        yield "hour", Reason.WRONG_TYPE, ""
    elif hour is not None and not 0 <= hour <= 23:
        yield "hour", Reason.OUT_OF_RANGE, "0..23"
    if "from" not in table and (every in list(WEEKS) or (hour is not None and not every)):
        yield "from", Reason.MISSING_FIELD, ""
