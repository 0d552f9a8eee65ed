from uplift_pwa.rules.settings import DEFAULTS, numbers


def test_every_number_lies_within_its_own_bounds():
    outside = [one.name for one in numbers() if not one.least <= one.value <= one.most]

    assert outside == []


def test_every_paragraph_with_numbers_is_there():
    assert {one.paragraph for one in numbers()} == {1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12}


def test_the_four_weights_of_momentum_make_a_hundred():
    weights = [one.value for one in numbers() if one.name.startswith("weight_")]

    assert (len(weights), sum(weights)) == (4, 100)


def test_the_table_carries_every_starred_number_of_the_rules():
    starred = [one.value for one in numbers() if one.starred]

    assert starred == [
        *(4, 60),
        *(3, 3, 72, 7, 10),
        40,
        *(3, 60, 8),
        *(3, 60, 50, 10, 1, 7, 3, 30),
        *(80, 30),
        *(40, 25, 20, 15, 25, 80, 5),
        *(3, 7, 21, 5),
        *(5, 60, 1),
        365,
    ]


def test_the_defaults_cannot_be_changed_by_accident():
    assert hash(DEFAULTS) == hash(type(DEFAULTS)())
