"""Ideas for challenges: proposed, shared, adopted into the studio or kindly declined."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, awards, challenges, locks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.exchange.challenge_file import ChallengeDraft, ChallengeText
from uplift_pwa.models import Idea, IdeaVoice
from uplift_pwa.queries import diary

LONGEST_TITLE, LONGEST = 80, 240  # a challenge has 280, and a name may follow
HELPS = ("customer", "colleague", "team")
PLATES = {"customer": "bell", "colleague": "cup", "team": "open-door"}
MINUTES = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A challenge as somebody proposes it. `named`: their name may stand with it."""

    title: str
    text: str
    helps: str
    named: bool = False


def propose(session: Session, person_id: int, proposal: Proposal, *, at: datetime) -> int:
    """Keep an idea, shared by its author; returns its number. `at` is aware (RULES 9).

    Raises `Refused`: empty, too_long.
    """
    if not (proposal.title and proposal.text) or proposal.helps not in HELPS:
        raise Refused("empty")
    if len(proposal.title) > LONGEST_TITLE or len(proposal.text) > LONGEST:
        raise Refused("too_long")
    idea = Idea(
        author_id=person_id,
        title=proposal.title,
        text=proposal.text,
        helps=proposal.helps,
        named=proposal.named,
        voices=1,
        proposed_on=diary.today(session, person_id, at),
    )
    session.add(idea)
    session.flush()
    session.add(IdeaVoice(idea_id=idea.id, person_id=person_id))
    session.flush()
    return idea.id


def share(session: Session, idea_id: int, person_id: int) -> None:
    """Somebody says "me too"; once a person. Raises `Refused`: not_found (or answered)."""
    idea = _open(session, idea_id)
    added = session.execute(
        upsert(session, IdeaVoice)
        .values(idea_id=idea_id, person_id=person_id)
        .on_conflict_do_nothing()
        .returning(IdeaVoice.idea_id)
    )
    if added.first() is not None:
        idea.voices += 1
        session.flush()


def adopt(
    session: Session, idea_id: int, *, language: str, credit: str, by: int, at: datetime
) -> int:
    """Make an idea a draft in the studio, in `language`; returns the challenge's number.

    `credit` stands under its text, such as whose idea it was; empty without their wish.
    Audited; the author's badge is looked at (RULES 11). Raises `Refused`: not_found.
    """
    idea = _open(session, idea_id)
    what = f"{idea.text} {credit}" if credit else idea.text
    draft = ChallengeDraft(
        key="",
        helps=idea.helps,
        minutes=MINUTES,
        plate=PLATES[idea.helps],
        sectors=(),
        texts={language: ChallengeText(idea.title, what, "", "")},
    )
    idea.challenge_id = challenges.create(session, draft, by=by, at=at)
    day = diary.today(session, by, at)
    idea.adopted_on = idea.answered_on = day
    idea.answered_by_id = by
    _note(session, "idea.adopted", idea, by, at)
    awards.owe_new(session, "person", idea.author_id, day, at)
    return idea.challenge_id


def decline(session: Session, idea_id: int, text: str, *, by: int, at: datetime) -> None:
    """Answer an idea that does not become a challenge, with a reason its author reads.

    Audited. Raises `Refused`: not_found, empty, too_long.
    """
    if not text:
        raise Refused("empty")
    if len(text) > LONGEST:
        raise Refused("too_long")
    idea = _open(session, idea_id)
    idea.answer, idea.answered_on = text, diary.today(session, by, at)
    idea.answered_by_id = by
    _note(session, "idea.declined", idea, by, at)


def _open(session: Session, idea_id: int) -> Idea:
    return locks.row(session, Idea, Idea.id == idea_id, Idea.answered_on.is_(None))


def _note(session: Session, action: str, idea: Idea, by: int, at: datetime) -> None:
    detail: dict[str, object] = {"title": idea.title}
    audit.note(session, action, "idea", idea.id, by=by, at=at, detail=detail)
    session.flush()
