"""What happened on the desk's settings, in a sentence for each kind of change."""

from collections.abc import Callable
from datetime import time

from flask_babel import gettext as _

from uplift_pwa import languages
from uplift_pwa.queries.audit_log import Entry
from uplift_pwa.queries.diary import weekdays
from uplift_pwa.web import road_words
from uplift_pwa.web.level_words import level_word
from uplift_pwa.web.navigation import hour_text, listed, weekday_names
from uplift_pwa.web.thanks_words import usual_names


def areas() -> dict[str, str]:
    """The names of the areas that an action's first word stands for."""
    return {
        "level": _("Levels"),
        "organisation": _("The organisation"),
        "site": _("Sites"),
        "thanks_kind": _("Kinds of thanks"),
    }


def _text(entry: Entry, name: str) -> str:
    return str(entry.detail.get(name) or "")


def _keys(entry: Entry, name: str) -> list[str]:
    found = entry.detail.get(name)
    return [str(key) for key in found] if isinstance(found, list) else []


def _spoken(entry: Entry) -> str:
    there = languages.offered()
    named = [languages.own_name(one) for one in _keys(entry, "languages") if one in there]
    usual = _text(entry, "usual")
    text: str = _(
        "Offers %(languages)s; for whom nothing is known it is %(usual)s.",
        languages=listed(named),
        usual=languages.own_name(usual) if usual in there else usual,
    )
    return text


def _site(entry: Entry) -> str:
    """What it is now, after what it was."""
    text: str = _(
        "Changed %(site)s: %(before)s is %(after)s.",
        site=_text(entry, "name"),
        before=_clock(entry, "before"),
        after=_clock(entry, "after"),
    )
    return text


def _clock(entry: Entry, when: str) -> str:
    names, mask = weekday_names(), entry.detail.get(f"weekdays_{when}")
    days = [names[day] for day in sorted(weekdays(mask))] if isinstance(mask, int) else []
    hour = entry.detail.get(f"hour_{when}")
    parts = [_text(entry, f"zone_{when}").replace("_", " ")]
    parts += [hour_text(time(hour))] if isinstance(hour, int) else []
    return f"{listed(parts)} ({listed([*days, _text(entry, f'week_{when}')])})"


def _kinds(entry: Entry) -> str:
    usual = usual_names()
    named = [usual.get(key, key) for key in _keys(entry, "kinds")]
    return str(_("Kinds of thanks are now: %(kinds)s.", kinds=listed(named)))


def _roadblocks(entry: Entry) -> str:
    words = road_words.kind_words()
    named = [words.get(key, key) for key in _keys(entry, "kinds")]
    return str(_("Kinds of roadblocks are now: %(kinds)s.", kinds=listed(named)))


WORDS: dict[str, Callable[[Entry], str]] = {
    "level.named": lambda one: _(
        "The level “%(before)s” is called “%(after)s”.",
        before=level_word(_text(one, "before")),
        after=level_word(_text(one, "after")),
    ),
    "organisation.languages": _spoken,
    "organisation.renamed": lambda one: _(
        "“%(before)s” is called “%(after)s”.",
        before=_text(one, "before"),
        after=_text(one, "after"),
    ),
    "organisation.roadblocks": _roadblocks,
    "site.revised": _site,
    "thanks_kind.arranged": _kinds,
}
