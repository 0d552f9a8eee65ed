"""Packs of challenges on the desk: which there are, and the order within one."""

import re

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import challenge_packs, challenges
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.exchange.challenge_file import write_pack
from uplift_pwa.queries import challenge_packs as read
from uplift_pwa.queries.challenge_packs import Pack
from uplift_pwa.web import challenge_words, i18n, navigation, sessions
from uplift_pwa.web.render import screen

bp = Blueprint("challenge_packs", __name__, url_prefix="/desk/challenges/packs")
WAYS = {"up": True, "down": False}


@bp.get("")
def index() -> ResponseReturnValue:
    found = read.packs(g.db)
    return screen("challenges/packs.html", packs=found, here="challenges.index")


@bp.get("/<id:pack_id>")
def show(pack_id: int) -> ResponseReturnValue:
    return screen(
        "challenges/pack.html",
        pack=_found(pack_id),
        codes=i18n.offered(),
        words=challenge_words,
        today=navigation.local(clock.now()).date(),
        here="challenges.index",
    )


@bp.get("/<id:pack_id>/<language>.toml")
def download(pack_id: int, language: str) -> ResponseReturnValue:
    """The pack as a file, in its order: those of its challenges that have the words."""
    pack = _found(pack_id)
    if language not in i18n.offered():
        abort(404)
    slug = "-".join(re.findall(r"[a-z0-9]+", pack.name.lower())) or "own"
    ids = [one.id for one in pack.challenges]
    sent = challenges.export_pack(g.db, language, name=slug, only=ids)
    answer = Response(
        write_pack(language, sent.drafts, sent.name), content_type="application/toml"
    )
    named = f'attachment; filename="uplift-{slug}-{language}.toml"'
    answer.headers["Content-Disposition"] = named
    return answer


@bp.post("/<id:pack_id>/challenges/<id:challenge_id>/place")
def move(pack_id: int, challenge_id: int) -> ResponseReturnValue:
    way, by = request.form.get("way", ""), sessions.me().person_id
    if way not in WAYS:
        abort(400)
    try:
        with transaction(g.db):
            challenge_packs.move(
                g.db, pack_id, challenge_id, up=WAYS[way], by=by, at=clock.now()
            )
    except Refused:
        abort(404)
    return redirect(url_for(".show", pack_id=pack_id, _anchor=f"in-{challenge_id}"), 303)


@bp.post("/<id:pack_id>/challenges/<id:challenge_id>/removal")
def take_out(pack_id: int, challenge_id: int) -> ResponseReturnValue:
    by = sessions.me().person_id
    try:
        with transaction(g.db):
            stays = challenge_packs.take_out(g.db, pack_id, challenge_id, by=by, at=clock.now())
    except Refused:
        abort(404)
    where = url_for(".show", pack_id=pack_id) if stays else url_for(".index")
    return redirect(where, 303)


def _found(pack_id: int) -> Pack:
    today = navigation.local(clock.now()).date()
    return read.pack(g.db, pack_id, today) or abort(404)
