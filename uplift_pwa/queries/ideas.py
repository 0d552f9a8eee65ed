"""Ideas for challenges: those that wait for others to share them, and one's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Idea, IdeaVoice, Person
from uplift_pwa.rules.roadblocks import told
from uplift_pwa.rules.settings import Settings

PAGE = 30
SHOWN_ANSWERED = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Shown:
    """One idea. `author` only if they wished; `is_mine`: the reader shares or proposed it."""

    id: int
    title: str
    text: str
    helps: str
    proposed_on: date
    voices: int
    adopted_on: date | None
    challenge_id: int | None
    answer: str | None
    answered_on: date | None
    author: str | None
    is_mine: bool
    is_own: bool

    def shared(self, numbers: Settings) -> int | None:
        """How many share it, as it may be said (RULES 8)."""
        return told(self.voices, max(numbers.idea_from, numbers.least_people), numbers)


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Shown]
    has_more: bool
    waiting: int = 0


def page(session: Session, reader: int, today: date, number: int = 1) -> Page:
    """Open ideas, newest first, and those answered in the last four weeks. One SELECT."""
    lately = or_(Idea.answered_on.is_(None), Idea.answered_on > today - SHOWN_ANSWERED)
    rows = session.execute(
        _ideas(reader)
        .where(lately)
        .order_by(Idea.answered_on.is_not(None), Idea.id.desc())
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    return Page([Shown(*row) for row in rows[:PAGE]], len(rows) > PAGE)


def inbox(session: Session, numbers: Settings, number: int = 1) -> Page:
    """For the desk: open ideas, those that enough share first, then the newest. Two SELECTs."""
    enough = Idea.voices >= numbers.idea_from
    rows = session.execute(
        _ideas(0)
        .where(Idea.answered_on.is_(None))
        .order_by(enough.desc(), Idea.id.desc())
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    waiting = session.scalar(
        select(func.count()).select_from(Idea).where(Idea.answered_on.is_(None), enough)
    )
    return Page([Shown(*row) for row in rows[:PAGE]], len(rows) > PAGE, waiting or 0)


def credited(session: Session, idea_id: int) -> str | None:
    """Whose idea it is, if they wish it to be said. One SELECT."""
    return session.scalar(
        select(Person.name)
        .join(Idea, Idea.author_id == Person.id)
        .where(Idea.id == idea_id, Idea.named)
    )


def _ideas(reader: int) -> Any:
    named = and_(Person.id == Idea.author_id, Idea.named)
    mine = select(IdeaVoice.idea_id).where(
        IdeaVoice.idea_id == Idea.id, IdeaVoice.person_id == reader
    )
    return select(
        Idea.id,
        Idea.title,
        Idea.text,
        Idea.helps,
        Idea.proposed_on,
        Idea.voices,
        Idea.adopted_on,
        Idea.challenge_id,
        Idea.answer,
        Idea.answered_on,
        Person.name,
        mine.exists().label("is_mine"),
        (Idea.author_id == reader).label("is_own"),
    ).outerjoin(Person, named)
