"""Every text that is ever pushed, in one place: generic, true, and worth half a second (W6)."""

import json
from collections.abc import Callable, Mapping
from functools import cache

from uplift_pwa import languages
from uplift_pwa.push.kinds import KINDS, tag

MOST_BYTES = 2048
DECLARATIVE = 8030  # by which a phone knows that no worker is needed to show it
# Where a tap leads; what is shown there is decided anew for whoever taps.
LINKS = {
    "nudge": "/",
    "one_short": "/",
    "thanks": "/thanks",
    "question": "/thanks",
    "badge": "/team",
    "stage": "/orbit",
    "launch": "/",
    "booster": "/",
    "leader_waiting": "/",
    "roadblock": "/lead/roadblocks",
    "bundle": "/",
    "test": "/me",
}
# Something waits to be done: the app's icon says so with a 1 until the app is opened.
WAITS = frozenset({"nudge", "one_short", "question", "leader_waiting", "roadblock"})

Text = tuple[str, str]


def payloads(key: str, kind: str, text: str | None = None) -> Mapping[str, str]:
    """What is sent, by locale: `text` names one of the kind's, by default its only one."""
    return {
        locale: write(key, kind, _texts(locale)[text or kind], locale)
        for locale in languages.offered()
    }


def own_words(key: str, kind: str, own: Mapping[str, Text]) -> Mapping[str, str]:
    """The same where an admin wrote a title and a text in some languages."""
    written = {locale: write(key, kind, text, locale) for locale, text in own.items()}
    return {**payloads(key, kind), **written}


def nudge_texts() -> tuple[str, ...]:
    """The nudge's texts that are always true, by name, in the order they take turns."""
    return _ALWAYS


def title_and_body(text: str, locale: str) -> Text:
    """The words of a text in a language, for a preview."""
    return _texts(locale)[text]


def write(key: str, kind: str, text: Text, locale: str) -> str:
    """A declarative push message; a worker that gets it shows the same (RFC 8030 aside)."""
    title, body = text
    notification: dict[str, object] = {
        "title": title,
        "body": body,
        "navigate": LINKS[kind],
        "tag": tag(key),
        "lang": locale.replace("_", "-"),
        "dir": languages.direction(locale),
    }
    if KINDS[kind].nudge:
        done = languages.translations(locale).gettext("Done")
        notification["actions"] = [{"action": "done", "title": done, "navigate": LINKS[kind]}]
    message: dict[str, object] = {
        "web_push": DECLARATIVE,
        "notification": notification,
        "kind": kind,
    }
    if kind in WAITS:
        message["app_badge"] = 1
    written = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    if len(written.encode()) > MOST_BYTES:
        raise ValueError(f"the push {kind} is longer than {MOST_BYTES} bytes in {locale}")
    return written


@cache
def _texts(locale: str) -> Mapping[str, Text]:
    _ = languages.translations(locale).gettext
    return {**_nudges(_), **_conditional(_), **_news(_)}


_ALWAYS = ("small", "half_minute", "next_person", "two", "calm", "pick", "in", "notice")


def _nudges(_: Callable[[str], str]) -> Mapping[str, Text]:
    """Always true on a working day, so that there is one that was not sent lately."""
    return {
        "small": (_("One small thing"), _("Today's are here. One is enough.")),
        "half_minute": (_("Half a minute"), _("See what you could lift today.")),
        "next_person": (
            _("The next person you meet"),
            _("What would make it easier for them? Have a look."),
        ),
        "two": (_("Good for two"), _("Something small for somebody else does you good too.")),
        "calm": (_("When it is calm for a moment"), _("Open today's and choose one.")),
        "pick": (_("Pick the easiest"), _("Each of today's takes five minutes at most.")),
        "in": (_("Today's are in"), _("Choose the one that fits your shift.")),
        "notice": (_("Somebody will notice"), _("One small thing, done well. Choose yours.")),
    }


def _conditional(_: Callable[[str], str]) -> Mapping[str, Text]:
    """True at some moments only; who nudges has to see to it."""
    return {
        "one_short": (_("One more keeps the day"), _("Your team is that close. Is it yours?")),
        "first": (_("Be the first today"), _("Your team starts with whoever goes first.")),
        "run": (_("Your team is on a run"), _("One small thing today helps to carry it on.")),
        "kept": (_("Your team has kept the day"), _("Every act still lifts the rocket.")),
        "fresh": (_("Booster days"), _("There are new challenges, for a few days only.")),
    }


def _news(_: Callable[[str], str]) -> Mapping[str, Text]:
    return {
        "thanks": (_("Somebody thanked you"), _("Open uplift and read it.")),
        "question": (_("A short question for you"), _("Did it help? One tap answers it.")),
        "badge": (_("Your team has a new badge"), _("See which one it is.")),
        "stage": (_("A new stage is reached"), _("See how high everybody is now.")),
        "launch": (_("Today everybody starts"), _("Your first challenges are here.")),
        "booster": (_("The booster is lit"), _("New challenges everywhere, for a few days.")),
        "leader_waiting": (
            _("Your team waits for you to go first"),
            _("Their reminder comes when you have done one of your own."),
        ),
        "roadblock": (_("A roadblock waits for an answer"), _("See what stops your team.")),
        "bundle": (_("Good news has come in"), _("Open uplift and see what it is.")),
        "test": (_("It works"), _("This phone can be reached.")),
    }
