"""What changed between two texts, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together and stayed, are gone, or are new."""

    words: str
    kind: Literal["same", "gone", "new"]


def changes(before: str, after: str) -> list[Piece]:
    """The words of both texts in reading order, what is gone before what took its place."""
    return list(_pieces(before.split(), after.split()))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for step, first, last, start, end in matcher.get_opcodes():
        if step == "equal":
            yield Piece(" ".join(before[first:last]), "same")
            continue
        if first < last:
            yield Piece(" ".join(before[first:last]), "gone")
        if start < end:
            yield Piece(" ".join(after[start:end]), "new")
