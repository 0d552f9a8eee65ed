"""A restore drill: what is copied while people write comes back whole, and no old key opens."""

import tarfile
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.factories import NOON
from uplift_pwa import backups, restores
from uplift_pwa.actions import cards, completions, moving, sign_ins
from uplift_pwa.config import SEAL, Config
from uplift_pwa.db import make_engine, make_session_factory, transaction
from uplift_pwa.models import (
    AccessCard,
    Audit,
    Base,
    Completion,
    Delivery,
    Message,
    MovingCode,
    Person,
    SignIn,
    Site,
    Station,
)
from uplift_pwa.push import vapid

pytestmark = pytest.mark.both_databases


@pytest.fixture
def config(tmp_path, engine):
    """An installation with every key that there is."""
    data = tmp_path / "data"
    data.mkdir()
    (data / SEAL).write_text("seal " * 10)
    url = engine.url.render_as_string(hide_password=False)
    config = Config(data=data, database_url=url, secret="secret " * 10, plain_http=True)
    vapid.Keyring(data, config.contact)
    return config


@pytest.fixture
def played(session, make):
    """Ada has acted; she is signed in, and a card, a code and a push wait for her."""
    make.campaign(goal=400)
    ada = make.person("Ada", team=make.team())
    challenge = make.challenge()
    session.commit()
    with transaction(session):
        completions.record(session, ada.id, challenge.id, at=NOON)
        sign_ins.begin(session, ada.id, at=NOON, pepper=b"pepper")
        cards.issue(session, ada.id, at=NOON, pepper=b"pepper")
        moving.issue(session, ada.id, at=NOON, pepper=b"pepper")
        _owe(session)
    return ada


def _owe(session):
    message = Message(
        key="launch:1", locale="en", kind="launch", payload="{}", topic="t", ttl=60,
        urgency="normal", made_at=NOON, expires_at=NOON,
    )  # fmt: skip
    session.add(message)
    session.flush()
    session.add(
        Delivery(
            message_id=message.id, subscription_id=1, origin="https://p", state="pending",
            due_at=NOON,
        )
    )  # fmt: skip


def rows(session):
    """Every row of every table."""
    session.rollback()
    return {
        table.name: sorted(map(repr, session.execute(sa.select(table))))
        for table in Base.metadata.sorted_tables
    }


def count(session, model, *which):
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model).where(*which))


def back(config, made, **words):
    words = {"seal": made.seal, "replace": True, "moved": False, "at": NOON} | words
    return restores.restore(config, made.archive, **words)


def test_a_move_to_another_machine_brings_every_row_and_every_key(
    config, engine, session, played, tmp_path
):
    before = rows(session)
    made = backups.make(config, engine, tmp_path / "kept", at=NOON)
    there = replace(config, data=tmp_path / "there", secret="another " * 10)
    there.data.mkdir()
    keys = {path.name: path.read_bytes() for path in (config.data / "vapid").iterdir()}
    session.execute(sa.delete(Completion))
    session.commit()
    engine.dispose()

    back(there, made, moved=True)

    after = rows(session)
    assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before
    assert (there.data / "secret").read_text() == config.secret
    assert (there.data / SEAL).read_text() == (config.data / SEAL).read_text()
    assert {p.name: p.read_bytes() for p in (there.data / "vapid").iterdir()} == keys


def test_nobody_comes_in_on_what_was_valid_when_the_copy_was_taken(
    config, engine, session, played, tmp_path
):
    site_id = session.scalar(sa.select(Site.id))
    session.add(Station(name="Galley", site_id=site_id, made_at=NOON, token_digest="bound"))
    session.commit()
    made = backups.make(config, engine, tmp_path / "kept", at=NOON)
    session.rollback()
    engine.dispose()

    back(config, made)

    assert count(session, Station, Station.token_digest.is_not(None)) == 0
    unused = AccessCard.revoked_at.is_(None), AccessCard.redeemed_at.is_(None)
    assert [count(session, model) for model in (SignIn, MovingCode)] == [0, 0]
    assert count(session, AccessCard, *unused) == 0
    assert session.scalars(sa.select(Delivery.state)).all() == ["dropped"]
    assert count(session, Completion) == 1
    assert count(session, Audit, Audit.action == "installation.restored") == 1


def test_a_copy_taken_while_people_write_is_whole(config, engine, session, make, tmp_path):
    ada = make.person("Ada")
    session.commit()
    stop, written = threading.Event(), []

    def write():
        with make_session_factory(make_engine(config.database_url))() as own:
            while not stop.is_set():
                with transaction(own):
                    cards.issue(own, ada.id, at=NOON, pepper=b"pepper")
                written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        kept = [
            backups.make(config, engine, tmp_path / f"kept{turn}", at=NOON) for turn in range(3)
        ]
    finally:
        stop.set()
        writer.join()
    for made in kept:
        with tarfile.open(made.archive) as archive:
            manifest = backups.read_manifest(archive)
        assert manifest.rows["person"] == 1
        assert manifest.rows["access_card"] <= len(written)
    engine.dispose()
    back(config, kept[-1])
    assert count(session, Person) == 1


def test_what_is_written_is_for_its_owner_alone(config, engine, tmp_path):
    made = backups.make(config, engine, tmp_path / "kept", at=NOON)

    found = sorted((tmp_path / "kept").iterdir())

    assert found == [made.seal, made.archive]
    assert [path.stat().st_mode & 0o777 for path in found] == [0o600, 0o600]
    assert made.archive.name == "uplift-20260302-120000.tar"


def test_the_seal_is_not_in_the_archive(config, engine, tmp_path):
    made = backups.make(config, engine, tmp_path / "kept", at=NOON)

    assert b"seal seal" not in made.archive.read_bytes()


def test_people_are_not_overwritten_by_accident(config, engine, session, played, tmp_path):
    made = backups.make(config, engine, tmp_path / "kept", at=NOON)
    before = rows(session)
    session.rollback()

    with pytest.raises(backups.Unusable, match="there are people"):
        back(config, made, replace=False)

    assert rows(session) == before


def test_a_torn_archive_changes_nothing(config, engine, session, played, tmp_path):
    made = backups.make(config, engine, tmp_path / "kept", at=NOON)
    before = rows(session)
    session.rollback()
    data = bytearray(made.archive.read_bytes())
    data[-20_000] ^= 1
    made.archive.write_bytes(data)

    with pytest.raises(backups.Unusable, match="torn"):
        back(config, made)

    assert rows(session) == before


@pytest.mark.parametrize("name", ["../evil.pem", "vapid/../../evil.pem", "/tmp/evil.pem"])
def test_an_archive_writes_nowhere_but_in_its_places(config, engine, tmp_path, name):
    made = backups.make(config, engine, tmp_path / "kept", at=NOON)
    with tarfile.open(made.archive, "a") as archive:
        archive.add(made.seal, name)

    back(config, made, moved=True)

    assert not [path for path in tmp_path.rglob("evil*")]


def test_any_other_file_is_no_archive(config, engine, tmp_path):
    path = tmp_path / "holiday.tar"
    with tarfile.open(path, "w") as archive:
        archive.add(config.data / SEAL, "beach.jpg")

    with pytest.raises(backups.Unusable, match="no archive of uplift"):
        restores.restore(config, path, seal=None, replace=True, moved=False, at=NOON)
