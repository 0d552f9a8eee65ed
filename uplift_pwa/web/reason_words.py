"""Why something changed, in plain words: one sentence for each kind of reason (RULES 12)."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from uplift_pwa.rules.badges import BY_KEY
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.web import words

Detail = Mapping[str, object]
Words = Callable[[Detail], Any]


def sentence(kind: str, detail: Detail) -> str:
    """What happened, for its reader. A kind from another release is said in general."""
    words_for = WORDS.get(kind)
    return str(words_for(detail) if words_for else _("Something was counted anew."))


def _count(detail: Detail, *names: str) -> int:
    """The first of these numbers that the reason holds, else 0."""
    found = next((detail[name] for name in names if name in detail), 0)
    return found if isinstance(found, int) else 0


def _lift(text: Callable[[], Any]) -> Words:
    """What was done, and the lift that came of it; a full day says so instead of +0."""

    def say(detail: Detail) -> Any:
        gained = _count(detail, "lift", "gained", "worth")
        if gained > 0:
            came = _("Lift +%(lift)s.", lift=format_decimal(gained))
        else:
            came = _("It counts; your lift of that day was full already.")
        return f"{text()} {came}"

    return say


def _plain(text: Callable[[], Any]) -> Words:
    return lambda _detail: text()


def _undone(detail: Detail) -> Any:
    gone = abs(_count(detail, "lift", "gained", "worth"))
    return _(
        "Something was taken back, and its %(lift)s lift with it.", lift=format_decimal(gone)
    )


def _kept(detail: Detail) -> Any:
    length = _count(detail, "length", "after", "streak")
    return ngettext(
        "The team kept its day: the run is now %(num)d day.",
        "The team kept its day: the run is now %(num)d days.",
        length,
    )


def _joined(detail: Detail) -> Any:
    length = _count(detail, "length", "after", "streak")
    return ngettext(
        "The earlier run is picked up again: it is now %(num)d day.",
        "The earlier run is picked up again: it is now %(num)d days.",
        length,
    )


def _missed(detail: Detail) -> Any:
    earlier, days = _count(detail, "earlier"), _count(detail, "to_join")
    if not (earlier and days):
        return _("A day was not kept. The next kept day begins a new run.")
    return ngettext(
        "A day was not kept. %(num)d good day picks up the run of %(run)s again.",
        "A day was not kept. %(num)d good days pick up the run of %(run)s again.",
        days,
        run=format_decimal(earlier),
    )


def _recounted(detail: Detail) -> Any:
    length = _count(detail, "length", "after", "streak")
    return ngettext(
        "The run was counted anew: it is now %(num)d day.",
        "The run was counted anew: it is now %(num)d days.",
        length,
    )


def _earned(detail: Detail) -> Any:
    every = _count(detail, "every") or DEFAULTS.cover_every
    return _(
        "%(days)s kept days: the team has a cover for a quiet day.", days=format_decimal(every)
    )


def _lent(detail: Detail) -> Any:
    return _("The team lent its cover to %(team)s.", team=detail.get("team", "…"))


def _received(detail: Detail) -> Any:
    return _("%(team)s lent a cover: the day is protected.", team=detail.get("team", "…"))


def _final(detail: Detail) -> Any:
    state = words.day_states().get(str(detail.get("state", "")))
    return _("The day is final: %(state)s.", state=state) if state else _("The day is final.")


def _neutral(detail: Detail) -> Any:
    why = detail.get("reason", "")
    return _("The day counts for nobody: %(reason)s", reason=why)


def _counts_again(detail: Detail) -> Any:
    return _("The day counts like any other again: %(reason)s", reason=detail.get("reason", ""))


def _huddle(detail: Detail) -> Any:
    counted = _count(detail, "did_it")
    if counted < DEFAULTS.least_people:
        return _("The huddle's count was added to the day.")
    return _("The huddle's count was added: %(people)d did it.", people=counted)


def _badge(detail: Detail) -> Any:
    key, tier = str(detail.get("badge", "")), _count(detail, "tier")
    if key not in BY_KEY:
        return _("A new mark was printed.")
    name, criterion = words.badge_words()[key]
    if BY_KEY[key].tiers:
        criterion = words.tier_words(key, tier)
    return _("The mark %(name)s is yours: %(criterion)s.", name=name, criterion=criterion)


def _acts(detail: Detail) -> Any:
    return _(
        "The ring of acts is full: %(acts)s acts.",
        acts=format_decimal(_count(detail, "acts", "total", "after")),
    )


def _breadth(detail: Detail) -> Any:
    return _(
        "The ring of units is full: %(percent)d%% of them have tipped.",
        percent=_count(detail, "percent"),
    )


def _stage(detail: Detail) -> Any:
    name = detail.get("name") or words.stage_names().get(str(detail.get("stage", "")))
    return _("We have reached a new stage: %(stage)s.", stage=name or "…")


def _goal(detail: Detail) -> Any:
    return _(
        "The ring of units is full at %(after)d%% now. It was %(before)d%% until then.",
        before=_count(detail, "before"),
        after=_count(detail, "after"),
    )


def _raised(detail: Detail) -> Any:
    goal = _count(detail, "goal", "goal_acts", "after")
    return _("The next orbit begins: the goal is %(goal)s acts.", goal=format_decimal(goal))


def _rhythm(detail: Detail) -> Any:
    return ngettext(
        "Your week is in rhythm: the run is now %(num)d week.",
        "Your week is in rhythm: the run is now %(num)d weeks.",
        _count(detail, "run"),
    )


def _rhythm_joined(detail: Detail) -> Any:
    return ngettext(
        "Your earlier run is picked up again: it is now %(num)d week.",
        "Your earlier run is picked up again: it is now %(num)d weeks.",
        _count(detail, "run"),
    )


def _rhythm_paused(detail: Detail) -> Any:
    earlier = _count(detail, "earlier")
    if not earlier:
        return _("Your run begins anew with your next good week.")
    return _("One good week picks up your run of %(run)s.", run=format_decimal(earlier))


def _corrected(detail: Detail) -> Any:
    changed = _count(detail, "changed")
    if not changed:
        return _("The desk counted everything anew: it was right already.")
    return _("The desk counted everything anew and put it right.")


WORDS: dict[str, Words] = {
    "lift.act": _lift(lambda: _("You did a challenge.")),
    "lift.sentence": _lift(lambda: _("You did a challenge and wrote what changed.")),
    "lift.said": _lift(lambda: _("You wrote what your act changed.")),
    "lift.confirmed": _lift(lambda: _("Somebody you helped said that it did help.")),
    "lift.thanks_sent": _lift(lambda: _("You thanked somebody.")),
    "lift.thanks_received": _lift(lambda: _("You were thanked.")),
    "lift.roadblock": _lift(lambda: _("You said what stops you.")),
    "lift.comeback": _lift(lambda: _("Welcome back: your first day after a week away.")),
    "lift.undone": _undone,
    "lift.recounted": _plain(lambda: _("Your first day back was counted anew.")),
    "rhythm.kept": _rhythm,
    "rhythm.joined": _rhythm_joined,
    "rhythm.paused": _rhythm_paused,
    "streak.kept": _kept,
    "streak.joined": _joined,
    "streak.missed": _missed,
    "streak.recounted": _recounted,
    "cover.earned": _earned,
    "cover.spent": _plain(lambda: _("The team’s cover protected this day. The run goes on.")),
    "cover.lent": _lent,
    "cover.received": _received,
    "day.final": _final,
    "day.neutral": _neutral,
    "day.counts_again": _counts_again,
    "day.huddle": _huddle,
    "reminder.held": _plain(
        lambda: _("The reminder waits until the leader has gone first, this day at most.")
    ),
    "reminder.released": _plain(lambda: _("The leader went first: reminders come again.")),
    "badge.given": _badge,
    "ring.acts": _acts,
    "ring.breadth": _breadth,
    "stage.reached": _stage,
    "booster.proposed": _plain(lambda: _("The desk was asked to start a booster.")),
    "booster.fired": _plain(lambda: _("A booster begins, everywhere at once.")),
    "ring.goal": _goal,
    "orbit.raised": _raised,
    "organisation.tipped": _plain(
        lambda: _("Everybody’s tipping point: enough units moved in the same week.")
    ),
    "feed.story": _plain(
        lambda: _("The desk took a story of yours out of the feed. The act itself counts.")
    ),
    "feed.thanks": _plain(
        lambda: _("The desk put a thanks of yours away. Say it in other words if you like.")
    ),
    "case.recounted": _corrected,
}
