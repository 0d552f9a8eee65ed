"""Who leads which team, from the manager numbers of an HR export."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from uplift_pwa.actions.people_plan import LeadChange
from uplift_pwa.exchange.people_values import PersonRow
from uplift_pwa.queries.people_import import Stored, TeamName


def lead_changes(people: Iterable[PersonRow], stored: Stored) -> list[LeadChange]:
    """How leadership differs from what the file's working people say of their managers.

    A manager leads a team when at least half of the others in it name them, or when somebody
    in it does and they are a member themselves: HR systems lag behind moves, and one stale
    number makes no leader. A team for which the file names nobody keeps the leaders it has.
    """
    rows = [row for row in people if row.status != "left"]
    members: defaultdict[tuple[str, str], list[PersonRow]] = defaultdict(list)
    for row in rows:
        members[TeamName(row.department, row.team).key].append(row)
    names = {row.staff_number: row.name for row in rows}
    names |= {
        person.staff_number: person.name
        for person in stored.people.values()
        if person.status != "left" and person.staff_number not in names
    }
    before = _before(stored)
    changes: list[LeadChange] = []
    for key, team in members.items():
        leading = {number for number in _leaders(team) if number in names}
        if leading:
            called = TeamName(team[0].department, team[0].team)
            changes += _differences(called, before.get(key, {}), leading, names)
    return changes


def _leaders(team: list[PersonRow]) -> set[str]:
    own = {row.staff_number for row in team}
    named = Counter(row.manager_number for row in team if row.manager_number)
    others = {number: len(own - {number}) for number in named}
    return {
        number
        for number, times in named.items()
        if number in own or times * 2 >= others[number]
    }


def _before(stored: Stored) -> dict[tuple[str, str], dict[str, str]]:
    people = {person.id: person for person in stored.people.values()}
    before: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for key, person_id in stored.leaders:
        if person := people.get(person_id):
            before[key][person.staff_number] = person.name
    return before


def _differences(
    team: TeamName, before: dict[str, str], leading: set[str], names: dict[str, str]
) -> list[LeadChange]:
    return [
        LeadChange(team, number, names[number], begins=True)
        for number in sorted(leading - before.keys())
    ] + [
        LeadChange(team, number, before[number], begins=False)
        for number in sorted(before.keys() - leading)
    ]
