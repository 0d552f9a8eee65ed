"""A shared tablet: which one asks, who is at it, and whose names it shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Date, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Membership,
    Person,
    Pin,
    Site,
    Station,
    StationTeam,
    Team,
    TeamDay,
)
from uplift_pwa.queries import diary, leading, rulebook, tongues
from uplift_pwa.rules import stations, team_day
from uplift_pwa.rules.calendar import ONE_DAY, Place, service_day
from uplift_pwa.rules.settings import Settings
from uplift_pwa.rules.stations import Named


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is at the tablet, as far as their day asks; `mark` is carried by their forms."""

    mark: str
    person_id: int
    given_name: str
    locale: str | None
    joined: bool
    site_id: int
    level_id: int
    leads: bool
    by_card: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Device:
    """A bound tablet. `seen_at` is when it was last in use."""

    id: int
    name: str
    place: Place
    seen_at: datetime
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Button:
    """One name on the tablet."""

    person_id: int
    label: str
    given_name: str


@dataclass(frozen=True, slots=True)
class Roof:
    """The day of all its teams together; figures only where there are 5 on shift or more."""

    on_shift: int
    done: int
    need: int
    teams: tuple[str, ...]

    @property
    def kept(self) -> bool:
        return 0 < self.need <= self.done


@dataclass(frozen=True, slots=True)
class Floor:
    """`chosen` is somebody of its teams, whose name was tapped."""

    buttons: list[Button]
    roof: Roof
    chosen: Button | None = None


def device(session: Session, token_digest: str, at: datetime) -> Device | None:
    """The station of that token, with who is at it at `at` (aware). One SELECT."""
    there, own = Site.__table__.alias("there"), Site.__table__.alias("own")
    row = session.execute(
        select(
            Station.id,
            Station.name,
            Station.seen_at,
            Station.turn,
            Station.turn_seen_at,
            Station.by_card,
            there.c.zone,
            there.c.roll_over_hour,
            Person.id.label("person_id"),
            Person.given_name,
            Person.locale,
            Person.joined_at,
            Person.site_id,
            Person.level_id,
            leading.leads(Person.id, at.date()).label("leads"),
            own.c.zone.label("own_zone"),
            own.c.roll_over_hour.label("own_hour"),
            rulebook.along(session).label("numbers"),
            tongues.along(session).label("tongues"),
        )
        .join(there, there.c.id == Station.site_id)
        .outerjoin(Person, and_(Person.id == Station.person_id, Person.status == "active"))
        .outerjoin(own, own.c.id == Person.site_id)
        .where(Station.token_digest == token_digest)
    ).one_or_none()
    if row is None:
        return None
    rulebook.learn(session, row.numbers)
    tongues.learn(session, row.tongues)
    place = rulebook.book(session).place(row.zone, row.roll_over_hour)
    return Device(row.id, row.name, place, row.seen_at, _turn(session, row, at))


def floor(
    session: Session,
    asking: Device,
    at: datetime,
    *,
    everybody: bool = False,
    chosen: int | None = None,
) -> Floor:
    """Whose names stand there: who is working today, or all of its teams. Three SELECTs."""
    people = session.execute(_MEMBERS, _given(asking, at)).all()
    ids = [row.id for row in people]
    named = [Named(row.id, row.given_name, row.name) for row in people]
    shown = set(ids) if everybody else _working(session, ids, at)
    texts = stations.labels(named)
    known = [Button(one.person_id, texts[one.person_id], one.given_name) for one in named]
    known.sort(key=lambda one: (one.label.casefold(), one.person_id))
    return Floor(
        [one for one in known if one.person_id in shown],
        _roof(session, asking, at),
        next((one for one in known if one.person_id == chosen), None),
    )


def has_pin(session: Session, person_id: int) -> bool:
    """Whether four figures open a tablet for somebody; not once they were wrong too often."""
    usable = select(Pin.person_id).where(
        Pin.person_id == person_id, Pin.wrong < stations.SHUT_AT
    )
    return session.scalar(usable) is not None


def belongs(session: Session, station_id: int, person_id: int, at: datetime) -> bool:
    """Whether somebody is in one of its teams on their service day at `at` (aware)."""
    here = at.date()
    own = diary.diaries(session, [person_id], here - ONE_DAY, here + ONE_DAY).get(person_id)
    team_id = own.team_on(own.service_day(at)) if own else None
    found = select(StationTeam.team_id).filter_by(station_id=station_id, team_id=team_id)
    return team_id is not None and session.scalar(found) is not None


def _turn(session: Session, row: Any, at: datetime) -> Turn | None:
    if row.person_id is None or row.turn is None:
        return None
    if not stations.is_open(row.turn_seen_at, at):
        return None
    return Turn(
        mark=row.turn,
        person_id=row.person_id,
        given_name=row.given_name,
        locale=row.locale,
        joined=row.joined_at is not None,
        site_id=row.site_id,
        level_id=row.level_id,
        leads=row.leads,
        by_card=row.by_card,
        place=rulebook.book(session).place(row.own_zone, row.own_hour),
    )


def _working(session: Session, people: list[int], at: datetime) -> set[int]:
    """Whoever has a working day, by roster or pattern or because they said so (RULES 1)."""
    here = at.date()
    found = diary.diaries(session, people, here - ONE_DAY, here + ONE_DAY)
    days = {person_id: own.service_day(at) for person_id, own in found.items()}
    return {
        person_id
        for person_id, own in found.items()
        if own.is_working(days[person_id]) or days[person_id] in own.said_working
    }


def _roof(session: Session, asking: Device, at: datetime) -> Roof:
    day = service_day(at, asking.place, [])
    rows = session.execute(_TEAM_DAYS, {"station_id": asking.id, "day": day}).all()
    numbers = rulebook.book(session).on(day)
    names = tuple(row.name for row in rows)
    on_shift = sum(row.on_shift or 0 for row in rows)
    if on_shift < numbers.least_people:
        return Roof(0, 0, 0, names)
    done = sum(row.done or 0 for row in rows)
    return Roof(on_shift, done, sum(_need(row, numbers) for row in rows), names)


def _need(row: Any, numbers: Settings) -> int:
    """How many of a team keep its day, those done included."""
    on_shift, done = row.on_shift or 0, row.done or 0
    return int(done + team_day.missing(on_shift, done, numbers))


def _given(asking: Device, at: datetime) -> dict[str, Any]:
    return {"station_id": asking.id, "day": service_day(at, asking.place, [])}


_DAY = bindparam("day", type_=Date)
_MEMBERS = (
    select(Person.id, Person.given_name, Person.name)
    .join(Membership, Membership.person_id == Person.id)
    .join(StationTeam, StationTeam.team_id == Membership.team_id)
    .where(
        StationTeam.station_id == bindparam("station_id"),
        Membership.from_on <= _DAY,
        or_(Membership.until_on.is_(None), Membership.until_on >= _DAY),
        Person.status == "active",
    )
    .order_by(Person.name, Person.id)
)
_TEAM_DAYS = (
    select(Team.name, func.coalesce(TeamDay.on_shift, 0).label("on_shift"), TeamDay.done)
    .join(StationTeam, StationTeam.team_id == Team.id)
    .outerjoin(TeamDay, and_(TeamDay.team_id == Team.id, TeamDay.day == _DAY))
    .where(StationTeam.station_id == bindparam("station_id"))
    .order_by(Team.name)
)
