"""What an import says about lines, columns and files, in the reader's language."""

from dataclasses import dataclass

from flask_babel import gettext as _

from uplift_pwa.exchange.people_values import Refusal
from uplift_pwa.exchange.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the file: what it says, why that does not go, and what would help."""

    line: int
    says: str
    why: str
    help: str


def refused(line: Refusal) -> Said:
    why, help_ = refusals(line.detail)[line.code]
    return Said(line.line, _says(line), why, help_)


def warned(line: Refusal) -> Said:
    return Said(line.line, _says(line), warnings(line.detail)[line.code], "")


def _says(line: Refusal) -> str:
    """The staff number, and the words it is about where the reason does not repeat them."""
    quotes = line.code not in {"duplicate", "repeated", "zeros_dropped"}
    detail = line.detail if quotes and line.detail != line.staff_number else ""
    return " · ".join(text for text in (line.staff_number, detail) if text) or "–"


def refusals(detail: str = "") -> dict[str, tuple[str, str]]:
    """By code: why a line stays out, and what to do about it."""
    as_text = _("Make this column text in your sheet and export it again.")
    return {
        "cells": (
            _("More or fewer cells than the header has."),
            _("Put a name that holds a comma in quotation marks."),
        ),
        "not_a_person": (
            _("Not a line about a person."),
            _("Nothing, if it is a sum or a note."),
        ),
        "control_character": (_("There are hidden signs in it."), _("Type this cell anew.")),
        "unreadable_letter": (
            _("A letter cannot be read."),
            _("Save the file as UTF-8 and export it again."),
        ),
        "formula": (
            _("A spreadsheet would run this as a formula."),
            _("Take away the sign at the start."),
        ),
        "too_long": (_("Longer than 120 signs."), _("Shorten it.")),
        "no_staff_number": (
            _("No staff number."),
            _("Add it: it tells two people of one name apart."),
        ),
        "bad_staff_number": (_("Not a staff number as it stands."), as_text),
        "duplicate": (
            _("Lines %(lines)s have one staff number and differ.", lines=detail),
            _("Correct one of them in the file."),
        ),
        "repeated": (
            _("The same as line %(line)s.", line=detail),
            _("Nothing: the first one counts."),
        ),
        "no_name": (_("No name."), _("Add the name.")),
        "no_team": (_("No team."), _("Add the team.")),
        "no_department": (_("No department."), _("Add the department.")),
        "no_site": (_("No site."), _("Add the site.")),
        "unknown_level": (
            _("No level of that name."),
            _("Write frontline, team lead, manager or executive."),
        ),
        "zeros_dropped": (
            _("Two numbers that differ by their zeros: %(numbers)s.", numbers=detail),
            as_text,
        ),
        "last_admin": (
            _("Nobody could open the desk any more: this is the last admin."),
            _("Make somebody else an admin first."),
        ),
    }


def warnings(detail: str = "") -> dict[str, str]:
    """By code: what of a line is not taken as it stands. The person is taken in."""
    return {
        "bad_email": _("Not an e-mail address: left blank."),
        "shared_email": _("Two people give this address: left blank for both."),
        "email_taken": _("Somebody else here has this address: left blank."),
        "bad_date": _("No such day: left blank."),
        "unknown_language": _("No language we know: left for them to choose."),
        "unknown_status": _("A state we do not know: read as working."),
        "no_level": _("No level: read as frontline."),
        "one_name": _("One name only: check that it is the whole."),
        "doubtful_letter": _("A question mark in a name: a letter may have dropped out."),
        "manager_self": _("Their own manager: left blank."),
        "manager_not_in_file": _("This manager is in no line of the file."),
        "rare_site": _("The only line with this site: a slip of the pen?"),
        "team_in_two_departments": _("Most of this team is in another department."),
    }


def unreadable(error: Unreadable) -> str:
    """Why nothing at all was read."""
    return unreadables(error.detail)[error.reason_code]


def unreadables(detail: str = "") -> dict[str, str]:
    return {
        "workbook": _("This is a workbook. Save its sheet as CSV and bring that."),
        "empty": _("There is nothing in this file."),
        "binary": _("This is not a file of text. Export it as CSV."),
        "too_big": _("Larger than 5 MiB. Leave out columns that are not needed."),
        "too_many_rows": _("More than %(rows)s lines. Bring it in parts.", rows=detail),
        "too_many_columns": _(
            "%(columns)s columns are too many: 200 is the most.", columns=detail
        ),
        "no_header": _("No line names the columns. Keep the header when you export."),
        "cell_too_long": _("Near line %(line)s a cell does not end.", line=detail),
        "open_quote": _(
            "A quotation mark that opens at line %(line)s never closes.", line=detail
        ),
    }


def fields() -> dict[str, str]:
    """What a column may hold; the keys are those of a mapping and of a change."""
    return {
        "staff_number": _("Staff number"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "full_name": _("Full name"),
        "email": _("E-mail"),
        "team": _("Team"),
        "department": _("Department"),
        "site": _("Site"),
        "level": _("Level"),
        "manager_number": _("Manager’s staff number"),
        "hired_on": _("First day"),
        "language": _("Language"),
        "status": _("Working or left"),
    }


def levels() -> dict[str, str]:
    return {
        "frontline": _("Frontline"),
        "team_lead": _("Team lead"),
        "manager": _("Manager"),
        "executive": _("Executive"),
    }
