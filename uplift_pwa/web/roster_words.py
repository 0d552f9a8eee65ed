"""What is said about the lines of a roster that are not taken."""

from dataclasses import dataclass

from flask_babel import gettext as _

from uplift_pwa.exchange.roster_values import RosterRefusal
from uplift_pwa.exchange.unreadable import Unreadable
from uplift_pwa.web import import_words


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the file: what it says, and why that does not go."""

    line: int
    says: str
    why: str


def refused(line: RosterRefusal) -> Said:
    return Said(line.line, line.detail or "–", refusals()[line.code])


def refusals() -> dict[str, str]:
    """By code: why a line or an event stays out."""
    return {
        "no_staff_number": _("No staff number that we could use."),
        "bad_date": _("No such day."),
        "bad_time": _("Not a time as a clock shows it."),
        "half_a_shift": _("A start without an end, or an end without a start."),
        "no_length": _("It ends when it starts."),
        "too_long": _("Longer than a day."),
        "bad_event": _("Its start or its end cannot be read."),
        "unknown_zone": _("A time zone we do not know."),
        "unknown_rule": _("It comes again by a rule we do not read: days and weeks only."),
        "endless_rule": _("It comes again for ever: give it a last day."),
        "unknown_person": _("Nobody here has this staff number."),
    }


def unreadable(error: Unreadable) -> str:
    """Why nothing at all was read."""
    if error.reason_code == "no_columns":
        names = {
            "staff_number": _("Staff number"),
            "day": _("Date"),
            "starts": _("Start"),
            "ends": _("End"),
        }
        missing = ", ".join(names[key] for key in error.detail.split(", "))
        return str(_("No column was found for: %(columns)s.", columns=missing))
    if error.reason_code == "no_calendar":
        return str(_("This is not a calendar. Export it as one, in a file that ends in .ics."))
    return import_words.unreadable(error)
