"""What a version of a challenge changed in its words, in each language."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue

from uplift_pwa.queries import challenge_texts, challenges
from uplift_pwa.queries.challenge_texts import FIELDS, Words
from uplift_pwa.rules.text_changes import Piece, changes
from uplift_pwa.web import challenge_words
from uplift_pwa.web.render import screen

bp = Blueprint("challenge_versions", __name__, url_prefix="/desk/challenges")
NONE = Words("", "", "", "")


@dataclass(frozen=True, slots=True)
class Changed:
    """One text in one language, with what is gone from it and what is new."""

    language: str
    field: str
    pieces: list[Piece]


@bp.get("/<id:challenge_id>/versions/<id:version>")
def show(challenge_id: int, version: int) -> ResponseReturnValue:
    detail = challenges.detail(g.db, challenge_id) or abort(404)
    before, after = challenge_texts.two_versions(g.db, challenge_id, version)
    if not before or not after:
        abort(404)
    return screen(
        "challenges/version.html",
        challenge=detail,
        version=version,
        changed=list(_changed(before, after)),
        words=challenge_words,
        here="challenges.index",
    )


def _changed(before: dict[str, Words], after: dict[str, Words]) -> Iterator[Changed]:
    for language in sorted({*before, *after}):
        old, new = before.get(language, NONE), after.get(language, NONE)
        for field in FIELDS:
            was, is_ = getattr(old, field), getattr(new, field)
            if was != is_:
                yield Changed(language, field, changes(was, is_))
