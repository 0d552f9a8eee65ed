from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import EVERY_DAY
from uplift_pwa.actions import awards, completions, covers, finalise, team_badges
from uplift_pwa.models import Award, AwardDue, Confirmation, Membership, Roadblock

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = timedelta(minutes=11)


@pytest.fixture
def crew(session, make):
    """Makes a team whose people all do a challenge on each `k` of a word."""
    make.campaign(launch_on=MONDAY)
    walk = make.challenge()

    def crew(name="Otters", word="", size=3, zone="Europe/Berlin", **options):
        team, site = make.team(name), make.site(zone, zone)
        people = [
            make.person(f"{name} {n}", team=team, site=site, **options) for n in range(size)
        ]
        for number, letter in enumerate(word):
            for person in people if letter == "k" else []:
                completions.record(session, person.id, walk.id, at=NOON + number * DAY)
        return team, people

    return crew


def close(session, day):
    """Everything is final up to a day, in the last zone too, and due badges are given."""
    at = NOON + day * DAY + timedelta(hours=92)
    while finalise.days(session, at=at):
        pass
    awards.settle(session, at=at + LATER)


def given(session, kind, owner_id):
    rows = session.scalars(select(Award.badge).filter_by(owner_kind=kind, owner_id=owner_id))
    return set(rows)


@pytest.mark.parametrize(
    ("word", "earned"),
    [
        pytest.param("k", {"ignition"}, id="the first kept day"),
        pytest.param("kkkk", {"ignition"}, id="four in a row"),
        pytest.param("kkkkk", {"ignition", "lift-off"}, id="five in a row"),
        pytest.param("k" * 20, {"ignition", "lift-off", "steady-burn"}, id="twenty"),
        pytest.param("kkkkk-kk", {"ignition", "lift-off"}, id="two after a missed day"),
        pytest.param("kkkkk-kkk", {"ignition", "lift-off", "bounce-back"}, id="three after it"),
        pytest.param("kkkk-kkk", {"ignition", "lift-off"}, id="a run of four joined to 7"),
    ],
)
def test_badges_of_the_run(session, crew, word, earned):
    team, _ = crew(word=word)

    close(session, len(word) - 1)

    # Three people: nobody asks here whether everyone is aboard.
    assert given(session, "team", team.id) == earned


def test_an_undo_before_the_undo_time_takes_back_what_was_owed(session, crew, make):
    team, people = crew(size=3)
    walk = make.challenge()
    acts = [completions.record(session, who.id, walk.id, at=NOON) for who in people[:2]]
    assert session.scalars(
        select(AwardDue.badge).filter_by(owner_kind="team", owner_id=team.id)
    ).all() == ["ignition"]

    completions.undo(session, people[1].id, acts[1].completion_id, at=NOON + LATER / 2)
    awards.settle(session, at=NOON + LATER)

    assert given(session, "team", team.id) == set()


def test_a_badge_that_was_given_stays_when_its_act_is_undone(session, crew, make):
    team, people = crew(size=3)
    walk = make.challenge()
    for who in people[:2]:
        act = completions.record(session, who.id, walk.id, at=NOON)
    awards.settle(session, at=NOON + LATER)

    completions.undo(session, people[1].id, act.completion_id, at=NOON + LATER / 2)

    assert given(session, "team", team.id) == {"ignition"}


@pytest.mark.parametrize(
    ("size", "acting", "has_it"),
    [
        pytest.param(5, 5, True, id="all of five"),
        pytest.param(10, 9, True, id="90 per cent of ten"),
        pytest.param(10, 8, False, id="80 per cent"),
        pytest.param(4, 4, False, id="four are too few"),
    ],
)
def test_everyone_aboard_when_the_week_is_final(session, crew, make, size, acting, has_it):
    team, people = crew(size=size)
    walk = make.challenge()
    for who in people[:acting]:
        completions.record(session, who.id, walk.id, at=NOON + 2 * DAY)
    close(session, 5)
    assert "everyone-aboard" not in given(session, "team", team.id)

    close(session, 6)

    assert ("everyone-aboard" in given(session, "team", team.id)) is has_it


def test_people_without_a_working_day_are_not_asked_for(session, crew, make):
    team, people = crew(size=5, weekdays=EVERY_DAY)
    make.person("Off", team=team, weekdays=0)
    make.person("Looking", team=team, mode="look")
    walk = make.challenge()
    for who in people:
        completions.record(session, who.id, walk.id, at=NOON)

    close(session, 6)

    assert "everyone-aboard" in given(session, "team", team.id)


def test_who_lends_a_cover_gets_its_badge(session, crew):
    seals, people = crew("Seals", "k" * 10)
    otters, _ = crew("Otters", "kkkkk-kk")
    close(session, 5)

    at = NOON + 10 * DAY
    covers.lend(session, seals.id, otters.id, MONDAY + 5 * DAY, by=people[0].id, at=at)
    awards.settle(session, at=at + LATER)

    assert "lent-a-cover" in given(session, "team", seals.id)
    assert "lent-a-cover" not in given(session, "team", otters.id)


@pytest.mark.parametrize(
    ("last", "has_it"),
    [pytest.param("k", True, id="on one date"), pytest.param("-", False, id="never all")],
)
def test_round_the_clock_is_the_sites(session, crew, make, last, has_it):
    crew("Seals", "k-k")
    crew("Otters", "-k" + last)
    crew("Far", "---", zone="Asia/Tokyo")

    close(session, 6)

    site = make.site("Europe/Berlin", "Europe/Berlin")
    assert given(session, "site", site.id) == ({"round-the-clock"} if has_it else set())
    rows = session.scalars(select(Award.earned_on).filter_by(owner_kind="site")).all()
    assert rows == ([MONDAY + 2 * DAY] if has_it else [])


def test_one_team_alone_is_no_clock(session, crew, make):
    crew("Seals", "kkk")

    close(session, 6)

    assert session.scalars(select(Award).filter_by(owner_kind="site")).all() == []


def confirm(session, make, team, people, by_teams):
    """Each of `by_teams` confirms an act of the team, one a person and day."""
    walks = [make.challenge().id for _ in range(3)]
    for number, unit in enumerate(by_teams):
        at = NOON + number // 9 * DAY
        act = completions.record(session, people[number % 3].id, walks[number // 3 % 3], at=at)
        helped = session.scalars(
            select(Membership.person_id).filter_by(team_id=unit.id).limit(1)
        ).one()
        session.add(
            Confirmation(
                completion_id=act.completion_id,
                asked_id=helped,
                helped=True,
                answered_on=at.date(),
                answered_at=at,
            )
        )
    at = NOON + 3 * DAY
    team_badges.facts_changed(session, team.id, MONDAY, at)
    awards.settle(session, at=at + LATER)


@pytest.mark.parametrize(
    ("pattern", "earned"),
    [
        pytest.param("ABC" * 3 + "A", {"bridge-builders"}, id="ten by three other teams"),
        pytest.param("ABC" * 3, set(), id="nine"),
        pytest.param("AB" * 5, set(), id="by two other teams"),
        pytest.param("ABO" * 3 + "A", set(), id="its own people are no bridge"),
        pytest.param("A" * 25, {"felt-by-others"}, id="25 in a month"),
        pytest.param("A" * 24, set(), id="24"),
    ],
)
def test_badges_of_confirmed_acts(session, crew, make, pattern, earned):
    team, people = crew()
    units = {"O": team}
    for name in "ABC":
        units[name], _ = crew(name, size=1)

    confirm(session, make, team, people, [units[letter] for letter in pattern])

    assert given(session, "team", team.id) & {"bridge-builders", "felt-by-others"} == earned


@pytest.mark.parametrize(("confirmed", "has_it"), [(3, True), (2, False)])
def test_three_roadblocks_cleared_and_confirmed(session, crew, confirmed, has_it):
    team, _ = crew()
    for number in range(3):
        session.add(
            Roadblock(
                team_id=team.id,
                text="The second till has no key",
                reported_on=MONDAY,
                answered_on=MONDAY,
                cleared_on=MONDAY,
                confirmed_on=MONDAY if number < confirmed else None,
            )
        )

    team_badges.facts_changed(session, team.id, MONDAY, NOON)
    awards.settle(session, at=NOON + LATER)

    assert ("cleared-the-road" in given(session, "team", team.id)) is has_it
