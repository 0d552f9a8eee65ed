from uplift_pwa.rules.explained import SENTENCES
from uplift_pwa.rules.settings import numbers

FORBIDDEN = ("lost", "lose", "broken", "failed", "penalty")


def test_every_number_has_its_sentence_and_no_sentence_stands_alone():
    assert list(SENTENCES) == [number.name for number in numbers()]


def test_every_sentence_says_its_number():
    for number in numbers():
        assert str(number.value) in number.sentence % {"number": number.value}


def test_no_sentence_speaks_of_loss_rules_5():
    words = " ".join(SENTENCES.values()).lower()

    assert [word for word in FORBIDDEN if word in words] == []
