"""Lets one event of the script happen, as the person's own phone would have it happen."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import cards, completions, confirmations, joining, thanks
from uplift_pwa.models import Challenge, Membership, Person, Team
from uplift_pwa.queries import pool
from uplift_pwa.queries.diary import weekday_mask
from uplift_pwa.rules import calendar
from uplift_pwa.rules.calendar import Place
from uplift_pwa.rules.pick import Offer, pick
from uplift_pwa.simulation.behaviour import Act
from uplift_pwa.simulation.errands import Errands
from uplift_pwa.simulation.organisation import Organisation
from uplift_pwa.simulation.script import Arrival, Event

THANKS = "You saw that I needed a hand before I asked."
_OFFERED = (
    select(Challenge.id, Challenge.helps, Challenge.published_at)
    .where(*pool.FITS)
    .order_by(Challenge.id)
)


class Stage:
    """Who stands where, read once; and what is offered, read once for each day and place."""

    def __init__(
        self,
        session: Session,
        organisation: Organisation,
        codes: dict[str, str],
        pepper: bytes,
    ) -> None:
        self._session, self._codes, self._pepper = session, codes, pepper
        self._members = {member.number: member for member in organisation.members}
        self._standing = _standings(session)
        self._errands = Errands(session)
        self._offers: dict[tuple[pool.Standing, date], list[Offer]] = {}

    def happen(self, event: Event) -> None:
        """Raises `Refused` as the action does."""
        if isinstance(event, Arrival):
            self._arrive(event)
        elif isinstance(event, Act):
            self._act(event)
        else:
            self._errands.run(event)

    def _arrive(self, arrival: Arrival) -> None:
        member, session = self._members[arrival.number], self._session
        person_id, _ = self._standing[arrival.number]
        # Who has mislaid the card of the first day is given a new one.
        code = self._codes.pop(arrival.number, None) or cards.issue(
            session, person_id, at=arrival.at, pepper=self._pepper
        )
        cards.redeem(session, code, at=arrival.at, pepper=self._pepper)
        joining.arrive(session, person_id, at=arrival.at)
        joining.choose_mode(session, person_id, member.mode, on=arrival.day)
        mask = weekday_mask(member.weekdays)
        joining.choose_week(session, person_id, mask, *member.shift, on=arrival.day)
        joining.join(session, person_id, at=arrival.at)

    def _act(self, act: Act) -> None:
        person_id, standing = self._standing[act.number]
        place = Place(self._members[act.number].zone)
        began = calendar.day_span(act.day, place).starts_at
        offered = pick(person_id, act.day, self._offered(standing, act.day), day_began=began)
        done = completions.record(
            self._session,
            person_id,
            offered[act.slot % len(offered)],
            at=act.at,
            day=act.day,
            sentence=act.sentence,
        )
        if act.helped and done.outcome:
            self._answer(act, done.completion_id, person_id)

    def _answer(self, act: Act, completion_id: int, person_id: int) -> None:
        """The colleague who was helped says so, and says thanks."""
        colleague, _ = self._standing[str(act.helped)]
        confirmations.ask(self._session, completion_id, person_id, colleague)
        confirmations.answer(self._session, completion_id, colleague, "yes", at=act.at)
        thanks.give(self._session, colleague, "person", person_id, reason=THANKS, at=act.at)

    def _offered(self, standing: pool.Standing, day: date) -> list[Offer]:
        if (standing, day) not in self._offers:
            given = pool.parameters(standing, day)
            rows = self._session.connection().execute(_OFFERED, given)
            self._offers[standing, day] = [
                Offer(id_, helps, published_at)
                for id_, helps, published_at in rows
                if published_at
            ]
        return self._offers[standing, day]


def _standings(session: Session) -> dict[str, tuple[int, pool.Standing]]:
    rows = session.execute(
        select(
            Person.staff_number,
            Person.id,
            Person.site_id,
            Team.department_id,
            Person.level_id,
            Team.id,
        )
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(Membership.until_on.is_(None), Person.staff_number.is_not(None))
    )
    return {str(number): (person, pool.Standing(*where)) for number, person, *where in rows}
