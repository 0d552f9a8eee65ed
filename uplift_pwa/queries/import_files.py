"""Files on their way in, and what came of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Audit, ImportFile, SavedMapping, Site

LATEST = 10
# What stands for a mapping where the file is a roster: its columns are found by their names.
ROSTER = {"kind": "roster"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the list names it; `applied_at` None while it has changed nothing."""

    id: int
    name: str
    uploaded_at: datetime
    applied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file with everything in it; `mapping` is field to column name."""

    id: int
    name: str
    data: bytes
    mapping: dict[str, str]
    uploaded_at: datetime
    applied_at: datetime | None


def latest(session: Session, *, roster: bool = False) -> list[Upload]:
    """The newest files of people, or of rosters, newest first, without what is in them."""
    rows = session.execute(
        select(ImportFile.id, ImportFile.name, ImportFile.uploaded_at, ImportFile.applied_at)
        .where(_is_roster(roster))
        .order_by(ImportFile.id.desc())
        .limit(LATEST)
    )
    return [Upload(*row) for row in rows]


def find(session: Session, import_id: int, *, roster: bool = False) -> Stored | None:
    row = session.execute(
        select(
            ImportFile.id,
            ImportFile.name,
            ImportFile.data,
            ImportFile.mapping,
            ImportFile.uploaded_at,
            ImportFile.applied_at,
        ).where(ImportFile.id == import_id, _is_roster(roster))
    ).one_or_none()
    return Stored(*row) if row else None


def saved_mapping(session: Session, header_digest: str) -> dict[str, str] | None:
    """The mapping somebody saved for files with these headers."""
    return session.scalar(select(SavedMapping.mapping).filter_by(header_digest=header_digest))


def result(session: Session, file: Stored) -> dict[str, int]:
    """How much a file changed when it was applied, by kind as in `Plan.counts`."""
    detail = session.scalar(
        select(Audit.detail).where(
            Audit.at == file.applied_at,
            Audit.action == "import.applied",
            Audit.subject_kind == "import_file",
            Audit.subject_id == file.id,
        )
    )
    return {kind: number for kind, number in (detail or {}).items() if isinstance(number, int)}


def _is_roster(roster: bool) -> ColumnElement[bool]:
    kind = func.coalesce(ImportFile.mapping["kind"].as_string(), "people")
    return (kind == ROSTER["kind"]) if roster else (kind != ROSTER["kind"])


def usual_zone(session: Session) -> str | None:
    """The zone (IANA) of most sites; None while there is no site."""
    return session.scalar(
        select(Site.zone).group_by(Site.zone).order_by(func.count().desc(), Site.zone).limit(1)
    )
