"""The studio's other languages: beside the author's words, one at a time."""

import pytest
from sqlalchemy import select

from uplift_pwa.models import Challenge, ChallengeText

LIST = "/desk/challenges"
SPANISH = {
    "title": "Acompaña a un huésped",
    "what": "Deja el mostrador y da los primeros pasos con él.",
    "better": "Llega tranquilo.",
    "quiet": "Recorre el camino y arregla un cartel.",
}


def titles(session, challenge):
    session.rollback()
    rows = session.execute(
        select(ChallengeText.version, ChallengeText.locale, ChallengeText.title)
        .filter_by(challenge_id=challenge.id)
        .order_by(ChallengeText.version, ChallengeText.locale)
    )
    return [tuple(row) for row in rows]


def version(session, challenge):
    session.rollback()
    return session.scalar(select(Challenge.version).filter_by(id=challenge.id))


def test_the_page_shows_the_author_s_words_beside_the_empty_fields(client, admin, make):
    challenge = make.challenge("Walk along")

    page = client.get(f"{LIST}/{challenge.id}/languages/es/edit").text

    assert "Leave the desk and walk the first few steps together." in page
    assert 'name="title"' in page and 'lang="es"' in page


def test_a_new_language_leaves_the_others_and_the_version_alone(client, admin, make, session):
    challenge = make.challenge("Walk along")

    answer = client.post(f"{LIST}/{challenge.id}/languages/es", data=SPANISH)

    assert answer.status_code == 303
    assert titles(session, challenge) == [(1, "en", "Walk along"), (1, "es", SPANISH["title"])]


def test_changed_words_of_a_published_one_are_a_new_version(client, admin, make, session):
    challenge = make.challenge("Walk along")
    path = f"{LIST}/{challenge.id}/languages/es"
    client.post(path, data=SPANISH)

    client.post(path, data=SPANISH | {"title": "Camina un poco"})

    assert titles(session, challenge)[2:] == [
        (2, "en", "Walk along"),
        (2, "es", "Camina un poco"),
    ]


def test_the_same_words_again_change_nothing(client, admin, make, session):
    challenge = make.challenge("Walk along")
    path = f"{LIST}/{challenge.id}/languages/es"

    client.post(path, data=SPANISH)
    client.post(path, data=SPANISH)

    assert version(session, challenge) == 1


def test_a_live_one_asks_for_all_four_texts(client, admin, make, session):
    challenge = make.challenge("Walk along")

    answer = client.post(f"{LIST}/{challenge.id}/languages/es", data=SPANISH | {"quiet": ""})

    assert answer.status_code == 422
    assert "it cannot be empty" in answer.text
    assert titles(session, challenge) == [(1, "en", "Walk along")]


def test_what_is_typed_shows_on_a_phone_of_that_language_and_is_not_kept(
    client, admin, make, session
):
    challenge = make.challenge("Walk along")
    path = f"{LIST}/{challenge.id}/languages/ar/edit"

    page = client.post(path, data={"title": "رافق ضيفًا"}, headers={"HX-Request": "true"}).text

    assert 'class="frame" lang="ar" dir="rtl"' in page
    assert "رافق ضيفًا" in page and "For a customer" not in page
    assert titles(session, challenge) == [(1, "en", "Walk along")]


def test_words_of_control_are_noted_while_one_types(client, admin, make):
    challenge = make.challenge("Walk along")
    path = f"{LIST}/{challenge.id}/languages/es/edit"

    page = client.post(path, data=SPANISH | {"what": "Debes cumplir tu cuota."}).text

    assert "“cuota” sounds like a check on people" in page


def test_the_list_and_the_page_say_which_language_is_missing(client, admin, make):
    challenge = make.challenge("Walk along")

    listed = client.get(LIST).text
    page = client.get(f"{LIST}/{challenge.id}").text

    assert "missing in" in listed and "हिन्दी" in listed
    assert "Missing in हिन्दी: write it" in page
    assert f"{LIST}/{challenge.id}/languages/hi/edit" in page


def test_a_challenge_can_be_read_in_each_of_its_languages(client, admin, make):
    challenge = make.challenge("Walk along")
    client.post(f"{LIST}/{challenge.id}/languages/es", data=SPANISH)

    page = client.get(f"{LIST}/{challenge.id}?language=es").text

    assert SPANISH["what"] in page and "Para un cliente" in page


def test_the_main_form_does_not_offer_a_language_that_has_words(client, admin, make):
    challenge = make.challenge("Walk along")
    client.post(f"{LIST}/{challenge.id}/languages/es", data=SPANISH)

    page = client.get(f"{LIST}/{challenge.id}/edit").text

    assert 'name="language" value="en"' in page
    assert 'name="language" value="es"' not in page


def test_the_author_s_own_language_has_the_whole_form(client, admin, make):
    challenge = make.challenge("Walk along")

    answer = client.get(f"{LIST}/{challenge.id}/languages/en/edit")

    assert answer.location == f"{LIST}/{challenge.id}/edit"


@pytest.mark.parametrize("code", ["xx", "EN", "en_GB"])
def test_a_language_that_nobody_speaks_is_not_there(client, admin, make, code):
    challenge = make.challenge("Walk along")

    assert client.get(f"{LIST}/{challenge.id}/languages/{code}/edit").status_code == 404
    assert client.post(f"{LIST}/{challenge.id}/languages/{code}").status_code == 404


def test_the_page_of_a_language_takes_four_selects_at_most(client, admin, make, queries):
    challenge = make.challenge("Walk along")
    queries.clear()

    client.get(f"{LIST}/{challenge.id}/languages/es/edit")

    assert len([text for text in queries if "SELECT" in text]) <= 4
