"""What stops people, with three phones and a leader at once."""

import pytest
from playwright.sync_api import expect

from tests.actions.roadblock_cast import Cast

TILL = "The second till has no key"


@pytest.fixture
def cast(make, session):
    make.campaign()
    return Cast(make, session)


@pytest.fixture
def calm(phone):
    """A phone that asks for little motion: no page is left in the middle of a transition."""
    return lambda person, path="/": phone(person, path, reduced_motion="reduce")


def report(page, words=TILL):
    page.get_by_role("link", name="What stopped you?").tap()
    page.locator("label", has=page.locator("[name=kind][value=tool]")).tap()
    page.get_by_label("In your words, if you like").fill(words)
    page.get_by_role("button", name="Put it on the table").tap()
    expect(page.get_by_role("heading", name="What you put on the table.")).to_be_visible()


def test_from_three_taps_to_a_clear_road(calm, desk, cast):
    ada, ben, cleo = (calm(person) for person in cast.people[:3])
    report(ada)
    expect(ada.get_by_text("7 days left to answer")).to_be_visible()

    for page in (ben, cleo):
        page.goto("/roadblocks")
        expect(page.get_by_text(TILL)).to_have_count(0)
        page.get_by_role("button", name="Me too").tap()
    expect(cleo.get_by_text(TILL)).to_be_visible()
    expect(cleo.get_by_text("3 people or more share it")).to_be_visible()

    lead = desk(cast.lea, f"/lead/{cast.otters.id}/roadblocks", reduced_motion="reduce")
    expect(lead.get_by_text("Ada")).to_have_count(0)
    lead.get_by_text("Answer", exact=True).click()
    lead.get_by_label("Your answer").fill("It hangs behind the desk now.")
    lead.get_by_role("button", name="It is cleared").click()
    expect(lead.get_by_text("whoever reported it is asked")).to_be_visible()

    ada.reload()
    expect(ada.get_by_text("It hangs behind the desk now.")).to_be_visible()
    ada.get_by_role("button", name="Yes, the road is clear").tap()
    expect(ada.get_by_text("You said so.")).to_be_visible()
    ben.goto("/roadblocks")
    expect(ben.get_by_text("confirmed")).to_be_visible()


def test_the_same_without_javascript(no_script, cast):
    page = no_script(cast.ada, "/roadblocks/new")
    page.get_by_text("No time").click()
    page.get_by_role("button", name="Put it on the table").click()

    expect(page.get_by_role("heading", name="No time")).to_be_visible()


def test_the_screens_hold_to_axe(calm, desk, cast, audit):
    ada = calm(cast.ada)
    report(ada)
    assert audit(ada) == []
    for path in ("/roadblocks", "/roadblocks/new", "/ideas", "/ideas/new"):
        ada.goto(path)
        assert audit(ada) == []
    lead = desk(cast.lea, f"/lead/{cast.otters.id}/roadblocks", reduced_motion="reduce")
    lead.get_by_text("Answer", exact=True).click()
    assert audit(lead) == []


def test_the_desk_takes_an_idea_into_the_studio(calm, desk, cast, make, audit):
    ada = calm(cast.ada, "/ideas/new")
    ada.locator("label", has=ada.locator("[name=helps][value=colleague]")).tap()
    ada.get_by_label("Your idea in a few words").fill("Wave to the bus")
    ada.get_by_label("What does one do?").fill("Wave at the driver when it leaves.")
    ada.get_by_label("My name may stand with it").check()
    ada.get_by_role("button", name="Put the idea up").tap()
    expect(ada.get_by_text("Yours")).to_be_visible()
    page = desk(
        make.person("Adi", role="admin", level="manager"),
        "/desk/inbox",
        reduced_motion="reduce",
    )
    assert audit(page) == []
    page.get_by_role("link", name="Ideas", exact=True).click()
    assert audit(page) == []

    page.get_by_role("button", name="Take it into the studio").click()

    expect(page.locator("[name=title]")).to_have_value("Wave to the bus")
    expect(page.locator("[name=what]")).to_have_value(
        "Wave at the driver when it leaves. An idea of Ada."
    )
    ada.goto("/ideas")
    expect(ada.get_by_text("Adopted: it becomes a challenge.")).to_be_visible()
