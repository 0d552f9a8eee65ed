"""The moment of a tap: it begins at once, ends soon, and is honest when the server refuses."""

import pytest
from flask import abort, request
from playwright.sync_api import expect
from sqlalchemy import update

from tests.factories import NOON
from uplift_pwa.actions import opening
from uplift_pwa.models import Award, Challenge

AT_ONCE = 100  # milliseconds after the tap
TAPPED = """() => document.addEventListener("click", () => performance.mark("tapped"), true)"""
AFTER = """(name) => {
  const at = (wanted) => performance.getEntriesByName(wanted).at(-1)?.startTime
  return at(name) - at("tapped")
}"""


@pytest.fixture
def otters(make, session):
    make.campaign(goal=40)
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    make.challenge("Walk a guest to the lift")
    make.challenge("Hold the door", helps="team", plate="open-door")
    opening.days(session, at=NOON)
    session.commit()
    return people


def held(page, reply):
    """Every completion waits: `reply` says what becomes of its route, once it is called.

    The print comes before the request: whoever answers waits until it has been made.
    """
    waiting = []
    page.route("**/completion", lambda route: waiting.append(route))

    def answer():
        for _frame in range(600):
            if waiting:
                break
            page.evaluate("new Promise(requestAnimationFrame)")
        assert waiting
        for route in waiting:
            reply(route)

    return answer


def tap(page):
    page.evaluate(TAPPED)
    page.get_by_role("button", name="Done").tap()


def test_a_tap_prints_before_the_server_has_answered(phone, otters):
    page = phone(otters[0])
    go_on = held(page, lambda route: route.continue_())

    tap(page)

    expect(page.get_by_role("button", name="Lifted.")).to_be_disabled()
    expect(page.locator("#house .w-on")).to_have_count(1)
    expect(page.locator("#cards .plate .unprinted")).to_have_count(0)
    expect(page.locator(".settled")).to_have_count(0)
    assert page.evaluate(AFTER, "moment:start") < AT_ONCE
    go_on()
    expect(page.get_by_role("heading", name="Lifted.")).to_be_visible()
    expect(page.locator("#house .w-on")).to_have_count(1)


def test_the_star_reaches_the_climb_and_is_gone(phone, otters):
    page = phone(otters[0])

    tap(page)

    expect(page.locator(".travel")).to_have_count(1)
    expect(page.locator(".travel")).to_have_count(0)
    assert page.evaluate(AFTER, "moment:start") < AT_ONCE
    expect(page.locator("#acts")).to_have_text("1 act")


def test_what_the_server_refuses_is_taken_back_and_says_why(phone, otters):
    page = phone(otters[0])
    refuse = held(page, lambda route: route.fulfill(status=409, body="Nothing was kept."))
    tap(page)
    expect(page.locator("#house .w-on")).to_have_count(1)

    refuse()

    expect(page.get_by_text("Nothing was kept.")).to_be_visible()
    expect(page.get_by_role("button", name="Done")).to_be_enabled()
    expect(page.locator("#house .w-on")).to_have_count(0)
    expect(page.locator("#cards .plate .pic .unprinted")).to_have_count(1)


def test_a_challenge_that_is_gone_meanwhile_is_unprinted_too(phone, otters, session):
    page = phone(otters[0])
    expect(page.locator("#house .w-need")).to_have_count(3)
    session.execute(update(Challenge).values(state="retired"))
    session.commit()

    tap(page)

    expect(page.locator("#toasts .toast")).to_be_visible()
    expect(page.locator("#house .w-on")).to_have_count(0)
    expect(page.locator("#house .w-need")).to_have_count(3)


def test_without_an_answer_the_print_is_taken_back(app, phone, otters, complaints):
    # Or what is kept arrives while we look, sent by the page or by its worker.
    app.before_request(lambda: abort(429) if request.path == "/sync" else None)
    page = phone(otters[0])
    page.route("**/completion", lambda route: route.abort())

    tap(page)

    # Nothing claims to be done: the phone keeps the tap and says that it was not sent.
    expect(page.locator(".kept-here .press")).to_be_disabled()
    expect(page.locator("#cards")).not_to_contain_text("Lifted.")
    expect(page.locator("#house .w-on")).to_have_count(0)
    expect(page.locator("#cards .plate .pic .unprinted")).to_have_count(1)
    assert all("Failed to fetch" in one for one in complaints), complaints  # htmx says so
    complaints.clear()
    page.unroute_all(behavior="ignoreErrors")  # or closing waits for one of ours


def test_with_less_motion_the_last_frame_is_simply_there(phone, otters):
    page = phone(otters[0], reduced_motion="reduce")

    tap(page)

    expect(page.get_by_role("heading", name="Lifted.")).to_be_visible()
    expect(page.locator(".travel")).to_have_count(0)
    assert page.evaluate("document.getAnimations().length") == 0


def test_the_next_tap_does_not_wait_for_the_moment_to_end(phone, otters):
    page = phone(otters[0])
    tap(page)
    expect(page.locator(".settled")).to_be_visible()

    page.get_by_role("button", name="Done").tap()

    expect(page.locator("#acts")).to_have_text("2 acts")


def test_a_badge_comes_once_alone_and_goes_with_one_press(phone, otters, session, audit):
    for badge in ("first-lift", "storyteller"):
        session.add(
            Award(
                badge=badge,
                owner_kind="person",
                owner_id=otters[0].id,
                earned_on=NOON.date(),
                given_at=NOON,
            )
        )
    session.commit()
    page = phone(otters[0])

    expect(page.get_by_role("dialog", name="First lift")).to_be_visible()
    assert audit(page) == []
    page.get_by_role("button", name="Go on").tap()
    expect(page.get_by_role("dialog", name="Storyteller")).to_be_visible()
    with page.expect_response("**/today/moment/farewell"):
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="Done")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_kept_day_waits_until_the_tap_has_settled(phone, otters):
    for person in otters[1:3]:
        other = phone(person)
        other.get_by_role("button", name="Done").tap()
        expect(other.locator(".settled")).to_be_visible()
    page = phone(otters[0])

    tap(page)

    expect(page.locator(".settled")).to_be_visible()
    expect(page.get_by_role("dialog", name="The day is kept.")).to_be_visible()
    page.get_by_role("button", name="Go on").tap()
    expect(page.get_by_role("button", name="Done")).to_be_visible()
