"""What kinds of thanks are called, and what is said about their lift."""

from datetime import datetime

from flask_babel import format_date
from flask_babel import gettext as _

from uplift_pwa.queries.thanks import Card, Sent
from uplift_pwa.queries.thanks_kinds import Kind
from uplift_pwa.rules.thanks import Held, Why
from uplift_pwa.rules.thanks_kinds import PICTURE, USUAL
from uplift_pwa.web.navigation import local


def kind_name(kind: Kind | Card | Sent) -> str:
    """The organisation's own name, else the usual one; a retired kind is plain thanks."""
    own, key = (kind.name, kind.key) if isinstance(kind, Kind) else (kind.named, kind.kind)
    return own or usual_names().get(key) or str(_("Thank you"))


def kind_picture(card: Card | Sent) -> str:
    return card.picture or USUAL.get(card.kind, PICTURE)


def outlook(held: Held | None, name: str, to: str, *, at: datetime) -> str:
    """What to know before thanks are sent; nothing where they give lift as ever."""
    return str(_("It will arrive. %(why)s", why=_why(held, name, to, at))) if held else ""


def outcome(held: Held | None, name: str, to: str, *, at: datetime) -> str:
    """The same once they have been sent."""
    if held:
        return _why(held, name, to, at)
    both = to == "person"
    return str(_("It lifts you both a little.") if both else _("It lifts you a little."))


def _why(held: Held, name: str, to: str, at: datetime) -> str:
    words = {"name": name, "day": _when(held.since, at)}
    if held.why is Why.AGAIN:
        return str(_("It adds no lift: you thanked %(name)s %(day)s.", **words))
    if held.why is Why.BACK:
        return str(_("It adds no lift: %(name)s thanked you %(day)s.", **words))
    if to == "person":
        return str(
            _("It lifts %(name)s; your own lift for thanks is full for today.", name=name)
        )
    return str(_("Your own lift for thanks is full for today."))


def _when(since: datetime, at: datetime) -> str:
    days = (local(at).date() - local(since).date()).days
    if days <= 0:
        return str(_("today"))
    if days == 1:
        return str(_("yesterday"))
    return str(_("on %(weekday)s", weekday=format_date(local(since).date(), "EEEE")))


def usual_names() -> dict[str, str]:
    """The kinds that an organisation begins with, as they are called in each language."""
    return {
        "had-my-back": _("Had my back"),
        "taught-me": _("Taught me"),
        "made-it-calm": _("Made it calm"),
        "came-running": _("Came running"),
        "thought-ahead": _("Thought ahead"),
    }
