"""A leader's day: they go first, hold the huddle up, cheer; and somebody stands in for them."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import opening
from uplift_pwa.models import Cheer, Huddle, ReminderHold

TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.fixture
def desk(desk):
    """Without transitions between pages: what is looked at here does not move."""
    return lambda person, path: desk(person, path, reduced_motion="reduce")


@pytest.fixture
def otters(make, session):
    """Twelve on shift, three of them without a phone; Lea leads them and has not gone first."""
    make.campaign(launch_on=TODAY - 28 * DAY)
    for number in range(12):
        make.person(f"Otter {number}", mode="play" if number < 9 else None)
    make.challenge("Hold the door")
    make.challenge("Carry one thing off a list", for_leaders=True, helps="colleague")
    opening.days(session, at=NOON)
    session.commit()
    return make.team()


@pytest.fixture
def lea(make, otters):
    return make.person("Lea", team=make.team("Office"), leads=[otters])


@pytest.fixture
def waiting(make, session, otters, lea):
    """The morning held the reminder, as the clockwork does where a leader is named."""
    session.add(ReminderHold(team_id=otters.id, day=TODAY, held_at=NOON))
    session.commit()


def test_a_leader_goes_first_and_the_team_waits_no_more(desk, waiting, lea, audit):
    page = desk(lea, "/lead")
    expect(page.get_by_text("9 people get their reminder")).to_be_visible()
    assert audit(page) == []

    page.get_by_role("button", name="Done").click()

    expect(page.get_by_text("You went first today")).to_be_visible()
    expect(page.get_by_text("Your team waits for you")).to_have_count(0)


def test_the_huddle_goes_from_sheet_to_sheet_by_keyboard(desk, otters, lea, session, audit):
    page = desk(lea, f"/lead/{otters.id}")
    page.get_by_role("link", name="Start the 3-minute huddle").click()

    for sheet, words in {
        "story": "One story",
        "challenge": "Hold the door",
        "thanks": "One thanks",
        "climb": "All of us together",
    }.items():
        expect(page.locator(f"#{sheet}").get_by_text(words)).to_be_in_viewport()
        page.locator(f"#{sheet}").get_by_role("link", name="Next").focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How many of us did it?")).to_be_in_viewport()
    assert audit(page) == []
    page.get_by_label("How many were there without a phone in play?").focus()
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The huddle of today is counted.")).to_be_visible()
    assert session.scalars(select(Huddle.did_it)).all() == [2]


def test_a_cheer_reaches_the_whole_team(desk, phone, make, otters, lea, session):
    page = desk(lea, f"/lead/{otters.id}")

    page.locator("#cheer button").first.click()

    expect(page.get_by_text("Your cheer of today")).to_be_visible()
    assert len(session.scalars(select(Cheer)).all()) == 1
    team = phone(make.person("Ada"), "/team")
    expect(team.get_by_text("From your leader, to all of you.")).to_be_visible()


def test_somebody_stands_in_and_leads_on_their_own_device(desk, make, otters, lea):
    sam = make.person("Sam", team=otters)
    page = desk(lea, f"/lead/{otters.id}")
    page.get_by_role("link", name="Choose").click()
    page.get_by_label("Who stands in?").select_option("Sam")
    page.get_by_label("Until").fill((TODAY + DAY).isoformat())
    page.get_by_role("button", name="Let them stand in").click()
    expect(page.get_by_text("From 2 Mar until 3 Mar")).to_be_visible()

    theirs = desk(sam, "/lead")

    expect(
        theirs.get_by_text("You stand in for this team until Tuesday 3 March.")
    ).to_be_visible()
    expect(theirs.get_by_role("link", name="Choose")).to_have_count(0)
    theirs.locator("#cheer button").first.click()
    expect(theirs.get_by_text("Your cheer of today")).to_be_visible()


def test_an_admin_merges_two_teams_and_reads_the_old_one(desk, make, otters):
    make.person("Seal", team=make.team("Seals"))
    adi = make.person("Adi", team=make.team("Office"), role="admin")
    page = desk(adi, "/desk/teams?q=otters")

    page.get_by_role("link", name="Otters", exact=True).click()
    page.get_by_role("link", name="Merge it into another").click()
    page.get_by_label("Team or department").fill("seals")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Join this one").click()
    page.get_by_role("button", name="Merge the two").click()

    expect(page.get_by_text("Closed. Its last day is Monday 2 March.")).to_be_visible()
    page.get_by_role("link", name="Its people went to Seals").click()
    expect(page.get_by_role("heading", name="Seals")).to_be_visible()
