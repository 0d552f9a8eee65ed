"""The people of an organisation: where they belong, when they work, and their way in."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.organisation.size import Size
from uplift_pwa.models import (
    AccessCard,
    Department,
    Leadership,
    Level,
    Membership,
    Participation,
    Person,
    PersonTotal,
    Reminder,
    RosterDay,
    RosterSpan,
    SharedPhones,
    SignIn,
    Site,
    SiteHoliday,
    Subscription,
    Team,
    TeamAlias,
    TeamTotal,
    WeeklyPattern,
)

LEVELS = ("frontline", "team_lead", "manager", "executive")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Dubai")
GIVEN = ("Ada", "Ben", "Cleo", "Dov", "Eli", "Fay", "Gus", "Hana", "Ines", "Jan", "Kim", "Leo")
FAMILY = ("Okafor", "Lindqvist", "Sato", "Haddad", "Costa", "Novak", "Ito", "Marsh", "Reyes")
FRONT = ("", *"BCDFGHJKLMNPQRSTVWXZ")
Rows = Iterator[dict[str, Any]]


def write(session: Session, size: Size) -> None:
    for model, rows in (
        (Site, _sites(size)),
        (SiteHoliday, _holidays(size)),
        (Department, ({"id": n, "name": f"Department {n}"} for n in _to(size.departments))),
        (Level, _levels(size)),
        (Team, _teams(size)),
        (TeamTotal, ({"team_id": n, "acts": n % 90} for n in _to(size.teams))),
        (TeamAlias, _aliases(size)),
        (Person, _people(size)),
        (Membership, _memberships(size)),
        (Leadership, _leaders(size)),
        (Participation, _modes(size)),
        (WeeklyPattern, _weeks(size)),
        (RosterSpan, _spans(size)),
        (RosterDay, _shifts(size)),
        (PersonTotal, ({"person_id": n, "lift": n % 70} for n in _to(size.people))),
        (AccessCard, _cards(size)),
        (SignIn, _sign_ins(size)),
        (Subscription, _phones(size)),
        (Reminder, ({"person_id": n, "look_at": size.at} for n in _to(size.people))),
        (SharedPhones, iter([{"site_id": 1, "since": size.at, "by_id": 1}])),
    ):
        fill(session, model, rows)


def fill(session: Session, model: Any, rows: Rows) -> None:
    """All of these rows, a thousand at a time."""
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == 1000:
            session.execute(insert(model), some)
            some.clear()
    if some:
        session.execute(insert(model), some)


def has_claimed(number: int) -> bool:
    return number % 10 < 7


def _to(last: int) -> range:
    return range(1, last + 1)


def _sites(size: Size) -> Rows:
    for n in _to(size.sites):
        yield {"id": n, "name": f"Site {n}", "zone": ZONES[n % len(ZONES)]}


def _holidays(size: Size) -> Rows:
    for n in _to(size.sites):
        yield {"site_id": n, "day": size.day + timedelta(days=30), "name": "Harbour day"}


def _levels(size: Size) -> Rows:
    for n, key in enumerate(LEVELS[: size.levels]):
        yield {"id": n + 1, "key": key, "name": key.capitalize(), "rank": n}


def _teams(size: Size) -> Rows:
    for n in _to(size.teams):
        closed = size.since if n % 50 == 0 else None
        department = n % size.departments + 1
        warm = {"warm_from": size.since, "closed_on": closed}
        yield {"id": n, "name": f"Team {n}", "department_id": department, **warm}


def _aliases(size: Size) -> Rows:
    for n in range(10, size.teams, 10):
        yield {"department_id": n % size.departments + 1, "name": f"old {n}", "team_id": n}


def _people(size: Size) -> Rows:
    for n in _to(size.people):
        given = _given(n, size)
        yield {
            "id": n,
            "staff_number": f"S{n:07}",
            "name": f"{given} {FAMILY[n // 12 % len(FAMILY)]}{n // 108 % 200}",
            "given_name": given,
            "email": f"{n}@example.org" if n % 4 == 0 else None,
            "site_id": n % size.sites + 1,
            "level_id": 2 if n <= size.teams else (3 if n % 15 == 0 else 1),
            "role": "admin" if n == 1 else ("leader" if n <= size.teams else "staff"),
            "status": {17: "suspended", 41: "left"}.get(n % 50, "active"),
            "joined_at": size.at - timedelta(days=20) if has_claimed(n) or n == 1 else None,
            "created_at": size.at - timedelta(days=90),
            "loose_from": size.since if _is_loose(n) else None,
        }


def _given(number: int, size: Size) -> str:
    """Of more people no more are called alike: 400 in 100,000."""
    name, others = GIVEN[number % len(GIVEN)], 1 + size.people // 5_000
    front = FRONT[number // len(GIVEN) % others]
    return front + name.lower() if front else name


def _memberships(size: Size) -> Rows:
    for n in _to(size.people):
        if not _is_loose(n):
            yield {"person_id": n, "team_id": n % size.teams + 1, "from_on": size.since}


def _is_loose(number: int) -> bool:
    """In no team: enough of them that both sizes fill a page."""
    return number % 16 == 5


def _leaders(size: Size) -> Rows:
    for n in _to(size.teams):
        if n % 20:
            yield {"person_id": n, "team_id": n, "since": size.since}


def _modes(size: Size) -> Rows:
    for n in _to(size.people):
        mode = ("play", "play", "play", "quiet", "look")[n % 5]
        day = {"from_on": size.since, "chosen_on": size.since}
        yield {"person_id": n, "mode": mode, **day}


def _weeks(size: Size) -> Rows:
    for n in _to(size.people):
        hours = {"starts": time(8), "ends": time(16)}
        yield {"person_id": n, "from_on": size.since, "weekdays": 0b11111, **hours}


def _spans(size: Size) -> Rows:
    for n in range(1, size.people, 3):
        ends = size.day + timedelta(days=6)
        yield {"person_id": n, "first_on": size.day, "last_on": ends}


def _shifts(size: Size) -> Rows:
    for n in range(1, size.people, 3):
        for later in range(1, 5):
            starts = size.at + timedelta(days=later)
            yield {
                "person_id": n,
                "day": starts.date(),
                "starts_at": starts,
                "ends_at": starts + timedelta(hours=8),
            }


def _cards(size: Size) -> Rows:
    issued = size.at - timedelta(days=25)
    for n in _to(size.people):
        if n % 10 < 9:
            yield _card(n, issued, issued if has_claimed(n) else None)


def _card(person: int, issued: datetime, redeemed: datetime | None) -> dict[str, Any]:
    return {
        "id": person,
        "person_id": person,
        "code_digest": f"card {person}",
        "issued_at": issued,
        "expires_at": issued + timedelta(days=30),
        "redeemed_at": redeemed,
    }


def _sign_ins(size: Size) -> Rows:
    for n in filter(has_claimed, _to(size.people)):
        moments = {"created_at": size.at - timedelta(days=20), "seen_at": size.at}
        yield {"id": n, "token_digest": f"token {n}", "person_id": n, **moments}


def _phones(size: Size) -> Rows:
    for n in filter(has_claimed, _to(size.people)):
        if n % 2:
            yield {
                "id": n,
                "sign_in_id": n,
                "person_id": n,
                "endpoint": f"https://push.example/{n}",
                "endpoint_digest": f"endpoint {n}",
                "origin": "https://push.example",
                "p256dh": "key",
                "auth": "auth",
                "server_key": "server",
                "made_at": size.at - timedelta(days=20),
                "seen_at": size.at,
                "reached_at": size.at,
            }
