"""How people get in: cards and moving codes, signed-in devices, failures, operations."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class AccessCard(Base):
    """A code of 60 bits, kept as a keyed digest, for one use by one person (SAFETY A5)."""

    __tablename__ = "access_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    redeemed_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class MovingCode(Base):
    """Six signs that bring a person to another phone: one a person, gone when it is used."""

    __tablename__ = "moving_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


class SignIn(Base):
    """A signed-in device. Deleting the row signs it out, wherever its cookie is (SAFETY A1)."""

    __tablename__ = "sign_in"
    __table_args__ = (CheckConstraint("kind in ('own', 'shared')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8), default="own")
    device: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    # When the password was last given on this device; leader and admin pages ask for it.
    confirmed_at: Mapped[datetime | None]
    confirmed_seen_at: Mapped[datetime | None]
    # Switched on by the person here: the phone sees to its subscription at each open.
    wants_push: Mapped[bool] = mapped_column(default=False, server_default=false())


class SignInFailure(Base):
    """A wrong code or password. Limits are counted from these rows, so a restart keeps them."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_address_at", "address", "at"),
        Index("ix_sign_in_failure_person_at", "person_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(64))  # a digest of the address, /64 for IPv6
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class OperationResult(Base):
    """What an operation with a client's id was answered, so that a repeat hears the same."""

    __tablename__ = "operation_result"
    __table_args__ = (UniqueConstraint("person_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client_id: Mapped[str] = mapped_column(String(64))
    payload_digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[datetime]
