"""Thanks between two phones: three taps there, a card worth keeping here."""

import pytest
from playwright.sync_api import expect

from uplift_pwa.actions import people_search


@pytest.fixture
def pair(make, session):
    """Ada and Ben of one team, and Zoë Müller far away."""
    make.campaign()
    people = [make.person("Ada Ek"), make.person("Ben Ow")]
    people.append(make.person("Zoë Müller", team=make.team("Trams", make.department("Rails"))))
    people_search.note(session, [one.id for one in people])
    session.commit()
    return people


def test_three_taps_and_a_few_words_reach_the_other_phone(phone, pair):
    ada, ben = phone(pair[0], "/thanks"), phone(pair[1])

    ada.get_by_role("link", name="Ben Ow").tap()
    ada.locator("label", has_text="Came running").tap()
    ada.get_by_label("What did Ben Ow do?").fill("You stayed ten minutes.")
    ada.get_by_role("button", name="Thank Ben Ow").tap()

    expect(ada.get_by_role("heading", name="Ben Ow will read it.")).to_be_visible()
    ben.reload()
    ben.get_by_role("link", name="Somebody thanked you.").tap()
    expect(ben.get_by_role("heading", name="A card for you.")).to_be_visible()
    expect(ben.locator(".keep")).to_contain_text("“You stayed ten minutes.”")
    expect(ben.locator(".keep")).to_contain_text("Came running")


def test_a_card_that_was_looked_at_puts_the_light_out_by_itself(phone, pair):
    _send(phone(pair[0], f"/thanks/new?to=person-{pair[1].id}"))
    ben = phone(pair[1])

    with ben.expect_response("**/thanks/seen"):
        ben.goto("/thanks")
    ben.goto("/thanks")

    expect(ben.get_by_role("heading", name="Who helped you today?")).to_be_visible()
    expect(ben.locator(".bar .news")).to_have_count(0)
    expect(ben.locator(".keep")).to_contain_text("You stayed.")


def test_all_of_it_without_javascript(no_script, pair):
    ada = no_script(pair[0], "/thanks")
    ada.get_by_role("link", name="Somebody else").click()
    ada.get_by_label("A name, or part of one").fill("Mueler zoe")
    ada.get_by_role("button", name="Find").click()
    ada.get_by_role("link", name="Zoë Müller").click()
    ada.get_by_role("button", name="Thank Zoë Müller").click()
    ada.get_by_label("What did Zoë Müller do?").fill("You held the tram.")
    ada.get_by_role("button", name="Thank Zoë Müller").click()
    expect(ada.get_by_text("It lifts you both a little.")).to_be_visible()

    zoe = no_script(pair[2], "/thanks")
    zoe.get_by_role("button", name="Keep it").click()

    expect(zoe.locator(".bar .news")).to_have_count(0)
    zoe.get_by_role("link", name="From Ada Ek").click()
    zoe.get_by_role("button", name="Put away").click()
    expect(zoe.get_by_text("Room for your first card")).to_be_visible()


def test_somebody_is_found_while_one_types_and_thanked_by_keyboard(phone, pair):
    ada = phone(pair[0], "/thanks/to")
    ada.evaluate("window.untouched = true")

    ada.keyboard.type("zoe mul")
    expect(ada.locator("#found")).to_contain_text("Zoë Müller")
    assert ada.evaluate("window.untouched"), "the page was reloaded instead of swapped"
    for _ in range(3):
        ada.keyboard.press("Tab")
        if "Zoë" in ada.evaluate("document.activeElement.textContent"):
            break
    ada.keyboard.press("Enter")
    ada.get_by_role("radio", name="Taught me").focus()
    ada.keyboard.press("Space")
    ada.keyboard.press("Tab")
    ada.keyboard.type("The new till.")
    ada.keyboard.press("Tab")
    ada.keyboard.press("Enter")

    expect(ada.get_by_role("heading", name="Zoë Müller will read it.")).to_be_visible()
    expect(ada.locator(".keep")).to_contain_text("Taught me")


def test_thanks_are_taken_back_before_they_are_read(phone, pair):
    ada = phone(pair[0], f"/thanks/new?to=person-{pair[1].id}")
    _send(ada)

    ada.get_by_role("button", name="Take it back").tap()
    expect(ada.get_by_role("heading", name="Who helped you today?")).to_be_visible()

    ben = phone(pair[1])
    expect(ben.locator("#cards")).to_be_visible()
    expect(ben.locator(".thanked")).to_have_count(0)


@pytest.mark.parametrize("path", ["/thanks", "/thanks/to", "/thanks/new?to=person-{ben}"])
def test_every_screen_of_thanks_is_for_everybody(phone, pair, audit, path):
    _send(phone(pair[1], f"/thanks/new?to=person-{pair[0].id}"))

    page = phone(pair[0], path.format(ben=pair[1].id))

    assert audit(page) == []


def _send(page):
    page.locator("textarea").fill("You stayed.")
    page.get_by_role("button", name="Thank ").tap()
    expect(page.get_by_text("will read it.")).to_be_visible()
