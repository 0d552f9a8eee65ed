"""How the desk says what a challenge is: its state, its places, its days, its history."""

from datetime import date, time
from typing import Any

from babel import UnknownLocaleError
from flask_babel import format_date, format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from uplift_pwa import languages
from uplift_pwa.queries.audiences import MOST_REACHED
from uplift_pwa.queries.challenge_history import Step
from uplift_pwa.queries.diary import weekdays
from uplift_pwa.rules import rounds, votes
from uplift_pwa.web import i18n
from uplift_pwa.web.level_words import level_word
from uplift_pwa.web.navigation import hour_text, listed, weekday_names

NAMED = 2
HELPS = {
    "customer": _l("A customer"),
    "colleague": _l("A colleague"),
    "team": _l("Another team"),
}
EVERY = {
    "1-week": _l("Every week anew"),
    "2-weeks": _l("Every second week"),
    "3-weeks": _l("Every third week"),
    "4-weeks": _l("Every fourth week"),
    "month-first": _l("The first of its days in a month"),
    "month-last": _l("The last of its days in a month"),
}
STATES = {
    "draft": _l("Draft"),
    "scheduled": _l("Scheduled"),
    "live": _l("Live"),
    "paused": _l("Paused by votes"),
    "retired": _l("Retired"),
}
STEPS = {
    "challenge.created": _l("Written"),
    "challenge.revised": _l("Changed"),
    "challenge.published": _l("Published"),
    "challenge.retired": _l("Retired"),
    "challenge.paused": _l("Paused: too many only ticked a box"),
    "challenge.held": _l("Paused by hand"),
    "challenge.resumed": _l("Offered again"),
}
PLATES = {
    "bed": _l("Bed"),
    "bell": _l("Bell"),
    "bubbles": _l("Two speech bubbles"),
    "bus": _l("Bus"),
    "calendar": _l("Calendar"),
    "carry": _l("Something carried"),
    "chair": _l("Chair"),
    "clipboard": _l("Clipboard"),
    "clock": _l("Alarm clock"),
    "cone": _l("Traffic cone"),
    "cup": _l("Cup"),
    "flowers": _l("Flowers"),
    "folder": _l("Folder"),
    "glasses": _l("Reading glasses"),
    "headset": _l("Headset"),
    "keys": _l("Keys"),
    "letterbox": _l("Letter box"),
    "magnifier": _l("Magnifying glass"),
    "map": _l("Map"),
    "meal": _l("Meal"),
    "megaphone": _l("Megaphone"),
    "name-tag": _l("Name tag"),
    "night-lamp": _l("Night lamp"),
    "note": _l("Note"),
    "open-door": _l("Open door"),
    "parcel": _l("Parcel"),
    "pencil": _l("Pencil"),
    "phone": _l("Phone"),
    "pillow": _l("Pillow"),
    "ramp": _l("Ramp"),
    "screen": _l("Screen"),
    "shelf": _l("Shelf"),
    "shop": _l("Shop"),
    "signpost": _l("Signpost"),
    "spray": _l("Spray bottle"),
    "stairs": _l("Stairs"),
    "suitcase": _l("Suitcase"),
    "table": _l("Table for two"),
    "teapot": _l("Teapot"),
    "thank-you": _l("Thank you"),
    "ticket": _l("Ticket"),
    "till": _l("Till"),
    "tools": _l("Tools"),
    "torch": _l("Torch"),
    "toy": _l("Toy"),
    "tray": _l("Tray"),
    "umbrellas": _l("Umbrellas"),
    "water": _l("Water"),
    "wave": _l("Waving hand"),
    "wheel": _l("Steering wheel"),
}


def state(challenge: Any, today: date) -> str:
    """The state in one or two words, with the day that matters next."""
    if challenge.state == "scheduled":
        return str(_("Scheduled: live from %(day)s", day=_day(challenge.from_on)))
    if challenge.state == "paused" and challenge.pause_reason:
        return str(_("Paused by hand"))
    if challenge.state == "live" and challenge.until_on and challenge.until_on < today:
        return str(_("Over since %(day)s", day=_day(challenge.until_on)))
    return str(STATES[challenge.state])


def last_step(history: list[Step]) -> list[Step]:
    """The step that brought it where it is, as a list of one: newest first, words aside."""
    return [step for step in history if step.action != "challenge.revised"][:1]


def voices(challenge: Any) -> str:
    """What the votes said, as far as it tells of nobody (RULES 8)."""
    share = votes.told_share(challenge.votes, challenge.boxes)
    if share is not None:
        return str(_("About %(share)s%% only ticked a box.", share=format_decimal(share)))
    most = 2 * challenge.boxes > challenge.votes
    return str(_("Nearly all only ticked a box.") if most else _("Few only ticked a box."))


def where(places: tuple[str, ...]) -> str:
    """The first names of an audience, levels as their reader calls them, and how many more."""
    if not places:
        return str(_("Everywhere"))
    places = tuple(map(level_word, places))
    more = len(places) - NAMED
    if more < 1:
        return listed(places)
    first, second = places[:NAMED]
    return str(
        ngettext(
            "%(first)s, %(second)s and %(num)s more",
            "%(first)s, %(second)s and %(num)s more",
            more,
            first=first,
            second=second,
        )
    )


def people(reached: int | None) -> str:
    """How many people it reaches; None where they are too few to say (RULES 8)."""
    if reached is None:
        return str(_("It fits too few people for a figure."))
    if reached > MOST_REACHED:
        return str(
            _("It fits more than %(people)s people.", people=format_decimal(MOST_REACHED))
        )
    return str(_("It fits %(people)s people.", people=format_decimal(reached)))


def when(challenge: Any) -> str:
    """Its first and last day, its weekdays, how often and at which hour, as a line."""
    on, every = sorted(weekdays(challenge.weekdays)), rounds.every(challenge.turn)
    parts = [_span(challenge.from_on, challenge.until_on)]
    if len(on) < len(weekday_names()):
        parts.append(listed(weekday_names()[day] for day in on))
    if every:
        parts.append(str(EVERY[every]))
    if challenge.release_hour is not None:
        parts.append(
            _("out at %(hour)s, each site’s time", hour=hour_text(time(challenge.release_hour)))
        )
    return " · ".join(parts)


def hours() -> list[tuple[int, str]]:
    """The hours of a day, as the reader's language writes them."""
    return [(hour, hour_text(time(hour))) for hour in range(24)]


def language(code: str) -> str:
    """A language in its own words; its code where nobody knows them."""
    try:
        return languages.own_name(code)
    except (ValueError, UnknownLocaleError):
        return code


def spoken(challenge: Any) -> list[str]:
    """The languages it has words in or could have, its author's first."""
    return list(dict.fromkeys([challenge.language, *i18n.offered(), *challenge.languages]))


def missing(challenge: Any) -> list[str]:
    """The languages it has no words in yet, each by its own name."""
    return [language(code) for code in i18n.offered() if code not in challenge.languages]


def _span(first: date | None, last: date | None) -> str:
    if first and last:
        return str(_("From %(first)s until %(last)s", first=_day(first), last=_day(last)))
    if first:
        return str(_("From %(first)s on", first=_day(first)))
    if last:
        return str(_("Until %(last)s", last=_day(last)))
    return str(_("Every day, without an end"))


def _day(day: date) -> str:
    return str(format_date(day, _("d MMM y")))
