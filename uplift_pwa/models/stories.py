"""What people tell of their acts: the sentence, the story in the feed, who it helped too."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Sentence(Base):
    """What changed by an act, in its author's words: said with the tap or soon after, once."""

    __tablename__ = "sentence"

    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), primary_key=True)
    text: Mapped[str] = mapped_column(String(280))
    language: Mapped[str | None] = mapped_column(String(16))  # None: nobody knows


class Story(Base):
    """The sentence of a completion, offered to the team's feed by its author."""

    __tablename__ = "story"

    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), primary_key=True)
    published_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]


class StoryEcho(Base):
    """A colleague says of a story: that helped me too. Shown without a name, always."""

    __tablename__ = "story_echo"

    completion_id: Mapped[int] = mapped_column(
        ForeignKey("story.completion_id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
