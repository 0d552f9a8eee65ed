"""What a level is called: the organisation's own name, or the usual one in each language."""

from uplift_pwa.rules.levels import usual_name
from uplift_pwa.web import import_words


def level_word(name: str) -> str:
    """The name of a level, as it is kept, for its reader."""
    usual = {usual_name(key): text for key, text in import_words.levels().items()}
    return usual.get(name, name)


def level_list(names: str) -> str:
    """Several names as queries join them, for their reader."""
    return ", ".join(map(level_word, names.split(", ")))


def own_name(key: str, name: str) -> str:
    """What the organisation calls the level; empty where it goes by its usual name."""
    return "" if name == usual_name(key) else name
