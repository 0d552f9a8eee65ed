"""Thanks from colleague to colleague, the kinds there are, and who has put a card away."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base

NEW = text("seen_at IS NULL AND receiver_kind = 'person'")


class Thanks(Base):
    """Thanks to a person, a team or a department; `counts` says whether it gave lift.

    `seen_at` is the moment of the person it went to; `hidden_at` that of an admin.
    """

    __tablename__ = "thanks"
    __table_args__ = (
        CheckConstraint("receiver_kind in ('person', 'team', 'department')", name="receiver"),
        Index("ix_thanks_receiver", "receiver_kind", "receiver_id", "id"),
        Index("ix_thanks_new", "receiver_id", sqlite_where=NEW, postgresql_where=NEW),
        Index("ix_thanks_sender", "sender_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    receiver_kind: Mapped[str] = mapped_column(String(16))
    receiver_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(280))
    service_day: Mapped[date]
    counts: Mapped[bool]
    sent_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]


class ThanksKind(Base):
    """A kind of thanks as the organisation calls it; without any row the usual five hold.

    `name` None: the usual name of `key`. Retired kinds stay for the cards that carry them.
    """

    __tablename__ = "thanks_kind"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str | None] = mapped_column(String(40))
    picture: Mapped[str] = mapped_column(String(32))
    position: Mapped[int]
    retired_at: Mapped[datetime | None]


class ThanksPutAway(Base):
    """Somebody does not want to see a card any more that they have received."""

    __tablename__ = "thanks_put_away"

    thanks_id: Mapped[int] = mapped_column(ForeignKey("thanks.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
