"""Short, honest builders. Each makes one valid thing; the test names only what matters."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from sqlalchemy import select

from uplift_pwa.models import (
    Campaign,
    Challenge,
    ChallengeAudience,
    ChallengeText,
    Department,
    Leadership,
    Level,
    Membership,
    Participation,
    Person,
    Site,
    Team,
    TeamTotal,
    WeeklyPattern,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
LONG_AGO = date(2026, 1, 1)
LEVELS = ("frontline", "team_lead", "manager", "executive")
EVERY_DAY = 0b1111111


class Make:
    def __init__(self, session):
        self.session = session
        self._numbers = count(1)

    def _save(self, thing):
        self.session.add(thing)
        self.session.commit()
        return thing

    def _one(self, model, **key):
        found = self.session.scalars(select(model).filter_by(**key)).first()
        self.session.commit()  # an open read would keep another connection's write waiting
        return found

    def site(self, name="Harbour", zone="Europe/Berlin", **attributes):
        return self._one(Site, name=name) or self._save(
            Site(name=name, zone=zone, **attributes)
        )

    def department(self, name="Front of house"):
        return self._one(Department, name=name) or self._save(Department(name=name))

    def level(self, key="frontline"):
        return self._one(Level, key=key) or self._save(
            Level(key=key, name=key.replace("_", " ").capitalize(), rank=LEVELS.index(key))
        )

    def team(self, name="Otters", department=None, warm_from=LONG_AGO):
        department = department or self.department()
        found = self._one(Team, name=name, department_id=department.id)
        if found:
            return found
        team = self._save(Team(name=name, department_id=department.id, warm_from=warm_from))
        self._save(TeamTotal(team_id=team.id, acts=0, streak=0, best_streak=0))
        return team

    def person(
        self,
        name="Ada",
        *,
        team=None,
        mode="play",
        weekdays=EVERY_DAY,
        starts=time(8),
        ends=time(16),
        since=LONG_AGO,
        site=None,
        level="frontline",
        leads=(),
        **attributes,
    ):
        """An active member who plays, works every day from eight to four, since long ago."""
        person = self._save(
            Person(
                name=name,
                given_name=name.split()[0],
                staff_number=f"{next(self._numbers):07}",
                site_id=(site or self.site()).id,
                level_id=self.level(level).id,
                created_at=NOON - timedelta(days=90),
                **{"joined_at": NOON - timedelta(days=90), **attributes},
            )
        )
        team = team or self.team()
        self._save(Membership(person_id=person.id, team_id=team.id, from_on=since))
        if mode:
            self._save(
                Participation(person_id=person.id, from_on=since, mode=mode, chosen_on=since)
            )
        self._save(
            WeeklyPattern(
                person_id=person.id, from_on=since, weekdays=weekdays, starts=starts, ends=ends
            )
        )
        for led in leads:
            self._save(Leadership(person_id=person.id, team_id=led.id, since=since))
        return person

    def campaign(self, goal=100, launch_on=date(2026, 2, 1), **attributes):
        return self._save(
            Campaign(
                name="First orbit",
                organisation="Harbour Group",
                goal_acts=goal,
                goal_breadth=80,
                launch_on=launch_on,
                created_at=NOON - timedelta(days=90),
                **attributes,
            )
        )

    def challenge(self, title="Walk a guest to the lift", audience=(), **attributes):
        number = next(self._numbers)
        challenge = self._save(
            Challenge(
                **{
                    "key": f"challenge-{number}",
                    "state": "live",
                    "helps": "customer",
                    "minutes": 3,
                    "plate": "bell",
                    "language": "en",
                    "published_at": NOON - timedelta(days=40),
                    "created_at": NOON - timedelta(days=41),
                }
                | attributes
            )
        )
        self._save(
            ChallengeText(
                challenge_id=challenge.id,
                version=challenge.version or 1,
                locale=challenge.language,
                title=title,
                what="Leave the desk and walk the first few steps together.",
                better="They arrive calm.",
                quiet="Walk the way yourself and mend one sign.",
            )
        )
        for kind, target in audience:
            self._save(
                ChallengeAudience(challenge_id=challenge.id, kind=kind, target_id=target.id)
            )
        return challenge
