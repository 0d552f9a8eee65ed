"""Makes the README's pictures of the way from an HR file to a second engine.

`.venv/bin/python -m tests.browser.path_pictures` walks it in a minute or two, in an
installation of its own.
"""

import logging
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.browser import desk_steps
from tests.browser.chromium import launch_options
from tests.browser.journey import EVENING, LEADERLESS, Journey, Time, hr_export, moment
from tests.browser.readme import DESK, PICTURES
from tests.factories import NOON
from uplift_pwa import clock, create_app, migrate
from uplift_pwa.config import Config
from uplift_pwa.db import make_engine, make_session_factory

LAUNCH = NOON.date() + timedelta(days=8)
WEEKS = (*[80] * 4, 0, 0, *[80] * 5, 0, 0, 40, 40)  # acts a day from the launch on


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line for each request
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        with _installation(Path(folder)) as (url, journey):
            walk(browser, url, Path(folder), journey)
        browser.close()


def walk(browser: Browser, url: str, folder: Path, journey: Journey) -> None:
    export = folder / "people.csv"
    export.write_bytes(hr_export())
    options = {"locale": "en", "color_scheme": "light", "reduced_motion": "reduce"} | DESK
    page = browser.new_context(base_url=url, service_workers="block", **options).new_page()
    desk_steps.step_in(page, journey.found())
    desk_steps.choose_password(page)
    printed = desk_steps.prepare(page, export, LEADERLESS, look)
    desk_steps.plan(page, LAUNCH)
    desk_steps.go(page, "Launch")
    desk_steps.join_a_team(page, "Harbour Hotel · Finance")
    _launch(page, journey, [code for _, code in printed])
    for number, people in enumerate(WEEKS):
        journey.a_day(LAUNCH + timedelta(days=number), people)
    journey.move_to(moment(LAUNCH + timedelta(days=len(WEEKS)), EVENING))
    desk_steps.go(page, "Campaign & boosters")
    desk_steps.fire_booster(page, look)


def look(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target, animations="disabled")
    sys.stdout.write(f"{target}\n")


def _launch(page: Page, journey: Journey, codes: list[str]) -> None:
    """About half of the house is aboard, then all of it; then it is cleared."""
    journey.come_aboard(codes[: len(codes) * 11 // 20])
    journey.go_first()
    journey.tick_at(NOON + timedelta(days=1))
    desk_steps.go(page, "Launch")
    look(page, "path-held")
    page.get_by_role("link", name="Rehearse it").click()
    look(page, "path-rehearsal")
    journey.come_aboard(codes)
    journey.tick_at(NOON + timedelta(days=1, minutes=5))
    desk_steps.go(page, "Launch")
    look(page, "path-go")
    page.get_by_role("button", name="Clear for launch").click()


@contextmanager
def _installation(folder: Path) -> Iterator[tuple[str, Journey]]:
    """An empty one on a clock of its own, served for as long as it is walked through."""
    engine = make_engine(f"sqlite:///{folder}/uplift.db")
    migrate.upgrade(engine)
    sessions, now = make_session_factory(engine), Time(NOON)
    config = Config(data=folder, database_url="", secret="pictures " * 6, plain_http=True)
    server = make_server("127.0.0.1", 0, create_app(config, sessions), threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    usual, clock.now = clock.now, now
    serving.start()
    try:
        with sessions() as session:
            journey = Journey(session, sessions, now, config.pepper)
            yield f"http://127.0.0.1:{server.port}", journey
    finally:
        server.shutdown()
        clock.now = usual
        engine.dispose()


if __name__ == "__main__":
    main()
