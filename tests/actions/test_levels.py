import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import levels
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Level
from uplift_pwa.queries import level_names


@pytest.fixture
def by(make):
    return {"by": make.person("Boss", role="admin", level="manager").id, "at": NOON}


def called(session):
    return session.scalars(select(Level.name).order_by(Level.rank)).all()


def test_levels_are_called_what_the_organisation_says(session, make, by):
    make.level("team_lead")

    levels.name(session, {"manager": " Head  of house ", "odd": "Odd"}, **by)

    assert called(session) == ["Team lead", "Head of house"]
    assert [one.detail for one in session.scalars(select(Audit))] == [
        {"before": "Manager", "after": "Head of house"}
    ]


def test_an_own_name_is_said_and_a_usual_one_has_words_in_each_language(session, make, by):
    make.level("team_lead")
    levels.name(session, {"manager": "Head of house"}, **by)

    said = session.scalars(select(level_names.said()).order_by(Level.rank)).all()

    assert said == ["team_lead", "Head of house"]


def test_two_levels_cannot_swap_into_one_name(session, make, by):
    make.level("team_lead")

    with pytest.raises(Refused, match="level_name"):
        levels.name(session, {"manager": "team LEAD"}, **by)


def test_two_levels_can_swap_their_names(session, make, by):
    make.level("team_lead")

    levels.name(session, {"manager": "Team lead", "team_lead": "Manager"}, **by)

    assert called(session) == ["Manager", "Team lead"]
