"""Checks that only make sense over a whole HR export: what lines say about one another."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from uplift_pwa.exchange.people_values import PersonRow, Refusal

MANY_LINES = 5


def without_shared_emails(people: list[PersonRow], warnings: list[Refusal]) -> list[PersonRow]:
    """Nobody gets an address that two people claim: a sign-in link could reach the other."""
    uses = Counter(person.email.casefold() for person in people if person.email)
    kept = []
    for person in people:
        if person.email and uses[person.email.casefold()] > 1:
            warnings.append(_about(person, "shared_email", person.email))
            person = replace(person, email=None)
        kept.append(person)
    return kept


def with_managers(people: list[PersonRow], warnings: list[Refusal]) -> list[PersonRow]:
    """Managers who are not in the file are kept, with a warning: another file may have them.

    HR systems enter leaders as their own manager, which is no fault. Somebody on the frontline
    cannot be: that number is dropped.
    """
    numbers = {person.staff_number for person in people}
    kept = []
    for person in people:
        manager = person.manager_number
        if manager and manager not in numbers:
            warnings.append(_about(person, "manager_not_in_file", manager))
        if manager == person.staff_number and person.level == "frontline":
            warnings.append(_about(person, "manager_self", manager))
            person = replace(person, manager_number=None)
        kept.append(person)
    return kept


def rare_sites(people: list[PersonRow], known: Iterable[str]) -> list[Refusal]:
    """A site of one line beside sites of many is likely to be a slip of the pen."""
    lines = Counter(person.site.casefold() for person in people)
    familiar = {site.casefold() for site in known}
    if max(lines.values(), default=0) < MANY_LINES:
        return []
    return [
        _about(person, "rare_site", person.site)
        for person in people
        if lines[person.site.casefold()] == 1 and person.site.casefold() not in familiar
    ]


def teams_in_two_departments(people: list[PersonRow]) -> list[Refusal]:
    """A warning, at its first line, for each department that half of a team or less names."""
    by_team: defaultdict[str, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], PersonRow] = {}
    for person in people:
        team, department = person.team.casefold(), person.department.casefold()
        by_team[team][department] += 1
        first.setdefault((team, department), person)
    return [
        _about(person, "team_in_two_departments", f"{person.team}: {person.department}")
        for (team, department), person in first.items()
        if len(by_team[team]) > 1 and by_team[team][department] * 2 <= by_team[team].total()
    ]


def _about(person: PersonRow, code: str, detail: str) -> Refusal:
    return Refusal(person.line, code, detail, person.staff_number)
