import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import cards
from uplift_pwa.config import from_environment
from uplift_pwa.db import transaction
from uplift_pwa.models import Audit, Challenge, Completion, Membership, Person, TeamTotal

PEOPLE = """Employee ID,Full Name,Team,Department,Location,Management Level,Manager ID
001,Ada Ito,Front Desk,Hotels,Lisbon,Team Lead,
002,Ben Ode,Front Desk,Hotels,Lisbon,Frontline,001
003,,Front Desk,Hotels,Lisbon,Frontline,001
"""
BAD_PACK = 'language = "en"\npack = "bad"\n\n[[challenge]]\nkey = "One Two"\n'


@pytest.fixture
def people_file(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return str(path)


def count(session, model, *which):
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model).where(*which))


def test_the_first_admin_gets_a_link_that_works_once(uplift, told, session):
    asked = ("--name", "Hana Sen", "--site", "Lisbon", "--zone", "Europe/Lisbon")

    done = uplift("init", *asked, "--base", "https://up.example/")

    link = done.stdout.strip().splitlines()[-1]
    code = link.removeprefix("https://up.example/sign-in#")
    pepper = from_environment(told).pepper
    admin = session.scalars(sa.select(Person)).one()
    with transaction(session):
        assert cards.redeem(session, code, at=NOON, pepper=pepper) == admin.id
        assert cards.redeem(session, code, at=NOON, pepper=pepper) is None
    assert (admin.name, admin.role) == ("Hana Sen", "admin")


def test_a_second_admin_does_not_come_from_the_terminal(uplift, session):
    asked = ("init", "--name", "Hana", "--site", "Lisbon", "--zone", "Europe/Lisbon")
    uplift(*asked)

    done = uplift(*asked, status=1)

    assert "already" in done.stderr
    assert count(session, Person) == 1


def test_a_zone_that_is_none_writes_nothing(uplift, session):
    uplift("init", "--name", "H", "--site", "L", "--zone", "Lisbon", status=2)

    assert count(session, Person) == 0


def test_a_database_that_waits_for_its_migration_is_named(uplift):
    assert "uplift migrate" in uplift("verify", status=1).stderr

    uplift("migrate")

    assert "0 differences" in uplift("verify").stderr


def test_an_unsafe_configuration_is_a_sentence(uplift):
    done = uplift("verify", status=1, UPLIFT_PLAIN_HTTP="0")

    assert "UPLIFT_HOSTS" in done.stderr
    assert "Traceback" not in done.output


def test_people_are_shown_first_and_written_when_told_to(uplift, session, people_file):
    shown = uplift("people", "import", people_file)

    assert "new       002  Ben Ode: Hotels, Front Desk" in shown.stdout
    assert "refused   line 4: no_name" in shown.stdout
    assert "leader    001  Ada Ito leads Front Desk" in shown.stdout
    assert count(session, Person) == 0

    uplift("people", "import", people_file, "--apply", "--zone", "Europe/Lisbon")
    again = uplift("people", "import", people_file, "--apply")

    assert again.stdout.strip().splitlines()[-1] == "2 unchanged, 1 refused"
    assert count(session, Membership) == 2
    assert count(session, Audit) == 1


def test_new_sites_need_a_zone(uplift, session, people_file):
    done = uplift("people", "import", people_file, "--apply", status=1)

    assert "--zone" in done.stderr
    assert count(session, Person) == 0


def test_a_file_that_is_no_table_changes_nothing(uplift, session, tmp_path):
    (tmp_path / "people.csv").write_bytes(b"\x00\x01\x02" * 50)

    done = uplift("people", "import", str(tmp_path / "people.csv"), "--apply", status=1)

    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.output


def test_cards_are_printed_for_those_who_wait(uplift, told, session, people_file):
    uplift("people", "import", people_file, "--apply", "--zone", "Europe/Lisbon")

    lines = uplift("cards", "issue", "--team", "Front Desk").stdout.strip().splitlines()

    codes = {line.split("\t")[1]: line.split("\t")[0] for line in lines}
    with transaction(session):
        pepper = from_environment(told).pepper
        assert cards.redeem(session, codes["Ada Ito"], at=clock.now(), pepper=pepper)
    assert len(uplift("cards", "issue").stdout.strip().splitlines()) == 1
    assert "waits" in uplift("cards", "issue", "--team", "Nobody", status=1).stderr


def test_challenges_go_in_once_and_come_out_as_they_went_in(uplift, session, tmp_path):
    done = uplift("challenges", "import", "content/en.toml", "--publish")
    again = uplift("challenges", "import", "content/en.toml")
    out = uplift("challenges", "export", "--language", "en").stdout_bytes
    (tmp_path / "out.toml").write_bytes(out)

    back = uplift("challenges", "import", str(tmp_path / "out.toml"))

    assert "60 new, 0 revised, 0 unchanged, 60 published" in done.stdout
    assert "0 new, 0 revised, 60 unchanged" in again.stdout
    assert "0 new, 0 revised, 60 unchanged" in back.stdout
    assert count(session, Challenge, Challenge.state == "live") == 60


def test_a_bad_pack_is_refused_with_every_fault(uplift, session, tmp_path):
    (tmp_path / "bad.toml").write_text(BAD_PACK)

    done = uplift(
        "challenges", "import", "content/en.toml", str(tmp_path / "bad.toml"), status=1
    )

    assert "line 4: One Two key bad_slug" in done.stderr
    assert count(session, Challenge) == 0


def test_a_played_organisation_verifies_until_somebody_tampers_with_it(uplift, session):
    size = ("--people", "12", "--teams", "3", "--sites", "2", "--weeks", "1")
    uplift("simulate", *size)
    assert count(session, Completion) > 10
    uplift("verify")

    session.execute(sa.update(TeamTotal).values(acts=TeamTotal.acts + 1))
    session.commit()

    found = uplift("verify", status=1)
    assert len(found.stdout.strip().splitlines()) == 3
    uplift("verify", "--repair")
    uplift("verify")
    assert "empty" in uplift("simulate", *size, status=1).stderr


def test_an_organisation_in_which_nobody_could_work_is_refused(uplift):
    done = uplift("simulate", "--people", "2", "--teams", "3", status=1)

    assert "a person in each team" in done.stderr


def test_the_demo_plays_only_where_it_is_a_demo_and_nobody_else_lives(uplift, session):
    assert "UPLIFT_DEMO" in uplift("demo", status=1).stderr

    uplift("init", "--name", "Hana", "--site", "Lisbon", "--zone", "Europe/Lisbon")

    assert "other people" in uplift("demo", status=1, UPLIFT_DEMO="1").stderr
    assert count(session, Person) == 1


def test_cards_of_the_terminal_last_a_month(uplift, told, session, people_file):
    uplift("people", "import", people_file, "--apply", "--zone", "Europe/Lisbon")
    code = uplift("cards", "issue").stdout.split("\t")[0]

    with transaction(session):
        late = clock.now() + timedelta(days=31)
        assert (
            cards.redeem(session, code, at=late, pepper=from_environment(told).pepper) is None
        )


def test_a_backup_is_made_and_brought_back(uplift, session, tmp_path):
    uplift("init", "--name", "Mia Okafor", "--site", "Lisbon", "--zone", "Europe/Lisbon")
    uplift("backup", str(tmp_path / "kept"))
    archive, seal = sorted(
        (tmp_path / "kept").iterdir(), key=lambda path: path.suffix != ".tar"
    )
    refused = uplift("restore", str(archive), status=1)

    done = uplift("restore", str(archive), "--seal", str(seal), "--replace")

    assert "there are people" in refused.output
    assert re.search(r"^Mia Okafor\thttp://127\.0\.0\.1:8000/sign-in#\w+$", done.output, re.M)
    assert count(session, Person, Person.name == "Mia Okafor") == 1


def test_push_check_says_that_browsers_read_us_as_they_read_pywebpush(uplift):
    assert "the same from us as from pywebpush" in uplift("push", "check").output
