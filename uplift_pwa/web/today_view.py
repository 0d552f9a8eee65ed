"""What the Today screen shows, decided once so that its template only reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from uplift_pwa.queries.cards import Card, find
from uplift_pwa.queries.modes import PLAY
from uplift_pwa.queries.news import News
from uplift_pwa.queries.standing import Climb, Now, TeamNow
from uplift_pwa.rules import asking
from uplift_pwa.rules.diary import LOOK, Diary
from uplift_pwa.rules.settings import DEFAULTS, Settings
from uplift_pwa.web.said_form import Typed


@dataclass(frozen=True, slots=True)
class Asked:
    """The act that was just done, and where more was said of it, what is still to be asked.

    `choices` are those whom the name that was typed may mean: id, name, and where.
    """

    challenge_id: int | None = None
    completion_id: int | None = None
    choices: Sequence[tuple[int, str, str]] = ()
    typed: Typed | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TodayView:
    """A person's day. `state` says which of the screen's faces it wears."""

    diary: Diary
    day: date
    at: datetime
    now: Now
    cards: list[Card]
    news: News = field(default_factory=News)
    asked_for: int | None = None
    asked: Asked = Asked()
    may_ask: bool = False  # on a shared phone nobody is asked
    leads: bool = False

    @property
    def state(self) -> str:
        if self.team is None:
            return "no_team"
        if self.climb is None or self.at < self.launches_at:
            return "before_launch"
        if self.diary.mode_on(self.day) == LOOK:
            return "look"
        if not (self.is_working or self.done):
            return "off"
        return "all_done" if self.cards and not self.open else "play"

    @property
    def is_working(self) -> bool:
        """By roster or pattern, or because they said so today."""
        return self.diary.is_working(self.day) or self.day in self.diary.said_working

    @property
    def neutral(self) -> str | None:
        """Why the day counts for nobody here, if it does (RULES 1)."""
        return self.diary.neutral.get(self.day)

    @property
    def team(self) -> TeamNow | None:
        return self.now.team

    @property
    def climb(self) -> Climb | None:
        return self.now.climb

    @property
    def moment(self) -> str:
        """Which bigger moment is next, one at a time: the kept day, a badge, or none."""
        news = self.now.moments
        kept = self.state in ("play", "all_done") and self.team and self.team.kept
        if kept and (news.seen_kept_on is None or news.seen_kept_on < self.day):
            return "kept"
        return "badge" if news.award_id else ""

    @property
    def question(self) -> str:
        """What is asked about nudges, if anything: first, again, stopped."""
        settings = self._numbers
        return asking.question(self.now.asked, self.at, settings) if self.may_ask else ""

    @property
    def engine(self) -> str:
        """How the rocket wears the booster: its second engine is off, ready or on."""
        phase = self.now.booster.phase(self.day) if self.now.booster else "over"
        return phase if phase in ("ready", "on") else "off"

    @property
    def story(self) -> str:
        """What the stories of a booster that is on are about; empty otherwise."""
        booster = self.now.booster
        return (booster.story or "") if booster and self.engine == "on" else ""

    @property
    def launches_at(self) -> datetime:
        """The launch at the person's own site (UTC)."""
        if self.climb is None:
            raise ValueError("there is no campaign yet")
        return self.climb.campaign.launches_at(self.diary.place)

    @property
    def open(self) -> list[Card]:
        """What can still be done: a leader's own one is beside the three, not above them."""
        if self.team and len(self.done) >= self.team.numbers.accepted_a_day:
            return []
        return [card for card in self.cards if not card.done]

    @property
    def done(self) -> list[Card]:
        return [card for card in self.cards if card.done]

    @property
    def settled(self) -> Card | None:
        """The one that was completed with this very tap."""
        asked = self.asked
        found = (card for card in self.done if card.completion_id == asked.completion_id)
        return find(self.done, asked.challenge_id) or next(found, None)

    def gained(self, card: Card) -> int:
        """The lift of an act with its sentence, as far as the day's other acts left room."""
        others = sum(self._worth(one) for one in self.done if one is not card)
        return max(0, min(self._worth(card), self._numbers.lift_cap - others))

    def _worth(self, card: Card) -> int:
        numbers = self._numbers
        return numbers.lift_completion + card.has_words * numbers.lift_sentence

    @property
    def _numbers(self) -> Settings:
        return self.team.numbers if self.team else DEFAULTS

    @property
    def plays(self) -> bool:
        """Whether the day's stories may stand in the team's feed (RULES 3)."""
        return self.diary.mode_on(self.day) == PLAY

    @property
    def featured(self) -> Card | None:
        """The one card with the solid button: the one asked for, else the first open one."""
        return find(self.open, self.asked_for) or next(iter(self.open), None)

    @property
    def others(self) -> list[Card]:
        return [card for card in self.open if card is not self.featured]

    def can_undo(self, card: Card) -> bool:
        until = card.undo_until()
        return until is not None and self.at <= until
