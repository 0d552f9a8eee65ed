from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import verify
from uplift_pwa.actions.roadblocks import Keys
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.models import (
    Award,
    Booster,
    Challenge,
    Cheer,
    Completion,
    Confirmation,
    CounterAnswer,
    Cover,
    FeedItem,
    Huddle,
    Leave,
    NeutralDay,
    PersonWeek,
    Reason,
    Roadblock,
    SiteHoliday,
    Story,
    Thanks,
    UnitWeek,
)
from uplift_pwa.simulation import absence, behaviour, huddles, player, roads
from uplift_pwa.simulation.organisation import build
from uplift_pwa.simulation.shape import Shape

LAUNCH, DAY = date(2026, 10, 5), timedelta(days=1)
HOUSE = build(Shape(visitors=True))
PLAYED = Shape(people=60, teams=9, sites=3, weeks=6, seed=5)


def count(session, model, *which):
    return session.scalar(select(func.count()).select_from(model).where(*which))


def test_nobody_acts_on_their_leave_or_while_their_site_is_closed():
    members = {one.number: one for one in HOUSE.members}
    acts = [
        act
        for _, _, some in behaviour.acts(HOUSE, LAUNCH, LAUNCH + 9 * DAY, LAUNCH + 36 * DAY)
        for act in some
    ]

    away = [act for act in acts if absence.is_away(HOUSE, members[act.number], act.day, LAUNCH)]

    assert (len(acts) > 1000, away) == (True, [])


def test_some_go_on_leave_and_say_so_days_before_but_no_visitor_does():
    leaves = list(absence.leaves(HOUSE, LAUNCH))

    assert 15 < len(leaves) < 70
    assert all(one.at.date() < one.first <= one.last for one in leaves)
    assert not any(one.number.startswith("HV") for one in leaves)


def test_one_site_has_a_storm_and_another_a_holiday():
    storm, holiday = absence.closed(HOUSE, LAUNCH)

    assert storm.at.date() > storm.day and not storm.is_holiday
    assert holiday.at.date() < holiday.day and holiday.is_holiday
    assert storm.site != holiday.site


def test_leaders_count_no_more_people_than_are_without_a_phone():
    crews = {(crew.department, crew.name): crew for crew in HOUSE.crews}
    counts = list(huddles.counts(HOUSE, LAUNCH, LAUNCH, LAUNCH + 27 * DAY))

    assert len({(one.department, one.team) for one in counts}) > 3
    for one in counts:
        crew = crews[one.department, one.team]
        without = sum(each.claims is None or each.mode == "look" for each in crew.members)
        assert 0 <= one.did_it <= one.present <= without
        assert one.number == crew.members[0].number


@pytest.fixture(scope="module")
def played(sqlite_template, tmp_path_factory):
    """Six weeks of a small organisation, played once for the tests that only look."""
    path = tmp_path_factory.mktemp("played") / "uplift.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    sessions = make_session_factory(engine)
    until = datetime(2026, 3, 1, 20, tzinfo=UTC)
    done = player.play(sessions, build(PLAYED), until=until, keys=Keys(b"s" * 32, b"p" * 32))
    with sessions() as session:
        yield done, session
    engine.dispose()


def test_six_weeks_leave_something_true_on_every_screen(played):
    done, session = played

    assert done.refused <= done.acts / 200  # a day holds three acts, whoever leads
    assert verify.differences(session) == []
    assert count(session, Leave) > 2 and count(session, Huddle) > 2
    assert count(session, NeutralDay) == count(session, SiteHoliday) == 1
    assert count(session, PersonWeek, PersonWeek.kept) > 20
    assert count(session, PersonWeek, ~PersonWeek.kept) > 5
    assert count(session, UnitWeek, UnitWeek.kind == "organisation") >= 4


def test_a_cover_is_spent_and_one_is_lent(played):
    _, session = played
    own = Cover.giver_id == Cover.receiver_id

    assert count(session, Cover, own) > 0
    assert count(session, Cover, ~own) == 1


def test_the_booster_was_proposed_and_fired_in_the_dip(played):
    _, session = played
    launch = NOON.date() - 42 * DAY

    booster = session.scalars(select(Booster).filter_by(state="fired")).one()

    assert 20 <= (booster.starts_on - launch).days <= 30
    assert booster.chart


def test_colleagues_confirm_that_it_helped_and_thank_each_other(played):
    _, session = played

    assert count(session, Confirmation, Confirmation.helped) > 20
    assert count(session, Thanks, Thanks.counts) > 20
    assert count(session, Award, Award.badge == "closed-the-loop") > 5


def test_badges_of_teams_and_people_and_reasons_of_many_kinds_are_there(played):
    _, session = played
    badges = Counter(session.scalars(select(Award.badge)))

    assert {"first-lift", "ignition", "lift-off"} <= badges.keys()
    assert len(set(session.scalars(select(Reason.kind)))) > 5


def test_everything_that_colleagues_do_for_each_other_happens(played):
    _, session = played

    for model in (Confirmation, Story, Thanks, FeedItem, Roadblock, Cheer, CounterAnswer):
        assert count(session, model) > 0, model
    assert count(session, Confirmation, Confirmation.answered_at.is_(None)) > 0
    assert count(session, Confirmation, Confirmation.helped.is_(False)) > 0
    assert count(session, Roadblock, Roadblock.cleared_on.is_not(None)) > 0
    assert count(session, Completion, Completion.challenge_id.in_(leaders_challenges())) > 0


def leaders_challenges():
    return select(Challenge.id).where(Challenge.for_leaders)


def test_a_road_goes_on_only_after_it_was_reported():
    some = list(roads.roads(HOUSE, LAUNCH, LAUNCH, LAUNCH + 40 * DAY))
    began = {one.operation: one.at for one in some if isinstance(one, roads.Stopped)}

    assert len(began) > 20
    assert all(one.at >= began[one.operation] for one in some)
    assert max(one.at - began[one.operation] for one in some) < roads.LONGEST
