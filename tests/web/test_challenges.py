import re

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.models import Audit, Challenge, ChallengeAudience, ChallengeText
from uplift_pwa.queries import audiences
from uplift_pwa.web import challenge_form, challenge_words

LIST = "/desk/challenges"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
WALK = {
    "title": "Walk a guest along",
    "what": "Leave the desk and go the first steps together.",
    "helps": "customer",
    "better": "They arrive calm.",
    "quiet": "Walk it alone and mend one sign.",
    "minutes": "3",
    "plate": "stairs",
    "language": "en",
    "weekdays": [str(day) for day in range(7)],
}


def stored(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Challenge).order_by(Challenge.id)).all()


def words(session):
    rows = session.execute(
        select(ChallengeText.version, ChallengeText.title).order_by(ChallengeText.version)
    )
    return [tuple(row) for row in rows]


def written(client, **changes):
    answer = client.post(LIST, data=WALK | changes)
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_an_empty_desk_says_how_to_begin(client, admin):
    page = client.get(LIST)

    assert page.status_code == 200
    assert "No challenge yet" in page.text


def test_the_list_shows_titles_states_and_counts(client, admin, make):
    make.challenge("Walk a guest to the lift", audience=[("team", make.team("Otters"))])
    make.challenge("Only a thought", state="draft")

    page = client.get(LIST).text

    assert "Walk a guest to the lift" in page
    assert "Only a thought" in page
    assert "Otters" in page
    assert re.search(r'<b class="num">2</b>\s*All', page)


def test_the_list_keeps_to_a_state(client, admin, make):
    make.challenge("Seen by all")
    make.challenge("Only a thought", state="draft")

    page = client.get(f"{LIST}?state=draft").text

    assert "Only a thought" in page
    assert "Seen by all" not in page


def test_the_search_swaps_in_the_list_alone(client, admin, make):
    make.challenge("Walk a guest to the lift")
    make.challenge("Bring a cup")

    part = client.get(f"{LIST}?q=cup", headers=HTMX)

    assert "Bring a cup" in part.text
    assert "Walk a guest" not in part.text
    assert "<html" not in part.text


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00%ED%A0%80%FF",
        "?page=0",
        "?page=" + "9" * 5000,
        "?page=-3",
        "?page=two",
        "?state=%27%20or%201=1",
        "?state=&q=" + "x" * 500,
    ],
)
def test_no_address_upsets_the_list(client, admin, make, query):
    make.challenge()

    assert client.get(LIST + query).status_code == 200


def test_the_list_of_many_takes_four_selects(client, admin, make, queries):
    for number in range(30):
        make.challenge(f"Number {number}")
    queries.clear()

    client.get(LIST)

    assert len([text for text in queries if text.startswith("SELECT")]) <= 4


def test_a_challenge_is_written_and_kept_as_a_draft(client, admin, make, session):
    team, level = make.team(), make.level()

    place = written(
        client,
        team=[str(team.id)],
        level=[str(level.id)],
        from_on="2026-03-09",
        until_on="2026-03-20",
        weekdays=["0", "4"],
    )

    (challenge,) = stored(session)
    assert place == f"{LIST}/{challenge.id}"
    assert (challenge.state, challenge.created_by_id) == ("draft", admin.id)
    assert (challenge.plate, challenge.minutes, challenge.weekdays) == ("stairs", 3, 0b0010001)
    assert (str(challenge.from_on), str(challenge.until_on)) == ("2026-03-09", "2026-03-20")
    assert session.scalar(select(func.count()).select_from(ChallengeAudience)) == 2
    assert "Walk a guest along" in client.get(place).text


def test_words_are_kept_as_one_paragraph(client, admin, session):
    written(client, what="First.\r\n\r\nThen   the rest. ", title=" Walk \t along ")

    text = session.scalars(select(ChallengeText)).one()
    assert (text.title, text.what) == ("Walk along", "First. Then the rest.")


def test_a_draft_may_miss_words(client, admin, session):
    written(client, what="", better="", quiet="")

    assert stored(session)[0].state == "draft"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"title": "   "}, "Give it a title.", id="no title"),
        pytest.param({"title": "x" * 49}, "longer than 48 signs", id="a long title"),
        pytest.param({"what": "x" * 281}, "longer than 280 signs", id="a long text"),
        pytest.param({"better": "a\u202eb"}, "Some signs in here", id="a turned direction"),
        pytest.param({"quiet": "a\x00b"}, "Some signs in here", id="a zero byte"),
        pytest.param({"helps": "me"}, "Not a valid choice", id="nobody known is helped"),
        pytest.param({"minutes": "6"}, "Not a valid choice", id="six minutes"),
        pytest.param({"minutes": "9" * 5000}, "", id="a number without an end"),
        pytest.param({"plate": "../x"}, "Not a valid choice", id="no such picture"),
        pytest.param({"language": "xx"}, "Not a valid choice", id="no such language"),
        pytest.param({"team": ["99"]}, "not there any more", id="no such team"),
        pytest.param({"site": ["x"]}, "not there any more", id="no number at all"),
        pytest.param({"weekdays": ["7"]}, "", id="an eighth day"),
        pytest.param({"from_on": "soon"}, "Not a valid date", id="no date"),
        pytest.param(
            {"from_on": "2026-03-09", "until_on": "2026-03-08"},
            "before the first day",
            id="an end before its beginning",
        ),
    ],
)
def test_bad_input_is_said_and_nothing_is_written(client, admin, session, change, sentence):
    answer = client.post(LIST, data=WALK | change)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'class="error"' in answer.text
    assert 'name="title"' in answer.text
    assert stored(session) == []


def test_a_form_with_nothing_in_it_is_answered(client, admin, session):
    assert client.post(LIST).status_code == 422
    assert client.post(LIST, data=b"\xff\xfe", content_type="text/weird").status_code == 422
    assert client.post(LIST, data=WALK | {"title": "x" * 200_000}).status_code in (413, 422)
    assert stored(session) == []


def test_fields_that_are_not_asked_for_are_ignored(client, admin, session):
    written(
        client,
        id="77",
        key="mine",
        state="live",
        version="9",
        published_at="2020-01-01",
        created_by_id="1234",
        role="admin",
    )

    (challenge,) = stored(session)
    assert (challenge.state, challenge.version, challenge.published_at) == ("draft", 1, None)
    assert challenge.id != 77
    assert challenge.key != "mine"
    assert challenge.created_by_id == admin.id


def test_words_are_words_and_never_markup(client, admin, make):
    make.team(XSS[:190], make.department("<b>Rooms</b>"))
    place = written(client, title=XSS[:48], what=XSS, better=XSS, quiet=XSS)

    for address in (LIST, place, f"{place}/edit", f"{place}/publication", f"{LIST}?q={XSS}"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>Rooms" not in page


def test_the_form_shows_what_was_typed_as_a_card_and_keeps_nothing(client, admin, session):
    typed = WALK | {"title": "Carry one bag"}

    whole = client.post(f"{LIST}/new", data=typed)
    part = client.post(f"{LIST}/new", data=typed, headers=HTMX)

    assert (whole.status_code, part.status_code) == (200, 200)
    assert '<form id="challenge-form"' in whole.text
    assert part.text.strip().startswith('<section id="preview"')
    assert re.search(r"<h2[^>]*>Carry one bag</h2>", part.text)
    assert stored(session) == []


def test_without_javascript_a_button_shows_the_card(client, admin):
    page = client.get(f"{LIST}/new").text

    assert re.search(rf'<noscript><button [^>]*formaction="{LIST}/new"', page)


def test_a_card_without_a_title_says_where_it_will_stand(client, admin):
    part = client.post(f"{LIST}/new", data=WALK | {"title": ""}, headers=HTMX)

    assert "Your title stands here" in part.text


def test_the_card_says_how_many_people_it_reaches(client, admin, make):
    otters = make.team("Otters")
    for number in range(6):
        make.person(f"Otter {number}", team=otters, site=make.site("Airport"))

    def said(**audience):
        return client.post(f"{LIST}/new", data=WALK | audience, headers=HTMX).text

    assert "It fits 6 people." in said(site=[str(make.site("Airport").id)])
    assert "It fits too few people for a figure." in said(site=[str(make.site("Harbour").id)])


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"title": "\ud800".encode("utf-8", "surrogatepass")},
        {"helps": "x", "minutes": "x", "plate": "x", "language": "x", "team": "x"},
    ],
)
def test_an_unfinished_form_still_has_a_card(client, admin, typed):
    answer = client.post(f"{LIST}/new", data=typed, headers=HTMX)

    assert answer.status_code == 200


def test_the_form_of_a_challenge_is_filled_with_it(client, admin, make):
    site, team = make.site(), make.team()
    challenge = make.challenge(
        "قل صباح الخير",
        state="draft",
        language="de",
        audience=[("site", site), ("team", team)],
        weekdays=0b0000011,
    )

    page = client.get(f"{LIST}/{challenge.id}/edit").text

    assert 'value="قل صباح الخير"' in page
    assert re.search(rf'name="team" value="{team.id}" checked', page)
    assert re.search(rf'name="site" value="{site.id}" checked', page)
    assert re.findall(r'name="weekdays" value="(\d)" checked', page) == ["0", "1"]
    assert re.search(r'name="language" value="de" checked', page)
    assert "Deutsch" in page


def test_a_draft_is_changed_in_place(client, admin, session):
    place = written(client)

    answer = client.post(place, data=WALK | {"title": "Go along", "minutes": "5"})

    assert answer.status_code == 303
    assert words(session) == [(1, "Go along")]


def test_a_live_challenge_gets_a_new_version_and_the_old_one_can_be_read(
    client, admin, session
):
    place = written(client)
    client.post(f"{place}/publication")

    client.post(place, data=WALK | {"title": "Go along"})

    assert words(session) == [(1, "Walk a guest along"), (2, "Go along")]
    assert "version=1" in client.get(place).text
    assert "Walk a guest along" in client.get(f"{place}?version=1").text
    assert client.get(f"{place}?version=3").status_code == 404
    assert client.get(f"{place}?version={'9' * 50}").status_code == 404


def test_a_live_challenge_cannot_be_left_without_words(client, admin, session):
    place = written(client)
    client.post(f"{place}/publication")

    answer = client.post(place, data=WALK | {"quiet": ""})

    assert answer.status_code == 422
    assert "it cannot be empty" in answer.text
    assert words(session) == [(1, "Walk a guest along")]


def test_publishing_asks_first_and_then_is_from_now(client, admin, session):
    place = written(client)

    question = client.get(f"{place}/publication")
    assert stored(session)[0].state == "draft"
    answer = client.post(f"{place}/publication")

    (challenge,) = stored(session)
    assert "Publish this challenge?" in question.text
    assert (answer.status_code, answer.headers["Location"]) == (303, place)
    assert (challenge.state, challenge.published_at) == ("live", NOON)
    assert session.scalars(select(Audit.action)).all()[-1] == "challenge.published"


def test_an_unfinished_challenge_is_not_published_and_the_page_says_why(client, admin, session):
    place = written(client, quiet="")

    answer = client.post(f"{place}/publication")

    assert answer.status_code == 422
    assert "it needs all four texts" in answer.text
    assert "Not finished yet" in client.get(place).text
    assert stored(session)[0].state == "draft"


def test_retiring_asks_first_and_a_draft_cannot_be_retired(client, admin, session):
    place = written(client)
    assert client.post(f"{place}/retirement").status_code == 409
    client.post(f"{place}/publication")

    question = client.get(f"{place}/retirement")
    answer = client.post(f"{place}/retirement")

    assert "Retire this challenge?" in question.text
    assert answer.status_code == 303
    assert stored(session)[0].state == "retired"
    assert "Publish again" in client.get(place).text


def test_the_history_names_who_did_it(client, admin, session):
    place = written(client)

    assert "Ada Obi" in client.get(place).text


@pytest.mark.parametrize("way", ["", "/edit", "/publication", "/retirement", "?version=1"])
def test_a_challenge_that_is_not_there_is_not_found(client, admin, way):
    assert client.get(f"{LIST}/99{way}").status_code == 404
    assert client.get(f"{LIST}/{'9' * 30}{way}").status_code == 404


@pytest.mark.parametrize("way", ["", "/publication", "/retirement", "/edit"])
def test_what_is_not_there_cannot_be_changed(client, admin, session, way):
    assert client.post(f"{LIST}/99{way}", data=WALK).status_code == 404
    assert session.scalars(select(Audit.id)).all() == []


WAYS = [
    ("GET", LIST),
    ("GET", f"{LIST}/new"),
    ("POST", f"{LIST}/new"),
    ("POST", LIST),
    ("GET", f"{LIST}/1"),
    ("POST", f"{LIST}/1"),
    ("GET", f"{LIST}/1/edit"),
    ("POST", f"{LIST}/1/edit"),
    ("GET", f"{LIST}/1/publication"),
    ("POST", f"{LIST}/1/publication"),
    ("GET", f"{LIST}/1/retirement"),
    ("POST", f"{LIST}/1/retirement"),
]


@pytest.mark.parametrize("role", ["staff", "leader"])
def test_the_desk_is_not_there_for_others(client, make, sign_in, session, role):
    make.challenge(state="draft")
    leads = [make.team()] if role == "leader" else []
    sign_in(make.person(role=role, leads=leads), confirmed=True)

    answers = [client.open(address, method=method, data=WALK) for method, address in WAYS]

    assert [answer.status_code for answer in answers] == [404] * len(WAYS)
    assert [challenge.state for challenge in stored(session)] == ["draft"]


@pytest.mark.parametrize("address", [LIST, f"{LIST}/1", f"{LIST}/1/publication"])
def test_another_site_cannot_post_to_the_desk(client, admin, make, session, address):
    make.challenge(state="draft")

    answer = client.post(address, data=WALK, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert [challenge.state for challenge in stored(session)] == ["draft"]


@pytest.mark.parametrize("way", ["/new", "/1", "/1/edit", "/1/publication"])
def test_no_page_of_the_desk_takes_more_than_four_selects(client, admin, make, queries, way):
    for number in range(40):
        make.team(f"Team {number}")
    make.challenge(audience=[("team", make.team("Team 1"))])
    queries.clear()

    assert client.get(LIST + way).status_code == 200

    assert len([text for text in queries if "SELECT" in text]) <= 4


def test_forty_teams_can_be_ticked_at_once(client, admin, make, session):
    teams = [str(make.team(f"Veranstaltungstechnik {number}").id) for number in range(40)]

    written(client, team=teams)

    assert len(stored(session)) == 1
    assert session.scalar(select(func.count()).select_from(ChallengeAudience)) == 40


def test_a_challenge_for_leaders_stays_one_once_it_is_out(client, sign_in, make, session):
    sign_in(make.person("Adi", role="admin"), confirmed=True)
    challenge = make.challenge("Carry one thing", state="draft", published_at=None)
    path = f"/desk/challenges/{challenge.id}"
    words = {
        "title": "Carry one thing",
        "what": "Ask, take one, do it.",
        "better": "They go home on time.",
        "quiet": "Finish one line.",
        "helps": "colleague",
        "minutes": "3",
        "plate": "bell",
        "language": "en",
    }

    client.post(path, data={**words, "for_leaders": "y"})
    client.post(f"{path}/publication")
    client.post(path, data=words)

    session.rollback()
    session.refresh(challenge)
    assert (challenge.state, challenge.for_leaders) == ("live", True)
    assert "People who lead" in client.get(path).text


def test_more_teams_than_can_be_ticked_are_looked_for_by_name(
    client, admin, make, session, monkeypatch
):
    monkeypatch.setattr(audiences, "MOST_TEAMS", 2)
    monkeypatch.setattr(challenge_form, "MOST_TEAMS", 2)
    teams = {name: make.team(name).id for name in ("Ants", "Bats", "Cats", "Dogs")}

    few = client.get("/desk/challenges/new").text
    sought = {"team_words": "dog", "team": str(teams["Cats"])}
    found = client.post("/desk/challenges/new", data=sought).text
    written(client, team=[str(teams["Cats"]), str(teams["Dogs"])])

    assert 'name="team_words"' in few and "Dogs" not in few
    assert re.findall(r'name="team" value="(\d+)"( checked)?', found) == [
        (str(teams["Cats"]), " checked"),
        (str(teams["Dogs"]), ""),
    ]
    assert session.scalar(select(func.count()).select_from(ChallengeAudience)) == 2


def test_a_crowd_is_counted_no_further_than_a_page_can(client, admin, make, monkeypatch):
    monkeypatch.setattr(audiences, "MOST_REACHED", 5)
    monkeypatch.setattr(challenge_words, "MOST_REACHED", 5)
    for number in range(9):
        make.person(f"Person {number}")

    page = client.get(f"/desk/challenges/{make.challenge().id}").text

    assert "It fits more than 5 people." in page


def test_levels_are_ticked_by_what_they_are_called_here(client, admin, make, session):
    make.level("manager").name = "Ward sister"
    admin.locale = "es"
    session.commit()

    page = client.get("/desk/challenges/new").text

    assert re.findall(r'name="level"[^>]*><span dir="auto">([^<]*)<', page) == [
        "Primera línea",
        "Ward sister",
    ]


def test_the_list_names_levels_in_the_readers_language(client, admin, make):
    make.challenge(audience=[("level", make.level("team_lead"))])

    page = client.get(LIST, headers={"Accept-Language": "es"}).text

    assert "Líder de equipo" in page and "Team lead" not in page


def test_the_list_says_what_is_for_those_who_lead(client, admin, make):
    make.challenge("Walk a guest to the lift")
    assert "People who lead" not in client.get(LIST).text
    make.challenge("Ask each of them one thing", for_leaders=True)

    assert client.get(LIST).text.count("People who lead") == 1
