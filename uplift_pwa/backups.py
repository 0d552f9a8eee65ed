"""A copy of everything an installation is made of, taken while people use it (SAFETY G6)."""

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, Connection, Engine, func, select, text

from uplift_pwa import migrate
from uplift_pwa.config import SEAL, Config
from uplift_pwa.db import make_engine
from uplift_pwa.models import Base
from uplift_pwa.push import vapid

DATABASE, MANIFEST, SECRET = "database", "manifest.json", "secret"
BLOCK = 1 << 20


class Unusable(Exception):
    """A copy cannot be taken here, or an archive cannot be trusted; the message says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself. `rows` are counted in the copy, `digest` is SHA-256."""

    made_at: str  # ISO 8601, UTC
    dialect: str
    revision: str
    digest: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Made:
    archive: Path
    seal: Path
    rows: int
    size: int  # bytes


def make(config: Config, engine: Engine, folder: Path, *, at: datetime) -> Made:
    """Write `uplift-<moment>.tar` and, beside it, the seal's key; `at` is aware.

    The archive holds the database and every other key. The seal is a file of its own, so that
    it can be kept elsewhere (docs/decisions/0011). Both appear whole or not at all, readable
    by their owner alone. Raises `Unusable`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"uplift-{at.astimezone(UTC):%Y%m%d-%H%M%S}"
    archive, seal = folder / f"{name}.tar", folder / f"{name}.seal"
    with TemporaryDirectory(dir=folder) as room:
        copy = Path(room) / DATABASE
        revision, rows = _copy(engine, copy)
        manifest = Manifest(
            at.astimezone(UTC).isoformat(), engine.dialect.name, revision, digest(copy), rows
        )
        _pack(config, copy, manifest, Path(room) / "archive")
        _place(Path(room) / "archive", archive)
        (Path(room) / "seal").write_bytes((config.data / SEAL).read_bytes())
        _place(Path(room) / "seal", seal)
    return Made(archive, seal, sum(rows.values()), archive.stat().st_size)


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def counted(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def postgres(command: str, url: URL, *words: str) -> None:
    """Run a program of PostgreSQL against a database; its password is in no list of processes.

    Raises `Unusable` when the program is missing or not content.
    """
    plain = url.set(drivername="postgresql", password=None)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    try:
        done = subprocess.run(
            [command, f"--dbname={plain.render_as_string()}", *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise Unusable(
            f"{command} is not installed (apt-get install postgresql-client)"
        ) from None
    if done.returncode:
        raise Unusable(f"{command}: {done.stderr.strip()}")


def _copy(engine: Engine, path: Path) -> tuple[str, dict[str, int]]:
    """One moment of the database as a file; its revision, and the rows of that moment."""
    if engine.dialect.name == "postgresql":
        return _copy_postgresql(engine, path)
    if not engine.url.database:
        raise Unusable("a database in memory has nothing to keep")
    with (
        closing(sqlite3.connect(engine.url.database)) as source,
        closing(sqlite3.connect(path)) as target,
    ):
        source.backup(target)
        # The copy is one file: no log lies beside it in an archive.
        target.execute("PRAGMA journal_mode = DELETE")
    return looked_at(path)


def looked_at(path: Path) -> tuple[str, dict[str, int]]:
    """The revision and the rows of a SQLite file. Raises `Unusable` for a torn one."""
    engine = make_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            verdict = connection.scalar(text("PRAGMA integrity_check"))
            if verdict != "ok":
                raise Unusable(f"the copy is torn: {verdict}")
            return migrate.revision(connection), counted(connection)
    finally:
        engine.dispose()


def _copy_postgresql(engine: Engine, path: Path) -> tuple[str, dict[str, int]]:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        found = migrate.revision(connection), counted(connection)
        words = ("--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")
        postgres("pg_dump", engine.url, *words)
    return found


def _pack(config: Config, copy: Path, manifest: Manifest, path: Path) -> None:
    with tarfile.open(path, "w") as archive:
        _add(archive, MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
        _add(archive, SECRET, config.secret.encode())
        for key in sorted((config.data / vapid.FOLDER).glob("*.pem")):
            _add(archive, f"{vapid.FOLDER}/{key.name}", key.read_bytes())
        archive.add(copy, DATABASE, filter=_nobodys)


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    archive.addfile(entry, io.BytesIO(data))


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Says nothing of the machine it was made on."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _place(made: Path, path: Path) -> None:
    """Under its name only once it is on the disk."""
    made.chmod(0o600)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(path)


def read_manifest(archive: tarfile.TarFile) -> Manifest:
    """Raises `Unusable` for what no `make` has written."""
    try:
        found: Any = json.load(member(archive, MANIFEST))
        return Manifest(**found)
    except (TypeError, ValueError):
        raise Unusable("this is no archive of uplift: its manifest makes no sense") from None


def member(archive: tarfile.TarFile, name: str) -> io.BufferedReader:
    """A file of the archive by its name, and by nothing else that it may contain."""
    try:
        found = archive.extractfile(name)
    except KeyError:
        found = None
    if found is None:
        raise Unusable(f"this is no archive of uplift: {name} is missing")
    return found  # type: ignore[return-value]
