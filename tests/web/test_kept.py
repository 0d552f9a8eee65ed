"""Me: a copy of what is kept, and asking to be deleted; and the desk that does it."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.models import Audit, DeletionRequest, Person, SignIn


@pytest.fixture
def ada(make, sign_in):
    make.campaign()
    ada = make.person("Ada Lund")
    sign_in(ada)
    return ada


@pytest.fixture
def admin(make):
    return make.person("Adi", role="admin", level="manager")


def test_a_copy_comes_as_a_dated_file(client, ada):
    reply = client.post("/me/kept/copy.json")

    assert reply.headers["Content-Disposition"] == (
        'attachment; filename="uplift-about-me-2026-03-02.json"'
    )
    assert json.loads(reply.text)["kept"]["person"][0]["name"] == "Ada Lund"


def test_as_tables_no_cell_is_a_formula(client, ada, session):
    ada.given_name = "=1+1"
    session.commit()

    packed = zipfile.ZipFile(io.BytesIO(client.post("/me/kept/copy.zip").data))

    assert b'"\'=1+1"' in packed.read("person.csv")


def test_the_next_copy_waits_ten_minutes(client, ada, monkeypatch):
    client.post("/me/kept/copy.json")

    soon = client.post("/me/kept/copy.zip")
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=10))
    later = client.post("/me/kept/copy.zip")

    assert soon.status_code == 429
    assert "in ten minutes" in soon.text
    assert later.status_code == 200


def test_no_copy_lands_on_a_shared_phone(client, ada, session):
    session.scalars(select(SignIn)).one().kind = "shared"
    session.commit()

    assert client.post("/me/kept/copy.json").status_code == 404
    assert "copy.json" not in client.get("/me/kept").text


def test_other_kinds_are_not_there(client, ada):
    assert client.post("/me/kept/copy.exe").status_code == 404


def test_asking_comes_to_the_desk_and_can_be_taken_back(client, ada, admin, sign_in):
    asked = client.post("/me/kept/deletion-request")
    own = client.get("/me/kept").text
    sign_in(admin, confirmed=True)
    desk = client.get("/desk/deletions").text
    sign_in(ada)
    client.post("/me/kept/deletion-request/withdrawal")

    assert (asked.status_code, asked.location) == (303, "/me/kept")
    assert "You asked on Monday 2 March" in own
    assert "Ada Lund" in desk
    sign_in(admin, confirmed=True)
    assert "Ada Lund" not in client.get("/desk/deletions").text


def test_nobody_is_deleted_before_the_name_is_typed(client, ada, admin, sign_in, session):
    sign_in(admin, confirmed=True)

    reply = client.post(f"/desk/people/{ada.id}/deletion", data={"name": "Ada"})

    assert reply.status_code == 422
    assert "Type the name as it stands above." in reply.text
    assert session.get_one(Person, ada.id).erased_at is None


def test_the_desk_deletes_and_the_request_is_gone(client, ada, admin, sign_in, session):
    client.post("/me/kept/deletion-request")
    sign_in(admin, confirmed=True)

    reply = client.post(f"/desk/people/{ada.id}/deletion", data={"name": " ada  LUND "})

    assert (reply.status_code, reply.location) == (303, "/desk/deletions")
    session.rollback()
    assert session.get_one(Person, ada.id).name == "—"
    assert session.scalars(select(DeletionRequest)).all() == []
    assert session.scalars(select(Audit.action)).all() == ["person.erased"]
    assert client.get(f"/desk/people/{ada.id}/deletion").status_code == 404
    assert "Ada" not in client.get("/desk/people?state=left").text


def test_an_admin_does_not_delete_themselves(client, ada, admin, make, sign_in):
    make.person("Second", role="admin")
    sign_in(admin, confirmed=True)

    reply = client.post(f"/desk/people/{admin.id}/deletion", data={"name": "Adi"})

    assert reply.status_code == 409
    assert "Another admin can" in reply.text
