"""Does what colleagues and leaders do for each other, through the actions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import (
    cheers,
    codes,
    completions,
    counter_answers,
    counter_cards,
    ideas,
    roadblock_levels,
    roadblocks,
    thanks,
)
from uplift_pwa.actions.ideas import Proposal
from uplift_pwa.actions.roadblocks import Keys, Said
from uplift_pwa.models import Challenge, CounterCard, Department, Person, Roadblock, Team
from uplift_pwa.queries import diary, team_screen
from uplift_pwa.rules import cheers as cheer_words
from uplift_pwa.simulation.kindness import Cheered, Kindness, Lead, Proposed, Served, Thanked
from uplift_pwa.simulation.roads import Road, Shared, Stopped, Tended


class Society:
    """Runs for people and teams that the organisation knows by name."""

    def __init__(self, session: Session, keys: Keys) -> None:
        self._session, self._keys = session, keys
        self._people: dict[str, int] = {}

    def run(self, event: Road | Kindness) -> None:
        """Raises `Refused` as the action does."""
        match event:
            case Stopped() | Shared() | Tended():
                self._road(event)
            case Lead():
                self._lead(event)
            case Cheered():
                self._cheer(event)
            case Thanked():
                self._thank(event)
            case Proposed():
                self._propose(event)
            case Served():
                self._serve(event)

    def _road(self, event: Road) -> None:
        person_id, keys = self._person(event.number), self._keys
        if isinstance(event, Stopped):
            said = Said(event.kind, event.text, event.named)
            roadblocks.report(
                self._session,
                person_id,
                said,
                keys=keys,
                operation=event.operation,
                at=event.at,
            )
            return
        reporter = self._person(event.reporter)
        digest = codes.digest(
            roadblocks.code_of(keys.seal, reporter, event.operation), keys.pepper
        )
        roadblock_id = self._session.scalar(select(Roadblock.id).filter_by(token_digest=digest))
        if roadblock_id is not None:
            self._go_on(event, roadblock_id, digest, person_id)

    def _go_on(
        self, event: Shared | Tended, roadblock_id: int, digest: str, person_id: int
    ) -> None:
        session, at = self._session, event.at
        if isinstance(event, Shared):
            roadblocks.share(session, roadblock_id, person_id, seal=self._keys.seal)
        elif event.step == "answered":
            roadblock_levels.answer(session, roadblock_id, event.text, by=person_id, at=at)
        elif event.step == "cleared":
            roadblock_levels.clear(session, roadblock_id, "", by=person_id, at=at)
        else:
            roadblocks.confirm(session, digest, is_clear=True, at=at)

    def _lead(self, event: Lead) -> None:
        """The leaders' challenge whose turn it is, by the calendar."""
        live = select(Challenge.id).filter_by(for_leaders=True, state="live")
        found = self._session.scalars(live.order_by(Challenge.id)).all()
        if found:
            turn = found[event.at.date().toordinal() % len(found)]
            completions.record(self._session, self._person(event.number), turn, at=event.at)

    def _cheer(self, event: Cheered) -> None:
        session, leader = self._session, self._person(event.number)
        team_id = self._team(event.department, event.team)
        team = team_screen.of(session, team_id, diary.today(session, leader, event.at))
        if team is not None:
            words = cheer_words.offered(cheers.facts(team))[0]
            cheers.give(session, team_id, words, by=leader, at=event.at)

    def _thank(self, event: Thanked) -> None:
        to_team = self._team(event.department, event.team)
        kind, to = ("person", self._person(event.to)) if event.to else ("team", to_team)
        thanks.give(
            self._session,
            self._person(event.number),
            kind,
            to,
            reason=event.reason,
            kind=event.kind,
            at=event.at,
        )

    def _propose(self, event: Proposed) -> None:
        proposal = Proposal(event.title, event.text, event.helps, named=True)
        author = self._person(event.number)
        idea_id = ideas.propose(self._session, author, proposal, at=event.at)
        for number in event.others:
            ideas.share(self._session, idea_id, self._person(number))

    def _serve(self, event: Served) -> None:
        team_id = self._team(event.department, event.team)
        card = self._card(team_id, self._person(event.number), event.at)
        counter_answers.answer(
            self._session, card, event.word, language="en", address=None, at=event.at
        )

    def _card(self, team_id: int, leader: int, at: datetime) -> int:
        found = self._session.scalar(
            select(CounterCard.id).filter_by(team_id=team_id, revoked_at=None)
        )
        return found or counter_cards.make(self._session, team_id, by=leader, at=at)

    def _team(self, department: str, name: str) -> int:
        found = self._session.scalar(
            select(Team.id)
            .join(Department, Department.id == Team.department_id)
            .where(Team.name == name, Department.name == department)
        )
        return found or 0

    def _person(self, number: str) -> int:
        if number not in self._people:
            found = self._session.scalar(select(Person.id).filter_by(staff_number=number))
            self._people[number] = found or 0
        return self._people[number]
