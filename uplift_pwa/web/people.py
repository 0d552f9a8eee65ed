"""People on the desk: who is here, who has claimed a card; cards, suspension, restoration."""

from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from uplift_pwa import clock, languages
from uplift_pwa.actions import codes
from uplift_pwa.actions import people as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import card_holders, people_list, people_tree, people_wanted
from uplift_pwa.queries.card_holders import Holder
from uplift_pwa.queries.people_list import Beside, Page
from uplift_pwa.queries.people_tree import Tree
from uplift_pwa.queries.people_wanted import Wanted
from uplift_pwa.web import i18n, import_words, sessions
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.navigation import local
from uplift_pwa.web.qr import qr_code
from uplift_pwa.web.render import screen
from uplift_pwa.web.urls import LARGEST

bp = Blueprint("people", __name__, url_prefix="/desk/people")

MOST_CHOSEN = 200
LONGEST_SEARCH = 80
LAST_PAGE = 10_000


@bp.get("")
def index() -> ResponseReturnValue:
    return _list()


@bp.post("/cards")
def cards() -> ResponseReturnValue:
    """New cards, shown this once: for a site, a whole team, or for the people chosen."""
    me, now = sessions.me(), clock.now()
    if not any(request.form.get(name) for name in ("site_id", "team_id", "person_id")):
        return _list(422, _("Tick the people first, then print."))
    with transaction(g.db):
        title, holders, next_site = _holders()
        issued = actions.issue_cards(
            g.db,
            [holder.person_id for holder in holders],
            by=me.person_id,
            at=now,
            pepper=sessions.pepper(),
        )
    printed = [_card(holder, issued[holder.person_id]) for holder in holders]
    return screen("people/cards.html", title=title, cards=printed, next_site=next_site)


@bp.post("/<id:person_id>/suspension")
def suspend(person_id: int) -> ResponseReturnValue:
    return _change(actions.suspend, person_id)


@bp.post("/<id:person_id>/restoration")
def restore(person_id: int) -> ResponseReturnValue:
    return _change(actions.restore, person_id)


def _change(action: Any, person_id: int) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            action(g.db, person_id, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        status, text = _said(refusal)
        return _list(status, text) if text else abort(status)
    return redirect(local_path(request.form.get("next"), url_for(".index")), 303)


def _said(refusal: Refused) -> tuple[int, str]:
    return {
        "not_found": (404, ""),
        "not_admin": (404, ""),
        "oneself": (409, _("You cannot suspend yourself. Another admin can.")),
        "last_admin": (409, _("Somebody has to keep the desk open: this is the last admin.")),
        "has_left": (409, _("They have left. Their own page brings them back.")),
    }[refusal.code]


def _list(status: int = 200, refusal: str = "") -> Response:
    now, wanted = clock.now(), _wanted()
    today, number = local(now).date(), number_in("page", LAST_PAGE) or 1
    part = number_in("part", LAST_PAGE) or 1
    shown = 0 if wanted.words or wanted.state else part
    tree = people_tree.opened(g.db, wanted.at, today=today, part=shown)
    asked: Any = {"today": today, "at": now}
    page = people_list.page(g.db, wanted, number, there=tree.people, beside=_beside(), **asked)
    passed = (number - 1) * people_list.PAGE
    found = _found(wanted, tree, page, passed, asked)
    return screen(
        "people/index.html",
        status=status,
        refusal=refusal,
        wanted=wanted,
        page=page,
        tree=tree,
        found=max(found, passed + len(page.lines)),
        most=people_list.MOST_COUNTED,
        number_of_page=number,
        part=part,
        first=passed + 1,
        address=lambda **asked: _address(wanted, **asked),
        kinds=list(people_tree.KINDS),
        levels=import_words.levels(),
        states=states(),
        me=sessions.me(),
    )


def _found(wanted: Wanted, tree: Tree, page: Page, passed: int, asked: dict[str, Any]) -> int:
    """How many the list is about; one more than `MOST_COUNTED` where they are more."""
    if not page.has_more and (page.lines or not passed):
        return passed + len(page.lines)
    if not wanted.words and not wanted.state:
        return tree.people
    return people_list.matching(g.db, wanted, **asked)


def _beside() -> Beside | None:
    """Whom the page follows or precedes, as the pager's links say it."""
    for name in ("after", "before"):
        if person_id := number_in(name, LARGEST):
            return Beside(person_id, is_before=name == "before")
    return None


def _wanted() -> Wanted:
    """What the address asks for; 400 for what no page of ours would ask."""
    words = "".join(sign if sign.isprintable() else " " for sign in request.args.get("q", ""))
    state = request.args.get("state") or None
    if state not in (*people_wanted.STATES, None):
        abort(400)
    ids = {f"{kind}_id": number_in(kind, LARGEST) for kind in people_tree.KINDS}
    return Wanted(words=" ".join(words[:LONGEST_SEARCH].split()), state=state, **ids)


def number_in(name: str, largest: int) -> int | None:
    """A number in the query, from 1 to `largest`; None if it is not there, else 400."""
    text = request.args.get(name)
    return _number(text, largest) if text else None


def _number(text: str, largest: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        abort(400)
    return int(text) if 0 < int(text) <= largest else abort(400)


def _address(wanted: Wanted, **asked: Any) -> str:
    """The list as it is, but for what is `asked`; another place begins at its first page."""
    as_it_is = {**wanted.at, "q": wanted.words or None, "state": wanted.state}
    page = {name: asked.pop(name) for name in ("page", "part") if asked.get(name, 0) > 1}
    return url_for("people.index", **as_it_is | asked | page)


def states() -> dict[str, str]:
    return {
        "claimed": _("card claimed"),
        "issued": _("card printed"),
        "none": _("no card yet"),
        "loose": _("in no team"),
        "suspended": _("suspended"),
        "left": _("left"),
        "active": _("active"),
    }


def _holders() -> tuple[str, list[Holder], int | None]:
    """What the form's people have in common, those people, and the site where more of them
    wait for a card; 404 for anybody unknown.
    """
    now = clock.now()
    today = local(now).date()
    if site := request.form.get("site_id"):
        site_id = _number(site, LARGEST)
        name = card_holders.site_name(g.db, site_id) or abort(404)
        holders, has_more = card_holders.of_site(g.db, site_id, today=today, at=now)
        return name, holders, site_id if has_more else None
    if team := request.form.get("team_id"):
        team_id = _number(team, LARGEST)
        name = card_holders.team_name(g.db, team_id) or abort(404)
        return name, card_holders.of_team(g.db, team_id, today=today), None
    chosen = request.form.getlist("person_id")
    if len(chosen) > MOST_CHOSEN:
        abort(400)
    ids = sorted({_number(text, LARGEST) for text in chosen})
    if len(card_holders.known_people(g.db, ids)) < len(ids):
        abort(404)
    return _("People you chose"), card_holders.chosen(g.db, ids, today=today), None


def _card(holder: Holder, code: str) -> dict[str, Any]:
    """One card as it is printed, in its holder's language."""
    language = i18n.on_offer().of(holder.locale)
    address = url_for("sign_in.new", _external=True)
    with force_locale(language):
        return {
            "name": holder.name,
            "place": holder.place,
            "code": codes.in_groups(code),
            "qr": qr_code(f"{address}#{code}", _("The square for your phone’s camera")),
            "language": language,
            "direction": languages.direction(language),
            "address": address.split("://", 1)[1],
            "sentences": (
                _("Point your phone’s camera at the square, and come aboard."),
                _("Or open the address below and type the twelve signs."),
                _("The card works once. A new phone gets a new card."),
            ),
        }
