"""The file challenges travel in: TOML, one language per file, every problem named at once."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import tomli_w

from uplift_pwa.exchange.challenge_checks import (
    LENGTHS,
    MAX_CHALLENGES,
    check_challenge,
    check_head,
)
from uplift_pwa.exchange.challenge_problems import NO_LINE, BadPack, Problem, Reason

MAX_BYTES = 2 * 1024 * 1024
MAX_LINE = 3_000  # the parser takes quadratic time on one very long dotted name


@dataclass(frozen=True, slots=True)
class ChallengeText:
    """What a person reads, in one language."""

    title: str
    what: str
    better: str
    quiet: str


@dataclass(frozen=True, slots=True)
class ChallengeDraft:
    """A challenge before it is stored. No weekdays means every day; 1 is Monday.

    `for_leaders`: it serves one's own team, and only people who lead are offered it. `every`
    is how often it comes round (rules/rounds), empty for once; `hour` is that of a round's
    first day, local at each site.
    """

    key: str
    helps: str
    minutes: int
    plate: str
    sectors: tuple[str, ...]
    texts: dict[str, ChallengeText]
    from_on: date | None = None
    until_on: date | None = None
    weekdays: frozenset[int] = field(default_factory=frozenset)
    for_leaders: bool = False
    every: str = ""
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    language: str
    name: str
    drafts: tuple[ChallengeDraft, ...]


def read_pack(data: bytes) -> Pack:
    """The challenges in a TOML file, each with its text in the file's one language.

    Raises BadPack with every problem found. Lengths count characters; dates are service days.
    """
    text = _decode(data)
    document = _parse(text)
    problems = check_head(document) + _check_tables(document.get("challenge"), text)
    if problems:
        raise BadPack(problems)
    language = document["language"]
    drafts = tuple(_draft(table, language) for table in document["challenge"])
    return Pack(language, document["pack"], drafts)


def write_pack(language: str, drafts: Iterable[ChallengeDraft], name: str = "own") -> bytes:
    """A file that `read_pack` reads back to the same drafts, in this language.

    Drafts without a text in the language are left out.
    """
    tables = [_table(draft, language) for draft in drafts if language in draft.texts]
    document = {"language": language, "pack": name, "challenge": tables}
    return tomli_w.dumps(document).encode()


def combine(packs: Iterable[Pack]) -> list[ChallengeDraft]:
    """The challenges of several languages in one, each with all its texts.

    What is not text (who is helped, minutes, dates) comes from the first pack that has the key.
    """
    drafts: dict[str, ChallengeDraft] = {}
    for draft in (draft for pack in packs for draft in pack.drafts):
        first = drafts.setdefault(draft.key, draft)
        drafts[draft.key] = replace(first, texts=first.texts | draft.texts)
    return list(drafts.values())


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise BadPack([Problem(NO_LINE, "", "", Reason.TOO_BIG, str(MAX_BYTES))])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadPack([Problem(line, "", "", Reason.NOT_UTF8, "")]) from error


def _parse(text: str) -> dict[str, Any]:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise BadPack([Problem(number, "", "", Reason.BAD_TOML, f"> {MAX_LINE}")])
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        problem = Problem(_error_line(error, text), "", "", Reason.BAD_TOML, str(error))
        raise BadPack([problem]) from error


def _error_line(error: Exception, text: str) -> int:
    if "at end of document" in str(error):
        return text.count("\n") + 1
    at = re.search(r"at line (\d+)", str(error))
    return int(at[1]) if at else NO_LINE


def _check_tables(tables: Any, text: str) -> list[Problem]:
    if not isinstance(tables, list) or len(tables) > MAX_CHALLENGES:
        return []
    seen: set[str] = set()
    numbered = zip(_table_lines(text, len(tables)), tables, strict=True)
    return [found for line, table in numbered for found in check_challenge(table, line, seen)]


def _table_lines(text: str, count: int) -> list[int]:
    """Where each [[challenge]] starts, or no line at all when they cannot be told apart."""
    rows = enumerate(text.split("\n"), start=1)
    lines = [number for number, row in rows if re.match(r"\s*\[\[\s*challenge\s*\]\]", row)]
    return lines if len(lines) == count else [NO_LINE] * count


def _draft(table: dict[str, Any], language: str) -> ChallengeDraft:
    return ChallengeDraft(
        key=table["key"],
        helps=table["helps"],
        minutes=table["minutes"],
        plate=table["plate"],
        sectors=tuple(table["sectors"]),
        texts={language: ChallengeText(**{name: table[name].strip() for name in LENGTHS})},
        from_on=table.get("from"),
        until_on=table.get("until"),
        weekdays=frozenset(table.get("weekdays", ())),
        for_leaders=table.get("leaders", False),
        every=table.get("every", ""),
        hour=table.get("hour"),
    )


def _table(draft: ChallengeDraft, language: str) -> dict[str, Any]:
    text = draft.texts[language]
    dates = {"from": draft.from_on, "until": draft.until_on}
    return {
        "key": draft.key,
        "helps": draft.helps,
        "minutes": draft.minutes,
        "plate": draft.plate,
        "sectors": list(draft.sectors),
        **{name: day for name, day in dates.items() if day is not None},
        **({"weekdays": sorted(draft.weekdays)} if draft.weekdays else {}),
        **({"every": str(draft.every)} if draft.every else {}),
        **({"hour": draft.hour} if draft.hour is not None else {}),
        **({"leaders": True} if draft.for_leaders else {}),
        **{name: getattr(text, name) for name in LENGTHS},
    }
