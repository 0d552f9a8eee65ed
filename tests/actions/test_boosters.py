"""Boosters (RULES 7): proposed on the right day, fired everywhere, ended by themselves."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert, select

from tests.factories import NOON
from uplift_pwa.actions import boosters
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.models import Audit, Booster, Reason, TeamDay, TeamTotal
from uplift_pwa.queries import booster_pack, cards, pool
from uplift_pwa.queries import boosters as asked
from uplift_pwa.rules.calendar import Place

LAUNCH, DAY = date(2026, 3, 2), timedelta(days=1)
PLACE = Place("Europe/Berlin", 4)


def under_way(day):
    """A moment in the evening (UTC) when this date is under way at the last place on earth."""
    return datetime.combine(day, time(20), UTC)


def play(session, make, per_day, goal=100):
    """A team that did so many acts on each day from the launch on."""
    make.campaign(goal=goal, launch_on=LAUNCH)
    team = make.team()
    rows = [
        {"team_id": team.id, "day": LAUNCH + DAY * n, "on_shift": 9, "done": 0, "acts": acts}
        for n, acts in enumerate(per_day)
    ]
    session.execute(insert(TeamDay), rows)
    session.get(TeamTotal, team.id).acts = sum(per_day)
    session.commit()


def consider(session, at):
    with transaction(session):
        return boosters.consider(session, at=at)


def proposed_on(session, number):
    """The trigger of a proposal on this day after the launch, None if there is none."""
    booster_id = consider(session, under_way(LAUNCH + DAY * number))
    return booster_id and session.get(Booster, booster_id).trigger


@pytest.mark.parametrize(
    ("per_day", "trigger", "first"),
    [
        pytest.param([9] * 4 + [2] * 40, "falling", 11, id="falling after a first success"),
        pytest.param([5] * 44, "success", 21, id="steady after a first success"),
        pytest.param([0] * 44, "relaunch", 28, id="nothing in four weeks"),
    ],
)
def test_each_trigger_speaks_on_its_day_and_not_a_day_earlier(
    session, make, per_day, trigger, first
):
    play(session, make, per_day)

    heard = [proposed_on(session, number) for number in range(first + 2)]

    assert heard == [None] * first + [trigger, None]


def test_a_day_under_way_does_not_count_as_a_fall(session, make):
    play(session, make, [9] * 12)

    answers = [proposed_on(session, number) for number in range(8, 13)]

    assert answers == [None] * 5


def test_the_chart_that_caused_it_is_kept_with_the_proposal(session, make):
    play(session, make, [5] * 44)

    consider(session, under_way(LAUNCH + 21 * DAY))

    assert asked.newest(session).chart == (5,) * 21
    assert session.scalars(select(Reason.kind)).all() == ["booster.proposed"]


@pytest.fixture
def proposal(session, make):
    play(session, make, [5] * 80)
    return consider(session, under_way(LAUNCH + 21 * DAY))


@pytest.fixture
def pack(make):
    return [make.challenge(f"Of the pack {number}").id for number in range(5)]


FRIDAY = under_way(LAUNCH + 25 * DAY)
FIRST, LAST = FRIDAY.date() + 2 * DAY, FRIDAY.date() + 6 * DAY  # of its booster


def fire(
    session, booster_id, pack, message="Once more, together.", story="Who smiled?", at=FRIDAY
):
    with transaction(session):
        return boosters.fire(session, booster_id, pack, message, story, by=None, at=at)


def test_it_starts_on_a_day_that_has_begun_nowhere_and_ends_after_five(session, proposal, pack):
    starts_on = fire(session, proposal, pack)

    booster = session.get(Booster, proposal)
    assert starts_on == FRIDAY.date() + 2 * DAY  # at UTC+14 the next date has begun
    assert booster.ends_on == starts_on + 4 * DAY
    phases = [asked.newest(session).phase(starts_on + n * DAY) for n in (-1, 0, 4, 5)]
    assert phases == ["ready", "on", "on", "over"]
    assert "booster.fired" in session.scalars(select(Audit.action)).all()
    assert "booster.fired" in session.scalars(select(Reason.kind)).all()


def test_during_it_one_of_the_three_comes_from_the_pack(session, make, proposal, pack):
    ada = make.person()
    others = [make.challenge(f"Another {number}") for number in range(20)]
    starts_on = fire(session, proposal, pack)

    found = {
        day: {card.challenge_id for card in offered(session, make, ada, day)}
        for day in (starts_on - DAY, starts_on, starts_on + 4 * DAY, starts_on + 5 * DAY)
    }

    counts = [len(ids & set(pack)) for ids in found.values()]
    assert counts[1:3] == [1, 1]
    assert [len(ids) for ids in found.values()] == [3] * 4
    before = found[starts_on - DAY]
    assert before == {
        card.challenge_id for card in offered(session, make, ada, starts_on - DAY)
    }
    assert others


def offered(session, make, person, day):
    where = pool.Standing(make.site().id, make.department().id, make.level().id, make.team().id)
    return cards.of_the_day(session, person.id, where, PLACE, day, "en", at=NOON)


def test_no_second_one_within_the_gap_and_one_after_it(session, proposal, pack):
    starts_on = fire(session, proposal, pack)
    last = starts_on + 4 * DAY

    within = consider(session, under_way(last + 20 * DAY))
    after = consider(session, under_way(last + 21 * DAY))

    assert (within, after is not None) == (None, True)


def test_a_declined_one_is_not_proposed_again_within_the_gap(session, proposal):
    with transaction(session):
        boosters.decline(session, proposal, "The move comes first.", by=None, at=FRIDAY)

    within = consider(session, FRIDAY + 20 * DAY)
    after = consider(session, FRIDAY + 21 * DAY)

    assert (within, after is not None) == (None, True)
    assert session.scalars(select(Audit.detail)).all() == [{"why": "The move comes first."}]


def test_an_open_proposal_is_not_proposed_again(session, proposal):
    assert consider(session, FRIDAY) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(lambda pack: pack[:4], "pack_size", id="four challenges"),
        pytest.param(lambda pack: pack[:4] + pack[:1], "pack_size", id="one of them twice"),
        pytest.param(lambda pack: [*pack[:4], 9999], "pack_not_live", id="one is not there"),
    ],
)
def test_the_pack_is_five_live_challenges(session, proposal, pack, change, code):
    with pytest.raises(Refused) as refusal:
        fire(session, proposal, change(pack))

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "when",
    [
        pytest.param({"from_on": FIRST + DAY}, id="scheduled for its second day"),
        pytest.param({"until_on": LAST - DAY}, id="over before its last day"),
        pytest.param({"paused_from": FRIDAY.date()}, id="paused"),
    ],
)
def test_the_pack_is_live_on_all_days_of_the_booster(session, make, proposal, pack, when):
    other = make.challenge("Hold the gate", **when)

    offered = booster_pack.prepared(session, first=FIRST, last=LAST).choices

    assert other.id not in dict(offered)
    with pytest.raises(Refused, match="pack_not_live"):
        fire(session, proposal, [*pack[:4], other.id])


def test_what_begins_with_the_booster_and_ends_with_it_is_live(session, make, proposal, pack):
    other = make.challenge("Hold the gate", from_on=FIRST, until_on=LAST)

    fire(session, proposal, [*pack[:4], other.id])

    assert session.get(Booster, proposal).state == "fired"


@pytest.mark.parametrize("story", ["", "x" * 141])
def test_the_question_for_the_stories_is_there_and_short(session, proposal, pack, story):
    with pytest.raises(Refused, match="story_empty"):
        fire(session, proposal, pack, story=story)


@pytest.mark.parametrize("message", ["", "x" * 281])
def test_the_leaders_message_is_there_and_short(session, proposal, pack, message):
    with pytest.raises(Refused, match="message_empty"):
        fire(session, proposal, pack, message)


def test_it_is_answered_once(session, proposal, pack):
    fire(session, proposal, pack)

    with pytest.raises(Refused, match="booster_answered"):
        boosters.decline(session, proposal, "", by=None, at=NOON)
