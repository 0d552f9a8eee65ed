"""Every number of the game in one table: its value, its paragraph, and how far it may move."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Protocol

from uplift_pwa.rules.explained import SENTENCES


def _number(
    value: int, paragraph: int, least: int, most: int, unit: str, *, starred: bool = False
) -> Any:
    about = {"paragraph": paragraph, "starred": starred, "min": least, "max": most}
    return field(default=value, metadata={**about, "unit": unit})


def _starred(value: int, paragraph: int, least: int, most: int, unit: str) -> Any:
    """A number that admins may change; it holds from the next service day."""
    return _number(value, paragraph, least, most, unit, starred=True)


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers in force. Shares are whole percents, so that no rule compares floats."""

    roll_over_hour: int = _starred(4, 1, 0, 12, "o'clock")
    shift_margin_minutes: int = _starred(60, 1, 0, 180, "minutes")

    offered_a_day: int = _starred(3, 2, 1, 6, "challenges")
    offered_for_colleagues: int = _number(1, 2, 0, 6, "challenges")
    offered_from_pack: int = _number(1, 2, 0, 6, "challenges")
    accepted_a_day: int = _starred(3, 2, 1, 6, "challenges")
    open_hours: int = _starred(72, 2, 24, 168, "hours")
    late_days: int = _starred(7, 2, 1, 30, "days")
    undo_minutes: int = _starred(10, 2, 1, 60, "minutes")
    clock_tolerance_minutes: int = _number(10, 2, 0, 60, "minutes")

    lift_completion: int = _number(10, 4, 0, 100, "lift")
    lift_sentence: int = _number(5, 4, 0, 100, "lift")
    lift_confirmed: int = _number(10, 4, 0, 100, "lift")
    lift_thanks_sent: int = _number(2, 4, 0, 100, "lift")
    lift_thanks_received: int = _number(5, 4, 0, 100, "lift")
    lift_roadblock: int = _number(3, 4, 0, 100, "lift")
    lift_comeback: int = _number(5, 4, 0, 100, "lift")
    lift_cap: int = _starred(40, 4, 10, 200, "lift")
    thanks_a_day: int = _number(3, 4, 0, 20, "thanks")
    thanks_same_person_days: int = _number(7, 4, 1, 60, "days")
    thanks_back_hours: int = _number(48, 4, 0, 336, "hours")
    roadblocks_a_day: int = _number(1, 4, 0, 10, "roadblocks")

    rhythm_days: int = _starred(3, 5, 1, 7, "days")
    rhythm_percent: int = _starred(60, 5, 10, 100, "percent")
    rhythm_join_weeks: int = _starred(8, 5, 1, 52, "weeks")

    least_on_shift: int = _starred(3, 6, 2, 10, "people")
    kept_percent: int = _starred(60, 6, 10, 100, "percent")
    warm_percent: int = _starred(50, 6, 0, 100, "percent")
    cover_every: int = _starred(10, 6, 2, 60, "kept days")
    covers_held: int = _starred(1, 6, 0, 5, "covers")
    covers_in_a_row: int = _number(2, 6, 1, 5, "days")
    lend_days: int = _starred(7, 6, 1, 14, "days")
    join_days: int = _starred(3, 6, 1, 10, "judged days")
    join_again_days: int = _starred(30, 6, 7, 365, "days")
    speak_from: int = _number(5, 6, 5, 20, "people")
    windows_from: int = _number(3, 6, 3, 20, "people")

    breadth_percent: int = _starred(80, 7, 10, 100, "percent")
    booster_after_days: int = _number(10, 7, 1, 60, "days")
    success_acts_percent: int = _number(10, 7, 1, 100, "percent")
    success_units_percent: int = _starred(30, 7, 1, 100, "percent")
    booster_rolling_days: int = _number(7, 7, 2, 28, "days")
    booster_compare_days: int = _number(3, 7, 1, 28, "days")
    booster_readings: int = _number(2, 7, 1, 7, "readings")
    booster_success_day: int = _number(21, 7, 1, 120, "days")
    booster_relaunch_day: int = _number(28, 7, 1, 180, "days")
    booster_days: int = _number(5, 7, 1, 14, "days")
    booster_gap_days: int = _number(21, 7, 1, 180, "days")
    pack_size: int = _number(5, 7, 1, 20, "challenges")
    sustained_weeks: int = _number(4, 7, 1, 26, "weeks")

    weight_rhythm: int = _starred(40, 8, 0, 100, "points")
    weight_breadth: int = _starred(25, 8, 0, 100, "points")
    weight_return: int = _starred(20, 8, 0, 100, "points")
    weight_felt: int = _starred(15, 8, 0, 100, "points")
    active_unit_percent: int = _number(25, 8, 1, 100, "percent")
    trend_points: int = _number(3, 8, 0, 50, "points")
    tipped_percent: int = _starred(25, 8, 1, 100, "percent")
    tipped_weeks: int = _number(2, 8, 1, 3, "weeks")
    tipped_units_percent: int = _starred(80, 8, 10, 100, "percent")
    least_people: int = _starred(5, 8, 5, 50, "people")
    rounding_percent: int = _number(5, 8, 1, 25, "points")

    roadblock_public_from: int = _starred(3, 9, 1, 50, "people")
    roadblock_answer_days: int = _starred(7, 9, 1, 30, "days")
    roadblock_clear_days: int = _starred(21, 9, 1, 120, "days")
    idea_from: int = _starred(5, 9, 1, 100, "people")
    leader_first_days: int = _number(7, 9, 1, 30, "days")
    boxes_percent: int = _number(30, 9, 1, 100, "percent")
    boxes_votes: int = _number(20, 9, 5, 500, "votes")

    nudges_a_week: int = _starred(5, 10, 0, 14, "nudges")
    nudge_after_minutes: int = _starred(60, 10, 0, 480, "minutes")
    nudges_on_day_off: int = _starred(1, 10, 0, 1, "nudges")
    nudge_drop_hours: int = _number(24, 10, 1, 72, "hours")
    nudge_texts_apart: int = _number(5, 10, 0, 20, "nudges")
    ignored_every_second: int = _number(3, 10, 1, 30, "nudges")
    ignored_weekly: int = _number(6, 10, 1, 30, "nudges")
    ignored_stop: int = _number(10, 10, 1, 60, "nudges")

    orbit_covers: int = _number(3, 11, 0, 20, "covers")

    trace_days: int = _starred(365, 12, 60, 1095, "days")

    def on(self, _day: date) -> "Settings":
        """One table for every day; a rulebook has another one after each change."""
        return self


class InForce(Protocol):
    """What knows the numbers of a service day: a rulebook, or one table for all of them."""

    def on(self, day: date, /) -> Settings: ...


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Number:
    """One row of the table. `sentence` is the source text to translate, with %(number)s."""

    name: str
    value: int
    paragraph: int
    starred: bool
    least: int
    most: int
    unit: str
    sentence: str


def numbers(settings: Settings = DEFAULTS) -> list[Number]:
    """Every number in force, in the order of RULES, with its bounds."""
    return [
        Number(
            one.name,
            getattr(settings, one.name),
            one.metadata["paragraph"],
            one.metadata["starred"],
            one.metadata["min"],
            one.metadata["max"],
            one.metadata["unit"],
            SENTENCES[one.name],
        )
        for one in fields(settings)
    ]
