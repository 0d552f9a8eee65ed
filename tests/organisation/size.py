"""How large an organisation is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.factories import LONG_AGO, NOON


@dataclass(frozen=True, slots=True)
class Size:
    """What grows with an organisation; its shape (`departments`, `sites`) is the same at both
    ends, for a board has as many cells as there are departments, whoever is in them.
    """

    people: int
    teams: int
    challenges: int
    departments: int = 12
    sites: int = 12
    levels: int = 4
    languages: tuple[str, ...] = ("en", "es")
    at: datetime = NOON
    since: date = LONG_AGO

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def monday(self) -> date:
        """Of the newest week that is over."""
        return self.day - timedelta(days=self.day.weekday() + 7)

    @property
    def many(self) -> int:
        """As many as wait for the desk: more than any page shows, and more with more people."""
        return 120 + self.people // 200
