"""RULES intro: an admin changes a starred number; it holds from the next service day."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import rulebook
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, SettingChange
from uplift_pwa.queries import rulebook as query

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)


@pytest.fixture
def admin(make):
    return make.person("Adi", role="admin", level="manager")


def test_it_holds_from_tomorrow_and_is_audited(session, admin):
    from_on = rulebook.change(session, "lift_cap", 60, by=admin.id, at=NOON)
    session.commit()

    book = query.book(session)
    noted = session.scalars(select(Audit)).one()
    assert from_on == TUESDAY
    assert (book.on(NOON.date()).lift_cap, book.on(TUESDAY).lift_cap) == (40, 60)
    assert (noted.action, noted.actor_id) == ("setting.changed", admin.id)
    assert noted.detail == {
        "number": "lift_cap",
        "before": 40,
        "after": 60,
        "from": "2026-03-03",
    }


def test_where_the_sun_rises_first_decides_when_it_begins(session, admin, make):
    make.site("Auckland", zone="Pacific/Auckland")  # Tuesday has begun there

    assert rulebook.change(session, "lift_cap", 60, by=admin.id, at=NOON) == WEDNESDAY


def test_a_shift_that_begins_its_day_before_midnight_is_waited_for(session, admin):
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23:30 at the only site

    assert rulebook.change(session, "lift_cap", 60, by=admin.id, at=late) == WEDNESDAY


def test_thinking_better_of_it_replaces_the_value(session, admin):
    for value in (60, 70, 70):
        rulebook.change(session, "lift_cap", value, by=admin.id, at=NOON)
    session.commit()

    assert [row.value for row in session.scalars(select(SettingChange))] == [70]
    assert [row.detail["before"] for row in session.scalars(select(Audit))] == [40, 60]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        pytest.param("lift_cap", 201, "out_of_bounds", id="too much"),
        pytest.param("lift_completion", 11, "not_found", id="not starred"),
        pytest.param("salary", 1, "not_found", id="no such number"),
    ],
)
def test_what_the_table_does_not_allow_is_refused(session, admin, name, value, code):
    with pytest.raises(Refused) as refusal:
        rulebook.change(session, name, value, by=admin.id, at=NOON)

    assert refusal.value.code == code
    assert session.scalars(select(SettingChange)).all() == []


def test_the_book_is_read_once_in_a_few_seconds(session, queries):
    query.book(session)
    query.book(session)

    assert len([text for text in queries if "setting_change" in text]) == 1
