"""The desk's page of privacy: two profiles, chosen for tomorrow, said to everybody."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import completions, privacy
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.models import Audit, SettingChange, StoryEcho, WorkingToday
from uplift_pwa.queries import reach
from uplift_pwa.queries import rulebook as numbers

PAGE, TOMORROW = "/desk/privacy", date(2026, 3, 3)


@pytest.fixture
def admin(make, sign_in):
    admin = make.person("Adi", role="admin", level="manager")
    sign_in(admin, confirmed=True)
    return admin


def choose(client, profile):
    return client.post(f"{PAGE}/profile", data={"profile": profile})


def test_the_usual_profile_holds_until_another_is_chosen(client, admin):
    page = client.get(PAGE).text

    assert "Usual · holds today" in page
    assert page.count("Choose “") == 1
    assert "Choose “Works council”" in page


def test_the_works_councils_numbers_hold_from_the_next_day(client, admin, session):
    reply = choose(client, "works_council")

    book = numbers.fresh(session)
    before, after = book.on(NOON.date()), book.on(TOMORROW)
    assert (reply.status_code, reply.location) == (303, PAGE)
    assert (before.least_people, before.trace_days, before.nudges_on_day_off) == (5, 365, 1)
    assert (after.least_people, after.trace_days, after.nudges_on_day_off) == (10, 90, 0)


def test_the_page_says_from_when_it_holds(client, admin):
    choose(client, "works_council")

    page = client.get(PAGE).text

    assert "Works council · holds from Tuesday 3 March" in page
    assert "Choose “Usual”" in page
    assert "Choose “Works council”" not in page


def test_the_choice_and_each_number_are_in_the_audit(client, admin, session):
    choose(client, "works_council")

    kinds = session.scalars(select(Audit.action).order_by(Audit.id)).all()
    assert kinds == ["setting.changed"] * 3 + ["privacy.chosen"]
    assert "privacy profile “Works council”, from Mar 3, 2026" in client.get("/desk/audit").text


def test_choosing_what_holds_changes_nothing(client, admin, session):
    reply = choose(client, "usual")

    assert reply.status_code == 303
    assert session.scalars(select(SettingChange)).all() == []
    assert session.scalars(select(Audit)).all() == []


def test_thinking_better_of_it_on_the_same_day_brings_the_usual_back(client, admin, session):
    choose(client, "works_council")

    choose(client, "usual")

    assert numbers.fresh(session).on(TOMORROW).least_people == 5


def test_everybody_reads_the_profile_on_how_it_works(client, admin, monkeypatch):
    choose(client, "works_council")
    soon = client.get("/how-it-works").text
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=1))

    then = client.get("/how-it-works").text

    assert "fewer than 10 people" in soon
    assert "privacy profile: larger groups" not in soon
    assert "privacy profile: larger groups" in then


def test_an_own_mix_is_called_so(client, admin, session):
    mixed = {"name": "least_people", "from_on": NOON.date(), "value": 7, "changed_at": NOON}
    session.add(SettingChange(**mixed))
    session.commit()

    page = client.get(PAGE).text

    assert "Your own mix." in page
    assert page.count("Choose “") == 2


def test_there_are_two_profiles_and_no_other(client, admin, session):
    assert choose(client, "none").status_code == 404
    with pytest.raises(Refused):
        privacy.choose(session, "none", by=admin.id, at=NOON)


def test_by_the_works_councils_profile_nothing_comes_on_a_day_off(session, make):
    admin = make.person("Adi", role="admin")
    ada = make.person(weekdays=0b1111110)  # Mondays off
    made = {"person_id": ada.id, "said_at": NOON}
    session.add_all(
        WorkingToday(day=NOON.date() + n * timedelta(days=7), **made) for n in (0, 1)
    )
    session.commit()
    with transaction(session):
        privacy.choose(session, "works_council", by=admin.id, at=NOON)

    today, later = (
        reach.around(session, [ada.id], NOON + n * timedelta(days=7))[ada.id] for n in (0, 1)
    )

    assert NOON.date() in {one.day for one in today.shifts}
    assert NOON.date() + timedelta(days=7) not in {one.day for one in later.shifts}


def test_the_data_sheet_says_field_by_field_why_who_and_how_long(client, admin):
    page = client.get(f"{PAGE}/data-sheet").text

    assert "Your days off, without a reason." in page
    assert "leave: person_id, first_on, last_on" in page
    assert "365 days" in page


def test_the_data_sheet_comes_as_a_file(client, admin):
    reply = client.get(f"{PAGE}/data-sheet.csv")

    lines = list(csv.reader(io.StringIO(reply.text.lstrip("\ufeff"))))
    assert 'filename="uplift-data-sheet-2026-03-02.csv"' in reply.headers["Content-Disposition"]
    assert lines[0][:3] == ["area", "table", "fields"]
    assert ["leave", "person_id, first_on, last_on"] in [line[1:3] for line in lines]


def test_everybody_reads_the_same_sheet_from_what_is_kept_about_them(client, make, sign_in):
    sign_in(make.person("Ada"))

    kept, sheet = client.get("/me/kept").text, client.get("/me/kept/data-sheet").text

    assert 'href="/me/kept/data-sheet"' in kept
    assert "Your days off, without a reason." in sheet
    assert "data-sheet.csv" not in sheet


def test_a_story_tells_of_no_fewer_echoes_than_the_profile_lets(client, session, make, sign_in):
    make.campaign()
    ada, *others = (make.person(f"P{number}") for number in range(8))
    acted = {"at": NOON, "sentence": "She could sit down.", "to_team": True}
    act = completions.record(session, ada.id, make.challenge().id, **acted)
    session.add_all(
        StoryEcho(completion_id=act.completion_id, person_id=one.id, at=NOON) for one in others
    )
    session.commit()
    sign_in(ada)
    usual = client.get("/team/feed").text
    changed = {"from_on": NOON.date(), "value": 10, "changed_at": NOON}
    session.add(SettingChange(name="least_people", **changed))
    session.commit()

    strict = client.get("/team/feed").text

    assert "Helped 5 or more of you too" in usual
    assert "Helped others too" in strict
