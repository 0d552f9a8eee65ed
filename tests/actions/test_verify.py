from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update

from tests.factories import NOON
from uplift_pwa.actions import (
    completions,
    finalise,
    joining,
    rhythm,
    thanks,
    unit_weeks,
    verify,
    verify_units,
)
from uplift_pwa.actions.verify import Difference
from uplift_pwa.models import (
    AccessCard,
    Leave,
    PersonDay,
    PersonTotal,
    PersonWeek,
    TeamDay,
    TeamTotal,
    UnitWeek,
)

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)


@pytest.fixture
def played(session, make):
    """A week of a team of three and of a team of one: acts, sentences, an undo, final days."""
    make.campaign(launch_on=MONDAY)
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo")]
    people += [make.person("Sam", team=make.team("Seals")), make.person("Off", weekdays=0)]
    challenges = [make.challenge().id for _ in range(3)]
    session.add(Leave(person_id=people[2].id, first_on=MONDAY + DAY, last_on=MONDAY + DAY))
    session.commit()
    for number in range(5):
        at = NOON + number * DAY
        for person in people[: 5 - number]:
            completions.record(session, person.id, challenges[0], at=at, sentence="It helped.")
        again = completions.record(session, people[0].id, challenges[1], at=at)
        completions.undo(session, people[0].id, again.completion_id, at=at)
    late = NOON + 6 * DAY
    completions.record(session, people[1].id, challenges[2], at=late, day=MONDAY)
    finalise.days(session, at=NOON + 8 * DAY)
    thanks.give(session, 1, "person", 2, reason="For the lift.", at=NOON + 8 * DAY)
    rhythm.close_weeks(session, at=NOON + 10 * DAY)
    session.commit()
    return people


def test_a_played_week_shows_no_difference(session, played):
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        (PersonDay, "completions", 9),
        (PersonDay, "sentences", 9),
        (PersonDay, "confirmed", 9),
        (PersonDay, "thanks_sent", 9),
        (PersonDay, "thanks_received", 9),
        (PersonDay, "comeback", 9),
        (PersonDay, "lift", 9),
        (PersonWeek, "working_days", 9),
        (PersonWeek, "active_days", 9),
        (PersonTotal, "rhythm_run", 9),
        (PersonTotal, "rhythm_best", 9),
        (PersonTotal, "rhythm_earlier", 9),
        (PersonTotal, "kept_weeks", 9),
        (PersonTotal, "joins", 9),
        (PersonTotal, "joined_on", MONDAY),
        (PersonTotal, "completions", 99),
        (PersonTotal, "lift", 9),
        (TeamDay, "on_shift", 9),
        (TeamDay, "done", 9),
        (TeamDay, "acts", 9),
        (TeamTotal, "acts", 99),
        (TeamTotal, "streak", 99),
        (TeamTotal, "streak_since", MONDAY - DAY),
        (TeamTotal, "best_streak", 99),
        (TeamTotal, "earlier", 9),
        (TeamTotal, "to_join", 9),
        (TeamTotal, "covers_held", 9),
        (TeamTotal, "towards_cover", 9),
    ],
)
def test_every_counter_is_compared_and_put_right(session, played, table, column, wrong):
    session.execute(update(table).values({column: wrong}))
    session.commit()

    found = verify.differences(session)
    assert {(one.table, one.column, one.stored) for one in found} == {
        (table.__tablename__, column, wrong)
    }

    assert verify.repair(session) == found
    assert verify.differences(session) == []


@pytest.mark.parametrize("table", [PersonDay, PersonTotal, TeamTotal])
def test_a_row_that_is_gone_is_missed_and_written_again(session, played, table):
    session.execute(delete(table))
    session.commit()

    found = verify.differences(session)
    assert {(one.table, one.stored) for one in found} == {(table.__tablename__, None)}

    verify.repair(session)
    assert verify.differences(session) == []


def test_a_day_that_is_gone_is_missed(session, make):
    make.campaign()
    completions.record(session, make.person().id, make.challenge().id, at=NOON)
    session.execute(delete(TeamDay))
    session.commit()

    assert verify.differences(session) == [
        Difference("team_day", (1, MONDAY), "on_shift", None, 1),
        Difference("team_day", (1, MONDAY), "done", None, 1),
        Difference("team_day", (1, MONDAY), "acts", None, 1),
    ]


def test_counters_without_any_fact_are_put_back_to_nothing(session, make):
    ada = make.person()
    session.add(PersonDay(person_id=ada.id, day=MONDAY, completions=1, sentences=0, lift=10))
    session.add(TeamDay(team_id=1, day=MONDAY, on_shift=1, done=1, acts=1))
    session.commit()

    found = verify.repair(session)

    assert [(one.table, one.column, one.true) for one in found] == [
        ("person_day", "completions", 0),
        ("person_day", "lift", 0),
        ("team_day", "done", 0),
        ("team_day", "acts", 0),
    ]
    assert verify.differences(session) == []


def test_a_team_that_gets_warm_counts_the_day_it_has_kept_already(session, make):
    make.campaign()
    team, walk = make.team(warm_from=None), make.challenge()
    people = [make.person(f"P{number}", weekdays=0) for number in range(7)]
    for person in people[:3]:
        completions.record(session, person.id, walk.id, at=NOON)
    for person in people[:4]:
        digest, later = f"{person.id}", NOON + DAY
        session.add(
            AccessCard(
                person_id=person.id,
                code_digest=digest,
                issued_at=NOON,
                expires_at=later,
                redeemed_at=NOON,
            )
        )
    session.commit()

    joining.arrive(session, people[3].id, at=NOON)

    session.expire_all()
    assert session.get(TeamTotal, team.id).streak == 1
    assert verify.differences(session) == []


def test_looking_changes_nothing(session, played):
    session.execute(update(TeamTotal).values(acts=99))
    session.commit()

    verify.differences(session)
    session.commit()

    assert session.query(TeamTotal.acts).distinct().all() == [(99,)]


@pytest.fixture
def counted(session, played):
    """The played week once more, counted for every unit."""
    unit_weeks.close(session, at=unit_weeks.final_at(MONDAY))
    session.commit()


@pytest.mark.parametrize("column", [*verify_units.NAMES, "tipped"])
def test_every_figure_of_a_units_week_is_compared_and_put_right(session, counted, column):
    wrong = True if column == "tipped" else 9
    session.execute(update(UnitWeek).where(UnitWeek.kind == "team").values({column: wrong}))
    session.commit()

    found = verify.repair(session)

    assert {(one.table, one.column, one.key[0]) for one in found} == {
        ("unit_week", column, "team")
    }
    assert verify.differences(session) == []


@pytest.mark.parametrize("kind", ["team", "department", "cell", "organisation"])
def test_a_units_week_that_is_gone_is_missed_and_one_without_people_emptied(
    session, counted, kind
):
    row = session.scalars(select(UnitWeek).where(UnitWeek.kind == kind)).first()
    numbers = {name: getattr(row, name) for name in verify_units.NAMES}
    numbers["headcount"] += 1  # else they could have moved there
    session.delete(row)
    session.add(UnitWeek(kind=kind, unit_id=98, monday=MONDAY, tipped=False, **numbers))
    session.commit()

    found = verify.repair(session)

    assert any(one.stored is None for one in found)
    assert {one.key[0] for one in found} == {kind}
    assert verify.differences(session) == []


def test_who_has_changed_levels_since_is_no_difference(session, counted, played, make):
    played[0].level_id = make.level("manager").id
    session.commit()

    assert verify.differences(session) == []
