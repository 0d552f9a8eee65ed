"""How long finding one of 100,000 people by name takes, and how often a slip finds them."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests import postgres
from tests.factories import NOON, Make
from uplift_pwa import migrate
from uplift_pwa.actions import people_search
from uplift_pwa.db import make_engine, make_session_factory, transaction
from uplift_pwa.models import Membership, Person
from uplift_pwa.queries import people_search as query

PEOPLE, TEAMS, ASKED = 100_000, 5_000, 250
SYLLABLES = "ba be da do fa gi go ha ka ki la le lo ma mi na ne no pa ra ri ro sa se si ta to"
ENDINGS = ("", "n", "s", "r", "ski", "sen", "ez", "ov", "man", "ini", "o", "dottir")
FIRST, LAST = 2_000, 30_000  # different given and family names, some of them much more usual


def measure() -> dict[str, dict[str, float]]:
    """p50 and p95 in milliseconds by kind of question, on every database there is."""
    figures = {}
    for kind, url in _databases():
        with _people(url) as (session, people, seconds):
            figures[kind] = {"indexed_in_seconds": round(seconds, 1), **_ask(session, people)}
    return figures


def _ask(session: Session, people: list[tuple[int, str]]) -> dict[str, float]:
    chance = random.Random(7)
    asked = chance.sample(people, ASKED)
    figures: dict[str, float] = {}
    for kind, text_of in QUESTIONS.items():
        times, hits = [], 0
        for who, name in asked:
            text = text_of(name, chance)
            began = time.perf_counter()
            found = query.find(session, text, asker=people[0][0])
            times.append((time.perf_counter() - began) * 1000)
            hits += who in {one.id for one in found[:5]}
        times.sort()
        figures[f"{kind}_p50_ms"] = round(times[ASKED // 2], 1)
        figures[f"{kind}_p95_ms"] = round(times[ASKED * 95 // 100], 1)
        figures[f"{kind}_in_first_5_percent"] = round(100 * hits / ASKED, 1)
    return figures


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice("aeioulnrst") + word[at:],
            word[:at] + chance.choice("aeioulnrst") + word[at + 1 :],
        )
    )


QUESTIONS: dict[str, Callable[[str, random.Random], str]] = {
    "whole_name": lambda name, _: name,
    "other_order": lambda name, _: " ".join(reversed(name.split())),
    "beginnings": lambda name, _: " ".join(part[:4] for part in name.split()),
    "two_letters": lambda name, _: name[:2],
    "given_name": lambda name, _: name.split()[0],
    "one_slip": lambda name, chance: f"{name.split()[0]} {_slip(name.split()[1], chance)}",
    "two_slips": lambda name, chance: " ".join(_slip(part, chance) for part in name.split()),
}


@contextmanager
def _people(url: str) -> Iterator[tuple[Session, list[tuple[int, str]], float]]:
    engine = make_engine(url)
    migrate.upgrade(engine)
    with make_session_factory(engine)() as session:
        make = Make(session)
        first = make.person("Ada Anders")
        team_ids = [make.team(f"Team {number}").id for number in range(TEAMS)]
        with transaction(session):
            rows = [_row(name, first) for name in _names(PEOPLE)]
            found = session.execute(insert(Person).returning(Person.id, Person.name), rows)
            people = [(who, name) for who, name in found]
            session.execute(
                insert(Membership),
                [_member(who, team_ids[who % TEAMS]) for who, _ in people],
            )
        began = time.perf_counter()
        with transaction(session):
            people_search.catch_up(session)
        yield session, people, time.perf_counter() - began
    engine.dispose()


def _member(who: int, team_id: int) -> dict[str, object]:
    return {"person_id": who, "team_id": team_id, "from_on": date(2026, 1, 1)}


def _row(name: str, like: Person) -> dict[str, object]:
    place = {"site_id": like.site_id, "level_id": like.level_id, "created_at": NOON}
    return {"name": name, "given_name": name.split()[0], **place}


def _names(count: int) -> list[str]:
    chance = random.Random(3)
    given, family = (_made(number, chance) for number in (FIRST, LAST))
    usual_given = [1 / (place + 5) for place in range(FIRST)]
    usual_family = [1 / (place + 50) for place in range(LAST)]
    pairs = zip(
        chance.choices(given, usual_given, k=count),
        chance.choices(family, usual_family, k=count),
        strict=True,
    )
    return [f"{one} {other}" for one, other in pairs]


def _made(count: int, chance: random.Random) -> list[str]:
    parts, found = SYLLABLES.split(), dict[str, None]()
    while len(found) < count:
        stem = "".join(chance.choices(parts, k=chance.choice((2, 2, 3, 3, 4))))
        found[(stem + chance.choice(ENDINGS)).capitalize()] = None
    return list(found)


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="uplift-bench-") as folder:
        yield "sqlite", f"sqlite:///{Path(folder) / 'uplift.db'}"
    if not postgres.missing():
        home = postgres.prepare()
        yield "postgresql", postgres.cluster().database("uplift_bench", lambda _url: None)
        postgres.end(home)
