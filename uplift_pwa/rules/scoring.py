"""What a day is worth to a person, and what one completion changes."""

from dataclasses import dataclass, replace

from uplift_pwa.rules import team_day
from uplift_pwa.rules.settings import DEFAULTS, Settings


@dataclass(frozen=True, slots=True)
class Deeds:
    """How often a person did what lift is given for, all of one service day (RULES 4)."""

    completions: int = 0
    sentences: int = 0
    confirmed: int = 0
    thanks_sent: int = 0
    thanks_received: int = 0
    roadblocks: int = 0
    comeback: int = 0


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the rules may know about the moment of a completion.

    `on_shift` and `done` are the team's day with its huddles. `was_expected`: the person is
    in `on_shift` without this completion. `first_of_day`: it is their only one of that day.
    """

    deeds_before: Deeds = Deeds()
    with_sentence: bool = False
    on_shift: int = 0
    done: int = 0
    was_expected: bool = True
    first_of_day: bool = True
    counts_for_team: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a completion changes. Decided here, written by actions, shown by web."""

    lift_gained: int
    on_shift: int
    done: int
    acts: int
    now_kept: bool
    was_kept: bool


def lift(deeds: Deeds, settings: Settings = DEFAULTS) -> int:
    """The lift of one person's day, at most the cap (RULES 4)."""
    worth = (
        deeds.completions * settings.lift_completion
        + deeds.sentences * settings.lift_sentence
        + deeds.confirmed * settings.lift_confirmed
        + min(deeds.thanks_sent, settings.thanks_a_day) * settings.lift_thanks_sent
        + deeds.thanks_received * settings.lift_thanks_received
        + min(deeds.roadblocks, settings.roadblocks_a_day) * settings.lift_roadblock
        + deeds.comeback * settings.lift_comeback
    )
    return min(settings.lift_cap, worth)


def complete(situation: Situation, settings: Settings = DEFAULTS) -> Outcome:
    """What one more completion changes (RULES 4, 6, 7)."""
    return _change(situation, 1, settings)


def undo(situation: Situation, settings: Settings = DEFAULTS) -> Outcome:
    """What taking a completion back changes: the mirror image of `complete` (RULES 2).

    `deeds_before`, `on_shift` and `done` are as they stand, with the completion in them.
    """
    return _change(situation, -1, settings)


def _change(situation: Situation, sign: int, settings: Settings) -> Outcome:
    before = situation.deeds_before
    after = replace(
        before,
        completions=before.completions + sign,
        sentences=before.sentences + sign * situation.with_sentence,
    )
    moves = sign * (situation.counts_for_team and situation.first_of_day)
    on_shift = situation.on_shift + (0 if situation.was_expected else moves)
    done = situation.done + moves
    return Outcome(
        lift_gained=lift(after, settings) - lift(before, settings),
        on_shift=on_shift,
        done=done,
        acts=sign,
        now_kept=team_day.kept(on_shift, done, settings),
        was_kept=team_day.kept(situation.on_shift, situation.done, settings),
    )
