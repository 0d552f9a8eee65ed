"""What a phone is called, and what each switch of the nudges is about."""

from collections.abc import Iterable

from flask_babel import gettext as _

# How browsers name the system they run on, the more particular first.
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def name(user_agent: str) -> str:
    """The kind of device as its owner would call it; browsers tell no more that is true."""
    found = (called for sign, called in SYSTEMS if sign in user_agent)
    return next(found, "") or _("A browser")


def kinds(names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Each switch with its name and what comes with it."""
    words = {
        "nudges": (_("The nudge of the shift"), _("At most one a shift, five a week.")),
        "team": (_("My team"), _("When it gets a new badge.")),
        "colleagues": (_("Thanks and questions"), _("At most once a day, all together.")),
        "campaign": (_("Everybody"), _("The launch, a booster, a new stage.")),
        "leading": (_("As a leader"), _("Your team waits for you, or a roadblock does.")),
    }
    return [(name, *words[name]) for name in names]
