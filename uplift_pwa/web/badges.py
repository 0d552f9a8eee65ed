"""Every badge with its exact criterion: printed when earned, with how far it is before."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa.queries import marks as query
from uplift_pwa.rules.badges import CATALOGUE, Badge
from uplift_pwa.web import sessions, words
from uplift_pwa.web.render import screen

bp = Blueprint("badges", __name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """One badge as it is drawn. `tier` counts from 1; `how_far` is 3 of 20, if counted."""

    key: str
    name: str
    criterion: str
    tier: int
    earned_on: date | None
    how_far: tuple[int, int] | None


@bp.get("/badges")
def show() -> ResponseReturnValue:
    me, own = sessions.me(), sessions.own()
    team_id = own.team_id
    printed = query.printed(g.db, person_id=me.person_id, team_id=team_id, site_id=me.site_id)
    counts = query.counts(g.db, person_id=me.person_id, team_id=team_id)
    return screen(
        "badges/show.html",
        groups=[
            (
                title,
                [
                    _mark(badge, printed.get(badge.key), counts)
                    for badge in CATALOGUE
                    if badge.owner in owners
                ],
            )
            for title, owners in _groups()
        ],
        count=len(CATALOGUE),
    )


def _groups() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (_("Your team’s"), ("team", "site")),
        (_("Your own"), ("person",)),
        (_("For those who lead"), ("leader",)),
        (_("Everybody’s"), ("everybody",)),
    ]


def _mark(badge: Badge, had: query.Printed | None, counts: query.Counts) -> Mark:
    name, criterion = words.badge_words()[badge.key]
    next_tier = had.tier + 1 if had else 0
    is_open = next_tier < max(len(badge.tiers), 1)
    if badge.tiers:
        criterion = words.tier_words(badge.key, min(next_tier, len(badge.tiers) - 1))
    return Mark(
        badge.key,
        name,
        criterion,
        tier=had.tier + 1 if had else 1,
        earned_on=had.earned_on if had else None,
        how_far=counts.towards(badge.key, next_tier) if is_open else None,
    )
