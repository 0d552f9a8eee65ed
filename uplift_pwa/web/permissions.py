"""Who may open which route: SAFETY's authorisation table as data. What is not listed is shut.

Rows decide by role only. Whose person, team or challenge it is, the query decides: what is
not yours is not found.
"""

from enum import Enum


class Who(Enum):
    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    LEADER = "leader"  # leads at least one team, password confirmed; admins too
    ADMIN = "admin"  # password confirmed, within the desk's hours
    DEMO = "anybody, in the demo only"


TABLE: dict[str, Who] = {
    "health.live": Who.ANYBODY,
    "health.ready": Who.ANYBODY,
    "sign_in.new": Who.ANYBODY,
    "sign_in.create": Who.ANYBODY,
    "sign_in.destroy": Who.SIGNED_IN,
    "how_it_works.show": Who.ANYBODY,
    "join.edit": Who.SIGNED_IN,
    "join.update": Who.SIGNED_IN,
    "password.edit": Who.SIGNED_IN,
    "password.update": Who.SIGNED_IN,
    "today.show": Who.SIGNED_IN,
    "today.complete": Who.SIGNED_IN,
    "today.working": Who.SIGNED_IN,
    "today.put_away": Who.SIGNED_IN,
    "today.undo": Who.SIGNED_IN,
    "team.show": Who.SIGNED_IN,
    "orbit.show": Who.SIGNED_IN,
    "me.show": Who.SIGNED_IN,
    "me.mode": Who.SIGNED_IN,
    "me.week": Who.SIGNED_IN,
    "own_days.show": Who.SIGNED_IN,
    "own_days.take": Who.SIGNED_IN,
    "own_days.end": Who.SIGNED_IN,
    "own_days.calendar": Who.SIGNED_IN,
    "me.preferences": Who.SIGNED_IN,
    "me.leader_view": Who.SIGNED_IN,
    "badges.show": Who.SIGNED_IN,
    "reasons.own": Who.SIGNED_IN,
    "reasons.team": Who.SIGNED_IN,
    "reasons.orbit": Who.SIGNED_IN,
    "cases.new": Who.SIGNED_IN,
    "cases.create": Who.SIGNED_IN,
    "lead.index": Who.LEADER,
    "lead.show": Who.LEADER,
    "covers.new": Who.LEADER,
    "covers.create": Who.LEADER,
    "huddles.create": Who.LEADER,
    "desk.index": Who.ADMIN,
    "challenges.index": Who.ADMIN,
    "challenges.new": Who.ADMIN,
    "challenges.create": Who.ADMIN,
    "challenges.show": Who.ADMIN,
    "challenges.edit": Who.ADMIN,
    "challenges.update": Who.ADMIN,
    "challenges.publish": Who.ADMIN,
    "challenges.retire": Who.ADMIN,
    "people.index": Who.ADMIN,
    "people.cards": Who.ADMIN,
    "people.suspend": Who.ADMIN,
    "people.restore": Who.ADMIN,
    "imports.new": Who.ADMIN,
    "imports.create": Who.ADMIN,
    "imports.show": Who.ADMIN,
    "imports.update": Who.ADMIN,
    "imports.apply": Who.ADMIN,
    "days_off.index": Who.ADMIN,
    "days_off.declare": Who.ADMIN,
    "days_off.take_back": Who.ADMIN,
    "days_off.add_holiday": Who.ADMIN,
    "days_off.remove_holiday": Who.ADMIN,
    "rosters.index": Who.ADMIN,
    "rosters.create": Who.ADMIN,
    "rosters.show": Who.ADMIN,
    "rosters.apply": Who.ADMIN,
    "cases.index": Who.ADMIN,
    "cases.answer": Who.ADMIN,
    "cases.recount": Who.ADMIN,
    "rulebook.index": Who.ADMIN,
    "rulebook.change": Who.ADMIN,
    "campaign.show": Who.ADMIN,
    "campaign.fire": Who.ADMIN,
    "campaign.decline": Who.ADMIN,
    "campaign.raise_goal": Who.ADMIN,
    "campaign.name_stages": Who.ADMIN,
    "momentum.index": Who.ADMIN,
    "momentum.show": Who.ADMIN,
    "demo.show": Who.DEMO,
    "demo.sign_in": Who.DEMO,
}
