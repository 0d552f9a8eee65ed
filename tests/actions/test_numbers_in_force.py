"""RULES intro: a starred number that was changed holds in the acts of its own days."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import (
    completions,
    finalise,
    huddles,
    rhythm,
    team_days,
    unit_weeks,
    units,
    verify,
)
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Completion,
    PersonTotal,
    PersonWeek,
    Reason,
    SettingChange,
    TeamDay,
    UnitWeek,
)
from uplift_pwa.queries import (
    audiences,
    boosters,
    cards,
    momentum,
    pool,
    rulebook,
    team_history,
    tipping_map,
    unit_shares,
)
from uplift_pwa.rules.boosters import Trigger
from uplift_pwa.rules.calendar import Place
from uplift_pwa.rules.team_day import Judged

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
TUESDAY_NOON = NOON + timedelta(days=1)


@pytest.fixture
def from_tuesday(session):
    """A number as it holds from Tuesday on."""

    def from_tuesday(name, value):
        session.add(SettingChange(name=name, value=value, from_on=TUESDAY, changed_at=NOON))
        session.commit()
        rulebook.forget(session)

    return from_tuesday


@pytest.fixture
def ada(make):
    make.campaign()
    return make.person("Ada")


def act(session, make, person, at):
    done = completions.record(session, person.id, make.challenge().id, at=at)
    session.commit()
    return done


def test_lift_is_capped_by_the_number_of_its_day_rules_4(session, make, ada, from_tuesday):
    from_tuesday("lift_cap", 15)

    for at in (NOON, NOON, TUESDAY_NOON, TUESDAY_NOON):
        act(session, make, ada, at)

    assert session.get(PersonTotal, ada.id, populate_existing=True).lift == 20 + 15
    assert verify.differences(session) == []


def test_so_many_acts_a_day_are_accepted_rules_2(session, make, ada, from_tuesday):
    from_tuesday("accepted_a_day", 1)

    act(session, make, ada, NOON)
    act(session, make, ada, NOON)
    act(session, make, ada, TUESDAY_NOON)

    with pytest.raises(Refused, match="enough"):
        act(session, make, ada, TUESDAY_NOON)


def test_a_tap_can_be_taken_back_for_so_long_rules_2(session, make, ada, from_tuesday):
    from_tuesday("undo_minutes", 30)
    late = timedelta(minutes=25)
    monday, tuesday = act(session, make, ada, NOON), act(session, make, ada, TUESDAY_NOON)

    with pytest.raises(Refused, match="undo_over"):
        completions.undo(session, ada.id, monday.completion_id, at=NOON + late)
    completions.undo(session, ada.id, tuesday.completion_id, at=TUESDAY_NOON + late)


def test_so_many_challenges_are_offered_rules_2(session, make, ada, from_tuesday):
    from_tuesday("offered_a_day", 5)
    for _ in range(8):
        make.challenge()
    team = make.team()
    where = pool.Standing(ada.site_id, team.department_id, ada.level_id, team.id)

    offered = [
        len(
            cards.of_the_day(session, ada.id, where, Place("Europe/Berlin"), day, "en", at=NOON)
        )
        for day in (MONDAY, TUESDAY)
    ]

    assert offered == [3, 5]


def test_a_teams_days_keep_the_share_they_were_judged_by_rules_6(
    session, make, ada, from_tuesday
):
    from_tuesday("kept_percent", 80)
    team_id = make.team().id
    session.add_all(
        TeamDay(team_id=team_id, day=day, on_shift=5, done=3, acts=0, final_at=NOON)
        for day in (MONDAY, TUESDAY)
    )
    total = team_days.lock(session, team_id)

    team_days.recount_streak(session, total, TUESDAY, TUESDAY_NOON)

    # Monday's 60 per cent kept it then; Tuesday asks for 80.
    assert (total.streak, total.best_streak) == (0, 1)
    assert team_history.of(session, team_id).verdicts() == [
        (MONDAY, Judged.KEPT),
        (TUESDAY, Judged.MISSED),
    ]


def test_a_week_is_in_rhythm_by_the_number_of_its_monday_rules_5(
    session, make, ada, from_tuesday
):
    from_tuesday("rhythm_days", 1)
    for weeks in (0, 1):  # one act in the week that has begun, one in the next
        act(session, make, ada, NOON + timedelta(weeks=weeks))

    for weeks in (1, 2):  # each is closed when it has been final for long
        rhythm.close_weeks(session, at=NOON + timedelta(weeks=weeks, days=6))
    session.commit()

    kept = session.execute(select(PersonWeek.monday, PersonWeek.kept)).all()
    assert dict(map(tuple, kept))[MONDAY] is False
    assert dict(map(tuple, kept))[MONDAY + timedelta(weeks=1)] is True
    assert verify.differences(session) == []


def test_a_day_stays_open_for_the_hours_of_that_day_rules_2(session, make, ada, from_tuesday):
    from_tuesday("open_hours", 24)
    on_thursday = NOON + timedelta(days=3)
    counted = {}

    for day in (MONDAY, TUESDAY):
        done = completions.record(session, ada.id, make.challenge().id, at=on_thursday, day=day)
        counted[day] = session.get(Completion, done.completion_id).for_team_day

    assert counted == {MONDAY: True, TUESDAY: False}


def test_a_teams_day_is_final_when_its_own_hours_are_over_rules_6(
    session, make, ada, from_tuesday
):
    from_tuesday("open_hours", 24)

    while finalise.days(session, at=NOON + timedelta(days=3)):
        session.commit()

    rows = session.execute(select(TeamDay.day, TeamDay.final_at).where(TeamDay.day >= MONDAY))
    final = {day: final_at is not None for day, final_at in rows}
    assert final == {MONDAY: False, TUESDAY: True, TUESDAY + timedelta(days=1): False}


def test_a_persons_week_is_final_when_its_days_are_rules_5(session, make, ada, from_tuesday):
    from_tuesday("open_hours", 24)
    week = timedelta(weeks=1)

    def written(at):
        rhythm.close_weeks(session, at=at)
        return set(session.scalars(select(PersonWeek.monday)))

    # In Berlin Sunday ends at 3:00 UTC; the week before Tuesday's change keeps 72 hours.
    before = written(datetime(2026, 3, 5, 2, 59, tzinfo=UTC))
    assert before | {MONDAY - week} == written(datetime(2026, 3, 5, 3, tzinfo=UTC)) != before
    assert MONDAY not in written(datetime(2026, 3, 10, 2, 59, tzinfo=UTC))
    assert MONDAY in written(datetime(2026, 3, 10, 3, tzinfo=UTC))


def test_units_are_counted_when_the_weeks_days_are_final_rules_8(session, from_tuesday):
    from_tuesday("open_hours", 24)
    book = rulebook.book(session)
    week = timedelta(weeks=1)

    sooner = [
        unit_weeks.final_at(day) - unit_weeks.final_at(day, book)
        for day in (MONDAY - week, MONDAY)
    ]

    assert sooner == [timedelta(0), timedelta(days=2)]


def test_a_late_act_is_taken_for_so_many_days_rules_2(session, make, ada, from_tuesday):
    from_tuesday("late_days", 1)
    on_saturday = NOON + timedelta(days=5)

    completions.record(session, ada.id, make.challenge().id, at=on_saturday, day=MONDAY)

    with pytest.raises(Refused, match="too_late"):
        completions.record(session, ada.id, make.challenge().id, at=on_saturday, day=TUESDAY)


def test_a_shifts_margin_is_that_of_its_day_rules_1(session, make, from_tuesday):
    make.campaign()
    by_night = make.person(starts=time(20), ends=time(5))
    from_tuesday("shift_margin_minutes", 0)
    quarter_to_six = [datetime(2026, 3, day, 4, 45, tzinfo=UTC) for day in (3, 4)]

    days = [act(session, make, by_night, at).day for at in quarter_to_six]

    assert days == [MONDAY, TUESDAY + timedelta(days=1)]


@pytest.fixture
def tipped(session, make):
    """Counts Tuesday's week and the next: whether the cells and the organisation tipped.

    Two departments of five; in one of them two people are in rhythm every week.
    """
    make.campaign(launch_on=MONDAY - timedelta(weeks=1))
    doors, desks = (make.team(name, make.department(name)) for name in ("Doors", "Desks"))
    people = [make.person(f"Ada {n}", team=team) for team in (doors, desks) for n in range(5)]
    challenge = make.challenge()
    for day in (timedelta(weeks=week, days=day) for week in (-1, 0, 1) for day in range(3)):
        for person in people[:2]:
            completions.record(session, person.id, challenge.id, at=NOON + day)
    session.commit()

    def tipped():
        while unit_weeks.close(session, at=NOON + timedelta(weeks=3)):
            session.commit()
        rows = session.execute(
            select(UnitWeek.monday, UnitWeek.kind, UnitWeek.tipped)
            .where(UnitWeek.kind.in_(("cell", "organisation")))
            .where(UnitWeek.monday >= MONDAY)
        )
        return {(monday, kind) for monday, kind, has_tipped in rows if has_tipped}

    return tipped


def test_a_unit_tips_with_the_share_of_its_weeks_monday_rules_8(tipped, from_tuesday):
    from_tuesday("tipped_percent", 50)

    # Two of five are 40 per cent: enough in Tuesday's week, too few in the next.
    assert tipped() == {(MONDAY, "cell")}


def test_the_organisation_tips_with_the_share_of_that_monday_rules_8(tipped, from_tuesday):
    from_tuesday("tipped_units_percent", 50)
    next_monday = MONDAY + timedelta(weeks=1)

    assert tipped() == {(MONDAY, "cell"), (next_monday, "cell"), (next_monday, "organisation")}


def unit_week(session, monday, kind="organisation", unit_id=0, **counts):
    nothing = dict.fromkeys(
        ("in_rhythm", "working", "broad", "breadth_of", "returned", "to_return"), 0
    )
    row = {**nothing, "headcount": 10, "felt": 0, "acts": 0, "steady": 0, "tipped": False}
    session.add(UnitWeek(kind=kind, unit_id=unit_id, monday=monday, **{**row, **counts}))
    session.commit()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("weight_rhythm", [40, 0]),
        ("weight_breadth", [40, 53]),
        ("weight_return", [40, 50]),
        ("weight_felt", [40, 47]),
    ],
)
def test_a_week_of_momentum_is_weighed_as_on_its_monday_rules_8(
    session, from_tuesday, name, values
):
    from_tuesday(name, 0)
    for monday in (MONDAY, MONDAY + timedelta(weeks=1)):
        unit_week(session, monday, in_rhythm=9, working=9, breadth_of=9, to_return=9, acts=9)

    weeks = momentum.of(session, "organisation")

    assert [week.value for week in weeks] == values
    assert [sum(part.points for part in week.parts) for week in weeks] == pytest.approx(
        values, abs=0.5
    )


def test_a_week_without_any_weight_has_no_momentum_rules_8(session, from_tuesday):
    for name in ("weight_rhythm", "weight_breadth", "weight_return", "weight_felt"):
        from_tuesday(name, 0)
    unit_week(session, MONDAY + timedelta(weeks=1), in_rhythm=9, working=9)

    week = momentum.of(session, "organisation")[0]

    assert (week.value, week.parts[0].share, week.parts[0].points) == (0, 100, 0)


def test_the_second_engine_is_weighed_as_on_each_monday_rules_8(session, make, from_tuesday):
    team, weeks = make.team().id, [MONDAY + timedelta(weeks=n) for n in (-1, 0, 1)]
    for monday in weeks:
        unit_week(session, monday, "team", team, in_rhythm=9, working=9, acts=9)
    before = momentum.second_engines(session, weeks[-1])

    from_tuesday("weight_felt", 0)

    assert (before, momentum.second_engines(session, weeks[-1])) == ([], [team])


def test_a_first_success_is_read_by_the_days_number_rules_7(session, make, from_tuesday):
    make.campaign(launch_on=MONDAY - timedelta(days=22), goal=10_000)
    unit_week(session, MONDAY - timedelta(weeks=1))
    for unit, has_tipped in ((1, True), (2, False)):
        unit_week(session, MONDAY - timedelta(weeks=1), "cell", unit, tipped=has_tipped)
    from_tuesday("success_units_percent", 60)
    at_the_last_place = NOON + timedelta(hours=12)

    proposals = [
        boosters.due(session, at=at_the_last_place + timedelta(days=days)) for days in (0, 1)
    ]

    assert [one and one.trigger for one in proposals] == [Trigger.SUCCESS, None]


@pytest.fixture
def two_levels(make):
    """Six people on each of two levels of one department."""
    for level in ("frontline", "team_lead"):
        for number in range(6):
            make.person(f"{level} {number}", level=level)


def test_a_quarters_merging_keeps_the_number_it_began_with_rules_8(
    session, two_levels, from_tuesday
):
    from_tuesday("least_people", 10)
    mondays = [MONDAY, MONDAY + timedelta(weeks=1), date(2026, 4, 6)]

    merged = [len(set(units.settle(session, monday).values())) for monday in mondays]

    assert merged == [2, 2, 1]


def test_a_weeks_figures_ask_for_the_people_of_its_monday_rules_8(
    session, two_levels, from_tuesday
):
    shown = {"headcount": 9, "in_rhythm": 9, "working": 9}
    weeks = [MONDAY, MONDAY + timedelta(weeks=1)]
    found = sorted(set(units.settle(session, MONDAY).values()))

    def figures(monday):
        unit_week(session, monday, **shown)
        for unit in found:
            unit_week(session, monday, "cell", unit, **shown)
        on_the_map = [unit.share for unit in tipping_map.latest(session).units]
        return on_the_map, len(boosters.tipped_cells(session))

    from_tuesday("least_people", 10)

    assert [figures(monday) for monday in weeks] == [([100, 100], 2), ([None, None], 0)]
    assert [week.monday for week in momentum.of(session, "organisation")] == [MONDAY]
    assert [one.mondays for one in unit_shares.of_all(session)] == [{MONDAY}, {MONDAY}]


def test_an_audience_is_counted_from_the_days_number_rules_8(session, two_levels, from_tuesday):
    from_tuesday("least_people", 20)

    reached = [audiences.reach(session, audiences.Audience(), day) for day in (MONDAY, TUESDAY)]

    assert reached == [12, None]


def test_a_huddles_count_is_told_from_the_days_number_rules_8(session, make, from_tuesday):
    from_tuesday("least_people", 10)
    make.campaign()
    team = make.team()
    leader = make.person("Lea", leads=[team])
    for number in range(9):
        make.person(f"Ada {number}", team=team, mode="look")

    for at in (NOON, TUESDAY_NOON):
        huddles.count(session, team.id, at.date(), 9, 9, by=leader.id, at=at)

    kept = select(Reason.day, Reason.detail).filter_by(kind="day.huddle")
    assert {day: detail.get("did_it") for day, detail in session.execute(kept)} == {
        MONDAY: 9,
        TUESDAY: None,
    }


def test_a_day_begins_at_the_hour_in_force_where_a_site_has_none_rules_1(
    session, make, from_tuesday
):
    make.campaign()
    own = make.site("Pier", roll_over_hour=4)
    here, there = (
        make.person(name, weekdays=0, site=site) for name, site in (("A", None), ("B", own))
    )
    from_tuesday("roll_over_hour", 6)
    at_five = [datetime(2026, 3, day, 4, tzinfo=UTC) for day in (2, 3)]  # in Berlin

    days = [[act(session, make, person, at).day for at in at_five] for person in (here, there)]

    assert days == [[MONDAY, MONDAY], [MONDAY, TUESDAY]]
    assert verify.differences(session) == []
