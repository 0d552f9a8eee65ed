"""The audit on the desk: what was changed, by whom and when, and the same as a file."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, abort, g, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.queries import audit_log
from uplift_pwa.queries.audit_log import Wanted
from uplift_pwa.rules.wall import instant
from uplift_pwa.web import audit_words, downloads, navigation, sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.render import screen

bp = Blueprint("audit", __name__, url_prefix="/desk/audit")

MOST_WORDS = 80
ONE_DAY = timedelta(days=1)
HEADER = ("at", "actor", "action", "about", "sentence", "detail")


@bp.get("")
def index() -> ResponseReturnValue:
    """The newest changes first; `before` is where an earlier page ended."""
    before = request.args.get("before", type=int)
    page = audit_log.page(g.db, _wanted(), before=_known(before))
    return screen(
        "audit/index.html",
        page=page,
        looked_through=audit_log.LOOKED_THROUGH,
        asked=_asked(),
        areas=_areas(),
        sentence=audit_words.sentence,
        is_first=before is None,
        older=url_for(".index", **_asked(), before=page.older) if page.older else "",
    )


@bp.get("/export.<kind>")
def export(kind: str) -> Response:
    if kind not in downloads.FORMATS:
        abort(404)
    today = navigation.local(clock.now()).date()
    return downloads.send("audit", today, kind, HEADER, _lines(_wanted()))


def _lines(wanted: Wanted) -> Iterator[tuple[object, ...]]:
    for one in audit_log.everything(g.db, wanted):
        said = audit_words.sentence(one)
        about = one.subject or f"{one.subject_kind} {one.subject_id or ''}".strip()
        yield one.at.isoformat(), one.actor, one.action, about, said, one.detail


def _wanted() -> Wanted:
    asked = _asked()
    return Wanted(
        words=asked["q"],
        area=asked["area"],
        since=_begins(_day(asked["since"])),
        until=_begins(_day(asked["until"]), ONE_DAY),
    )


def _asked() -> dict[str, Any]:
    """What the form brought, without signs that no database keeps."""
    typed = tidy(request.args.get("q")) or ""
    words = "".join(sign if sign.isprintable() else " " for sign in typed[:MOST_WORDS])
    area = request.args.get("area", "")
    return {
        "q": words.strip(),
        "area": area if area in audit_words.areas() else "",
        **{name: str(_day(request.args.get(name)) or "") for name in ("since", "until")},
    }


def _areas() -> list[tuple[str, str]]:
    """By name in the reader's language."""
    return sorted(audit_words.areas().items(), key=lambda area: area[1].casefold())


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _begins(day: date | None, later: timedelta = timedelta(0)) -> datetime | None:
    """Midnight of a day on the admin's clock; None where no calendar goes that far."""
    if day is None or not 1970 < day.year < 9999:
        return None
    return instant(datetime.combine(day + later, time()), sessions.me().place.zone)


def _known(before: int | None) -> int | None:
    return min(max(before, 0), 2**31 - 1) if before is not None else None
