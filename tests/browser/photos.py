"""Photographs every screen and state in every edition, and lays the pictures on sheets."""

import argparse
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import contact_sheet
from tests.browser.chromium import launch_options
from tests.browser.demo import demo_at
from tests.browser.screens import SCREENS, Screen
from tests.browser.stage import noon, stage
from tests.browser.states import STATES

PROJECT = Path(__file__).parents[2]
HEIGHTS = {320: 640, 360: 780, 390: 844, 768: 1024, 1440: 900}
WIDTHS = [360, 390, 768, 1440]
TALLEST = 3000
DARK: dict[str, Any] = {"color_scheme": "dark"}
EDITIONS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": DARK,
    "arabic": {"locale": "ar"},
    "arabic-dark": {"locale": "ar"} | DARK,
    "spanish": {"locale": "es"},
    "hindi": {"locale": "hi"},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
    "large": {},  # text at 200 %
    "print": {},
}
USUAL = ["light", "dark", "arabic"]


@dataclass(slots=True)
class Walk:
    """What is wanted, and what looked wrong on the way."""

    folder: Path
    widths: list[int]
    editions: list[str]
    screens: list[str]
    url: str | None
    findings: list[str] = field(default_factory=list)

    def wants(self, name: str) -> bool:
        return name in (self.screens or [name])

    def views(self) -> Iterator[tuple[int, str]]:
        return ((width, edition) for width in self.widths for edition in self.editions)


def main() -> int:
    walk = _arguments()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line for each request
    walk.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        if any(walk.wants(screen.name) for screen in SCREENS):
            _screens(browser, walk)
        _states(browser, walk)
        sheets = contact_sheet.write(browser, walk.folder)
        browser.close()
    sys.stdout.writelines(f"{line}\n" for line in [*walk.findings, *map(str, sheets)])
    sys.stdout.write(f"{len(walk.findings)} findings\n")
    return 1 if walk.findings else 0


def _arguments() -> Walk:
    parser = argparse.ArgumentParser(prog="bin/screens", description=__doc__)
    names = [screen.name for screen in SCREENS] + [state.name for state in STATES]
    parser.add_argument("screen", nargs="*", metavar="screen", help=", ".join(names))
    parser.add_argument("--width", type=int, nargs="+", choices=HEIGHTS, default=WIDTHS)
    parser.add_argument("--edition", nargs="+", choices=EDITIONS, default=USUAL)
    parser.add_argument("--url", help="a demo that runs already")
    parser.add_argument("--folder", type=Path, default=PROJECT / "var" / "screens")
    wanted = parser.parse_args()
    if unknown := set(wanted.screen) - set(names):
        parser.error(f"no screen named {', '.join(sorted(unknown))}")
    return Walk(wanted.folder, wanted.width, wanted.edition, wanted.screen, wanted.url)


def _screens(browser: Browser, walk: Walk) -> None:
    with demo_at(walk.url) as url:
        for width, edition in walk.views():
            for role in dict.fromkeys(screen.role for screen in SCREENS):
                wanted = [s for s in SCREENS if s.role == role and walk.wants(s.name)]
                if wanted:
                    context = context_of(browser, width, edition)
                    sign_in(context, url, role)
                    for screen in wanted:
                        expected = 404 if screen.name == "not-found" else 200
                        _photograph(walk, context, url, screen, (width, edition), expected)
                    context.close()


def _states(browser: Browser, walk: Walk) -> None:
    for state in STATES:
        if not walk.wants(state.name):
            continue
        screen = Screen(state.name, "state", state.path, press=state.press)
        with noon(), stage(state.arrange, state.confirmed) as (url, cookie):
            for width, edition in walk.views():
                context = context_of(browser, width, edition)
                context.add_cookies(state.cookies(url, cookie))
                context.add_init_script(state.browser)
                _photograph(walk, context, url, screen, (width, edition), state.status)
                context.close()


def context_of(browser: Browser, width: int, edition: str) -> BrowserContext:
    options = {"color_scheme": "light", "locale": "en"} | EDITIONS[edition]
    return browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        has_touch=width < 1000,
        device_scale_factor=1 if width > 500 else 2,
        reduced_motion="reduce",
        service_workers="block",
        ignore_https_errors=True,
        **options,
    )


def sign_in(context: BrowserContext, url: str, role: str) -> None:
    if role != "nobody":
        reply = context.request.post(
            f"{url}/demo/sign-in", form={"as": role}, headers={"Origin": url}
        )
        if not reply.ok:
            raise SystemExit(f"signing in as {role} was answered {reply.status}")


def _photograph(
    walk: Walk,
    context: BrowserContext,
    url: str,
    screen: Screen,
    view: tuple[int, str],
    expected: int,
) -> None:
    width, edition = view
    picture = walk.folder / f"{screen.name}-{width}-{edition}.png"
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.extend(_complaint(message)))
    page.on("pageerror", lambda error: said.append(str(error)))
    reply = page.goto(url + screen.path, wait_until="load")
    act(page, screen)
    if reply and reply.status != expected:
        said.append(f"{screen.path} was answered {reply.status}")
    _set(page, edition)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        said.append("the page is wider than the screen")
    _stretch(page)
    page.screenshot(path=picture, animations="disabled")
    page.close()
    walk.findings += [f"{picture.name}: {finding}" for finding in said]


def _set(page: Page, edition: str) -> None:
    if edition == "print":
        page.emulate_media(media="print")
    if edition == "large":
        page.evaluate("document.documentElement.style.fontSize = '200%'")


def _stretch(page: Page) -> None:
    """Make the window as tall as the page: in a longer picture the bar would stand midway."""
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**size, "height": max(size["height"], min(height, TALLEST))})


def act(page: Page, screen: Screen) -> None:
    # A bigger moment covers everything until it is closed; it has a picture of its own.
    moment = page.locator("dialog[open] button")
    while screen.name != "moment" and moment.count() and moment.first.is_visible():
        moment.first.click()
        page.wait_for_load_state("networkidle")
    # What is not there (the last "Done" is pressed, one team needs no list) is passed over.
    link = page.locator(screen.follow).first if screen.follow else None
    if link and link.is_visible():
        link.click()
        page.wait_for_load_state("load")
    if screen.upload:
        page.locator("input[type=file]").set_input_files(screen.upload)
    button = page.locator(screen.press).first if screen.press else None
    if button and button.is_visible():
        button.click()
        page.wait_for_load_state("networkidle")


def _complaint(message: Any) -> list[str]:
    expected = "Failed to load resource" in message.text
    return [message.text] if message.type == "error" and not expected else []


if __name__ == "__main__":
    sys.exit(main())
