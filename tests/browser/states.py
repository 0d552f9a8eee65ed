"""Situations that the demo is not in: the first day, a day off, before the launch, long names.

Each is a small organisation of its own, looked at by one person on one screen.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from tests.browser import launches, orbits, studio, tablets
from tests.browser.stage import Arrange
from tests.factories import NOON, Make
from tests.push.browsers import bound
from uplift_pwa.actions import completions, opening, reminders, sign_ins
from uplift_pwa.actions.reminders import Wish
from uplift_pwa.models import (
    Award,
    Challenge,
    Membership,
    NeutralDay,
    Person,
    Reminder,
    SignIn,
    Subscription,
)
from uplift_pwa.rules.badges import CATALOGUE

TODAY = NOON.date()
TITLES = ("Walk a guest to the lift", "Hold the door", "Leave one thing ready")
PLATES = ("bell", "open-door", "keys")
HELPS = ("customer", "team", "colleague")
GIVEN = ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hal", "Ida", "Jo")


@dataclass(frozen=True, slots=True)
class State:
    """One screen in one situation; `status` is what the server answers there.

    `browser` is a script that runs before the page's own: what its browser can and cannot.
    """

    name: str
    path: str
    arrange: Arrange
    press: str = ""
    status: int = 200
    browser: str = ""
    at_tablet: bool = False  # a bound tablet, nobody's phone
    confirmed: bool = False  # somebody has given their password, as leaders do

    def cookies(self, url: str, session: str) -> list[dict[str, str]]:
        name, value = ("station", tablets.TOKEN) if self.at_tablet else ("session", session)
        return [{"name": name, "value": value, "url": url}]


# Browsers as people have them, by what they say of themselves.
SAYS = "Object.defineProperty({0}, '{1}', {{ get: () => '{2}' }});"
NOT_ASKED = SAYS.format("Notification", "permission", "default")
BLOCKED = SAYS.format("Notification", "permission", "denied")
NO_PUSH = "delete window.PushManager;"
IPHONE = NO_PUSH + SAYS.format("navigator", "userAgent", "Mozilla/5.0 (iPhone; CPU iPhone OS)")


def before_launch(make: Make) -> Person:
    return _team(make, 5, launch_on=TODAY + timedelta(days=6))


def no_campaign(make: Make) -> Person:
    return make.person()


def first_day(make: Make) -> Person:
    return _team(make, 8, launch_on=TODAY)


def all_done(make: Make) -> Person:
    return _acting(make, _team(make, 10), acts=3)


def day_off(make: Make) -> Person:
    _team(make, 6)
    return make.person("Nia", weekdays=0b0111110)


def neutral_day(make: Make) -> Person:
    ada = _team(make, 6)
    storm = "Storm: the harbour is shut until noon."
    make.session.add(NeutralDay(site_id=ada.site_id, day=TODAY, reason=storm, declared_at=NOON))
    return ada


def looking_on(make: Make) -> Person:
    _team(make, 6)
    return make.person("Lou", mode="look")


def no_team(make: Make) -> Person:
    _team(make, 4)
    nora = make.person("Nora", team=make.team("Gone"))
    make.session.scalars(select(Membership).filter_by(person_id=nora.id)).one().until_on = date(
        2026, 2, 1
    )
    return nora


def no_challenges(make: Make) -> Person:
    make.campaign(goal=400)
    person = make.person()
    opening.days(make.session, at=NOON)
    return person


def one_done(make: Make) -> Person:
    """The offer of the home screen stands below."""
    return _acting(make, _team(make, 10), acts=1)


def enough(make: Make) -> Person:
    """The last challenge of three is open."""
    return _acting(make, _team(make, 10), acts=2)


def two_phones(make: Make) -> Person:
    """Nudges are on, but not here: on one phone, and on one that is turned away."""
    ada = first_day(make)
    for device in ("Mozilla/5.0 (iPhone; CPU)", "Mozilla/5.0 (Linux; Android 15)"):
        sign_ins.begin(make.session, ada.id, at=NOON, pepper=b"p" * 32, device=device)
    one, other = make.session.scalars(select(SignIn.id).filter_by(person_id=ada.id)).all()
    bound(make.session, ada, sign_in_id=one)
    refused = bound(make.session, ada, sign_in_id=other, at=NOON - timedelta(days=9))
    make.session.get_one(Subscription, refused).refused_at = NOON - timedelta(days=3)
    wish = Wish(cue="minutes", minutes=0, words="after I open the till")
    reminders.choose(make.session, ada.id, wish, at=NOON)
    return ada


def ignored_ten(make: Make) -> Person:
    """Ten nudges went by: the app asks."""
    ada = enough(make)
    bound(make.session, ada)
    make.session.get_one(Reminder, ada.id).ignored = 10
    return ada


def team_of_one(make: Make) -> Person:
    return _acting(make, _team(make, 1), acts=1)


def team_of_three(make: Make) -> Person:
    return _acting(make, _team(make, 3), acts=1)


def team_of_300(make: Make) -> Person:
    return _acting(make, _team(make, 300), acts=1)


def warming_up(make: Make) -> Person:
    return _team(make, 6, warm_from=None)


def long_names(make: Make) -> Person:
    make.campaign(goal=400)
    team = make.team("Rechtsschutzversicherungsgesellschaften-Nachtschicht")
    person = make.person("Wilhelmine Donaudampfschifffahrtsgesellschaftskapitän", team=team)
    for name in GIVEN[1:6]:
        make.person(name, team=team)
    make.challenge("Grundstücksverkehrsgenehmigungszuständigkeit erklären", helps="team")
    make.challenge("Straßenbahnhaltestellenfahrplanauskunft geben", plate="keys")
    make.challenge("Krankenhausinformationssystempasswort hinterlegen", helps="colleague")
    opening.days(make.session, at=NOON)
    make.session.commit()
    return _acting(make, person, acts=1)


def every_badge(make: Make) -> Person:
    ada = _team(make, 6)
    owners = {"person": ada.id, "leader": ada.id, "site": ada.site_id, "everybody": 0}
    for badge in CATALOGUE:
        owner = owners.get(badge.owner, make.team().id)
        make.session.add(
            Award(
                badge=badge.key,
                owner_kind=badge.owner,
                owner_id=owner,
                earned_on=TODAY,
                given_at=NOON,
            )
        )
    return ada


def leading(make: Make) -> Person:
    """A leader's first day: the team has not acted, nothing is on the table."""
    _team(make, 8, launch_on=TODAY)
    return make.person("Lea", leads=(make.team(),), level="team_lead")


STATES = (
    State("before-launch", "/", before_launch),
    State("before-launch-orbit", "/orbit", before_launch),
    State("no-campaign", "/", no_campaign),
    State("no-campaign-orbit", "/orbit", no_campaign),
    State("first-day", "/", first_day),
    State("first-day-team", "/team", first_day),
    State("first-day-orbit", "/orbit", first_day),
    State("first-day-me", "/me", first_day),
    State("all-done", "/", all_done),
    State("one-done", "/", one_done),
    State("last-of-three", "/", enough),
    State("day-off", "/", day_off),
    State("neutral-day", "/", neutral_day),
    State("looking-on", "/", looking_on),
    State("no-team", "/", no_team),
    State("no-team-team", "/team", no_team),
    State("no-challenges", "/", no_challenges),
    State("team-of-one", "/team", team_of_one),
    State("team-of-three", "/team", team_of_three),
    State("team-of-300", "/team", team_of_300),
    State("warming-up", "/team", warming_up),
    State("long-names", "/", long_names),
    State("long-names-team", "/team", long_names),
    State("station", "/station", tablets.nobody_at_it, at_tablet=True),
    State("station-asks", "/station/people/1", tablets.nobody_at_it, at_tablet=True),
    State("station-card", "/station/card", tablets.nobody_at_it, at_tablet=True),
    State("station-today", "/station/today", tablets.a_turn, at_tablet=True),
    State("station-done", "/station/today", tablets.all_three, at_tablet=True),
    State("station-pin", "/station/pin", tablets.somebody_new, at_tablet=True),
    State("long-names-me", "/me", long_names),
    State("empty-feed", "/team/feed", first_day),
    State("empty-thanks", "/thanks", first_day),
    State("empty-roadblocks", "/roadblocks", first_day),
    State("empty-own-roadblocks", "/roadblocks/own", first_day),
    State("empty-ideas", "/ideas", first_day),
    State("empty-why", "/why", first_day),
    State("no-badge", "/badges", first_day),
    State("every-badge", "/badges", every_badge),
    State("first-day-lead", "/lead/1", leading, confirmed=True),
    State("empty-lead-roadblocks", "/lead/roadblocks", leading, confirmed=True),
    State("empty-lead-momentum", "/lead/1/momentum", leading, confirmed=True),
    *(State(f"orbit-{high}", "/orbit", orbits.at(high)) for high in (0, 2, 5, 20)),
    State("orbit-60", "/orbit", orbits.at(60, tipped=2, momentum=90)),
    State("orbit-95", "/orbit", orbits.at(95, tipped=3, booster_in=1)),
    State("orbit-100", "/orbit", orbits.at(100, tipped=4)),
    State("orbit-sustained", "/orbit", orbits.at(100, tipped=4, weeks=4)),
    State("booster-lit", "/orbit", orbits.at(40, tipped=1, booster_in=0)),
    State("booster-lit-today", "/", orbits.at(40, tipped=1, booster_in=0)),
    State("momentum-low", "/orbit", orbits.at(40, momentum=5)),
    State("first-steps", "/desk", launches.nothing_planned, confirmed=True),
    State("first-steps-later", "/desk", launches.begun, confirmed=True),
    State("launch-none", "/desk/launch", launches.nothing_planned, confirmed=True),
    State("launch-goal", "/desk/launch/plan/goal", launches.begun, confirmed=True),
    State("launch-stages", "/desk/launch/plan/stages", launches.begun, confirmed=True),
    State("launch-day", "/desk/launch/plan/day", launches.begun, confirmed=True),
    State("launch-pack", "/desk/launch/plan/pack", launches.held, confirmed=True),
    State("launch-held", "/desk/launch", launches.held, confirmed=True),
    State("launch-all-go", "/desk/launch", launches.all_go, confirmed=True),
    State("launch-cleared", "/desk/launch", launches.cleared, confirmed=True),
    State("rehearsal", "/desk/launch/rehearsal", launches.held, confirmed=True),
    State("rehearsal-empty", "/desk/launch/rehearsal", launches.planned_alone, confirmed=True),
    State("launch-summary", "/desk/launch/summary", launches.cleared, confirmed=True),
    State("challenges-paused", "/desk/challenges?state=paused", studio.paused, confirmed=True),
    State("challenge-pause", "/desk/challenges/2/pause", studio.paused, confirmed=True),
    State("challenge-paused", "/desk/challenges/1", studio.paused, confirmed=True),
    State("inbox-paused", "/desk/inbox/challenges", studio.paused, confirmed=True),
    State("challenge-scheduled", "/desk/challenges/1", studio.scheduled, confirmed=True),
    State("challenge-schedule", "/desk/challenges/1/edit", studio.scheduled, confirmed=True),
    State("challenge-changed", "/desk/challenges/1/versions/2", studio.changed, confirmed=True),
    State("ready-made", "/desk/challenges/starter", studio.changed, confirmed=True),
    State("packs", "/desk/challenges/packs", studio.packed, confirmed=True),
    State("packs-none", "/desk/challenges/packs", studio.changed, confirmed=True),
    State("pack", "/desk/challenges/packs/1", studio.packed, confirmed=True),
    State("booster-due", "/desk/campaign", studio.booster_due, confirmed=True),
    State("going-first", "/lead/first", launches.going_first, confirmed=True),
    State("no-network", "/offline", first_day),
    *(
        State(f"refused-{code}", f"/refused/{code}", first_day, status=code)
        for code in (403, 404, 405, 413, 429, 500, 503)
    ),
    State("nudges-asked", "/", enough),
    State("nudges-explained", "/nudges/asking", enough, browser=NOT_ASKED),
    State("nudges-off", "/nudges", enough, browser=NOT_ASKED),
    State("nudges-blocked", "/nudges", enough, browser=BLOCKED),
    State("nudges-none", "/nudges", enough, browser=NO_PUSH),
    State("nudges-install", "/nudges", enough, browser=IPHONE),
    State("nudges-phones", "/nudges", two_phones, browser=NOT_ASKED),
    State("nudges-stopped", "/", ignored_ten),
)


def _team(make: Make, people: int, *, launch_on=date(2026, 2, 1), **team) -> Person:
    """Ada's team of so many, all on shift, three challenges, nobody has acted."""
    make.campaign(goal=400, launch_on=launch_on)
    home = make.team(**team)
    members = [
        make.person(GIVEN[n] if n < len(GIVEN) else f"Member {n}", team=home)
        for n in range(people)
    ]
    for title, plate, helps in zip(TITLES, PLATES, HELPS, strict=True):
        make.challenge(title, plate=plate, helps=helps)
    opening.days(make.session, at=NOON)
    make.session.commit()
    return members[0]


def _acting(make: Make, person: Person, acts: int) -> Person:
    challenges = make.session.scalars(select(Challenge).order_by(Challenge.id)).all()
    for number in range(acts):
        at = NOON - timedelta(minutes=30 - number)
        completions.record(make.session, person.id, challenges[number].id, at=at)
    make.session.commit()
    return person
