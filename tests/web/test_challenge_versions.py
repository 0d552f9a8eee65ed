"""What each version changed, marked for eyes and for ears."""

import pytest

LIST = "/desk/challenges"
WORDS = {
    "title": "Walk a guest along",
    "what": "Leave the desk and walk the first few steps together.",
    "better": "They arrive calm.",
    "quiet": "Walk the way yourself and mend one sign.",
    "helps": "customer",
    "minutes": "3",
    "plate": "bell",
    "language": "en",
    "weekdays": [str(day) for day in range(7)],
}


@pytest.fixture
def revised(client, admin, make):
    challenge = make.challenge("Walk one guest along")
    client.post(f"{LIST}/{challenge.id}", data=WORDS)
    return challenge


def test_words_that_went_and_came_are_marked(client, revised):
    page = client.get(f"{LIST}/{revised.id}/versions/2").text

    assert '<del><span class="vh">gone: </span>one</del>' in page
    assert '<ins><span class="vh">new: </span>a</ins>' in page
    assert "They arrive calm." not in page


def test_marked_words_stand_apart_from_those_beside_them(client, revised):
    page = client.get(f"{LIST}/{revised.id}/versions/2").text

    assert "<span>Walk</span> <del>" in page and "</del> <ins>" in page
    assert "</ins> <span>guest along</span>" in page


def test_the_page_of_a_challenge_leads_there(client, revised):
    assert f"{LIST}/{revised.id}/versions/2" in client.get(f"{LIST}/{revised.id}").text


def test_it_says_which_words_those_keep_who_did_it_before(client, revised):
    page = client.get(f"{LIST}/{revised.id}/versions/2").text

    assert "keeps the words of version 1" in page


@pytest.mark.parametrize("version", [1, 3, 2**31 - 1])
def test_there_is_nothing_to_compare_without_two_versions(client, revised, version):
    assert client.get(f"{LIST}/{revised.id}/versions/{version}").status_code == 404


def test_a_challenge_that_is_not_there_has_no_versions(client, admin):
    assert client.get(f"{LIST}/99/versions/2").status_code == 404


def test_signs_of_markup_stay_signs(client, admin, make):
    challenge = make.challenge("<b>bold</b>")
    client.post(f"{LIST}/{challenge.id}", data=WORDS | {"title": "<i>thin</i>"})

    page = client.get(f"{LIST}/{challenge.id}/versions/2").text

    assert "&lt;b&gt;bold&lt;/b&gt;" in page and "<b>bold" not in page


def test_it_takes_four_selects_at_most(client, revised, queries):
    queries.clear()

    client.get(f"{LIST}/{revised.id}/versions/2")

    assert len([text for text in queries if "SELECT" in text]) <= 4
