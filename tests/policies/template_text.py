"""What a template says in its own words: the texts that no gettext call wraps."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment

SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}
SILENT = {"script", "style"}
NAMES = {"uplift", "csv", "json"}  # the same in every language
WORD = re.compile(r"[^\W\d_]{2,}")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')  # a {% set %} may hold those of a tag to come
LEXER = Environment()


def untranslated(source: str) -> list[str]:
    """Every text with a word in it that a translator would never see."""
    parser = _Texts()
    parser.feed(own_text(source))
    parser.close()
    return [text for text in parser.texts if _words(text) - NAMES]


def own_text(source: str) -> str:
    """The template without its Jinja; an expression leaves a mark, a {% trans %} nothing."""
    return "".join(_own_pieces(source))


def _own_pieces(source: str) -> Iterator[str]:
    tag: list[str] = []  # the words of the Jinja tag read last
    before, in_tag = "", False
    for _line, kind, value in LEXER.lex(source):
        if kind == "block_begin":
            tag, in_tag = [], True
        elif kind == "block_end":
            in_tag = False
        elif kind == "name" and in_tag:
            tag.append(value)
        elif kind == "variable_begin":
            yield "x" if before.endswith(("<", "</")) else "0"
        elif kind == "data":
            before = value
            if not _is_no_text(tag):
                yield value


def _words(text: str) -> set[str]:
    return set(WORD.findall(ATTRIBUTE.sub("", text.lower())))


def _is_no_text(tag: list[str]) -> bool:
    """Whether what follows `tag` is translated, or fills attributes that nobody reads."""
    fills = tag[:1] == ["block"] and tag[-1].endswith(("_class", "_attributes"))
    return fills or tag[:1] in (["trans"], ["pluralize"])


class _Texts(HTMLParser):
    """Collects what is read aloud or seen: text between tags, and the attributes that speak."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.texts += [value for name, value in attributes if name in SPOKEN and value]

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self._silent -= tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent:
            self.texts.append(data.strip())
