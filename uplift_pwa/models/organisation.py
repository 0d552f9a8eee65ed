"""What the organisation has decided for itself and no number of the rules says."""

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base

ONLY = 1


class Organisation(Base):
    """The one row of an installation's choices; where a field is missing, the usual holds.

    Who changed what and when is in the audit.
    """

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint(f"id = {ONLY}", name="only"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Codes of the languages that people may choose; None: every catalogue there is.
    languages: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    # For whom nothing else is known; None: the first one, in which the texts are written.
    language: Mapped[str | None] = mapped_column(String(16))
    # The kinds of roadblocks that a report offers, in their order; None: the usual ones.
    roadblock_kinds: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
