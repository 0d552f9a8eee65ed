"""Packs on the desk: begun from the list, put in order without a script, taken along."""

import pytest

from uplift_pwa.exchange.challenge_file import read_pack

LIST = "/desk/challenges"
PACKS = f"{LIST}/packs"


@pytest.fixture
def three(make):
    return [make.challenge(title).id for title in ("Aaa", "Bbb", "Ccc")]


@pytest.fixture
def pack(client, admin, three):
    data = {"challenge": three, "step": "pack", "pack": "Spring days"}
    assert client.post(f"{LIST}/selection", data=data).status_code == 303
    return f"{PACKS}/1"


def order(client, pack):
    main = client.get(pack).text.split("<main", 1)[1]
    return "".join(sorted("abc", key=lambda sign: main.index(f">{sign.upper()}{sign * 2}<")))


def test_without_a_pack_the_page_says_how_one_begins(client, admin):
    assert "No pack yet" in client.get(PACKS).text


def test_the_packs_are_listed_with_what_they_hold(client, pack):
    page = client.get(PACKS).text

    assert "Spring days" in page and "3 challenges" in page and pack in page


def test_one_step_up_or_down_at_a_time(client, pack, three):
    answer = client.post(f"{pack}/challenges/{three[2]}/place", data={"way": "up"})
    assert (answer.status_code, order(client, pack)) == (303, "acb")

    client.post(f"{pack}/challenges/{three[0]}/place", data={"way": "down"})
    assert order(client, pack) == "cab"


def test_the_first_cannot_go_up_nor_the_last_down(client, pack):
    page = client.get(pack).text

    assert page.count('value="up"') == 2 and page.count('value="down"') == 2


def test_taken_out_it_is_still_a_challenge(client, pack, three):
    client.post(f"{pack}/challenges/{three[1]}/removal")

    assert "Bbb" not in client.get(pack).text and "Bbb" in client.get(LIST).text


def test_with_its_last_challenge_the_pack_is_gone(client, pack, three):
    answers = [client.post(f"{pack}/challenges/{one}/removal") for one in three]

    assert answers[-1].location == PACKS
    assert client.get(pack).status_code == 404


def test_a_pack_is_taken_along_in_its_order(client, pack, three):
    client.post(f"{pack}/challenges/{three[2]}/place", data={"way": "up"})

    answer = client.get(f"{pack}/en.toml")

    sent = read_pack(answer.data)
    assert sent.name == "spring-days"
    assert [one.texts["en"].title for one in sent.drafts] == ["Aaa", "Ccc", "Bbb"]
    assert "uplift-spring-days-en.toml" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    ["99", "99/en.toml", "1/xx.toml", "99/challenges/1/place", "1/challenges/99/removal"],
)
def test_what_is_not_there_is_not_found(client, pack, path):
    ask = client.post if "challenges" in path else client.get

    assert ask(f"{PACKS}/{path}", data={"way": "up"}).status_code == 404


def test_ticks_stay_where_the_pack_has_no_name(client, admin, three):
    answer = client.post(f"{LIST}/selection", data={"challenge": three[:1], "step": "pack"})

    assert answer.status_code == 422 and "Say into which pack." in answer.text


@pytest.mark.parametrize("role", ["staff", "leader"])
def test_others_find_no_such_page(client, make, sign_in, role):
    sign_in(make.person(role=role, leads=[make.team()]), confirmed=True)

    assert client.get(PACKS).status_code == 404


@pytest.mark.parametrize("path", [LIST, PACKS, f"{PACKS}/1", f"{LIST}/1", f"{LIST}/1/pause"])
def test_a_page_of_the_studio_costs_at_most_four_selects(client, pack, queries, path):
    queries.clear()

    answer = client.get(path)

    selects = [one for one in queries if one.lstrip().upper().startswith("SELECT")]
    assert answer.status_code == 200
    assert len(selects) <= 4, selects
