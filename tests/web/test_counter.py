"""A customer at a counter, and who makes the cards."""

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import counter_answers, counter_cards
from uplift_pwa.models import AnswerWord, CounterAnswer, CounterCard


@pytest.fixture
def lea(make):
    make.campaign()
    return make.person("Lea", team=make.team("Office"), leads=[make.team("Otters")])


@pytest.fixture
def card(session, make, lea):
    card_id = counter_cards.make(session, make.team("Otters").id, by=lea.id, at=NOON)
    session.commit()
    return card_id


@pytest.fixture
def path(app, card):
    return f"/c/{counter_cards.token(card, app.config['UPLIFT'].pepper)}"


def kept(session):
    session.rollback()
    rows = session.scalars(select(CounterAnswer).order_by(CounterAnswer.id)).all()
    return [(one.word, one.sentence, one.language) for one in rows]


def test_a_customer_answers_with_one_tap_and_nothing_is_kept_on_the_phone(
    client, path, session
):
    page = client.get(path)
    reply = client.post(path, data={"word": "made-my-day"})
    thanks = client.get(reply.location)

    assert "Otters" in page.text and "Did we help you?" in page.text
    assert (reply.status_code, reply.location) == (303, f"{path}/thanks?lang=en")
    assert "Thank you." in thanks.text
    for answer in (page, reply, thanks):
        assert "Set-Cookie" not in answer.headers
        assert "<script" not in answer.text and "Lea" not in answer.text
    assert kept(session) == [("made-my-day", None, "en")]


@pytest.mark.parametrize(
    ("asked", "accepts", "language"),
    [
        pytest.param("", "es-MX,es;q=0.9", "es", id="the browser's language"),
        pytest.param("?lang=ar", "es", "ar", id="switched"),
        pytest.param("?lang=xx", "", "en", id="one there is not"),
    ],
)
def test_the_page_speaks_the_customers_language(
    client, path, session, asked, accepts, language
):
    page = client.get(path + asked, headers={"Accept-Language": accepts}).text
    client.post(
        path,
        data={"word": "yes", "sentence": "Bien.", "lang": language},
        headers={"Accept-Language": accepts},
    )

    assert f'<html lang="{language}"' in page
    assert ('dir="rtl"' in page) is (language == "ar")
    assert kept(session) == [("yes", "Bien.", language)]


def test_who_is_signed_in_is_a_customer_here_as_well(client, sign_in, path, lea, session):
    sign_in(lea)

    assert "Lea" not in client.get(path).text
    client.post(path, data={"word": "yes"})

    assert kept(session) == [("yes", None, "en")]


def test_the_eleventh_answer_of_a_day_is_thanked_and_not_kept(client, path, session):
    replies = [client.post(path, data={"word": "yes"}).status_code for _ in range(11)]

    assert replies == [303] * 10 + [429]
    assert len(kept(session)) == 10


@pytest.mark.parametrize(
    "token", ["1", "1-", "1-aaaaaaaaaaaa", "x-y", "%00", "99999999999-aaaaaaaaaaaa"]
)
def test_an_address_that_nobody_made_is_not_there(client, path, token):
    for address in (f"/c/{token}", f"/c/{token}/thanks"):
        assert client.get(address).status_code == 404
    assert client.post(f"/c/{token}", data={"word": "yes"}).status_code == 404


def test_a_revoked_card_is_not_there(client, path, card, session, make, lea):
    counter_cards.revoke(session, make.team("Otters").id, card, by=lea.id, at=NOON)
    session.commit()

    assert client.get(path).status_code == 404
    assert client.post(path, data={"word": "yes"}).status_code == 404


def test_a_word_that_is_not_on_the_card_is_refused(client, path, session):
    assert client.post(path, data={"word": "five stars"}).status_code == 422
    assert kept(session) == []


def test_the_leader_makes_prints_and_takes_back(client, sign_in, make, lea, session):
    team = make.team("Otters").id
    sign_in(lea, confirmed=True)

    made = client.post(f"/teams/{team}/counter-cards")
    printed = client.get(made.location).text
    four = client.get(f"{made.location}?sheet=a4&language=ar").text
    back = client.post(f"{made.location}/revocation")

    assert made.status_code == 303 and back.status_code == 303
    assert printed.count("<svg") >= 1 and "Did we help you?" in printed
    assert four.count("shape-rendering") == 4 and 'lang="ar" dir="rtl"' in four
    assert client.get(made.location).status_code == 404
    session.rollback()
    assert session.scalars(select(CounterCard.revoked_at)).one() == NOON


def test_nobody_elses_team_has_cards(client, sign_in, make, lea, card, session):
    team = make.team("Otters").id
    other = make.person("Otto", team=make.team("Office"), leads=[make.team("Buses")])
    sign_in(other, confirmed=True)

    assert client.get(f"/teams/{team}/counter-cards").status_code == 404
    assert client.post(f"/teams/{team}/counter-cards").status_code == 404
    assert client.post(f"/teams/{team}/counter-cards/{card}/revocation").status_code == 404
    buses = make.team("Buses").id
    assert client.post(f"/teams/{buses}/counter-cards/{card}/revocation").status_code == 404


def test_an_admin_finds_every_team(client, sign_in, make, card):
    make.team("Buses")
    sign_in(make.person("Adi", team=make.team("Office"), role="admin"), confirmed=True)

    every, one = (
        client.get("/desk/counter-cards").text,
        client.get("/desk/counter-cards?q=otT").text,
    )

    assert "1 card" in every and "Buses" in every
    assert "Otters" in one and "Buses" not in one


def test_the_desk_finds_its_own_words_for_the_answers(client, sign_in, make, path, session):
    sign_in(make.person("Adi", team=make.team("Office"), role="admin"), confirmed=True)
    url = "/desk/counter-cards/words"

    good = client.post(url, data={"yes": "Indeed"})
    bad = client.post(url, data={"yes": "Same", "a-lot": "same"})

    assert (good.status_code, bad.status_code) == (303, 422)
    assert "words of its own" in bad.text and 'value="Same"' in bad.text
    assert "Indeed" in client.get(path).text
    assert session.scalars(select(AnswerWord.text)).all() == ["Indeed"]


def test_a_customers_sentence_waits_for_the_desk(client, sign_in, make, path, session):
    otter = make.person("Otta", team=make.team("Otters"))
    for sentence in ("So kind.", "Rude words."):
        client.post(path, data={"word": "yes", "sentence": sentence})
    sign_in(otter)
    before = client.get("/team").text
    sign_in(make.person("Adi", team=make.team("Office"), role="admin"), confirmed=True)
    inbox = client.get("/desk/reports?of=customers").text

    for number, decision in ((1, "show"), (2, "away")):
        url = f"/desk/counter-answers/{number}/decision"
        assert client.post(url, data={"decision": decision}).status_code == 303
        assert client.post(url, data={"decision": decision}).status_code == 404

    assert "So kind." in inbox and "Rude words." in inbox
    assert "So kind." not in before
    sign_in(otter)
    after = client.get("/team").text
    assert "So kind." in after and "Rude words." not in after


@pytest.mark.parametrize(
    ("answers", "told"),
    [(4, None), (5, "5 or more customers"), (9, "5 or more customers"), (10, "10 or more")],
)
def test_customers_are_told_in_fives_rules_8(
    client, sign_in, make, card, session, answers, told
):
    for number in range(answers + 3):
        counter_answers.answer(
            session,
            card,
            "yes" if number < answers else "not-really",
            language="en",
            address=f"192.0.2.{number}",
            at=NOON,
        )
    session.commit()
    sign_in(make.person("Otta", team=make.team("Otters")))

    page = client.get("/team").text

    assert (told or "Otters") in page
    assert ("customers said" in page) is (told is not None)
