"""What an import would change: the file beside what is stored, as values to look at."""

from dataclasses import dataclass, field
from datetime import date

from uplift_pwa.exchange.people_values import PersonRow, Refusal
from uplift_pwa.queries.people_import import StoredPerson, TeamName


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`field` is name, email, site, level, locale, hired_on or status; texts to show."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A person whose details differ; their team is another matter, see Move."""

    person: StoredPerson
    row: PersonRow
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A person whose team differs; `before` is None for somebody without one."""

    person: StoredPerson
    row: PersonRow
    before: TeamName | None
    after: TeamName


@dataclass(frozen=True, slots=True)
class LeadChange:
    """Somebody begins or stops leading a team."""

    team: TeamName
    staff_number: str
    name: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that applying a file would do, and every line that it would not take.

    `left` are people whom the file says have left; `left_out` are stored people whom it does
    not name, who are reported and never touched. Of leave, screens show the number alone
    (RULES 1).
    """

    today: date
    new: list[PersonRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    left: list[StoredPerson] = field(default_factory=list)
    left_out: list[StoredPerson] = field(default_factory=list)
    leads: list[LeadChange] = field(default_factory=list)
    leave_begins: list[str] = field(default_factory=list)
    leave_ends: list[str] = field(default_factory=list)
    new_sites: list[str] = field(default_factory=list)
    new_departments: list[str] = field(default_factory=list)
    new_teams: list[TeamName] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[Refusal] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether applying it would write nothing."""
        return not any(self.counts().values())

    def counts(self) -> dict[str, int]:
        """How much it would write, by kind."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "moved": len(self.moved),
            "left": len(self.left),
            "leads": len(self.leads),
            "leave": len(self.leave_begins) + len(self.leave_ends),
            "sites": len(self.new_sites),
            "departments": len(self.new_departments),
            "teams": len(self.new_teams),
        }
