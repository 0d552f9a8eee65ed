"""Photographs every screen of the demo, by day and by night, and lays them on one sheet."""

import argparse
import html
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import launch_options
from tests.browser.demo import demo_at
from tests.browser.screens import SCREENS, Screen

PROJECT = Path(__file__).parents[2]
WIDTHS = {360: 780, 390: 844, 1440: 900}
TALLEST = 3000
THEMES = ("light", "dark")


def main() -> int:
    wanted = _arguments()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with demo_at(wanted.url) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        findings = [
            finding
            for width in wanted.width
            for theme in wanted.theme
            for finding in _walk(browser, url, width, theme, wanted)
        ]
        _contact_sheet(browser, wanted.folder)
        browser.close()
    sys.stdout.writelines(f"{finding}\n" for finding in findings)
    sys.stdout.write(f"{wanted.folder}/contact-sheet.png, {len(findings)} findings\n")
    return 1 if findings else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/screens", description=__doc__)
    names = [screen.name for screen in SCREENS]
    parser.add_argument("screen", nargs="*", metavar="screen", help=", ".join(names))
    parser.add_argument("--width", type=int, nargs="+", choices=WIDTHS, default=list(WIDTHS))
    parser.add_argument("--theme", nargs="+", choices=THEMES, default=list(THEMES))
    parser.add_argument("--url", help="a demo that runs already")
    parser.add_argument("--folder", type=Path, default=PROJECT / "var" / "screens")
    wanted = parser.parse_args()
    if unknown := set(wanted.screen) - set(names):
        parser.error(f"no screen named {', '.join(sorted(unknown))}")
    return wanted


def _walk(
    browser: Browser, url: str, width: int, theme: str, wanted: argparse.Namespace
) -> Iterator[str]:
    for role in dict.fromkeys(screen.role for screen in SCREENS):
        screens = [
            s for s in SCREENS if s.role == role and s.name in (wanted.screen or [s.name])
        ]
        if not screens:
            continue
        context = _signed_in(browser, url, role, width, theme)
        for screen in screens:
            picture = wanted.folder / f"{screen.name}-{width}-{theme}.png"
            page = context.new_page()
            yield from (
                f"{picture.name}: {finding}"
                for finding in _photograph(page, url, screen, picture)
            )
            page.close()
        context.close()


def _signed_in(browser: Browser, url: str, role: str, width: int, theme: str) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        has_touch=width < 1000,
        device_scale_factor=1 if width > 1000 else 2,
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        service_workers="block",
    )
    if role != "nobody":
        reply = context.request.post(
            f"{url}/demo/sign-in", form={"as": role}, headers={"Origin": url}
        )
        if not reply.ok:
            raise SystemExit(f"signing in as {role} was answered {reply.status}")
    return context


def _photograph(page: Page, url: str, screen: Screen, picture: Path) -> Iterator[str]:
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if _is_error(message) else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    reply = page.goto(url + screen.path, wait_until="load")
    _act(page, screen)
    yield from said
    if reply and (reply.status >= 400) != (screen.name == "not-found"):
        yield f"{screen.path} was answered {reply.status}"
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield "the page is wider than the screen"
    _stretch(page)
    page.screenshot(path=picture, animations="disabled")


def _stretch(page: Page) -> None:
    """Make the window as tall as the page: in a longer picture the bar would stand midway."""
    size = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**size, "height": max(size["height"], min(height, TALLEST))})


def _act(page: Page, screen: Screen) -> None:
    # What is not there (the last "Done" is pressed, one team needs no list) is passed over.
    link = page.locator(screen.follow).first if screen.follow else None
    if link and link.is_visible():
        link.click()
        page.wait_for_load_state("load")
    if screen.upload:
        page.locator("input[type=file]").set_input_files(screen.upload)
    button = page.get_by_role("button", name=screen.press).first if screen.press else None
    if button and button.is_visible():
        button.click()
        page.wait_for_load_state("networkidle")


def _is_error(message: object) -> bool:
    kind, text = getattr(message, "type", ""), getattr(message, "text", "")
    return kind == "error" and "status of 404" not in text


def _contact_sheet(browser: Browser, folder: Path) -> None:
    pictures = sorted(folder.glob("*-*-*.png"), key=_in_order)
    figures = "".join(
        f'<figure><img src="{html.escape(path.name)}"><figcaption>{html.escape(path.stem)}'
        "</figcaption></figure>"
        for path in pictures
    )
    sheet = folder / "contact-sheet.html"
    sheet.write_text(f"<!doctype html><meta charset=utf-8><style>{SHEET}</style>{figures}")
    page = browser.new_page(viewport={"width": 2000, "height": 1000})
    page.goto(sheet.as_uri())
    page.screenshot(path=folder / "contact-sheet.png", full_page=True)


def _in_order(picture: Path) -> tuple[int, str, str]:
    name, width, theme = picture.stem.rsplit("-", 2)
    return int(width), name, theme


SHEET = """
    body { display: grid; grid-template-columns: repeat(6, 1fr); gap: 16px; background: #888; }
    figure { margin: 0; font: 14px sans-serif; }
    img { width: 100%; height: 560px; object-fit: contain; object-position: top; }
"""

if __name__ == "__main__":
    sys.exit(main())
