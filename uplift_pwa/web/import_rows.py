"""The lines of a dry run as they are read on the page, made for the shown ones only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from uplift_pwa import languages
from uplift_pwa.actions.people_plan import Change, FieldChange, Move, Plan
from uplift_pwa.exchange.people_values import PersonRow
from uplift_pwa.queries.people_import import StoredPerson
from uplift_pwa.web import import_words

OF_EACH = 3  # on the first page, so that every kind is seen

Entry = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is None for somebody whom the file does not name."""

    what: str
    line: int | None
    person: str
    team: str
    happens: str


def entries(plan: Plan) -> list[Entry]:
    """Everybody whom the file changes, by kind; a person may be changed and moved."""
    return [(kind, found) for kind, all_of in _kinds(plan) for found in all_of]


def some(plan: Plan) -> list[Entry]:
    """A few of each kind."""
    return [(kind, found) for kind, all_of in _kinds(plan) for found in all_of[:OF_EACH]]


def row(entry: Entry) -> Row:
    kind, found = entry
    say: dict[str, Callable[[Any], Row]] = {
        "new": _new,
        "changed": _changed,
        "moved": _moved,
        "left": _left,
    }
    return say[kind](found)


def left_out(person: StoredPerson) -> Row:
    """Somebody whom the file does not name: reported, and left as they are."""
    return Row(person.staff_number, None, person.name, _team(person), "")


def _kinds(plan: Plan) -> tuple[tuple[str, Sequence[Any]], ...]:
    return (
        ("new", plan.new),
        ("changed", plan.changed),
        ("moved", plan.moved),
        ("left", plan.left),
    )


def _new(person: PersonRow) -> Row:
    happens = _("Gets a card as soon as you print it.")
    return Row(pgettext("people", "new"), person.line, person.name, person.team, happens)


def _changed(change: Change) -> Row:
    happens = "; ".join(_difference(field) for field in change.fields)
    return Row(_("changed"), change.row.line, change.row.name, change.row.team, happens)


def _moved(move: Move) -> Row:
    if move.before is None:
        happens = _("Joins this team today.")
    else:
        happens = _(
            "From %(team)s, tomorrow. Earlier acts stay with the old team.",
            team=move.before.name,
        )
    return Row(_("moved"), move.row.line, move.row.name, move.after.name, happens)


def _left(person: StoredPerson) -> Row:
    happens = _("Signed out everywhere at once; sums stay.")
    return Row(_("left"), None, person.name, _team(person), happens)


def _team(person: StoredPerson) -> str:
    return person.team.name if person.team else ""


def _difference(field: FieldChange) -> str:
    if field.field == "status":
        return str(_("Comes back"))
    if field.before is None:
        text = _("%(field)s: %(after)s", field=_name(field), after=_value(field, field.after))
    else:
        text = _(
            "%(field)s: %(before)s to %(after)s",
            field=_name(field),
            before=_value(field, field.before),
            after=_value(field, field.after),
        )
    return str(text)


def _name(field: FieldChange) -> str:
    known: dict[str, str] = {
        **import_words.fields(),
        "name": _("Name"),
        "locale": _("Language"),
    }
    return known[field.field]


def _languages() -> dict[str, str]:
    return {code: languages.own_name(code) for code in languages.offered()}


def _value(field: FieldChange, value: str | None) -> str:
    words = {"level": import_words.levels(), "locale": _languages()}.get(field.field, {})
    return words.get(value or "", value or "")
