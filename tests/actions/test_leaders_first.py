"""Leaders first: a pick of their own, and a reminder that waits one working day at most."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import awards, completions, opening, substitutes, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Award, PersonDay, Reason, ReminderHold, TeamTotal
from uplift_pwa.queries import cards, leaders_first, pool
from uplift_pwa.rules.calendar import Place

TODAY, DAY = NOON.date(), timedelta(days=1)
BERLIN = Place("Europe/Berlin")


@pytest.fixture
def otters(make):
    """Four on shift, led by Lea from the office; one challenge for leaders is live."""
    make.campaign(launch_on=TODAY - 28 * DAY)  # a Monday too
    for name in ("Ada", "Ben", "Cleo", "Dora"):
        make.person(name)
    return make.team()


@pytest.fixture
def lea(make, otters):
    return make.person("Lea", team=make.team("Office"), leads=[otters])


@pytest.fixture
def own(make):
    return make.challenge("Carry one thing", for_leaders=True, helps="colleague")


def hold(session, team):
    return session.get(ReminderHold, (team.id, TODAY), populate_existing=True)


def kinds(session, team):
    reasons = select(Reason.kind).filter_by(owner_kind="team", owner_id=team.id)
    return [kind for kind in session.scalars(reasons) if kind.startswith("reminder")]


def offered(session, person, leads):
    where = pool.Standing(person.site_id, None, person.level_id, None, leads)
    found = cards.of_the_day(session, person.id, where, BERLIN, TODAY, "en", at=NOON)
    return [card.challenge_id for card in found if card.for_leaders]


def test_an_own_challenge_is_offered_beside_the_three_to_leaders_alone(session, make, lea, own):
    walk = make.challenge()

    assert offered(session, lea, leads=True) == [own.id]
    assert offered(session, lea, leads=False) == []
    with pytest.raises(Refused, match="not_offered"):
        completions.record(session, make.person("Eve").id, own.id, at=NOON)
    completions.record(session, lea.id, walk.id, at=NOON)
    completions.record(session, lea.id, own.id, at=NOON)


def test_it_is_one_of_the_three_and_one_act_of_the_goal(session, make, lea, own):
    for number in range(2):
        completions.record(session, lea.id, make.challenge(f"No. {number}").id, at=NOON)
    completions.record(session, lea.id, own.id, at=NOON)

    with pytest.raises(Refused, match="enough"):
        completions.record(session, lea.id, make.challenge("Fourth").id, at=NOON)
    assert session.get(PersonDay, (lea.id, TODAY)).lift == 30
    assert session.get(TeamTotal, make.team("Office").id).acts == 3
    assert verify.differences(session) == []


def test_the_reminder_is_held_in_the_morning_and_released_by_the_leader(
    session, otters, lea, own
):
    opening.days(session, at=NOON)
    opening.days(session, at=NOON)

    assert hold(session, otters).released_at is None
    assert session.scalar(select(leaders_first.held(otters.id, TODAY)))
    completions.record(session, lea.id, own.id, at=NOON)

    assert hold(session, otters).released_at == NOON
    assert not session.scalar(select(leaders_first.held(otters.id, TODAY)))
    assert kinds(session, otters) == ["reminder.held", "reminder.released"]


def test_a_challenge_for_everybody_releases_nothing(session, make, otters, lea, own):
    opening.days(session, at=NOON)

    completions.record(session, lea.id, make.challenge().id, at=NOON)

    assert hold(session, otters).released_at is None


def test_an_own_challenge_of_last_week_leaves_the_reminder_free(session, otters, lea, own):
    completions.record(session, lea.id, own.id, at=NOON - 6 * DAY)

    opening.days(session, at=NOON)

    assert hold(session, otters) is None


@pytest.mark.parametrize(
    "who", ["nobody leads", "nothing for leaders is live", "the leader is suspended"]
)
def test_without_a_leader_or_a_challenge_nothing_waits(session, make, otters, who):
    if who == "nobody leads":
        make.challenge(for_leaders=True)
    else:
        suspended = who == "the leader is suspended"
        status = "suspended" if suspended else "active"
        make.person("Lea", team=make.team("Office"), leads=[otters], status=status)
        make.challenge(for_leaders=True, state="live" if suspended else "retired")

    opening.days(session, at=NOON)

    assert hold(session, otters) is None


def test_the_own_challenge_of_a_substitute_releases_the_team(session, make, otters, lea, own):
    sam = make.person("Sam", team=otters)
    substitutes.name(session, otters.id, sam.id, TODAY, TODAY + DAY, by=lea.id, at=NOON)
    opening.days(session, at=NOON)

    completions.record(session, sam.id, own.id, at=NOON)

    assert hold(session, otters).released_at == NOON
    with pytest.raises(Refused, match="not_offered"):
        completions.record(session, sam.id, own.id, at=NOON + 2 * DAY)


def test_four_weeks_running_make_goes_first(session, otters, lea, own):
    for weeks in (3, 2, 1, 0):
        at = NOON - weeks * 7 * DAY
        completions.record(session, lea.id, own.id, at=at)
        awards.settle(session, at=at + DAY)

    given = session.execute(select(Award.badge, Award.owner_id).filter_by(owner_kind="leader"))

    assert [tuple(row) for row in given] == [("goes-first", lea.id)]
