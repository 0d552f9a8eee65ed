"""What those who were helped answer: colleagues by name, customers without one; and votes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Confirmation(Base):
    """The question to the colleague whom a completion names, and the answer."""

    __tablename__ = "confirmation"
    __table_args__ = (Index("ix_confirmation_asked", "asked_id", "answered_at"),)

    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), primary_key=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    helped: Mapped[bool | None]
    word: Mapped[str | None] = mapped_column(String(32))
    sentence: Mapped[str | None] = mapped_column(String(280))
    language: Mapped[str | None] = mapped_column(String(16))  # of the sentence
    answered_on: Mapped[date | None]
    answered_at: Mapped[datetime | None]


class AnswerWord(Base):
    """An organisation's own wording of an answer in one language; without a row, the usual."""

    __tablename__ = "answer_word"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    locale: Mapped[str] = mapped_column(String(16), primary_key=True)
    text: Mapped[str] = mapped_column(String(40))


class Vote(Base):
    """Whether an act was worth it, by whoever did it: once a completion (RULES 9)."""

    __tablename__ = "vote"

    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), primary_key=True)
    is_box: Mapped[bool]  # "just ticked a box"
    at: Mapped[datetime]


class CounterCard(Base):
    """A card on a team's counter. Its address is derived from the id, so it is not kept."""

    __tablename__ = "counter_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class CounterAnswer(Base):
    """What a customer answered: a word, perhaps a sentence, and the day; never who or when."""

    __tablename__ = "counter_answer"
    __table_args__ = (
        CheckConstraint("state in ('none', 'waiting', 'shown', 'away')", name="state"),
        Index("ix_counter_answer_team_day", "team_id", "day"),
        Index("ix_counter_answer_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    day: Mapped[date]  # in UTC: a customer has no service day
    word: Mapped[str] = mapped_column(String(32))
    helped: Mapped[bool]
    sentence: Mapped[str | None] = mapped_column(String(280))
    language: Mapped[str] = mapped_column(String(16))
    # Of the sentence: none was written, it waits for the desk, the team may read it, or not.
    state: Mapped[str] = mapped_column(String(8))


class CounterSalt(Base):
    """The secret of one day under which addresses are counted; it goes when the day is over."""

    __tablename__ = "counter_salt"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class CounterTally(Base):
    """How many answers came today from one address by one card. Gone the day after."""

    __tablename__ = "counter_tally"

    day: Mapped[date] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("counter_card.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    answers: Mapped[int]
