import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import people_search, thanks
from uplift_pwa.models import Membership, PersonTotal, Thanks, ThanksKind

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def ada(make):
    make.campaign()
    return make.person("Ada Ek")


@pytest.fixture
def ben(make, session, ada):
    ben = make.person("Ben Ow", team=make.team("Buses"))
    people_search.note(session, [ben.id])
    session.commit()
    return ben


@pytest.fixture
def give(session):
    def give(sender, receiver, at=NOON, to="person", reason="You stayed late."):
        sent = thanks.give(session, sender.id, to, receiver.id, reason=reason, at=at)
        session.commit()
        return sent.id

    return give


def form(receiver, **more):
    return {"to": f"person-{receiver.id}", "kind": "taught-me", "reason": "The till."} | more


def stored(session):
    session.commit()
    return session.scalars(select(Thanks)).all()


def test_three_taps_and_a_few_words_thank_somebody(client, sign_in, session, ada, ben):
    sign_in(ada)
    page = client.get(f"/thanks/new?to=person-{ben.id}").text
    operation = re.search(r'name="operation" value="([^"]+)"', page)[1]

    for _ in range(2):  # a second tap of an impatient thumb
        reply = client.post("/thanks", data=form(ben, operation=operation))
        assert (reply.status_code, reply.location) == (303, "/thanks/sent")

    (sent,) = stored(session)
    assert (sent.sender_id, sent.receiver_id, sent.kind, sent.reason) == (
        ada.id,
        ben.id,
        "taught-me",
        "The till.",
    )
    page = client.get("/thanks/sent").text
    assert "Ben Ow will read it." in page and "It lifts you both a little." in page


def test_a_kind_may_be_left_out(client, sign_in, session, ada, ben):
    sign_in(ada)

    client.post("/thanks", data={"to": f"person-{ben.id}", "reason": "Just so."})

    assert [one.kind for one in stored(session)] == ["thanks"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({"reason": "  "}, "A few words are the gift", id="nothing written"),
        pytest.param({"reason": "x" * 281}, "longer than 280 signs", id="too long"),
        pytest.param({"reason": "a\x00b"}, "cannot be kept", id="a sign no keyboard makes"),
        pytest.param({"kind": "bribe"}, "not there any more", id="an unknown kind"),
    ],
)
def test_what_is_refused_is_said_beside_what_was_written(
    client, sign_in, session, ada, ben, more, said
):
    sign_in(ada)

    reply = client.post("/thanks", data=form(ben, **more))

    assert reply.status_code == 422
    assert said in reply.text and 'aria-invalid="true"' in reply.text
    assert stored(session) == []


@pytest.mark.parametrize(
    "to", ["", "person-0", "person-99", "person-9999999999", "site-1", "me", "department-77"]
)
def test_nobody_there_is_not_found(client, sign_in, ada, to):
    sign_in(ada)

    assert client.get("/thanks/new", query_string={"to": to}).status_code == 404
    assert client.post("/thanks", data={"to": to, "reason": "Hm."}).status_code == 404


def test_nobody_thanks_themselves(client, sign_in, session, ada):
    sign_in(ada)

    assert client.get(f"/thanks/new?to=person-{ada.id}").status_code == 404
    assert client.post("/thanks", data=form(ada)).status_code == 404
    assert stored(session) == []


def test_a_limit_is_explained_before_and_after(client, sign_in, session, give, ada, ben):
    give(ada, ben, NOON - 6 * DAY)
    sign_in(ada)

    before = client.get(f"/thanks/new?to=person-{ben.id}").text
    client.post("/thanks", data=form(ben))
    after = client.get("/thanks/sent").text

    assert "It will arrive. It adds no lift: you thanked Ben Ow on Tuesday." in before
    assert "It adds no lift: you thanked Ben Ow on Tuesday." in after
    session.commit()
    assert session.scalar(select(PersonTotal.lift).filter_by(person_id=ben.id)) == 5


def test_thanks_straight_back_are_explained_too(client, sign_in, give, ada, ben):
    give(ben, ada, NOON - DAY)
    sign_in(ada)

    page = client.get(f"/thanks/new?to=person-{ben.id}").text

    assert "It adds no lift: Ben Ow thanked you yesterday." in page


def test_the_fourth_of_a_day_lifts_the_other_alone(client, sign_in, make, give, ada, ben):
    for name in ("Cleo", "Dora", "Emil"):
        give(ada, make.person(name), NOON - MINUTE)
    sign_in(ada)

    before = client.get(f"/thanks/new?to=person-{ben.id}").text
    client.post("/thanks", data=form(ben))

    said = "It lifts Ben Ow; your own lift for thanks is full for today."
    assert said in before
    assert said in client.get("/thanks/sent").text


def test_the_twenty_first_of_a_day_is_kindly_stopped(client, sign_in, give, ada, ben, session):
    for _ in range(20):
        give(ada, ben, NOON - MINUTE)
    sign_in(ada)

    reply = client.post("/thanks", data=form(ben))

    assert reply.status_code == 422
    assert "Twenty thanks in a day" in reply.text
    assert len(stored(session)) == 20


def test_a_card_is_kept_and_can_be_opened(client, sign_in, give, ada, ben):
    number = give(ben, ada)
    sign_in(ada)

    page = client.get("/thanks").text
    card = client.get(f"/thanks/{number}").text

    assert "You stayed late." in page and "From Ben Ow, Buses" in card
    assert "You stayed late." in card


def test_a_new_card_lights_the_bar_until_it_was_looked_at(client, sign_in, give, ada, ben):
    number = give(ben, ada)
    sign_in(ada)
    assert "something new" in client.get("/").text
    assert "Somebody thanked you." in client.get("/").text
    assert client.get("/thanks").text.count(">Keep it<") == 1

    reply = client.post("/thanks/seen", data={"until": number})

    assert reply.status_code == 303
    for path in ("/", "/thanks"):
        assert "something new" not in client.get(path).text
    assert "Somebody thanked you." not in client.get("/").text
    assert "You stayed late." in client.get("/thanks").text


def test_looking_at_the_page_alone_marks_nothing(client, sign_in, give, session, ada, ben):
    give(ben, ada)
    sign_in(ada)

    client.get("/thanks")

    assert [one.seen_at for one in stored(session)] == [None]


@pytest.mark.parametrize("until", ["", "x", "-1", "0", str(2**31)])
def test_only_a_cards_number_can_be_looked_at(client, sign_in, ada, until):
    sign_in(ada)

    assert client.post("/thanks/seen", data={"until": until}).status_code == 422


def test_thanks_to_the_team_and_the_department_are_kept_as_well(
    client, sign_in, make, give, ada, ben
):
    give(ben, make.team(), to="team", reason="Every key was there.")
    give(ben, make.department(), to="department", reason="A calm house.")
    sign_in(ada)

    page = client.get("/thanks").text

    assert "Every key was there." in page and "to your team" in page
    assert "A calm house." in page and "to your department" in page
    assert "something new" not in page


def test_cards_are_read_page_by_page(client, sign_in, give, ada, ben):
    for number in range(15):
        give(ben, ada, NOON + number * MINUTE * 60 * 24, reason=f"Card {number}.")
    sign_in(ada)

    page = client.get("/thanks").text
    older = re.search(r'href="(/thanks\?before=\d+)"', page)[1]
    rest = client.get(older).text

    assert "Card 14." in page and "Card 3." in page and "Card 2." not in page
    assert all(f"Card {number}." in rest for number in (0, 1, 2))
    assert "Card 3." not in rest and "before=" not in rest


def test_putting_away_hides_a_card_from_oneself(client, sign_in, give, ada, ben):
    number = give(ben, ada)
    sign_in(ada)

    assert client.post(f"/thanks/{number}/away").status_code == 303

    assert "You stayed late." not in client.get("/thanks").text
    assert client.get(f"/thanks/{number}").status_code == 404
    assert "something new" not in client.get("/thanks").text


def test_cards_of_others_look_like_none(client, sign_in, make, give, ada, ben):
    number = give(ben, ada)
    sign_in(make.person("Cleo"))

    assert client.get(f"/thanks/{number}").status_code == 404
    assert client.post(f"/thanks/{number}/away").status_code == 404
    assert client.post(f"/thanks/{number}/reversal").status_code == 404


def test_thanks_can_be_taken_back_for_ten_minutes(
    client, sign_in, session, give, ada, ben, monkeypatch
):
    number = give(ada, ben)
    sign_in(ada)
    assert "Take it back" in client.get("/thanks/sent").text

    monkeypatch.setattr(clock, "now", lambda: NOON + 11 * MINUTE)
    assert "Take it back" not in client.get("/thanks/sent").text
    late = client.post(f"/thanks/{number}/reversal")
    monkeypatch.setattr(clock, "now", lambda: NOON + 10 * MINUTE)
    reply = client.post(f"/thanks/{number}/reversal")

    assert (late.status_code, reply.status_code) == (409, 303)
    assert "this one stays" in late.text
    assert stored(session) == []


def test_what_was_read_stays(client, sign_in, session, give, ada, ben):
    number = give(ada, ben)
    thanks.see(session, ben.id, number, at=NOON)
    session.commit()
    sign_in(ada)

    page = client.get("/thanks/sent").text
    reply = client.post(f"/thanks/{number}/reversal")

    assert "Take it back" not in page
    assert reply.status_code == 409 and "They have read it by now" in reply.text


def test_sent_without_having_sent_anything_leads_back(client, sign_in, ada):
    sign_in(ada)

    assert client.get("/thanks/sent").location == "/thanks"


def test_those_of_late_and_the_team_are_one_tap_away(client, sign_in, make, give, ada, ben):
    mate = make.person("Cleo Mate")
    make.person("Gone Mate", status="left")
    stranger = make.person("Zed Far", team=make.team("Trams", make.department("Rails")))
    give(ben, ada, NOON - 2 * DAY)
    sign_in(ada)

    page = client.get("/thanks").text
    whom = re.search(r'<nav class="whom".*?</nav>', page, re.DOTALL)[0]

    assert [f"to=person-{one.id}" in whom for one in (ben, mate)] == [True, True]
    assert "Gone Mate" not in whom and f"to=person-{stranger.id}" not in whom
    assert "My whole team" in whom and "Rails" in whom and "Front of house" not in whom
    assert "Ada Ek" not in whom


def test_search_finds_people_and_places_with_and_without_htmx(client, sign_in, ada, ben):
    sign_in(ada)

    whole = client.get("/thanks/to?q=bne+ow").text
    part = client.get("/thanks/to?q=buses", headers=HTMX).text
    nobody = client.get("/thanks/to?q=xyzzy").text

    assert f"/thanks/new?to=person-{ben.id}" in whole and "Buses · Harbour" in whole
    assert "<!doctype" not in part and "the whole team, Front of house" in part
    assert "Nobody here sounds like that" in nobody


def test_search_says_nothing_about_taking_part(client, sign_in, make, session, ada):
    looker = make.person("Lou Look", mode="look")
    player = make.person("Pip Look", mode="play")
    people_search.note(session, [looker.id, player.id])
    session.commit()
    sign_in(ada)

    lines = re.findall(
        r"<li><a class=.line.*?</li>", client.get("/thanks/to?q=look").text, re.DOTALL
    )

    alike = {re.sub(r"person-\d+|Lou|Pip", "", line) for line in lines}
    assert len(lines) == 2 and len(alike) == 1


def test_asking_faster_than_a_hand_can_is_stopped(client, sign_in, ada, make):
    sign_in(ada)
    for _ in range(300):
        assert client.get("/thanks/to?q=b").status_code == 200

    assert client.get("/thanks/to?q=b").status_code == 429
    sign_in(make.person("Ben"))
    assert client.get("/thanks/to?q=b").status_code == 200


def test_own_kinds_are_offered_in_their_order(client, sign_in, session, ada, ben):
    session.add_all(
        [
            ThanksKind(key="b", name="Brought cake", picture="cup", position=2),
            ThanksKind(key="a", name="Sang", picture="heart", position=1),
            ThanksKind(key="c", name="Old", picture="cup", position=0, retired_at=NOON),
            ThanksKind(key="taught-me", name=None, picture="book", position=3),
        ]
    )
    session.commit()
    sign_in(ada)

    page = client.get(f"/thanks/new?to=person-{ben.id}").text

    assert re.findall(r'name="kind" value="([^"]+)"', page) == ["a", "b", "taught-me"]
    assert page.index("Sang") < page.index("Brought cake") < page.index("Taught me")
    assert "Had my back" not in page


def test_words_of_others_are_data_and_never_markup(client, sign_in, give, ada, ben):
    give(ben, ada, reason='<img src=x data-hx-get="/me">')
    sign_in(ada)

    page = client.get("/thanks").text

    assert "<img" not in page and "&lt;img" in page


@pytest.mark.parametrize(
    "path",
    ["/thanks", "/thanks/new?to={team}", "/thanks/to?q=ben ow", "/thanks/sent", "/thanks/{id}"],
)
def test_a_screen_of_thanks_costs_at_most_four_selects(
    client, sign_in, make, give, ada, ben, queries, path
):
    number = give(ben, ada)
    give(ada, ben)
    sign_in(ada)
    path = path.format(team=f"team-{make.team().id}", id=number)
    queries.clear()

    reply = client.get(path)

    own = [q for q in queries if "SELECT" in q.upper()]
    assert reply.status_code == 200
    assert len(own) <= 4, own


def test_somebody_without_a_team_can_give_and_get(client, sign_in, session, make, give, ada):
    sam = make.person("Sam Solo")
    session.query(Membership).filter_by(person_id=sam.id).delete()
    session.commit()
    give(ada, sam)
    sign_in(sam)

    page = client.get("/thanks").text
    reply = client.post("/thanks", data=form(ada))

    assert "You stayed late." in page and "My whole team" not in page
    assert reply.status_code == 303
    assert len(stored(session)) == 2
