"""What a phone shows before it installs the app, and the signs of its shortcuts, made anew.

`.venv/bin/python -m tests.browser.shop_window` writes them into static/; `--url` names a demo
that runs already.
"""

import argparse
import base64
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import launch_options
from tests.browser.demo import demo_at
from tests.browser.photos import act, sign_in
from tests.browser.screens import Screen

STATIC = Path(__file__).parents[2] / "static"
NARROW = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
WIDE = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1}
PICTURES = (
    (NARROW, Screen("today", "staff", "/")),
    (NARROW, Screen("team", "staff", "/team")),
    (NARROW, Screen("orbit", "staff", "/orbit")),
    (WIDE, Screen("desk", "admin", "/desk/momentum")),
)
SHORTCUTS = ("today", "team")
SIGN = """<svg xmlns="http://www.w3.org/2000/svg" width="192" height="192" viewBox="0 0 96 96">
<circle fill="#fcbe3e" cx="48" cy="48" r="46"/>
<g fill="#161f3b" transform="translate(21 19) scale(1.8)">{}</g></svg>"""
QUALITY = 82


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a demo that runs already")
    running = parser.parse_args().url
    with demo_at(running) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for kind, screen in PICTURES:
            _picture(browser, url, kind, screen)
        for name in SHORTCUTS:
            _sign(browser, name)
        browser.close()


def _picture(browser: Browser, url: str, kind: dict[str, object], screen: Screen) -> None:
    options = {"locale": "en", "color_scheme": "light", "reduced_motion": "reduce"}
    context = browser.new_context(**kind, **options, service_workers="block")
    sign_in(context, url, screen.role)
    page = context.new_page()
    page.goto(url + screen.path, wait_until="networkidle")
    act(page, screen)
    (STATIC / "img" / f"screenshot-{screen.name}.webp").write_bytes(_webp(page))
    context.close()


def _webp(page: Page) -> bytes:
    devtools = page.context.new_cdp_session(page)
    size = page.viewport_size or {}
    density = page.evaluate("devicePixelRatio")
    clip = {"x": 0, "y": 0, **size, "scale": density}  # without it the picture is a small one
    kind = {"format": "webp", "quality": QUALITY, "clip": clip}
    return base64.b64decode(devtools.send("Page.captureScreenshot", kind)["data"])


def _sign(browser: Browser, name: str) -> None:
    """A sign of the bar at the foot, in ink on the sun."""
    sprite = (STATIC / "icons" / "icons.svg").read_text()
    drawn = re.search(rf'<symbol id="{name}"[^>]*>(.*?)</symbol>', sprite, re.DOTALL)
    if drawn is None:
        raise SystemExit(f"no sign named {name}")
    page = browser.new_page(viewport={"width": 192, "height": 192})
    page.set_content(f"<body style='margin:0'>{SIGN.format(drawn[1])}</body>")
    page.screenshot(path=STATIC / "icons" / f"shortcut-{name}.png", omit_background=True)
    page.close()


if __name__ == "__main__":
    main()
