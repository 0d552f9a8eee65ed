"""The data sheet: phones and messages, and what is kept of work at the desk."""

from uplift_pwa.rules.data_sheet.entry import N_, Area, Entry, Kept, Who, entry

MESSAGES = Area(
    N_("Phones and messages"),
    (
        entry(
            "subscription",
            "id sign_in_id person_id endpoint endpoint_digest origin p256dh auth server_key "
            "made_at seen_at reached_at refused_at",
            N_("Where your phone can be reached, and with which keys."),
            Who.NOBODY,
            Kept.SIGN_IN,
        ),
        entry(
            "delivery",
            "id message_id subscription_id origin state reason due_at closes_at leased_until "
            "lease_owner attempts settled_at opened_at",
            N_("That a message went to a phone, and whether it was opened."),
            Who.NOBODY,
            Kept.TWO_MONTHS,
        ),
        entry(
            "reminder",
            "person_id cue cue_minutes cue_time cue_words quiet_starts quiet_ends nudges team "
            "colleagues campaign leading look_at ignored declined_at nudged_at bundle_at "
            "bundled_at",
            N_("How and when you want to be reminded."),
            Who.YOU,
            Kept.ACCOUNT,
        ),
        entry(
            "nudge",
            "person_id day text at",
            N_("That you were nudged on a day, so that it happens once."),
            Who.NOBODY,
            Kept.TRACE,
        ),
        entry(
            "news",
            "id person_id kind subject_id at settled_at",
            N_("Good news that waits for your next message."),
            Who.NOBODY,
            Kept.TRACE,
        ),
        entry(
            "own_copy",
            "person_id taken_at",
            N_("When you last took a copy of what is kept."),
            Who.NOBODY,
            Kept.ACCOUNT,
        ),
        entry(
            "deletion_request",
            "person_id asked_at",
            N_("That you asked to be deleted."),
            Who.DESK,
            Kept.ACCOUNT,
        ),
    ),
)


def _signed(table: str, field: str) -> Entry:
    """Who did something at the desk; all else in the table is about nobody."""
    return entry(table, field, _WHO_DID_IT, Who.DESK, Kept.INSTALLATION)


_WHO_DID_IT = N_("Which admin or leader did it.")

AT_THE_DESK = Area(
    N_("At the desk"),
    (
        entry(
            "audit",
            "id at actor_id action area subject_kind subject_id detail",
            N_("Who changed what at the desk. It is never edited; deleted people become “—”."),
            Who.DESK,
            Kept.INSTALLATION,
        ),
        entry(
            "import_file",
            "id name data mapping uploaded_by_id uploaded_at applied_at",
            N_("People files on their way in."),
            Who.DESK,
            Kept.MONTH,
        ),
        entry(
            "cheer",
            "team_id day words cheered_by_id cheered_at",
            N_("A leader’s cheer to the team, without a name."),
            Who.TEAM,
            Kept.TRACE,
        ),
        entry(
            "huddle",
            "counted_by_id",
            N_("Which leader counted a huddle. The people in it have no names."),
            Who.LEADER,
            Kept.NUMBERED,
        ),
        _signed("booster", "decided_by_id"),
        _signed("challenge", "created_by_id"),
        _signed("counter_card", "made_by_id"),
        _signed("cover", "given_by_id"),
        _signed("launch_plan", "made_by_id cleared_by_id"),
        _signed("neutral_day", "declared_by_id"),
        _signed("push_host", "added_by_id"),
        _signed("saved_mapping", "saved_by_id"),
        _signed("setting_change", "changed_by_id"),
        _signed("shared_phones", "by_id"),
        _signed("station", "made_by_id"),
        _signed("wall", "made_by_id"),
    ),
)
