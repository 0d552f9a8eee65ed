"""The desk before and after a launch: windows that wait, and a house that is all lit."""

from datetime import timedelta

from sqlalchemy import delete

from tests.factories import NOON, Make
from uplift_pwa.actions import launches
from uplift_pwa.models import Department, FirstAct, LaunchCell, Person

LAUNCH = NOON.date() + timedelta(days=8)
HOUSES = ("Housekeeping", "Kitchen", "Buses", "Wards")
WHY = "The depot gets its cards on Monday morning; the leaders read them out."


def nothing_planned(make: Make) -> Person:
    return _admin(make)


def begun(make: Make) -> Person:
    """A plan, and nothing of it decided."""
    admin = _admin(make)
    _people(make, claimed=True)
    launches.begin(make.session, by=admin.id, at=NOON)
    return admin


def planned_alone(make: Make) -> Person:
    """A plan before anybody was brought in."""
    admin = _admin(make)
    launches.begin(make.session, by=admin.id, at=NOON)
    make.session.execute(delete(LaunchCell))
    return admin


def held(make: Make) -> Person:
    """Cards, a leader, a first act and a language are missing."""
    return _planned(make, claimed=False)


def all_go(make: Make) -> Person:
    return _planned(make, claimed=True)


def cleared(make: Make) -> Person:
    admin = _planned(make, claimed=False)
    launches.clear(make.session, 1, WHY, by=admin.id, at=NOON)
    return admin


def going_first(make: Make) -> Person:
    """A leader before everybody starts."""
    otters = make.team("Otters")
    make.challenge("Take the busiest spot for five minutes", helps="team", for_leaders=True)
    return make.person("Lea Novak", role="leader", team=otters, leads=[otters])


def _planned(make: Make, *, claimed: bool) -> Person:
    admin = _admin(make)
    _people(make, claimed=claimed)
    pack = [make.challenge(f"Hold the door {number}").id for number in range(1, 6)]
    session = make.session
    plan = launches.begin(session, by=admin.id, at=NOON)
    launches.set_goal(session, plan, "Harbour Group", 9000, 80)
    launches.set_day(session, plan, LAUNCH, 6, at=NOON)
    launches.set_pack(session, plan, pack, "Once more, together.", "Who smiled this week?")
    launches.recount(session, at=NOON)
    return admin


def _admin(make: Make) -> Person:
    return make.person("Yara Horvat", role="admin", level="manager", team=make.team("Desk"))


def _people(make: Make, *, claimed: bool) -> None:
    """Four departments with people on every level, some of them under five."""
    first = make.challenge("Take the busiest spot", helps="team", for_leaders=True)
    for place, name in enumerate(HOUSES):
        department = make._save(Department(name=name))
        team = make.team(f"{name} 1")
        team.department_id = department.id
        for number in range(9 + place):
            waits = not claimed and place == 2
            joined = {"joined_at": None} if waits else {}
            locale = "hi" if not claimed and place == 1 and number == 0 else None
            make.person(f"{name} {number}", team=team, locale=locale, **joined)
        for number in range(6):
            lead = make.person(f"Lead {number}", team=team, level="team_lead", leads=[team])
            if claimed or place != 3 or number:
                make.session.add(
                    FirstAct(person_id=lead.id, challenge_id=first.id, done_at=NOON)
                )
        for number in range(3 + place):
            make.person(f"Manager {number}", team=team, level="manager")
        make.person("Chief", team=team, level="executive")
