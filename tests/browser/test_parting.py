"""Somebody signs out while another page of theirs is on its way: it does not overtake them."""

from playwright.sync_api import expect

from tests.browser import canaries
from tests.browser.test_offline import holds, otters, ready

__all__ = ["otters"]  # a fixture

BUSY = "SubtleCrypto.prototype.importKey = () => new Promise(() => {})"  # of what is sealed


def refuse(route):
    """A server that answers and takes nothing in."""
    route.abort() if route.request.method == "POST" else route.continue_()


def test_another_tab_tells_the_server_where_the_first_is_not_heard(phone, otters):
    page = phone(otters[0])
    ready(page)
    other = page.context.new_page()
    other.goto("/team")
    asked = []
    page.route("**/sign-out", lambda route: asked.append(route))  # never arrives
    page.goto("/me")

    with page.expect_request("**/sign-out"):
        page.get_by_role("button", name="Sign out of this phone").click()

    expect(other.get_by_role("button", name="Step in")).to_be_visible()
    assert canaries.found(other, ["Ada"]) == []
    assert len(asked) == 1


def test_every_other_tab_leaves_with_them(phone, otters):
    page = phone(otters[0])
    ready(page)
    other = page.context.new_page()
    other.goto("/me")
    holds(other)
    page.goto("/me")

    page.get_by_role("button", name="Sign out of this phone").click()

    expect(other.get_by_role("button", name="Step in")).to_be_visible()


def test_no_tab_of_the_person_before_stays_when_the_next_one_is_here(
    phone, otters, device_cookie, live_url
):
    page = phone(otters[0])
    ready(page)
    cookie = {"name": "session", "value": device_cookie(otters[1]), "url": live_url}
    page.context.add_cookies([cookie])
    before = page.locator("body").get_attribute("data-owner")

    page.context.new_page().goto("/")

    expect(page.locator("body")).not_to_have_attribute("data-owner", before)
    expect(page.locator("body[data-owner]")).to_be_visible()


def test_without_a_worker_a_page_shows_nothing_before_the_server_has_heard_it(phone, otters):
    page = phone(otters[0], "/me", service_workers="block")
    page.route("**/sign-out", lambda route: route.abort())

    page.get_by_role("button", name="Sign out of this phone").click()
    expect(page.get_by_role("heading", name="You are signed out here")).to_be_visible()
    assert canaries.found(page, ["Ada"]) == []

    page.unroute("**/sign-out")
    page.goto("/team")
    expect(page.get_by_role("button", name="Step in")).to_be_visible()


def test_a_sign_out_tapped_while_the_page_is_busy_still_asks_about_the_work(phone, otters):
    page = phone(otters[0], service_workers="block")
    page.route("**/*", refuse)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#unsent")).to_contain_text("1")
    page.add_init_script(BUSY)

    page.goto("/me")
    page.get_by_role("button", name="Sign out of this phone").click()

    expect(page.get_by_role("button", name="Throw it away")).to_be_visible()
