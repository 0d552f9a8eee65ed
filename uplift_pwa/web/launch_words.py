"""What the launch board says: what each unit waits for, and the one tap that mends it."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from uplift_pwa import languages
from uplift_pwa.queries.launch_board import Board, Unit
from uplift_pwa.rules.launch import Hold
from uplift_pwa.web.navigation import listed


def level_names() -> dict[str, str]:
    """The columns of the board, in the reader's language."""
    return {
        "frontline": _("Front line"),
        "team_lead": _("Team leads"),
        "manager": _("Managers"),
        "executive": _("Executives"),
    }


def step_names() -> dict[str, str]:
    return {
        "goal": _("The goal"),
        "stages": _("The stages"),
        "day": _("The day"),
        "pack": _("The second engine"),
    }


def why(hold: Hold) -> str:
    """What is missing, with its number."""
    have, need = format_decimal(hold.have), format_decimal(hold.need)
    texts: dict[str, str] = {
        "cards": _("%(have)s of %(need)s have a card", have=have, need=need),
        "claimed": _("%(have)s of %(need)s cards claimed", have=have, need=need),
        "leader": ngettext(
            "%(num)d team without a leader",
            "%(num)d teams without a leader",
            hold.need - hold.have,
        ),
        "first_act": _("%(have)s of %(need)s leaders went first", have=have, need=need),
        "challenges": _(
            "%(have)s of %(need)s challenges live in %(language)s",
            have=have,
            need=need,
            language=languages.own_name(hold.language) if hold.language else "",
        ),
    }
    return texts[hold.kind]


def ready(unit: Unit) -> str:
    """What a unit that is go says of itself: who leads went first, others have their cards."""
    cell = unit.cell
    if cell.leaders == cell.people:
        return str(_("%(have)s of %(need)s went first", have=cell.started, need=cell.leaders))
    return claimed(unit)


def mend(hold: Hold) -> tuple[str, str]:
    """Where one tap leads to mend it, and what the tap is called."""
    places: dict[str, tuple[str, str]] = {
        "cards": (url_for("people.index", state="none"), _("Print cards")),
        "claimed": (url_for("people.index", state="issued"), _("See who waits")),
        "leader": (url_for("teams.index", state="unled"), _("Name leaders")),
        "first_act": (url_for("challenges.index", q=""), _("See what leaders can do")),
        "challenges": (url_for("challenges.index"), _("Write some more")),
    }
    return places[hold.kind]


def claimed(unit: Unit) -> str:
    """How far the unit's cards are, whether it is go or not."""
    have, need = format_decimal(unit.cell.claimed), format_decimal(unit.cell.people)
    return str(_("%(have)s of %(need)s cards claimed", have=have, need=need))


def columns(board: Board, unit: Unit) -> str:
    """The levels of a unit, as a narrow screen says them in its cell."""
    names, keys = level_names(), [board.levels[place][1] for place in unit.levels]
    return together(names.get(key, key) for key in keys)


def departments(board: Board, unit: Unit) -> str:
    """The departments that are counted together in a unit."""
    return together(name for id_, name, _cells in board.rows if id_ in unit.departments)


def whys(unit: Unit) -> str:
    """Everything that a unit waits for, in one line."""
    return together(map(why, unit.holds))


def together(words: Iterable[str]) -> str:
    """Words in a row, with what the reader's language puts between them."""
    return listed(words)
