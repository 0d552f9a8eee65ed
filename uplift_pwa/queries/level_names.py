"""A level as it is called: its key where it goes by the usual name, else its own name."""

from typing import Any

from sqlalchemy import and_, case, or_

from uplift_pwa.exchange.people_words import LEVELS
from uplift_pwa.models import Level
from uplift_pwa.rules.levels import usual_name


def said() -> Any:
    """A column for another SELECT; the web has words for keys in each language."""
    usual = (and_(Level.key == key, Level.name == usual_name(key)) for key in LEVELS)
    return case((or_(*usual), Level.key), else_=Level.name)
