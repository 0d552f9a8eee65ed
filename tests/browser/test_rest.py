"""A page that has arrived rests: what moves ends, and a phone's battery is left alone."""

import pytest

from tests.factories import NOON
from uplift_pwa.actions import completions, opening

RISE = 3000  # ms; the longest way up takes 900
FRAMES = """() => new Promise((done) => {
  let left = 30
  const next = () => (left-- ? requestAnimationFrame(next) : done())
  next()
})"""


@pytest.fixture
def ada(make, session):
    make.campaign(goal=20)
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    walk = make.challenge("Walk a guest to the lift")
    opening.days(session, at=NOON)
    completions.record(session, people[1].id, walk.id, at=NOON)
    session.commit()
    return people[0]


def work(page):
    """How often the browser laid the page out and worked out its styles so far."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return {
        one["name"]: one["value"]
        for one in metrics
        if one["name"] in ("LayoutCount", "RecalcStyleCount")
    }


@pytest.mark.parametrize("path", ["/", "/team", "/orbit"])
def test_no_frame_of_a_page_that_has_arrived_costs_anything(phone, ada, path):
    page = phone(ada, path)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => document.getAnimations().length === 0", timeout=RISE)
    before = work(page)

    page.evaluate(FRAMES)

    assert work(page) == before
