from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from uplift_pwa.actions import people_import
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.exchange.people_columns import FIELDS
from uplift_pwa.exchange.people_file import read_people, suggest_mapping
from uplift_pwa.exchange.people_values import PeopleFile, PersonRow
from uplift_pwa.exchange.tables import read_table
from uplift_pwa.models import (
    AccessCard,
    Audit,
    Department,
    Leadership,
    Leave,
    Level,
    Membership,
    Person,
    SignIn,
    Site,
    Team,
    TeamTotal,
)
from uplift_pwa.queries import diary

FILES = Path(__file__).parents[1] / "data" / "people"
TODAY = date(2026, 3, 2)
TOMORROW = TODAY + timedelta(days=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERY_FIELD = frozenset({*FIELDS} - {"full_name"})


def read_file(name):
    table = read_table((FILES / name).read_bytes())
    return read_people(table, suggest_mapping(table.header))


def row(number="007", name="Ada Ito", line=2, **fields):
    return PersonRow(
        **{
            "line": line,
            "staff_number": number,
            "name": name,
            "given_name": name.split()[0],
            "email": None,
            "team": "Bar",
            "department": "Food",
            "site": "Quay",
            "level": "frontline",
            "manager_number": None,
            "hired_on": None,
            "language": None,
            "status": "active",
            **fields,
        }
    )


def people_of(*rows, fields=EVERY_FIELD):
    return PeopleFile(list(rows), [], [], fields)


def bring_in(session, people_file, *, today=TODAY, by=None, zones=None):
    with transaction(session):
        return people_import.bring_in(
            session, people_file, today=today, by=by, at=NOON, zone="Europe/Madrid", zones=zones
        )


def dry_run(session, people_file, today=TODAY):
    return people_import.plan(session, people_file, today=today)


def find(session, number="007"):
    session.expire_all()
    return session.scalars(select(Person).filter_by(staff_number=number)).one()


def memberships(session, number="007"):
    return [
        tuple(found)
        for found in session.execute(
            select(Team.name, Membership.from_on, Membership.until_on)
            .join(Team, Team.id == Membership.team_id)
            .where(Membership.person_id == find(session, number).id)
            .order_by(Membership.from_on)
        )
    ]


def leaders(session):
    return set(
        session.execute(
            select(Person.staff_number, Team.name)
            .join(Leadership, Leadership.person_id == Person.id)
            .join(Team, Team.id == Leadership.team_id)
        ).tuples()
    )


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_first_export_brings_everybody_in_with_their_places(session):
    made = bring_in(session, read_file("export-1-utf8-bom.csv"))

    assert made.counts() == {
        "new": 312,
        "changed": 0,
        "moved": 0,
        "left": 0,
        "leads": 24,
        "leave": 0,
        "sites": 4,
        "departments": 6,
        "teams": 75,
    }
    tables = (Person, Membership, Site, Department, Level, Team, TeamTotal)
    assert [count(session, table) for table in tables] == [312, 312, 4, 6, 4, 75, 75]
    valentina = find(session, "0010045")
    assert (valentina.name, valentina.given_name) == ("Valentina Hernández", "Valentina")
    assert (valentina.hired_on, valentina.locale) == (date(2015, 3, 12), "en")
    assert (valentina.role, valentina.status, valentina.joined_at) == ("staff", "active", None)
    assert memberships(session, "0010045") == [("Harbour Hotel · Floors 5-9", TODAY, None)]


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_every_export_applied_a_second_time_changes_nothing(session, name):
    people_file = read_file(name)
    bring_in(session, people_file)
    bring_in(session, people_file)

    again = dry_run(session, people_file)

    assert again.is_empty, again.counts()
    assert again.left_out == []
    assert again.unchanged == len(people_file.people)
    assert count(session, Audit) == 1


def test_the_next_month_shows_who_is_new_moved_changed_left_and_left_out(session):
    bring_in(session, read_file("export-1-utf8-bom.csv"))

    made = dry_run(session, read_file("export-2-a-month-later.csv"), today=date(2026, 4, 1))

    assert len(made.new) == 24
    assert len(made.left_out) == 15
    assert {person.staff_number for person in made.left} == {"0010312", "0010411", "0010492"}
    assert len(made.moved) == 10
    assert made.leads == []
    assert Counter(change.field for person in made.changed for change in person.fields) == {
        "name": 7,
        "level": 6,
    }
    assert (len(made.leave_begins), made.leave_ends) == (5, [])
    assert made.refused == []


def test_the_month_after_next_undoes_what_the_next_month_did(session):
    first, second = read_file("export-1-utf8-bom.csv"), read_file("export-2-a-month-later.csv")
    bring_in(session, first)
    bring_in(session, second, today=date(2026, 4, 1))

    made = bring_in(session, first, today=date(2026, 5, 4))

    assert made.new == []
    assert len(made.left_out) == 24
    assert len(made.leave_ends) == 5
    assert {
        change.person.staff_number
        for change in made.changed
        if [field.field for field in change.fields] == ["status"]
    } == {"0010312", "0010411", "0010492"}
    assert dry_run(session, first, today=date(2026, 5, 4)).is_empty


def test_a_german_export_of_one_site_does_not_spoil_a_name_or_an_address(session):
    bring_in(session, read_file("export-1-utf8-bom.csv"))

    made = dry_run(session, read_file("export-3-german-excel.csv"))

    assert made.is_empty, made.counts()
    assert len(made.left_out) == 312 - 70


def test_an_export_with_fewer_columns_empties_nothing(session):
    bring_in(session, read_file("export-1-utf8-bom.csv"))

    made = dry_run(session, read_file("export-5-one-name-column.csv"))

    assert made.is_empty, made.counts()


def test_people_on_refused_lines_are_not_taken_for_vanished(session):
    bring_in(session, read_file("export-1-utf8-bom.csv"))

    made = dry_run(session, read_file("export-6-messy.csv"))

    out = {person.staff_number for person in made.left_out}
    assert "0010063" not in out and "0010117" not in out
    assert {"0010054", "0010066"} <= out  # their numbers stand nowhere in the file
    assert {w.detail for w in made.warnings if w.code == "manager_not_in_file"} == {"9999999"}


def test_a_move_takes_effect_on_the_next_day(session):
    bring_in(session, people_of(row()))

    made = bring_in(session, people_of(row(team="Kitchen")))

    assert [(move.before.name, move.after.name) for move in made.moved] == [("Bar", "Kitchen")]
    assert memberships(session) == [("Bar", TODAY, TODAY), ("Kitchen", TOMORROW, None)]


def test_a_second_move_on_the_same_day_replaces_the_first(session):
    bring_in(session, people_of(row()))
    bring_in(session, people_of(row(team="Kitchen")))

    bring_in(session, people_of(row(team="Stores")))

    assert memberships(session) == [("Bar", TODAY, TODAY), ("Stores", TOMORROW, None)]


def test_a_move_taken_back_on_the_same_day_leaves_no_trace(session):
    bring_in(session, people_of(row()))
    bring_in(session, people_of(row(team="Kitchen")))

    bring_in(session, people_of(row()))

    assert memberships(session) == [("Bar", TODAY, None)]


def test_the_same_team_name_in_another_department_is_another_team(session):
    bring_in(session, people_of(row(), row("008", "Ben Roe", 3, department="Rooms")))

    assert count(session, Team) == 2


def test_names_of_places_are_the_same_in_any_case(session):
    bring_in(session, people_of(row()))

    made = dry_run(session, people_of(row(team="BAR", department="food", site="quay")))

    assert made.is_empty, made.counts()


def test_somebody_who_left_is_signed_out_and_their_card_is_void(session):
    bring_in(session, people_of(row(), row("008", "Ben Roe", 3)))
    ada = find(session)
    session.add(
        SignIn(token_digest="x", person_id=ada.id, kind="own", created_at=NOON, seen_at=NOON)
    )
    session.add(
        AccessCard(
            person_id=ada.id,
            code_digest="y",
            issued_at=NOON,
            expires_at=NOON.replace(year=2027),
        )
    )
    session.commit()

    bring_in(session, people_of(row(status="left"), row("008", "Ben Roe", 3)), today=TOMORROW)

    assert find(session).status == "left"
    assert memberships(session) == [("Bar", TODAY, TOMORROW)]
    assert count(session, SignIn) == 0
    assert session.scalars(select(AccessCard)).one().revoked_at == NOON


def test_somebody_who_comes_back_belongs_again_from_that_day(session):
    later = TODAY + timedelta(days=30)
    bring_in(session, people_of(row()))
    bring_in(session, people_of(row(status="left")))

    made = bring_in(session, people_of(row()), today=later)

    assert [change.fields[0].field for change in made.changed] == ["status"]
    assert find(session).status == "active"
    assert memberships(session) == [("Bar", TODAY, TODAY), ("Bar", later, None)]


def test_somebody_unknown_who_has_left_is_not_brought_in(session):
    made = bring_in(session, people_of(row(status="left")))

    assert (made.is_empty, count(session, Person)) == (True, 0)


def test_people_whom_the_file_leaves_out_are_reported_and_stay_as_they_are(session):
    bring_in(session, people_of(row(), row("008", "Ben Roe", 3)))

    made = bring_in(session, people_of(row("008", "Ben Roe")), today=TOMORROW)

    assert [person.name for person in made.left_out] == ["Ada Ito"]
    assert find(session).status == "active"
    assert memberships(session) == [("Bar", TODAY, None)]


def test_somebody_suspended_stays_so_whatever_the_file_says(session):
    bring_in(session, people_of(row()))
    find(session).status = "suspended"
    session.commit()

    assert bring_in(session, people_of(row())).is_empty
    assert find(session).status == "suspended"


def test_blank_values_empty_nothing_and_new_ones_replace(session):
    full = row(email="ada@quay.example", language="de", hired_on=date(2020, 1, 1))
    bring_in(session, people_of(full))

    assert dry_run(session, people_of(row())).is_empty
    bring_in(session, people_of(row(email="ito@quay.example", level="manager", site="Pier")))

    ada = find(session)
    assert (ada.email, ada.hired_on) == ("ito@quay.example", date(2020, 1, 1))
    assert session.get(Level, ada.level_id).key == "manager"
    assert session.get(Site, ada.site_id).name == "Pier"


def test_a_language_that_somebody_has_is_their_own(session):
    bring_in(session, people_of(row(language="de")))

    assert dry_run(session, people_of(row(language="es"))).is_empty
    assert find(session).locale == "de"


def test_a_file_without_levels_or_states_changes_neither(session):
    bring_in(session, people_of(row(level="manager", status="leave")))

    made = dry_run(session, people_of(row(), fields=EVERY_FIELD - {"level", "status"}))

    assert made.is_empty, made.counts()


def test_leave_begins_tomorrow_and_ends_today_without_a_reason(session):
    bring_in(session, people_of(row()))
    later = TODAY + timedelta(days=9)

    bring_in(session, people_of(row(status="leave")))
    ada = find(session)
    away = diary.diary(session, ada.id, TODAY, later)
    bring_in(session, people_of(row()), today=later)

    assert (away.on_leave(TODAY), away.on_leave(TOMORROW), ada.status) == (
        False,
        True,
        "active",
    )
    assert [(leave.first_on, leave.last_on) for leave in session.scalars(select(Leave))] == [
        (TOMORROW, later)
    ]


def test_leave_that_has_not_begun_is_taken_back_whole(session):
    bring_in(session, people_of(row()))
    bring_in(session, people_of(row(status="leave")))

    bring_in(session, people_of(row()))

    assert count(session, Leave) == 0


def test_a_newcomer_may_be_away_from_the_first_day(session):
    bring_in(session, people_of(row(status="leave")))

    assert session.scalars(select(Leave)).one().first_on == TODAY


def test_an_address_that_somebody_has_already_is_no_news(session):
    people_file = people_of(row(email="ada@quay.example"))
    bring_in(session, people_file)

    assert dry_run(session, people_file).warnings == []


def test_an_address_that_somebody_else_has_stays_with_them(session):
    bring_in(session, people_of(row(email="ada@quay.example")))

    made = bring_in(session, people_of(row("008", "Ben Roe", email="ADA@quay.example")))

    assert [(line.code, line.line) for line in made.warnings] == [("email_taken", 2)]
    assert find(session, "008").email is None


def test_a_number_that_shed_its_zeros_is_refused_instead_of_doubling_a_person(session):
    bring_in(session, people_of(row("0010045")))

    made = bring_in(session, people_of(row("10045")))

    assert [(line.code, line.detail) for line in made.refused] == [
        ("zeros_dropped", "10045, 0010045")
    ]
    assert (made.is_empty, made.left_out, count(session, Person)) == (True, [], 1)


def test_the_last_admin_cannot_be_sent_away_by_a_file(session):
    both = [row(), row("008", "Ben Roe", 3)]
    bring_in(session, people_of(*both))
    for number in ("007", "008"):
        find(session, number).role = "admin"
        session.commit()

    made = bring_in(
        session, people_of(row(status="left"), row("008", "Ben Roe", 3, status="left"))
    )

    assert [(line.line, line.code) for line in made.refused] == [(3, "last_admin")]
    assert [find(session, number).status for number in ("007", "008")] == ["left", "active"]


def test_managers_whom_half_of_a_team_names_lead_it(session):
    team = [row(str(100 + n), f"P{n} X", 3 + n, manager_number="007") for n in range(2)]

    bring_in(session, people_of(row(manager_number="007"), *team))
    assert leaders(session) == {("007", "Bar")}

    boss = row("009", "Cy Poe", 9, team="Office")
    team = [row(str(100 + n), f"P{n} X", 3 + n, manager_number="009") for n in range(2)]
    bring_in(session, people_of(row(), *team, boss))
    assert leaders(session) == {("009", "Bar")}


def test_one_number_is_enough_for_a_manager_who_is_in_the_team(session):
    team = [row(str(100 + n), f"P{n} X", 3 + n) for n in range(4)]

    bring_in(session, people_of(row(manager_number="100"), *team))

    assert leaders(session) == {("100", "Bar")}


def test_one_stale_manager_number_makes_no_leader(session):
    team = [row(str(100 + n), f"P{n} X", 3 + n) for n in range(3)]
    boss = row("009", "Cy Poe", 9, team="Office")

    made = bring_in(session, people_of(row(manager_number="009"), *team, boss))

    assert made.leads == []


def test_a_team_without_a_named_manager_keeps_the_leaders_it_has(session):
    bring_in(session, people_of(row(manager_number="007", level="team_lead")))

    assert dry_run(session, people_of(row(level="team_lead"))).is_empty
    bring_in(session, people_of(row(level="team_lead")))
    assert leaders(session) == {("007", "Bar")}


def test_a_leader_who_left_leads_no_more(session):
    bring_in(session, people_of(row(manager_number="007", level="team_lead")))

    bring_in(session, people_of(row(status="left")))

    assert leaders(session) == set()


def test_new_sites_get_the_clock_they_were_given_or_the_usual_one(session):
    bring_in(
        session,
        people_of(row(), row("008", "Ben Roe", 3, site="Pier")),
        zones={"Pier": "Asia/Dubai"},
    )

    assert dict(session.execute(select(Site.name, Site.zone)).tuples().all()) == {
        "Quay": "Europe/Madrid",
        "Pier": "Asia/Dubai",
    }


def test_an_import_leaves_one_row_of_audit_with_its_counts(session):
    bring_in(session, people_of(row()))
    by = find(session).id

    bring_in(session, people_of(row(), row("008", "Ben Roe", 3, status="leave")), by=by)

    last = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
    assert (last.action, last.actor_id, last.at) == ("people.imported", by, NOON)
    assert (last.detail["new"], last.detail["leave"]) == (1, 1)


def test_nothing_is_written_when_something_goes_wrong_half_way(session):
    bring_in(session, people_of(row()))
    stale = dry_run(session, people_of(row(), row("008", "Ben Roe", 3, team="Kitchen")))
    stale.new.append(row())  # a number that is there already

    with pytest.raises(Exception, match="(?i)unique"), transaction(session):
        people_import.apply(session, stale, by=None, at=NOON, zone="Europe/Madrid")

    assert (count(session, Person), count(session, Team)) == (1, 1)


def test_a_dry_run_takes_the_same_few_reads_for_many_as_for_one(session, queries):
    bring_in(session, people_of(row()))
    queries.clear()
    dry_run(session, people_of(row()))
    few = len(queries)
    bring_in(session, read_file("export-1-utf8-bom.csv"))
    queries.clear()

    dry_run(session, read_file("export-1-utf8-bom.csv"))

    assert len(queries) == few
    assert not any(
        statement.startswith(("INSERT", "UPDATE", "DELETE")) for statement in queries
    )


def test_two_imports_at_once_bring_everybody_in_once(engine):
    people_file = read_file("export-1-utf8-bom.csv")

    def run(_):
        with make_session_factory(engine)() as own:
            return len(bring_in(own, people_file).new)

    with ThreadPoolExecutor(2) as pool:
        brought = sorted(pool.map(run, range(2)))

    assert brought == [0, 312]
