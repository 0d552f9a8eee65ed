import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, opening, team_days
from uplift_pwa.db import transaction
from uplift_pwa.models import Huddle, TeamDay, TeamTotal

TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.mark.parametrize("size", range(1, 13))
def test_a_leaders_page_names_nobody_and_no_figure_under_five(
    client, sign_in, make, session, size
):
    make.campaign()
    walk = make.challenge()
    members = [make.person(f"Member{number} Unseen") for number in range(size)]
    lea = make.person("Lea Boss", team=make.team("Leaders"), leads=[make.team()])
    opening.days(session, at=NOON)
    completions.record(session, members[0].id, walk.id, at=NOON)
    session.commit()
    sign_in(lea, confirmed=True)

    path = f"/lead/{make.team().id}"
    page = client.get("/lead", follow_redirects=True).text
    page += client.get(f"{path}/huddle").text + client.get(f"{path}/momentum").text
    page = page.replace(f"{path}/", "/lead/own/").replace(f"/teams/{make.team().id}/", "")

    for member in members:
        assert "Member" not in page and f"/{member.id}/" not in page
        assert member.staff_number not in page
    assert ("of 5 on shift" in page) == (size == 5)
    assert ("on shift have lifted" in page) == (size >= 5)


def test_a_leader_of_two_teams_sees_both_and_no_third(client, sign_in, make):
    otters, buses = make.team("Otters"), make.team("Buses")
    strangers = make.team("Strangers")
    sign_in(make.person("Lea", leads=[otters, buses]), confirmed=True)

    page = client.get(f"/lead/{otters.id}").text

    assert "Buses" in page and "Strangers" not in page
    assert client.get(f"/lead/{strangers.id}").status_code == 404


LEADERS_OWN = re.compile(r'<section[^>]*data-for="leader".*?</section>', re.DOTALL)


def seen_of_the_team(page):
    """The page without what is the leader's own: their challenge, what they can press."""
    page = LEADERS_OWN.sub("", page)
    body = page[page.index('class="house') : page.index("What you never see")]
    body = re.sub(r'(<p>)?<a [^>]*href="/lead/[^>]*>.*?</a>(</p>)?', "", body)
    return " ".join(body.split())


def test_every_member_sees_what_the_leader_sees(client, sign_in, make, session):
    make.campaign()
    for name in "ABCDEF":
        make.person(name)
    opening.days(session, at=NOON)
    session.commit()
    ada, lea = make.person("Ada"), make.person("Lea", leads=[make.team()])
    sign_in(ada)
    mine = client.get("/me/leader-view").text
    sign_in(lea, confirmed=True)
    theirs = client.get(f"/lead/{make.team().id}").text

    assert "This is your leader’s page" in mine
    assert seen_of_the_team(theirs) == seen_of_the_team(mine)


@pytest.fixture
def lea(make):
    """Leads the Otters and sits in the office."""
    make.campaign(launch_on=TODAY - 20 * DAY)
    return make.person("Lea Boss", team=make.team("Office"), leads=[make.team()])


def give_days(session, team, word, *, until=TODAY):
    """A row for each day up to `until`: k kept by three of three, m missed; all are final."""
    for back, letter in enumerate(reversed(word)):
        day = until - back * DAY
        done = 3 if letter == "k" else 0
        session.add(
            TeamDay(team_id=team.id, day=day, on_shift=3, done=done, acts=done, final_at=NOON)
        )
    with transaction(session):
        team_days.recount_streak(session, team_days.lock(session, team.id), until, NOON)


def test_a_leader_lends_a_cover_to_a_team_whose_day_came_up_short(
    client, sign_in, make, session, lea
):
    otters, buses, trams = make.team(), make.team("Buses"), make.team("Trams")
    give_days(session, otters, "k" * 10)
    give_days(session, buses, "kkkkkmkk")
    give_days(session, trams, "kkkkkkkk")
    sign_in(lea, confirmed=True)

    page = client.get(f"/lead/{otters.id}").text
    offered = client.get(f"/lead/{otters.id}/loans/new").text
    loan = f"{buses.id}:{(TODAY - 2 * DAY).isoformat()}"
    done = client.post(f"/lead/{otters.id}/loans", data={"loan": loan})

    assert "One cover, yours to keep or lend" in page
    assert loan in offered and "Trams" not in offered
    assert done.status_code == 303
    session.rollback()
    assert session.get(TeamTotal, buses.id).streak == 7
    assert session.get(TeamTotal, otters.id).covers_held == 0
    assert "No cover is held" in client.get(f"/lead/{otters.id}/loans/new").text
    sign_in(make.person("Bo", team=buses))
    assert "28 Feb: covered" in client.get("/team").text


def test_a_loan_that_the_rules_refuse_says_why(client, sign_in, make, session, lea):
    otters, buses = make.team(), make.team("Buses")
    give_days(session, otters, "k" * 10)
    give_days(session, buses, "kkk")
    sign_in(lea, confirmed=True)

    refused = client.post(
        f"/lead/{otters.id}/loans", data={"loan": f"{buses.id}:{TODAY.isoformat()}"}
    )

    assert refused.status_code == 422
    assert "That day needs no cover any more." in refused.text
    assert client.post(f"/lead/{buses.id}/loans", data={"loan": "x"}).status_code == 404


def test_lending_costs_four_selects(client, sign_in, make, session, lea, queries):
    otters, buses = make.team(), make.team("Buses")
    give_days(session, otters, "k" * 10)
    give_days(session, buses, "kkkmk")
    sign_in(lea, confirmed=True)
    for path in (f"/lead/{otters.id}/loans/new", f"/lead/{otters.id}"):
        queries.clear()

        client.get(path)

        assert len([text for text in queries if text.startswith("SELECT")]) <= 4


def test_a_leader_counts_a_huddle_and_corrects_it(client, sign_in, make, session, lea):
    for number in range(6):
        make.person(f"Floor {number}", mode=None)
    sign_in(lea, confirmed=True)
    path = f"/lead/{make.team().id}"
    count = {"day": TODAY.isoformat(), "present": "6", "did_it": "5"}

    first = client.post(f"{path}/huddle", data=count)
    again = client.post(f"{path}/huddle", data={**count, "did_it": "4"})

    assert (first.status_code, again.status_code) == (303, 303)
    session.rollback()
    row = session.get(TeamDay, (make.team().id, TODAY))
    assert (row.on_shift, row.done, row.acts) == (4, 4, 4)
    assert "Count the huddle again" in client.get(f"{path}/huddle").text


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"present": "7", "did_it": "7"}, "more than there are people without a phone"),
        ({"present": "many", "did_it": "1"}, "Not a valid integer"),
        ({"present": "9" * 400, "did_it": "1"}, "Not a valid integer"),
        ({"present": "-1", "did_it": "0"}, "A number from 0 to 999"),
    ],
)
def test_a_huddle_that_cannot_be_is_refused(client, sign_in, make, session, lea, sent, text):
    for number in range(6):
        make.person(f"Floor {number}", mode=None)
    sign_in(lea, confirmed=True)

    refused = client.post(
        f"/lead/{make.team().id}/huddle", data={"day": TODAY.isoformat(), **sent}
    )

    assert refused.status_code == 422
    assert text in refused.text
    assert session.scalars(select(Huddle)).all() == []


def test_a_huddle_does_not_show_figures_of_the_few_who_tap(client, sign_in, make, session, lea):
    for number in range(6):
        make.person(f"Floor {number}", mode=None)
    for name in ("Ada", "Ben", "Cleo"):
        make.person(name)
    sign_in(lea, confirmed=True)
    path = f"/lead/{make.team().id}"

    client.post(
        f"{path}/huddle", data={"day": TODAY.isoformat(), "present": "6", "did_it": "5"}
    )

    page = client.get(path).text
    assert "on shift have lifted" not in page and "A small team today" in page


def test_the_way_back_to_an_earlier_run_is_said_without_a_word_of_the_gap(
    client, sign_in, make, session, lea
):
    give_days(session, make.team(), "kkkkkkmk")
    sign_in(make.person("Ada"))

    page = client.get("/team").text

    assert "2 good days join the run of 6 again" in page
