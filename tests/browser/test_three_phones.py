"""A helps B, B says that it did, C reads the story: three phones, and what it all moves."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import opening, people_search, verify
from uplift_pwa.models import (
    AwardDue,
    Challenge,
    PersonDay,
    PersonTotal,
    PersonWeek,
    TeamDay,
    TeamTotal,
    UnitWeek,
)

COUNTERS = (PersonDay, PersonTotal, PersonWeek, TeamDay, TeamTotal, UnitWeek, Challenge)


@pytest.fixture
def cast(make, session):
    """Ada and Cleo at one desk with three others, Ben on the buses with four."""
    make.campaign(goal=40)
    otters, buses = make.team("Otters"), make.team("Buses")
    people = {name: make.person(name, team=otters) for name in ("Ada", "Cleo", "Dora", "Emil")}
    people |= {name: make.person(name, team=buses) for name in ("Ben", "Finn", "Gus", "Hal")}
    make.challenge("Leave one thing ready", helps="colleague", plate="keys")
    make.challenge("Hold the door", helps="team", plate="open-door")
    opening.days(session, at=NOON)
    people_search.catch_up(session)
    session.commit()
    return people


@pytest.fixture
def moved(session):
    """What has changed since it was last asked: (table, key, column) and by how much."""
    known = counters(session)

    def moved():
        nonlocal known
        before, known = known, counters(session)
        return {
            where: value - (before.get(where) or 0)
            for where, value in known.items()
            if value != (before.get(where) or 0)
        }

    return moved


def counters(session):
    """Every number of every counter, by table, key and column."""
    session.rollback()
    session.expire_all()
    found = {}
    for table in COUNTERS:
        keys = [column.key for column in table.__mapper__.primary_key]
        for row in session.scalars(select(table)):
            key = tuple(getattr(row, name) for name in keys)
            for column in (one.key for one in table.__table__.columns):
                value = getattr(row, column)
                if column not in keys and type(value) in (int, bool):
                    found[table.__tablename__, key, column] = int(value)
    return found


def test_a_helps_b_who_says_so_and_c_reads_it(phone, cast, moved, session):
    ada, ben, cleo = (phone(cast[name]) for name in ("Ada", "Ben", "Cleo"))
    a, today = cast["Ada"].id, NOON.date()

    ada.get_by_text("Say who was better off").first.tap()
    ada.get_by_label("What changed for them?").fill("Ben could leave on time.")
    ada.get_by_label("Was it a colleague? Their name").fill("ben")
    ada.get_by_text("Show my sentence to the team").tap()
    ada.get_by_role("button", name="Done").tap()
    expect(ada.get_by_role("heading", name="Lifted.")).to_be_visible()

    assert moved() == {
        ("person_day", (a, today), "completions"): 1,
        ("person_day", (a, today), "sentences"): 1,
        ("person_day", (a, today), "lift"): 15,
        ("person_total", (a,), "completions"): 1,
        ("person_total", (a,), "lift"): 15,
        ("team_day", (1, today), "done"): 1,
        ("team_day", (1, today), "acts"): 1,
        ("team_total", (1,), "acts"): 1,
    }

    ben.reload()
    question = ben.locator("#news .plate")
    expect(question).to_contain_text("Ada thought of you")
    expect(question).to_contain_text("Ben could leave on time.")
    question.get_by_role("button", name="A lot").tap()
    expect(ben.locator("#news")).to_contain_text("It counts for the whole climb.")

    assert moved() == {
        ("person_day", (a, today), "confirmed"): 1,
        ("person_day", (a, today), "lift"): 10,
        ("person_total", (a,), "lift"): 10,
        ("team_total", (1,), "acts"): 1,
    }

    cleo.goto("/team/feed")
    entry = cleo.locator(".feed li")
    expect(entry).to_contain_text("Ben could leave on time.")
    expect(entry).to_contain_text("Ada")
    entry.get_by_role("button", name="That helped me too").tap()
    expect(entry).to_contain_text("Helped others too")

    assert moved() == {}
    ada.reload()
    expect(ada.locator("#news")).to_contain_text("Ben: A lot.")
    expect(ada.locator("#acts")).to_have_text("2 acts")
    badges = session.scalars(select(AwardDue.badge).order_by(AwardDue.badge)).all()
    assert badges == ["closed-the-loop", "first-lift"]
    assert verify.differences(session) == []


def test_the_same_without_javascript(no_script, cast, moved):
    ada, ben = no_script(cast["Ada"]), no_script(cast["Ben"])

    ada.get_by_role("button", name="Done").click()
    ada.get_by_role("link", name="Say more").click()
    ada.get_by_label("What changed for them?").fill("Ben could leave on time.")
    ada.get_by_label("Was it a colleague? Their name").fill("Bne")
    ada.get_by_role("button", name="Keep these words").click()
    ada.locator("label", has_text="Buses").first.click()
    ada.get_by_role("button", name="Keep these words").click()
    expect(ada.get_by_role("link", name="Say more")).to_be_visible()

    ben.reload()
    ben.get_by_role("button", name="Yes", exact=True).click()
    expect(ben.get_by_text("Did this help you?")).to_have_count(0)

    changed = moved()
    a, today = cast["Ada"].id, NOON.date()
    assert changed["person_day", (a, today), "lift"] == 25
    assert changed["team_total", (1,), "acts"] == 2


def test_two_phones_that_answer_at_once_count_once(phone, cast, moved):
    ada = phone(cast["Ada"])
    ada.get_by_text("Say who was better off").first.tap()
    ada.get_by_label("Was it a colleague? Their name").fill("Ben")
    ada.get_by_role("button", name="Done").tap()
    expect(ada.get_by_role("heading", name="Lifted.")).to_be_visible()
    here, there = phone(cast["Ben"]), phone(cast["Ben"])
    moved()

    here.get_by_role("button", name="A lot").tap()
    there.get_by_role("button", name="A little").tap()
    expect(here.locator("#news")).to_contain_text("Thank you.")
    expect(there.locator("#news")).to_contain_text("Thank you.")

    assert moved()["team_total", (1,), "acts"] == 1


def test_the_vote_is_one_tap_with_the_keyboard(phone, cast, moved):
    ada = phone(cast["Ada"])
    ada.get_by_role("button", name="Done").tap()
    button = ada.get_by_role("button", name="Just ticked a box")
    button.focus()
    moved()

    ada.keyboard.press("Enter")
    expect(ada.get_by_text("Noted.")).to_be_visible()

    assert sorted(column for _table, _key, column in moved()) == ["boxes", "votes"]
