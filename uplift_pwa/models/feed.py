"""A team's feed, one row an entry, and what readers ask the admins to look at."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class FeedItem(Base):
    """A story or thanks in a team's feed; it stays with the team when people move."""

    __tablename__ = "feed_item"
    __table_args__ = (
        UniqueConstraint("team_id", "kind", "subject_id"),
        CheckConstraint("kind in ('story', 'thanks')", name="kind"),
        Index("ix_feed_item_kind_subject", "kind", "subject_id"),
        Index("ix_feed_item_team_id_id", "team_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str] = mapped_column(String(16))
    # story: the completion's id; thanks: the id of the thanks
    subject_id: Mapped[int]
    at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]


class ContentReport(Base):
    """Somebody asks the admins to look at words in a feed; once a person and subject."""

    __tablename__ = "content_report"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "reporter_id"),
        CheckConstraint("kind in ('story', 'thanks')", name="kind"),
        Index("ix_content_report_answered_at", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int]
    reporter_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str | None] = mapped_column(String(280))
    reported_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden: Mapped[bool | None]
