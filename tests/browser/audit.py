"""What the W3C checker says of every page and sheet, and Lighthouse of the first screens."""

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.chromium import QUIET, launch_options
from tests.browser.demo import demo_at
from tests.browser.photos import act, context_of, sign_in
from tests.browser.screens import SCREENS
from tests.browser.secure import secured
from uplift_pwa.web.assets import SHEETS, STATIC, joined

# What is in W3C drafts and in browsers, and only makes better what works without it, but what
# the checker does not know yet: the end of its message, and what stands where it points.
UNKNOWN = (
    ("Property “field-sizing” doesn't exist.", ""),
    ("Property “offset-path” doesn't exist.", ""),
    ("Property “offset-rotate” doesn't exist.", ""),
    ("Unrecognized at-rule “@view-transition”", ""),
    ("Parse Error.", "nsition-group(*)"),  # ::view-transition-group(*), which it cuts off
)
TRUSTING = "--ignore-certificate-errors"
MEASURED = (("/", "staff"), ("/team", "staff"), ("/orbit", "staff"), ("/sign-in", "nobody"))
HEADS = ("screen", "performance", "accessibility", "best practices", "LCP", "CLS", "KB")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/audit", description=__doc__)
    parser.add_argument("--url", help="a demo that runs already")
    parser.add_argument("--tools", type=Path, required=True, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with (
        demo_at(wanted.url) as url,
        tempfile.TemporaryDirectory() as draft,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**launch_options())
        folder = Path(draft)
        _write_pages(browser, url, folder)
        errors = list(_errors(wanted.tools, folder))
        rows = list(_measurements(wanted.tools, browser, wanted.url, folder))
        browser.close()
    sys.stdout.writelines(f"{line}\n" for line in errors)
    sys.stdout.write(f"vnu: {len(errors)} errors, {len(SCREENS)} pages, {len(SHEETS)} sheets\n")
    for row in (HEADS, *rows):
        sys.stdout.write("  ".join(f"{cell:>14}" for cell in row) + "\n")
    return 1 if errors else 0


def _write_pages(browser: Browser, url: str, folder: Path) -> None:
    """The pages as the server sends them, and each sheet as it is joined."""
    for role in dict.fromkeys(screen.role for screen in SCREENS):
        context = _signed_in(browser, url, role)
        for screen in (one for one in SCREENS if one.role == role):
            page = context.new_page()
            page.goto(url + screen.path, wait_until="load")
            act(page, screen)
            source = context.request.get(page.url).text()
            (folder / f"{screen.name}.html").write_text(source)
            page.close()
        context.close()
    for sheet in SHEETS:
        (folder / f"{sheet}.css").write_text(joined(STATIC, sheet))


def _signed_in(browser: Browser, url: str, role: str) -> BrowserContext:
    context = context_of(browser, 390, "light")
    sign_in(context, url, role)
    return context


def _errors(tools: Path, folder: Path) -> Iterator[str]:
    for kind in ("html", "css"):
        files = sorted(map(str, folder.glob(f"*.{kind}")))
        jar = str(tools / "vnu-jar" / "build" / "dist" / "vnu.jar")
        options = [f"--{kind}", "--errors-only", "--format", "json", "--exit-zero-always"]
        said = subprocess.run(
            ["java", "-jar", jar, *options, *files], capture_output=True, text=True, check=True
        )
        for one in json.loads(said.stderr)["messages"]:
            if not _is_unknown(one["message"], one.get("extract", "")):
                place = f"{Path(one.get('url', kind)).name}:{one.get('lastLine', '')}"
                yield f"{place} {one['message']} {one.get('extract', '')!r}"


def _is_unknown(message: str, extract: str) -> bool:
    return any(message.endswith(end) and text in extract for end, text in UNKNOWN)


def _measurements(
    tools: Path, browser: Browser, running: str | None, folder: Path
) -> Iterator[tuple[str, ...]]:
    """The rows of the table, as a demo of our own is met behind TLS."""
    with secured() if running is None else nullcontext(running) as url:
        for path, role in MEASURED:
            yield _measured(tools, url + path, _cookies(browser, url, role), folder)


def _cookies(browser: Browser, url: str, role: str) -> str:
    with _signed_in(browser, url, role) as context:
        return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())


def _measured(tools: Path, url: str, cookies: str, folder: Path) -> tuple[str, ...]:
    """One row of the table: Lighthouse's usual phone, on its slow network."""
    target = folder / "lighthouse.json"
    command = ["node", tools / "lighthouse" / "cli" / "index.js", url, "--quiet"]
    command += ["--output=json", f"--output-path={target}"]
    command += ["--only-categories=performance,accessibility,best-practices"]
    command += [f"--chrome-flags={' '.join(('--headless=new', TRUSTING, *QUIET))}"]
    if cookies:
        command += [f"--extra-headers={json.dumps({'Cookie': cookies})}"]
    chromium = launch_options().get("executable_path")
    environment = os.environ | ({"CHROME_PATH": str(chromium)} if chromium else {})
    subprocess.run(command, env=environment, check=True)
    return _row(json.loads(target.read_text()))


def _row(found: dict[str, Any]) -> tuple[str, ...]:
    scores = found["categories"]
    values = {name: audit.get("numericValue", 0) for name, audit in found["audits"].items()}
    return (
        "/" + found["requestedUrl"].split("/", 3)[3],
        *(f"{scores[key]['score'] * 100:.0f}" for key in scores),
        f"{values['largest-contentful-paint'] / 1000:.2f} s",
        f"{values['cumulative-layout-shift']:.3f}",
        f"{values['total-byte-weight'] / 1024:.1f}",
    )


if __name__ == "__main__":
    sys.exit(main())
