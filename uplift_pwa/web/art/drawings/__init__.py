"""The drawings themselves, one file each, in the notation of cut.py."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Drawing:
    """The first line of a file, word by word, and the pieces under it."""

    key: str
    head: tuple[str, ...]
    pieces: str


@cache
def drawings(folder: str) -> dict[str, Drawing]:
    """All drawings of a folder by key, in the order of their names."""
    return {path.stem: _read(path) for path in sorted((HERE / folder).glob("*.cut"))}


def _read(path: Path) -> Drawing:
    head, _, pieces = path.read_text("utf-8").partition("\n")
    return Drawing(path.stem, tuple(head.split()), pieces.strip())
