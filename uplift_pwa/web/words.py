"""Names that rules know by key, in the reader's language."""

from collections.abc import Sequence

from flask import g
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.queries import rulebook
from uplift_pwa.rules.badges import BY_KEY
from uplift_pwa.rules.settings import DEFAULTS, Settings


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


def own_stage_names(own: Sequence[str]) -> dict[str, str]:
    """The stages as an organisation calls them; without a name of its own, the usual one."""
    usual = stage_names()
    named = dict(zip(usual, own, strict=False))
    return {key: named.get(key) or name for key, name in usual.items()}


def badge_words() -> dict[str, tuple[str, str]]:
    """Each badge's name and its exact criterion, with the numbers in force (RULES 11)."""
    return {**_run_badges(), **_team_badges(), **_own_badges(), **_leader_badges()}


def in_force() -> Settings:
    """The numbers of today, for texts; those of the table where no database is at hand."""
    return rulebook.book(g.db).on(clock.now().date()) if "db" in g else DEFAULTS


def tier_words(key: str, tier: int) -> str:
    """What a tier of a badge asks for; the first tier is 0."""
    return str(_("%(weeks)s weeks in rhythm", weeks=BY_KEY[key].tiers[tier]))


def moment_owners() -> dict[str, str]:
    """Whose a new badge is, as said above its name."""
    return {
        "person": _("A mark of your own"),
        "leader": _("A mark for those who lead"),
        "team": _("A mark for your team"),
        "site": _("A mark for everybody at your site"),
        "everybody": _("A mark for everybody"),
    }


def _run_badges() -> dict[str, tuple[str, str]]:
    days = {key: badge.criterion[0] for key, badge in BY_KEY.items()}
    covers, after = BY_KEY["orbit"].criterion[1], BY_KEY["bounce-back"].criterion[1]
    return {
        "ignition": (_("Ignition"), _("the first kept day")),
        "lift-off": (_("Lift-off"), _("%(days)s kept days in a row", days=days["lift-off"])),
        "steady-burn": (
            _("Steady burn"),
            _("%(days)s kept days in a row", days=days["steady-burn"]),
        ),
        "orbit": (
            _("Orbit"),
            _(
                "%(days)s kept days in a row, with at most %(covers)s covers",
                days=days["orbit"],
                covers=covers,
            ),
        ),
        "bounce-back": (
            _("Bounce back"),
            _(
                "%(days)s kept days right after a missed one that ended a run of %(after)s",
                days=in_force().join_days,
                after=after,
            ),
        ),
        "round-the-clock": (
            _("Round the clock"),
            _(
                "one date on which every team of a site kept its day, %(teams)s teams or more",
                teams=days["round-the-clock"],
            ),
        ),
    }


def _team_badges() -> dict[str, tuple[str, str]]:
    asked = {key: badge.criterion for key, badge in BY_KEY.items()}
    members, share = asked["everyone-aboard"]
    points, weeks = asked["second-engine"]
    acts, units = asked["bridge-builders"]
    felt, within = asked["felt-by-others"]
    return {
        "everyone-aboard": (
            _("Everyone aboard"),
            _(
                "%(share)s%% of a team of %(members)s or more acted in one week",
                share=share,
                members=members,
            ),
        ),
        "second-engine": (
            _("Second engine"),
            _(
                "momentum %(points)s points higher in a booster week than in the "
                "%(weeks)s weeks before",
                points=points,
                weeks=weeks,
            ),
        ),
        "bridge-builders": (
            _("Bridge builders"),
            _(
                "%(acts)s acts confirmed by people of %(units)s other units",
                acts=acts,
                units=units,
            ),
        ),
        "lent-a-cover": (_("Lent a cover"), _("gave a cover to another team")),
        "felt-by-others": (
            _("Felt by others"),
            _("%(acts)s acts confirmed within %(days)s days", acts=felt, days=within),
        ),
        "cleared-the-road": (
            _("Cleared the road"),
            _(
                "%(roads)s roadblocks cleared, and confirmed by those who named them",
                roads=asked["cleared-the-road"][0],
            ),
        ),
    }


def _own_badges() -> dict[str, tuple[str, str]]:
    people, units = BY_KEY["wide-thanks"].criterion
    stories = BY_KEY["storyteller"].criterion[0]
    return {
        "first-lift": (_("First lift"), _("your first challenge")),
        "closed-the-loop": (
            _("Closed the loop"),
            _("somebody you helped said that it did help"),
        ),
        "good-rhythm": (_("Good rhythm"), tier_words("good-rhythm", 0)),
        "comeback": (_("Comeback"), _("picked up a run again after a week away")),
        "wide-thanks": (
            _("Wide thanks"),
            _("thanked %(people)s people of %(units)s units", people=people, units=units),
        ),
        "storyteller": (
            _("Storyteller"),
            _("%(stories)s stories shared with the team", stories=stories),
        ),
        "path-finder": (
            _("Path finder"),
            _("a roadblock or an idea of yours was taken up"),
        ),
    }


def _leader_badges() -> dict[str, tuple[str, str]]:
    roads, days = BY_KEY["road-clearer"].criterion
    return {
        "goes-first": (
            _("Goes first"),
            _(
                "a challenge of their own in %(weeks)s weeks running",
                weeks=BY_KEY["goes-first"].criterion[0],
            ),
        ),
        "road-clearer": (
            _("Road clearer"),
            _(
                "answered each roadblock of a quarter, %(roads)s or more, in %(days)s days",
                roads=roads,
                days=days,
            ),
        ),
        "tipping-point": (_("Tipping point"), _("the whole organisation tipped")),
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
