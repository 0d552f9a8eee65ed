from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from uplift_pwa.actions import completions, finalise, huddles, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Huddle, Participation, Reason, Team, TeamDay, TeamTotal

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FINAL = datetime(2026, 3, 6, 3, tzinfo=UTC)  # 72 hours after Monday's end in Berlin


@pytest.fixture
def lea(make):
    """Leads two people who play and seven without a phone; the launch was on Monday."""
    make.campaign(launch_on=MONDAY)
    for number in range(7):
        make.person(f"Floor {number}", mode=None)
    for name in ("Ada", "Ben"):
        make.person(name)
    return make.person("Lea", team=make.team("Office"), leads=[make.team()])


@pytest.fixture
def count(session, make, lea):
    def count(present, did_it, day=MONDAY, at=NOON):
        huddles.count(session, make.team().id, day, present, did_it, by=lea.id, at=at)
        session.commit()

    return count


def the_day(session):
    return session.execute(select(TeamDay.on_shift, TeamDay.done, TeamDay.acts)).one()


def test_a_huddle_adds_to_on_shift_done_and_the_goal(session, count):
    count(present=7, did_it=5)

    assert the_day(session) == (7, 5, 5)
    assert session.execute(
        select(TeamTotal.acts, TeamTotal.streak).where(TeamTotal.acts > 0)
    ).one() == (5, 1)
    assert verify.differences(session) == []


def test_it_adds_to_what_people_did_themselves(session, make, count):
    ada = session.scalars(select(Participation.person_id).order_by(Participation.person_id))
    completions.record(session, ada.first(), make.challenge().id, at=NOON)

    count(present=2, did_it=1)

    assert the_day(session) == (3, 2, 2)
    assert verify.differences(session) == []


def test_a_correction_applies_the_difference(session, count):
    count(present=7, did_it=5)

    count(present=6, did_it=2)

    assert the_day(session) == (4, 2, 2)
    assert session.execute(select(Huddle.present, Huddle.did_it)).all() == [(6, 2)]
    assert verify.differences(session) == []


def test_counting_the_same_twice_counts_once(session, count):
    count(present=7, did_it=5)

    count(present=7, did_it=5)

    assert the_day(session) == (7, 5, 5)


@pytest.mark.parametrize(
    ("present", "did_it", "day", "at", "code"),
    [
        pytest.param(8, 1, MONDAY, NOON, "huddle_too_many", id="more than have no phone"),
        pytest.param(3, 4, MONDAY, NOON, "huddle_too_many", id="more did it than were there"),
        pytest.param(3, -1, MONDAY, NOON, "huddle_too_many", id="fewer than nobody"),
        pytest.param(3, 3, MONDAY + DAY, NOON, "future", id="tomorrow"),
        pytest.param(3, 3, MONDAY - DAY, NOON, "before_launch", id="before the launch"),
        pytest.param(3, 3, MONDAY, FINAL, "too_late", id="a day that is final"),
    ],
)
def test_a_count_is_refused(session, count, present, did_it, day, at, code):
    with pytest.raises(Refused, match=code):
        count(present, did_it, day, at)

    session.rollback()
    assert session.scalars(select(Huddle)).all() == []


def test_the_last_moment_of_the_72_hours_counts(session, count):
    count(present=7, did_it=5, at=FINAL - timedelta(seconds=1))

    finalise.days(session, at=FINAL)

    monday = session.get_one(TeamDay, (1, MONDAY), populate_existing=True)
    assert (monday.done, bool(monday.final_at)) == (5, True)
    assert verify.differences(session) == []


def test_the_largest_huddle_warms_the_team_up(session, make, count):
    session.get(Team, make.team().id).warm_from = None
    session.commit()
    count(present=4, did_it=4)
    assert session.get(Team, make.team().id, populate_existing=True).warm_from is None

    count(present=5, did_it=4)  # 5 of 9

    assert session.get(Team, make.team().id, populate_existing=True).warm_from == MONDAY
    assert session.scalar(select(TeamTotal.streak).filter_by(team_id=make.team().id)) == 1
    assert verify.differences(session) == []


def test_a_reason_names_no_figure_under_five(session, count):
    count(present=7, did_it=4)
    count(present=7, did_it=5)

    assert session.scalars(
        select(Reason.detail).filter_by(kind="day.huddle").order_by(Reason.id)
    ).all() == [{}, {"did_it": 5}]
