"""Everything that is kept about one person, field by field, for them alone (RULES 12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from uplift_pwa import models as m
from uplift_pwa.models import Base, Completion

SHUT = "kept as a digest, or as a key of your phone: not shown"
SECRET = frozenset(
    (
        *("password_hash", "hashed", "code_digest", "token_digest", "payload_digest"),
        *("endpoint", "endpoint_digest", "p256dh", "auth", "address"),
    )
)
# Columns that name a person and are not looked up for them; the reason is said in the copy.
LEFT_OUT: Mapping[str, str] = {
    "published_person.person_id": "It would tell who else is counted together with you.",
    "station.person_id": "It is empty again when the turn at the tablet is over.",
    "import_file.uploaded_by_id": "Others' data; the import itself is in the audit.",
    "saved_mapping.saved_by_id": "The headings of a file; the import is in the audit.",
    "setting_change.changed_by_id": "The change is in the audit.",
    "push_host.added_by_id": "The change is in the audit.",
    "shared_phones.by_id": "The change is in the audit.",
    "neutral_day.declared_by_id": "The change is in the audit.",
    "counter_card.made_by_id": "The change is in the audit.",
    "station.made_by_id": "The change is in the audit.",
    "wall.made_by_id": "The change is in the audit.",
    "booster.decided_by_id": "The decision is in the audit.",
    "launch_plan.made_by_id": "The decision is in the audit.",
    "launch_plan.cleared_by_id": "The decision is in the audit.",
    "challenge.created_by_id": "The change is in the audit.",
    "idea.answered_by_id": "The answer is in the audit.",
    "review_case.closed_by_id": "The answer is in the audit.",
    "content_report.answered_by_id": "The answer is in the audit.",
    "cover.given_by_id": "It is the team's; the cover given is in the audit.",
    "substitute.named_by_id": "It is about somebody else; naming them is in the audit.",
    "roadblock_holding.passed_by_id": "It is the level's, and says nothing about you.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one table keeps, seen from one side: thanks given are one part, received another."""

    name: str
    table: type[Base]
    columns: tuple[str, ...]  # that name the person, as "table.column"
    mine: Any  # a person's id to the condition


def everything(session: Session, person_id: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The name of each part and its rows, each a field by its name. One SELECT a part.

    Secrets are named, and their value is `SHUT`.
    """
    for part in PARTS:
        table = part.table.__table__
        rows = session.execute(select(table).where(part.mine(person_id)))
        yield part.name, [_plain(row._mapping) for row in rows]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(name): SHUT if name in SECRET and value is not None else value
        for name, value in row.items()
    }


def _by(table: type[Base], column: str = "person_id", name: str = "") -> Part:
    field = table.__table__.c[column]
    called = name or table.__tablename__
    return Part(called, table, (f"{table.__tablename__}.{column}",), lambda who: field == who)


def _of_acts(table: type[Base]) -> Part:
    """Rows that hang on a completion of theirs."""
    act = table.__table__.c.completion_id

    def mine(who: int) -> ColumnElement[bool]:
        return act.in_(select(Completion.id).where(Completion.person_id == who))

    return Part(f"{table.__tablename__}_of_own_acts", table, (), mine)


def _owned(table: type[Base]) -> Part:
    fields = table.__table__.c
    return Part(
        table.__tablename__,
        table,
        (),
        lambda who: and_(fields.owner_kind == "person", fields.owner_id == who),
    )


PARTS: tuple[Part, ...] = (
    _by(m.Person, "id"),
    *(
        _by(table)
        for table in (
            *(m.Membership, m.Leadership, m.Participation, m.WeeklyPattern),
            *(m.RosterSpan, m.RosterDay, m.Leave, m.WorkingToday, m.Substitute),
            *(m.Completion, m.Reversal, m.PersonDay, m.PersonWeek, m.PersonTotal),
            *(m.FirstAct, m.StoryEcho, m.IdeaVoice, m.MomentSeen, m.ThanksPutAway),
            *(m.AccessCard, m.MovingCode, m.Pin, m.SignIn, m.SignInFailure),
            *(m.Subscription, m.Reminder, m.Nudge, m.News, m.OperationResult),
            *(m.PersonWord, m.OwnCopy, m.DeletionRequest),
        )
    ),
    *(_of_acts(table) for table in (m.Sentence, m.Story, m.Vote, m.Confirmation)),
    _by(m.Confirmation, "asked_id", "confirmation_asked_of_you"),
    _by(m.Thanks, "sender_id", "thanks_given"),
    Part(
        "thanks_received",
        m.Thanks,
        (),
        lambda who: and_(m.Thanks.receiver_kind == "person", m.Thanks.receiver_id == who),
    ),
    _owned(m.Award),
    _owned(m.AwardDue),
    _owned(m.Reason),
    _by(m.Case, "opened_by_id"),
    _by(m.ContentReport, "reporter_id"),
    _by(m.Idea, "author_id"),
    _by(m.Roadblock, "reporter_id", "roadblock_with_your_name"),
    _by(m.RoadblockHolding, "answered_by_id", "roadblock_answered_by_you"),
    _by(m.Cheer, "cheered_by_id"),
    _by(m.Huddle, "counted_by_id"),
    _by(m.Audit, "actor_id", "audit_of_what_you_did"),
    Part(
        "audit_about_you",
        m.Audit,
        (),
        lambda who: or_(
            and_(m.Audit.subject_kind == "person", m.Audit.subject_id == who),
            m.Audit.detail["person"].as_integer() == who,
        ),
    ),
)
