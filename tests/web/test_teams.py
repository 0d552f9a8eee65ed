"""The life of teams as an admin sees it: found, made, changed, and refused with a reason."""

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import teams
from uplift_pwa.models import Audit, Leadership, Membership, Team, TeamTotal

DESK = "/desk/teams"


@pytest.fixture
def adi(make, sign_in):
    make.campaign()
    adi = make.person("Adi", team=make.team("Office"), role="admin")
    sign_in(adi, confirmed=True)
    return adi


def team_called(session, name):
    session.rollback()
    return session.scalars(select(Team).filter_by(name=name)).one()


def test_teams_are_found_by_parts_of_their_names(client, make, adi):
    make.team("Night Otters")
    make.team("Buses")

    page = client.get(f"{DESK}?q=otters front").text

    assert "Night Otters" in page and "Buses" not in page


def test_a_page_has_fifty_teams_of_thousands(client, make, session, adi):
    department = make.department()
    session.add_all(
        Team(name=f"Line {number:04}", department_id=department.id) for number in range(120)
    )
    session.commit()

    first, third = client.get(f"{DESK}?q=line").text, client.get(f"{DESK}?q=line&page=3").text

    assert first.count("/desk/teams/") == 50 + 1  # and the way to a new one
    assert "Line 0119" in third and "Line 0049" not in third


def test_a_new_team_warms_up_and_has_its_counters(client, make, session, adi):
    department = make.department()

    done = client.post(DESK, data={"name": " Sea  Otters ", "department": department.id})
    taken = client.post(DESK, data={"name": "sea otters", "department": department.id})

    team = team_called(session, "Sea Otters")
    assert done.status_code == 303
    assert (team.warm_from, session.get(TeamTotal, team.id).streak) == (None, 0)
    assert taken.status_code == 422 or taken.status_code == 409
    assert "is or was called that" in taken.text
    assert "Warming up" in client.get(f"{DESK}/{team.id}").text


def test_a_merger_asks_first_and_the_closed_team_stays_readable(client, make, session, adi):
    otters, seals = make.team("Otters"), make.team("Seals")
    make.person("Ada", team=otters)
    path = f"{DESK}/{otters.id}/merger"

    asked = client.get(f"{path}?into={seals.id}").text
    assert session.scalar(select(func.count()).where(Team.closed_on.is_not(None))) == 0
    done = client.post(path, data={"into": seals.id})

    assert "Everybody joins Seals" in asked
    assert done.status_code == 303
    page = client.get(f"{DESK}/{otters.id}").text
    assert "Closed. Its last day is Monday 2 March." in page
    assert "Its people went to Seals" in page and "The last 28 days" in page
    assert "Otters" in client.get(f"{DESK}?state=closed").text
    assert client.post(path, data={"into": seals.id}).status_code == 404


def test_a_split_moves_who_was_ticked(client, make, session, adi):
    otters = make.team("Otters")
    people = [make.person(f"Otter {number}", team=otters) for number in range(3)]
    path = f"{DESK}/{otters.id}/split"

    nobody = client.post(path, data={"name": "Night"})
    done = client.post(path, data={"name": "Night", "people": [people[0].id, people[1].id]})

    new = team_called(session, "Night")
    moved = session.scalars(select(Membership.person_id).filter_by(team_id=new.id)).all()
    assert nobody.status_code == 422 and "Choose who goes along." in nobody.text
    assert (done.status_code, sorted(moved)) == (303, [people[0].id, people[1].id])


def test_a_stranger_is_not_split_off(client, make, session, adi):
    otters, stranger = make.team("Otters"), make.person("Stan", team=make.team("Buses"))
    make.person("Ada", team=otters)

    sent = {"name": "Night", "people": [stranger.id]}

    assert client.post(f"{DESK}/{otters.id}/split", data=sent).status_code == 422
    session.rollback()
    assert session.scalars(select(Team.name).filter_by(name="Night")).all() == []


def test_a_leader_is_found_named_and_let_go(client, make, session, adi):
    otters = make.team("Otters")
    lea = make.person("Lea Boss", team=make.team("Office"))
    path = f"{DESK}/{otters.id}/leaders"

    client.post(path, data={"person": lea.id})
    named = client.get(f"{DESK}/{otters.id}").text
    client.post(f"{path}/{lea.id}/end")

    session.rollback()
    assert "Lea Boss" in named
    assert session.scalars(select(Leadership)).all() == []
    noted = session.scalars(select(Audit.action).order_by(Audit.id)).all()
    assert noted == ["leader.named", "leader.ended"]
    assert client.post(f"{path}/{lea.id}/end").status_code == 404


def test_a_person_moves_leaves_and_comes_back(client, make, session, adi):
    otters, buses = make.team("Otters"), make.team("Buses")
    ada = make.person("Ada", team=otters)
    path = f"/desk/people/{ada.id}/team"

    client.post(path, data={"team": buses.id})
    moved = client.get(path).text
    client.post(f"{path}/leaving")
    client.post(path, data={"team": otters.id})

    assert "From Tuesday 3 March in Buses." in moved
    session.rollback()
    own = session.execute(
        select(Membership.team_id, Membership.until_on).filter_by(person_id=ada.id)
    )
    assert [tuple(row) for row in own] == [(otters.id, None)]


@pytest.mark.parametrize("sent", [{}, {"team": "x"}, {"team": "0"}, {"team": "99999999999"}])
def test_a_move_to_nowhere_is_not_found(client, make, adi, sent):
    ada = make.person("Ada")

    assert client.post(f"/desk/people/{ada.id}/team", data=sent).status_code == 404


def test_an_empty_team_closes_and_one_with_people_says_why_not(client, make, session, adi):
    otters, empty = make.team("Otters"), make.team("Empty")
    make.person("Ada", team=otters)

    refused = client.post(f"{DESK}/{otters.id}/closing")
    done = client.post(f"{DESK}/{empty.id}/closing")

    assert refused.status_code == 409 and "Somebody is still in it." in refused.text
    assert done.status_code == 303


def test_what_a_closed_team_cannot_do_is_not_found(client, make, session, adi):
    otters = make.team("Otters")
    teams.close(session, otters.id, by=adi.id, at=NOON)
    session.commit()

    rename = client.post(f"{DESK}/{otters.id}", data={"name": "X", "department": "1"})

    assert rename.status_code == 404
    assert client.get(f"{DESK}/4711").status_code == 404


def test_teams_that_nobody_leads_are_found(client, make, adi):
    led, unled = make.team("Otters"), make.team("Herons")
    make.person("Lea", team=led, leads=[led])
    make.person("Adi's friend", team=unled)

    page = client.get(f"{DESK}?state=unled").text

    assert "Herons" in page
    assert "Otters" not in page
