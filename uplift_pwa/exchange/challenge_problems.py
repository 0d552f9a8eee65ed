"""What can be wrong with a file of challenges, as values the web layer puts into words."""

from dataclasses import dataclass
from enum import StrEnum

NO_LINE = 0


class Reason(StrEnum):
    """Why a file is refused. The web layer turns each into a sentence."""

    TOO_BIG = "too_big"
    NOT_UTF8 = "not_utf8"
    BAD_TOML = "bad_toml"
    UNKNOWN_FIELD = "unknown_field"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    BAD_SLUG = "bad_slug"
    DUPLICATE_KEY = "duplicate_key"
    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_VALUE = "unknown_value"
    TOO_MANY = "too_many"
    DATES_REVERSED = "dates_reversed"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the line its table starts on (0 when unknown), challenge, field."""

    line: int
    key: str
    field: str
    reason: Reason
    detail: str


class BadPack(ValueError):
    """The file cannot be taken over; `problems` lists everything there is to mend."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems, first: {problems[0]}")
        self.problems = problems
