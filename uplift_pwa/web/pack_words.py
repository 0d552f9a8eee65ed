"""Why a file of challenges is not taken, line by line, in the reader's language."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from uplift_pwa.exchange.challenge_problems import NO_LINE, Problem, Reason

WHY = {
    Reason.TOO_BIG: _l("The file is larger than 2 MiB."),
    Reason.NOT_UTF8: _l("The file is not text in UTF-8. Save it as UTF-8."),
    Reason.BAD_TOML: _l("Here the file stops being TOML: look for a missing quote or sign."),
    Reason.UNKNOWN_FIELD: _l("Nobody knows this field. Check how it is spelt."),
    Reason.MISSING_FIELD: _l("This is missing or empty."),
    Reason.WRONG_TYPE: _l("This is another kind of value than is needed here."),
    Reason.BAD_SLUG: _l("Only small letters, digits and single hyphens go here."),
    Reason.DUPLICATE_KEY: _l("This key stands twice in the file."),
    Reason.TOO_LONG: _l("This is too long."),
    Reason.CONTROL_CHARACTERS: _l("Some signs in here cannot be kept."),
    Reason.OUT_OF_RANGE: _l("This number does not go here."),
    Reason.UNKNOWN_VALUE: _l("There is no such value."),
    Reason.TOO_MANY: _l("The file has too many challenges."),
    Reason.DATES_REVERSED: _l("The last day comes before the first."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A problem: where it stands, which challenge and field, and what to mend."""

    line: str
    about: str
    why: str


def said(problem: Problem) -> Said:
    line = _("line %(line)d", line=problem.line) if problem.line != NO_LINE else _("the file")
    about = " · ".join(text for text in (problem.key, problem.field, problem.detail) if text)
    return Said(line, about or "–", str(WHY[problem.reason]))
