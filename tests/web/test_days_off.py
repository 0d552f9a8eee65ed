from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import days_off
from uplift_pwa.models import Leave, NeutralDay, SiteHoliday

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)
DESK = "/desk/days-off"


@pytest.fixture
def admin(make, sign_in):
    make.campaign()
    admin = make.person("Boss", role="admin", level="manager")
    sign_in(admin, confirmed=True)
    return admin


def neutral(**given):
    filled = {"day": "2026-03-02", "site_id": "0", "reason": "A storm"} | given
    return {f"neutral-{name}": value for name, value in filled.items()}


def holiday(site, **given):
    filled = {"day": "2026-03-17", "site_id": str(site.id), "name": "Founders"} | given
    return {f"holiday-{name}": value for name, value in filled.items()}


def all_of(session, model):
    session.rollback()
    return session.scalars(select(model)).all()


def test_a_neutral_day_is_declared_shown_and_taken_back(client, admin, session):
    declared = client.post(f"{DESK}/neutral", data=neutral())
    page = client.get(DESK).text
    found = all_of(session, NeutralDay)

    taken = client.post(f"{DESK}/neutral/{found[0].id}/reversal")

    assert (declared.status_code, taken.status_code) == (303, 303)
    assert [(one.day, one.site_id, one.declared_by_id) for one in found] == [
        (MONDAY, None, admin.id)
    ]
    assert "Monday 2 March" in page and "A storm" in page
    assert all_of(session, NeutralDay) == []


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        pytest.param(neutral(reason=" "), "A few words are needed", id="no reason"),
        pytest.param(neutral(day="yesterday"), "field-box", id="no day"),
        pytest.param(neutral(site_id="99"), "field-box", id="no site"),
        pytest.param(neutral(day="2036-01-01"), "more than a year away", id="far away"),
        pytest.param(neutral(reason="a\u202eb"), "cannot be kept", id="turned text"),
    ],
)
def test_a_neutral_day_that_cannot_be_is_said_on_the_page(client, admin, session, sent, says):
    reply = client.post(f"{DESK}/neutral", data=sent)

    assert reply.status_code == 422 and says in reply.text
    assert all_of(session, NeutralDay) == []


def test_a_day_that_is_neutral_already_is_said(client, admin):
    client.post(f"{DESK}/neutral", data=neutral())

    again = client.post(f"{DESK}/neutral", data=neutral())

    assert again.status_code == 409 and "neutral there already" in again.text


def test_a_holiday_is_added_shown_and_taken_away(client, admin, make, session):
    added = client.post(f"{DESK}/holidays", data=holiday(make.site()))
    page = client.get(DESK).text

    gone = client.post(f"{DESK}/holidays/{make.site().id}/2026-03-17/removal")

    assert (added.status_code, gone.status_code) == (303, 303)
    assert "Tuesday 17 March" in page and "Founders" in page
    assert all_of(session, SiteHoliday) == []


def test_a_holiday_on_a_day_that_has_begun_is_refused(client, admin, make, session):
    reply = client.post(f"{DESK}/holidays", data=holiday(make.site(), day="2026-03-02"))

    assert reply.status_code == 409 and "That day has begun" in reply.text
    assert all_of(session, SiteHoliday) == []


@pytest.mark.parametrize("day", ["2026-03-17", "someday"])
def test_a_holiday_that_is_not_there_is_not_found(client, admin, make, day):
    path = f"{DESK}/holidays/{make.site().id}/{day}/removal"

    assert client.post(path).status_code == 404


def test_the_desk_page_lists_nobody_s_leave(client, admin, make, session):
    ada = make.person("Adelheid Away")
    session.add(Leave(person_id=ada.id, first_on=MONDAY, last_on=MONDAY + 9 * DAY))
    session.commit()

    for path in (DESK, "/desk/people", "/desk/rosters"):
        page = client.get(path).text
        assert "11 March" not in page and "leave" not in page.lower()


def test_the_team_s_strip_says_why_a_day_is_neutral(client, admin, session):
    days_off.declare_neutral(session, None, MONDAY, "A storm", by=None, at=NOON)
    from uplift_pwa.actions import opening

    opening.days(session, at=NOON)
    session.commit()

    page = client.get("/team").text

    assert "2 Mar counts for nobody: A storm" in page


def test_the_desk_page_costs_at_most_four_selects(client, admin, queries):
    client.get(DESK)
    queries.clear()

    client.get(DESK)

    selects = [one for one in queries if one.lstrip().upper().startswith("SELECT")]
    assert len(selects) <= 4, selects
