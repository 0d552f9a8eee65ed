"""Whom a week's figures count: changes of units are published when enough people share them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Cohort, CohortUnit, PublishedPerson, PublishedWeek
from uplift_pwa.queries import published as query
from uplift_pwa.queries.unit_people import CellKey
from uplift_pwa.rules.published import Party, Place, Step, going, place
from uplift_pwa.rules.settings import Settings

PEOPLE_A_WRITE = 500

Group = tuple[int | None, Place]  # people of a cohort, or of none yet, and where they belong
Groups = dict[Group, list[int]]
Waits = dict[int, Place]


def settle(
    session: Session, monday: date, cells: Mapping[CellKey, int], numbers: Settings
) -> None:
    """Publish everybody in their unit of this week, or leave them where they were if they would
    stand out (RULES 8). `cells` are all cells of the quarter.

    Call it before the week is counted and where nobody else does: a later week follows it.
    Once settled a week stays as it is, whoever counts it and however often.
    """
    if session.get(PublishedWeek, monday) is not None:
        return
    session.add(PublishedWeek(monday=monday))
    histories = query.histories(session)
    stand = {cohort: place(steps, monday) for cohort, steps in histories.items()}
    groups = _groups(session, monday, cells, stand)
    waits = _waiting(groups, stand, set(cells.values()))
    for cohort, unit in waits.items():
        if unit != stand[cohort]:
            _place(session, cohort, monday, unit)
    sizes = Counter[int | None]()
    for (group, _wants), people in groups.items():
        sizes[group] += len(people)
    keys = list(groups)
    parties = [_party(key, len(groups[key]), histories, waits) for key in keys]
    for number in sorted(going(parties, numbers.least_people)):
        group, wants = keys[number]
        people = groups[group, wants]
        if group is None or len(people) < sizes[group]:
            group = _part(session, group, people)
        _place(session, group, monday, wants)
    session.flush()


def _party(
    group: Group, people: int, histories: Mapping[int, tuple[Step, ...]], waits: Waits
) -> Party:
    cohort, wants = group
    if cohort is None:
        return Party((), None, wants, people)
    return Party(histories[cohort], waits[cohort], wants, people)


def _groups(
    session: Session, monday: date, cells: Mapping[CellKey, int], stand: Mapping[int, Place]
) -> Groups:
    """Everybody by cohort and by the unit they belong to now."""
    groups: Groups = defaultdict(list)
    for row in session.execute(query.people(monday)):
        wants: Place = None
        if row.team_id is not None and cells:
            cell = (row.department_id, row.level_id)
            wants = cells.get(cell, stand.get(row.cohort_id))
        groups[row.cohort_id, wants].append(row.person_id)
    return groups


def _waiting(groups: Groups, stand: Mapping[int, Place], units: Collection[int]) -> Waits:
    """Where a cohort is counted that cannot go: as before, or, where a new quarter has other
    units, wherever most of its old unit belong.
    """
    wishes: dict[Place, Counter[int]] = defaultdict(Counter)
    for (cohort, wants), people in groups.items():
        if cohort is not None and wants is not None:
            wishes[stand[cohort]][wants] += len(people)
    homes = {
        unit: min(wanted, key=lambda other: (-wanted[other], other))
        for unit, wanted in wishes.items()
    }
    found: Waits = {}
    for cohort in {cohort for cohort, _ in groups if cohort is not None}:
        unit = stand[cohort]
        found[cohort] = unit if unit is None or unit in units else homes.get(unit)
    return found


def _part(session: Session, came_from: int | None, people: list[int]) -> int:
    """A cohort of its own for these people."""
    new = Cohort(came_from_id=came_from)
    session.add(new)
    session.flush()
    if came_from is None:
        rows = [{"person_id": who, "cohort_id": new.id} for who in people]
        session.execute(insert(PublishedPerson), rows)
        return new.id
    for start in range(0, len(people), PEOPLE_A_WRITE):
        some = people[start : start + PEOPLE_A_WRITE]
        session.execute(
            update(PublishedPerson)
            .where(PublishedPerson.person_id.in_(some))
            .values(cohort_id=new.id)
        )
    return new.id


def _place(session: Session, cohort: int, monday: date, unit: Place) -> None:
    row = upsert(session, CohortUnit).values(cohort_id=cohort, monday=monday, unit_id=unit)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["cohort_id", "monday"], set_={"unit_id": unit}
        )
    )
