"""Makes the six pictures of the README: `python -m tests.browser.readme [url of a demo]`."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import photos
from tests.browser.chromium import launch_options
from tests.browser.demo import demo_at
from tests.browser.screens import DONE, Screen

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1.25,
    "has_touch": True,
}
DESK = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1}
NIGHT = {"locale": "ar", "color_scheme": "dark"}
SHOTS = (
    ("team", "staff", "/team", PHONE, ""),
    ("orbit", "staff", "/orbit", PHONE, ""),
    ("arabic", "staff", "/", PHONE | NIGHT, ""),
    ("today", "staff", "/", PHONE, ""),
    ("lifted", "staff", "/", PHONE, DONE),
    ("desk", "admin", "/desk/momentum", DESK, ""),
)


def main() -> None:
    with sync_playwright() as playwright, demo_at(next(iter(sys.argv[1:]), None)) as url:
        browser = playwright.chromium.launch(**launch_options())
        for shot in SHOTS:
            sys.stdout.write(f"{_picture(browser, url, *shot)}\n")
        browser.close()


def _picture(
    browser: Browser, url: str, name: str, role: str, path: str, view: dict, press: str
) -> Path:
    options = {"locale": "en", "color_scheme": "light", "reduced_motion": "reduce"} | view
    context = browser.new_context(service_workers="block", **options)
    photos.sign_in(context, url, role)
    page = context.new_page()
    page.goto(url + path)
    photos.act(page, Screen(name, role, path, press=press))
    page.evaluate("scrollTo(0, 0)")
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target, animations="disabled")
    context.close()
    return target


if __name__ == "__main__":
    main()
