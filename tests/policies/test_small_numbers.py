"""No page tells anything of fewer than 5 people, whatever is taken from whatever (RULES 8)."""

import csv
import io
import re
from collections import defaultdict
from fractions import Fraction
from itertools import combinations, count

import pytest
from sqlalchemy import select

from tests.actions.slow_units import published_in
from tests.factories import NOON, Make
from tests.policies.small_town import FIRST, LAST, WEEK, Town
from tests.push.browsers import bound
from uplift_pwa.models import Person, SettingChange
from uplift_pwa.queries import rulebook, unit_shares

LEAST = 5
UNIT = re.compile(r'<th scope="row"[^>]*>([^<]*·[^<]*)</th>')


@pytest.fixture(scope="module")
def town(tmp_path_factory, sqlite_template, config):
    return Town(tmp_path_factory.mktemp("town"), sqlite_template, config)


def test_no_page_reads_otherwise_whoever_of_a_unit_it_was(town):
    first, *others = town.casts()
    told = town.pages(first)
    assert [path for path, page in told.items() if page.startswith("5")] == []

    for cast in others:
        again = town.pages(cast)
        assert [path for path in told if told[path] != again[path]] == []


@pytest.mark.parametrize("least", [5, 10])
def test_no_sum_or_difference_of_what_is_shown_leaves_too_few(town, least):
    first, *_ = town.casts()
    happens = [_join, lambda session: _ask_for(session, least)]
    with town.life(first, happens) as sessions, sessions() as session:
        client = town.client(sessions)

        weeks = [week_sets(client, session, FIRST + n * WEEK) for n in range(3)]
        reached = push_sets(client, session)

    units = 3 if least == 5 else 1
    assert all(len(week) > units for week in weeks)  # the organisation as well
    assert len(reached) > units
    assert isolated([some for week in weeks for some in week], least) == []
    assert isolated(reached, least) == []


def test_what_leaves_fewer_than_five_would_be_found():
    everybody, most, some = frozenset(range(12)), frozenset(range(9)), frozenset(range(4, 12))

    assert isolated([everybody, most]) == [frozenset({9, 10, 11})]
    assert isolated([everybody, frozenset(range(7))]) == []
    assert isolated([everybody, most, some]) != []


def week_sets(client, session, monday):
    """The people behind each figure of a week, as the file says them by name."""
    text = client.get("/desk/momentum/export.csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    units = members(session, published_in(session, monday))
    shown = {
        (row["departments"], row["levels"])
        for row in rows
        if row["week_of"] == monday.isoformat()
    }
    return [units[name] for name in shown]


def push_sets(client, session):
    """The people behind the headline of the push desk and behind each of its units."""
    page = client.get("/desk/push").get_data(as_text=True)
    alive = set(session.scalars(select(Person.id).filter_by(status="active")))
    units = members(session, published_in(session, LAST))
    people = int(re.search(r"of (\d+) people can be reached", page)[1])
    whole = alive if people == len(alive) else units["", ""]
    assert len(whole) == people
    shown = [tuple(name.split(" · ")) for name in UNIT.findall(page)]
    return [frozenset(whole), *(units[name] & alive for name in shown)]


def members(session, placed):
    """The people of each unit by the unit's name; of the organisation without one."""
    names = {one.id: (one.departments, one.levels) for one in unit_shares.of_all(session, 14)}
    units = defaultdict(set)
    for who, unit in placed.items():
        units[names[unit]].add(who)
        units["", ""].add(who)
    return {name: frozenset(some) for name, some in units.items()}


def isolated(sets, least=LEAST):
    """Groups of fewer than `least` whose figure some sum and difference of these sets is."""
    alike = defaultdict(set)
    for who in frozenset().union(*sets):
        alike[tuple(who in some for some in sets)].add(who)
    basis = reduced([[Fraction(one) for one in row] for row in zip(*alike, strict=True)])
    parts = [frozenset(some) for some in alike.values()]
    found = []
    for number in range(1, least):
        for chosen in combinations(range(len(parts)), number):
            few = frozenset().union(*(parts[place] for place in chosen))
            vector = [Fraction(place in chosen) for place in range(len(parts))]
            if len(few) < least and is_sum(vector, basis):
                found.append(few)
    return found


def reduced(rows):
    """The rows in echelon form: each with the place of its leading one."""
    basis = []
    for row in rows:
        left = without(row, basis)
        lead = next((place for place, value in enumerate(left) if value), None)
        if lead is not None:
            basis.append((lead, [value / left[lead] for value in left]))
    return basis


def without(row, basis):
    for lead, known in basis:
        row = [value - row[lead] * other for value, other in zip(row, known, strict=True)]
    return row


def is_sum(vector, basis):
    return not any(without(vector, basis))


def _join(session):
    """One more, who is in no published figure yet, and can be reached."""
    make = Make(session)
    make._numbers = count(900)
    team = make.team("Air frontline 0", make.department("Air"))
    newcomer = make.person("Newcomer", team=team, since=NOON.date())
    bound(session, newcomer)


def _ask_for(session, least):
    """The number of the privacy profile, from the first week on."""
    changed = {"from_on": FIRST, "value": least, "changed_at": NOON}
    session.add(SettingChange(name="least_people", **changed))
    session.commit()
    rulebook.forget(session)
