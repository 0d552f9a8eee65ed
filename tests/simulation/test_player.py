from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import verify
from uplift_pwa.actions.roadblocks import Keys
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.models import (
    AccessCard,
    Award,
    Campaign,
    Challenge,
    Completion,
    Leadership,
    Person,
    PersonDay,
    Team,
    TeamDay,
    TeamTotal,
)
from uplift_pwa.queries import campaign, launch_board
from uplift_pwa.rules import campaign as climbing
from uplift_pwa.simulation import player
from uplift_pwa.simulation.organisation import build
from uplift_pwa.simulation.player import Played
from uplift_pwa.simulation.shape import Shape

KEYS = Keys(b"s" * 32, b"p" * 32)
SMALL = Shape(people=26, teams=6, sites=2, weeks=1, seed=3)
VISITED = Shape(people=84, teams=8, sites=4, weeks=1, seed=3, visitors=True)
EVENING = NOON + timedelta(hours=8)


def play(engine, shape=SMALL, until=EVENING, **more):
    return player.play(
        make_session_factory(engine), build(shape), until=until, keys=KEYS, **more
    )


def counters(session):
    """Every counter, under names that do not depend on ids."""
    session.rollback()
    days = session.execute(
        select(Team.name, TeamDay.day, TeamDay.on_shift, TeamDay.done, TeamDay.acts)
        .join(Team, Team.id == TeamDay.team_id)
        .order_by(Team.name, TeamDay.day)
    )
    people = session.execute(
        select(Person.staff_number, PersonDay.day, PersonDay.completions, PersonDay.lift)
        .join(Person, Person.id == PersonDay.person_id)
        .order_by(Person.staff_number, PersonDay.day)
    )
    return [tuple(row) for row in days], [tuple(row) for row in people]


def count(session, model, *which):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model).where(*which))


@pytest.fixture
def other_session(sqlite_template, tmp_path):
    path = tmp_path / "other.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    with make_session_factory(engine)() as session:
        yield session
    engine.dispose()


def test_the_same_seed_plays_the_same_on_two_databases(engine, session, other_session):
    one, other = play(engine), play(other_session.get_bind())

    assert one == other
    assert counters(session) == counters(other_session)


@pytest.mark.both_databases
def test_a_week_is_played_with_nothing_refused_and_counters_that_are_true(engine, session):
    steps = []

    played = play(engine, progress=lambda done, days: steps.append((done, days)))

    assert played.acts > 40 and played.arrivals > 15 and played.refused == 0
    leaders_own = select(Challenge.id).where(Challenge.for_leaders)
    own = count(session, Completion, Completion.challenge_id.in_(leaders_own))
    assert count(session, Completion) - own == played.acts
    assert count(session, AccessCard, AccessCard.redeemed_at.is_not(None)) == played.arrivals
    assert count(session, Challenge, Challenge.state == "live") == 70  # ten for leaders
    assert count(session, Leadership) == count(session, Team) == 6
    assert count(session, Award) > 10
    assert count(session, TeamDay, TeamDay.final_at.is_not(None)) > 6
    assert steps[-1] == (len(steps), len(steps))
    assert verify.differences(session) == []


def test_playing_twice_adds_nothing(engine, session):
    play(engine)
    before = counters(session)

    again = play(engine)

    assert (again, counters(session)) == (Played(), before)


def test_a_later_start_plays_the_missing_days_only(engine, session, other_session):
    play(engine, until=EVENING)
    later = EVENING + timedelta(days=2)

    added = play(engine, until=later)

    assert 0 < added.acts < 60
    assert session.scalar(select(func.max(Completion.recorded_at))) > EVENING + timedelta(
        days=1
    )
    assert count(session, Campaign) == 1
    assert verify.differences(session) == []


def test_the_climb_ends_at_about_two_fifths_of_the_goal(engine, session):
    play(engine)

    now, acts = campaign.climb(session)

    assert 33 < climbing.altitude(acts, climbing.Goal(now.goal_acts)) < 47


def test_visitors_have_everything_of_today_before_them(engine, session):
    at = datetime(2026, 3, 2, 16, tzinfo=UTC)
    play(engine, VISITED, at)
    is_visitor = Person.staff_number.startswith("HV")

    today = session.scalars(
        select(Completion.id)
        .join(Person, Person.id == Completion.person_id)
        .where(is_visitor, Completion.service_day == at.date())
    ).all()
    before = session.scalar(
        select(func.count())
        .select_from(Completion)
        .join(Person, Person.id == Completion.person_id)
        .where(is_visitor, Completion.service_day < at.date())
    )

    assert (count(session, Person, is_visitor), today) == (12, [])
    assert before > 10


def test_what_visitors_left_open_is_made_up_when_the_next_day_is_played(engine, session):
    at = datetime(2026, 3, 2, 16, tzinfo=UTC)
    play(engine, VISITED, at)

    play(engine, VISITED, at + timedelta(days=1))

    made_up = session.scalars(
        select(Completion.for_team_day)
        .join(Person, Person.id == Completion.person_id)
        .where(Person.staff_number.startswith("HV"), Completion.service_day == at.date())
    ).all()
    assert made_up and all(made_up)
    assert count(session, TeamTotal, TeamTotal.acts > 0) >= 6


def test_the_launch_was_planned_and_cleared_and_its_board_is_kept(engine, session):
    play(engine)

    session.rollback()
    plan, campaign_day = launch_board.plan(session), session.scalar(select(Campaign.launch_on))
    assert plan.campaign_id and plan.launch_on == campaign_day
    assert campaign_day - plan.cleared_at.date() == timedelta(days=2)
    assert launch_board.board(session).whole.started > 0


def test_a_first_run_that_is_stopped_before_the_launch_goes_on_where_it_was(engine, session):
    def stop(done, _all):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(engine, progress=stop)
    launch = launch_board.plan(session).launch_on
    assert session.scalars(select(Campaign.launch_on)).all() == []
    session.rollback()

    play(engine)

    assert session.scalars(select(Campaign.launch_on)).all() == [launch]
