"""Challenges in and out of files at the desk: read first, taken in only then."""

import base64
import binascii
import zlib

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock, languages
from uplift_pwa.actions import challenge_sets, challenges
from uplift_pwa.db import transaction
from uplift_pwa.exchange.challenge_file import MAX_BYTES, Pack, read_pack, write_pack
from uplift_pwa.exchange.challenge_problems import BadPack
from uplift_pwa.web import challenge_words, pack_words, sessions
from uplift_pwa.web.render import screen

bp = Blueprint("challenge_files", __name__, url_prefix="/desk/challenges/files")
MOST_CARRIED = 100_000  # signs of a form field, safely below what a form may hold
MOST_PROBLEMS = 100


@bp.get("")
def index() -> ResponseReturnValue:
    return _page()


@bp.post("")
def create() -> ResponseReturnValue:
    """Read the file and say what it would do; nothing is kept but in the page's own form."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(422, _("Choose a file first."))
    data = sent.stream.read(MAX_BYTES + 1)
    carried = base64.b64encode(zlib.compress(data, 9)).decode()
    try:
        pack = read_pack(data)
    except BadPack as bad:
        return _page(422, problems=bad)
    if len(carried) > MOST_CARRIED:
        return _page(422, _("That is a lot at once. Bring it in two or three files."))
    return screen(
        "challenges/file.html",
        pack=pack,
        planned=challenge_sets.plan(g.db, pack),
        carried=carried,
        words=challenge_words,
        here="challenges.index",
    )


@bp.post("/application")
def apply() -> ResponseReturnValue:
    try:
        pack = _carried(request.form.get("pack", ""))
    except (BadPack, zlib.error, binascii.Error, ValueError):
        return _page(422, _("That did not come back whole. Choose the file again."))
    with transaction(g.db):
        challenges.import_pack(
            g.db, pack, by=sessions.me().person_id, at=clock.now(), publish=False
        )
    return redirect(url_for("challenges.index"), 303)


@bp.get("/<language>.toml")
def show(language: str) -> ResponseReturnValue:
    if language not in languages.offered():
        abort(404)
    pack = challenges.export_pack(g.db, language)
    answer = Response(
        write_pack(pack.language, pack.drafts, pack.name), content_type="application/toml"
    )
    name = f"uplift-challenges-{language}.toml"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _carried(field: str) -> Pack:
    unpack = zlib.decompressobj()
    return read_pack(unpack.decompress(base64.b64decode(field, validate=True), MAX_BYTES + 1))


def _page(
    status: int = 200, error: str = "", problems: BadPack | None = None
) -> ResponseReturnValue:
    found = problems.problems if problems else []
    return screen(
        "challenges/files.html",
        status=status,
        error=error,
        refused=[pack_words.said(one) for one in found[:MOST_PROBLEMS]],
        more=max(0, len(found) - MOST_PROBLEMS),
        codes=languages.offered(),
        words=challenge_words,
        here="challenges.index",
    )
