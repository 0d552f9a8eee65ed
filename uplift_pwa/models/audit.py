"""Who changed what on the desk, kept and never edited; and files on their way in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


def _area(context: Any) -> str:
    action: str = context.get_current_parameters()["action"]
    return action.partition(".")[0]


class Audit(Base):
    """Something that was changed. `area` is the part of the action before its dot."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_action_at", "action", "at"),
        Index("ix_audit_area_id", "area", "id"),
        Index("ix_audit_subject_kind_subject_id", "subject_kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str] = mapped_column(String(40))  # "challenge.published"
    area: Mapped[str] = mapped_column(String(40), default=_area, server_default="")
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int | None]
    detail: Mapped[dict[str, object]] = mapped_column(JSON)


class ImportFile(Base):
    """An uploaded people file between its dry run and its application."""

    __tablename__ = "import_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]


class SavedMapping(Base):
    """The header mapping an admin has adjusted for files with these headers."""

    __tablename__ = "saved_mapping"

    header_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
