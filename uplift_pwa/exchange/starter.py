"""The starter pack that comes with uplift: content/, each challenge in all its languages."""

from functools import cache
from pathlib import Path

from uplift_pwa.exchange.challenge_file import ChallengeDraft, combine, read_pack

CONTENT = Path(__file__).resolve().parents[2] / "content"
LEADERS = "leaders"  # beside the sectors: what those who lead do for their own team


@cache
def drafts() -> tuple[ChallengeDraft, ...]:
    """The challenges for everybody and those for leaders, first as they were written."""
    return (*_combined(CONTENT), *_combined(CONTENT / "leaders"))


def groups(draft: ChallengeDraft) -> set[str]:
    """Where a challenge fits: its sectors, or `LEADERS`."""
    return {LEADERS} if draft.for_leaders else set(draft.sectors)


def _combined(folder: Path) -> list[ChallengeDraft]:
    """A pack's files as one, English first."""
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.stem != "en", path.stem))
    return combine(read_pack(path.read_bytes()) for path in paths)
