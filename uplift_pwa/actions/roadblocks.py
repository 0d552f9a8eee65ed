"""Roadblocks as people know them: reported, shared, and confirmed to be cleared (RULES 9).

Without a name nothing here writes a row that holds a person, nor locks one, nor keeps a
moment: docs/decisions/0011 says what for.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, codes, person_days, roadblock_levels, team_badges
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Roadblock, RoadblockVoice, SealedReport
from uplift_pwa.queries import diary, roadblock_days
from uplift_pwa.rules import seals
from uplift_pwa.rules.roadblocks import KINDS, LONGEST, REPORTS_A_DAY
from uplift_pwa.rules.scoring import Deeds

LARGEST = 2**31 - 1
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Keys:
    """The seal of the marks and the pepper of the digests."""

    seal: bytes
    pepper: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says stops them. `named`: the leader may read who it was."""

    kind: str
    text: str = ""
    named: bool = False


def report(
    session: Session,
    person_id: int,
    said: Said,
    *,
    keys: Keys,
    operation: str | None = None,
    at: datetime,
) -> str:
    """Somebody says what stops them; returns the code that opens their own page, and no other.

    The roadblock keeps the team and the day at its site; who it was only when they wish. The
    same `operation` of the same person is answered with the same code. `at` is aware. Raises
    `Refused`: road_kind, too_long, no_team, enough, operation_id, other_payload.
    """
    _check(said, operation)
    own = diary.diary(session, person_id, at.date() - SOON, at.date() + SOON)
    day = own.service_day(at)
    team_id = own.team_on(day)
    if team_id is None:
        raise Refused("no_team")
    code = code_of(keys.seal, person_id, operation) if operation else codes.card_code()
    digest = codes.digest(code, keys.pepper)
    if _is_known(session, digest, said):
        return code
    roadblock_id = _write(session, team_id, digest, said, person_id, at)
    if roadblock_id is None:  # the same operation was quicker, on another phone or line
        _is_known(session, digest, said)
        return code
    share(session, roadblock_id, person_id, seal=keys.seal)
    first = _count(session, keys.seal, person_id, day, said.named)
    if said.named and first:
        person_days.hold(session, person_id)
        more = Deeds(roadblocks=1)
        person_days.add_deeds(session, person_id, day, more, why="lift.roadblock", at=at)
    return code


def share(session: Session, roadblock_id: int, person_id: int, *, seal: bytes) -> None:
    """Somebody says "me too". Once a person, by a mark that nobody can read."""
    mark = seals.mark(seal, "voice", roadblock_id, person_id)
    session.execute(
        upsert(session, RoadblockVoice)
        .values(roadblock_id=roadblock_id, mark=mark, fresh=True)
        .on_conflict_do_nothing()
    )


def confirm(session: Session, digest: str, *, is_clear: bool, at: datetime) -> None:
    """Whoever holds the code says whether the road is clear; "not yet" opens it again.

    `digest` is the code's. Saying the same again changes nothing. Raises `Refused`: not_found
    (no such code, or nobody has called it cleared).
    """
    roadblock = session.scalars(
        select(Roadblock).filter_by(token_digest=digest).with_for_update()
    ).one_or_none()
    if roadblock is None or roadblock.cleared_on is None:
        raise Refused("not_found")
    if roadblock.confirmed_on is not None:
        return
    clock = roadblock_days.of_team(session, roadblock.team_id, at=at)
    roadblock.fresh = True
    if not is_clear:
        roadblock.cleared_on = None
        roadblock_levels.open_again(session, roadblock, clock)
        return
    roadblock.confirmed_on = clock.today
    session.flush()
    _badges(session, roadblock, clock.today)


def _check(said: Said, operation: str | None) -> None:
    if said.kind not in KINDS:
        raise Refused("road_kind")
    if len(said.text) > LONGEST:
        raise Refused("too_long")
    if operation is not None and not (8 <= len(operation) <= 64 and operation.isascii()):
        raise Refused("operation_id")


def code_of(seal: bytes, person_id: int, operation: str) -> str:
    """The code of a report, made of the phone's random number for it: a repeat makes it again.

    That number is not kept here, so nobody can make it anew from what is.
    """
    number = seals.number(seal, "code", person_id, operation)
    places = range(0, 5 * codes.CARD_LENGTH, 5)
    return "".join(codes.ALPHABET[number >> at & 31] for at in places)


def _is_known(session: Session, digest: str, said: Said) -> bool:
    known = session.execute(
        select(Roadblock.kind, Roadblock.text, Roadblock.reporter_id).filter_by(
            token_digest=digest
        )
    ).one_or_none()
    if known is None:
        return False
    if (known.kind, known.text, known.reporter_id is not None) != (
        said.kind,
        said.text,
        said.named,
    ):
        raise Refused("other_payload")
    return True


def _count(session: Session, seal: bytes, person_id: int, day: date, named: bool) -> bool:
    """Seal that they reported today; whether it is the first time. Raises `Refused`: enough.

    The first mark of a day without a name is what their own lift is counted from.
    """
    for number in range(REPORTS_A_DAY):
        kind = "named" if named and not number else "report"
        mark = seals.mark(seal, kind, person_id, day, number)
        written = session.execute(
            upsert(session, SealedReport)
            .values(mark=mark, fresh=True)
            .on_conflict_do_nothing()
            .returning(SealedReport.mark)
        )
        if written.first() is not None:
            return number == 0
    raise Refused("enough")


def _write(
    session: Session, team_id: int, digest: str, said: Said, person_id: int, at: datetime
) -> int | None:
    clock = roadblock_days.of_team(session, team_id, at=at)
    written: int | None = session.scalar(
        upsert(session, Roadblock)
        .values(
            id=_free_number(session),
            team_id=team_id,
            kind=said.kind,
            text=said.text,
            token_digest=digest,
            reporter_id=person_id if said.named else None,
            reported_on=clock.today,
            above=False,
            fresh=True,
        )
        .on_conflict_do_nothing(index_elements=["token_digest"])
        .returning(Roadblock.id)
    )
    if written is not None:
        roadblock_levels.begin(session, session.get_one(Roadblock, written), clock)
    return written


def _free_number(session: Session) -> int:
    """By chance, not in a row: a number that grows would tell who came after whom."""
    while True:
        number = 1 + secrets.randbelow(LARGEST)
        if session.get(Roadblock, number) is None:
            return number


def _badges(session: Session, roadblock: Roadblock, day: date) -> None:
    """Looked at when the day is over, so that no clock says when somebody confirmed."""
    over = datetime.combine(day + SOON, time(), UTC)
    team_badges.facts_changed(session, roadblock.team_id, day, over)
    if roadblock.reporter_id is not None:
        awards.owe_new(session, "person", roadblock.reporter_id, day, over)
