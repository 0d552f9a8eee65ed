import pytest

from uplift_pwa.rules import names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("Chloë Müller", ["chloe", "muller"], id="accents go"),
        pytest.param("Łukasz Żółć", ["lukasz", "zolc"], id="and strokes"),
        pytest.param("Jean-Luc", ["jean", "luc", "jeanluc"], id="a hyphen parts and joins"),
        pytest.param("Niamh O’Brien", ["niamh", "obrien"], id="an apostrophe joins"),
        pytest.param(
            "Ana de Sá", ["ana", "de", "sa", "anade", "desa", "anadesa"], id="short parts join"
        ),
        pytest.param("محمّد أحمد", ["محمد", "احمد"], id="Arabic points and hamza go"),
        pytest.param("فاطمة", ["فاطمه"], id="the last letter of Fatima is one of two"),
        pytest.param("श्रीमती हिन्दी", ["सरिमति", "हिनदि"], id="Devanagari keeps vowel signs"),
        pytest.param("ナカムラ", ["ナカムラ"], id="kana"),
        pytest.param("＃§ …", [], id="nothing to find"),
    ],
)
def test_words_of_a_name(name, words):
    assert names.words(name) == words


def test_a_word_is_noted_once_and_never_too_long():
    assert names.words("Ada Ada", "Ada") == ["ada", "adaada"]
    assert [len(word) for word in names.words("x" * 500)] == [names.LONGEST]


def test_at_most_four_parts_are_asked_for():
    assert names.asked("One two, three! four five one") == ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("jonh", "john", id="swapped"),
        pytest.param("smyth", "smith", id="heard"),
        pytest.param("mueller", "muller", id="ue"),
        pytest.param("mohamad", "mohammed", id="another vowel, one m"),
        pytest.param("aleksandr", "alexander", id="x and a letter left out"),
        pytest.param("guiseppe", "giuseppe", id="swapped at the front"),
        pytest.param("papadopolus", "papadopoulos", id="two slips"),
        pytest.param("wusniewsko", "wisniewska", id="two slips far apart"),
        pytest.param("mei", "mai", id="three letters"),
        pytest.param("ochieng", "ochien", id="one too many"),
        pytest.param("احمذ", "احمد", id="Arabic"),
        pytest.param("हिनदि", "हिंदि", id="Devanagari, spelt with another nasal"),
    ],
)
def test_a_slip_shares_a_key_and_is_near(typed, meant):
    assert names.keys(typed) & names.keys(meant)
    assert names.cost(typed, meant) is not None


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        pytest.param("anna", "annabel", id="the same before a beginning"),
        pytest.param("annabel", "ana", id="a beginning before a spelling"),
        pytest.param("ana", "hanna", id="what sounds the same before a slip"),
    ],
)
def test_the_nearer_spelling_costs_less(nearer, farther):
    assert names.cost("anna", nearer) < names.cost("anna", farther)


@pytest.mark.parametrize(("typed", "other"), [("mei", "ada"), ("anna", "okafor"), ("an", "na")])
def test_another_word_is_another_word(typed, other):
    assert names.cost(typed, other) is None


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("ab", "ba", 1), ("abc", "ac", 1), ("abc", "abd", 1), ("abcd", "badc", 2), ("a", "a", 0)],
)
def test_distance_counts_slips(one, other, apart):
    assert names.distance(one, other, 2) == apart
    assert names.distance(one, other + "xyz", 2) == names.FAR
