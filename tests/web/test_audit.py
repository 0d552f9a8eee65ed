import csv
import html
import io
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import audit, people, team_people, teams
from uplift_pwa.db import transaction
from uplift_pwa.models import Department
from uplift_pwa.queries import audit_log

PAGE = "/desk/audit"
DAY = timedelta(days=1)


@pytest.fixture
def admin(make, sign_in):
    person = make.person("Adi Admin", role="admin")
    sign_in(person, confirmed=True)
    return person


def note(session, action, *, by=None, at=NOON, **detail):
    with transaction(session):
        audit.note(session, action, "challenge", 1, by=by, at=at, detail=detail)


def test_changes_are_told_in_sentences_with_who_and_when(client, session, make, admin):
    ada = make.person("Ada Novak")
    with transaction(session):
        people.suspend(session, ada.id, by=admin.id, at=NOON)

    page = client.get(PAGE).text

    assert "Suspended Ada Novak." in page
    assert "Adi Admin" in page
    assert "Monday 2 March, 1:00\u202fPM" in page


def test_who_leads_which_team_is_told_by_name(client, session, make, admin):
    ada, otters = make.person("Ada Novak"), make.team("Otters")
    with transaction(session):
        team_people.lead(session, otters.id, ada.id, by=admin.id, at=NOON)

    assert "Ada Novak leads “Otters”." in client.get(PAGE).text


@pytest.mark.parametrize(
    "asked",
    ["q=wave", "q=WAVE+back", "q=नमस्ते", "q=adi+wave", "area=challenge", "since=2026-03-02"],
)
def test_a_change_is_found_by_its_words_its_area_and_its_day(client, session, admin, asked):
    note(session, "challenge.published", by=admin.id, title="Wave back, नमस्ते")
    note(session, "wall.made", at=NOON - 2 * DAY)

    page = client.get(f"{PAGE}?{asked}").text

    assert "Published “Wave back" in page
    assert "Made a link for the wall." not in page


def test_a_day_ends_at_the_admins_midnight(client, session, admin):
    note(session, "wall.made", at=NOON)

    assert "Made a link" in client.get(f"{PAGE}?until=2026-03-02").text
    assert "Nothing here" in client.get(f"{PAGE}?until=2026-03-01").text


@pytest.mark.parametrize(
    "asked", ["since=soon", "until=9999-12-31", "before=x", "area=odd", "q=%00"]
)
def test_what_makes_no_sense_narrows_nothing(client, session, admin, asked):
    note(session, "wall.made")

    reply = client.get(f"{PAGE}?{asked}")

    assert (reply.status_code, "Made a link" in reply.text) == (200, True)


def test_a_long_audit_goes_on_page_by_page_in_one_select_each(client, session, admin, queries):
    for number in range(55):
        note(session, "challenge.created", title=f"Number {number:02}.")
    client.get(PAGE)
    queries.clear()

    first = client.get(PAGE).text
    asked = [one for one in queries if "FROM audit" in one]
    older = client.get(f"{PAGE}?before=6").text

    assert len(asked) == 1
    assert "Number 54." in first and "Number 04." not in first
    assert "Number 04." in older and "Number 05." not in older


@pytest.mark.parametrize(
    "older",
    [
        pytest.param(2, id="the word is the last that is looked at"),
        pytest.param(3, id="it is beyond"),
    ],
)
def test_a_word_is_looked_for_in_so_many_changes_at_a_time(
    client, session, admin, monkeypatch, older
):
    monkeypatch.setattr(audit_log, "LOOKED_THROUGH", 3)
    note(session, "challenge.created", title="Wave.", at=NOON - 3 * DAY)
    for number in range(older):
        note(session, "challenge.created", title=f"Bow {number}.")

    page = client.get(f"{PAGE}?q=wave&area=challenge").text

    assert ("Wave." in page) == (older == 2)
    assert ("Looked through 3 changes, back to Monday 2 March" in page) == (older == 3)
    if onward := re.search('rel="next" href="([^"]+)"', page):
        further = client.get(html.unescape(onward[1])).text
        assert "Wave." in further and "Looked through" not in further
    assert "No change fits" not in page
    assert ("Nothing so far." in page) == (older == 3)
    assert bool(onward) == (older == 3)


def test_the_audit_goes_into_a_spreadsheet_that_runs_none_of_it(client, session, admin):
    note(session, "challenge.created", by=admin.id, title="=1+1")

    reply = client.get(f"{PAGE}/export.csv?q=1")
    lines = list(csv.DictReader(io.StringIO(reply.data.decode("utf-8-sig"))))

    assert reply.headers["Content-Disposition"].endswith('"uplift-audit-2026-03-02.csv"')
    assert [line["actor"] for line in lines] == ["Adi Admin"]
    assert lines[0]["sentence"] == "Wrote “=1+1”."
    assert not any(cell.startswith("=") for cell in lines[0].values())
    assert json.loads(lines[0]["detail"]) == {"title": "=1+1"}


def test_the_audit_goes_out_as_json_whole_and_narrowed(client, session, admin):
    note(session, "challenge.created", title="Bow")
    note(session, "wall.made")

    every = json.loads(client.get(f"{PAGE}/export.json").data)
    some = json.loads(client.get(f"{PAGE}/export.json?area=wall").data)

    assert [one["action"] for one in every] == ["wall.made", "challenge.created"]
    assert [one["detail"] for one in some] == [{}]


def test_there_is_no_other_kind_of_file(client, admin):
    assert client.get(f"{PAGE}/export.xls").status_code == 404


def test_a_renamed_team_says_both_names(client, session, make, admin):
    team = make.team("Otters")
    department = session.scalar(select(Department.id))
    with transaction(session):
        teams.revise(session, team.id, department, "Seals", by=admin.id, at=NOON)

    assert "“Otters” is called “Seals”." in client.get(PAGE).text
