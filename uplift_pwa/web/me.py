"""Me: own sums and marks, how to take part, the usual week, language, what my leader sees."""

from datetime import date, time

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa.actions import joining, preferences
from uplift_pwa.db import transaction
from uplift_pwa.queries import lead_screen, people, rulebook
from uplift_pwa.queries import me as query
from uplift_pwa.queries.diary import weekday_mask
from uplift_pwa.rules.diary import Diary
from uplift_pwa.web import cheer_words, i18n, sealed, sessions
from uplift_pwa.web.forms import Form
from uplift_pwa.web.join import MODES
from uplift_pwa.web.me_view import MeView
from uplift_pwa.web.render import screen
from uplift_pwa.web.week import WeekFields

bp = Blueprint("me", __name__, url_prefix="/me")

THEMES = ("light", "dark")


class WeekForm(WeekFields, Form):
    """The usual week alone."""


@bp.get("")
def show() -> ResponseReturnValue:
    return _screen()


@bp.post("/mode")
def mode() -> ResponseReturnValue:
    wanted = request.form.get("mode")
    if wanted not in MODES:
        abort(422)
    with transaction(g.db):
        joining.choose_mode(g.db, sessions.me().person_id, wanted, on=sessions.own().day)
    return redirect(url_for(".show"), 303)


@bp.route("/week", methods=["GET", "POST"])
def week() -> ResponseReturnValue:
    me = sessions.me()
    form = WeekForm.sent(**WeekFields.usual(people.welcome(g.db, me.person_id)))
    if request.method != "POST":
        return screen("me/week.html", form=form)
    if not form.validate():
        return screen("me/week.html", status=422, form=form)
    days, starts, ends = form.weekdays.data, form.starts.data, form.ends.data
    _choose_week(weekday_mask(days), starts, ends)
    return redirect(url_for(".show"), 303)


@bp.post("/preferences", endpoint="preferences")
def keep_preferences() -> ResponseReturnValue:
    language, theme = request.form.get("language"), request.form.get("theme")
    if language not in [*i18n.offered(), None]:
        abort(422)
    if theme not in [*THEMES, "", None]:
        abort(422)
    with transaction(g.db):
        preferences.keep(g.db, sessions.me().person_id, language=language, theme=theme)
    return redirect(url_for(".show"), 303)


@bp.get("/leader-view")
def leader_view() -> ResponseReturnValue:
    """The leader's own page, with the leader's own query, for any member (RULES 12)."""
    own = sessions.own()
    found = lead_screen.of(g.db, own.team_id, own.day) if own.team_id else None
    return screen(
        "lead/show.html",
        lead=found or abort(404),
        cheer_words=cheer_words.cheer_words(),
        as_member=True,
    )


def _screen() -> ResponseReturnValue:
    me, own = sessions.me(), sessions.own()
    marks = sealed.marks()
    numbers = query.own(g.db, me.person_id, own.day, marks)
    numbers.add(sealed.found(marks, numbers.marks, numbers.given))
    return screen(
        "me/show.html",
        me=me,
        numbers=numbers,
        view=MeView(numbers, own.diary, own.day, rulebook.book(g.db)),
        mode=_newest_mode(own.diary),
        mode_begins=_begins(own.diary, own.day),
        languages=i18n.offered(),
    )


def _newest_mode(diary: Diary) -> str:
    """The mode that was chosen last, in force or from tomorrow."""
    return max(diary.modes)[1] if diary.modes else "look"


def _begins(diary: Diary, day: date) -> date | None:
    """When the chosen mode begins, if that is still to come and it changes something."""
    if not diary.modes or max(diary.modes)[0] <= day:
        return None
    newest = max(diary.modes)
    return newest[0] if newest[1] != diary.mode_on(day) else None


def _choose_week(mask: int, starts: time, ends: time) -> None:
    with transaction(g.db):
        joining.choose_week(
            g.db, sessions.me().person_id, mask, starts, ends, on=sessions.own().day
        )
