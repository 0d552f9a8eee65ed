"""The Chromium that tests and photographs use: Debian's where there is one."""

import shutil

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch_options() -> dict[str, object]:
    """What Playwright launches; without a system's Chromium it takes the one it brought."""
    found = shutil.which("chromium")
    return {"args": QUIET} | ({"executable_path": found} if found else {})
