import html
import re

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import cards as card_actions
from uplift_pwa.actions import people_search
from uplift_pwa.db import transaction
from uplift_pwa.models import AccessCard, Audit, Person, SignIn
from uplift_pwa.queries import card_holders

LIST = "/desk/people"
ROUTES = [
    ("get", LIST),
    ("get", "/desk/people/unclaimed"),
    ("post", "/desk/people/cards"),
    ("post", "/desk/people/1/suspension"),
    ("post", "/desk/people/1/restoration"),
]


@pytest.fixture
def admin(make, sign_in):
    admin = make.person("Boss", role="admin", level="manager")
    sign_in(admin, confirmed=True)
    return admin


def count(session, model, **by):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model).filter_by(**by))


def status(session, person):
    session.rollback()
    return session.scalar(select(Person.status).where(Person.id == person.id))


def print_cards(client, **form):
    return client.post("/desk/people/cards", data=form)


def codes_on(answer):
    found = re.findall(r'<p class="code" dir="ltr">([^<]*)</p>', answer.text)
    return [code.replace(" ", "") for code in found]


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("role", ["staff", "leader"])
def test_who_is_no_admin_finds_no_desk(client, make, sign_in, method, path, role):
    sign_in(make.person(leads=[make.team()] if role == "leader" else ()), confirmed=True)

    assert getattr(client, method)(path).status_code == 404


def test_the_list_shows_who_is_here_in_two_selects_beside_the_one_who_asks(
    client, make, admin, queries
):
    for number in range(60):
        make.person(f"Person {number}")
    queries.clear()

    answer = client.get(LIST)

    assert answer.status_code == 200
    assert "61 people" in answer.text
    assert "1 to 50 of 61" in answer.text
    assert len(queries) <= 3


def test_the_list_keeps_its_filter_from_page_to_page(client, make, admin, session):
    for number in range(60):
        make.person(f"Ada {number}")
    with transaction(session):
        people_search.catch_up(session)

    page = client.get(LIST, query_string={"q": "ada", "state": "claimed"})
    onward = html.unescape(re.search(r'rel="next" href="([^"]*)"', page.text)[1])

    assert "51 to 60 of 60" in client.get(onward).text


def walked(client, way, path=LIST):
    """The pages from there on, by the pager's links of one way, and the last address."""
    pages = [client.get(path).text]
    while link := re.search(rf'rel="{way}" href="([^"]*)"', pages[-1]):
        path = html.unescape(link[1])
        pages.append(client.get(path).text)
    return pages, path


def test_paging_there_and_back_meets_everybody_once(client, make, admin):
    for number in range(119):
        make.person(f"Same Name{number % 7}")

    onward, last = walked(client, "next")
    back, _first = walked(client, "prev", last)

    for pages in (onward, back):
        met = [
            who for page in pages for who in re.findall(r'name="person_id" value="(\d+)"', page)
        ]
        assert len(pages) == 3
        assert len(met) == len(set(met)) == 120
    assert "101 to 120 of 120" in onward[-1]
    assert "1 to 50 of 120" in back[-1]


def test_nobody_found_says_so(client, admin):
    assert "Nobody here" in client.get(f"{LIST}?q=zzz").text


@pytest.mark.parametrize(
    "query",
    [
        "team=x",
        "team=0",
        "team=99999999999",
        "site=-1",
        "state=tall",
        "page=0",
        "page=1e9",
        "after=x",
    ],
)
def test_an_address_that_no_page_of_ours_has_is_refused(client, admin, query):
    assert client.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize("words", ["\x00", "%%%", "'; drop", "\ud83d", "x" * 5000, "%ff%fe"])
def test_any_words_can_be_looked_for(client, admin, words):
    answer = client.get(LIST, query_string={"q": words.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 200


def test_names_are_text_whatever_is_in_them(client, make, admin):
    make.person('<img src=x onerror="alert(1)">', team=make.team("<script>Otters"))

    listed = client.get(LIST).text
    printed = print_cards(client, person_id=admin.id + 1).text

    for text in (listed, printed):
        assert "<img" not in text and "<script>Otters" not in text
        assert "&lt;img src=x" in text


def test_the_tree_is_opened_level_by_level(client, make, admin):
    quay = make.site("Quay")
    make.person("Ada", site=quay, team=make.team("Bats"))

    sites = client.get(LIST).text
    at_the_quay = client.get(f"{LIST}?site={quay.id}").text
    path = f"site={quay.id}&amp;department={make.department().id}"

    assert f'href="{LIST}?site={quay.id}"' in sites
    assert f'href="{LIST}?{path}"' in at_the_quay
    assert "1 person" in at_the_quay and "Boss" not in at_the_quay


def test_who_has_no_card_yet_is_a_number_by_team_and_no_names(client, make, admin):
    for number in range(6):
        make.person(f"Ada {number}", joined_at=None)
    make.person("Ben", joined_at=None, team=make.team("Bats"))

    page = client.get(f"{LIST}/unclaimed").text

    assert re.search(r"Otters</strong><small>[^<]*too few to tell", page)
    assert re.search(r"Bats</strong><small>[^<]*too few to tell", page)
    assert "7 people together" in page
    assert "Ada" not in page and "Ben" not in page
    assert page.count("Print their cards") == 2


def test_a_team_gets_cards_that_open_once(client, make, admin, session, app):
    ada, ben = (make.person(name, joined_at=None) for name in ("Ada", "Ben"))
    make.person("Cleo Claimed")

    answer = print_cards(client, team_id=make.team().id)

    codes = codes_on(answer)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(codes) == 2 and "Cleo" not in answer.text
    with transaction(session):
        opened = [
            card_actions.redeem(session, code, at=NOON, pepper=app.config["UPLIFT"].pepper)
            for code in [*codes, *codes]
        ]
    assert opened == [ada.id, ben.id, None, None]
    assert count(session, Audit, action="card.issued", actor_id=admin.id) == 2


def test_a_card_carries_its_code_as_a_picture_without_a_style(client, make, admin):
    make.person("Ada", joined_at=None)

    text = print_cards(client, team_id=make.team().id).text

    assert re.search(
        r'<svg viewBox="0 0 (\d+) \1" role="img"[^>]*><rect [^>]*fill="#fff"/>', text
    )
    assert "style=" not in text and "<style" not in text


def test_the_codes_are_shown_this_once(client, make, admin, session):
    make.person("Ada", joined_at=None)

    first = codes_on(print_cards(client, team_id=make.team().id))
    second = codes_on(print_cards(client, team_id=make.team().id))

    assert first != second
    assert count(session, AccessCard, revoked_at=None) == 1


def test_who_has_claimed_gets_a_card_only_when_chosen(client, make, admin):
    ada = make.person("Ada")

    by_team = print_cards(client, team_id=make.team().id)
    by_choice = print_cards(client, person_id=[ada.id, ada.id])

    assert "No card to print" in by_team.text
    assert len(codes_on(by_choice)) == 1


def test_a_site_gets_cards_team_by_team_for_those_without_one(client, make, admin):
    quay = make.site("Quay")
    for name, team in (("Ada", "Otters"), ("Ben", "Bats"), ("Cleo", "Otters")):
        make.person(name, team=make.team(team), site=quay, joined_at=None)
    make.person("Dov Aboard", site=quay)
    make.person("Eli Elsewhere", joined_at=None)
    assert "Print the site’s cards" in client.get(f"{LIST}?site={quay.id}").text

    first, second = (print_cards(client, site_id=quay.id).text for _time in range(2))

    assert re.findall(r"<h2>(\w+)</h2>", first) == ["Ben", "Ada", "Cleo"]
    assert "Make the next cards" not in first
    assert "No card to print" in second


def test_of_a_large_site_the_next_cards_follow_on_their_own_page(
    client, make, admin, monkeypatch
):
    monkeypatch.setattr(card_holders, "AT_ONCE", 2)
    people = [make.person(name, joined_at=None) for name in ("Ada", "Ben", "Cleo")]

    first, second = (print_cards(client, site_id=people[0].site_id).text for _time in range(2))

    assert re.findall(r"<h2>(\w+)</h2>", first) == ["Ada", "Ben"]
    assert "Make the next cards" in first
    assert re.findall(r"<h2>(\w+)</h2>", second) == ["Cleo"]
    assert "Make the next cards" not in second


@pytest.mark.parametrize(
    ("form", "status_code"),
    [
        pytest.param({}, 422, id="nobody"),
        pytest.param({"site_id": "4711"}, 404, id="no such site"),
        pytest.param({"site_id": "-1"}, 400, id="no number of a site"),
        pytest.param({"team_id": "4711"}, 404, id="no such team"),
        pytest.param({"team_id": "0x1"}, 400, id="no number"),
        pytest.param({"person_id": ["4711"]}, 404, id="no such person"),
        pytest.param({"person_id": ["1", "99999999999999999999"]}, 400, id="no such number"),
        pytest.param({"person_id": ["1"] * 201}, 400, id="more than 200"),
    ],
)
def test_cards_for_nobody_we_know_are_refused(client, admin, session, form, status_code):
    assert print_cards(client, **form).status_code == status_code
    assert count(session, AccessCard) == 0


def test_suspending_signs_out_and_leads_back_to_where_one_was(
    client, make, admin, session, device_cookie
):
    ada = make.person("Ada")
    device_cookie(ada)

    answer = client.post(
        f"{LIST}/{ada.id}/suspension",
        data={"next": f"{LIST}?q=ada", "role": "admin", "status": "left", "person_id": "1"},
    )

    assert (answer.status_code, answer.location) == (303, f"{LIST}?q=ada")
    assert status(session, ada) == "suspended"
    assert count(session, SignIn, person_id=ada.id) == 0
    assert session.scalar(select(Person.role).where(Person.id == ada.id)) == "staff"


def test_restoring_lets_somebody_in_again(client, make, admin, session):
    ada = make.person("Ada", status="suspended")

    answer = client.post(f"{LIST}/{ada.id}/restoration", data={"next": "//evil.example"})

    assert (answer.status_code, answer.location) == (303, LIST)
    assert status(session, ada) == "active"


def test_an_admin_cannot_suspend_themselves(client, admin, session):
    answer = client.post(f"{LIST}/{admin.id}/suspension")

    assert answer.status_code == 409
    assert "You cannot suspend yourself" in answer.text
    assert status(session, admin) == "active"


@pytest.mark.parametrize("number", ["4711", "0", "99999999999", "x", "-1"])
def test_nobody_of_that_number_is_not_found(client, admin, number):
    assert client.post(f"{LIST}/{number}/suspension").status_code == 404


def test_all_who_lack_a_card_are_printed_page_by_page_without_a_tick(client, make, admin):
    people = [make.person(f"Newcomer {number}", joined_at=None) for number in range(3)]

    page = client.get("/desk/people?state=none").text

    form = page[page.index("Print cards for those ticked") : page.index("Print these 3 cards")]
    sent = [int(one) for one in re.findall(r'name="person_id" value="(\d+)"', form)]
    assert sorted(sent) == [person.id for person in people]
    assert "3 access cards" in client.post("/desk/people/cards", data={"person_id": sent}).text
    left = client.get("/desk/people?state=none").text
    assert "Nobody waits for a card here" in left and "Try fewer words" not in left
