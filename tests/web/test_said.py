"""Who was better off, did it help, was it worth it: what is said around an act."""

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import completions, opening, people_search
from uplift_pwa.models import (
    Challenge,
    Completion,
    Confirmation,
    FeedItem,
    PersonTotal,
    Sentence,
    Vote,
)

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def ada(make, session):
    make.campaign()
    people = [
        make.person(name) for name in ("Ada Byron", "Ben Okri", "Cleo Day", "Dora", "Emil")
    ]
    make.challenge("Walk a guest to the lift")
    make.challenge("Leave one thing ready", helps="colleague", plate="keys")
    opening.days(session, at=NOON)
    people_search.catch_up(session)
    session.commit()
    return people[0]


@pytest.fixture
def ben(ada, make, session):
    from uplift_pwa.models import Person

    return session.scalars(select(Person).filter_by(name="Ben Okri")).one()


@pytest.fixture
def done(session, ada):
    act = completions.record(session, ada.id, first(session), at=NOON)
    session.commit()
    return act.completion_id


def first(session):
    return session.scalar(select(func.min(Challenge.id)))


def rows(session, table):
    session.rollback()
    return session.scalars(select(table)).all()


def test_words_come_along_with_the_tap(client, sign_in, ada, ben, session):
    sign_in(ada)
    words = {"sentence": " He smiled.\u202e ", "colleague": "ben okri", "to_team": "1"}

    reply = client.post(f"/challenges/{first(session)}/completion", data=words)

    assert (reply.status_code, reply.location) == (303, "/")
    assert [(one.text, one.language) for one in rows(session, Sentence)] == [
        ("He smiled.", "en")
    ]
    assert [one.asked_id for one in rows(session, Confirmation)] == [ben.id]
    assert len(rows(session, FeedItem)) == 1


def test_a_name_that_several_may_have_is_asked_about(client, sign_in, ada, make, session):
    make.person("Ben Mori", team=make.team("Buses"))
    people_search.catch_up(session)
    session.commit()
    sign_in(ada)

    reply = client.post(f"/challenges/{first(session)}/completion", data={"colleague": "Ben"})
    page = client.get(reply.location).text
    tap = client.post(
        f"/challenges/{first(session)}/completion", data={"colleague": "Ben"}, headers=HTMX
    ).text

    assert reply.location == "/completions/1/sentence?name=Ben"
    for text in (page, tap):
        assert "Which one?" in text and "Ben Mori" in text and "Ben Okri" in text
    assert rows(session, Confirmation) == []


def test_a_tap_with_words_is_another_operation_than_one_without(client, sign_in, ada, session):
    sign_in(ada)
    same, url = {"operation": "0123456789abcdef"}, f"/challenges/{first(session)}/completion"

    plain, again = client.post(url, data=same), client.post(url, data=same)
    other = client.post(url, data=same | {"sentence": "He smiled."})

    assert (plain.status_code, again.status_code, other.status_code) == (303, 303, 422)


def test_more_is_said_on_a_page_of_its_own(client, sign_in, ada, ben, done, session):
    sign_in(ada)
    url = f"/completions/{done}/sentence"
    page = client.get(url).text

    reply = client.post(url, data={"sentence": "He smiled.", "helped": ben.id})

    assert "Who was better off?" in page and page.count('class="press"') == 1
    assert (reply.status_code, reply.location) == (303, "/")
    after = client.get(url).text
    assert "“He smiled.”" in after and "Ben Okri is asked" in after
    assert [one.lift for one in rows(session, PersonTotal)] == [15]


@pytest.mark.parametrize("mode", ["play", "quiet"])
def test_only_in_play_one_is_asked_about_the_team(client, sign_in, ada, make, session, mode):
    quin = make.person("Quin", mode=mode)
    act = completions.record(session, quin.id, first(session), at=NOON)
    session.commit()
    sign_in(quin)

    page = client.get(f"/completions/{act.completion_id}/sentence").text

    assert ("Show my sentence to the team" in page) is (mode == "play")
    assert ("Show my sentence to the team" in client.get("/").text) is (mode == "play")


def test_a_page_with_a_name_costs_at_most_four_selects(client, sign_in, ada, done, queries):
    sign_in(ada)
    for path in ("", "?name=Ben"):
        queries.clear()

        assert client.get(f"/completions/{done}/sentence{path}").status_code == 200

        selects = [q for q in queries if q.lstrip().upper().startswith("SELECT")]
        assert len(selects) <= 4, selects


@pytest.mark.parametrize("path", ["sentence", "vote", "answer"])
def test_anothers_act_looks_like_none(client, sign_in, ben, done, path):
    sign_in(ben)
    data = {"worth": "box", "word": "yes"}

    assert client.post(f"/completions/{done}/{path}", data=data).status_code == 404
    assert client.post(f"/completions/99999/{path}", data=data).status_code == 404


def test_a_refusal_is_said_beside_the_same_form(client, sign_in, ada, done):
    sign_in(ada)

    reply = client.post(
        f"/completions/{done}/sentence", data={"helped": ada.id, "sentence": "He smiled."}
    )

    assert reply.status_code == 422
    assert "not yourself" in reply.text and "He smiled." in reply.text


def test_the_colleague_is_asked_on_today_and_answers_with_one_tap(
    client, sign_in, ada, ben, session
):
    words = {"sentence": "The keys lay ready.", "helped_id": ben.id}
    completions.record(session, ada.id, first(session), at=NOON, **words)
    session.commit()
    sign_in(ben)
    page = client.get("/").text

    reply = client.post("/completions/1/answer", data={"word": "a-lot", "sentence": "Calm."})

    assert "Did this help you?" in page and "Ada thought of you" in page
    assert "The keys lay ready." in page
    assert (reply.status_code, reply.location) == (303, "/")
    assert "Did this help you?" not in client.get("/").text
    sign_in(ada)
    told = client.get("/").text
    assert "Ben: A lot." in told and "Calm." in told


def test_not_really_is_told_to_nobody(client, sign_in, ada, ben, session):
    completions.record(session, ada.id, first(session), at=NOON, helped_id=ben.id)
    session.commit()
    sign_in(ben)
    client.post("/completions/1/answer", data={"word": "not-really"})
    sign_in(ada)

    assert "Ben" not in client.get("/").text
    assert session.scalars(select(PersonTotal.lift)).one() == 10


def test_an_answer_swaps_the_news_alone(client, sign_in, ada, ben, session):
    completions.record(session, ada.id, first(session), at=NOON, helped_id=ben.id)
    session.commit()
    sign_in(ben)

    reply = client.post("/completions/1/answer", data={"word": "yes"}, headers=HTMX)

    assert reply.status_code == 200 and "<!doctype" not in reply.text
    assert 'id="news"' in reply.text and "counts for the whole climb" in reply.text
    assert 'id="cards"' not in reply.text


@pytest.mark.parametrize("word", ["", "perhaps", "YES"])
def test_another_word_is_refused(client, sign_in, ben, done, session, word):
    sign_in(ben)

    assert client.post(f"/completions/{done}/answer", data={"word": word}).status_code == 422


def test_a_vote_is_one_tap_and_is_noted(client, sign_in, ada, done, session):
    sign_in(ada)
    url = f"/completions/{done}/vote"

    reply = client.post(url, data={"worth": "box"}, headers=HTMX)
    again = client.post(url, data={"worth": "difference"})

    assert reply.status_code == 200 and "Noted." in reply.text
    assert again.status_code == 303
    assert [one.is_box for one in rows(session, Vote)] == [True]
    assert client.post(url, data={"worth": "x"}).status_code == 422
    assert len(rows(session, Completion)) == 1


def test_the_lift_that_is_shown_is_the_lift_that_was_given(client, sign_in, ada, session):
    sign_in(ada)
    url = f"/challenges/{first(session)}/completion"

    page = client.post(url, data={"sentence": "He smiled."}, headers=HTMX).text

    assert ">+15<" in page
    assert [one.lift for one in rows(session, PersonTotal)] == [15]
