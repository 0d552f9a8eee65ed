"""The languages there are: one catalogue in translations/ each, read as it was written.

A new language is one catalogue here and one file of challenges in content/, and no code.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

ENGLISH = "en"
FOLDER = Path(__file__).parent / "translations"


@cache
def offered() -> tuple[str, ...]:
    """The codes of all languages, English first: the texts are written in it."""
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def translations(code: str) -> NullTranslations:
    """The catalogue of a language; English, and what is not offered, says the texts as written.

    Read once a process. No compiled copy lies about that could be older than its source.
    """
    path = FOLDER / f"{code}.po"
    if code not in offered() or not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


@cache
def own_name(code: str) -> str:
    """What the language calls itself, with its first letter as a heading has it."""
    name = _locale(code).get_display_name() or code
    return name[:1].upper() + name[1:]


@cache
def direction(code: str) -> str:
    """ltr or rtl, for any locale that there is, offered or not."""
    return str(_locale(code).text_direction)


def _locale(code: str) -> Locale:
    return Locale.parse(code.replace("_", "-"), sep="-")
