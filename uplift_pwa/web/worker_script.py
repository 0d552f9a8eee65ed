"""The service worker as browsers want it: one classic script, joined from plain modules."""

import json

from uplift_pwa.web import scripts
from uplift_pwa.web.assets import STATIC, Release

APART = ("js/desk.js", "js/station")  # no phone asks for these
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
    return head + scripts.worker(STATIC)


def shell_files(release: Release) -> list[str]:
    """What a phone keeps of a release: style, behaviour and signs of the phone's pages."""
    wanted = [
        "css/app.css",
        "icons/icons.svg",
        "icons/favicon.svg",
        "icons/icon-192.png",
        "vendor/htmx/htmx.min.js",
    ]
    modules = sorted((release.folder / "js").rglob("*.js"))
    wanted += [path.relative_to(release.folder).as_posix() for path in modules]
    return [release.url(path) for path in wanted if not path.startswith(APART)]
