"""From the floor: the feed of one's team, or of a team one leads, and readers' echoes."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import stories
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import feed
from uplift_pwa.web import cursors, i18n, lead, sessions, thanks_words
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.render import screen

bp = Blueprint("feed", __name__)


@bp.get("/team/feed")
def show() -> ResponseReturnValue:
    team_id = sessions.own().team_id or abort(404)
    return _page(team_id, lambda **more: url_for(".show", **more), is_member=True)


@bp.get("/lead/<id:team_id>/feed")
def of_led(team_id: int) -> ResponseReturnValue:
    """What the team tells itself, for whoever leads it: to be read, nothing else."""
    lead.led_or_404(team_id)
    address = lambda **more: url_for(".of_led", team_id=team_id, **more)  # noqa: E731
    return _page(team_id, address, is_member=False)


@bp.post("/stories/<id:completion_id>/echo")
def echo(completion_id: int) -> ResponseReturnValue:
    me, team_id = sessions.me().person_id, sessions.own().team_id
    return _did(lambda: stories.echo(g.db, me, team_id, completion_id, at=clock.now()))


@bp.post("/stories/<id:completion_id>/echo/reversal")
def take_echo_back(completion_id: int) -> ResponseReturnValue:
    me = sessions.me().person_id
    return _did(lambda: stories.take_echo_back(g.db, me, completion_id))


@bp.post("/stories/<id:completion_id>/withdrawal")
def withdraw(completion_id: int) -> ResponseReturnValue:
    me = sessions.me().person_id
    return _did(lambda: stories.withdraw(g.db, me, completion_id))


def _page(team_id: int, address: Callable[..., str], *, is_member: bool) -> ResponseReturnValue:
    me, before = sessions.me().person_id, cursors.asked_for()
    day, locale = sessions.own().day, i18n.locale()
    found = feed.page(g.db, team_id, me, day, locale, before=before)
    older = cursors.token(found.older) if found.older else None
    return screen(
        "feed/show.html",
        entries=found.entries,
        older=address(before=older) if older else "",
        newest=address() if before else "",
        is_member=is_member,
        here_url=request.full_path.rstrip("?"),
        thanks_words=thanks_words,
    )


def _did(action: Callable[[], Any]) -> ResponseReturnValue:
    """Do it, and go back to where the entry was read."""
    try:
        with transaction(g.db):
            action()
    except Refused:
        abort(404)
    return redirect(local_path(request.form.get("next"), url_for(".show")), 303)
