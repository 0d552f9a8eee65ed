"""Which challenges a person is offered on a day: the same on every device, none stored."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from uplift_pwa.rules.settings import DEFAULTS, Settings

COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Offer:
    """A live challenge that fits the person: whom it helps and since when it is out (UTC)."""

    id: int
    helps: str
    published_at: datetime


def pick(
    person: int,
    day: date,
    pool: Sequence[Offer],
    *,
    day_began: datetime,
    done: Collection[int] = (),
    pack: Collection[int] = (),
    settings: Settings = DEFAULTS,
) -> list[int]:
    """The ids offered to `person` on their service day, at most 3 (RULES 2).

    `pack` are the challenges of the booster under way: one of the three comes from it.

    What was out before `day_began` (UTC) fills the slots; what came since takes the place of
    the last one not yet done. A challenge done from an older offer keeps its place.
    """
    before = [offer for offer in pool if offer.published_at < day_began] or list(pool)
    slots = _of_the_day(person, day, before, pack, settings)
    steady = [offer.id for offer in _by_age(before) if offer.id in done]
    _seat(steady, slots, kept={*done}, size=settings.offered_a_day)
    fresh = [offer.id for offer in _by_age(pool) if offer not in before]
    _seat(fresh, slots, kept={*done, *fresh}, size=settings.offered_a_day)
    acted = [identity for identity in fresh if identity in done]
    _seat(acted, slots, kept={*done}, size=settings.offered_a_day)
    return slots


def pick_own(
    person: int,
    day: date,
    pool: Sequence[Offer],
    *,
    day_began: datetime,
    done: Collection[int] = (),
) -> list[int]:
    """A leader's own challenge of the day beside the three, or those already done (RULES 9).

    `pool` holds leaders' challenges alone. The same all day, on every device; the next day
    brings the next one.
    """
    if acted := [offer.id for offer in _by_age(pool) if offer.id in done]:
        return acted
    before = [offer for offer in pool if offer.published_at < day_began] or list(pool)
    return _step(_ring(person, before), day, 1) if before else []


def _of_the_day(
    person: int, day: date, offers: list[Offer], pack: Collection[int], settings: Settings
) -> list[int]:
    """Step through the rings, the pack's first; where one is short the other fills in."""
    packed = _ring(person, (offer for offer in offers if offer.id in pack))
    rest = [offer for offer in offers if offer.id not in pack]
    ours = _ring(person, (offer for offer in rest if offer.helps == COLLEAGUE))
    others = _ring(person, (offer for offer in rest if offer.helps != COLLEAGUE))
    size = settings.offered_a_day
    from_pack = min(len(packed), max(settings.offered_from_pack, size - len(rest)), size)
    size -= from_pack
    from_ours = min(len(ours), max(settings.offered_for_colleagues, size - len(others)), size)
    from_others = min(len(others), size - from_ours)
    return (
        _step(packed, day, from_pack)
        + _step(ours, day, from_ours)
        + _step(others, day, from_others)
    )


def _ring(person: int, offers: Iterable[Offer]) -> list[int]:
    shuffled = sorted(offers, key=lambda offer: (_hash(person, offer.id), offer.id))
    return [offer.id for offer in shuffled]


def _step(ring: list[int], day: date, count: int) -> list[int]:
    start = day.toordinal() * count
    return [ring[(start + number) % len(ring)] for number in range(count)]


def _seat(newcomers: Iterable[int], slots: list[int], *, kept: set[int], size: int) -> None:
    """Give each newcomer a free slot, or the last one that nobody keeps, or none."""
    for newcomer in newcomers:
        free = [place for place, seated in enumerate(slots) if seated not in kept]
        if newcomer in slots:
            continue
        if len(slots) < size:
            slots.append(newcomer)
        elif free:
            slots[free[-1]] = newcomer


def _by_age(offers: Iterable[Offer]) -> list[Offer]:
    return sorted(offers, key=lambda offer: (offer.published_at, offer.id))


def _hash(person: int, challenge: int) -> bytes:
    # Python's own hash() differs from process to process.
    return blake2b(f"{person}:{challenge}".encode(), digest_size=8).digest()
