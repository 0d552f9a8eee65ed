"""Counter cards: made, printed and taken back by a team's leader or the desk."""

from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from uplift_pwa import clock, languages
from uplift_pwa.actions import answer_words as actions
from uplift_pwa.actions import counter_cards
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import counter
from uplift_pwa.queries.counter import TeamCards
from uplift_pwa.rules.answers import ANSWERS
from uplift_pwa.web import answer_words, i18n, lead, sessions
from uplift_pwa.web.qr import qr_code
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.said_form import clean

bp = Blueprint("counter_cards", __name__)

SHEETS = {"a6": 1, "a4": 4}  # cards on a sheet
LAST_PAGE = 10_000
MOST_WORDS = 80


@bp.get("/desk/counter-cards")
def index() -> ResponseReturnValue:
    return _desk()


@bp.post("/desk/counter-cards/words")
def name_answers() -> ResponseReturnValue:
    """The organisation's own words for the answers, in the language of whoever writes."""
    texts = {key: clean(request.form.get(key)) for key in ANSWERS}
    me = sessions.me().person_id
    try:
        with transaction(g.db):
            actions.name(g.db, i18n.locale(), texts, by=me, at=clock.now())
    except Refused as refusal:
        return _desk(texts, said(refusal).text)
    return redirect(url_for(".index"), 303)


@bp.get("/teams/<id:team_id>/counter-cards")
def team(team_id: int) -> ResponseReturnValue:
    return screen("counter_cards/team.html", team=_team(team_id), problem="")


@bp.post("/teams/<id:team_id>/counter-cards")
def create(team_id: int) -> ResponseReturnValue:
    found, me = _team(team_id), sessions.me().person_id
    try:
        with transaction(g.db):
            card_id = counter_cards.make(g.db, team_id, by=me, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        return screen(
            "counter_cards/team.html", status=answer.status, team=found, problem=answer.text
        )
    return redirect(url_for(".show", team_id=team_id, card_id=card_id), 303)


@bp.get("/teams/<id:team_id>/counter-cards/<id:card_id>")
def show(team_id: int, card_id: int) -> ResponseReturnValue:
    """The card to print: one on A6, or four on A4, in the language that is asked for."""
    found = _team(team_id)
    if card_id not in {card.id for card in found.cards}:
        abort(404)
    sheet, language = request.args.get("sheet", "a6"), request.args.get("language", "")
    return screen(
        "counter_cards/print.html",
        team=found,
        card_id=card_id,
        sheet=sheet if sheet in SHEETS else "a6",
        copies=SHEETS.get(sheet, 1),
        offered=i18n.offered(),
        card=_printed(found, card_id, language),
    )


@bp.post("/teams/<id:team_id>/counter-cards/<id:card_id>/revocation")
def revoke(team_id: int, card_id: int) -> ResponseReturnValue:
    _team(team_id)
    me = sessions.me().person_id
    try:
        with transaction(g.db):
            counter_cards.revoke(g.db, team_id, card_id, by=me, at=clock.now())
    except Refused:
        abort(404)
    return redirect(url_for(".team", team_id=team_id), 303)


def _desk(texts: dict[str, str] | None = None, problem: str = "") -> Response:
    number = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    looked_for = " ".join(clean(request.args.get("q")).split())[:MOST_WORDS]
    lines, has_more = counter.teams(g.db, looked_for, number)
    return screen(
        "counter_cards/index.html",
        status=422 if problem else 200,
        lines=lines,
        has_more=has_more,
        number_of_page=number,
        looked_for=looked_for,
        own=counter.words(g.db, i18n.locale()) if texts is None else texts,
        usual=answer_words.usual(),
        most=actions.MOST_SIGNS,
        problem=problem,
    )


def _team(team_id: int) -> TeamCards:
    """The team, if they lead it or look after the desk; another's looks like none."""
    lead.led_or_404(team_id)
    return counter.of_team(g.db, team_id) or abort(404)


def _printed(team: TeamCards, card_id: int, language: str) -> dict[str, Any]:
    """A card's words in one language, and its question in the others."""
    main = language if language in i18n.offered() else i18n.locale()
    token = counter_cards.token(card_id, sessions.pepper())
    address = url_for("counter.show", token=token, _external=True)
    asked = {code: _question(code) for code in i18n.offered()}
    with force_locale(main):
        return {
            "language": main,
            "direction": languages.direction(main),
            "question": asked[main],
            "sentences": (
                _("Point your phone’s camera at the square."),
                _("One tap tells the team how it was."),
                _("No name, no account, nothing to install."),
            ),
            "qr": qr_code(address, _("The square for your phone’s camera")),
            "address": address.split("://", 1)[1],
            "others": [(code, text) for code, text in asked.items() if text != asked[main]],
        }


def _question(language: str) -> str:
    with force_locale(language):
        return str(_("Did we help you?"))
