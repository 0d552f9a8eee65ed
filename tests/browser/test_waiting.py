"""What waits on a phone: taken back, of every kind, from a cold start, with no room left."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.conftest import PHONE
from tests.browser.test_offline import holds, ready
from tests.browser.test_queue import everything_went, waits
from tests.factories import NOON
from uplift_pwa.actions import opening, verify
from uplift_pwa.models import Completion, Huddle, Thanks, Vote

ALL = "indexeddb,cache_storage,service_workers,local_storage"  # cookies stay

FULL = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError") }
}"""


@pytest.fixture
def otters(make, session):
    make.campaign(goal=40)
    team = make.team()
    people = {name: make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")}
    make.person("Finn", mode=None)
    people["Lea"] = make.person("Lea", leads=[team])
    make.challenge("Walk a guest to the lift")
    opening.days(session, at=NOON)
    session.commit()
    return people


@pytest.fixture
def rows(session):
    """What there is of a kind by the server's books, which agree with themselves."""

    def rows(column):
        session.rollback()
        assert verify.differences(session) == []
        return session.scalars(select(column)).all()

    return rows


def done_offline(page):
    page.context.set_offline(True)
    page.goto("/")
    page.get_by_role("button", name="Done", exact=True).click()
    waits(page, 1)


def test_undo_of_an_act_that_still_waits_takes_it_out_of_the_queue(phone, otters, rows):
    page = phone(otters["Ada"])
    ready(page)
    done_offline(page)

    page.locator("#unsent button").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo").click()

    expect(page.get_by_role("button", name="Done", exact=True)).to_be_enabled()
    expect(page.locator("#unsent")).to_be_hidden()
    page.context.set_offline(False)
    expect(page.locator("#age")).to_be_hidden()
    assert rows(Completion.id) == []


def test_a_card_of_thanks_waits_and_arrives_once(phone, otters, rows):
    page = phone(otters["Ada"], f"/thanks/new?to=person-{otters['Ben'].id}")
    ready(page)
    page.context.set_offline(True)

    page.get_by_label("What did Ben do?").fill("He stayed until the bus came.")
    page.get_by_role("button", name="Thank Ben").click()

    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    assert rows(Thanks.id) == []
    page.context.set_offline(False)
    everything_went(page)
    assert rows(Thanks.receiver_id) == [otters["Ben"].id]


def test_thanks_wait_where_the_network_is_there_and_the_server_is_not(phone, otters, server):
    page = phone(otters["Ada"], f"/thanks/new?to=person-{otters['Ben'].id}")
    ready(page)
    server.shutdown()
    server.server_close()

    page.get_by_label("What did Ben do?").fill("He stayed until the bus came.")
    page.get_by_role("button", name="Thank Ben").click()

    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    waits(page, 1)


def test_whether_it_was_worth_it_waits_and_arrives_once(phone, otters, rows):
    page = phone(otters["Ada"])
    ready(page)
    page.get_by_role("button", name="Done", exact=True).click()
    vote = page.get_by_role("button", name="Just ticked a box")
    expect(vote).to_be_visible()
    page.context.set_offline(True)

    vote.click()

    waits(page, 1)
    page.context.set_offline(False)
    everything_went(page)
    assert rows(Vote.is_box) == [True]


def test_the_count_of_a_huddle_waits_and_arrives_once(desk, make, otters, rows):
    page = desk(otters["Lea"], f"/lead/{make.team().id}/huddle#count")
    ready(page)
    page.context.set_offline(True)

    page.get_by_label("How many were there without a phone in play?").fill("1")
    page.get_by_label("How many of them did it?").fill("1")
    page.get_by_role("button", name="Count the huddle").click()

    waits(page, 1)
    page.context.set_offline(False)
    everything_went(page)
    assert rows(Huddle.did_it) == [1]


@pytest.fixture
def started(browser_type, browser_type_launch_args, device_cookie, live_url, tmp_path):
    """A browser with a profile of its own, as somebody starts it in the morning."""

    def started(person=None, **options):
        context = browser_type.launch_persistent_context(
            tmp_path / "profile", base_url=live_url, **browser_type_launch_args, **PHONE
        )
        if person:
            value, lasts = device_cookie(person), 4102444800
            cookie = {"name": "session", "value": value, "url": live_url, "expires": lasts}
            context.add_cookies([cookie])
        return context

    return started


def test_today_opens_from_a_cold_start_without_a_network(started, otters, server):
    morning = started(otters["Ada"])
    page = morning.pages[0]
    page.goto("/")
    ready(page)
    morning.close()
    server.shutdown()
    server.server_close()

    evening = started()
    page = evening.pages[0]
    page.goto("/")

    expect(page.locator("#age")).to_contain_text("As of")
    expect(page.get_by_role("heading", name="Lift someone today.")).to_be_visible()
    page.get_by_role("button", name="Done", exact=True).click()
    waits(page, 1)
    evening.close()


def test_what_the_browser_threw_away_is_told(phone, otters, rows):
    page = phone(otters["Ada"])
    ready(page)
    done_offline(page)
    origin = page.evaluate("location.origin")
    tool = page.context.new_cdp_session(page)
    tool.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": ALL})
    page.context.set_offline(False)

    expect(page.get_by_text("threw away what waited here: 1")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_visible()
    expect(page.get_by_text("threw away what waited here")).to_have_count(0)
    assert rows(Completion.id) == []


def test_a_phone_without_room_says_that_nothing_was_saved(phone, otters):
    page = phone(otters["Ada"])
    ready(page)
    page.context.set_offline(True)
    page.goto("/")
    holds(page)
    page.evaluate(FULL)

    page.get_by_role("button", name="Done", exact=True).click()

    expect(page.get_by_text("There is no room left on this phone")).to_be_visible()
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.get_by_role("button", name="Done", exact=True)).to_be_enabled()
