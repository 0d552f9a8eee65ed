"""Boosters: proposed by the clockwork, fired or declined at the desk (RULES 7)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import announcing, audit, locks, reasons
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Booster, BoosterChallenge, Campaign, Challenge
from uplift_pwa.queries import booster_pack, boosters
from uplift_pwa.queries.rulebook import WIDEST_MARGIN
from uplift_pwa.rules import boosters as rules
from uplift_pwa.rules.calendar import Place, service_day
from uplift_pwa.rules.settings import DEFAULTS

FIRST_PLACE = Place("Etc/GMT-14", 0)  # where a date begins first
ONE_DAY = timedelta(days=1)
MAX_MESSAGE = 280
MAX_STORY = 140


def consider(session: Session, *, at: datetime) -> int | None:
    """Propose a booster if one is due at `at` (aware); returns its id.

    Any number of workers may ask at once: there is never more than one proposal.
    """
    session.scalars(
        select(Campaign.id).order_by(Campaign.id.desc()).limit(1).with_for_update()
    ).all()
    found = boosters.due(session, at=at)
    if found is None:
        return None
    booster = Booster(
        campaign_id=found.campaign_id,
        state="proposed",
        trigger=found.trigger.value,
        chart=found.chart,
        proposed_on=found.day,
        proposed_at=at,
    )
    session.add(booster)
    session.flush()
    reasons.note(
        session,
        "everybody",
        0,
        "booster.proposed",
        paragraph=7,
        day=found.day,
        at=at,
        trigger=found.trigger.value,
        number=found.number,
    )
    return booster.id


def fire(
    session: Session,
    booster_id: int,
    pack: Collection[int],
    message: str,
    story: str,
    *,
    by: int | None,
    at: datetime,
) -> date:
    """Run the booster everywhere at once from the next service day; returns that day.

    `pack` are 5 challenges that are live on all its days, `message` is the leader's, up to 280
    characters, `story` is what its stories are about, up to 140; it ends by itself after 5
    service days. Raises `Refused`: not_found, booster_answered, pack_size, pack_not_live,
    message_empty, story_empty.
    """
    booster = _lock(session, booster_id)
    first = next_day(at)
    last = rules.last_day(first)
    check_pack(session, pack, message, story, begun_by=first, until=last)
    booster.starts_on, booster.ends_on = first, last
    booster.message, booster.story = message, story
    _answer(booster, "fired", by, at)
    announcing.booster(session, booster, at=at)
    session.add_all(
        BoosterChallenge(booster_id=booster.id, challenge_id=one) for one in sorted(set(pack))
    )
    numbers: dict[str, object] = {
        "starts_on": booster.starts_on.isoformat(),
        "ends_on": booster.ends_on.isoformat(),
    }
    reasons.note(
        session,
        "everybody",
        0,
        "booster.fired",
        paragraph=7,
        day=booster.starts_on,
        at=at,
        **numbers,
    )
    detail = {**numbers, "pack": sorted(set(pack)), "message": message, "story": story}
    audit.note(session, "booster.fired", "booster", booster.id, by=by, at=at, detail=detail)
    return booster.starts_on


def decline(
    session: Session, booster_id: int, why: str, *, by: int | None, at: datetime
) -> None:
    """Not now; the next one is proposed after the gap at the earliest.

    Raises `Refused`: not_found, booster_answered.
    """
    booster = _lock(session, booster_id)
    _answer(booster, "declined", by, at)
    detail: dict[str, object] = {"why": why[:MAX_MESSAGE]}
    audit.note(session, "booster.declined", "booster", booster.id, by=by, at=at, detail=detail)


def check_pack(
    session: Session,
    pack: Collection[int],
    message: str,
    story: str,
    *,
    begun_by: date | None,
    until: date,
) -> None:
    """`begun_by` and `until` as in `booster_pack.lasting`.

    Raises `Refused`: pack_size, pack_not_live, message_empty, story_empty.
    """
    if len(set(pack)) != DEFAULTS.pack_size:
        raise Refused("pack_size")
    of_pack = Challenge.id.in_(set(pack))
    live = select(func.count()).where(of_pack, *booster_pack.lasting(begun_by, until))
    if session.scalar(live) != len(set(pack)):
        raise Refused("pack_not_live")
    if not message or len(message) > MAX_MESSAGE:
        raise Refused("message_empty")
    if not story or len(story) > MAX_STORY:
        raise Refused("story_empty")


def next_day(at: datetime) -> date:
    """The first service day that has begun nowhere on earth at `at` (aware)."""
    return service_day(at + WIDEST_MARGIN, FIRST_PLACE, []) + ONE_DAY


def _lock(session: Session, booster_id: int) -> Booster:
    found = locks.row(session, Booster, Booster.id == booster_id)
    if found.state != "proposed":
        raise Refused("booster_answered")
    return found


def _answer(booster: Booster, state: str, by: int | None, at: datetime) -> None:
    booster.state, booster.decided_by_id, booster.decided_at = state, by, at
