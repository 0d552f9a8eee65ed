"""An organisation whose people were in a basement, with what they had done before."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import Make
from uplift_pwa.actions import completions, ideas, opening, roadblocks, sign_ins
from uplift_pwa.actions.ideas import Proposal
from uplift_pwa.actions.roadblocks import Keys, Said
from uplift_pwa.db import transaction
from uplift_pwa.models import Roadblock
from uplift_pwa.queries import diary
from uplift_pwa.web import phone

TEAM = 10  # phones
WITHOUT_PHONE = 3  # people of a team whom its leader counts
ONE_DAY = timedelta(days=1)
IDEA = "Fresh fruit at the desk"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a phone. `undone` and `voted` are acts from before the basement."""

    id: int
    team_id: int
    leads: bool
    owner: str
    cookie: str
    undone: int = 0
    voted: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where everybody works; `roads` is what stops each team already: its number and words."""

    members: list[Member]
    challenges: tuple[int, ...]  # the last is what people had done before
    day: date
    idea_id: int
    roads: dict[int, tuple[int, str]]


def arrange(app: Flask, session: Session, phones: int, at: datetime) -> Place:
    """A campaign, teams with leaders, challenges; everybody has acted today and yesterday."""
    make = Make(session)
    make.campaign(goal=phones * 100, launch_on=at.date() - timedelta(days=30))
    members = _people(app, make, phones, at)
    since = at - timedelta(days=40)
    challenges = tuple(
        make.challenge(f"Challenge {number}", published_at=since).id for number in range(4)
    )
    with transaction(session):
        while opening.days(session, at=at):
            pass
    with transaction(session):
        wanted = Proposal(IDEA, "Put out a bowl.", "team")
        idea_id = ideas.propose(session, members[0].id, wanted, at=at)
        day = diary.today(session, members[0].id, at)
    roads = _roads(app, session, members, at)
    acted = [_acted(session, one, challenges[-1], day, at) for one in members]
    return Place(acted, challenges, day, idea_id, roads)


def _people(app: Flask, make: Make, phones: int, at: datetime) -> list[Member]:
    long_ago = at.date() - timedelta(days=60)
    found: list[Member] = []
    for number in range(-(-phones // TEAM)):
        team = make.team(f"Team {number}", warm_from=long_ago)
        for seat in range(min(TEAM, phones - number * TEAM)):
            leads = [] if seat else [team]
            name = f"P{number} {seat}"
            person = make.person(name, team=team, leads=leads, since=long_ago)
            device = _device(app, make.session, person.id, bool(leads), at)
            found.append(Member(person.id, team.id, bool(leads), *device))
        for seat in range(WITHOUT_PHONE):
            make.person(f"Q{number} {seat}", team=team, mode="look", since=long_ago)
    return found


def _device(
    app: Flask, session: Session, person_id: int, leads: bool, at: datetime
) -> tuple[str, str]:
    """The key of what waits for this person, and the cookie of their phone."""
    pepper = app.config["UPLIFT"].pepper
    with transaction(session):
        token = sign_ins.begin(session, person_id, at=at, pepper=pepper, confirmed=leads)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    value = signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True})
    with app.app_context():
        return phone.owner(person_id), f"session={value}"


def _roads(
    app: Flask, session: Session, members: list[Member], at: datetime
) -> dict[int, tuple[int, str]]:
    keys = Keys(app.config["UPLIFT"].seal, app.config["UPLIFT"].pepper)
    with transaction(session):
        for one in members:
            if one.leads:
                told = Said("tool", f"The printer of team {one.team_id}", named=True)
                roadblocks.report(session, one.id, told, keys=keys, at=at)
    found = session.execute(select(Roadblock.team_id, Roadblock.id, Roadblock.text)).all()
    return {team_id: (number, text) for team_id, number, text in found}


def _acted(
    session: Session, member: Member, challenge_id: int, day: date, at: datetime
) -> Member:
    with transaction(session):
        undone, voted = (
            completions.record(session, member.id, challenge_id, at=at, day=one).completion_id
            for one in (day, day - ONE_DAY)
        )
    return replace(member, undone=undone, voted=voted)
