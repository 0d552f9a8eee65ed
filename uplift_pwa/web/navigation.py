"""Where one can go from a page: the phone's bar, the desk's rail, and what layouts ask for."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, request, url_for
from flask_babel import (
    format_date,
    format_decimal,
    format_time,
    get_locale,
    pgettext,
)
from flask_babel import gettext as _

from uplift_pwa.web import i18n, phone, sessions, words
from uplift_pwa.web.level_words import level_word

# Pages of the desk that have no place of their own on its rail, and where they are reached.
PARTS = {
    **dict.fromkeys(("cases", "inbox", "reports"), "inbox.index"),
    **dict.fromkeys(("deletions", "days_off", "rosters", "counter_cards"), "settings.index"),
    **dict.fromkeys(("kinds", "privacy", "rulebook", "settings", "sites"), "settings.index"),
    "data_sheet": "settings.index",
    "stations": "settings.index",
    "wall": "campaign.show",
}


def init(app: Flask) -> None:
    app.context_processor(layout)
    app.jinja_env.globals.update(
        # Patterns are texts: where the parts stand, and what joins them, differs by language.
        day_text=lambda day: format_date(day, _("EEEE d MMMM")),
        short_day=lambda day: format_date(day, _("d MMM")),
        clock_text=lambda at: hour_text(local(at)),
        hour_text=hour_text,
        moment_text=lambda at: _(
            "%(day)s, %(time)s",
            day=format_date(local(at), _("EEEE d MMMM"), rebase=False),
            time=hour_text(local(at)),
        ),
        number=format_decimal,
        listed=listed,
        local=local,
        weekday_names=weekday_names,
        level_word=level_word,
        level_row=lambda row: listed(map(level_word, row.split(", "))),
        badge_words=words.badge_words,
        tier_words=words.tier_words,
        moment_owners=words.moment_owners,
        day_states=words.day_states,
        week_options=lambda: list(enumerate(weekday_names())),
    )


def hour_text(at: datetime | time) -> str:
    """The hour and minute on a wall's clock, as the reader's language writes them."""
    return str(format_time(at, "short", rebase=False))


def listed(items: Iterable[object]) -> str:
    """Things side by side, with what the reader's language puts between them."""
    return str(pgettext("between things in a row", ", ")).join(map(str, items))


def weekday_names() -> list[str]:
    """Seven short names in the reader's language, Monday first, that fit seven columns."""
    names = get_locale().days["stand-alone"]
    usual = [names["abbreviated"][day] for day in range(7)]
    return usual if max(map(len, usual)) <= 5 else [names["short"][day] for day in range(7)]


def layout() -> dict[str, Any]:
    """What every layout may read. Loads nobody: errors are rendered with it as well."""
    known = i18n.is_known()
    me = sessions.me() if known else None
    return {
        "here": PARTS.get(request.blueprint or "", request.endpoint),
        "theme": me.theme if me else None,
        "owner": phone.owner(me.person_id) if me else None,
        "seal": phone.seal(me.person_id) if me else None,
        "shared": me is not None and me.kind == "shared",
        "manifest_url": url_for("phone.manifest", lang=i18n.locale()),
        "bar": _bar() if known else [],
        "news": {"thanks.show"} if me and me.has_card else set(),
        "rail": _rail() if me and me.is_admin else [],
    }


def local(at: datetime) -> datetime:
    """A moment on the clock of the person's site."""
    if not i18n.is_known():
        return at
    return at.astimezone(ZoneInfo(sessions.me().place.zone))


def _bar() -> list[tuple[str, str, str]]:
    me = sessions.me()
    lead = [("lead.index", "lead", _("Lead"))] if me.leads else []
    return [
        ("today.show", "today", _("Today")),
        ("team.show", "team", _("Team")),
        *lead,
        ("orbit.show", "orbit", _("Orbit")),
        ("thanks.show", "thanks", _("Thanks")),
        ("me.show", "me", _("Me")),
    ]


def _rail() -> list[tuple[str, str]]:
    return [
        ("challenges.index", _("Challenges")),
        ("launch.index", _("Launch")),
        ("people.index", _("People & teams")),
        ("campaign.show", _("Campaign & boosters")),
        ("momentum.index", _("Map & momentum")),
        ("inbox.index", _("Roadblocks & ideas")),
        ("push_desk.show", _("Push")),
        ("settings.index", _("Settings")),
        ("audit.index", _("Audit")),
        ("today.show", _("My day")),
    ]
