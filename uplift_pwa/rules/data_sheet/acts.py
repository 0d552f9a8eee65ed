"""The data sheet: what people do, what is counted from it, and what colleagues say."""

from uplift_pwa.rules.data_sheet.entry import N_, Area, Kept, Who, entry

WHAT_YOU_DO = Area(
    N_("What you do"),
    (
        entry(
            "completion",
            "id person_id challenge_id challenge_version team_id service_day zone recorded_at "
            "for_team_day",
            N_("Each challenge you did, and on which day. Your team and the climb count it."),
            Who.YOU,
            Kept.NUMBERED,
        ),
        entry(
            "reversal",
            "id person_id challenge_id service_day recorded_at reversed_at",
            N_("That you took one back."),
            Who.YOU,
            Kept.TRACE,
        ),
        entry(
            "first_act",
            "person_id challenge_id done_at",
            N_("Leaders only: their first challenge before the launch."),
            Who.LEADER,
            Kept.TRACE,
        ),
        entry(
            "vote",
            "completion_id is_box at",
            N_("Whether you found it worth it. Others see a share of many."),
            Who.YOU,
            Kept.NUMBERED,
        ),
        entry(
            "person_day",
            "person_id day completions sentences confirmed thanks_sent thanks_received "
            "roadblocks comeback lift",
            N_("Your day in numbers, and its lift."),
            Who.YOU,
            Kept.NUMBERED,
        ),
        entry(
            "person_week",
            "person_id monday working_days active_days kept team_id final_at",
            N_("Your week in rhythm. Units show a share of five people or more."),
            Who.YOU,
            Kept.NUMBERED,
        ),
        entry(
            "person_total",
            "person_id completions lift rhythm_run rhythm_best rhythm_earlier kept_weeks joins "
            "joined_on",
            N_("Your own sums and your run."),
            Who.YOU,
            Kept.NUMBERED,
        ),
        entry(
            "award",
            "id badge owner_kind owner_id tier earned_on given_at",
            N_("The marks you or your team earned."),
            Who.YOU,
            Kept.ACCOUNT,
        ),
        entry(
            "award_due",
            "badge owner_kind owner_id tier earned_on due_at",
            N_("A mark that comes when the time to take a tap back is over."),
            Who.NOBODY,
            Kept.MINUTES,
        ),
        entry(
            "reason",
            "id owner_kind owner_id day kind paragraph detail at",
            N_("Why a number of yours or of your team changed."),
            Who.YOU,
            Kept.TRACE,
        ),
        entry(
            "moment_seen",
            "person_id award_id kept_on seen_at",
            N_("Which celebrations you have seen, so that each comes once."),
            Who.NOBODY,
            Kept.ACCOUNT,
        ),
        entry(
            "published_person",
            "person_id cohort_id",
            N_("With whom you are counted, so that no figure ever tells of you alone."),
            Who.NOBODY,
            Kept.NUMBERED,
        ),
    ),
)

WHAT_YOU_SAY = Area(
    N_("What you and others say"),
    (
        entry(
            "sentence",
            "completion_id text language",
            N_("What changed by an act, in your words."),
            Who.YOU,
            Kept.ACCOUNT,
        ),
        entry(
            "story",
            "completion_id published_at hidden_at",
            N_("That you offered that sentence to your team."),
            Who.TEAM,
            Kept.ACCOUNT,
        ),
        entry(
            "story_echo",
            "completion_id person_id at",
            N_("That a story helped you too. Shown without your name."),
            Who.YOU,
            Kept.TRACE,
        ),
        entry(
            "feed_item",
            "id team_id kind subject_id at hidden_at",
            N_("What stands in a team’s feed."),
            Who.TEAM,
            Kept.TRACE,
        ),
        entry(
            "content_report",
            "id kind subject_id reporter_id why reported_at answered_at answered_by_id hidden",
            N_("Words that somebody asked the desk to look at. The author never hears who."),
            Who.NOBODY,
            Kept.TRACE,
        ),
        entry(
            "thanks",
            "id sender_id receiver_kind receiver_id kind reason service_day counts sent_at "
            "seen_at hidden_at",
            N_("Thanks you gave and got. Named in a feed only where both of you play."),
            Who.RECEIVER,
            Kept.NUMBERED,
        ),
        entry(
            "thanks_put_away",
            "thanks_id person_id at",
            N_("Cards you put away."),
            Who.YOU,
            Kept.ACCOUNT,
        ),
        entry(
            "confirmation",
            "completion_id asked_id helped word sentence language answered_on answered_at",
            N_("Whether an act helped, as the colleague it was for says."),
            Who.RECEIVER,
            Kept.NUMBERED,
        ),
        entry(
            "roadblock",
            "id team_id kind text token_digest reporter_id reported_on level_id above "
            "answered_on cleared_on confirmed_on fresh",
            N_("What stopped you. Your name stands in it only if you put it there."),
            Who.LEADER,
            Kept.NUMBERED,
        ),
        entry(
            "roadblock_voice",
            "roadblock_id mark fresh",
            N_("That somebody shares it: a mark nobody can read as a person."),
            Who.NOBODY,
            Kept.NUMBERED,
        ),
        entry(
            "sealed_report",
            "mark fresh",
            N_("That somebody reported something on a day, for their own lift alone."),
            Who.NOBODY,
            Kept.NUMBERED,
        ),
        entry(
            "roadblock_holding",
            "answered_by_id passed_by_id",
            N_("Which leader answered, or passed it up."),
            Who.LEADER,
            Kept.NUMBERED,
        ),
        entry(
            "idea",
            "id author_id title text helps named voices proposed_on adopted_on challenge_id "
            "answer answered_on answered_by_id",
            N_("A challenge you proposed, with your name if you wished."),
            Who.EVERYBODY,
            Kept.ACCOUNT,
        ),
        entry(
            "idea_voice",
            "idea_id person_id",
            N_("That you like an idea. Others see how many, never who."),
            Who.YOU,
            Kept.ACCOUNT,
        ),
        entry(
            "review_case",
            "id reason_id opened_by_id text opened_at answer closed_by_id closed_at",
            N_("What you asked the desk about a change, and its answer."),
            Who.DESK,
            Kept.TRACE,
        ),
    ),
)
