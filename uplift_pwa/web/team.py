"""Team: the days, the streak, the badges of the person's own team."""

from datetime import date

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from uplift_pwa.queries import floor, team_screen
from uplift_pwa.queries.floor import Floor
from uplift_pwa.rules import badges
from uplift_pwa.rules.badges import Badge
from uplift_pwa.web import cheer_words, i18n, sessions, thanks_words
from uplift_pwa.web.render import screen

bp = Blueprint("team", __name__)

TEAM_MARKS = [badge for badge in badges.CATALOGUE if badge.owner == "team"]
NEXT_SHOWN = 2


@bp.get("/team")
def show() -> ResponseReturnValue:
    own = sessions.own()
    team = team_screen.of(g.db, own.team_id, own.day) if own.team_id else None
    news = _floor(own.team_id)
    return screen(
        "team/show.html",
        team=team,
        marks=_marks(news.awards),
        floor=news,
        thanks_words=thanks_words,
        cheer_words=cheer_words.cheer_words(),
    )


def _floor(team_id: int | None) -> Floor:
    """The marks, the newest of the feed, and what customers said."""
    me, day = sessions.me().person_id, sessions.own().day
    return floor.of(g.db, team_id, me, day, i18n.locale()) if team_id else Floor()


def _marks(earned: dict[str, date]) -> list[tuple[Badge, date | None]]:
    """What the team has earned, and the next in line; all of them have their own page."""
    printed = [(badge, earned[badge.key]) for badge in TEAM_MARKS if badge.key in earned]
    waiting = [(badge, None) for badge in TEAM_MARKS if badge.key not in earned]
    return [*printed, *waiting[:NEXT_SHOWN]]
