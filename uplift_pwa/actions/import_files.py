"""Keeps an uploaded file until it is applied, and remembers how its columns were read."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.actions.people_plan import Plan
from uplift_pwa.db import upsert
from uplift_pwa.models import ImportFile, SavedMapping

KEPT = timedelta(days=30)  # a file full of people is not kept for ever


def keep(
    session: Session,
    name: str,
    data: bytes,
    mapping: Mapping[str, str],
    *,
    by: int | None,
    at: datetime,
) -> int:
    """Keep a file for its dry run, and let go of those older than 30 days. Returns its id."""
    session.execute(delete(ImportFile).where(ImportFile.uploaded_at < at - KEPT))
    file = ImportFile(
        name=name, data=data, mapping=dict(mapping), uploaded_by_id=by, uploaded_at=at
    )
    session.add(file)
    session.flush()
    return file.id


def read_by(
    session: Session,
    import_id: int,
    header: Sequence[str],
    mapping: Mapping[str, str],
    *,
    by: int | None,
    at: datetime,
) -> None:
    """Read this file by `mapping`, and every later one with the same headers."""
    session.execute(
        update(ImportFile).where(ImportFile.id == import_id).values(mapping=dict(mapping))
    )
    values = {"mapping": dict(mapping), "saved_by_id": by, "saved_at": at}
    session.execute(
        upsert(session, SavedMapping)
        .values(header_digest=header_digest(header), **values)
        .on_conflict_do_update(index_elements=["header_digest"], set_=values)
    )


def claim(session: Session, import_id: int, *, at: datetime) -> bool:
    """Whether this file may be applied now: of any number of attempts exactly one."""
    claimed = session.execute(
        update(ImportFile)
        .where(ImportFile.id == import_id, ImportFile.applied_at.is_(None))
        .values(applied_at=at)
        .returning(ImportFile.id)
        .execution_options(synchronize_session=False)
    ).first()
    return claimed is not None


def note_applied(
    session: Session, import_id: int, made: Plan, *, by: int | None, at: datetime
) -> None:
    """Remember how much applying it changed, for whoever looks at the file again."""
    detail: dict[str, object] = {**made.counts(), "refused": len(made.refused)}
    audit.note(session, "import.applied", "import_file", import_id, by=by, at=at, detail=detail)


def header_digest(header: Sequence[str]) -> str:
    return hashlib.blake2b(json.dumps(list(header)).encode(), digest_size=32).hexdigest()
