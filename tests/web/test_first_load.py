"""The first load, counted in bytes as they come to today's browsers: brotli, heads and all."""

import posixpath
import re

import brotli
import pytest

from tests.factories import NOON
from uplift_pwa.actions import opening
from uplift_pwa.web.assets import STATIC

# Here the house is small; the demo's pages, met behind TLS, bring 39.5 KB at most (bin/audit).
WHOLE = 39 * 1024
# Heads come packed (HTTP/2): the first one whole, of the others only what differs.
FIRST_HEAD, HEAD = 650, 110
MANIFEST = "/manifest.webmanifest?lang=en"
ICON = "icons/icon-192.png"  # which browsers fetch for the manifest
# The big icon is asked for when somebody puts the app on the home screen, not before.
LINKED = re.compile(r'<(?:link rel="(?!apple)[^>]* href|script[^>]* src)="/static/\w+/([^"]+)"')
USED = re.compile(r'<use href="/static/\w+/([^"#]+)#')
IMPORTED = re.compile(r'from "(\.[^"]+)"')


@pytest.fixture
def ada(make, session):
    make.campaign()
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    for title in ("Walk a guest to the lift", "Hold the door", "Leave one thing ready"):
        make.challenge(title)
    opening.days(session, at=NOON)
    session.commit()
    return people[0]


def files(folder, page):
    """Everything the page asks for: linked, drawn from, and imported by what is linked."""
    found = {*LINKED.findall(page), *USED.findall(page)}
    waiting = [name for name in found if name.endswith(".js")]
    while waiting:
        name = waiting.pop()
        for other in IMPORTED.findall((folder / name).read_text()):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
            if path not in found:
                found.add(path)
                waiting.append(path)
    return found


def weight(path):
    packed = path.with_name(f"{path.name}.br")
    return (packed if packed.is_file() else path).stat().st_size


@pytest.mark.parametrize("path", ["/", "/team", "/orbit", "/sign-in"])
def test_a_page_and_all_that_comes_with_it_stay_light(app, client, sign_in, ada, path):
    if path != "/sign-in":
        sign_in(ada)
    folder = app.config["RELEASE"].folder

    sent = client.get(path, headers={"Accept-Encoding": "br"}).data
    asked = files(folder, brotli.decompress(sent).decode()) | {ICON}
    manifest = client.get(MANIFEST, headers={"Accept-Encoding": "br"}).data

    assert {"css/app.css", "js/app.js", "icons/favicon.svg"} <= asked
    assert "css/desk.css" not in asked
    heads = FIRST_HEAD + HEAD * (len(asked) + 1)
    assert (
        len(sent) + len(manifest) + sum(weight(folder / name) for name in asked) + heads
        <= WHOLE
    )


def test_the_scripts_of_every_page_come_as_one(app, client, sign_in, ada):
    sign_in(ada)

    asked = files(app.config["RELEASE"].folder, client.get("/").text)

    assert {path for path in asked if path.endswith(".js")} == {
        "js/app.js",
        "vendor/htmx/htmx.min.js",
    }


def test_the_manifest_comes_by_the_same_connection(client):
    """Without the cookies browsers open another one, for which all heads are sent anew."""
    page = client.get("/sign-in").text

    assert re.search(r'<link rel="manifest" [^>]*crossorigin="use-credentials">', page)


def test_the_sprite_holds_the_signs_that_a_page_draws_and_no_more(client, make, sign_in):
    make.campaign()
    sign_in(make.person("Lea", leads=[make.team()]))

    drawn = set(re.findall(r'icons\.svg#([a-z-]+)"', client.get("/").text))

    sprite = (STATIC / "icons" / "icons.svg").read_text()
    assert set(re.findall(r'<symbol id="([a-z-]+)"', sprite)) == drawn


@pytest.mark.parametrize("way", ["br", "gzip"])
def test_a_page_leaves_compressed_for_who_can_read_it(client, way):
    plain = client.get("/sign-in")

    sent = client.get("/sign-in", headers={"Accept-Encoding": way})

    assert plain.headers.get("Content-Encoding") is None
    assert sent.headers["Content-Encoding"] == way
    assert "Accept-Encoding" in sent.headers["Vary"]
    assert len(sent.data) < len(plain.data) / 2
    assert int(sent.headers["Content-Length"]) == len(sent.data)


def test_what_is_no_page_stays_as_it_is(client):
    answer = client.get("/health/live", headers={"Accept-Encoding": "br"})

    assert "Content-Encoding" not in answer.headers


def test_the_manifest_leaves_compressed_too(client):
    sent = client.get("/manifest.webmanifest", headers={"Accept-Encoding": "br"})

    assert b'"start_url"' in brotli.decompress(sent.data)
