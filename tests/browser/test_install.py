"""The way to the home screen and to another phone, in real browsers."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.factories import NOON
from uplift_pwa import languages
from uplift_pwa.actions import opening

STANDALONE = "matchMedia('(display-mode: standalone)').matches"
DAY = timedelta(days=1)
# The page's own decision, waited for: what stays hidden would look so before it as well.
DECIDED = """async () => {
  const app = document.querySelector("script[type=module]").src
  const { connect } = await import(app.replace("app.js", "behaviours/install.js"))
  await connect(document.querySelector("[data-install=offer]"))
}"""


@pytest.fixture
def ada(make, session):
    make.campaign(goal=40)
    person = make.person("Ada")
    for title in ("Walk a guest to the lift", "Hold the door", "Leave one thing ready"):
        make.challenge(title)
    opening.days(session, at=NOON)
    session.commit()
    return person


@pytest.fixture
def at_home(own_profile, ada, device_cookie, live_url):
    """Ada's browser, Today open, and its DevTools."""
    own_profile.add_cookies([{"name": "session", "value": device_cookie(ada), "url": live_url}])
    page = own_profile.pages[0]
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page, own_profile.new_cdp_session(page)


def act(page):
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#acts")).to_have_text("1 act")


def offer(page):
    return page.get_by_text("Uplift fits on your home screen.")


def test_nothing_is_in_the_way_of_installing(at_home):
    page, devtools = at_home

    for language in languages.offered():
        page.set_extra_http_headers({"Accept-Language": language})
        page.goto("/how-it-works")

        manifest = devtools.send("Page.getAppManifest")
        assert manifest["url"].endswith(f"?lang={language}")
        assert manifest["errors"] == []
        assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []


def test_the_installed_app_opens_today_in_a_window_of_its_own(at_home, own_profile, live_url):
    page, devtools = at_home
    app = {"manifestId": f"{live_url}/"}

    devtools.send("PWA.install", {**app, "installUrlOrBundleUrl": page.url})
    devtools.send("PWA.changeAppUserSettings", {**app, "displayMode": "standalone"})
    with own_profile.expect_page() as opened:
        devtools.send("PWA.launch", app)

    window = opened.value
    expect(window.get_by_role("heading", name="Lift someone today.")).to_be_visible()
    assert (window.evaluate(STANDALONE), page.evaluate(STANDALONE)) == (True, False)
    window.goto("/install")
    expect(window.get_by_role("heading", name="It is here already")).to_be_visible()
    expect(window.get_by_role("heading", name="Keep uplift one tap away.")).to_be_hidden()


def test_the_offer_goes_when_the_app_is_there(phone, ada):
    page = phone(ada)
    act(page)
    expect(offer(page)).to_be_visible()

    page.evaluate("dispatchEvent(new Event('appinstalled'))")  # so the browser says it

    expect(offer(page)).to_be_hidden()
    page.reload()
    page.evaluate(DECIDED)
    expect(offer(page)).to_be_hidden()


def test_a_browser_that_can_be_asked_has_a_button_for_it(at_home, phone, ada):
    page, _ = at_home
    button = "Put it on this computer"

    page.goto("/install")
    expect(page.get_by_role("button", name=button)).to_be_visible()

    private = phone(ada, "/install?system=desktop")
    expect(private.get_by_text("Chrome or Edge:")).to_be_visible()
    expect(private.get_by_role("button", name=button)).to_be_hidden()


def test_the_offer_comes_after_the_first_act_and_rests_two_weeks_after_a_no(phone, ada):
    page = phone(ada)
    page.clock.set_fixed_time(NOON)
    expect(offer(page)).to_be_hidden()

    act(page)
    expect(offer(page)).to_be_visible()
    page.get_by_role("button", name="Not now").click()
    expect(offer(page)).to_be_hidden()

    for days, comes in ((0, False), (13.9, False), (14.1, True)):
        page.clock.set_fixed_time(NOON + days * DAY)
        page.reload()
        page.evaluate(DECIDED)
        expect(offer(page)).to_be_visible(visible=comes)


def test_six_signs_from_one_phone_open_another(phone, visitor, ada):
    page = phone(ada, "/me")
    page.get_by_role("listitem").filter(has_text="Another phone").get_by_role("link").click()
    page.get_by_role("button", name="Show me my six").click()
    six = page.locator("output").text_content()
    assert len(six) == 7

    other = visitor(PHONE).new_page()
    other.goto("/")
    other.get_by_label("Your card").press_sequentially(six.replace(" ", "").lower())
    other.get_by_label("Your card").blur()
    expect(other.get_by_label("Your card")).to_have_value(six)
    other.get_by_role("button", name="Step in").click()

    expect(other.get_by_role("heading", name="Lift someone today.")).to_be_visible()
    page.reload()
    page.goto("/me")
    expect(page.get_by_role("heading", name="Ada’s window")).to_be_visible()


def test_the_other_phones_camera_brings_them_too(phone, visitor, ada):
    page = phone(ada, "/me/moving-code")
    page.get_by_role("button", name="Show me my six").click()
    six = page.locator("output").text_content()
    page.get_by_text("Or point the other phone’s camera here").click()
    expect(page.get_by_role("img", name="The way in for another phone")).to_be_visible()

    other = visitor(PHONE).new_page()
    other.goto(f"/sign-in#{six.replace(' ', '')}")

    expect(other.get_by_label("Your card")).to_have_value(six)
    assert other.url.endswith("/sign-in"), "the code stays in the history"
