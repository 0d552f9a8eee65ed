"""Modules joined into one file: those that every page runs, and those of the service worker.

A phone asks once, not twenty times; and not every browser runs modules in a worker.

A joined module keeps a scope of its own, and what it exports stands under its name. Modules
that are fetched later read it there, so each of them is run once, as it would be apart.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ENTRY, WORKER = "js/app.js", "sw/main.js"
# Every first load comes to these in the end: apart, each would be one request more.
ALONG = ("js/phone/seal.js", "js/phone/worker.js", "js/push/keep.js")
PLACES = ("js", "vendor/idb-keyval")

COMMENT = re.compile(
    r"^[ \t]*(?://.*|/\*\*(?:.|\n)*?\*/[ \t]*)\n"  # lines that are comments alone
    r"|[ \t]+//[^\"'`\n]*$",  # at the end of a line, where it cannot be inside a text
    re.M,
)
IMPORT = re.compile(r'^import (?:(\{[^}]*\}|\* as \w+) from )?"(\.[^"]+)"\n', re.M)
LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
NAMED = re.compile(r"^export ((?:async )?function |class |const )(\w+)", re.M)
LISTED = re.compile(r"^export \{([^}]*)\};?\n?", re.M)
UNKNOWN = re.compile(r"^(?:import|export)\b(?!\()|\bimport(?:\.meta|\(`)")


def sources(static: Path, places: Iterable[str] = PLACES) -> dict[str, str]:
    """The modules by path, without their comments: those are for who reads the source."""
    paths = [path for place in places for path in sorted((static / place).rglob("*.js"))]
    return {
        path.relative_to(static).as_posix(): COMMENT.sub("", path.read_text()) for path in paths
    }


def sent(static: Path) -> dict[str, str]:
    """What browsers ask for, by path: `ENTRY` with all that is joined, and what comes later.

    Raises ValueError for an import or export that is written in another way than the others.
    """
    texts = sources(static)
    order = list(_needed(texts, [*ALONG, ENTRY], []))
    scripts = {path: _fetched(path, texts[path], order) for path in texts.keys() - set(order)}
    shared = sorted(name for name in map(_name, order) if _is_asked_for(name, scripts))
    last = f"export {{ {', '.join(shared)} }}\n"
    return scripts | {ENTRY: _joined(texts, order) + last}


def worker(static: Path) -> str:
    """The service worker as one classic script. Raises ValueError as `sent` does."""
    texts = sources(static, (*PLACES, "sw"))
    return _joined(texts, list(_needed(texts, [WORKER], [])))


def _joined(texts: dict[str, str], order: list[str]) -> str:
    """The last of them as it is, after all that it needs, each in a scope of its own."""
    *needed, entry = order
    parts = [_scope(path, texts[path], order) for path in needed]
    return "".join([*parts, _body(entry, texts[entry], order)[0]])


def _needed(texts: dict[str, str], paths: list[str], above: list[str]) -> Iterator[str]:
    """Modules and what they import, each once, after everything that it needs."""
    seen: set[str] = set()
    for path in paths:
        if path in above:
            raise ValueError(f"{path} imports itself by way of {above[-1]}")
        below = [_at(path, found[2]) for found in IMPORT.finditer(texts[path])]
        for one in (*_needed(texts, below, [*above, path]), path):
            if one not in seen:
                seen.add(one)
                yield one


def _scope(path: str, text: str, joined: list[str]) -> str:
    body, exports = _body(path, text, joined)
    return (
        f"const {_name(path)} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"
    )


def _body(path: str, text: str, joined: list[str]) -> tuple[str, list[str]]:
    """A joined module without its imports and exports, and the names of the latter."""
    exports = [name for _kind, name in NAMED.findall(text)]
    for names in LISTED.findall(text):
        exports += [
            re.sub(r"(\w+) as (\w+)", r"\2: \1", one.strip()) for one in names.split(",")
        ]
    text = LISTED.sub("", NAMED.sub(r"\1\2", _linked(path, text, joined)))
    for line in text.splitlines():
        if _is_strange(line) and not (path == ENTRY and "import(`./" in line):
            raise ValueError(f"{path} cannot be joined: {line}")
    return re.sub(r"\s*\n\s*", "\n", text).lstrip(), exports


def _is_strange(line: str) -> bool:
    """An import or export in other words, or a text that runs over several lines."""
    return bool(UNKNOWN.search(line)) or line.count("`") % 2 == 1


def _fetched(path: str, text: str, joined: list[str]) -> str:
    """A module that is fetched when it is needed, and reads what is joined from there."""
    linked = _linked(path, text, joined)
    names = [_name(one) for one in joined if re.search(re.escape(_name(one)) + r"\b", linked)]
    entry = posixpath.relpath(ENTRY, posixpath.dirname(path))
    entry = entry if entry.startswith(".") else f"./{entry}"
    return f'import {{ {", ".join(names)} }} from "{entry}"\n{linked}' if names else linked


def _linked(path: str, text: str, joined: list[str]) -> str:
    """Imports of what is joined as plain names; those that come later, from where it stands."""

    def now(found: re.Match[str]) -> str:
        names, target = found[1], _at(path, found[2])
        if target not in joined:
            return found[0]
        wanted = (names or "").removeprefix("* as ").replace(" as ", ": ")
        return f"const {wanted} = {_name(target)};\n" if wanted else ""

    def later(found: re.Match[str]) -> str:
        target = _at(path, found[1])
        if target in joined:
            return f"Promise.resolve({_name(target)})"
        start = posixpath.dirname(ENTRY if path in joined else path)
        return f'import("./{posixpath.relpath(target, start)}")'

    return LATER.sub(later, IMPORT.sub(now, text))


def _is_asked_for(name: str, scripts: dict[str, str]) -> bool:
    return any(re.search(re.escape(name) + r"\b", text) for text in scripts.values())


def _at(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _name(path: str) -> str:
    return "$" + re.sub(r"\W", "_", path.removeprefix("js/").removesuffix(".js"))
