from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.factories import NOON
from uplift_pwa.actions import challenges, completions, verify, votes
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Challenge, Completion
from uplift_pwa.rules import votes as rule

DAY = timedelta(days=1)


@pytest.fixture
def walk(make):
    make.campaign()
    return make.challenge()


@pytest.fixture
def crew(make, walk):
    return [make.person(f"P{number}") for number in range(20)]


def vote(session, person, challenge, *, is_box, at=NOON):
    done = completions.record(session, person.id, challenge.id, at=at)
    votes.cast(session, person.id, done.completion_id, is_box=is_box, at=at)
    return done


def counted(session, challenge):
    session.expire_all()
    row = session.get(Challenge, challenge.id)
    return row.votes, row.boxes, row.paused_from


@pytest.mark.parametrize(
    ("votes_cast", "boxes", "paused"),
    [
        pytest.param(20, 6, True, id="30 per cent of 20"),
        pytest.param(20, 5, False, id="25 per cent of 20"),
        pytest.param(19, 19, False, id="all of 19"),
        pytest.param(100, 30, True, id="30 per cent of 100"),
        pytest.param(100, 29, False, id="29 per cent of 100"),
        pytest.param(0, 0, False, id="nobody"),
    ],
)
def test_when_votes_pause_rules_9(votes_cast, boxes, paused):
    assert rule.pauses(votes_cast, boxes) is paused


@pytest.mark.parametrize(
    ("votes_cast", "boxes", "told"),
    [
        pytest.param(20, 6, 30, id="rounded to five"),
        pytest.param(20, 7, 35, id="rounded up"),
        pytest.param(20, 4, None, id="four boxes are too few"),
        pytest.param(20, 16, None, id="four others are too few"),
        pytest.param(10, 5, 50, id="five and five"),
    ],
)
def test_no_share_tells_of_fewer_than_five_rules_8(votes_cast, boxes, told):
    assert rule.told_share(votes_cast, boxes) == told


def test_an_act_has_one_vote_and_the_first_stands(session, crew, walk):
    done = vote(session, crew[0], walk, is_box=True)

    votes.cast(session, crew[0].id, done.completion_id, is_box=False, at=NOON)

    assert counted(session, walk) == (1, 1, None)
    assert verify.differences(session) == []


def test_nobody_votes_on_another_ones_act(session, crew, walk):
    done = completions.record(session, crew[0].id, walk.id, at=NOON)

    with pytest.raises(Refused, match="not_found"):
        votes.cast(session, crew[1].id, done.completion_id, is_box=True, at=NOON)


def test_undo_takes_the_vote_with_it(session, crew, walk):
    done = vote(session, crew[0], walk, is_box=True)

    completions.undo(session, crew[0].id, done.completion_id, at=NOON)

    assert counted(session, walk) == (0, 0, None)
    assert verify.differences(session) == []


def test_too_many_boxes_pause_from_the_next_service_day(session, crew, walk, make):
    ida = make.person("Ida")
    for number, person in enumerate(crew):
        vote(session, person, walk, is_box=number < 6)
    session.commit()
    tomorrow = NOON + DAY

    assert counted(session, walk) == (20, 6, NOON.date() + DAY)
    assert session.scalars(select(Audit.action)).all() == ["challenge.paused"]
    assert completions.record(session, ida.id, walk.id, at=NOON).outcome
    with pytest.raises(Refused, match="not_offered"):
        completions.record(session, ida.id, walk.id, at=tomorrow)
    late = completions.record(session, crew[0].id, walk.id, at=tomorrow, day=NOON.date())
    assert late.outcome is None, "what was offered that day is accepted a day later"
    assert verify.differences(session) == []


def test_resumed_it_is_offered_again_and_its_votes_begin_anew(session, crew, walk, make):
    adi = make.person("Adi")
    dones = [vote(session, person, walk, is_box=True) for person in crew]
    tomorrow = NOON + DAY

    challenges.publish(session, walk.id, by=adi.id, at=tomorrow)
    vote(session, crew[0], walk, is_box=True, at=tomorrow)

    assert counted(session, walk) == (1, 1, None)
    assert verify.differences(session) == []
    votes.take_back(session, dones[1].completion_id, walk.id)
    assert counted(session, walk) == (1, 1, None), "an old vote that goes moves nothing"


def test_retired_it_is_not_paused_any_more(session, crew, walk, make):
    adi = make.person("Adi")
    for person in crew:
        vote(session, person, walk, is_box=True)

    challenges.retire(session, walk.id, by=adi.id, at=NOON)

    assert session.get(Challenge, walk.id).state == "retired"
    assert counted(session, walk)[2] is None


def test_verify_counts_the_votes_anew(session, crew, walk):
    vote(session, crew[0], walk, is_box=True)
    session.execute(update(Challenge).values(votes=7, boxes=0))

    found = verify.repair(session)

    assert [(one.table, one.column, one.stored, one.true) for one in found] == [
        ("challenge", "votes", 7, 1),
        ("challenge", "boxes", 0, 1),
    ]
    assert counted(session, walk) == (1, 1, None)
    assert len(session.scalars(select(Completion)).all()) == 1
