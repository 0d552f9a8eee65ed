"""Who has not come aboard yet, as a number by team, and their cards to print."""

from flask import Blueprint, Response, g

from uplift_pwa import clock
from uplift_pwa.queries import unclaimed
from uplift_pwa.web.navigation import local
from uplift_pwa.web.people import LAST_PAGE, number_in
from uplift_pwa.web.render import screen

bp = Blueprint("unclaimed", __name__, url_prefix="/desk/people/unclaimed")


@bp.get("")
def index() -> Response:
    number = number_in("page", LAST_PAGE) or 1
    today = local(clock.now()).date()
    page = unclaimed.page(g.db, number, today=today)
    return screen(
        "people/unclaimed.html", page=page, number_of_page=number, here="people.index"
    )
