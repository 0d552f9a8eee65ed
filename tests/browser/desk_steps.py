"""What an admin does at the desk between an HR file and a launch, as a browser shows it.

Each step begins where the one before it left the page, so that a missing link is found.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.journey import ADMIN

PASSWORD = "the ferry leaves at noon on sundays"
OWN = {
    "en": {
        "title": "Carry one bag upstairs",
        "what": "Take the heaviest one, before anybody asks.",
        "better": "They arrive with free hands.",
        "quiet": "Oil the wheels of the luggage trolley.",
    },
    "es": {
        "title": "Sube una maleta",
        "what": "Coge la que más pese, antes de que nadie lo pida.",
        "better": "Llegan con las manos libres.",
        "quiet": "Engrasa las ruedas del carro de equipaje.",
    },
}
PREPARED = "Once more, together."
MESSAGE = "The first weeks were yours. Five days, all of us again."
# A hand ticks fifty boxes as well, only slower.
TICK_ALL = "all => all.forEach(one => { one.checked = true })"
NAMES_AND_CODES = """all => all.map(card =>
    [card.querySelector("h2").innerText, card.querySelector(".code").innerText])"""
STORY = "Who was surprised that you had thought of them?"

Look = Callable[[Page, str], None]


def go(page: Page, rail: str) -> None:
    """By the rail; after a while the desk asks once more who is there."""
    page.get_by_role("navigation", name="Desk").get_by_role("link", name=rail).click()
    page.wait_for_load_state()
    if page.get_by_role("heading", name="Your password").is_visible():
        page.locator("[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Open").click()


def step_in(page: Page, code: str) -> None:
    """A card's code, a way to take part: the first minute of everybody."""
    page.goto("/sign-in#" + "".join(code.split()))
    expect(page.locator("#code")).not_to_have_value("")  # the page's script writes it there
    page.get_by_role("button", name="Step in").click()
    page.locator("label", has=page.locator("[name=mode][value=play]")).click()
    page.get_by_role("button", name="Show me today").click()


def choose_password(page: Page) -> None:
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Keep it").click()


def prepare(page: Page, file: Path, leaderless: str, look: Look) -> list[tuple[str, str]]:
    """Everything before the plan, as the desk's front page leads; what stands on the cards."""
    look(page, "path-first-steps")
    next_step(page, "Bring a file")
    bring_people(page, file, look)
    page.get_by_role("link", name="On to the cards").click()
    printed = print_cards(page, look)
    next_step(page, "See the teams")
    name_leader(page, leaderless, "Wagner")
    next_step(page, "Write challenges")
    write_challenge(page, look)
    go(page, "Challenges")
    take_ready_made(page)
    publish_some(page)
    next_step(page, "Plan it")
    return printed


def next_step(page: Page, name: str) -> None:
    """What the desk's front page, behind the name in the rail, says is next."""
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="uplift").click()
    page.locator("main .press", has_text=name).click()


def bring_people(page: Page, file: Path, look: Look) -> None:
    """The file is read first, and asks which clock its new sites run on."""
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="What this file would do")).to_be_visible()
    page.get_by_label("Jumeirah Desk").select_option("Asia/Dubai")
    look(page, "path-file")
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_role("heading", name="What this file did")).to_be_visible()


def print_cards(page: Page, look: Look) -> list[tuple[str, str]]:
    """Sheet by sheet until everybody has one; the names and codes that stand on them."""
    printed: list[tuple[str, str]] = []
    button = page.get_by_role("button", name="Print these")
    while button.count():
        button.click()
        expect(page.get_by_text("Print this page now.")).to_be_visible()
        if not printed:
            look(page, "path-cards")
        printed += page.locator(".access > li").evaluate_all(NAMES_AND_CODES)
        page.go_back()
        page.reload()
    return printed


def name_leader(page: Page, team: str, words: str) -> None:
    """Of the teams that nobody leads: whoever is found first by these words leads it."""
    page.get_by_role("link", name=team).click()
    page.get_by_role("link", name="Name a leader").click()
    page.locator("[name=q]").fill(words)
    page.get_by_role("button", name="Find").click()
    page.locator("main .list li").first.get_by_role("button").click()
    expect(page.locator("main .list").first).to_contain_text("since")


def write_challenge(page: Page, look: Look) -> None:
    """One by hand, in both languages, and live."""
    page.get_by_role("link", name="Write a challenge").first.click()
    _fill(page, OWN["en"])
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("link", name="Missing in Español").click()
    _fill(page, OWN["es"])
    look(page, "path-challenge")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish it now").click()
    expect(page.locator("main")).to_contain_text("Live")


def take_ready_made(page: Page) -> None:
    """What comes with uplift, for a house that is a hotel and has an office."""
    page.get_by_role("link", name="Ready-made").click()
    for name in ("Hotels", "Back offices"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_role("link", name="Write a challenge")).to_be_visible()


def publish_some(page: Page) -> None:
    """Tick a page of the drafts, leaders' own among them, and publish them together."""
    page.goto("/desk/challenges?state=draft")
    page.locator("[name=challenge]").first.check()
    page.locator("[name=challenge]").evaluate_all(TICK_ALL)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("[name=challenge]:checked")).to_have_count(0)


def plan(page: Page, day: date) -> None:
    """The four steps, each of which leads to the next, and the page to print."""
    page.get_by_role("button", name="Plan the launch").click()
    page.get_by_label("What is your organisation called?").fill("Harbour Group")
    page.get_by_role("button", name="Keep it and go on").click()
    page.locator("[name=stage]").first.fill("The quay")
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_label("On which day").fill(day.isoformat())
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_label("What does the leader say?").fill(PREPARED)
    page.get_by_label("Which story do you ask for?").fill(STORY)
    for tick in page.locator("label", has=page.locator("[name=pack]")).all()[:5]:
        tick.click()
    page.get_by_role("button", name="Keep it and see the page to print").click()
    expect(page.get_by_role("heading", name="The launch on one page")).to_be_visible()


def join_a_team(page: Page, team: str) -> None:
    """From the board: whoever stands in no team holds the launch, the admin too."""
    page.get_by_role("link", name="Find them").click()
    page.get_by_role("link", name=f"Open {ADMIN}").click()
    page.get_by_role("link", name="Find a team").click()
    page.locator("[name=q]").fill(team)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Join this one").click()
    expect(page.locator("main")).to_contain_text(team)


def go_first(page: Page, look: Look) -> None:
    """A leader's own phone, from the page on which the password leaves them."""
    page.get_by_role("link", name="Go first").click()
    look(page, "path-first")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("You went first")).to_be_visible()


def fire_booster(page: Page, look: Look) -> None:
    """What was prepared stands in the form; the words are changed before it is lit."""
    expect(page.get_by_role("heading", name="A second engine?")).to_be_visible()
    expect(page.get_by_label("What does the leader say?")).to_have_value(PREPARED)
    expect(page.locator("[name=pack]:checked")).to_have_count(5)
    page.get_by_label("What does the leader say?").fill(MESSAGE)
    look(page, "path-booster")
    page.get_by_role("button", name="Light it on").click()
    expect(page.locator("main")).to_contain_text("A second engine on")


def _fill(page: Page, words: dict[str, str]) -> None:
    for name, text in words.items():
        page.locator(f"[name={name}]").fill(text)
