"""The main job, as the people do it: from the card to the climb."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.factories import NOON
from uplift_pwa.actions import cards, opening
from uplift_pwa.db import transaction


@pytest.fixture
def otters(make, session):
    """Ten on shift, three challenges, nobody has acted yet."""
    make.campaign(goal=40)
    people = [
        make.person(name)
        for name in ["Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hal", "Ida", "Jo"]
    ]
    make.challenge("Walk a guest to the lift")
    make.challenge("Hold the door", helps="team", plate="open-door")
    make.challenge("Leave one thing ready", helps="colleague", plate="keys")
    opening.days(session, at=NOON)
    session.commit()
    return people


def test_a_tap_settles_the_card_and_moves_the_house_and_the_climb(phone, otters):
    page = phone(otters[0])
    page.evaluate("window.untouched = true")
    expect(page.locator("#house")).to_contain_text("6 more keep the day")
    printed = page.locator("#strip svg").inner_html()

    page.get_by_role("button", name="Done").tap()

    expect(page.get_by_role("heading", name="Lifted.")).to_be_visible()
    expect(page.locator("#cards")).to_contain_text("They arrive calm.")
    expect(page.locator("#house")).to_contain_text("5 more keep the day")
    expect(page.locator("#house .w-on")).to_have_count(1)
    expect(page.locator("#acts")).to_have_text("1 act")
    assert page.locator("#strip svg").inner_html() != printed
    assert page.evaluate("window.untouched"), "the page was reloaded instead of swapped"


def test_a_tap_is_taken_back_within_the_undo_time(phone, otters):
    page = phone(otters[0])
    page.get_by_role("button", name="Done").tap()

    page.get_by_role("button", name="Undo").tap()

    expect(page.locator("#house")).to_contain_text("6 more keep the day")
    expect(page.locator("#acts")).to_have_text("0 acts")


def test_the_whole_day_with_the_keyboard_alone(phone, otters):
    page = phone(otters[0])
    for done in (1, 2, 3):
        button = page.get_by_role("button", name="Done")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#acts")).to_have_text(f"{done} act" + ("s" if done > 1 else ""))

    expect(page.get_by_text("3 people had a better day")).to_be_visible()


def test_the_same_job_without_javascript(no_script, otters):
    page = no_script(otters[0])

    page.get_by_role("button", name="Done").click()

    expect(page.locator("#house")).to_contain_text("5 more keep the day")
    expect(page.locator("#acts")).to_have_text("1 act")
    expect(page.locator(".stub.done")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#acts")).to_have_text("0 acts")


def test_two_phones_at_once_light_two_windows(phone, otters):
    ada, ben = phone(otters[0]), phone(otters[1])

    ada.get_by_role("button", name="Done").tap()
    expect(ada.locator("#house .w-on")).to_have_count(1)
    ben.get_by_role("button", name="Done").tap()

    expect(ben.locator("#house .w-on")).to_have_count(2)
    ada.reload()
    expect(ada.locator("#acts")).to_have_text("2 acts")


def test_two_phones_of_one_person_count_once(phone, otters):
    here, there = phone(otters[0]), phone(otters[0])

    here.get_by_role("button", name="Done").tap()
    expect(here.locator("#acts")).to_have_text("1 act")
    there.get_by_role("button", name="Done").tap()

    expect(there.locator("#acts")).to_have_text("1 act")


def test_the_leader_sees_the_day_kept_and_the_run_begin(phone, desk, otters, make, session):
    for person in otters[:6]:
        page = phone(person)
        page.get_by_role("button", name="Done").tap()
        expect(page.get_by_role("heading", name="Lifted.")).to_be_visible()
    lea = make.person("Lea", team=make.team("Leaders"), leads=[make.team()])

    lead = desk(lea, "/lead")

    expect(lead.get_by_text("The day is kept", exact=True)).to_be_visible()
    expect(lead.locator(".run b")).to_have_text("1")


def test_what_an_admin_publishes_is_on_the_workers_phone(phone, desk, otters, make):
    adi = make.person("Adi", team=make.team("Office"), role="admin")
    worker = phone(otters[0])
    page = desk(adi, "/desk/challenges")

    page.get_by_role("link", name="Write a challenge").first.click()
    page.locator("[name=title]").fill("Carry one bag upstairs")
    page.locator("[name=what]").fill("Take the heaviest one.")
    page.locator("[name=better]").fill("They arrive with free hands.")
    page.locator("[name=quiet]").fill("Oil the luggage trolley.")
    page.locator("label", has=page.locator("[name=helps][value=customer]")).click()
    page.locator("label", has=page.locator("[name=minutes][value='2']")).click()
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish it now").click()

    worker.reload()
    expect(worker.get_by_text("Carry one bag upstairs").first).to_be_visible()


def test_a_scanned_card_brings_the_code_and_leaves_no_trace_of_it(
    visitor, app, session, make, otters
):
    nora = make.person("Nora", mode=None, joined_at=None)
    with transaction(session):
        code = cards.issue(session, nora.id, at=NOON, pepper=app.config["UPLIFT"].pepper)
    page = visitor(PHONE).new_page()

    page.goto(f"/sign-in#{code}")
    expect(page.locator("#code")).to_have_value(f"{code[:4]} {code[4:8]} {code[8:]}")
    assert code not in page.url
    page.get_by_role("button", name="Step in").tap()
    page.locator("label", has=page.locator("[name=mode][value=play]")).tap()
    page.get_by_role("button", name="Show me today").tap()
    page.get_by_role("button", name="Done").tap()

    expect(page.get_by_role("heading", name="Lifted.")).to_be_visible()
    expect(page.locator("#house .w-on")).to_have_count(1)


def test_a_refused_tap_says_so_and_keeps_the_page(phone, otters, session):
    from uplift_pwa.models import SignIn

    page = phone(otters[0])
    session.query(SignIn).delete()
    session.commit()

    page.get_by_role("button", name="Done").tap()

    expect(page.get_by_role("heading", name="Come aboard.")).to_be_visible()
