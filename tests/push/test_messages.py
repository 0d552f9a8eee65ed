import json

import pytest

from uplift_pwa import languages
from uplift_pwa.push import messages
from uplift_pwa.push.kinds import KINDS, tag
from uplift_pwa.rules.settings import DEFAULTS

EVERY_TEXT = sorted(messages._texts("en"))


def test_every_kind_has_words_a_link_and_a_life():
    assert set(messages.LINKS) == set(KINDS)
    assert set(KINDS) - {"nudge"} <= set(EVERY_TEXT)
    assert set(messages.nudge_texts()) <= set(EVERY_TEXT)


def test_there_is_always_a_text_that_was_not_sent_lately():
    assert len(messages.nudge_texts()) > DEFAULTS.nudge_texts_apart


@pytest.mark.parametrize("locale", languages.offered())
def test_each_language_is_written_in_its_own_direction(locale):
    made = json.loads(messages.payloads("launch:1", "launch")[locale])["notification"]

    assert made["lang"] == locale
    assert made["dir"] == languages.direction(locale)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_a_text_is_short_and_says_nothing_about_a_person(text):
    for locale in languages.offered():
        title, body = messages.title_and_body(text, locale)
        assert 0 < len(title) <= 50 and 0 < len(body) <= 90, (locale, text)
        assert "%" not in title + body and "{" not in title + body
        assert not any(sign.isdigit() for sign in title + body)


def test_a_message_shows_itself_where_no_worker_runs():
    made = json.loads(messages.payloads("nudge:1", "nudge", "small")["en"])

    assert made["web_push"] == 8030
    assert made["app_badge"] == 1
    assert made["notification"] == {
        "title": "One small thing",
        "body": "Today's are here. One is enough.",
        "navigate": "/",
        "tag": tag("nudge:1"),
        "lang": "en",
        "dir": "ltr",
        "actions": [{"action": "done", "title": "Done", "navigate": "/"}],
    }


def test_the_tag_of_a_message_is_a_topic_that_push_services_take():
    one, other = tag("nudge:1"), tag("nudge:2")

    assert one != other
    assert len(one) <= 32
    assert all(sign.isalnum() or sign in "-_" for sign in one)


def test_words_of_an_admin_stand_beside_those_of_the_house():
    own = {"es": ("Empezamos", "A las seis, en todas partes.")}

    made = messages.own_words("launch:1", "launch", own)

    assert set(made) == set(languages.offered())
    assert json.loads(made["es"])["notification"]["title"] == "Empezamos"
    assert json.loads(made["en"])["notification"]["title"] == "Today everybody starts"


def test_a_message_too_long_for_a_phone_is_refused():
    with pytest.raises(ValueError, match="2048"):
        messages.own_words("launch:1", "launch", {"en": ("x" * 60, "x" * 2000)})
