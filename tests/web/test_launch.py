import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.browser import launches as launching
from tests.factories import NOON
from uplift_pwa import clock, worker
from uplift_pwa.actions import launches
from uplift_pwa.db import transaction
from uplift_pwa.models import Audit, Campaign, FirstAct, LaunchPlan
from uplift_pwa.queries import launch_board

PAGE = "/desk/launch"
LAUNCH = NOON.date() + timedelta(days=7)
WHY = "The depot gets its cards on Monday morning."


@pytest.fixture
def admin(make, sign_in):
    person = make.person("Adi Admin", role="admin", team=make.team("Desk"))
    sign_in(person, confirmed=True)
    return person


@pytest.fixture
def pack(make):
    return [make.challenge(f"Hold the door {n}").id for n in range(5)]


def walk(client, pack):
    """Through all four steps, as the wizard leads."""
    client.post(PAGE)
    goal = {"organisation": "Harbour Group", "acts": 9000, "breadth": 80}
    client.post(f"{PAGE}/plan/goal", data=goal)
    client.post(f"{PAGE}/plan/stages", data={"stage": ["Quay", "", "", "", "", "Sea"]})
    client.post(f"{PAGE}/plan/day", data={"day": LAUNCH.isoformat(), "hour": 6})
    booster = {"pack": pack, "message": "Once more.", "story": "Who smiled?"}
    return client.post(f"{PAGE}/plan/pack", data=booster)


def plan_id(session):
    session.rollback()
    return session.scalar(select(LaunchPlan.id))


def clear(client, session, reason=""):
    return client.post(f"{PAGE}/{plan_id(session)}/clearance", data={"reason": reason})


def test_without_a_plan_the_page_begins_one(client, admin):
    assert "No launch is planned" in client.get(PAGE).text

    reply = client.post(PAGE)

    assert reply.location == f"{PAGE}/plan/goal"


def test_each_step_leads_on_to_the_next_and_the_last_to_the_page_to_print(client, admin, pack):
    last = walk(client, pack)
    page = client.get(last.location).text

    assert last.location == f"{PAGE}/summary"
    for words in ("Harbour Group", "9,000 acts", "Quay", "Hold the door 3", "Who smiled?"):
        assert words in page


def test_whoever_changes_the_plan_and_how_is_in_the_audit(client, session, admin, pack):
    walk(client, pack)

    page = client.get("/desk/audit").text

    assert "The goal: Harbour Group · 9,000 · 80 %" in page
    assert "The stages: Quay, Sea" in page and "The second engine: Once more." in page
    assert "The day: Mar 9, 2026 · 6:00" in page
    session.rollback()
    changed = session.scalars(select(Audit).filter_by(action="launch.changed")).all()
    assert {one.actor_id for one in changed} == {admin.id} and len(changed) == 4


def test_who_is_counted_together_stands_once_on_the_page_to_print(
    client, session, make, sign_in
):
    admin = launching.held(make)
    session.commit()
    sign_in(admin, confirmed=True)

    page = client.get(f"{PAGE}/summary").text

    units = launch_board.board(session).units
    assert any(unit.is_merged for unit in units)
    assert page.count("<tbody>") == 1
    assert page.split("<tbody>")[1].count("<tr>") == len(units)


@pytest.mark.parametrize(
    ("step", "form", "words"),
    [
        ("goal", {"organisation": "", "acts": 1, "breadth": 80}, "a name of at most 60"),
        (
            "goal",
            {"organisation": "Kept", "acts": "x", "breadth": 80},
            "Both goals are numbers",
        ),
        ("day", {"day": "soon", "hour": 6}, "begun nowhere"),
        ("day", {"day": LAUNCH.isoformat(), "hour": 24}, "0 to 23"),
        ("pack", {"message": "Kept", "story": "Who?"}, "exactly five"),
        ("stages", {"stage": ["Kept"]}, "Six names"),
    ],
)
def test_what_does_not_fit_is_said_on_its_step_and_keeps_what_was_typed(
    client, admin, pack, step, form, words
):
    client.post(PAGE)

    reply = client.post(f"{PAGE}/plan/{step}", data=form)

    assert (reply.status_code, words in reply.text) == (422, True)
    assert "Kept" not in str(form) or 'value="Kept"' in reply.text or ">Kept<" in reply.text


def test_a_goal_is_proposed_from_who_is_here(client, make, admin):
    for number in range(9):
        make.person(f"Member {number}")
    client.post(PAGE)

    assert 'value="220"' in client.get(f"{PAGE}/plan/goal").text


def test_a_hold_says_what_is_missing_and_where_it_is_mended(client, session, make, admin, pack):
    for number in range(5):
        make.person(f"Member {number}", joined_at=None)
    walk(client, pack)

    page = client.get(PAGE).text

    assert "1 of 6 have a card" in page
    assert 'href="/desk/people?state=none"' in page
    assert "1 hold" in page


def test_clearing_over_a_hold_needs_a_sentence(client, session, admin, pack):
    walk(client, pack)

    refused = clear(client, session, "ok")

    assert refused.status_code == 422
    assert "Write in a sentence" in refused.text
    assert session.scalar(select(Campaign.id)) is None


def test_the_sentence_stands_on_the_board_with_a_name(client, session, admin, pack):
    walk(client, pack)

    assert clear(client, session, WHY).status_code == 303

    page = client.get(PAGE).text
    # Set apart from the words around it, which may run the other way.
    assert f"“\u2068{WHY}\u2069”" in page and "Adi Admin wrote" in page
    session.rollback()
    assert session.scalars(select(Audit).filter_by(action="launch.cleared")).one()


def test_who_works_there_sees_the_count_once_it_is_cleared(
    client, session, make, sign_in, admin, pack
):
    walk(client, pack)
    clear(client, session, WHY)

    sign_in(make.person("Ada"))

    assert "Monday 9 March, 6:00\u202fAM" in client.get("/").text


def test_a_cleared_launch_is_called_back_and_may_be_changed_again(client, session, admin, pack):
    walk(client, pack)
    clear(client, session, WHY)
    locked = client.post(f"{PAGE}/plan/day", data={"day": LAUNCH.isoformat(), "hour": 7})

    client.post(f"{PAGE}/{plan_id(session)}/recall", data={"reason": "The storm is coming in."})
    mended = client.post(f"{PAGE}/plan/day", data={"day": LAUNCH.isoformat(), "hour": 7})

    assert (locked.status_code, mended.status_code) == (409, 303)


def test_after_the_launch_the_board_stays_to_look_at(
    client, session, admin, pack, monkeypatch, device_cookie
):
    walk(client, pack)
    clear(client, session, WHY)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=50))
    with transaction(session):
        session.scalars(select(Campaign)).one().launch_on = NOON.date()

    page = client.get(PAGE).text

    assert "Lift-off" in page
    assert f"“\u2068{WHY}\u2069”" in page


def test_the_board_takes_four_selects(client, session, make, admin, pack, queries):
    for number in range(30):
        make.person(f"M {number}", team=make.team(f"Team {number}"), level="manager")
    walk(client, pack)
    client.get(PAGE)
    queries.clear()

    client.get(PAGE)

    assert len(queries) <= 5  # one of them the numbers in force, kept for three seconds


def test_a_leader_goes_first_and_the_board_counts_it(
    client, session, make, sign_in, admin, pack
):
    otters = make.team("Otters")
    lea = make.person("Lea", team=otters, leads=[otters], role="leader")
    own = make.challenge("Take the busiest spot", for_leaders=True)
    session.commit()
    sign_in(lea, confirmed=True)
    page = client.get("/lead/first").text

    reply = client.post(re.search(r'action="(/lead/first/\d+)"', page)[1])

    assert reply.status_code == 303
    assert session.scalars(select(FirstAct.challenge_id)).all() == [own.id]
    assert "You went first" in client.get("/lead/first").text
    with transaction(session):
        launches.begin(session, by=None, at=NOON)
    assert launch_board.board(session).whole.started == 1


def test_what_is_not_for_leaders_is_no_first_act(client, session, make, sign_in, pack):
    otters = make.team("Otters")
    sign_in(make.person("Lea", team=otters, leads=[otters], role="leader"), confirmed=True)

    assert client.post(f"/lead/first/{pack[0]}").status_code == 404
    assert session.scalars(select(FirstAct)).all() == []


def test_today_shows_a_leader_the_way_to_go_first(client, make, sign_in):
    otters = make.team("Otters")
    sign_in(make.person("Lea", team=otters, leads=[otters], role="leader"), confirmed=True)

    assert 'href="/lead/first"' in client.get("/").text


def test_the_clockwork_counts_an_open_plan_once_a_minute(
    client, session, make, admin, monkeypatch
):
    client.post(PAGE)
    make.person("Late", joined_at=None)
    session.commit()
    later = NOON + timedelta(minutes=1)

    assert not launches.is_stale(session, at=later - timedelta(seconds=1))
    assert launches.is_stale(session, at=later)
    monkeypatch.setattr(clock, "now", lambda: later)
    worker._count_launch(session)

    assert launch_board.board(session).whole.people == 2
    assert not launches.is_stale(session, at=later)


def test_before_the_launch_a_leader_s_page_sends_them_to_go_first(client, make, sign_in):
    otters = make.team("Otters")
    make.challenge("Take their place", for_leaders=True)
    sign_in(make.person("Lea", team=otters, leads=[otters]), confirmed=True)
    before = client.get(f"/lead/{otters.id}").text

    make.campaign(launch_on=NOON.date())

    after = client.get(f"/lead/{otters.id}").text
    assert 'href="/lead/first"' in before and "/completion" not in before
    assert 'href="/lead/first"' not in after and "/completion" in after


def test_cells_counted_together_are_named_once_in_arabic_too(client, session, make, sign_in):
    admin = launching.held(make)
    session.commit()
    sign_in(admin, confirmed=True)

    page = client.get(PAGE, headers={"Accept-Language": "ar"}).text

    labels = re.findall(r'data-label="([^"]*الإدارة العليا[^"]*)"', page)
    assert labels and all(one.count("الإدارة العليا") == 1 for one in labels)
