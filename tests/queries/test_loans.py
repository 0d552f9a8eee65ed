from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.actions import team_days
from uplift_pwa.models import Cover, NeutralDay, TeamDay
from uplift_pwa.queries import loans

TODAY, DAY = NOON.date(), timedelta(days=1)  # a Monday


@pytest.fixture
def lend(session, make):
    """What the Otters, with a cover, are offered; every other team has a word for its days."""
    play(session, make.team(), "k" * 10)

    def lend(**words):
        for name, word in words.items():
            team = make.team(name)
            make.person(f"Of {name}", team=team)
            play(session, team, word)
        return loans.of(session, make.team().id, TODAY)

    return lend


def play(session, team, word):
    """The last days of a team up to yesterday: k kept, m missed, c carried and not done."""
    for back, letter in enumerate(reversed(word), start=1):
        on_shift = 1 if letter == "c" else 3
        done = 3 if letter == "k" else 0
        session.add(
            TeamDay(
                team_id=team.id,
                day=TODAY - back * DAY,
                on_shift=on_shift,
                done=done,
                acts=done,
                final_at=NOON,
            )
        )
    session.flush()
    team_days.recount_streak(session, team_days.lock(session, team.id), TODAY, NOON)
    session.commit()


@pytest.mark.parametrize(
    ("word", "back"),
    [
        pytest.param("kkkmk", 2, id="the day before yesterday"),
        pytest.param("mkkmk", 2, id="the newest of two"),
        pytest.param("mkkkkkk", 7, id="seven days ago"),
        pytest.param("mkkkkkkk", None, id="eight days ago"),
        pytest.param("kkkkk", None, id="all kept"),
        pytest.param("kkkkkkc", 1, id="a carried week, known since its Sunday"),
    ],
)
def test_who_is_offered(lend, word, back):
    found = lend(Buses=word).candidates

    assert [one.day for one in found] == ([TODAY - back * DAY] if back else [])


def test_a_day_that_is_covered_or_neutral_needs_no_cover(session, make, lend):
    buses, trams = make.team("Buses"), make.team("Trams")
    session.add(
        Cover(
            giver_id=buses.id,
            receiver_id=buses.id,
            day=TODAY - 2 * DAY,
            given_on=TODAY - 2 * DAY,
            given_at=NOON,
        )
    )
    site = make.site("Yard")
    make.person("Tram", team=trams, site=site)
    for where in (site, make.site()):
        session.add(
            NeutralDay(site_id=where.id, day=TODAY - 3 * DAY, reason="Storm", declared_at=NOON)
        )
    session.commit()

    assert lend(Buses="kkkmk", Trams="kkmkk").candidates == []


def test_names_stand_in_the_order_of_the_alphabet_and_end_at_twenty(lend):
    words = {f"Line {number:02}": "kkmkk" for number in reversed(range(23))}

    names = [one.name for one in lend(**words).candidates]

    assert len(names) == 20
    assert names == sorted(names)


def test_nobody_is_offered_without_a_cover(session, make, lend):
    lend(Buses="kkkmk")

    assert loans.of(session, make.team("Buses").id, TODAY).candidates == []
    assert loans.of(session, 4711, TODAY) is None
