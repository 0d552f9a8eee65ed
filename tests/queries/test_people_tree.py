"""The tree of places, from the facts and from what the clockwork has counted."""

from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.actions import headcounts as counting
from uplift_pwa.actions import snapshots
from uplift_pwa.db import transaction
from uplift_pwa.models import Membership, Person
from uplift_pwa.queries import headcounts, people_tree, unclaimed

TODAY = NOON.date()


def opened(session, part=1, **at):
    return people_tree.opened(session, at, today=TODAY, part=part)


def shown(tree):
    return [(one.name, one.people, one.unclaimed) for one in tree.branches]


@pytest.fixture
def house(make):
    """Two sites, two departments, a suspended one and one who has left."""
    kitchen = make.team("Cooks", make.department("Kitchen"))
    quay = make.site("Quay")
    for number in range(6):
        make.person(f"Ada {number}", joined_at=None)
    make.person("Ben", team=kitchen, site=quay)
    make.person("Cleo", team=kitchen, site=quay, level="manager", status="suspended")
    make.person("Dora", team=kitchen, site=quay, status="left")
    return {"site": quay.id, "department": kitchen.department_id, "team": kitchen.id}


@pytest.fixture(params=["live", "counted"])
def counted(request, session, house):
    if request.param == "counted":
        with transaction(session):
            counting.recount(session, today=TODAY, at=NOON)


@pytest.mark.usefixtures("counted")
def test_every_level_of_the_tree_says_how_many_are_there(session, house):
    place, seen = {}, []
    for kind in (None, "site", "department", "team"):
        place |= {kind: house[kind]} if kind else {}
        tree = opened(session, **place)
        seen.append((tree.kind, shown(tree)))

    assert seen == [
        ("site", [("Harbour", 6, 6), ("Quay", 2, None)]),
        ("department", [("Kitchen", 2, None)]),
        ("team", [("Cooks", 2, None)]),
        ("level", [("Frontline", 1, None), ("Manager", 1, None)]),
    ]


@pytest.mark.usefixtures("counted")
def test_the_whole_counts_who_has_not_left_and_who_came_aboard(session):
    tree = opened(session)

    assert (tree.people, tree.claimed, tree.unclaimed, tree.teams) == (8, 1, 6, 2)


@pytest.mark.usefixtures("counted")
def test_where_one_is_has_names(session, house):
    tree = opened(session, site=house["site"], team=house["team"])

    assert [name for _, name in tree.path.values()] == ["Quay", "Cooks"]
    assert opened(session, site=4711).path == {}


def test_a_few_who_are_not_aboard_are_told_together_or_not_at_all(session, make):
    for site, people in (("East", 2), ("North", 6), ("South", 7), ("West", 0)):
        for number in range(people):
            make.person(f"{site} {number}", site=make.site(site), joined_at=None)
    for number in range(5):
        make.person(f"Wanda {number}", site=make.site("West"))

    branches = shown(opened(session))

    assert [(name, waiting) for name, _, waiting in branches] == [
        ("East", None),
        ("North", None),  # or the whole minus the others would tell of East
        ("South", 7),
        ("West", 0),
    ]


def test_a_page_of_the_tree_holds_what_fits_and_says_if_there_is_more(session, make):
    for number in range(people_tree.PAGE + 2):
        make.person("Ada", site=make.site(f"Site {number:02}"))

    first, second = opened(session), opened(session, part=2)

    assert (len(first.branches), first.has_more) == (people_tree.PAGE, True)
    assert ([one.name for one in second.branches], second.has_more) == (
        ["Site 24", "Site 25"],
        False,
    )


def test_one_select_opens_the_tree(session, house, queries):
    session.commit()
    queries.clear()

    opened(session, site=house["site"])

    assert len([q for q in queries if q.startswith("SELECT")]) <= 2  # and the numbers, once


def test_the_clockwork_writes_what_has_changed_and_nothing_else(session, make, house):
    with transaction(session):
        first = counting.recount(session, today=TODAY, at=NOON)
        again = counting.recount(session, today=TODAY, at=NOON)
    ben = session.query(Person).filter_by(name="Ben").one()
    session.query(Membership).filter_by(person_id=ben.id).delete()
    session.commit()
    with transaction(session):
        moved = counting.recount(session, today=TODAY, at=NOON)

    assert (first, again, moved) == (3, 0, 2)
    assert shown(opened(session, site=house["site"])) == [("Kitchen", 1, None)]


def test_only_a_large_house_is_counted_and_no_more_often_than_it_has_to(
    session, house, monkeypatch
):
    later = NOON + snapshots.EVERY
    small = counting.is_stale(session, at=NOON)
    monkeypatch.setattr(headcounts, "LIVE_UP_TO", 5)
    never = counting.is_stale(session, at=NOON)
    with transaction(session):
        counting.recount(session, today=TODAY, at=NOON)

    assert (small, never) == (False, True)
    assert not counting.is_stale(session, at=later - timedelta(seconds=1))
    assert counting.is_stale(session, at=later)
    assert opened(session).counted_at == NOON


def test_the_page_of_who_waits_names_teams_and_merges_the_small_ones(session, make):
    for team, people in (("Ants", 3), ("Bats", 9), ("Cats", 2), ("Dogs", 0)):
        for number in range(people):
            make.person(f"{team} {number}", team=make.team(team), joined_at=None)
    make.person("Dan", team=make.team("Dogs"))

    page = unclaimed.page(session, 1, today=TODAY)

    assert [(row.team, row.people) for row in page.rows] == [
        ("Ants", None),
        ("Bats", 9),
        ("Cats", None),
    ]
    assert page.together == 5
