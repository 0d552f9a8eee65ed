"""Who is away on which day, and where a day counts for nobody. Pure, by seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from uplift_pwa.rules.wall import instant
from uplift_pwa.simulation.organisation import Member, Organisation

LEAVE_SHARE = 0.15
NOTICE = timedelta(days=6)
STORM = 17, "A storm over the harbour: nobody could come or go."  # days after the launch
HOLIDAY = 25, "Harbour Day"


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody says (`at` UTC) that they are away from `first` to `last`, both included."""

    at: datetime
    number: str
    day: date
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Closed:
    """The desk says that nobody works at a site on a day, or that it counts for nobody."""

    at: datetime
    number: str
    site: str
    day: date
    why: str
    is_holiday: bool


def is_away(organisation: Organisation, member: Member, day: date, launch: date) -> bool:
    """Whether the member does nothing on `day`: on leave, or nobody does at their site."""
    leave = _leave(organisation.shape.seed, member, launch)
    is_closed = (member.site, day) in {
        (one.site, one.day) for one in closed(organisation, launch)
    }
    return is_closed or (leave is not None and leave[0] <= day <= leave[1])


def closed(organisation: Organisation, launch: date) -> list[Closed]:
    """One storm, declared on the day after it, and one holiday, known a week before."""
    sites = list(organisation.zones.items())
    storm_site, storm_zone = sites[1 % len(sites)]
    feast_site, feast_zone = sites[2 % len(sites)]
    storm_on, feast_on = (launch + timedelta(days=one[0]) for one in (STORM, HOLIDAY))
    admin, one_day = organisation.admin.number, timedelta(days=1)
    told, known = storm_on + one_day, feast_on - NOTICE
    return [
        Closed(_morning(told, storm_zone), admin, storm_site, storm_on, STORM[1], False),
        Closed(_morning(known, feast_zone), admin, feast_site, feast_on, HOLIDAY[1], True),
    ]


def leaves(organisation: Organisation, launch: date) -> Iterator[Leave]:
    """Who has come aboard enters their leave some days before."""
    for member in organisation.members:
        found = _leave(organisation.shape.seed, member, launch)
        if found and member.claims is not None:
            told = found[0] - NOTICE
            if launch + timedelta(days=member.claims) < told:
                yield Leave(_morning(told, member.zone), member.number, told, *found)


def _leave(seed: int, member: Member, launch: date) -> tuple[date, date] | None:
    random = Random(f"{seed}:leave:{member.number}")
    if member.is_visitor or random.random() > LEAVE_SHARE:
        return None
    first = launch + timedelta(days=random.randint(9, 30))
    return first, first + timedelta(days=random.randint(2, 6))


def _morning(day: date, zone: str) -> datetime:
    return instant(datetime.combine(day, time(9, 30)), zone)
