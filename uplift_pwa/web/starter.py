"""The starter pack at the desk: what comes with uplift, taken in as drafts."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from uplift_pwa import clock
from uplift_pwa.actions import challenge_sets
from uplift_pwa.db import transaction
from uplift_pwa.exchange import starter
from uplift_pwa.exchange.challenge_file import ChallengeDraft
from uplift_pwa.queries import challenge_packs
from uplift_pwa.web import i18n, sessions
from uplift_pwa.web.render import screen

bp = Blueprint("starter", __name__, url_prefix="/desk/challenges/starter")
NAME = "starter"
GROUPS: dict[str, Any] = {
    "everywhere": _l("Everywhere"),
    starter.LEADERS: _l("Those who lead, for their own team"),
    "hotels": _l("Hotels"),
    "shops": _l("Shops"),
    "clinics": _l("Clinics"),
    "transport": _l("Transport"),
    "call_centres": _l("Call centres"),
    "back_offices": _l("Back offices"),
}
ALWAYS = {"everywhere", starter.LEADERS}  # ticked before anybody has chosen


@dataclass(frozen=True, slots=True)
class Group:
    """Challenges that fit one kind of place; `new` of them are not here yet."""

    name: str
    says: str
    titles: list[tuple[str, str]]  # language, title
    new: int


@bp.get("")
def edit() -> ResponseReturnValue:
    return _page(ALWAYS)


@bp.post("")
def create() -> ResponseReturnValue:
    ticked = set(request.form.getlist("group")) & set(GROUPS)
    wanted = [one for one in starter.drafts() if starter.groups(one) & ticked]
    if not wanted:
        return _page(ticked, 422, _("Tick at least one of them."))
    with transaction(g.db):
        by = sessions.me().person_id
        challenge_sets.take(g.db, wanted, by=by, at=clock.now(), pack=NAME)
    return redirect(url_for("challenges.index", state="draft"), 303)


def _page(ticked: Collection[str], status: int = 200, error: str = "") -> ResponseReturnValue:
    everything = starter.drafts()
    here = challenge_packs.known(g.db, [one.key for one in everything])
    return screen(
        "challenges/starter.html",
        status=status,
        error=error,
        groups=[_group(name, everything, here) for name in GROUPS],
        ticked=ticked,
        missing=sum(one.key not in here for one in everything),
        here="challenges.index",
    )


def _group(name: str, everything: Collection[ChallengeDraft], here: set[str]) -> Group:
    found = [one for one in everything if name in starter.groups(one)]
    new = sum(one.key not in here for one in found)
    return Group(name, str(GROUPS[name]), [_title(one) for one in found], new)


def _title(draft: ChallengeDraft) -> tuple[str, str]:
    """In the reader's language where the pack has it."""
    language = i18n.locale() if i18n.locale() in draft.texts else next(iter(draft.texts))
    return language, draft.texts[language].title
