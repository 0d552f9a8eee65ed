"""Brings an installation back from an archive, and lets nobody in on yesterday's keys."""

import os
import re
import shutil
import tarfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, delete, inspect, select, update
from sqlalchemy.orm import Session

from uplift_pwa import backups, migrate
from uplift_pwa.actions import audit
from uplift_pwa.backups import DATABASE, SECRET, Manifest, Unusable
from uplift_pwa.config import SEAL, Config
from uplift_pwa.db import make_engine, make_session_factory, transaction
from uplift_pwa.models import AccessCard, Delivery, MovingCode, Person, SignIn, Station
from uplift_pwa.push import vapid

KEY_NAME = re.compile(rf"{vapid.FOLDER}/[\w.-]+\.pem")


def restore(
    config: Config,
    archive: Path,
    *,
    seal: Path | None,
    replace: bool,
    moved: bool,
    at: datetime,
) -> Manifest:
    """Put an archive in the place of this installation's database and keys.

    Everybody is signed out, every unused card and code ends, and pushes that were waiting are
    dropped: what was ended after the copy was taken stays ended (SAFETY G7). `moved` says that
    nothing has happened since, and leaves all that as it was. `seal` is the seal's key of the
    same copy. A database that has people in it is only overwritten with `replace`, a SQLite
    file is kept beside the new one. Raises `Unusable` before anything is changed.
    """
    with tarfile.open(archive) as packed, TemporaryDirectory(dir=config.data) as room:
        manifest = backups.read_manifest(packed)
        copy = Path(room) / DATABASE
        with closing(backups.member(packed, DATABASE)) as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target)
        if backups.digest(copy) != manifest.digest:
            raise Unusable("the archive is torn: its database is not the one it was made with")
        engine = make_engine(config.database_url)
        try:
            _check(engine, manifest, replace=replace)
            _keys(config, packed, seal)
            _bring(engine, copy, at)
            migrate.upgrade(engine)
            _settle(engine, manifest, moved=moved, at=at)
        finally:
            engine.dispose()
    return manifest


def _check(engine: Engine, manifest: Manifest, *, replace: bool) -> None:
    if engine.dialect.name != manifest.dialect:
        raise Unusable(f"the archive is of {manifest.dialect}, this is {engine.dialect.name}")
    if not replace and _has_people(engine):
        raise Unusable("there are people in this database: --replace puts the archive there")


def _has_people(engine: Engine) -> bool:
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        return False
    with engine.connect() as connection:
        if not inspect(connection).has_table(Person.__tablename__):
            return False
        return connection.scalar(select(Person.id).limit(1)) is not None


def _bring(engine: Engine, copy: Path, at: datetime) -> None:
    if engine.dialect.name == "postgresql":
        words = ("--clean", "--if-exists", "--no-owner", "--single-transaction", str(copy))
        backups.postgres("pg_restore", engine.url, *words)
        return
    backups.looked_at(copy)
    place = Path(engine.url.database or "")
    engine.dispose()
    for end in ("", "-wal", "-shm"):
        old = Path(f"{place}{end}")
        if old.exists():
            old.rename(f"{place}.before-{at:%Y%m%d-%H%M%S}{end}")
    shutil.copyfile(copy, place)
    place.chmod(0o600)


def _keys(config: Config, packed: tarfile.TarFile, seal: Path | None) -> None:
    for name in packed.getnames():
        if name == SECRET or KEY_NAME.fullmatch(name):
            _keep(config.data / name, backups.member(packed, name).read())
    if seal is not None:
        _keep(config.data / SEAL, seal.read_bytes())


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(data)


def _settle(engine: Engine, manifest: Manifest, *, moved: bool, at: datetime) -> None:
    detail: dict[str, object] = {"made_at": manifest.made_at, "moved": moved}
    with make_session_factory(engine)() as session, transaction(session):
        if not moved:
            _sign_everybody_out(session, at)
        audit.note(
            session,
            "installation.restored",
            "installation",
            None,
            by=None,
            at=at,
            detail=detail,
        )


def _sign_everybody_out(session: Session, at: datetime) -> None:
    """Devices, codes and cards of that time end, and with the devices what waits for them."""
    session.execute(delete(SignIn))
    session.execute(delete(MovingCode))
    session.execute(update(Station).values(token_digest=None, link_digest=None, turn=None))
    unused = AccessCard.redeemed_at.is_(None), AccessCard.revoked_at.is_(None)
    session.execute(update(AccessCard).where(*unused).values(revoked_at=at))
    waiting = Delivery.state.in_(("pending", "sending"))
    session.execute(
        update(Delivery)
        .where(waiting)
        .values(state="dropped", reason="restored", settled_at=at, leased_until=None)
    )
