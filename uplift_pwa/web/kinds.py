"""The kinds of thanks and of roadblocks on the desk: which there are, and in which order."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import organisation, thanks_kinds
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.thanks_kinds import Wish
from uplift_pwa.db import transaction
from uplift_pwa.queries import road_kinds
from uplift_pwa.queries import settings_desk as query
from uplift_pwa.queries.settings_desk import KindRow
from uplift_pwa.rules.roadblocks import KINDS, OTHER
from uplift_pwa.rules.thanks_kinds import PICTURES
from uplift_pwa.web import road_words, sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.thanks_words import usual_names

bp = Blueprint("kinds", __name__, url_prefix="/desk/settings")

LAST_PLACE = 99


@bp.get("/thanks")
def thanks() -> ResponseReturnValue:
    return _thanks(query.thanks_kinds(g.db))


@bp.post("/thanks")
def arrange_thanks() -> ResponseReturnValue:
    wishes = sorted(map(_wish, request.form.getlist("key")), key=lambda one: _place(one.key))
    more = tidy(request.form.get("name-")) or ""
    if more:
        wishes.append(Wish("", more, request.form.get("picture", "")))
    try:
        with transaction(g.db):
            thanks_kinds.arrange(g.db, wishes, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        g.db.rollback()
        drawn = {one.key: one.picture for one in query.thanks_kinds(g.db)}
        rows = [
            KindRow(one.key, one.name, drawn[one.key], one.is_on)
            for one in wishes
            if one.key in drawn
        ]
        return _thanks(rows, more, answer.text, answer.status)
    return redirect(url_for("settings.index", _anchor="thanks"), 303)


@bp.get("/roadblocks")
def roadblocks() -> ResponseReturnValue:
    return _roadblocks(list(road_kinds.offered(g.db)))


@bp.post("/roadblocks")
def sort_roadblocks() -> ResponseReturnValue:
    kinds = sorted(request.form.getlist("kind"), key=_place)
    try:
        with transaction(g.db):
            organisation.sort_roadblocks(
                g.db, kinds, by=sessions.me().person_id, at=clock.now()
            )
    except Refused as refusal:
        answer = said(refusal)
        return _roadblocks(kinds, answer.text, answer.status)
    return redirect(url_for("settings.index", _anchor="roadblocks"), 303)


def _wish(key: str) -> Wish:
    return Wish(key, tidy(request.form.get(f"name-{key}")) or "", is_on=key in _ticked())


def _ticked() -> list[str]:
    return request.form.getlist("on")


def _place(key: str) -> int:
    """Where a kind is to stand; what is no place stands last, in the order it came."""
    return request.form.get(f"place-{key}", LAST_PLACE, type=int)


def _thanks(
    rows: list[KindRow], more: str = "", problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return screen(
        "settings/thanks.html",
        status=status,
        rows=rows,
        usual=usual_names(),
        pictures=PICTURES,
        picture_names=_picture_names(),
        has_room=len(rows) < thanks_kinds.MOST,
        more=more,
        problem=problem,
        longest=thanks_kinds.LONGEST,
    )


def _picture_names() -> dict[str, str]:
    return {
        "umbrella": _("Umbrella"),
        "book": _("Book"),
        "cup": _("Cup"),
        "bolt": _("Bolt"),
        "lantern": _("Lantern"),
        "heart": _("Heart"),
    }


def _roadblocks(chosen: list[str], problem: str = "", status: int = 200) -> ResponseReturnValue:
    on = [kind for kind in chosen if kind in KINDS and kind != OTHER]
    return screen(
        "settings/roadblocks.html",
        status=status,
        kinds=[*on, *(kind for kind in KINDS if kind not in on and kind != OTHER)],
        on=on,
        other=OTHER,
        words=road_words,
        problem=problem,
    )
