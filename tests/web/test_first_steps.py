import re
from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.actions import cards, launches, snapshots
from uplift_pwa.db import transaction
from uplift_pwa.models import FirstAct, Leadership, Membership
from uplift_pwa.queries import first_steps, headcounts

LAUNCH = NOON.date() + timedelta(days=7)


@pytest.fixture
def admin(make, sign_in):
    person = make.person("Adi Admin", role="admin", team=make.team("Desk"))
    sign_in(person, confirmed=True)
    return person


def next_step(client):
    """What there is to press, and where it leads."""
    page = client.get("/desk").text
    return re.search(r'class="press[^"]*" href="([^"]*)">([^<]*)<', page).groups()


def lead(make, person):
    team = make.team("Desk")
    make._save(Leadership(person_id=person.id, team_id=team.id, since=NOON.date()))


def live(make):
    own = make.challenge("Take their place", for_leaders=True)
    return own, [make.challenge(f"Hold the door {n}").id for n in range(5)]


def planned(session, admin, pack):
    with transaction(session):
        plan = launches.begin(session, by=admin.id, at=NOON)
        launches.set_goal(session, plan, "Harbour Group", 900, 80)
        launches.set_day(session, plan, LAUNCH, 6, at=NOON)
        launches.set_pack(session, plan, pack, "Once more.", "Who smiled?")
    return plan


def test_an_empty_organisation_is_told_to_bring_its_people_first(
    client, session, make, sign_in
):
    admin = make.person("Adi Admin", role="admin")
    sign_in(admin, confirmed=True)
    session.query(Membership).delete()
    session.commit()

    assert next_step(client) == ("/desk/people/imports/new", "Bring a file")


def test_a_large_house_reads_when_its_cards_were_counted(
    client, session, admin, make, monkeypatch
):
    monkeypatch.setattr(headcounts, "LIVE_UP_TO", 0)
    at = NOON - timedelta(minutes=4)
    assert snapshots.is_stale(session, first_steps.NAME, at=at)
    found = first_steps.count(session, at=at)
    snapshots.keep(session, first_steps.NAME, found, at=at)
    make.person("Ben", team=make.team("Desk"), joined_at=None)

    page = client.get("/desk").text

    assert "Counted at 12:56" in page
    assert next_step(client)[1] == "See the teams"  # Ben will be counted soon


@pytest.mark.parametrize(("joined", "has_card"), [(NOON, True), (None, False)])
def test_whether_everybody_has_a_card_is_counted(session, admin, make, joined, has_card):
    make.person("Ben", team=make.team("Desk"), joined_at=joined)

    assert first_steps.count(session, at=NOON) == {"cards": has_card}


def test_who_has_people_without_a_card_prints_them_next(client, admin, make):
    make.person("Ben", team=make.team("Desk"), joined_at=None)

    assert next_step(client) == ("/desk/people?state=none", "Print cards")


def test_a_card_that_waits_is_enough_to_go_on_to_the_leaders(client, app, session, admin, make):
    ben = make.person("Ben", team=make.team("Desk"), joined_at=None)
    with transaction(session):
        cards.issue(session, ben.id, at=NOON, pepper=app.config["UPLIFT"].pepper)

    assert next_step(client) == ("/desk/teams?state=unled", "See the teams")


def test_with_leaders_the_challenges_come_next(client, admin, make):
    lead(make, admin)

    assert next_step(client) == ("/desk/challenges", "Write challenges")


def test_with_challenges_the_plan_comes_next(client, admin, make):
    lead(make, admin)
    live(make)

    assert next_step(client) == ("/desk/launch", "Plan it")


def test_with_a_plan_the_leaders_go_first(client, session, admin, make):
    lead(make, admin)
    planned(session, admin, live(make)[1])

    assert next_step(client) == ("/desk/launch", "See who is still missing")


def test_when_the_leaders_went_it_can_be_cleared(client, session, admin, make):
    lead(make, admin)
    own, pack = live(make)
    planned(session, admin, pack)
    make._save(FirstAct(person_id=admin.id, challenge_id=own.id, done_at=NOON))

    assert next_step(client) == ("/desk/launch", "Open the board")


def test_once_it_is_cleared_the_desk_opens_on_its_challenges(client, admin, make):
    make.campaign(launch_on=LAUNCH)

    assert client.get("/desk").location == "/desk/challenges"


def test_the_way_is_read_in_one_statement(client, admin, queries):
    client.get("/desk")
    queries.clear()

    client.get("/desk")

    assert sum("leadership" in one and "challenge" in one for one in queries) == 1
    assert len(queries) <= 4
