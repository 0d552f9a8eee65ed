from datetime import date, timedelta

from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, opening
from uplift_pwa.models import TeamDay

MONDAY = date(2026, 3, 2)


def rows(session):
    return [
        tuple(row)
        for row in session.execute(
            select(TeamDay.team_id, TeamDay.day, TeamDay.on_shift, TeamDay.done)
        )
    ]


def test_a_day_that_has_begun_gets_its_row_once(session, make):
    make.campaign()
    team = make.person("Ada") and make.team()
    make.person("Ben", weekdays=0)

    assert opening.days(session, at=NOON) == 1
    assert opening.days(session, at=NOON) == 0

    assert rows(session) == [(team.id, MONDAY, 1, 0)]


def test_each_site_begins_its_own_day(session, make):
    make.campaign()
    west = make.site("Honolulu", "Pacific/Honolulu")  # two o'clock at night: still Sunday
    make.person("Ada", team=make.team("West"), site=west)
    make.person("Ben", team=make.team("East"))

    opening.days(session, at=NOON)

    assert sorted(row[1] for row in rows(session)) == [MONDAY - timedelta(days=1), MONDAY]


def test_nothing_opens_before_the_launch(session, make):
    make.campaign(launch_on=MONDAY + timedelta(days=1))
    make.person("Ada")

    assert opening.days(session, at=NOON) == 0


def test_opening_and_the_first_act_agree(session, make):
    make.campaign()
    ada, _ = make.person("Ada"), make.person("Ben")
    opening.days(session, at=NOON)

    completions.record(session, ada.id, make.challenge().id, at=NOON)

    assert [row[2:] for row in rows(session)] == [(2, 1)]
