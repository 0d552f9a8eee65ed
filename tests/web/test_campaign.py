from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.web.test_orbit import MONDAY, unit_week, week, whole
from uplift_pwa.models import (
    Booster,
    BoosterChallenge,
    Campaign,
    LaunchPlan,
    Level,
    Person,
    TeamTotal,
)

__all__ = ["unit_week", "whole"]
WEEK = timedelta(weeks=1)


@pytest.fixture
def admin(make, sign_in):
    person = make.person("Adi", role="admin")
    sign_in(person, confirmed=True)
    return person


@pytest.fixture
def proposal(session, whole):
    booster = Booster(
        campaign_id=whole.id,
        state="proposed",
        trigger="falling",
        chart=[3, 12, 7],
        proposed_on=NOON.date(),
        proposed_at=NOON,
    )
    session.add(booster)
    session.commit()
    return booster


@pytest.fixture
def pack(make):
    return [make.challenge(f"Of the pack {number}").id for number in range(5)]


def test_a_proposal_shows_the_chart_that_caused_it(client, admin, proposal, pack):
    page = client.get("/desk/campaign").text

    assert "3, 12, 7" in page
    assert "fell at two readings" in page
    assert "Light it on Wednesday 4 March" in page


def test_a_fresh_start_leads_to_what_is_still_in_the_way(client, session, admin, proposal):
    proposal.trigger = "relaunch"
    session.commit()

    assert "/desk/inbox?relaunch=yes" in client.get("/desk/campaign").text
    assert "Still in the way." in client.get("/desk/inbox?relaunch=yes").text
    assert "Still in the way." not in client.get("/desk/inbox").text


def test_an_admin_lights_it_with_a_pack_and_a_message(client, session, admin, proposal, pack):
    reply = client.post(
        f"/desk/campaign/boosters/{proposal.id}/start",
        data={"pack": pack, "message": "Once more, together.", "story": "Who smiled?"},
    )

    session.expire_all()
    assert reply.status_code == 303
    assert session.get(Booster, proposal.id).state == "fired"
    assert sorted(session.scalars(select(BoosterChallenge.challenge_id))) == pack
    assert "Once more, together." in client.get("/desk/campaign").text


def test_too_small_a_pack_is_refused_and_what_was_written_stays(client, admin, proposal, pack):
    reply = client.post(
        f"/desk/campaign/boosters/{proposal.id}/start",
        data={"pack": pack[:4], "message": "Once more, together.", "story": "Who smiled?"},
    )

    assert reply.status_code == 422
    assert "choose exactly five" in reply.text and "Once more, together." in reply.text
    assert reply.text.count(" checked") == 4


def test_an_admin_says_not_yet(client, session, admin, proposal):
    client.post(f"/desk/campaign/boosters/{proposal.id}/refusal", data={"why": "The move."})

    session.expire_all()
    assert session.get(Booster, proposal.id).state == "declined"
    assert "No booster is under discussion" in client.get("/desk/campaign").text


def test_the_next_orbit_is_offered_when_both_rings_are_full(
    client, make, session, admin, whole, unit_week
):
    session.get(TeamTotal, make.team().id).acts = 100
    session.commit()
    early = client.get("/desk/campaign").text
    unit_week(("Wards", "frontline"), tipped=True)
    offered = client.get("/desk/campaign").text

    reply = client.post(f"/desk/campaign/{whole.id}/goal", data={"goal": "250"})

    session.expire_all()
    assert ("The next orbit?" in early, "The next orbit?" in offered) == (False, True)
    assert reply.status_code == 303
    assert session.get(Campaign, whole.id).goal_acts == 250


@pytest.mark.parametrize("goal", ["100", "", "many"])
def test_a_goal_that_is_no_higher_is_refused(
    client, make, session, admin, whole, unit_week, goal
):
    session.get(TeamTotal, make.team().id).acts = 100
    unit_week(("Wards", "frontline"), tipped=True)

    reply = client.post(f"/desk/campaign/{whole.id}/goal", data={"goal": goal})

    assert (reply.status_code, "higher than this one" in reply.text) == (422, True)


def test_momentum_is_shown_with_its_four_parts_and_in_a_table(client, session, admin, whole):
    for number, in_rhythm in enumerate((10, 10, 12, 24)):
        session.merge(
            week(
                "organisation",
                0,
                40,
                in_rhythm,
                False,
                MONDAY - (3 - number) * WEEK,
                broad=2,
                breadth_of=4,
                felt=1,
                acts=10,
            )
        )
    session.commit()

    page = client.get("/desk/momentum").text

    assert "and rising" in page
    # 40 x 60 % + 25 x 50 % + 15 x 10 %, without the 20 of a part that has no denominator
    assert '<h1 class="title">48, and rising</h1>' in page
    for share in ("60%", "50%", "10%", "–"):
        assert share in page


def test_units_are_shown_as_small_multiples_and_one_by_one(
    client, session, admin, whole, unit_week
):
    wards = unit_week(("Wards", "frontline"), in_rhythm=7)
    session.add(week("cell", wards, 20, 4, False, MONDAY - WEEK))
    few = unit_week(("Kitchen", "frontline"), headcount=3, in_rhythm=3)
    unit_week(("Buses", "frontline"), headcount=5, in_rhythm=1)

    page = client.get("/desk/momentum").text
    one = client.get(f"/desk/momentum/{wards}")
    hidden = client.get(f"/desk/momentum/{few}")

    assert "Wards: 20, 35 per cent" in page
    assert "Kitchen" not in page and "Buses" not in page
    assert (one.status_code, hidden.status_code) == (200, 404)


@pytest.mark.parametrize("path", ["/desk/campaign", "/desk/momentum"])
def test_a_desk_page_costs_at_most_four_selects(
    client, admin, proposal, pack, unit_week, queries, path
):
    unit_week(("Wards", "frontline"), in_rhythm=7)
    queries.clear()

    reply = client.get(path)

    selects = [q for q in queries if q.lstrip().upper().startswith("SELECT")]
    assert reply.status_code == 200
    assert len(selects) <= 4, selects


def test_an_organisation_names_its_stages_and_orbit_says_them(client, session, admin, whole):
    names = ["Quay", "", "Open <sea>", "", "", "New shore"]

    reply = client.post(f"/desk/campaign/{whole.id}/stages", data={"stage": names})

    desk, climb = client.get("/desk/campaign").text, client.get("/orbit").text
    session.expire_all()
    assert (reply.status_code, session.get(Campaign, whole.id).stages) == (303, names)
    assert 'value="Quay"' in desk and 'value="Open &lt;sea&gt;"' in desk
    for name in ("Quay", "Lift-off", "Open &lt;sea&gt;", "New shore"):
        assert f">{name}</text>" in climb
    assert ">Ground</text>" not in climb


def test_without_any_name_the_stages_have_their_usual_ones(client, session, admin, whole):
    client.post(f"/desk/campaign/{whole.id}/stages", data={"stage": ["Quay"] * 6})
    client.post(f"/desk/campaign/{whole.id}/stages", data={"stage": [" "] * 6})

    session.expire_all()
    assert session.get(Campaign, whole.id).stages is None
    assert ">Ground</text>" in client.get("/orbit").text


@pytest.mark.parametrize(
    "names",
    [["Quay"] * 5, ["Quay"] * 7, [], ["Q" * 25] * 6, ["Q\u202e"] * 6],
    ids=["too few", "too many", "none", "too long", "turning"],
)
def test_names_that_do_not_fit_are_refused(client, session, admin, whole, names):
    reply = client.post(f"/desk/campaign/{whole.id}/stages", data={"stage": names})

    session.expire_all()
    assert (reply.status_code, session.get(Campaign, whole.id).stages) == (422, None)
    assert "Six names of 24 signs" in reply.text


@pytest.mark.parametrize(
    ("weeks_ago", "shaded", "now"),
    [
        pytest.param(2, False, False, id="the third week is before it"),
        pytest.param(3, True, True, id="the fourth begins it"),
        pytest.param(9, True, True, id="the tenth ends it"),
        pytest.param(10, True, False, id="the eleventh is behind it"),
    ],
)
def test_the_usual_dip_is_shaded_and_said(
    client, session, admin, whole, weeks_ago, shaded, now
):
    whole.launch_on = MONDAY - weeks_ago * WEEK + timedelta(days=2)
    for number in range(6):
        session.merge(week("organisation", 0, 40, 10, False, MONDAY - number * WEEK))
    session.commit()

    page = client.get("/desk/momentum").text

    assert ("the usual dip" in page) is shaded
    assert ("momentum usually dips" in page) is shaded
    assert ("You are in them now." in page) is now


def test_the_small_charts_have_their_numbers_in_a_table(
    client, session, admin, whole, unit_week
):
    wards = unit_week(("Wards", "frontline"), in_rhythm=7)
    session.add(week("cell", wards, 20, 4, False, MONDAY - WEEK))
    unit_week(("Kitchen", "frontline"), headcount=3, in_rhythm=3)
    unit_week(("Buses", "frontline"), headcount=5, in_rhythm=1)
    session.commit()

    page = client.get("/desk/momentum").text

    table = page[page.index("The same in numbers") :]
    assert "Wards" in table and "20%" in table and "35%" in table
    assert "Kitchen" not in table


def test_the_quarter_comes_as_a_file_without_what_is_withheld(
    client, session, admin, whole, unit_week
):
    wards = unit_week(("=Wards()", "frontline"), in_rhythm=7)
    session.add(week("cell", wards, 20, 4, False, MONDAY - WEEK))
    unit_week(("Kitchen", "frontline"), headcount=3, in_rhythm=3)
    unit_week(("Buses", "frontline"), headcount=5, in_rhythm=1)
    session.commit()

    table = client.get("/desk/momentum/export.csv")
    rows = client.get("/desk/momentum/export.json").get_json()

    assert table.headers["Content-Disposition"].endswith('"uplift-units-2026-03-02.csv"')
    assert '"\'=Wards()"' in table.text
    assert "Kitchen" not in table.text and "Buses" not in table.text
    assert [row["in_rhythm"] for row in rows if row["departments"] == "=Wards()"] == [20, 35]
    assert client.get("/desk/momentum/export.xlsx").status_code == 404


def test_the_file_calls_levels_as_its_reader_and_the_organisation_do(
    client, session, admin, whole, unit_week
):
    for level in ("frontline", "manager"):
        unit_week(("Wards", level), in_rhythm=7)
    session.scalars(select(Level).filter_by(key="manager")).one().name = "Ward sister"
    session.get_one(Person, admin.id).locale = "es"
    session.commit()

    rows = client.get("/desk/momentum/export.json").get_json()

    assert {row["levels"] for row in rows} == {"", "Primera línea", "Ward sister"}


def test_a_proposal_brings_what_the_launch_plan_prepared(
    client, session, admin, whole, proposal, pack
):
    plan = LaunchPlan(
        name="Launch",
        organisation="Harbour",
        pack=pack,
        message="Once more, together.",
        story="Who smiled?",
        made_at=NOON,
        campaign_id=whole.id,
    )
    session.add(plan)
    session.commit()

    page = client.get("/desk/campaign").text
    changed = {"pack": pack[:2], "message": "My own words.", "story": ""}
    sent = client.post(f"/desk/campaign/boosters/{proposal.id}/start", data=changed).text

    assert "Once more, together." in page and "Who smiled?" in page
    assert page.count('name="pack"') == page.count("checked") == 5
    assert "My own words." in sent and "Who smiled?" not in sent
    assert sent.count("checked") == 2


def test_weeks_around_a_booster_are_shown_side_by_side(client, session, admin, whole, proposal):
    proposal.state, proposal.message, proposal.story = "fired", "Again", "Which one?"
    proposal.starts_on = MONDAY - 3 * WEEK
    proposal.ends_on = proposal.starts_on + timedelta(days=4)
    for number in range(8):
        session.merge(week("organisation", 0, 40, 10, False, MONDAY - number * WEEK))
    session.commit()

    page = client.get("/desk/campaign").text

    for when in ("2 weeks before", "1 week before", "the booster", "3 weeks after"):
        assert f": {when}" in page
    assert "3 weeks before" not in page and "4 weeks after" not in page
    assert "still to come" in page
    assert "not what it came from" in page


def test_without_a_campaign_the_page_leads_to_the_launch(client, admin):
    page = client.get("/desk/campaign").text

    assert "No campaign yet" in page and 'href="/desk/launch"' in page


def test_before_its_first_day_the_page_says_when_it_begins(client, make, admin):
    make.campaign(goal=40, launch_on=NOON.date() + WEEK)

    page = client.get("/desk/campaign").text

    assert "The climb begins on Monday 9 March" in page and "Day -" not in page
