"""What makes the site an app: its manifest, its worker, its page without a network."""

import dataclasses
import re
import struct
from pathlib import Path

import pytest

from uplift_pwa import create_app
from uplift_pwa.db import make_session_factory
from uplift_pwa.web import scripts
from uplift_pwa.web.assets import STATIC
from uplift_pwa.web.worker_script import APART


def test_the_manifest_says_all_that_installing_needs(client):
    manifest = client.get("/manifest.webmanifest").json

    assert manifest["id"] == manifest["scope"] == "/"
    assert manifest["start_url"].startswith("/")
    assert manifest["display"] == "standalone"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable", "monochrome"}
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert {one["url"] for one in manifest["shortcuts"]} == {"/", "/team"}
    assert len({one["icons"][0]["src"] for one in manifest["shortcuts"]}) == 2
    assert {one["form_factor"] for one in manifest["screenshots"]} == {"narrow", "wide"}


def test_every_picture_of_the_manifest_is_there(client):
    manifest = client.get("/manifest.webmanifest").json

    signs = [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
    for picture in [*manifest["icons"], *signs, *manifest["screenshots"]]:
        reply = client.get(picture["src"])
        assert (reply.status_code, reply.content_type) == (200, picture["type"]), picture
        assert size_of(reply.data) == picture["sizes"], picture


def size_of(data):
    """Width and height, read from the head of a PNG or of an extended WebP."""
    if data.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", data[16:24])
    else:
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    return f"{width}x{height}"


def test_pages_name_the_manifest_of_their_language(client):
    page = client.get("/sign-in", headers={"Accept-Language": "ar"}).text

    assert 'rel="manifest" href="/manifest.webmanifest?lang=ar"' in page
    assert client.get("/manifest.webmanifest?lang=ar").json["dir"] == "rtl"


def test_the_worker_is_one_plain_script_of_this_release(client, app):
    reply = client.get("/sw.js")

    assert reply.content_type.startswith("text/javascript")
    assert reply.cache_control.no_cache
    assert app.config["RELEASE"].digest in reply.text
    assert re.findall(r"^(import|export)\b", reply.text, re.M) == []


def test_every_module_of_the_worker_has_a_scope_of_its_own(client):
    """They are joined into one script: without one, the later of two names would win."""
    script = client.get("/sw.js").text
    scopes = re.findall(r"^const \$(\w+) = \(\(\) => \{$", script, re.M)

    ours = {"phone_store", "phone_seal", "phone_replay", "push_subscription"}
    assert set(scopes) >= ours | {"sw_routes", "sw_shell", "sw_push"}
    assert sorted(scopes) == sorted(set(scopes))


def test_every_file_of_the_shell_is_there(client):
    files = re.findall(r'"(/static/[^"]+)"', client.get("/sw.js").text)

    assert len(files) > 10
    assert [path for path in files if client.get(path).status_code != 200] == []


def test_everything_that_the_phones_pages_load_is_in_the_shell(client):
    """A page that is shown without a network finds each of its scripts."""
    files = client.get("/sw.js").text
    fetched = scripts.sent(STATIC)

    apart = {path for path in fetched if path.startswith(APART)}
    assert apart
    assert [path for path in fetched.keys() - apart if f"/{path}" not in files] == []


def test_the_worker_never_answers_what_writes(client):
    """A form that a worker sends again would arrive as same-origin (SAFETY C3)."""
    handlers = (Path(STATIC) / "sw" / "routes.js").read_text()

    assert 'if (method !== "GET"' in handlers


def test_the_offline_page_holds_nothing_of_anybody(client, make, sign_in):
    anonymous = client.get("/offline").text
    sign_in(make.person("Wilhelmine"))

    known = client.get("/offline").text

    assert known == anonymous
    assert "data-owner" not in known


def test_pages_name_their_owner_by_a_key(client, make, sign_in):
    make.campaign()
    sign_in(make.person("Wilhelmine"))

    assert re.search(r'<body [^>]*data-owner="[0-9a-f]{24}"', client.get("/").text)


@pytest.fixture
def without_worker(engine, config):
    off = dataclasses.replace(config, worker=False)
    return create_app(off, make_session_factory(engine)).test_client()


def test_a_worker_that_went_wrong_is_taken_away(without_worker):
    text = without_worker.get("/sw.js").text

    assert "unregister" in text
    assert "caches.delete" in text
    assert "fetch" not in text


def test_a_page_says_whose_it_is_and_the_way_in_that_it_is_nobodys(client, sign_in, make):
    ada = make.person("Ada")
    way_in = client.get("/sign-in").headers["Uplift-Owner"]
    sign_in(ada)

    page = client.get("/me")

    assert way_in == "nobody"
    assert f'data-owner="{page.headers["Uplift-Owner"]}"' in page.text
    assert "Uplift-Owner" not in client.get("/offline").headers
