"""Packs of challenges that the studio keeps together, each in an order of its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class ChallengePack(Base):
    """A named set; it is there as long as a challenge is in it."""

    __tablename__ = "challenge_pack"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    made_at: Mapped[datetime]


class PackChallenge(Base):
    """A challenge in a pack. The lowest place comes first; places may have gaps."""

    __tablename__ = "pack_challenge"

    pack_id: Mapped[int] = mapped_column(ForeignKey("challenge_pack.id"), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True)
    place: Mapped[int]
