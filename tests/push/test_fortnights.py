"""Nobody is touched at a wrong moment, whatever clocks and workers do (issue: push)."""

from datetime import UTC, date, datetime, time

import pytest

from tests.push import fortnight

PEOPLE, DEATHS = 300, 2
DATABASES = ("sqlite", "postgresql")

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    "first", [pytest.param(day, id=f"from {day}") for day in fortnight.FORTNIGHTS]
)
def test_two_weeks_round_a_change_of_clocks(engine, session, make, tmp_path, first):
    if engine.dialect.name != DATABASES[fortnight.FORTNIGHTS.index(first) % 2]:
        return  # each fortnight on one of the two: they are long

    judged = fortnight.live(
        engine, session, make, tmp_path, first, people=PEOPLE, deaths=DEATHS
    )

    assert judged.wrong == 0, judged
    assert judged.sent > 5 * PEOPLE
    assert judged.elsewhere > PEOPLE  # the reference does find what is wrong
    assert judged.deaths >= DEATHS


def test_the_reference_knows_a_night_without_and_a_night_with_two_hours():
    night = time(2, 30)

    spring, autumn = (
        fortnight.first_moment(datetime.combine(day, night), "Europe/Berlin")
        for day in (date(2026, 3, 29), date(2026, 10, 25))
    )

    assert spring == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
