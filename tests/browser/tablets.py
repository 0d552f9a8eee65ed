"""A shared tablet in its situations: nobody at it, somebody at it, somebody new."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from tests.browser.stage import SECRET
from tests.factories import NOON, Make
from uplift_pwa.actions import codes, completions, opening, stations
from uplift_pwa.config import Config
from uplift_pwa.db import transaction
from uplift_pwa.models import Person, Station

TOKEN = "the-token-of-a-tablet"
NAMES = ("Ada Okafor", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hal", "Ida", "Jo")
ALIKE = ("Ada Lind", "Wilhelmine Donaudampfschifffahrtsgesellschaftskapitän", "Noor")
CHALLENGES = (
    ("Walk a guest to the lift", "bell", "customer"),
    ("Hold the door", "open-door", "team"),
    ("Leave one thing ready", "keys", "colleague"),
)


def nobody_at_it(make: Make) -> Person:
    """A tablet of two teams; two of the people have acted."""
    make.campaign(goal=400)
    people = [make.person(name) for name in NAMES + ALIKE]
    for title, plate, helps in CHALLENGES:
        make.challenge(title, plate=plate, helps=helps)
    opening.days(make.session, at=NOON)
    for person in people[:2]:
        at = NOON - timedelta(minutes=3)
        completions.record(make.session, person.id, 1, at=at)
    make.session.commit()
    _bind(make, people[0])
    return people[0]


def a_turn(make: Make) -> Person:
    return _begin(make, nobody_at_it(make))


def all_three(make: Make) -> Person:
    ada = nobody_at_it(make)
    for challenge_id in (2, 3):
        completions.record(make.session, ada.id, challenge_id, at=NOON)
    return _begin(make, ada)


def somebody_new(make: Make) -> Person:
    nobody_at_it(make)
    return _begin(make, make.person("Nora", mode=None, joined_at=None))


def _begin(make: Make, person: Person) -> Person:
    stations.begin(make.session, 1, person.id, at=NOON, by_card=True)
    make.session.commit()
    return person


def _bind(make: Make, by: Person) -> None:
    pepper = Config(data=Path(), database_url="", secret=SECRET, plain_http=True).pepper
    with transaction(make.session):
        where = (by.site_id, [make.team().id, make.team("Night shift").id])
        stations.make(make.session, "Galley", *where, by=by.id, at=NOON, pepper=pepper)
        made = make.session.scalars(select(Station)).one()
        made.token_digest = codes.digest(TOKEN, pepper)
        made.bound_at = made.seen_at = NOON
