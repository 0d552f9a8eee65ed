"""Every screen: what axe finds, and whether it fits a narrow phone."""

import pytest

from tests.factories import NOON
from uplift_pwa.actions import (
    completions,
    counter_answers,
    counter_cards,
    opening,
    people_search,
    reports,
)

STAFF = ["/", "/team", "/orbit", "/me", "/me/week", "/me/days", "/me/leader-view", "/join"]
STAFF += ["/badges", "/why", "/team/why", "/orbit/why"]
STAFF += ["/team/feed", "/completions/2/sentence", "/completions/2/sentence?name=Cleo"]
LEADER = [
    "/lead",
    "/lead/1/feed",
    "/teams/1/counter-cards",
    "/teams/1/counter-cards/1",
    "/lead/1/huddle",
    "/lead/1/momentum",
    "/lead/1/substitutes",
    "/password",
]
ADMIN = [
    "/desk/challenges",
    "/desk/challenges/new",
    "/desk/challenges/1",
    "/desk/challenges/1/edit",
    "/desk/challenges/1/publication",
    "/desk/people",
    "/desk/people/imports/new",
    "/desk/teams",
    "/desk/teams/new",
    "/desk/teams/1",
    "/desk/teams/1/merger",
    "/desk/teams/1/split",
    "/desk/teams/1/leaders?q=ada",
    "/desk/people/1/team",
    "/desk/rosters",
    "/desk/days-off",
    "/desk/campaign",
    "/desk/momentum",
    "/desk/rules",
    "/desk/cases",
    "/desk/reports",
    "/desk/reports?of=customers",
    "/desk/counter-cards",
]
EVERY = [("staff", p) for p in STAFF] + [("leader", p) for p in LEADER]
EVERY += [("admin", p) for p in ADMIN] + [
    ("nobody", "/sign-in"),
    ("nobody", "/how-it-works"),
    ("staff", "/nowhere"),
]


@pytest.fixture
def cast(make, session):
    make.campaign(goal=20)
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


def opened(cast, phone, desk, visitor, who, path, **options):
    if who == "nobody":
        page = visitor({"viewport": {"width": 390, "height": 844}}, **options).new_page()
        page.goto(path)
        return page
    return (phone if who == "staff" else desk)(cast[who], path, **options)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("who", "path"), EVERY)
def test_axe_finds_nothing(cast, phone, desk, visitor, audit, who, path, scheme):
    page = opened(cast, phone, desk, visitor, who, path, color_scheme=scheme)

    assert audit(page) == []


@pytest.mark.parametrize(("who", "path"), EVERY)
def test_nothing_sticks_out_at_320_pixels(cast, phone, desk, visitor, who, path):
    page = opened(cast, phone, desk, visitor, who, path)
    page.set_viewport_size({"width": 320, "height": 640})

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 320


def test_everything_that_can_be_tapped_is_large_enough(cast, phone):
    for path in STAFF:
        page = phone(cast["staff"], path)
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, summary, label:has(input)")]
              .filter((e) => e.checkVisibility() && !e.closest("p") && !e.matches(".skip"))
              .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
              .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
        )
        assert small == [], path
