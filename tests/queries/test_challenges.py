from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.actions import challenges as acts
from uplift_pwa.exchange.challenge_file import ChallengeDraft, ChallengeText
from uplift_pwa.queries import audiences, challenge_history, challenges
from uplift_pwa.queries.audiences import Audience

MONDAY = date(2026, 3, 2)


def page(session, state=None, words="", number=1):
    return challenges.page(session, state=state, words=words, number=number, today=MONDAY)


def titles(found):
    return [row.title for row in found.rows]


def draft(title="Walk", **changes):
    text = ChallengeText(title, "Go along.", "They arrive.", "Walk it alone.")
    plain = ChallengeDraft("", "customer", 3, "bell", ("everywhere",), {"en": text})
    return replace(plain, **changes)


def test_the_newest_change_comes_first(session, make):
    make.challenge("Old", published_at=NOON - timedelta(days=9))
    make.challenge("Draft", state="draft", created_at=NOON, published_at=None)
    make.challenge("New", published_at=NOON - timedelta(days=1))

    assert titles(page(session)) == ["Draft", "New", "Old"]


def test_counts_are_by_state(session, make):
    make.challenge()
    make.challenge(state="draft")
    make.challenge(state="retired", retired_at=NOON)
    make.challenge(state="retired", retired_at=NOON)

    found = page(session, state="retired")

    assert found.counts == {"draft": 1, "scheduled": 0, "live": 1, "paused": 0, "retired": 2}
    assert (len(found.rows), found.total) == (2, 2)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("über", ["Übergabe: drei Schlüssel"], id="small letters find large ones"),
        pytest.param("lift guest", ["Walk a guest to the lift"], id="words in any order"),
        pytest.param("100%", ["Say it 100%"], id="a sign of the database is a sign"),
        pytest.param("صباح", ["قل صباح الخير"], id="Arabic"),
        pytest.param("nothing", [], id="nothing"),
        pytest.param("' or 1=1 --", [], id="no way into the statement"),
    ],
)
def test_the_search_looks_for_words_in_titles(session, make, words, expected):
    for title in (
        "Übergabe: drei Schlüssel",
        "Walk a guest to the lift",
        "Say it 100%",
        "Say it 100 times",
        "قل صباح الخير",
    ):
        make.challenge(title)

    found = page(session, words=words)

    assert titles(found) == expected
    assert found.counts["live"] == len(expected)


def test_a_list_of_many_comes_in_pages_of_two_selects(session, make, queries):
    for number in range(challenges.PAGE + 3):
        make.challenge(f"Number {number}")
    queries.clear()

    second = page(session, number=2)

    assert (second.first, second.last, second.total) == (26, 28, 28)
    assert (second.has_more, page(session).has_more) == (False, True)
    assert len(queries) == 4


def test_a_row_names_its_places(session, make):
    site, team = make.site("Harbour"), make.team("Otters")
    make.challenge(audience=[("site", site), ("team", team)])

    assert page(session).rows[0].places == ("Harbour", "Otters")


def test_the_words_shown_are_the_authors_newest(session, make):
    ada = make.person().id
    one = acts.create(session, draft("Walk"), by=ada, at=NOON)
    acts.publish(session, one, by=ada, at=NOON)
    acts.revise(session, one, draft("Go along"), by=ada, at=NOON)

    assert titles(page(session)) == ["Go along"]


def test_one_challenge_in_one_select(session, make, queries):
    site, team = make.site(), make.team()
    one = make.challenge("Walk", audience=[("site", site), ("team", team)], minutes=4)
    queries.clear()

    found = challenges.detail(session, one.id)

    assert (found.title, found.minutes, found.is_whole) == ("Walk", 4, True)
    assert found.audience == Audience(site=frozenset({site.id}), team=frozenset({team.id}))
    assert len(queries) == 1


def test_what_is_not_there_is_none(session):
    assert challenges.detail(session, 7) is None


def test_the_history_says_who_did_what(session, make):
    ada = make.person("Ada Obi").id
    one = acts.create(session, draft(), by=None, at=NOON)
    acts.publish(session, one, by=ada, at=NOON + timedelta(hours=1))
    acts.revise(session, one, draft(minutes=5), by=ada, at=NOON + timedelta(hours=2))

    steps = challenge_history.history(session, one)

    assert [(step.action, step.by, step.version, step.title) for step in steps] == [
        ("challenge.revised", "Ada Obi", 2, "Walk"),
        ("challenge.published", "Ada Obi", 1, "Walk"),
        ("challenge.created", None, 1, "Walk"),
    ]


def test_an_older_version_still_has_its_words(session, make):
    one = acts.create(session, draft("Walk"), by=None, at=NOON)
    acts.publish(session, one, by=None, at=NOON)
    acts.revise(session, one, draft("Go along"), by=None, at=NOON)

    newest = challenges.detail(session, one)
    first = challenges.detail(session, one, version=1)

    assert (newest.shown, newest.title) == (2, "Go along")
    assert (first.shown, first.version, first.title) == (1, 2, "Walk")
    assert challenges.detail(session, one, version=3) is None


def test_a_challenge_names_the_languages_it_speaks(session):
    texts = {"en": ChallengeText("a", "b", "c", "d"), "ar": ChallengeText("e", "f", "g", "h")}
    one = acts.create(session, draft(texts=texts), by=None, at=NOON)

    assert challenges.detail(session, one).languages == ("ar", "en")


def test_choices_are_in_the_order_people_look_for(session, make, queries):
    make.site("Zoo")
    make.site("Airport")
    make.level("manager")
    make.level("frontline")
    make.team("Otters", make.department("Kitchen"))
    queries.clear()

    found = audiences.choices(session)

    assert [choice.name for choice in found["site"]] == ["Airport", "Zoo"]
    assert [choice.name for choice in found["level"]] == ["Frontline", "Manager"]
    assert [(choice.name, choice.within) for choice in found["team"]] == [("Otters", "Kitchen")]
    assert len(queries) == 1


@pytest.fixture
def crowd(make):
    """Seven in Otters at Harbour, six in Herons at Airport, of whom two manage."""
    otters, herons = make.team("Otters"), make.team("Herons", make.department("Kitchen"))
    for number in range(7):
        make.person(f"Otter {number}", team=otters)
    for number in range(6):
        level = "manager" if number < 2 else "frontline"
        make.person(f"Heron {number}", team=herons, site=make.site("Airport"), level=level)
    return otters, herons


def test_an_audience_reaches_those_who_stand_there(session, make, crowd):
    otters, herons = crowd

    def reach(**named):
        audience = Audience(**{kind: frozenset(x.id for x in xs) for kind, xs in named.items()})
        return audiences.reach(session, audience, MONDAY)

    assert reach() == 13
    assert reach(site=[make.site("Airport")]) == 6
    assert reach(team=[otters, herons]) == 13
    assert reach(team=[otters], level=[make.level("frontline")]) == 7
    assert reach(department=[make.department("Kitchen")]) == 6


def test_fewer_than_five_is_no_figure(session, make, crowd):
    two = Audience(level=frozenset({make.level("manager").id}))
    nobody = Audience(team=frozenset({crowd[0].id}), site=frozenset({make.site("Airport").id}))

    assert audiences.reach(session, two, MONDAY) is None
    assert audiences.reach(session, nobody, MONDAY) is None


def test_those_who_have_left_or_moved_on_are_not_reached(session, make, crowd):
    otters, _herons = crowd
    make.person("Gone", team=otters, status="left")
    make.person("Later", team=otters, since=MONDAY + timedelta(days=1))

    audience = Audience(team=frozenset({otters.id}))

    assert audiences.reach(session, audience, MONDAY) == 7
    assert audiences.reach(session, audience, MONDAY + timedelta(days=1)) == 8


@pytest.mark.parametrize(
    ("first", "paused", "state"),
    [
        pytest.param(MONDAY, None, "live", id="it has begun"),
        pytest.param(MONDAY + timedelta(days=1), None, "scheduled", id="it begins tomorrow"),
        pytest.param(
            MONDAY + timedelta(days=1), MONDAY, "paused", id="paused before it begins"
        ),
    ],
)
def test_what_begins_later_is_scheduled_unless_paused(session, make, first, paused, state):
    one = make.challenge(from_on=first, paused_from=paused)

    assert [row.state for row in page(session, state=state).rows] == [state]
    assert challenges.detail(session, one.id, today=MONDAY).state == state
