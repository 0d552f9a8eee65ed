from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.actions import cards, founding, people_moves, people_search
from uplift_pwa.db import transaction
from uplift_pwa.models import Membership
from uplift_pwa.queries import card_holders, people_list
from uplift_pwa.queries.people_list import Beside
from uplift_pwa.queries.people_wanted import Wanted

TODAY = NOON.date()
ONE_DAY = timedelta(days=1)
LOOSE = Wanted(state="loose")
PEPPER = b"a pepper for tests"


def listed(session, number=1, **wanted):
    return people_list.page(session, Wanted(**wanted), number, today=TODAY, at=NOON)


def names(session, **wanted):
    return [line.name for line in listed(session, **wanted).lines]


def matching(session, **wanted):
    return people_list.matching(session, Wanted(**wanted), today=TODAY, at=NOON)


def card_for(session, person, at=NOON, redeemed=False):
    with transaction(session):
        code = cards.issue(session, person.id, at=at, pepper=PEPPER)
        if redeemed:
            cards.redeem(session, code, at=at, pepper=PEPPER)


@pytest.fixture
def staff(session, make):
    """Somebody for each state of the card, and somebody who is not here any more."""
    staff = {
        name: make.person(name, joined_at=None)
        for name in ("Ana None", "Ben Issued", "Cleo Claimed", "Dora Expired")
    }
    card_for(session, staff["Ben Issued"])
    card_for(session, staff["Cleo Claimed"], redeemed=True)
    card_for(session, staff["Dora Expired"], at=NOON - timedelta(days=40))
    make.person("Emil Left", status="left")
    make.person("Fay Suspended", status="suspended", joined_at=None)
    return staff


def test_a_line_says_where_somebody_belongs_and_nothing_they_did(session, make):
    make.person("Ada Ito", level="team_lead", mode="look")

    line = listed(session).lines[0]

    assert (line.name, line.team, line.department) == ("Ada Ito", "Otters", "Front of house")
    assert (line.site, line.level, line.status) == ("Harbour", "team_lead", "active")
    assert not {"mode", "acts", "lift", "leave"} & set(type(line).__slots__)


def test_the_card_is_claimed_or_waits_or_is_not_there(session, staff):
    assert {line.name: line.card for line in listed(session).lines} == {
        "Ana None": "none",
        "Ben Issued": "issued",
        "Cleo Claimed": "claimed",
        "Dora Expired": "none",
        "Fay Suspended": "none",
    }


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("claimed", ["Cleo Claimed"]),
        ("issued", ["Ben Issued"]),
        ("none", ["Ana None", "Dora Expired"]),
        ("suspended", ["Fay Suspended"]),
        ("left", ["Emil Left"]),
    ],
)
def test_the_list_narrows_to_a_state(session, staff, state, found):
    assert names(session, state=state) == found
    assert matching(session, state=state) == len(found)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("ada", ["Ada Ito"], id="the beginning of a name in any case"),
        pytest.param("ÖZ özil", ["Özlem Özil"], id="letters beyond ASCII in any case"),
        pytest.param("ito ad", ["Ada Ito"], id="words in any order"),
        pytest.param("0000001", ["Ada Ito"], id="a staff number"),
        pytest.param("ozil", ["Özlem Özil"], id="letters without their marks"),
        pytest.param("%", [], id="a wildcard is no letter"),
        pytest.param("_", [], id="nor is an underscore"),
        pytest.param("Ada Nobody", [], id="every word counts"),
    ],
)
def test_words_find_people(session, make, words, found):
    for name in ("Ada Ito", "Özlem Özil", "Per % Cent"):
        make.person(name)
    with transaction(session):
        people_search.catch_up(session)

    assert names(session, words=words) == found


def test_the_team_is_the_one_of_today(session, make):
    ada, bats = make.person("Ada", since=TODAY - timedelta(days=9)), make.team("Bats")
    session.query(Membership).filter_by(person_id=ada.id).update({"until_on": TODAY})
    session.add(
        Membership(person_id=ada.id, team_id=bats.id, from_on=TODAY + timedelta(days=1))
    )
    session.commit()

    assert [line.team for line in listed(session).lines] == ["Otters"]
    assert names(session, team_id=bats.id) == []
    assert names(session, team_id=make.team("Otters").id) == ["Ada"]


def test_the_list_narrows_to_a_place(session, make):
    quay, kitchen = make.site("Quay"), make.department("Kitchen")
    make.person("Ada")
    make.person("Ben", site=quay)
    make.person("Cleo", team=make.team("Cooks", kitchen), level="manager")

    assert names(session, site_id=quay.id) == ["Ben"]
    assert names(session, department_id=kitchen.id) == ["Cleo"]
    assert names(session, level_id=make.level("manager").id) == ["Cleo"]
    assert names(session, site_id=quay.id, department_id=kitchen.id) == []


def test_finding_many_is_counted_no_further_than_a_thousand(session, make, monkeypatch):
    monkeypatch.setattr(people_list, "MOST_COUNTED", 3)
    for number in range(6):
        make.person(f"Person {number}")

    assert matching(session) == 4


def test_pages_hold_fifty_and_two_selects_bring_them(session, make, queries):
    for number in range(52):
        make.person(f"Person {number:02}")
    queries.clear()

    first, _all = listed(session), matching(session)

    assert len(queries) == 2
    assert (len(first.lines), first.has_more) == (50, True)
    second = listed(session, number=2)
    assert [line.name for line in second.lines] == ["Person 50", "Person 51"]
    assert not second.has_more


@pytest.fixture
def pages_of_two(monkeypatch):
    monkeypatch.setattr(people_list, "PAGE", 2)


def beside(session, person, **asked):
    where = Beside(person.id, **asked)
    page = people_list.page(session, Wanted(), 2, today=TODAY, at=NOON, beside=where)
    return [line.id for line in page.lines], page.has_less, page.has_more


def test_a_page_goes_on_after_the_last_and_back_before_the_first(session, make, pages_of_two):
    names = ("Ada", "Ben", "Ben", "Cleo", "Dov")
    ada, ben, bea, cleo, dov = map(make.person, names)

    assert beside(session, ben) == ([bea.id, cleo.id], True, True)
    assert beside(session, cleo) == ([dov.id], True, False)
    assert beside(session, dov, is_before=True) == ([bea.id, cleo.id], True, True)
    assert beside(session, bea, is_before=True) == ([ada.id, ben.id], False, True)


def test_nobody_is_missed_when_others_leave_between_two_pages(session, make, pages_of_two):
    ada, ben, cleo, dov = map(make.person, ("Ada", "Ben", "Cleo", "Dov"))
    first = [line.id for line in listed(session).lines]
    for gone in (ada, ben):
        gone.status = "left"
    session.commit()

    assert first == [ada.id, ben.id]
    assert beside(session, ben) == ([cleo.id, dov.id], True, False)


def test_a_team_prints_for_its_members_without_a_claimed_card(session, staff, make):
    team = make.team("Otters")

    found = card_holders.of_team(session, team.id, today=TODAY)

    assert [holder.name for holder in found] == ["Ana None", "Ben Issued", "Dora Expired"]
    assert {holder.place for holder in found} == {"Otters"}


def test_people_chosen_one_by_one_get_a_card_though_they_have_claimed(session, staff):
    ids = [staff["Cleo Claimed"].id]

    assert [holder.name for holder in card_holders.chosen(session, ids, today=TODAY)] == [
        "Cleo Claimed"
    ]


def test_nobody_who_is_shut_out_gets_a_card(session, make):
    ids = [make.person(status=status).id for status in ("suspended", "left")]

    assert card_holders.chosen(session, ids, today=TODAY) == []


def test_who_stands_in_no_team_is_found(session, make):
    _ada, ben, left = make.person("Ada"), make.person("Ben"), make.person("Cleo", status="left")
    for gone in (ben, left):
        people_moves.end(session, gone.id, today=TODAY - ONE_DAY)
    session.commit()

    assert names(session, state="loose") == ["Ben"]
    assert matching(session, state="loose") == 1


def test_whose_last_day_in_a_team_is_today_stands_in_none_tomorrow(session, make):
    ben = make.person("Ben")
    people_moves.end(session, ben.id, today=TODAY)
    session.commit()

    assert names(session, state="loose") == []
    tomorrow = people_list.page(session, LOOSE, 1, today=TODAY + ONE_DAY, at=NOON)
    assert [line.name for line in tomorrow.lines] == ["Ben"]


def test_who_has_found_a_team_again_stands_in_none_no_more(session, make):
    ben, bats = make.person("Ben"), make.team("Bats")
    people_moves.end(session, ben.id, today=TODAY - ONE_DAY)
    people_moves.move(session, ben.id, bats.id, today=TODAY)
    session.commit()

    assert names(session, state="loose") == []


def test_the_first_admin_stands_in_no_team(session):
    founding.found(session, "Ada Ito", site="Harbour", zone="Europe/Berlin", at=NOON)
    session.commit()

    assert names(session, state="loose") == ["Ada Ito"]


@pytest.mark.parametrize("there", [0, 1_000_000], ids=["few", "many"])
@pytest.mark.parametrize(
    ("wanted", "found"),
    [({}, ["Ben", "Cleo"]), ({"site": "Quay"}, ["Cleo"]), ({"state": "claimed"}, ["Ben"])],
    ids=["all", "of a site", "aboard"],
)
def test_a_department_is_listed_alike_whether_few_or_many_are_there(
    session, make, there, wanted, found
):
    kitchen, quay = make.department("Kitchen"), make.site("Quay")
    cooks, bakers = make.team("Cooks", kitchen), make.team("Bakers", kitchen)
    make.person("Ada")
    make.person("Ben", team=bakers)
    make.person("Cleo", team=cooks, site=quay, joined_at=None)
    make.person("Dov", team=cooks, since=TODAY + ONE_DAY)
    make.person("Eli", team=cooks, status="left")
    site = {"site_id": quay.id} if "site" in wanted else {}
    asked = Wanted(department_id=kitchen.id, state=wanted.get("state"), **site)
    when = {"today": TODAY, "at": NOON}

    page = people_list.page(session, asked, 1, there=there, **when)

    assert [line.name for line in page.lines] == found
    assert people_list.matching(session, asked, **when) == len(found)
