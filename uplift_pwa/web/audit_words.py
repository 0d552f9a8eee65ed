"""What happened on the desk, in a sentence for each kind of change."""

from collections.abc import Callable

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from uplift_pwa.queries.audit_log import Entry
from uplift_pwa.rules.rulebook import BY_NAME
from uplift_pwa.web import audit_choices, launch_words, privacy_words, rule_words
from uplift_pwa.web.audit_parts import about, count, other, part

Words = Callable[[Entry], str]


def sentence(entry: Entry) -> str:
    """What happened, for its reader. A kind from another release is said in general."""
    words_for = WORDS.get(entry.action)
    return words_for(entry) if words_for else _("Something else: %(what)s", what=entry.action)


def areas() -> dict[str, str]:
    """The names of the areas that an action's first word stands for; some share a name."""
    return {
        **audit_choices.areas(),
        "answer_words": _("Words of answers"),
        "backup": _("Backups"),
        "booster": _("Boosters"),
        "campaign": _("The campaign"),
        "card": _("Access cards"),
        "case": _("Questions"),
        "challenge": _("Challenges"),
        "challenges": _("Packs of challenges"),
        "counter_answer": _("Customers’ answers"),
        "counter_card": _("Counter cards"),
        "cover": _("Covers"),
        "holiday": _("Holidays"),
        "idea": _("Ideas"),
        "import": _("Files"),
        "installation": _("The installation"),
        "launch": _("The launch"),
        "leader": _("Leaders"),
        "moving": _("Codes for another phone"),
        "neutral_day": _("Neutral days"),
        "people": _("People files"),
        "person": _("People"),
        "phones": _("Phones"),
        "privacy": _("Privacy"),
        "push": _("Messages"),
        "push_host": _("Push services"),
        "report": _("Words to look at"),
        "roster": _("Rosters"),
        "setting": _("Numbers"),
        "station": _("Stations"),
        "substitute": _("Substitutes"),
        "team": _("Teams"),
        "wall": _("The wall"),
    }


def _setting(entry: Entry) -> str:
    number = BY_NAME.get(str(entry.detail.get("number", "")))
    text: str = _(
        "A number of the game: %(before)s is %(after)s from %(day)s. “%(sentence)s”",
        before=part(entry, "before"),
        after=part(entry, "after"),
        day=part(entry, "from"),
        sentence=rule_words.sentence(number) if number else part(entry, "number"),
    )
    return text


def _split(entry: Entry) -> str:
    people = count(entry, "people")
    text: str = ngettext(
        "Split “%(team)s”: %(num)d person is in a new team.",
        "Split “%(team)s”: %(num)d people are in a new team.",
        people,
        team=about(entry),
    )
    return text


def _cleared(entry: Entry) -> str:
    day, reason = part(entry, "day"), part(entry, "reason")
    if not reason:
        return str(_("Cleared the launch on %(day)s: all go.", day=day))
    return str(
        _("Cleared the launch on %(day)s over a hold: %(reason)s", day=day, reason=reason)
    )


def _planned(entry: Entry) -> str:
    step = launch_words.step_names().get(part(entry, "step"), "")
    said = [part(entry, name) for name in ("name", "day", "hour", "acts", "breadth", "words")]
    value = " · ".join(one for one in said if one)
    return str(_("Changed the plan of the launch. %(step)s: %(value)s", step=step, value=value))


def _imported(entry: Entry) -> str:
    created, revised = count(entry, "created"), count(entry, "revised")
    text: str = _(
        "Took in the pack “%(pack)s” (%(language)s): %(created)s new, %(revised)s changed.",
        pack=part(entry, "pack"),
        language=part(entry, "language"),
        created=format_decimal(created),
        revised=format_decimal(revised),
    )
    return text


WORDS: dict[str, Words] = {
    **audit_choices.WORDS,
    "answer_words.named": lambda one: _(
        "Named the words of answers (%(language)s).", language=part(one, "language")
    ),
    "backup.made": lambda one: _("Made a backup of %(rows)s rows.", rows=part(one, "rows")),
    "booster.declined": lambda one: _(
        "Said not now to a booster: %(why)s", why=part(one, "why")
    ),
    "booster.fired": lambda one: _(
        "Lit a booster from %(first)s to %(last)s.",
        first=part(one, "starts_on"),
        last=part(one, "ends_on"),
    ),
    "campaign.breadth": lambda one: _(
        "The goal of breadth followed its number: %(before)s is %(after)s percent.",
        before=part(one, "before"),
        after=part(one, "after"),
    ),
    "campaign.created": lambda _one: _("Began the campaign."),
    "campaign.raised": lambda one: _(
        "Raised the goal from %(before)s to %(goal)s acts: orbit %(orbit)s.",
        before=part(one, "before"),
        goal=part(one, "goal"),
        orbit=part(one, "orbit"),
    ),
    "campaign.stages": lambda _one: _("Named the stages of the climb."),
    "card.ended": lambda one: _("Ended the access card of %(name)s.", name=about(one)),
    "card.issued": lambda one: _("Made an access card for %(name)s.", name=about(one)),
    "case.answered": lambda _one: _("Answered a question about a change."),
    "case.recounted": lambda _one: _("Counted anew what a question was about."),
    "challenge.created": lambda one: _("Wrote “%(title)s”.", title=about(one)),
    "challenge.held": lambda one: _(
        "Paused “%(title)s”: %(reason)s", title=about(one), reason=part(one, "reason")
    ),
    "challenge.paused": lambda _one: _("Votes paused a challenge."),
    "challenge.published": lambda one: _("Published “%(title)s”.", title=about(one)),
    "challenge.resumed": lambda one: _("Offered “%(title)s” again.", title=about(one)),
    "challenge.retired": lambda one: _("Retired “%(title)s”.", title=about(one)),
    "challenge.revised": lambda one: _(
        "Changed “%(title)s”: version %(version)s.",
        title=about(one),
        version=part(one, "version"),
    ),
    "challenges.imported": _imported,
    "challenges.moved": lambda one: _(
        "Changed the order of the pack “%(pack)s”.", pack=part(one, "pack")
    ),
    "challenges.packed": lambda one: _(
        "Put a challenge into the pack “%(pack)s”.", pack=part(one, "pack")
    ),
    "challenges.unpacked": lambda one: _(
        "Took a challenge out of the pack “%(pack)s”.", pack=part(one, "pack")
    ),
    "counter_answer.away": lambda _one: _("Put a customer’s sentence away."),
    "counter_answer.shown": lambda _one: _("Let a team read a customer’s sentence."),
    "counter_card.made": lambda one: _("Made a counter card for “%(team)s”.", team=about(one)),
    "counter_card.revoked": lambda one: _(
        "Ended a counter card of “%(team)s”.", team=about(one)
    ),
    "cover.lent": lambda one: _("“%(team)s” gave a cover to another team.", team=about(one)),
    "holiday.added": lambda one: _(
        "A holiday at %(site)s: %(day)s, %(name)s.",
        site=about(one),
        day=part(one, "day"),
        name=part(one, "name"),
    ),
    "holiday.removed": lambda one: _(
        "No holiday at %(site)s any more: %(day)s, %(name)s.",
        site=about(one),
        day=part(one, "day"),
        name=part(one, "name"),
    ),
    "idea.adopted": lambda one: _(
        "Took an idea into the studio: “%(title)s”.", title=about(one)
    ),
    "idea.declined": lambda one: _("Answered an idea: “%(title)s”.", title=about(one)),
    "import.applied": lambda one: _(
        "Took in a people file; %(refused)s lines were refused.", refused=part(one, "refused")
    ),
    "installation.restored": lambda one: _(
        "Brought everything back as it was at %(moment)s.", moment=part(one, "made_at")
    ),
    "installation.founded": lambda _one: _("Made the first admin."),
    "launch.called_back": lambda one: _(
        "Called the launch back: %(reason)s", reason=part(one, "reason")
    ),
    "launch.changed": _planned,
    "launch.cleared": _cleared,
    "launch.planned": lambda _one: _("Began to plan the launch."),
    "leader.ended": lambda one: _(
        "%(name)s leads “%(team)s” no more.", name=other(one), team=about(one)
    ),
    "leader.named": lambda one: _(
        "%(name)s leads “%(team)s”.", name=other(one), team=about(one)
    ),
    "moving.issued": lambda one: _("%(name)s asked for a code for a phone.", name=about(one)),
    "moving.used": lambda one: _("%(name)s came aboard on another phone.", name=about(one)),
    "neutral_day.declared": lambda one: _(
        "Declared %(day)s neutral: %(reason)s",
        day=part(one, "day"),
        reason=part(one, "reason"),
    ),
    "neutral_day.taken_back": lambda one: _(
        "%(day)s counts again: %(reason)s", day=part(one, "day"), reason=part(one, "reason")
    ),
    "people.imported": lambda one: _(
        "Took in people: %(created)s new, %(revised)s changed.",
        created=part(one, "new"),
        revised=part(one, "changed"),
    ),
    "person.erased": lambda _one: _("Deleted an account for good."),
    "person.left_team": lambda one: _("%(name)s is in no team any more.", name=about(one)),
    "person.moved": lambda one: _(
        "%(name)s moved to “%(team)s”.", name=other(one), team=about(one)
    ),
    "person.rejoined": lambda one: _("Brought %(name)s back.", name=about(one)),
    "person.restored": lambda one: _("Let %(name)s in again.", name=about(one)),
    "person.suspended": lambda one: _("Suspended %(name)s.", name=about(one)),
    "person.week_set": lambda one: _("Set the usual week of %(name)s.", name=about(one)),
    "phones.own": lambda _one: _("Phones are people’s own again."),
    "phones.shared": lambda _one: _("All phones are shared from now on."),
    "privacy.chosen": lambda one: _(
        "Chose the privacy profile “%(profile)s”, from %(day)s.",
        profile=privacy_words.names().get(part(one, "profile"), "–"),
        day=part(one, "from"),
    ),
    "push.worded": lambda _one: _("Wrote the words of a message."),
    "push_host.distrusted": lambda one: _(
        "Trusts the push service %(host)s no more.", host=part(one, "host")
    ),
    "push_host.trusted": lambda one: _(
        "Trusts the push service %(host)s.", host=part(one, "host")
    ),
    "report.hidden": lambda _one: _("Hid words that somebody had reported."),
    "report.kept": lambda _one: _("Kept words that somebody had reported."),
    "roster.imported": lambda one: _(
        "Took in a roster from %(first)s to %(last)s.",
        first=part(one, "first"),
        last=part(one, "last"),
    ),
    "setting.changed": _setting,
    "station.bound": lambda one: _("A tablet became the station “%(name)s”.", name=about(one)),
    "station.linked": lambda one: _("Made a link for the station “%(name)s”.", name=about(one)),
    "station.made": lambda one: _("Made the station “%(name)s”.", name=about(one)),
    "station.unbound": lambda one: _("Ended the station “%(name)s”.", name=about(one)),
    "substitute.ended": lambda one: _(
        "%(name)s stands in at “%(team)s” no more.", name=other(one), team=about(one)
    ),
    "substitute.named": lambda one: _(
        "%(name)s stands in at “%(team)s” from %(first)s to %(last)s.",
        name=other(one),
        team=about(one),
        first=part(one, "from"),
        last=part(one, "until"),
    ),
    "team.closed": lambda one: _("Closed “%(team)s”.", team=about(one)),
    "team.created": lambda one: _("Made the team “%(team)s”.", team=about(one)),
    "team.merged": lambda one: _(
        "“%(team)s” is one with “%(into)s” now.",
        team=part(one, "name"),
        into=part(one, "into"),
    ),
    "team.revised": lambda one: _(
        "“%(before)s” is called “%(team)s”.",
        before=part(one, "before"),
        team=part(one, "name"),
    ),
    "team.split": _split,
    "wall.made": lambda _one: _("Made a link for the wall."),
    "wall.taken_down": lambda _one: _("Took the wall down."),
}
