"""What finds a person by a name that is spelt differently, in any script."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base

# By code point on both databases: whatever begins alike then stands together.
PLAIN = String(33).with_variant(String(33, collation="C"), "postgresql")


class NameWord(Base):
    """A word that stands in somebody's name, folded as `rules.names` folds it; once."""

    __tablename__ = "name_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(PLAIN, unique=True)


class NameKey(Base):
    """What the spellings of a word share."""

    __tablename__ = "name_key"

    key: Mapped[str] = mapped_column(PLAIN, primary_key=True)
    word_id: Mapped[int] = mapped_column(ForeignKey("name_word.id"), primary_key=True)


class PersonWord(Base):
    """Whose name holds which word. Kept by `actions.people_search`."""

    __tablename__ = "person_word"

    word_id: Mapped[int] = mapped_column(ForeignKey("name_word.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, index=True
    )
