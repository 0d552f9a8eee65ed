"""What is said when the rules refuse, and with which status."""

from dataclasses import dataclass

from flask_babel import gettext as _

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.web import heard


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    text: str


def said(refusal: Refused) -> Said:
    """A refusal in the person's language. A code nobody has words for is a fault of ours."""
    answer = _words()[refusal.code]
    heard.note(answer.text)
    return answer


def _words() -> dict[str, Said]:
    return {
        "not_found": Said(404, _("This is not there any more.")),
        "not_offered": Said(404, _("This challenge is not open today.")),
        "before_launch": Said(409, _("Not yet: everybody starts at the same moment.")),
        "looking": Said(409, _("You are looking on. Choose Play or Quiet in Me to take part.")),
        "no_team": Said(409, _("You are not in a team yet. Your desk can add you.")),
        "future": Said(422, _("That day has not begun yet.")),
        "too_late": Said(422, _("That day is too long ago to count.")),
        "enough": Said(409, _("That is plenty for one day. See you tomorrow.")),
        "own_self": Said(422, _("Thanks are for somebody else.")),
        "no_thanks_reason": Said(422, _("A few words are the gift: what did they do?")),
        "thanks_kind": Said(422, _("That kind is not there any more. Choose another.")),
        "enough_thanks": Said(
            409, _("Twenty thanks in a day: what a day. Tomorrow there is room for more.")
        ),
        "thanks_seen": Said(409, _("They have read it by now, so it stays.")),
        "undo_over": Said(409, _("The time to take it back is over: this one stays.")),
        "cover_own_day": Said(422, _("Your own day is covered by itself.")),
        "cover_none_held": Said(409, _("No cover is held right now.")),
        "cover_not_missed": Said(409, _("That day needs no cover any more.")),
        "cover_too_long_ago": Said(409, _("That day is too long ago to cover.")),
        "cover_too_many_in_a_row": Said(409, _("Two covered days in a row are enough.")),
        "huddle_too_many": Said(
            422, _("That is more than there are people without a phone in play.")
        ),
        "say_over": Said(409, _("The time to add something is over: the act itself stays.")),
        "copy_too_soon": Said(429, _("You have one from just now. The next in ten minutes.")),
        "oneself": Said(409, _("Not your own account. Another admin can.")),
        "last_admin": Said(
            409, _("Somebody has to keep the desk open: this is the last admin.")
        ),
        "not_admin": Said(404, _("This is not there any more.")),
        "too_long": Said(422, _("That is longer than %(max)d signs.", max=280)),
        "helped_self": Said(422, _("Name the colleague who was helped, not yourself.")),
        "helped_gone": Said(422, _("Nobody here has that name. Try it with fewer letters.")),
        "enough_reports": Said(
            409, _("Twenty reports of yours are with the desk. Wait for an answer first.")
        ),
        "enough_cards": Said(409, _("Twenty cards are enough for one team. Take one back.")),
        "enough_answers": Said(429, _("That is plenty for today. Thank you.")),
        "answer_words": Said(422, _("Every answer needs words of its own, at most 24 signs.")),
        "cheered_already": Said(409, _("The team has its cheer of today.")),
        "cheer_not_true": Said(422, _("That is not so today. Choose another one.")),
        "substitute_too_long": Said(422, _("Two months at most, and not further ahead.")),
        "substitute_leads": Said(409, _("They lead this team already.")),
        "substitute_already": Said(409, _("They stand in on some of these days already.")),
        "empty": Said(422, _("This is still empty.")),
        "road_kind": Said(422, _("Tap what comes closest.")),
        "road_top": Said(409, _("Nobody stands above you here: this one is yours.")),
        "team_name": Said(422, _("Give it a name of at most 80 signs.")),
        "team_taken": Said(409, _("A team of this department is or was called that.")),
        "team_itself": Said(422, _("Choose another team.")),
        "team_nobody": Said(422, _("Choose who goes along.")),
        "team_not_empty": Said(409, _("Somebody is still in it. Move them first.")),
        "operation_id": Said(422, _("That did not look right. Go back and try once more.")),
        "other_payload": Said(422, _("This was already used for something else.")),
        "challenge_unfinished": Said(
            422, _("Something is still empty: it needs all four texts before people see it.")
        ),
        "challenge_over": Said(422, _("Its last day has passed. Give it a later one first.")),
        "challenge_is_draft": Said(409, _("It is a draft: nobody sees it anyway.")),
        "challenge_not_live": Said(409, _("Only one that is live can be paused.")),
        "no_reason": Said(422, _("A few words are needed here, at most 200 signs.")),
        "too_far": Said(422, _("That day is more than a year away.")),
        "neutral_already": Said(409, _("This day is neutral there already.")),
        "begun": Said(409, _("That day has begun. Take a later one.")),
        "wrong_order": Said(422, _("The last day comes before the first.")),
        "booster_answered": Said(409, _("This booster has its answer already.")),
        "pack_name": Said(422, _("Give the pack a name of at most 40 signs.")),
        "pack_full": Said(409, _("A hundred challenges are enough for one pack.")),
        "packs_many": Said(409, _("Fifty packs are enough. Use one that is there.")),
        "pack_size": Said(422, _("A pack is five challenges: choose exactly five.")),
        "pack_not_live": Said(
            422, _("A pack is made of challenges that run then: begun, not paused, not over.")
        ),
        "message_empty": Said(
            422, _("It needs a sentence from the leader, 280 signs at most.")
        ),
        "story_empty": Said(422, _("It asks for a story: one question, 140 signs at most.")),
        "rings_open": Said(409, _("Both rings come first: enough acts and enough units.")),
        "stage_names": Said(
            422, _("Six names of 24 signs at most; an empty one is the usual.")
        ),
        "languages_none": Said(422, _("People need a language: keep one at least.")),
        "language_usual": Said(422, _("For whom nothing is known: choose one that is kept.")),
        "level_name": Said(422, _("Each level needs a name of its own, 40 signs at most.")),
        "site_zone": Said(422, _("Choose a clock from the list.")),
        "site_hour": Said(422, _("Choose an hour from the list.")),
        "site_week": Said(422, _("Choose one day at least.")),
        "site_day": Said(
            409,
            _(
                "By the old clock and the new one it is not the same day just now."
                " Change it in some hours, then no day begins twice."
            ),
        ),
        "kind_name": Said(422, _("Each kind needs a name, 40 signs at most.")),
        "kind_picture": Said(422, _("Choose a picture for it.")),
        "kinds_none": Said(422, _("Keep one kind at least.")),
        "kinds_many": Said(422, _("Twelve kinds are enough. Rename one that is there.")),
        "kinds_few": Said(422, _("Keep one kind at least besides the last one.")),
        "launch_name": Said(422, _("It needs a name of at most 60 signs.")),
        "launch_goal": Said(422, _("Both goals are numbers: acts, and 1 to 100 per cent.")),
        "launch_day": Said(422, _("Take a day that has begun nowhere yet, within a year.")),
        "launch_hour": Said(422, _("An hour is a number from 0 to 23.")),
        "launch_unfinished": Said(422, _("The plan needs its goal, its day and its pack.")),
        "launch_cleared": Said(409, _("It is cleared already. Call it back to change it.")),
        "launch_not_cleared": Said(409, _("It is not cleared, so nothing is called back.")),
        "launch_over": Said(409, _("The launch has begun: it is not called back any more.")),
        "launch_hold": Said(422, _("Something holds. Write in a sentence why it goes on.")),
        "launch_why": Said(422, _("Write a sentence why it has to wait.")),
        "goal_lower": Said(422, _("The next goal is higher than this one.")),
        "password_short": Said(422, _("Use at least 15 signs. A short sentence is good.")),
        "password_long": Said(422, _("That is longer than 128 signs.")),
        "password_simple": Said(422, _("Somebody could guess this one. Make it your own.")),
        "push_endpoint": Said(422, _("No push service that we trust answers there.")),
        "push_keys": Said(422, _("This browser sent keys that do not fit.")),
        "push_server_key": Said(409, _("Our key is a new one. Switch reminders on again.")),
        "push_shared": Said(409, _("A shared phone gets no reminders.")),
        "push_taken": Said(409, _("This phone is in use already. Switch it off there first.")),
        "push_host": Said(422, _("Write the host like push.harbour.io.")),
        "push_said": Said(409, _("It has lit up somewhere already, so it stays as it is.")),
        "push_hour": Said(
            422, _("Not before everybody starts: choose that hour or a later one.")
        ),
        "push_words": Said(
            422,
            _("Each language needs a title of 60 signs and a text of 160 at most, or none."),
        ),
        "push_name": Said(
            422, _("Somebody’s name is in it. It lights up where others read along.")
        ),
        "pin_form": Said(422, _("Four figures, nothing else.")),
        "pin_easy": Said(422, _("Somebody would try these first. Mix them a little.")),
        "pin_waits": Said(429, _("Wait five minutes, then try once more. Or use your card.")),
        "pin_shut": Said(409, _("Use your card once; then you choose new figures.")),
        "station_name": Said(422, _("Give it a name of at most 80 signs.")),
        "station_teams": Said(422, _("Choose one team at least, twenty at most.")),
        "cue": Said(422, _("Choose a moment: a time, or minutes after your shift begins.")),
    }
