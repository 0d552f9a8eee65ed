import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.actions.roadblock_cast import Cast
from tests.factories import NOON
from uplift_pwa.actions import codes, roadblock_clocks, roadblock_levels, roadblocks
from uplift_pwa.actions.roadblocks import Keys
from uplift_pwa.db import transaction
from uplift_pwa.models import OperationResult, Roadblock, RoadblockVoice
from uplift_pwa.web import phone

TODAY, DAY = NOON.date(), timedelta(days=1)
TILL = "The second till has no key"
SEALED = {"roadblock", "roadblock_holding", "roadblock_voice", "sealed_report"}


@pytest.fixture
def cast(make, session):
    make.campaign(launch_on=TODAY - 20 * DAY)
    return Cast(make, session)


def report(client, **more):
    return client.post("/roadblocks", data={"kind": "tool", "text": TILL, **more})


def only(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Roadblock)).one()


def code_on(page):
    return re.search(r"<bdi>([0-9A-Z ]{14})</bdi>", page)[1]


def share_all(session, app, roadblock, people):
    with transaction(session):
        for person in people:
            roadblocks.share(session, roadblock.id, person.id, seal=app.config["UPLIFT"].seal)


def test_three_taps_put_it_on_the_table_and_the_phone_keeps_the_code(
    client, sign_in, cast, session
):
    sign_in(cast.ada)

    form = client.get("/roadblocks/new").text
    operation = re.search(r'name="operation" value="([^"]+)"', form)[1]
    done = report(client, operation=operation)
    again = report(client, operation=operation)
    page = client.get("/roadblocks/own").text

    assert (done.status_code, again.status_code) == (303, 303)
    assert only(session).text == TILL and TILL in page
    assert page.count("<bdi>") == 1 and "7 days left to answer" in page


def test_a_report_touches_no_table_that_knows_people(client, sign_in, cast, queries, session):
    sign_in(cast.ada)
    client.get("/roadblocks/new")
    queries.clear()

    report(client, operation="a" * 20)

    written = {
        re.match(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", text)[1]
        for text in queries
        if not text.lstrip().upper().startswith(("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE"))
    }
    assert written == SEALED
    assert session.scalars(select(OperationResult)).all() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"kind": ""}, "Tap what comes closest."),
        ({"kind": "boss"}, "Not a valid choice"),
        ({"text": "x" * 281}, "longer than 280 signs"),
        ({"operation": "short"}, ""),
    ],
)
def test_what_cannot_be_sent_comes_back_with_the_words(
    client, sign_in, cast, session, data, said
):
    sign_in(cast.ada)

    refused = report(client, **data)

    assert refused.status_code == 422 and said in refused.text
    assert session.scalars(select(Roadblock)).all() == []


def test_below_three_the_team_reads_the_kind_alone_from_three_the_words_rules_9(
    client, sign_in, cast, session, app
):
    sign_in(cast.ada)
    report(client)
    sign_in(cast.ben)
    few = client.get("/roadblocks").text
    road = only(session)

    done = client.post(f"/roadblocks/{road.id}/voice")
    share_all(session, app, road, cast.people[2:3])
    enough = client.get("/roadblocks").text

    assert TILL not in few and "Something is missing" in few and "or more" not in few
    assert done.status_code == 303
    assert TILL in enough and "3 people or more share it" in enough and "You too" in enough


def test_the_number_moves_in_steps_rules_8(client, sign_in, cast, session, app):
    sign_in(cast.ada)
    report(client)
    share_all(session, app, only(session), cast.people[1:4])
    four = client.get("/roadblocks").text
    share_all(session, app, only(session), cast.people[4:])
    six = client.get("/roadblocks").text

    assert "3 people or more share it" in four
    assert "5 people or more share it" in six


def test_another_teams_roadblock_is_not_there(client, sign_in, cast, make, session):
    sign_in(cast.ada)
    report(client)
    stranger = make.person("Stan", team=make.team("Buses"))
    sign_in(stranger)
    number = only(session).id

    assert client.post(f"/roadblocks/{number}/voice").status_code == 404
    assert TILL not in client.get("/roadblocks").text
    assert client.post(f"/roadblocks/own/{number}/confirmation").status_code == 404
    assert session.scalars(select(RoadblockVoice)).all() != []


def test_the_leader_reads_it_without_a_name_and_answers(client, sign_in, cast, session):
    sign_in(cast.ada)
    report(client)
    client.get("/roadblocks/own")
    number = only(session).id
    sign_in(cast.lea, confirmed=True)
    path = f"/lead/{cast.otters.id}/roadblocks"

    page = client.get(path).text
    empty = client.post(f"/lead/roadblocks/{number}/answer", data={"team_id": cast.otters.id})
    done = client.post(
        f"/lead/roadblocks/{number}/answer",
        data={"text": "Friday.", "team_id": cast.otters.id},
    )

    assert TILL in page and "Ada" not in page
    assert empty.status_code == 422 and "This is still empty." in empty.text
    assert done.location == path
    assert "Answered. 21 days left to clear" in client.get(path).text


def test_a_named_report_shows_the_name_to_the_leader_alone(client, sign_in, cast, session, app):
    sign_in(cast.ada)
    report(client, who="name")
    share_all(session, app, only(session), cast.people)
    sign_in(cast.lea, confirmed=True)
    leader = client.get("/lead/roadblocks").text
    sign_in(cast.ben)
    team = client.get("/roadblocks").text

    assert "from Ada" in leader
    assert TILL in team and "Ada" not in team


def test_it_is_passed_up_and_the_next_level_has_it(client, sign_in, cast, session):
    sign_in(cast.ada)
    report(client)
    number = only(session).id
    sign_in(cast.lea, confirmed=True)

    done = client.post(f"/lead/roadblocks/{number}/passing", data={"text": "Too dear for me."})
    mine = client.get("/lead/roadblocks").text
    team = client.get(f"/lead/{cast.otters.id}/roadblocks").text
    sign_in(cast.mo, confirmed=True)
    theirs = client.get("/lead/roadblocks").text

    assert done.status_code == 303
    assert TILL not in mine
    assert "Passed up. It is with: Manager" in team
    assert TILL in theirs


@pytest.mark.parametrize(
    ("answer", "said"),
    [("yes", "The road is clear. You said so."), ("no", "left to clear it or pass it up")],
)
def test_the_reporter_says_whether_it_is_clear(
    client, sign_in, device_cookie, cast, session, app, answer, said
):
    sign_in(cast.ada)
    report(client)
    number, own = only(session).id, client.get_cookie("session").value
    sign_in(cast.lea, confirmed=True)
    client.post(f"/lead/roadblocks/{number}/clearance", data={"text": "Here."})
    client.set_cookie("session", own)

    page = client.get("/roadblocks/own").text
    client.post(f"/roadblocks/own/{number}/confirmation", data={"clear": answer})

    assert "Is it?" in page
    assert said in client.get("/roadblocks/own").text


def test_a_written_code_opens_the_page_on_another_phone_until_it_signs_out(
    client, sign_in, cast
):
    sign_in(cast.ada)
    report(client)
    code = code_on(client.get("/roadblocks/own").text)
    sign_in(cast.ada)
    assert TILL not in client.get("/roadblocks/own").text

    wrong = client.post("/roadblocks/own", data={"code": "0000 0000 0000"})
    right = client.post("/roadblocks/own", data={"code": code.lower()})

    assert wrong.status_code == 422 and right.status_code == 303
    assert TILL in client.get("/roadblocks/own").text
    client.post("/sign-out")
    sign_in(cast.ada)
    assert TILL not in client.get("/roadblocks/own").text


def test_codes_cannot_be_guessed_for_long(client, sign_in, cast):
    sign_in(cast.ada)

    replies = [
        client.post("/roadblocks/own", data={"code": f"{n:012}"}).status_code for n in range(12)
    ]

    assert replies == [422] * 10 + [429] * 2


def test_my_lift_and_my_reasons_know_and_no_page_of_others_does(client, sign_in, cast):
    sign_in(cast.ada)
    report(client)

    me, why = client.get("/me").text, client.get("/why").text

    assert 'class="figure num">3<' in me and "Today: 3" in me
    assert "You said what stops you." in why and "Lift +3." in why
    sign_in(cast.ben)
    assert 'class="figure num">0<' in client.get("/me").text
    assert "stops you" not in client.get("/why").text


def test_the_medians_stand_on_orbit_for_everybody(client, sign_in, cast, session, app):
    config = app.config["UPLIFT"]
    keys = Keys(config.seal, config.pepper)
    with transaction(session):
        for days, person in zip((1, 1, 2, 6, 7), cast.people, strict=False):
            code = roadblocks.report(
                session, person.id, roadblocks.Said("tool"), keys=keys, at=NOON - 10 * DAY
            )
            number = session.scalar(
                select(Roadblock.id).filter_by(token_digest=codes.digest(code, config.pepper))
            )
            at = NOON - (10 - days) * DAY
            roadblock_levels.answer(session, number, "Yes.", by=cast.lea.id, at=at)
    sign_in(cast.ben)

    page = client.get("/orbit").text

    table = page[page.index("Days to an answer") :]
    assert re.search(r"Team lead</strong><b[^>]*>2 days<", table)
    assert re.search(r"Executive</strong><span[^>]*>not enough yet<", table)


def test_the_desk_reads_no_name_no_words_of_few_and_no_figure_under_five(
    client, sign_in, cast, make, session, app
):
    for person in cast.people[:4]:
        sign_in(person)
        report(client, text="No key" if person is cast.ada else f"Quiet words {person.id}")
    with transaction(session):
        for number in roadblock_clocks.due(session, at=NOON + 9 * DAY):
            roadblock_clocks.ring(session, number, at=NOON + 9 * DAY)
    sign_in(make.person("Adi", role="admin", level="manager"), confirmed=True)

    page = client.get("/desk/inbox").text
    overdue = client.get("/desk/inbox?state=overdue").text
    other = client.get("/desk/inbox?state=waiting").text

    for secret in ("Ada", "Ben", "No key", "Quiet words", "Front of house"):
        assert secret not in page
    assert page.count('<li class="i3">') == 4 == overdue.count('<li class="i3">')
    assert '<b class="num">4</b>' not in page and '<b class="num">few</b>' in page
    assert other.count('<li class="i3">') == 0


def test_the_desk_names_departments_that_have_enough(client, sign_in, cast, make):
    for person in cast.people[:5]:
        sign_in(person)
        report(client)
    sign_in(make.person("Adi", role="admin", level="manager"), confirmed=True)

    page = client.get("/desk/inbox").text

    assert "Front of house" in page and '<b class="num">5</b>' in page


def test_a_report_that_waited_without_a_network_leaves_its_code_on_the_phone(
    app, client, sign_in, cast, session
):
    sign_in(cast.ada)
    with app.app_context():
        owner = phone.owner(cast.ada.id)
    waited = {"id": "0" * 32, "path": "/roadblocks", "form": [["kind", "tool"], ["text", TILL]]}
    batch = {"owner": owner, "operations": [waited]}

    replies = [client.post("/sync", json=batch).json["results"][0] for _ in range(2)]

    assert [one["status"] for one in replies] == ["done", "done"]
    assert only(session).text == TILL
    assert client.get("/roadblocks/own").text.count("<bdi>") == 1
    assert session.scalars(select(OperationResult)).all() == []


def test_an_idea_is_proposed_shared_adopted_and_answered(client, sign_in, cast, make, session):
    idea = {"helps": "team", "title": "Wave", "text": "Wave back.", "operation": "b" * 20}
    sign_in(cast.ada)
    empty = client.post("/ideas", data={"title": "Wave"})
    first, again = (client.post("/ideas", data=idea) for _ in range(2))
    client.post("/ideas", data={**idea, "title": "Hum", "operation": "c" * 20, "named": "y"})
    sign_in(cast.ben)
    shared = client.post("/ideas/1/voice")
    page = client.get("/ideas").text
    sign_in(make.person("Adi", role="admin", level="manager"), confirmed=True)
    desk = client.get("/desk/inbox/ideas").text
    adopted = client.post("/desk/inbox/ideas/2/adoption")
    wordless = client.post("/desk/inbox/ideas/1/answer", data={"text": " "})
    declined = client.post("/desk/inbox/ideas/1/answer", data={"text": "We do it already."})
    gone = client.post("/desk/inbox/ideas/1/adoption")
    sign_in(cast.ada)
    after = client.get("/ideas").text

    assert (empty.status_code, first.status_code, again.status_code) == (422, 303, 303)
    assert shared.status_code == 303 and page.count("You too") == 1 and "by Ada" in page
    assert desk.count('id="idea-') == 2 and "or more" not in desk
    assert "/desk/challenges/" in adopted.location and adopted.status_code == 303
    assert (wordless.status_code, declined.status_code, gone.status_code) == (422, 303, 404)
    assert "We do it already." in after and "Adopted: it becomes a challenge." in after


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("ada", "/roadblocks"),
        ("ada", "/roadblocks/new"),
        ("ada", "/roadblocks/own"),
        ("ada", "/ideas"),
        ("ada", "/me"),
        ("ada", "/why"),
        ("ada", "/orbit"),
        ("lea", "/lead/{team}/roadblocks"),
        ("lea", "/lead/roadblocks"),
        ("lea", "/lead/{team}"),
        ("adi", "/desk/inbox"),
        ("adi", "/desk/inbox/ideas"),
    ],
)
def test_each_screen_costs_four_selects_at_most(
    client, sign_in, cast, make, queries, who, path
):
    people = {
        "ada": cast.ada,
        "lea": cast.lea,
        "adi": make.person("Adi", role="admin", level="manager"),
    }
    sign_in(cast.ada)
    report(client)
    kept = client.get_cookie("session").value
    sign_in(people[who], confirmed=True)
    if who == "ada":
        client.set_cookie("session", kept)
    path = path.format(team=cast.otters.id)
    queries.clear()

    reply = client.get(path)

    selects = [q for q in queries if q.startswith("SELECT")]
    assert reply.status_code == 200
    assert len(selects) <= 4, selects
