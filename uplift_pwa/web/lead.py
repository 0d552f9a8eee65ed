"""Lead: a leader's teams, their days and streaks; never what a person did."""

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa.actions import cheers as facts
from uplift_pwa.queries import cards, lead_screen, pool, team_momentum
from uplift_pwa.queries.cards import Card
from uplift_pwa.queries.lead_screen import LeadScreen
from uplift_pwa.rules import cheers
from uplift_pwa.web import cheer_words, i18n, momentum, sessions
from uplift_pwa.web.principal import Principal
from uplift_pwa.web.render import screen

bp = Blueprint("lead", __name__, url_prefix="/lead")


@bp.get("")
def index() -> ResponseReturnValue:
    led = sessions.me().led or abort(404)
    return redirect(url_for(".show", team_id=led[0].id))


@bp.get("/<id:team_id>")
def show(team_id: int) -> ResponseReturnValue:
    return page(team_id)


@bp.get("/<id:team_id>/momentum", endpoint="momentum")
def show_momentum(team_id: int) -> ResponseReturnValue:
    """How the unit of the team moves, in its four parts (RULES 8)."""
    me = led_or_404(team_id)
    return screen(
        "lead/momentum.html",
        fragments=["parts"],
        team_id=team_id,
        name=next((team.name for team in me.led if team.id == team_id), ""),
        weeks=team_momentum.of(g.db, team_id, sessions.own().day),
        part_names=momentum.part_names(),
        headings=momentum.headings(),
    )


def page(team_id: int, *, status: int = 200, problem: str = "") -> ResponseReturnValue:
    """The leader's page of a team, and what was in the way of what they just tried."""
    me, own = led_or_404(team_id), sessions.own()
    found = lead_screen.of(g.db, team_id, own.day, own.team_id) or abort(404)
    return screen(
        "lead/show.html",
        status=status,
        lead=found,
        led=me.led,
        mine=_own_challenge(me, found),
        names_substitutes=me.names_substitutes(team_id),
        offered=cheers.offered(facts.facts(found.team)),
        cheer_words=cheer_words.cheer_words(),
        problem=problem,
        as_member=False,
    )


def led_or_404(team_id: int) -> Principal:
    """Who is asking, if they lead this team; another's looks like none."""
    me = sessions.me()
    return me if me.leads_team(team_id) else abort(404)


def _own_challenge(me: Principal, lead: LeadScreen) -> Card | None:
    """The one of the day that serves their own team, for those who lead one."""
    if not me.leads:
        return None
    own = sessions.own()
    where = pool.Standing(
        me.site_id, lead.own_department_id, me.level_id, own.team_id, leads=True
    )
    found = cards.of_the_day(
        g.db, me.person_id, where, me.place, own.day, i18n.locale(), at=own.at
    )
    return next((card for card in found if card.for_leaders), None)
