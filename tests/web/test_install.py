"""How uplift gets on a home screen, told for the visitor's own system first."""

import re

import pytest

from tests.web.test_join import ANSWERS

PHONES = {
    "ios": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15",
    "android": "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/137.0.0.0",
    "desktop": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/137.0.0.0",
}
TELLS = {"ios": "1. Tap share,", "android": "1. Open the browser’s menu,", "desktop": "Edge:"}
SIX = 'action="/me/moving-code"'


def shown(client, system, path="/install"):
    return client.get(path, headers={"User-Agent": PHONES[system]}).text


@pytest.mark.parametrize("own", PHONES)
def test_the_visitors_own_system_comes_first_and_the_others_are_folded(client, own):
    page = shown(client, own)

    unfolded, *folded = re.split("<details", page.partition("<dialog")[0])
    assert TELLS[own] in unfolded
    assert len(folded) == 2
    assert all(TELLS[other] not in unfolded for other in TELLS if other != own)


def test_somebody_may_look_at_another_system(client):
    page = shown(client, "desktop", "/install?system=ios")

    assert page.index(TELLS["ios"]) < page.index("<details")
    assert shown(client, "desktop", "/install?system=toaster") == shown(client, "desktop")


def test_six_signs_are_offered_to_who_is_signed_in(client, make, sign_in):
    unknown = shown(client, "ios")
    sign_in(make.person("Ada"))

    known = shown(client, "ios")

    assert SIX not in unknown and "type your card" in unknown
    assert SIX in known and "type your six signs" in known


def test_the_first_day_on_an_iphone_ends_with_the_way_to_its_home_screen(client, make, sign_in):
    sign_in(make.person("Nora", mode=None, joined_at=None))
    agent = {"User-Agent": PHONES["ios"]}

    reply = client.post("/join", data=ANSWERS, headers=agent)

    assert reply.location == "/install?joined=yes"
    page = shown(client, "ios", reply.location)
    assert SIX in page and "Later: show me today" in page


def test_the_first_day_in_the_installed_app_ends_on_today(client, make, sign_in):
    sign_in(make.person("Nora", mode=None, joined_at=None))
    agent = {"User-Agent": PHONES["ios"]}
    opened = client.get("/manifest.webmanifest").json["start_url"]

    page = client.get("/join", query_string={"next": opened}).text
    reply = client.post("/join", data={**ANSWERS, "next": opened}, headers=agent)

    assert f'name="next" value="{opened}"' in page
    assert reply.location == opened


def test_the_offer_on_today_comes_with_the_first_act(client, make, sign_in):
    make.campaign()
    sign_in(make.person("Ada"))
    challenge = make.challenge()
    before = client.get("/").text

    after = client.post(
        f"/challenges/{challenge.id}/completion", headers={"HX-Request": "true"}
    ).text

    assert 'data-install="offer"' not in before
    assert 'data-install="offer"' in after
