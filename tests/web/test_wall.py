"""The wallboard: by its secret link alone, without cookies, without names, the same for all."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import completions, opening, walls
from uplift_pwa.models import Audit, Booster, Wall
from uplift_pwa.web import wall

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def otters(make, session):
    make.campaign()
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay")]
    make.challenge("Walk a guest to the lift")
    opening.days(session, at=NOON)
    session.commit()
    return people


@pytest.fixture
def link(app, session, otters):
    pepper = app.config["UPLIFT"].pepper
    secret = walls.make(session, by=otters[0].id, at=NOON, pepper=pepper)
    session.commit()
    return f"/wall/{secret}"


@pytest.fixture
def admin(make, sign_in, otters):
    adi = make.person("Adi", team=make.team("Office"), role="admin")
    sign_in(adi, confirmed=True)
    return adi


def act(session, people):
    for person in people:
        completions.record(session, person.id, 1, at=NOON)
    session.commit()


def test_the_link_opens_the_wall_for_anybody(client, link):
    page = client.get(link)

    assert page.status_code == 200
    assert 'class="wall"' in page.text and "of the way to orbit" in page.text
    assert "css/wall.css" in page.text


@pytest.mark.parametrize("secret", ["1", "AAAA-AAAA-AAAA", "x" * 500, "%20"])
def test_any_other_link_opens_nothing(client, link, secret):
    assert client.get(f"/wall/{secret}").status_code == 404


def test_how_the_secret_is_typed_does_not_matter(client, link):
    secret = link.rsplit("/")[-1]
    typed = f"{secret[:4]}-{secret[4:8]}-{secret[8:]}".lower()

    assert client.get(f"/wall/{typed}").status_code == 200


def test_the_wall_sets_no_cookie_and_reads_none(client, sign_in, link, otters):
    before = client.get(link)
    sign_in(otters[0])

    after = client.get(link)

    assert "Set-Cookie" not in before.headers and "Set-Cookie" not in after.headers
    assert before.text == after.text


def test_no_name_of_anybody_is_on_it(client, session, link, otters):
    act(session, otters)

    page = client.get(link).text

    assert not [person.name for person in otters if person.name in page]


def test_few_people_are_no_figure(client, app, session, link, otters):
    act(session, otters[:4])
    few = client.get(link).text
    app.extensions.pop("wall")
    act(session, otters[4:])

    many = client.get(link).text

    assert "have lifted someone" not in few
    assert '<b class="num">6</b>\n    <p>people have lifted someone' in many


def test_it_asks_for_itself_and_gets_the_board_alone(client, link):
    page = client.get(link).text
    again = page.split('data-hx-get="')[1].split('"')[0].replace("&amp;", "&")

    board = client.get(again, headers=HTMX)

    assert board.text.lstrip().startswith('<main id="main" class="wall"')
    assert board.text.strip() in page
    assert '<meta http-equiv="refresh" content="60">' in page


def test_a_wall_of_an_older_release_loads_the_page_anew(client, link):
    answer = client.get(f"{link}?release=older", headers=HTMX)

    assert (answer.headers["HX-Refresh"], answer.text) == ("true", "")


def test_language_and_theme_are_in_the_address(client, link):
    page = client.get(f"{link}?lang=ar&theme=dark").text

    assert '<html lang="ar" dir="rtl" data-theme="dark"' in page
    assert "lang=ar" in page.split('data-hx-get="')[1].split('"')[0]


def test_a_strange_theme_or_language_changes_nothing(client, link):
    assert '<html lang="en" dir="ltr">' in client.get(f'{link}?lang=xx&theme="x').text


def test_many_walls_cost_one_picture(client, link, queries):
    client.get(link)
    queries.clear()

    client.get(link)

    assert len(queries) == 1


def test_the_picture_is_drawn_anew_in_at_most_four_selects(
    client, session, link, otters, queries, monkeypatch
):
    client.get(link)
    act(session, otters)
    monkeypatch.setattr(wall, "FRESH", -1.0)
    queries.clear()

    page = client.get(link).text

    assert len(queries) <= 4
    assert "people have lifted someone" in page


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        pytest.param(0, "The second engine is lit.</b>", id="on"),
        pytest.param(3, "A second engine is ready.</b>", id="ready"),
        pytest.param(-30, "Every lit window is somebody who acted.", id="over"),
    ],
)
def test_the_booster_is_told(client, session, link, starts, words):
    first = NOON.date() + timedelta(days=starts)
    session.add(
        Booster(
            campaign_id=1,
            state="fired",
            trigger="falling",
            chart=[1],
            proposed_on=first,
            proposed_at=NOON,
            starts_on=first,
            ends_on=first + timedelta(days=6),
        )
    )
    session.commit()

    assert words in client.get(link).text


def test_an_admin_makes_the_link_and_sees_it_once(client, session, admin):
    made = client.post("/desk/wall").text
    link = made.split('wall-link" dir="ltr">')[1].split("<")[0]

    assert client.get(link).status_code == 200
    assert link not in client.get("/desk/wall").text
    assert "Adi made it." in client.get("/desk/wall").text
    assert session.scalar(select(Wall.secret_digest)) not in link


def test_a_new_link_ends_the_old_one(client, session, admin, link):
    client.post("/desk/wall")

    assert client.get(link).status_code == 404
    assert session.scalar(select(func.count()).select_from(Wall)) == 1


def test_taking_it_down_leaves_no_link_and_a_trace(client, session, admin, link):
    answer = client.post("/desk/wall/end")

    assert answer.status_code == 303
    assert client.get(link).status_code == 404
    assert session.scalars(select(Audit.action)).all()[-1] == "wall.taken_down"


def test_before_there_is_a_campaign_the_wall_waits(app, client, make, session):
    ada = make.person("Ada")
    secret = walls.make(session, by=ada.id, at=NOON, pepper=app.config["UPLIFT"].pepper)
    session.commit()

    assert "Not launched yet" in client.get(f"/wall/{secret}").text


def test_the_days_count_begins_anew_with_the_day(
    client, app, session, link, otters, monkeypatch
):
    act(session, otters)
    assert "people have lifted someone" in client.get(link).text
    app.extensions.pop("wall")

    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=1))

    assert "have lifted someone" not in client.get(link).text
