"""What kinds of push, reasons and alarms are called on the desk."""

from datetime import datetime, timedelta

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from uplift_pwa.queries.push_desk import MOST, Outbox

STILL = timedelta(minutes=2)  # the clockwork ticks every 15 seconds


def kind(name: str) -> str:
    texts: dict[str, str] = {
        "nudge": _("The nudge of a shift"),
        "one_short": _("One more keeps the day"),
        "thanks": _("Thanks"),
        "question": _("Did it help?"),
        "badge": _("A team’s badge"),
        "stage": _("A stage of the climb"),
        "launch": _("The launch"),
        "booster": _("A booster"),
        "leader_waiting": _("To leaders: your team waits"),
        "roadblock": _("To leaders: a roadblock waits"),
        "bundle": _("News of the day"),
    }
    return texts.get(name, name)


def reason(name: str) -> str:
    """Why something was not taken."""
    texts: dict[str, str] = {
        "unsubscribed": _("The phone has let go of it"),
        "refused": _("Refused for three days"),
        "gave_up": _("Tried eight times"),
        "hostile": _("The address is none of a push service"),
        "unreadable": _("The phone’s keys do not fit"),
        "no_key": _("Our key for it is not there any more"),
    }
    status = name.removeprefix("status_")
    return texts.get(name) or str(_("The service answered %(status)s", status=status))


def alarm(why: str) -> str:
    if why == "refuses":
        return str(_("It refuses our key and is asked again every ten minutes."))
    return str(_("%(why)s.", why=reason(why)))


def on_the_way(outbox: Outbox, now: datetime) -> str:
    """How many wait to leave, and how long the oldest has."""
    waits = age(outbox.since or now, now)
    if outbox.due > MOST:
        return str(
            _(
                "More than %(most)s messages are on their way out, the oldest for %(age)s.",
                most=format_decimal(MOST),
                age=waits,
            )
        )
    return str(
        ngettext(
            "%(num)d message is on its way out, for %(age)s.",
            "%(num)d messages are on their way out, the oldest for %(age)s.",
            outbox.due,
            age=waits,
        )
    )


def came_wrong(outside: int) -> str:
    """What is said of pushes outside working hours."""
    if outside > MOST:
        return str(
            _(
                "More than %(most)s messages came at the wrong time. Tell whoever runs uplift.",
                most=format_decimal(MOST),
            )
        )
    return str(
        ngettext(
            "%(num)d message came at the wrong time. Tell whoever runs uplift.",
            "%(num)d messages came at the wrong time. Tell whoever runs uplift.",
            outside,
        )
    )


def age(since: datetime, now: datetime) -> str:
    """How long something waits, as somebody would say it."""
    minutes = max(0, int((now - since).total_seconds()) // 60)
    if minutes < 1:
        return str(_("less than a minute"))
    if minutes < 120:
        return str(ngettext("%(num)d minute", "%(num)d minutes", minutes))
    return str(ngettext("%(num)d hour", "%(num)d hours", minutes // 60))


def is_still(ticked_at: datetime | None, now: datetime) -> bool:
    """Whether the clockwork has not been seen for a while."""
    return ticked_at is None or now - ticked_at > STILL
