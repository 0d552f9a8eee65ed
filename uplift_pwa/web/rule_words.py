"""The rules' paragraphs and numbers in the reader's language, with the values in force."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from uplift_pwa.rules.rulebook import BY_NAME, Change, Rulebook
from uplift_pwa.rules.settings import Number, numbers


@dataclass(frozen=True, slots=True)
class Line:
    """What one number means, in a sentence or a part of one."""

    text: str
    starred: bool
    goes_on: bool  # ends in a comma: the next line finishes the sentence


@dataclass(frozen=True, slots=True)
class Paragraph:
    title: str
    about: str
    lines: list[list[Line]]  # a list of sentences, each of one or more parts


def paragraphs(book: Rulebook, day: date) -> list[Paragraph]:
    """Every number of the game by paragraph, with the value in force on `day`."""
    titles = paragraph_titles()
    return [
        Paragraph(*titles[paragraph], _sentences([_line(number) for number in group]))
        for paragraph, group in groupby(numbers(book.on(day)), lambda one: one.paragraph)
    ]


def coming(book: Rulebook, day: date) -> list[tuple[date, str]]:
    """The changes that begin after `day`: when, and the sentence as it will read."""
    return [(change.from_on, _changed(change)) for change in book.after(day)]


def sentence(number: Number) -> str:
    """A number's sentence without the comma that leads on to the next."""
    text = str(_(number.sentence, number=number.value)).rstrip(",،、")
    return text[:1].upper() + text[1:]


def sentences(found: Iterable[Number]) -> dict[str, str]:
    """Each number's sentence by name, whole: with the parts of it that come before."""
    told: dict[str, str] = {}
    begun = ""
    for number in found:
        whole = f"{begun} {_(number.sentence, number=number.value)}".strip()
        told[number.name] = whole.rstrip(",،、")
        begun = whole if number.sentence.endswith(",") else ""
    return told


def paragraph_titles() -> dict[int, tuple[str, str]]:
    """A title and a line on what it is about for each paragraph of RULES."""
    return {
        1: (_("Your day"), _("A day is the shift you work, wherever you are.")),
        2: (
            _("Challenges"),
            _("Small acts of five minutes. Choose what fits, one tap is all."),
        ),
        4: (_("Lift"), _("Your own number. Nobody else sees it, and nobody is ranked.")),
        5: (_("Your rhythm"), _("Weeks in a row. A week away is no step back: come back.")),
        6: (_("The team’s days"), _("Days off, leave and storms never count against anybody.")),
        7: (_("The climb"), _("Everybody climbs together: acts, and units that move.")),
        8: (_("Who is moving"), _("Always units, never a person.")),
        9: (_("With colleagues"), _("Thanks, what stops you, and ideas.")),
        10: (_("Nudges"), _("Few, in your working time, and never twice the same.")),
        11: (_("Marks"), _("Given once for what you do. They stay.")),
        12: (_("What is kept"), _("Your acts are yours: no leader and no desk sees them.")),
    }


def _line(number: Number) -> Line:
    text = _(number.sentence, number=number.value)
    return Line(text, number.starred, number.sentence.endswith(","))


def _sentences(lines: list[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    goes_on = False
    for line in lines:
        if goes_on:
            found[-1].append(line)
        else:
            found.append([line])
        goes_on = line.goes_on
    return found


def _changed(change: Change) -> str:
    return sentence(replace(BY_NAME[change.name], value=change.value))
