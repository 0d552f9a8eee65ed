import ast
import io
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

import uplift_pwa.exchange
from uplift_pwa.exchange.people_columns import FIELDS
from uplift_pwa.exchange.people_values import REFUSAL_CODES, WARNING_CODES
from uplift_pwa.models import Audit, ImportFile, Person, SavedMapping, Site
from uplift_pwa.web import import_words

FILES = Path(__file__).parents[1] / "data" / "people"
NEW = "/desk/people/imports/new"
HEADER = "Staff number,Name,Team,Department,Site,Status"


@pytest.fixture(autouse=True)
def admin(make, sign_in, session):
    admin = make.person("Boss", role="admin", level="manager")
    admin.staff_number = "boss"
    session.commit()
    sign_in(admin, confirmed=True)
    return admin


@pytest.fixture
def bring(client):
    def bring(data, name="people.csv"):
        file = (io.BytesIO(data.encode() if isinstance(data, str) else data), name)
        return client.post("/desk/people/imports", data={"file": file})

    return bring


@pytest.fixture
def read(client, bring):
    """The address of a file's dry run, and the page."""

    def read(data, name="people.csv"):
        address = bring(data, name).location
        return address, client.get(address)

    return read


def count(session, model):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def figures(page):
    found = re.findall(r'<b class="num">([\d,]+)</b>([a-z ]+)', page.text)
    return {words: int(number.replace(",", "")) for number, words in found}


@pytest.mark.parametrize("role", ["staff", "leader"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", NEW),
        ("post", "/desk/people/imports"),
        ("get", "/desk/people/imports/1"),
        ("post", "/desk/people/imports/1/mapping"),
        ("post", "/desk/people/imports/1/application"),
    ],
)
def test_who_is_no_admin_finds_no_import(client, make, sign_in, role, method, path):
    sign_in(make.person("Ada", leads=[make.team()] if role == "leader" else ()), confirmed=True)

    assert getattr(client, method)(path).status_code == 404


@pytest.mark.parametrize("path", sorted(FILES.glob("export-*")), ids=lambda path: path.name)
def test_every_export_is_read_taken_in_and_changes_nothing_again(client, read, session, path):
    address, page = read(path.read_bytes(), path.name)
    promised = figures(page)

    applied = client.post(f"{address}/application")
    people = count(session, Person)
    client.post(f"{address}/application")
    _again, repeated = read(path.read_bytes(), path.name)

    assert page.status_code == 200 and promised["new"] > 0
    assert applied.status_code == 303
    assert people == 1 + promised["new"] == count(session, Person)
    assert figures(client.get(address)) == promised | {"not in the file": 1}
    assert {figures(repeated)[kind] for kind in ("new", "changed", "moved", "left")} == {0}


def test_a_dry_run_changes_nothing(read, session):
    read((FILES / "export-1-utf8-bom.csv").read_bytes())

    assert (count(session, Person), count(session, Site)) == (1, 1)


def test_a_month_later_everything_is_counted_and_told(client, read):
    first, _page = read((FILES / "export-1-utf8-bom.csv").read_bytes())
    client.post(f"{first}/application")

    _address, page = read((FILES / "export-2-a-month-later.csv").read_bytes())

    found = figures(page)
    assert all(found[kind] > 0 for kind in ("new", "changed", "moved", "not in the file"))
    assert "Earlier acts stay with the old team" in page.text


def test_refused_lines_say_where_what_and_why(client, read):
    _address, page = read((FILES / "export-6-messy.csv").read_bytes())

    assert "Line\xa05</th>" in page.text
    assert "No staff number." in page.text
    assert "Lines 8, 9 have one staff number and differ." in page.text
    assert "=HYPERLINK" in page.text


def test_applying_twice_changes_nothing_and_is_noted_once(client, read, session, admin):
    address, _page = read(f"{HEADER}\n7,Ada Ito,Bar,Food,Harbour,active\n")

    for _time in range(2):
        assert client.post(f"{address}/application").status_code == 303

    notes = session.scalars(select(Audit.action).filter_by(actor_id=admin.id)).all()
    assert sorted(notes) == ["import.applied", "people.imported"]
    assert "What this file did" in client.get(address).text


def test_a_new_site_runs_on_the_clock_that_was_chosen(client, read, session, make):
    address, page = read(
        f"{HEADER}\n7,Ada Ito,Bar,Food,Quay,active\n8,Ben Ito,Bar,Food,Cay,active\n"
    )
    field = re.search(r'<label for="(zone-\w+)">Cay', page.text)[1]

    client.post(f"{address}/application", data={field: "Asia/Tokyo"})

    session.rollback()
    zones = session.execute(select(Site.name, Site.zone)).all()
    assert {name: zone for name, zone in zones} == {
        "Harbour": "Europe/Berlin",
        "Quay": "Europe/Berlin",
        "Cay": "Asia/Tokyo",
    }


def test_a_clock_that_does_not_exist_takes_nothing_in(client, read, session):
    address, page = read(f"{HEADER}\n7,Ada Ito,Bar,Food,Quay,active\n")
    field = re.search(r'<label for="(zone-\w+)">', page.text)[1]

    for zone in ("Mars/Base", "", "../../etc/passwd"):
        answer = client.post(f"{address}/application", data={field: zone})
        assert answer.status_code == 400

    assert count(session, Person) == 1


def test_a_column_nobody_knows_is_asked_for_and_remembered(client, read, session):
    odd = "Nr;Wer;Wo;Crew;Dept\n7;Ada Ito;Quay;Bar;Food\n"
    address, page = read(odd)
    assert "No column was found for: Staff number, Site, Full name." in page.text
    assert client.post(f"{address}/application").status_code == 422

    chosen = {
        "column-staff_number": "0",
        "column-full_name": "1",
        "column-site": "2",
        "column-team": "3",
        "column-department": "4",
        "mapping": "evil",
        "applied_at": "2026-01-01",
    }
    assert client.post(f"{address}/mapping", data=chosen).status_code == 303

    assert figures(client.get(address))["new"] == 1
    assert figures(read(odd)[1])["new"] == 1
    assert set(session.scalars(select(SavedMapping.mapping)).one()) == {
        "staff_number",
        "full_name",
        "site",
        "team",
        "department",
    }


@pytest.mark.parametrize("column", ["6", "-1", "x", "99999999999", "１"])
def test_a_column_that_is_not_there_is_refused(client, read, session, column):
    address, _page = read(f"{HEADER}\n7,Ada Ito,Bar,Food,Harbour,active\n")

    answer = client.post(f"{address}/mapping", data={"column-team": column})

    assert answer.status_code == 400
    assert count(session, SavedMapping) == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "nothing in this file", id="empty"),
        pytest.param(b"PK\x03\x04 xlsx", "This is a workbook", id="a workbook"),
        pytest.param(bytes(range(256)) * 9, "not a file of text", id="binary"),
        pytest.param(b"a\nb\n", "No line names the columns", id="no header"),
        pytest.param(b'a,b,c\n1,"2,3\n4,5,6\n', "never closes", id="an open quotation mark"),
        pytest.param(b"a,b\n1,2\n" * 700_000, "Larger than 5 MiB", id="over 5 MiB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_is_not_kept(bring, session, data, words):
    answer = bring(data)

    assert answer.status_code == 422
    assert words in answer.text
    assert count(session, ImportFile) == 0


def test_six_mebibytes_are_too_large(bring, session):
    assert bring(b"a,b\n" + b"x" * (6 * 1024 * 1024)).status_code == 413
    assert count(session, ImportFile) == 0


@pytest.mark.parametrize("form", [{}, {"file": "text"}, {"file": (io.BytesIO(b""), "")}])
def test_a_form_without_a_file_asks_for_one(client, form):
    answer = client.post("/desk/people/imports", data=form)

    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_what_a_file_holds_is_text_whatever_is_in_it(client, read):
    evil = "<script>alert(1)</script>"
    address, page = read(
        f"{HEADER},{evil}\n7,{evil} x,{evil},{evil},{evil},active,\n8,Ben,,{evil},a,{evil},\n",
        name=f"{evil}.csv",
    )

    listed = client.get(NEW)

    assert "alert(1)" in page.text and "<script>alert" not in page.text
    assert "<script>alert" not in listed.text


@pytest.mark.parametrize("name", ["\x00.csv", "x" * 5000, "\u202egpj.csv", "../../etc/passwd"])
def test_a_file_may_be_called_anything(client, bring, name):
    assert bring(f"{HEADER}\n7,Ada,Bar,Food,Harbour,active\n", name).status_code == 303
    assert client.get(NEW).status_code == 200


def test_a_long_file_is_shown_in_pages(client, read):
    lines = "".join(
        f"{number},Ada {number},Bar,Food,Harbour,active\n" for number in range(1, 121)
    )
    address, page = read(f"{HEADER}\n{lines}")

    assert "Show all 120" in page.text
    assert client.get(address).text.count("Gets a card") == 3
    assert client.get(f"{address}?part=planned").text.count("Gets a card") == 50
    assert client.get(f"{address}?part=planned&page=3").text.count("Gets a card") == 20


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/desk/people/imports/4711", 404),
        ("/desk/people/imports/0", 404),
        ("/desk/people/imports/x", 404),
        ("/desk/people/imports/1?part=secret", 404),
        ("/desk/people/imports/1?part=refused&page=x", 400),
    ],
)
def test_an_import_that_is_not_there_is_not_found(client, bring, path, status):
    bring(f"{HEADER}\n7,Ada,Bar,Food,Harbour,active\n")

    assert client.get(path).status_code == status


def test_the_last_admin_stays_whatever_a_file_says(client, read, session, admin):
    address, page = read(f"{HEADER}\nboss,Boss,Otters,Front of house,Harbour,left\n")

    client.post(f"{address}/application")

    session.rollback()
    assert "this is the last admin" in page.text
    assert session.get(Person, admin.id).status == "active"


def test_every_reason_has_its_words(app):
    with app.test_request_context():
        assert set(import_words.refusals()) == {*REFUSAL_CODES, "zeros_dropped", "last_admin"}
        assert set(import_words.warnings()) == {*WARNING_CODES, "email_taken"}
        assert set(import_words.unreadables()) == unreadable_codes()
        assert set(import_words.fields()) == set(FIELDS)


def unreadable_codes():
    """Every reason with which a table can refuse, as the readers themselves write it."""
    folder = Path(uplift_pwa.exchange.__file__).parent
    calls = [
        node
        for name in ("tables.py", "encodings.py")
        for node in ast.walk(ast.parse((folder / name).read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Unreadable"
    ]
    return {call.args[0].value for call in calls}
