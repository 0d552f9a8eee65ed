"""Names that rules know by key, in the reader's language."""

from flask_babel import gettext as _


def stage_names() -> dict[str, str]:
    """The stages of the climb (RULES 7)."""
    return {
        "ground": _("Ground"),
        "lift_off": _("Lift-off"),
        "sky": _("Sky"),
        "edge_of_space": _("Edge of space"),
        "final_stage": _("Final stage"),
        "orbit": _("Orbit"),
    }


def badge_words() -> dict[str, tuple[str, str]]:
    """Each badge's name and what earns it (RULES 11)."""
    return {
        "ignition": (_("Ignition"), _("the first kept day")),
        "lift-off": (_("Lift-off"), _("5 kept days in a row")),
        "first-lift": (_("First lift"), _("your first challenge")),
    }


def day_states() -> dict[str, str]:
    """What a team's day turned out to be (RULES 6)."""
    return {
        "kept": _("kept"),
        "open": _("open"),
        "carried": _("waits for its week"),
        "covered": _("covered"),
        "neutral": _("neutral day"),
        "off": _("nobody on shift"),
        "transparent": _("does not count"),
        "old": _("kept in an earlier run"),
        "missed": _("not kept"),
    }
