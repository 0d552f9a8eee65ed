from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Completion,
    PersonDay,
    PersonTotal,
    Reversal,
    TeamDay,
    TeamTotal,
)

MONDAY = date(2026, 3, 2)


@pytest.fixture
def otters(make):
    """A team of three on shift, in a campaign that has begun."""
    make.campaign()
    return [make.person(name) for name in ("Ada", "Ben", "Cleo")]


def counters(session):
    session.expire_all()
    return [
        [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]
        for columns in (
            (PersonDay.person_id, PersonDay.day, PersonDay.completions, PersonDay.lift),
            (PersonTotal.person_id, PersonTotal.completions, PersonTotal.lift),
            (TeamDay.team_id, TeamDay.day, TeamDay.on_shift, TeamDay.done, TeamDay.acts),
            (TeamTotal.team_id, TeamTotal.acts, TeamTotal.streak, TeamTotal.best_streak),
        )
    ]


def test_a_completion_moves_the_person_the_team_and_the_goal(session, make, otters):
    ada, walk = otters[0], make.challenge()

    recorded = completions.record(session, ada.id, walk.id, at=NOON)

    assert recorded.outcome.lift_gained == 10
    team = recorded.team_id
    assert counters(session) == [
        [(ada.id, MONDAY, 1, 10)],
        [(ada.id, 1, 10)],
        [(team, MONDAY, 3, 1, 1)],
        [(team, 1, 0, 0)],
    ]


def test_completing_twice_counts_once(session, make, otters):
    ada, walk = otters[0], make.challenge()
    first = completions.record(session, ada.id, walk.id, at=NOON)
    before = counters(session)

    again = completions.record(session, ada.id, walk.id, at=NOON + timedelta(minutes=1))

    assert again.outcome is None
    assert again.completion_id == first.completion_id
    assert counters(session) == before


def test_a_second_act_of_the_same_person_lights_no_second_window(session, make, otters):
    ada = otters[0]
    for _ in range(2):
        completions.record(session, ada.id, make.challenge().id, at=NOON)

    _, _, [(_, _, on_shift, done, acts)], _ = counters(session)
    assert (on_shift, done, acts) == (3, 1, 2)


def test_sixty_per_cent_keep_the_day_and_start_the_streak(session, make, otters):
    walk = make.challenge()
    for person in otters[:2]:
        completions.record(session, person.id, walk.id, at=NOON)

    assert session.scalar(select(TeamTotal.streak)) == 1


def test_a_sentence_adds_its_lift(session, make, otters):
    recorded = completions.record(
        session, otters[0].id, make.challenge().id, at=NOON, sentence="She smiled."
    )

    assert recorded.outcome.lift_gained == 15


def test_the_fourth_act_of_a_day_is_refused_and_writes_nothing(session, make, otters):
    ada = otters[0]
    for _ in range(3):
        completions.record(session, ada.id, make.challenge().id, at=NOON)
    before = counters(session)

    with pytest.raises(Refused, match="enough"):
        completions.record(session, ada.id, make.challenge().id, at=NOON)

    assert counters(session) == before


def test_somebody_who_only_looks_does_not_count(session, make, otters):
    dora = make.person("Dora", mode="look")

    with pytest.raises(Refused, match="looking"):
        completions.record(session, dora.id, make.challenge().id, at=NOON)


def test_the_first_choice_counts_from_its_own_day_without_raising_the_bar(
    session, make, otters
):
    dora = make.person("Dora", mode=None)
    make.session.add(
        make_participation(dora, from_on=MONDAY + timedelta(days=1), chosen_on=MONDAY)
    )
    make.session.commit()

    completions.record(session, dora.id, make.challenge().id, at=NOON)

    _, _, [(_, _, on_shift, done, _)], _ = counters(session)
    assert (on_shift, done) == (4, 1)


def test_an_act_on_a_day_off_makes_it_a_working_day(session, make, otters):
    dora = make.person("Dora", weekdays=0)

    completions.record(session, dora.id, make.challenge().id, at=NOON)

    _, _, [(_, _, on_shift, done, _)], _ = counters(session)
    assert (on_shift, done) == (4, 1)


def test_an_act_on_leave_counts_for_the_goal_but_not_for_the_day(session, make, otters):
    from uplift_pwa.models import Leave

    dora = make.person("Dora")
    session.add(Leave(person_id=dora.id, first_on=MONDAY, last_on=MONDAY))
    session.commit()

    completions.record(session, dora.id, make.challenge().id, at=NOON)

    _, _, [(_, _, on_shift, done, _)], [(_, acts, _, _)] = counters(session)
    assert (on_shift, done, acts) == (3, 0, 1)


@pytest.mark.parametrize(
    ("hours_later", "counts"),
    [
        pytest.param(71 + 15, True, id="RULES 2: open for 72 h after the day's end"),
        pytest.param(73 + 15, False, id="RULES 2: then for the person and the goal alone"),
    ],
)
def test_a_late_act(session, make, otters, hours_later, counts):
    # Noon in UTC is 13:00 in Berlin; the service day ends at 04:00, fifteen hours later.
    at = NOON + timedelta(hours=hours_later)

    recorded = completions.record(session, otters[0].id, make.challenge().id, at=at, day=MONDAY)

    done = session.scalar(select(TeamDay.done).filter_by(day=MONDAY))
    assert bool(done) is counts
    assert recorded.outcome.lift_gained == 10
    assert session.scalar(select(TeamTotal.acts)) == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [
        pytest.param(MONDAY + timedelta(days=1), "future", id="tomorrow"),
        pytest.param(MONDAY - timedelta(days=9), "too_late", id="nine days ago"),
    ],
)
def test_a_day_outside_the_window_is_refused(session, make, otters, day, code):
    with pytest.raises(Refused, match=code):
        completions.record(session, otters[0].id, make.challenge().id, at=NOON, day=day)


def test_nobody_starts_before_the_launch(session, make):
    make.campaign(launch_on=MONDAY, launch_hour=14)
    ada = make.person()

    with pytest.raises(Refused, match="before_launch"):
        completions.record(session, ada.id, make.challenge().id, at=NOON)
    completions.record(session, ada.id, make.challenge().id, at=NOON + timedelta(hours=1))


@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param({"state": "draft"}, id="a draft"),
        pytest.param({"state": "retired"}, id="a retired one"),
        pytest.param({"from_on": MONDAY + timedelta(days=1)}, id="one that starts tomorrow"),
        pytest.param({"until_on": MONDAY - timedelta(days=1)}, id="one that is over"),
        pytest.param({"weekdays": 0b1111110}, id="one for other weekdays"),
    ],
)
def test_a_challenge_that_is_not_live_is_not_there(session, make, otters, attributes):
    with pytest.raises(Refused, match="not_offered"):
        completions.record(session, otters[0].id, make.challenge(**attributes).id, at=NOON)


def test_a_challenge_for_others_is_not_there(session, make, otters):
    buses = make.team("Buses", make.department("Transport"))
    theirs = make.challenge(audience=[("team", buses)])
    ours = make.challenge(audience=[("team", buses), ("team", make.team())])
    narrowed = make.challenge(
        audience=[("team", make.team()), ("level", make.level("manager"))]
    )

    completions.record(session, otters[0].id, ours.id, at=NOON)

    for challenge in (theirs, narrowed):
        with pytest.raises(Refused, match="not_offered"):
            completions.record(session, otters[0].id, challenge.id, at=NOON)


def test_undo_puts_every_counter_back(session, make, otters):
    walk = make.challenge()
    completions.record(session, otters[0].id, walk.id, at=NOON)
    before = counters(session)
    ben = completions.record(session, otters[1].id, walk.id, at=NOON)

    completions.undo(session, otters[1].id, ben.completion_id, at=NOON + timedelta(minutes=9))

    after = counters(session)
    assert after[2:] == before[2:]
    assert after[0][1][2:] == (0, 0)
    assert session.scalar(select(Reversal.person_id)) == otters[1].id
    assert len(session.scalars(select(Completion)).all()) == 1


def test_undoing_the_first_of_two_keeps_the_window_lit(session, make, otters):
    first = completions.record(session, otters[0].id, make.challenge().id, at=NOON)
    completions.record(session, otters[0].id, make.challenge().id, at=NOON)

    completions.undo(session, otters[0].id, first.completion_id, at=NOON)

    assert session.execute(select(TeamDay.done, TeamDay.acts)).one() == (1, 1)


@pytest.mark.parametrize(
    ("who", "minutes", "code"),
    [
        pytest.param(0, 11, "undo_over", id="after the undo time"),
        pytest.param(1, 1, "not_found", id="somebody else's act"),
    ],
)
def test_undo_is_refused(session, make, otters, who, minutes, code):
    act = completions.record(session, otters[0].id, make.challenge().id, at=NOON)

    with pytest.raises(Refused, match=code):
        completions.undo(
            session, otters[who].id, act.completion_id, at=NOON + timedelta(minutes=minutes)
        )


def make_participation(person, **attributes):
    from uplift_pwa.models import Participation

    return Participation(person_id=person.id, mode="play", **attributes)
