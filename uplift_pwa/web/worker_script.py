"""The service worker as browsers want it: one classic script, joined from plain modules."""

import json
import re

from uplift_pwa.web.assets import STATIC, Release

# In the order in which one needs the other. Firefox runs no modules in a worker everywhere.
MODULES = (
    "vendor/idb-keyval/index.js",
    "js/phone/store.js",
    "js/phone/seal.js",
    "js/phone/replay.js",
    "js/push/subscription.js",
    "sw/routes.js",
    "sw/shell.js",
    "sw/push.js",
    "sw/main.js",
)
APART = ("js/desk.js", "js/station")  # no phone asks for these
IMPORT = re.compile(r"^import\b[^\n]*\n", re.M)
EXPORT_LIST = re.compile(r"^export \{[^}]*\};?\n?", re.M)
EXPORT = re.compile(r"^export (?=async |function |const |class )", re.M)
# A worker that went wrong is taken away by the server: it empties its cache and leaves.
FAREWELL = """\
self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(leave()))
async function leave() {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
  for (const page of await self.clients.matchAll({ type: "window" })) page.navigate(page.url)
}
"""


def script(release: Release, offline: str) -> str:
    """The whole worker for one release; `offline` is the path of the anonymous shell."""
    signs = {
        "icon": release.url("icons/icon-192.png"),
        "badge": release.url("icons/badge-96.png"),
    }
    known = {
        "digest": release.digest,
        "files": shell_files(release),
        "offline": offline,
        "signs": signs,
    }
    head = f"const RELEASE = {json.dumps(known)}\n"
    return head + "".join(_plain((STATIC / name).read_text()) for name in MODULES)


def shell_files(release: Release) -> list[str]:
    """What a phone keeps of a release: style, behaviour and signs of the phone's pages."""
    wanted = [
        "css/app.css",
        "icons/icons.svg",
        "icons/favicon.svg",
        "icons/icon-192.png",
        "vendor/htmx/htmx.min.js",
    ]
    scripts = sorted((release.folder / "js").rglob("*.js"))
    wanted += [path.relative_to(release.folder).as_posix() for path in scripts]
    return [release.url(path) for path in wanted if not path.startswith(APART)]


def _plain(module: str) -> str:
    return EXPORT.sub("", EXPORT_LIST.sub("", IMPORT.sub("", module))) + "\n"
