"""The first load of Today, counted in bytes as today's browsers ask for them (brotli)."""

import posixpath
import re

import brotli
import pytest

from tests.factories import NOON
from uplift_pwa.actions import opening
from uplift_pwa.web.assets import STATIC

WHOLE = 40 * 1024
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


def test_today_and_all_it_asks_for_weigh_forty_kilobytes_at_most(app, client, sign_in, ada):
    sign_in(ada)
    folder = app.config["RELEASE"].folder

    sent = client.get("/", headers={"Accept-Encoding": "br"}).data
    asked = files(folder, brotli.decompress(sent).decode())

    assert {"css/app.css", "js/app.js", "js/announce.js", "icons/icons.svg"} <= asked
    assert "css/desk.css" not in asked
    assert len(sent) + sum(weight(folder / name) for name in asked) <= WHOLE


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


def test_scripts_leave_without_their_comments_and_nothing_else(app):
    folder = app.config["RELEASE"].folder
    source = (STATIC / "js" / "phone" / "store.js").read_text()
    told = [line for line in source.splitlines() if not line.strip().startswith("//")]

    assert len(told) < len(source.splitlines())
    assert (folder / "js" / "phone" / "store.js").read_text().splitlines() == told
    assert "/**" not in (folder / "vendor" / "idb-keyval" / "index.js").read_text()
