import pytest

from tests.rules.calendar_days import days, on
from uplift_pwa.rules.covers import Refusal, due, judged_on, lend
from uplift_pwa.rules.judging import TeamDay, judge
from uplift_pwa.rules.purse import Cover, Purse, covered_days, purse
from uplift_pwa.rules.settings import Settings

OTTERS, HERONS = 1, 2
TEN = 10 * "K "


def own(*numbers):
    return [Cover(OTTERS, OTTERS, on(number), on(number)) for number in numbers]


def lent(number):
    return Cover(OTTERS, HERONS, on(number), given_on=on(number))


@pytest.mark.parametrize(
    ("pattern", "ledger", "held", "towards"),
    [
        pytest.param(9 * "K ", [], 0, 9, id="RULES 6: nine kept days"),
        pytest.param(TEN, [], 1, 0, id="RULES 6: ten kept days earn one"),
        pytest.param(25 * "K ", [], 1, 0, id="RULES 6: counting pauses while one is held"),
        pytest.param(
            TEN + "M K K",
            own(10),
            0,
            2,
            id="RULES 6: spent on the missed day, counting goes on",
        ),
        pytest.param(
            5 * "K " + "M " + 5 * "K ", [], 1, 0, id="RULES 6: not only days in a row"
        ),
        pytest.param(
            5 * "K 0 N " + 5 * "K ", [], 1, 0, id="RULES 6: days left out do not count"
        ),
        pytest.param(TEN + "K K K", [lent(11)], 0, 1, id="RULES 6: a lent one is gone"),
        pytest.param(TEN + "N K", own(10), 1, 0, id="RULES 6: a needless one is back"),
        pytest.param(
            "2/1 2/1 2/1 2/2 0 0 0 " + 6 * "K ", [], 1, 0, id="RULES 6: carried days count each"
        ),
    ],
)
def test_purse(pattern, ledger, held, towards):
    assert purse(OTTERS, days(pattern), ledger) == Purse(held, towards)


@pytest.mark.parametrize(
    ("pattern", "ledger", "covered"),
    [
        pytest.param(9 * "K " + "M", [], [], id="RULES 6: nothing earned yet"),
        pytest.param(TEN + "M", [], [10], id="RULES 6: spent on its own"),
        pytest.param(TEN + "o", [], [], id="RULES 6: not while the day is open"),
        pytest.param(TEN + "M M", [], [10], id="RULES 6: one held, one day covered"),
        pytest.param("M " + TEN, [], [], id="RULES 6: not for a day before it was earned"),
        pytest.param(TEN + "M", own(10), [], id="RULES 6: finalising again adds nothing"),
        pytest.param(TEN + "M", [lent(10)], [], id="RULES 6: lent before the day was missed"),
        pytest.param(
            TEN + "M " + TEN + "M", [], [10, 21], id="RULES 6: the second ten earn the next"
        ),
        pytest.param(
            TEN + "2/0 2/0 0 0 0 0 0", [], [11], id="RULES 6: a carried week is one missed day"
        ),
    ],
)
def test_due(pattern, ledger, covered):
    assert due(OTTERS, days(pattern), ledger) == own(*covered)


def test_a_carried_day_comes_after_those_that_were_judged_before_it_rules_6():
    two_weeks = days(TEN + "0 0 0 0 2/0 M 0 0 0 0 0")

    assert due(OTTERS, two_weeks, []) == own(15)


def test_at_most_two_in_a_row_rules_6():
    history = days(TEN + "M M M")
    two_lent = [Cover(HERONS, OTTERS, on(number), on(14)) for number in (10, 11)]
    one_lent = two_lent[1:]

    assert due(OTTERS, history, two_lent) == []
    assert due(OTTERS, history, one_lent) == own(10)


def test_days_before_since_are_let_be():
    assert due(OTTERS, days(TEN + "M K"), [], since=on(11)) == []
    assert due(OTTERS, days(TEN + "M K"), [], since=on(10)) == own(10)


def herons_days(pattern="K M M M K"):
    return judge(days(pattern))


@pytest.mark.parametrize(
    ("giver", "held", "day", "today", "answer"),
    [
        pytest.param(OTTERS, 1, 1, 8, Cover(OTTERS, HERONS, on(1), on(8)), id="RULES 6: day 7"),
        pytest.param(OTTERS, 1, 1, 9, Refusal.TOO_LONG_AGO, id="RULES 6: after 7 days"),
        pytest.param(OTTERS, 0, 1, 5, Refusal.NONE_HELD, id="RULES 6: nothing to lend"),
        pytest.param(OTTERS, 1, 0, 5, Refusal.NOT_MISSED, id="RULES 6: the day was kept"),
        pytest.param(HERONS, 1, 1, 5, Refusal.OWN_DAY, id="RULES 6: to another team only"),
        pytest.param(
            OTTERS, 1, 2, 1, Cover(OTTERS, HERONS, on(2), on(1)), id="RULES 6: a zone behind"
        ),
    ],
)
def test_lend(giver, held, day, today, answer):
    assert lend(giver, Purse(held), HERONS, herons_days(), on(day), today=on(today)) == answer


def test_a_third_covered_day_in_a_row_cannot_be_lent_rules_6():
    covered = judge(days("K M M M K"), covers={on(1), on(3)})

    answer = lend(OTTERS, Purse(1), HERONS, covered, on(2), today=on(5))

    assert answer == Refusal.TOO_MANY_IN_A_ROW


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        pytest.param("M M K M", True, id="RULES 6: a kept day lies between"),
        pytest.param("M M 0 M", False, id="RULES 6: only a day off lies between"),
        pytest.param("M M N M", False, id="RULES 6: only a neutral day lies between"),
    ],
)
def test_what_a_row_of_covered_days_is(pattern, fits):
    covered = judge(days(pattern), covers={on(0), on(1)})

    answer = lend(OTTERS, Purse(1), HERONS, covered, on(3), today=on(5))

    assert isinstance(answer, Cover) is fits


def test_a_carried_week_can_be_lent_for_when_it_is_known_rules_6():
    week = days("2/0 0 0 0 0 0 0")
    known = judged_on(on(0), week)

    answer = lend(OTTERS, Purse(1), HERONS, judge(week), on(0), today=on(10), missed_on=known)

    assert known == on(6)
    assert answer == Cover(OTTERS, HERONS, on(0), on(10))


def test_a_lent_cover_protects_the_receiver_only():
    assert covered_days(HERONS, [lent(3)]) == {on(3)}
    assert covered_days(OTTERS, [lent(3)]) == set()


def test_more_spent_than_held_is_told_and_never_negative():
    corrected = [TeamDay(on(0), 5, 0, final=True), *days(8 * "K ", start=1)]

    assert purse(OTTERS, corrected, [lent(9)]) == Purse(0, 8, short=1)


def test_an_organisation_may_let_its_teams_hold_two_rules_6():
    two = Settings(covers_held=2)

    assert purse(OTTERS, days(25 * "K "), [], settings=two) == Purse(held=2)
    assert purse(OTTERS, days(25 * "K "), [lent(24)], settings=two) == Purse(held=1)
    assert due(OTTERS, days(20 * "K " + "M M M"), [], settings=two) == own(20, 21)


def test_only_a_carried_day_is_judged_by_its_sunday_rules_6():
    assert judged_on(on(0), [TeamDay(on(0), 2, 0, final=True)]) == on(6)
    assert judged_on(on(0), [TeamDay(on(0), 3, 0, final=True)]) == on(0)
