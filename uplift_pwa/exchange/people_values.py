"""What an HR export says about people, line by line, in our own words."""

from dataclasses import dataclass
from datetime import date

REFUSAL_CODES = (
    "cells",
    "not_a_person",
    "control_character",
    "unreadable_letter",
    "formula",
    "too_long",
    "no_staff_number",
    "bad_staff_number",
    "duplicate",
    "repeated",
    "no_name",
    "no_team",
    "no_department",
    "no_site",
    "unknown_level",
)
WARNING_CODES = (
    "bad_email",
    "shared_email",
    "bad_date",
    "unknown_language",
    "unknown_status",
    "no_level",
    "one_name",
    "doubtful_letter",
    "manager_self",
    "manager_not_in_file",
    "rare_site",
    "team_in_two_departments",
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the file has them. `level` and `status` are keys, `language` a code."""

    line: int
    staff_number: str
    name: str
    given_name: str
    email: str | None
    team: str
    department: str
    site: str
    level: str
    manager_number: str | None
    hired_on: date | None
    language: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line is not taken, or, as a warning, what of it is not taken as it stands.

    `line` is the file's, counted from 1; `detail` is short and safe to show.
    """

    line: int
    code: str
    detail: str = ""
    staff_number: str | None = None


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """Everybody a file names. Lines in `refused` gave nobody; `warnings` are about `people`."""

    people: list[PersonRow]
    refused: list[Refusal]
    warnings: list[Refusal]
    fields: frozenset[str]

    @property
    def refused_numbers(self) -> frozenset[str]:
        """Staff numbers on refused lines: these people did not vanish from the file."""
        return frozenset(line.staff_number for line in self.refused if line.staff_number)
