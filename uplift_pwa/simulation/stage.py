"""Lets one event of the script happen, as the person's own phone would have it happen."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import cards, completions, confirmations, joining, thanks, votes
from uplift_pwa.actions.roadblocks import Keys
from uplift_pwa.models import Challenge, Membership, Person, Team
from uplift_pwa.queries import pool
from uplift_pwa.queries.diary import weekday_mask
from uplift_pwa.rules import calendar
from uplift_pwa.rules.calendar import Place
from uplift_pwa.rules.pick import Offer, pick
from uplift_pwa.simulation.absence import Closed, Leave
from uplift_pwa.simulation.behaviour import Act
from uplift_pwa.simulation.errands import Errands
from uplift_pwa.simulation.huddles import Count
from uplift_pwa.simulation.organisation import Organisation
from uplift_pwa.simulation.script import Arrival, Event
from uplift_pwa.simulation.society import Society

SEEN_OF = 6  # one card in six still waits to be looked at
THANKS = "You saw that I needed a hand before I asked."
_OFFERED = (
    select(Challenge.id, Challenge.helps, Challenge.published_at)
    .where(*pool.FITS, Challenge.for_leaders.is_(False))
    .order_by(Challenge.id)
)


class Stage:
    """Who stands where, read once; and what is offered, read once for each day and place."""

    def __init__(
        self,
        session: Session,
        organisation: Organisation,
        codes: dict[str, str],
        keys: Keys,
    ) -> None:
        self._session, self._codes, self._pepper = session, codes, keys.pepper
        self._members = {member.number: member for member in organisation.members}
        self._standing = _standings(session)
        self._errands, self._society = Errands(session), Society(session, keys)
        self._offers: dict[tuple[pool.Standing, date], list[Offer]] = {}

    def happen(self, event: Event) -> None:
        """Raises `Refused` as the action does."""
        if isinstance(event, Arrival):
            self._arrive(event)
        elif isinstance(event, Act):
            self._act(event)
        elif isinstance(event, Leave | Closed | Count):
            self._errands.run(event)
        else:
            self._society.run(event)

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
            language="en",
            helped_id=self._standing[act.helped][0] if act.helped else None,
            to_team=act.told,
        )
        if done.outcome:
            self._after(act, done.completion_id, person_id)

    def _after(self, act: Act, completion_id: int, person_id: int) -> None:
        """The vote of who did it, and the answer and thanks of who was helped."""
        session, at = self._session, act.at
        if act.voted:
            is_box = act.voted == "box"
            votes.cast(session, person_id, completion_id, is_box=is_box, at=at)
        if act.answer:
            colleague, _ = self._standing[str(act.helped)]
            confirmations.answer(session, completion_id, colleague, act.answer, at=at)
        if act.answer and act.slot == 0:
            sent = thanks.give(session, colleague, "person", person_id, reason=THANKS, at=at)
            if at.minute % SEEN_OF:
                thanks.see(session, person_id, sent.id, at=at)

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
    return {
        str(number): (person, pool.Standing(site, department, level, team))
        for number, person, site, department, level, team in rows
    }
