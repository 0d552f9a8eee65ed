"""How it works: every rule and number of the game in plain words, for everybody."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.queries import rulebook
from uplift_pwa.rules import privacy
from uplift_pwa.web import rule_words
from uplift_pwa.web.render import screen

bp = Blueprint("how_it_works", __name__)


@bp.get("/how-it-works")
def show() -> ResponseReturnValue:
    book, day = rulebook.book(g.db), clock.now().date()
    return screen(
        "how_it_works/show.html",
        profile=privacy.profile_of(book.on(day)),
        paragraphs=rule_words.paragraphs(book, day),
        coming=rule_words.coming(book, day),
    )
