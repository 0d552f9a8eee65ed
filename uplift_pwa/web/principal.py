"""Who is asking: loaded once per request, in one SELECT, by the token in the cookie."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import codes
from uplift_pwa.models import Person, SignIn, Site
from uplift_pwa.queries import diary, leading, rulebook, thanks, tongues
from uplift_pwa.queries.leading import Led
from uplift_pwa.rules import sign_ins
from uplift_pwa.rules.calendar import Place, service_day
from uplift_pwa.rules.diary import Diary

DESK_IDLE, DESK_ABSOLUTE = timedelta(hours=1), timedelta(hours=24)
LEAD_ABSOLUTE = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Principal:
    """A signed-in person on a device. Satisfies flask-login; knows nothing of Flask.

    `led` are the teams they lead today, or stand in for.
    """

    token: str
    sign_in_id: int
    kind: str
    created_at: datetime
    seen_at: datetime
    confirmed_at: datetime | None
    confirmed_seen_at: datetime | None
    person_id: int
    name: str
    given_name: str
    role: str
    locale: str | None
    theme: str | None
    joined_at: datetime | None
    has_password: bool
    site_id: int
    level_id: int
    place: Place
    led: tuple[Led, ...]
    has_card: bool  # thanks that they have not looked at yet

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token

    def leads_team(self, team_id: int) -> bool:
        """Whether they lead it today, stand in for its leader, or look after the desk."""
        return self.is_admin or any(team.id == team_id for team in self.led)

    def names_substitutes(self, team_id: int) -> bool:
        """Whoever stands in names nobody else."""
        own = any(team.id == team_id and team.until is None for team in self.led)
        return self.is_admin or own

    @property
    def leads(self) -> bool:
        return bool(self.led)

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"

    def is_current(self, at: datetime) -> bool:
        """Whether the device is still signed in at `at` (SAFETY A4)."""
        return at <= sign_ins.ends_at(self.kind, self.created_at, self.seen_at)

    def may_desk(self, at: datetime) -> bool:
        """Whether the password was given recently enough for the desk (SAFETY A4)."""
        if self.confirmed_at is None or self.confirmed_seen_at is None:
            return False
        idle = at - self.confirmed_seen_at
        return idle <= DESK_IDLE and at - self.confirmed_at <= DESK_ABSOLUTE

    def may_lead(self, at: datetime) -> bool:
        """Whether the password was given recently enough for a leader's pages."""
        return self.confirmed_at is not None and at - self.confirmed_at <= LEAD_ABSOLUTE


class Own:
    """The person's diary around now, loaded when a page first asks for it."""

    def __init__(self, session: Session, principal: Principal, at: datetime) -> None:
        self._session, self._principal, self.at = session, principal, at

    @cached_property
    def diary(self) -> Diary:
        # Two weeks back: Me judges the weeks that are not final yet with no more SELECTs.
        here, week = self.at.date(), timedelta(days=7)
        first, last = here - 2 * week, here + week
        return diary.diary(self._session, self._principal.person_id, first, last)

    @cached_property
    def day(self) -> date:
        return self.diary.service_day(self.at)

    @property
    def team_id(self) -> int | None:
        return self.diary.team_on(self.day)


def load(session: Session, token: str, *, at: datetime, pepper: bytes) -> Principal | None:
    """The principal of a token, or None: signed out, expired, suspended, never there."""
    named, stands_in = leading.led_columns(Person.id, at.date())
    row = session.execute(
        select(
            SignIn.id.label("sign_in_id"),
            SignIn.kind,
            SignIn.created_at,
            SignIn.seen_at,
            SignIn.confirmed_at,
            SignIn.confirmed_seen_at,
            Person.id.label("person_id"),
            Person.name,
            Person.given_name,
            Person.role,
            Person.locale,
            Person.theme,
            Person.joined_at,
            Person.password_hash.is_not(None).label("has_password"),
            Person.site_id,
            Person.level_id,
            Site.zone,
            Site.roll_over_hour,
            rulebook.along(session).label("numbers"),
            tongues.along(session).label("tongues"),
            named.label("named"),
            stands_in.label("stands_in"),
            thanks.waits(Person.id).label("has_card"),
        )
        .join(Person, Person.id == SignIn.person_id)
        .join(Site, Site.id == Person.site_id)
        .where(SignIn.token_digest == codes.digest(token, pepper), Person.status == "active")
    ).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    rulebook.learn(session, values.pop("numbers"))
    tongues.learn(session, values.pop("tongues"))
    place = rulebook.book(session).place(values.pop("zone"), values.pop("roll_over_hour"))
    day = service_day(at, place)  # without shifts: they would cost a SELECT on every page
    led = leading.led_on(day, values.pop("named"), values.pop("stands_in"))
    principal = Principal(token=token, place=place, led=led, **values)
    return principal if principal.is_current(at) else None
