"""Which blueprint answers under which address, and how numbers in addresses are read."""

from importlib import import_module

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

LARGEST = 2**31 - 1
BLUEPRINTS = (
    "health",
    "metrics",
    "phone",
    "sync",
    "sign_in",
    "join",
    "password",
    "today",
    "sentences",
    "votes",
    "confirmations",
    "feed",
    "reports",
    "counter",
    "counter_cards",
    "team",
    "orbit",
    "thanks",
    "me",
    "kept",
    "moving",
    "install",
    "own_days",
    "roadblocks",
    "ideas",
    "road_lead",
    "lead",
    "covers",
    "huddles",
    "cheers",
    "substitutes",
    "how_it_works",
    "reasons",
    "badges",
    "launch",
    "rehearsal",
    "first_acts",
    "challenges",
    "challenge_packs",
    "challenge_pauses",
    "challenge_texts",
    "challenge_sets",
    "challenge_files",
    "starter",
    "challenge_versions",
    "people",
    "unclaimed",
    "person",
    "deletions",
    "teams",
    "moves",
    "imports",
    "days_off",
    "rosters",
    "privacy",
    "data_sheet",
    "settings",
    "sites",
    "kinds",
    "rulebook",
    "audit",
    "cases",
    "inbox",
    "desk",
    "campaign",
    "momentum",
    "wall",
    "push",
    "push_desk",
    "push_words",
    "push_done",
    "nudges",
    "stations",
    "binding",
    "station",
    "station_day",
    "pin",
    "demo",
)


class IdConverter(BaseConverter):
    """A row's number: no database ever sees one that its column could not hold."""

    regex = r"[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if not 0 < number <= LARGEST:
            raise ValidationError
        return number


def init(app: Flask) -> None:
    app.url_map.converters["id"] = IdConverter


def register(app: Flask) -> None:
    """Every blueprint; imported here, where the converters are known."""
    for name in BLUEPRINTS:
        app.register_blueprint(import_module(f"uplift_pwa.web.{name}").bp)
