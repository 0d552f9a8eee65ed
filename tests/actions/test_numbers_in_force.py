"""RULES intro: a starred number that was changed holds in the acts of its own days."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, rhythm, team_days, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import PersonTotal, PersonWeek, SettingChange, TeamDay
from uplift_pwa.queries import cards, pool, rulebook, team_history
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
        len(cards.of_the_day(session, ada.id, where, Place("Europe/Berlin"), day, "en"))
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
