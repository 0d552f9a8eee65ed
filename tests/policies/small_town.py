"""A town of cells of 1 to 7 people in small teams, to be lived in twice and read each time."""

import shutil
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from tests.actions.slow_units import published_in
from tests.factories import NOON, Make
from tests.push.browsers import bound
from uplift_pwa import create_app
from uplift_pwa.actions import (
    completions,
    finalise,
    launches,
    opening,
    rhythm,
    sign_ins,
    unit_weeks,
    votes,
    walls,
)
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.models import Challenge, Person
from uplift_pwa.push import schedule
from uplift_pwa.web.permissions import TABLE, Who

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FIRST = date(2026, 2, 2)  # a Monday; three weeks are final by NOON
LAST = FIRST + 2 * WEEK
# Department, level, and the sizes of its teams: cells of 1 to 7 people. No team has 3: there
# one act more or less would keep the day, which everybody may read.
CELLS = (
    ("Air", "frontline", (4, 2, 1)),
    ("Air", "team_lead", (1,)),
    ("Bay", "frontline", (4, 2)),
    ("Bay", "team_lead", (2,)),
    ("Cape", "frontline", (4, 1)),
    ("Cape", "team_lead", (2, 1)),
    ("Dune", "frontline", (4,)),
    ("Dune", "manager", (2,)),
)


@dataclass(frozen=True, slots=True)
class Settler:
    """Somebody of the town, by where they stand."""

    id: int
    team_id: int
    department: str
    level: str


class Town:
    """One database to begin with, copied for each life that is compared."""

    def __init__(self, folder, template, config):
        self.folder, self.config, self.lives = folder, config, 0
        self.start = folder / "start.db"
        shutil.copyfile(template, self.start)
        engine = make_engine(f"sqlite:///{self.start}")
        with make_session_factory(engine)() as session:
            self._settle(session)
        engine.dispose()

    @contextmanager
    def life(self, actors, more=()):
        """The sessions of a town in which these people have done all there is to do; what
        happens besides, `more`, is given the session before the clockwork runs.
        """
        self.lives += 1
        path = self.folder / f"life-{self.lives}.db"
        shutil.copyfile(self.start, path)
        engine = make_engine(f"sqlite:///{path}")
        sessions = make_session_factory(engine)
        with sessions() as session:
            for one in actors:
                _do_everything(session, one)
            for happens in more:
                happens(session)
            _clockwork(session)
        yield sessions
        engine.dispose()

    def pages(self, actors):
        """What every page says then."""
        with self.life(actors) as sessions:
            client = self.client(sessions)
            release = client.application.config["RELEASE"].digest
            return {
                path: _text(client.get(path)).replace(release, "")
                for path in sorted(self._addresses(client.application))
            }

    def casts(self):
        """Of each unit one person, again and again, each from another team of the unit.

        It is the second of a team: the first acts in every life.
        """
        with self.life([]) as sessions, sessions() as session:
            units = published_in(session, LAST)
        teams = defaultdict(lambda: defaultdict(list))
        for one in self.settlers:
            teams[units[one.id]][one.team_id].append(one)
        queues = [[two[1] for two in unit.values() if two[1:]] for unit in teams.values()]
        return [
            [queue[turn % len(queue)] for queue in queues]
            for turn in range(max(map(len, queues)))
        ]

    def _settle(self, session):
        make = Make(session)
        launches.begin(session, by=None, at=NOON)
        make.campaign(launch_on=FIRST, goal=400)
        sites = [make.site(), make.site("Hill")]
        self.settlers = [
            Settler(who, team, department, level)
            for department, level, sizes in CELLS
            for who, team in _cell(make, sites, department, level, sizes)
        ]
        for number in range(3):
            make.challenge(f"Walk {number}")
        admin = make.person("Adi", role="admin", level="executive", mode="look")
        for first in {one.team_id: one for one in reversed(self.settlers)}.values():
            _do_everything(session, first)
        schedule.plan(session, "booster", 1, NOON.date(), NOON.time(), at=NOON)
        pepper = self.config.pepper
        self.wall = walls.make(session, by=admin.id, at=NOON, pepper=pepper)
        asked = {"at": NOON, "pepper": pepper, "confirmed": True}
        self.token = sign_ins.begin(session, admin.id, **asked)
        session.commit()

    def client(self, sessions):
        """The admin's browser in such a town."""
        app = create_app(self.config, sessions)
        client = app.test_client()
        cookie = {"_user_id": self.token, "_fresh": True, "_permanent": True}
        signer = app.session_interface.get_signing_serializer(app)
        client.set_cookie("session", signer.dumps(cookie))
        return client

    def _addresses(self, app):
        """Every page that the desk, a leader or the wall may open, for every team and unit."""
        open_to = {Who.ADMIN, Who.LEADER}
        more = {"orbit.show", "wall.show", "how_it_works.show", "reasons.orbit"}
        numbers = {"team_id": {one.team_id for one in self.settlers}, "unit_id": range(1, 9)}
        for rule in app.url_map.iter_rules():
            wanted = TABLE[rule.endpoint] in open_to or rule.endpoint in more
            if "GET" not in rule.methods or not wanted:
                continue
            for kind in ("csv", "json") if "kind" in rule.arguments else (None,):
                values = {"kind": kind, "secret": self.wall, "language": "es"}
                for number in _values(rule.arguments, numbers):
                    given = {name: values.get(name) or number for name in rule.arguments}
                    yield rule.build(given)[1]


def _values(arguments, numbers):
    name = next((name for name in numbers if name in arguments), None)
    return sorted(numbers[name]) if name else [1]


def _text(reply):
    return f"{reply.status_code} {reply.get_data(as_text=True)}"


def _cell(make, sites, department, level, sizes):
    home = make.department(department)
    for number, size in enumerate(sizes):
        team = make.team(f"{department} {level} {number}", home)
        for place in range(size):
            site = sites[place % len(sites)]
            name = f"P{department}{level}{number}{place}"
            yield make.person(name, team=team, level=level, site=site, mode="quiet").id, team.id


def _do_everything(session, settler):
    """Three acts a week with a vote each, and one today; and a phone."""
    challenge = session.scalars(select(Challenge.id).order_by(Challenge.id)).first()
    days = [FIRST + n * WEEK + m * DAY for n in range(3) for m in range(3)] + [NOON.date()]
    for day in days:
        at = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
        act = completions.record(session, settler.id, challenge, at=at)
        votes.cast(session, settler.id, act.completion_id, is_box=True, at=at)
    bound(session, session.get_one(Person, settler.id))
    session.commit()


def _clockwork(session):
    opening.days(session, at=NOON)
    finalise.days(session, at=NOON)
    rhythm.close_weeks(session, at=NOON)
    for _ in range(3):
        unit_weeks.close(session, at=NOON)
    launches.recount(session, at=NOON)
    session.commit()
