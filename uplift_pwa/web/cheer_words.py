"""What each cheer says, to the leader who chooses it and to the team."""

from flask_babel import gettext as _


def cheer_words() -> dict[str, str]:
    """The words of every cheer by its key."""
    return {
        "kept": _("The day is kept. Thank you, all of you."),
        "longest": _("Our longest run so far. Thank you."),
        "run": _("This run is the work of all of you."),
        "start": _("A good start. Thank you for it."),
        "joining": _("Every good day counts: we are picking our run up."),
        "huddle": _("Thank you for coming together today."),
        "week": _("A new week, and a good team for it."),
        "effort": _("I see the effort. Thank you."),
        "together": _("Thank you for looking after each other."),
        "shift": _("Thank you for this shift."),
    }
