"""Every screen in every language: what axe finds, and whether it fits phones and fingers."""

import pytest

from tests.browser import findings
from tests.browser.conftest import DESK, PHONE
from tests.browser.photos import act
from tests.browser.screens import SCREENS, Screen
from tests.browser.stage import noon, stage
from tests.browser.states import STATES
from tests.factories import NOON
from uplift_pwa.actions import (
    announcing,
    completions,
    counter_answers,
    counter_cards,
    opening,
    people_search,
    reports,
)

LANGUAGES = ["en", "es", "ar", "hi"]
ROLES = ["nobody", "staff", "leader", "admin"]
# The way between two pages would still be moving when axe looks at the second.
STILL = {"reduced_motion": "reduce", "service_workers": "block"}
DEEPER = [
    ("staff", "/me/week"),
    ("staff", "/join"),
    ("staff", "/completions/2/sentence"),
    ("staff", "/completions/2/sentence?name=Cleo"),
    ("leader", "/lead/1/feed"),
    ("leader", "/teams/1/counter-cards"),
    ("leader", "/teams/1/counter-cards/1"),
    ("admin", "/desk/challenges/1/edit"),
    ("admin", "/desk/challenges/1/publication"),
    ("admin", "/desk/reports?of=customers"),
]
EVERY = [*SCREENS, *(Screen(path, role, path) for role, path in DEEPER)]
DEMO = {"demo"}  # only an installation that says it is a demo has it


@pytest.fixture
def cast(make, session):
    announcing.launch(session, make.campaign(goal=20), at=NOON)
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    long = make.person(
        "Wilhelmine Donaudampfschifffahrtsgesellschaftskapitän",
        team=make.team("Rechtsschutzversicherungsgesellschaften-Nachtschicht"),
        leads=[make.team(), make.team("Zweite Mannschaft")],
        role="leader",
    )
    walk = make.challenge("Walk a guest to the lift")
    make.challenge("Grundstücksverkehrsgenehmigungszuständigkeit erklären", helps="team")
    opening.days(session, at=NOON)
    told = {"sentence": "She could sit down.", "language": "es", "to_team": True}
    for helped, person in ((people[0], people[1]), (None, people[0])):
        named = {"helped_id": helped.id} if helped else {}
        completions.record(session, person.id, walk.id, at=NOON, **told, **named)
    reports.report(session, "story", 2, person_id=people[2].id, team_id=1, why="Hm.", at=NOON)
    card = counter_cards.make(session, 1, by=long.id, at=NOON)
    counter_answers.answer(
        session, card, "yes", sentence="So kind.", language="en", address="::1", at=NOON
    )
    people_search.catch_up(session)
    session.commit()
    return {
        "staff": people[0],
        "leader": long,
        "admin": make.person("Adi", role="admin"),
    }


@pytest.fixture
def visited(cast, visitor, device_cookie, live_url):
    """Each screen of a role in one language, opened and acted on: (screen, page, status)."""

    def visited(role, language):
        size = PHONE if role in ("nobody", "staff") else DESK
        context = visitor(size, locale=language, **STILL)
        if role != "nobody":
            cookie = device_cookie(cast[role], size is DESK)
            context.add_cookies([{"name": "session", "value": cookie, "url": live_url}])
        heard = findings.listen(context)
        page = context.new_page()
        for screen in (one for one in EVERY if one.role == role and one.name not in DEMO):
            page.set_viewport_size(size["viewport"])
            page.emulate_media(color_scheme="light")
            status = page.goto(screen.path).status
            act(page, screen)
            yield screen, page, status
        assert heard == []

    return visited


def test_there_is_a_visit_for_every_role():
    assert {screen.role for screen in EVERY} == set(ROLES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_found_on_any_screen(visited, role, language):
    found = []
    for screen, page, status in visited(role, language):
        if status != (404 if screen.name == "not-found" else 200):
            found.append(f"{screen.name}: answered {status}")
        found += [f"{screen.name}: {one}" for one in findings.of(page)]

    assert found == []


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_nothing_is_found_in_any_situation(new_context, state):
    found = []
    with noon(), stage(state.arrange, state.confirmed) as (url, cookie):
        for language in LANGUAGES:
            context = new_context(locale=language, **PHONE, **STILL)
            context.add_cookies(state.cookies(url, cookie))
            context.add_init_script(state.browser)
            heard = findings.listen(context)
            page = context.new_page()
            page.goto(url + state.path)
            found += [f"{language}: {one}" for one in [*findings.of(page), *heard]]
            context.close()

    assert found == []


def test_a_policy_that_is_broken_is_heard(new_context, live_url):
    context = new_context(base_url=live_url)
    heard = findings.listen(context)
    page = context.new_page()
    page.goto("/sign-in")

    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.body.append(document.createElement('style'))")

    assert [one for one in heard if "policy: style-src" in one] != []
    assert [one for one in findings.of(page) if one.startswith("inline: <style")] != []
