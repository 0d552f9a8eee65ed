from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.actions import thanks
from uplift_pwa.models import Membership
from uplift_pwa.queries import thanks_choices
from uplift_pwa.rules.thanks_kinds import USUAL

TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.fixture
def ada(make):
    make.campaign()
    return make.person("Ada Ek")


def names(session, person, team):
    found = thanks_choices.suggested(
        session, person.id, team.id if team else None, TODAY, at=NOON
    )
    return [one.name for one in found]


def test_those_of_late_the_team_and_other_departments(session, make, ada, queries):
    ben, far = make.person("Ben Ow"), make.person("Far", team=make.team("Trams"))
    make.department("Rails")
    thanks.give(session, far.id, "person", ada.id, reason="Kind.", at=NOON - DAY)
    thanks.give(session, ada.id, "team", make.team().id, reason="Kind.", at=NOON - DAY)
    team = make.team()
    queries.clear()

    found = thanks_choices.suggested(session, ada.id, team.id, TODAY, at=NOON)

    assert len(queries) == 1
    assert [(one.ref, one.name, one.where) for one in found] == [
        (f"person-{far.id}", "Far", "Trams"),
        (f"person-{ben.id}", "Ben Ow", "Otters"),
        (f"team-{team.id}", "Otters", "Front of house"),
        (f"department-{make.department('Rails').id}", "Rails", ""),
    ]


def test_who_has_left_or_was_hidden_is_not_suggested(session, make, ada):
    gone, rude = make.person("Gone"), make.person("Rude", team=make.team("Trams"))
    card = thanks.give(session, rude.id, "person", ada.id, reason="Hm.", at=NOON - DAY)
    thanks.give(session, gone.id, "person", ada.id, reason="Kind.", at=NOON - DAY)
    card.hidden_at, gone.status = NOON, "suspended"
    session.flush()

    assert names(session, ada, make.team()) == ["Otters"]


def test_a_mate_moves_out_with_the_day_of_the_move(session, make, ada):
    ben = make.person("Ben")
    last = session.query(Membership).filter_by(person_id=ben.id).one()

    last.until_on = TODAY
    session.flush()
    assert "Ben" in names(session, ada, make.team())
    last.until_on = TODAY - DAY
    session.flush()
    assert "Ben" not in names(session, ada, make.team())


def test_without_a_team_the_departments_are_left(session, make, ada):
    assert names(session, ada, None) == ["Front of house"]


@pytest.mark.parametrize("kind", ["person", "team", "department"])
def test_one_receiver_comes_with_the_usual_kinds(session, make, ada, queries, kind):
    one = {"person": ada, "team": make.team(), "department": make.department()}[kind]
    number = one.id
    queries.clear()

    found = thanks_choices.form(session, kind, number)

    assert len(queries) == 1
    assert (found.whom.kind, found.whom.id) == (kind, number)
    assert [one.key for one in found.kinds] == list(USUAL)
    assert thanks_choices.form(session, kind, 99) is None


def test_places_are_found_by_parts_of_their_names(session, make):
    make.team("Night Desk"), make.team("Day desk")
    make.team("Old desk").closed_on = TODAY
    make.department("Desk design")
    session.flush()

    def found(words):
        return [(one.kind, one.name) for one in thanks_choices.places(session, words)]

    assert found("DESK") == [
        ("department", "Desk design"),
        ("team", "Day desk"),
        ("team", "Night Desk"),
    ]
    assert found("desk nig") == [("team", "Night Desk")]
    assert found("%") == []
    assert found("") == [("department", "Desk design"), ("department", "Front of house")]
