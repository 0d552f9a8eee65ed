"""One plain sentence for every number of the game, for the page "How it works"."""


def N_(text: str) -> str:
    """Mark a text for translation where nobody's language is known yet."""
    return text


SENTENCES = {
    "roll_over_hour": N_("A new day begins at %(number)s o'clock at your site."),
    "shift_margin_minutes": N_("A shift counts as one day, with %(number)s minutes around it."),
    "offered_a_day": N_("On a working day you are offered %(number)s challenges."),
    "offered_for_colleagues": N_("%(number)s of them helps a colleague, where there are any."),
    "offered_from_pack": N_("During a booster %(number)s of them comes from its pack."),
    "accepted_a_day": N_("Up to %(number)s challenges count on a day."),
    "open_hours": N_("A day stays open for %(number)s hours after its end."),
    "late_days": N_("For %(number)s days a late act still counts for you and for the climb."),
    "undo_minutes": N_("You can take a tap back for %(number)s minutes."),
    "clock_tolerance_minutes": N_("A phone's clock may be %(number)s minutes fast."),
    "lift_completion": N_("A challenge done gives you %(number)s lift."),
    "lift_sentence": N_("A sentence on what changed adds %(number)s."),
    "lift_confirmed": N_("When the person you helped says so, it adds %(number)s."),
    "lift_thanks_sent": N_("Thanking somebody gives you %(number)s."),
    "lift_thanks_received": N_("Being thanked gives you %(number)s."),
    "lift_roadblock": N_("Saying what stops you gives you %(number)s."),
    "lift_comeback": N_(
        "Your first day back after a week without rhythm gives you %(number)s."
    ),
    "lift_cap": N_("A day gives at most %(number)s lift: nobody has to do more and more."),
    "thanks_a_day": N_("Your first %(number)s thanks of a day give lift; all are delivered."),
    "thanks_same_person_days": N_("Thanks to the same person give lift every %(number)s days."),
    "thanks_back_hours": N_("Thanks back within %(number)s hours are delivered without lift."),
    "roadblocks_a_day": N_("%(number)s roadblock a day gives lift."),
    "rhythm_days": N_("A week is in rhythm with %(number)s days on which you did something."),
    "rhythm_percent": N_("If you work fewer days, %(number)s%% of them are enough."),
    "rhythm_join_weeks": N_("Once in %(number)s weeks one good week picks your run up again."),
    "least_on_shift": N_("From %(number)s people on shift a team's day is judged by itself."),
    "kept_percent": N_(
        "A team keeps its day when %(number)s%% of those on shift did something."
    ),
    "warm_percent": N_("A team warms up until %(number)s%% of its people have joined in."),
    "cover_every": N_("%(number)s kept days earn the team a cover for a quiet day."),
    "covers_held": N_("A team holds at most %(number)s cover."),
    "covers_in_a_row": N_("Covers protect at most %(number)s days in a row."),
    "lend_days": N_(
        "A team can lend its cover to another for a day up to %(number)s days ago."
    ),
    "join_days": N_("%(number)s kept days after a missed one pick the earlier run up again."),
    "join_again_days": N_("A team can pick a run up again once in %(number)s days."),
    "speak_from": N_("From %(number)s people on shift the screen says how many more it takes."),
    "windows_from": N_("From %(number)s people on shift the team sees a window for each."),
    "breadth_percent": N_("The goal also asks that %(number)s%% of all units have tipped."),
    "booster_after_days": N_(
        "A booster comes %(number)s days after the launch at the earliest."
    ),
    "success_acts_percent": N_("A first success is %(number)s%% of the goal's acts,"),
    "success_units_percent": N_("or %(number)s%% of all units tipped."),
    "booster_rolling_days": N_("Momentum is read over the last %(number)s days."),
    "booster_compare_days": N_("It is compared with %(number)s days before."),
    "booster_readings": N_("%(number)s lower readings in a row call for a booster."),
    "booster_success_day": N_("After a first success the booster comes by day %(number)s."),
    "booster_relaunch_day": N_("On day %(number)s a booster comes in any case."),
    "booster_days": N_("A booster runs for %(number)s days, everywhere at once."),
    "booster_gap_days": N_("At least %(number)s days lie between two boosters."),
    "pack_size": N_("A booster brings %(number)s new challenges."),
    "sustained_weeks": N_("A sustained orbit is %(number)s tipped weeks in a row."),
    "weight_rhythm": N_("People in rhythm weigh %(number)s of 100 in momentum."),
    "weight_breadth": N_("How widely people take part weighs %(number)s."),
    "weight_return": N_("People active again this week weigh %(number)s."),
    "weight_felt": N_("Acts felt by others weigh %(number)s."),
    "active_unit_percent": N_("A part of a unit takes part from %(number)s%% active people."),
    "trend_points": N_("Momentum rises or falls when it moves by more than %(number)s points."),
    "tipped_percent": N_("A unit has tipped when %(number)s%% of its people are in rhythm,"),
    "tipped_weeks": N_("in %(number)s of the last 3 weeks."),
    "tipped_units_percent": N_("The organisation has tipped with %(number)s%% of its units."),
    "least_people": N_("Nobody sees a figure about fewer than %(number)s people."),
    "rounding_percent": N_("Shares are rounded to %(number)s points."),
    "roadblock_public_from": N_("A roadblock is public from %(number)s people who share it."),
    "roadblock_answer_days": N_("A leader answers a roadblock within %(number)s days."),
    "roadblock_clear_days": N_("It is cleared, or goes one level up, within %(number)s days."),
    "idea_from": N_("An idea that %(number)s people share goes to the admins."),
    "leader_first_days": N_(
        "Leaders go first: a challenge of their own every %(number)s days."
    ),
    "boxes_percent": N_("When %(number)s%% only ticked a box, a challenge is paused,"),
    "boxes_votes": N_("once %(number)s people have said."),
    "nudges_a_week": N_("At most %(number)s nudges a week reach your phone."),
    "nudge_after_minutes": N_("A nudge comes %(number)s minutes after your shift starts."),
    "nudges_on_day_off": N_("Nudges on a day off on which you said you work: %(number)s."),
    "nudge_drop_hours": N_("A nudge that finds no good moment in %(number)s hours is dropped."),
    "nudge_texts_apart": N_("The same text does not come back within %(number)s nudges."),
    "ignored_every_second": N_("After %(number)s unread nudges one comes every second shift,"),
    "ignored_weekly": N_("after %(number)s once a week,"),
    "ignored_stop": N_("after %(number)s none, and the app asks you."),
    "orbit_covers": N_("The orbit badge allows at most %(number)s covers."),
    "trace_days": N_(
        "The feed, messages, reasons and other traces of a day go after %(number)s days."
    ),
}
