"""The studio's rarer faces: paused by hand, scheduled, changed words, a pack, a booster due."""

from dataclasses import replace
from datetime import timedelta

from tests.factories import NOON, Make
from uplift_pwa.actions import challenge_packs, challenge_pauses, challenges
from uplift_pwa.exchange.challenge_file import ChallengeDraft, ChallengeText
from uplift_pwa.models import Booster, Person, TeamTotal

WHY = "The front door is being mended until April, so nobody can hold it."
DAY = timedelta(days=1)
WALK = ChallengeText(
    "Walk a guest to the lift",
    "Leave the desk and walk the first few steps together.",
    "They arrive calm.",
    "Walk the way yourself and mend one sign.",
)
WALK_NOW = replace(
    WALK,
    title="Walk a guest along",
    what="Leave the desk, walk the first few steps together and say one good thing about it.",
)
TITLES = (
    "Hold the front door open",
    "Put a chair where people wait",
    "Write the new name on the board",
    "Bring a colleague a cup of tea",
    "Fill the tray for the early shift",
)


def paused(make: Make) -> Person:
    """The first by hand, the second by votes."""
    admin = _admin(make)
    door, chair = make.challenge(TITLES[0]), make.challenge(TITLES[1], plate="chair")
    chair.paused_from, chair.votes, chair.boxes = NOON.date(), 40, 20
    challenge_pauses.pause(make.session, door.id, reason=WHY, by=admin.id, at=NOON)
    return admin


def scheduled(make: Make) -> Person:
    """One that begins on Monday next, every second week at two."""
    admin = _admin(make)
    draft = ChallengeDraft(
        "spring",
        "colleague",
        3,
        "cup",
        ("everywhere",),
        {"en": replace(WALK, title=TITLES[3])},
        from_on=NOON.date() + 7 * DAY,
        weekdays=frozenset({1, 2}),
        every="2-weeks",
        hour=14,
    )
    one = challenges.create(make.session, draft, by=admin.id, at=NOON - DAY)
    challenges.publish(make.session, one, by=admin.id, at=NOON)
    return admin


def changed(make: Make) -> Person:
    """A second version of the words."""
    admin = _admin(make)
    draft = ChallengeDraft("walk", "customer", 3, "stairs", ("everywhere",), {"en": WALK})
    one = challenges.create(make.session, draft, by=admin.id, at=NOON - 9 * DAY)
    challenges.publish(make.session, one, by=admin.id, at=NOON - 8 * DAY)
    now = replace(draft, texts={"en": WALK_NOW})
    challenges.revise(make.session, one, now, by=admin.id, at=NOON)
    return admin


def packed(make: Make) -> Person:
    """Five in a pack, the last of them a draft."""
    admin = _admin(make)
    for number, title in enumerate(TITLES):
        one = make.challenge(title, state="live" if number < 4 else "draft")
        challenge_packs.put(make.session, one.id, pack="Spring", by=admin.id, at=NOON)
    return admin


def booster_due(make: Make) -> Person:
    """Proposed, with the chart that caused it and a pack to fill it from."""
    admin = packed(make)
    make.challenge("Walk a guest along", plate="stairs")
    make.session.get(TeamTotal, make.team("Desk").id).acts = 188
    campaign = make.campaign(goal=400, launch_on=NOON.date() - 16 * DAY)
    make.session.add(
        Booster(
            campaign_id=campaign.id,
            state="proposed",
            trigger="falling",
            chart=[4, 12, 18, 22, 19, 17, 9, 14, 16, 13, 11, 9, 6, 8, 7],
            proposed_on=NOON.date(),
            proposed_at=NOON,
        )
    )
    return admin


def _admin(make: Make) -> Person:
    return make.person("Yara Horvat", role="admin", level="manager", team=make.team("Desk"))
