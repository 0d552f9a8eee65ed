from datetime import date, timedelta

from uplift_pwa.rules import suggestions

ADA, DAY = 1, date(2026, 3, 2)
MATES = range(10, 30)


def test_two_of_late_come_first_and_then_mates_of_the_day():
    chosen = suggestions.people(ADA, DAY, [40, 41, 42, 40], MATES)

    assert chosen[:2] == [40, 41]
    assert len(chosen) == 6 and set(chosen[2:]) <= set(MATES)


def test_nobody_is_suggested_twice():
    chosen = suggestions.people(ADA, DAY, [10, 11, 12], [10, 11, 12])

    assert chosen == [10, 11, 12]


def test_others_of_late_fill_a_small_team():
    assert suggestions.people(ADA, DAY, [40, 41, 42], [10]) == [40, 41, 10, 42]


def test_the_same_day_suggests_the_same_people_in_any_order_of_arrival():
    one = suggestions.people(ADA, DAY, [], MATES)

    assert suggestions.people(ADA, DAY, [], reversed(MATES)) == one


def test_in_a_month_everybodys_turn_comes():
    seen = {
        who
        for number in range(30)
        for who in suggestions.people(ADA, DAY + timedelta(days=number), [], MATES)
    }

    assert seen == set(MATES)


def test_two_other_departments_take_their_turn():
    days = [suggestions.places(ADA, DAY + timedelta(days=n), range(1, 9)) for n in range(30)]

    assert {len(some) for some in days} == {2}
    assert {place for some in days for place in some} == set(range(1, 9))
