"""The data sheet: every field about a person, why it is kept, who sees it, and how long.

A test holds it against the tables: a field without an entry, or an entry without a field, is
an error.
"""

from uplift_pwa.rules.data_sheet.acts import WHAT_YOU_DO, WHAT_YOU_SAY
from uplift_pwa.rules.data_sheet.desk import AT_THE_DESK, MESSAGES
from uplift_pwa.rules.data_sheet.entry import Area, Entry, Kept, Who
from uplift_pwa.rules.data_sheet.person import GETTING_IN, WHERE_AND_WHEN, WHO_YOU_ARE

__all__ = ["AREAS", "PARTLY", "WITHOUT_PEOPLE", "Area", "Entry", "Kept", "Who"]

AREAS = (
    WHO_YOU_ARE,
    WHERE_AND_WHEN,
    WHAT_YOU_DO,
    WHAT_YOU_SAY,
    GETTING_IN,
    MESSAGES,
    AT_THE_DESK,
)

# Of these tables only the fields that are listed are about a person.
PARTLY = frozenset(
    (
        *("booster", "challenge", "counter_card", "cover", "huddle", "launch_plan"),
        *("neutral_day", "push_host", "roadblock_holding", "saved_mapping", "setting_change"),
        *("shared_phones", "station", "wall"),
    )
)

# Tables in which nothing is about a person.
WITHOUT_PEOPLE = frozenset(
    (
        *("answer_word", "booster_challenge", "campaign", "challenge_audience"),
        *("challenge_pack", "challenge_text", "cohort", "cohort_unit", "counter_answer"),
        *("counter_salt", "counter_tally", "department", "headcount", "heartbeat"),
        *("launch_cell", "level", "message", "occurrence", "organisation", "pack_challenge"),
        *("published_week", "reminder_hold", "schedule", "schedule_words", "seal_mixing"),
        *("site", "site_holiday", "snapshot", "station_team", "team", "team_alias"),
        *("team_day", "team_total", "thanks_kind", "unit", "unit_cell", "unit_week"),
        "unit_week_due",
    )
)
