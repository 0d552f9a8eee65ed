"""The data sheet: who somebody is, where and when they work, and how they get in."""

from uplift_pwa.rules.data_sheet.entry import N_, Area, Kept, Who, entry

WHO_YOU_ARE = Area(
    N_("Who you are"),
    (
        entry(
            "person",
            "id name given_name",
            N_("Your name, as colleagues know it."),
            Who.EVERYBODY,
            Kept.ACCOUNT,
        ),
        entry(
            "person",
            "staff_number email",
            N_("Your number and address from the personnel file, to know you again."),
            Who.DESK,
            Kept.ACCOUNT,
        ),
        entry(
            "person",
            "site_id level_id role status",
            N_("Your place of work, your level, whether you may lead or run the desk."),
            Who.LEADER,
            Kept.NUMBERED,
        ),
        entry(
            "person",
            "locale theme",
            N_("The language and the light you chose."),
            Who.DESK,
            Kept.ACCOUNT,
        ),
        entry(
            "person",
            "hired_on joined_at created_at erased_at",
            N_("When you began, came aboard, and were deleted."),
            Who.DESK,
            Kept.NUMBERED,
        ),
        entry(
            "person",
            "password_hash",
            N_("Leaders and admins only: their password, kept so that nobody can read it."),
            Who.NOBODY,
            Kept.ACCOUNT,
        ),
        entry(
            "person_word",
            "word_id person_id",
            N_("The words of your name, so that colleagues find you however they spell it."),
            Who.NOBODY,
            Kept.ACCOUNT,
        ),
        entry(
            "name_word", "id word", N_("Words that stand in names."), Who.NOBODY, Kept.ACCOUNT
        ),
        entry(
            "name_key",
            "key word_id",
            N_("How such words may be spelt."),
            Who.NOBODY,
            Kept.ACCOUNT,
        ),
    ),
)

WHERE_AND_WHEN = Area(
    N_("Where and when you work"),
    (
        entry(
            "membership",
            "id person_id team_id from_on until_on",
            N_("Your team, from when until when: it earns what you do."),
            Who.LEADER,
            Kept.NUMBERED,
        ),
        entry(
            "person",
            "loose_from",
            N_("From which day you are in no team, so that the desk finds you one."),
            Who.DESK,
            Kept.NUMBERED,
        ),
        entry(
            "leadership",
            "person_id team_id since",
            N_("Which team you lead."),
            Who.EVERYBODY,
            Kept.ACCOUNT,
        ),
        entry(
            "substitute",
            "id team_id person_id from_on until_on named_by_id named_at",
            N_("Who stands in for a leader, and who named them."),
            Who.LEADER,
            Kept.TRACE,
        ),
        entry(
            "weekly_pattern",
            "person_id from_on weekdays starts ends",
            N_("Your usual week, so that days off never count against anybody."),
            Who.DESK,
            Kept.NUMBERED,
        ),
        entry(
            "roster_span",
            "person_id first_on last_on",
            N_("The days for which a roster was taken in."),
            Who.DESK,
            Kept.NUMBERED,
        ),
        entry(
            "roster_day",
            "person_id day starts_at ends_at",
            N_("Your shifts from the roster."),
            Who.DESK,
            Kept.NUMBERED,
        ),
        entry(
            "leave",
            "person_id first_on last_on",
            N_("Your days off, without a reason."),
            Who.YOU,
            Kept.NUMBERED,
        ),
        entry(
            "working_today",
            "person_id day said_at",
            N_("That you said on a day off that you are working."),
            Who.YOU,
            Kept.NUMBERED,
        ),
        entry(
            "participation",
            "person_id from_on mode chosen_on",
            N_("Whether you play, play quietly or look on."),
            Who.YOU,
            Kept.NUMBERED,
        ),
    ),
)

GETTING_IN = Area(
    N_("How you get in"),
    (
        entry(
            "access_card",
            "id person_id code_digest issued_at expires_at redeemed_at revoked_at",
            N_("Your card: when it was made and used. Its code cannot be read back."),
            Who.DESK,
            Kept.ACCOUNT,
        ),
        entry(
            "moving_code",
            "person_id code_digest expires_at",
            N_("A code that brings you to another phone."),
            Who.NOBODY,
            Kept.DAY,
        ),
        entry(
            "sign_in",
            "id token_digest person_id kind device created_at seen_at confirmed_at "
            "confirmed_seen_at wants_push",
            N_("The phones you are signed in on, and when each was last used."),
            Who.YOU,
            Kept.SIGN_IN,
        ),
        entry(
            "sign_in_failure",
            "id address person_id at",
            N_("Wrong codes and passwords, so that nobody can guess on."),
            Who.NOBODY,
            Kept.TWO_DAYS,
        ),
        entry(
            "pin",
            "person_id hashed set_at wrong waits_until",
            N_("Your four figures for shared tablets, kept so that nobody can read them."),
            Who.NOBODY,
            Kept.ACCOUNT,
        ),
        entry(
            "station",
            "person_id turn turn_seen_at by_card",
            N_("Who is at a shared tablet just now."),
            Who.NOBODY,
            Kept.MINUTES,
        ),
        entry(
            "operation_result",
            "id person_id client_id payload_digest answer at",
            N_("That a tap was heard, so that a second one of it counts once."),
            Who.NOBODY,
            Kept.TRACE,
        ),
    ),
)
