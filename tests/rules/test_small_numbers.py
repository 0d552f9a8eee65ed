from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift_pwa.rules.small_numbers import (
    Cell,
    merge,
    quarter,
    rounded,
    shown,
    withheld,
)

FRONTLINE, LEAD, MANAGER, EXECUTIVE = range(4)


def units(*cells):
    """Each unit as the set of its (department, level), from (department, level, people)."""
    merged = merge(Cell(*cell) for cell in cells)
    return [{(cell.department, cell.level) for cell in unit.cells} for unit in merged]


@pytest.mark.parametrize(
    ("cells", "merged"),
    [
        pytest.param(
            [(1, FRONTLINE, 20), (1, LEAD, 5)],
            [{(1, FRONTLINE)}, {(1, LEAD)}],
            id="RULES 8: large enough",
        ),
        pytest.param(
            [(1, FRONTLINE, 5), (1, LEAD, 6)],
            [{(1, FRONTLINE)}, {(1, LEAD)}],
            id="RULES 8: five are enough",
        ),
        pytest.param(
            [(1, LEAD, 20), (1, EXECUTIVE, 2), (2, LEAD, 30)],
            [{(1, LEAD)}, {(1, EXECUTIVE), (2, LEAD)}],
            id="RULES 8: with another department before its own",
        ),
        pytest.param(
            [(1, FRONTLINE, 20), (1, LEAD, 4), (1, MANAGER, 3)],
            [{(1, FRONTLINE)}, {(1, LEAD), (1, MANAGER)}],
            id="RULES 8: with the next level up",
        ),
        pytest.param(
            [(1, FRONTLINE, 2), (1, LEAD, 2), (1, MANAGER, 2)],
            [{(1, FRONTLINE), (1, LEAD), (1, MANAGER)}],
            id="RULES 8: and the next, until it is enough",
        ),
        pytest.param(
            [(1, LEAD, 0), (1, FRONTLINE, 4), (1, MANAGER, 6)],
            [{(1, FRONTLINE), (1, MANAGER)}],
            id="RULES 8: over an empty level",
        ),
        pytest.param(
            [
                *[(1, FRONTLINE, 50), (1, EXECUTIVE, 2)],
                *[(2, FRONTLINE, 30), (2, EXECUTIVE, 6)],
                *[(3, FRONTLINE, 20), (3, EXECUTIVE, 5)],
            ],
            [
                {(1, FRONTLINE)},
                {(1, EXECUTIVE), (3, EXECUTIVE)},
                {(2, FRONTLINE)},
                {(2, EXECUTIVE)},
                {(3, FRONTLINE)},
            ],
            id="RULES 8: with the next smallest department, on the same level",
        ),
        pytest.param(
            [(1, FRONTLINE, 20), (1, EXECUTIVE, 1)],
            [{(1, FRONTLINE), (1, EXECUTIVE)}],
            id="RULES 8: the only one of its level",
        ),
        pytest.param([(1, FRONTLINE, 3)], [{(1, FRONTLINE)}], id="RULES 8: nobody to join"),
        pytest.param([], [], id="RULES 8: nobody at all"),
    ],
)
def test_merge(cells, merged):
    assert units(*cells) == merged


cells = st.builds(Cell, st.integers(1, 6), st.integers(0, 3), st.integers(0, 12))
maps = st.lists(cells, max_size=24, unique_by=lambda cell: (cell.department, cell.level))


@given(maps, st.randoms())
def test_every_person_is_in_exactly_one_unit_of_five_or_more(cells, chance):
    merged = merge(cells)
    shuffled = list(cells)
    chance.shuffle(shuffled)

    assert sorted(cell for unit in merged for cell in unit.cells) == sorted(
        cell for cell in cells if cell.people
    )
    assert all(shown(unit) for unit in merged) or len(merged) == 1
    assert merge(shuffled) == merged


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        pytest.param(0, 7, 0, id="RULES 8: nobody"),
        pytest.param(1, 40, 5, id="RULES 8: 2.5 is rounded up"),
        pytest.param(1, 41, 0, id="RULES 8: 2.4 is rounded down"),
        pytest.param(2, 6, 35, id="RULES 8: a third is 35"),
        pytest.param(7, 7, 100, id="RULES 8: everybody"),
        pytest.param(0, 0, 0, id="RULES 8: of nobody"),
    ],
)
def test_rounded(part, whole, percent):
    assert rounded(part, whole) == percent


def test_a_merging_is_fixed_for_a_quarter_rules_8():
    assert quarter(date(2026, 3, 31)) == (2026, 1)
    assert quarter(date(2026, 4, 1)) == (2026, 2)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        pytest.param({1: 5, 2: 9}, set(), id="all large enough"),
        pytest.param({1: 4, 2: 6, 3: 9}, {1, 2}, id="the next smallest covers a small one"),
        pytest.param({1: 2, 2: 3, 3: 9}, {1, 2}, id="two small ones cover each other"),
        pytest.param({1: 3}, {1}, id="only one, and small"),
        pytest.param({1: 0, 2: 9}, {1}, id="an empty one tells nothing of anybody"),
    ],
)
def test_what_is_withheld_cannot_be_worked_out_from_the_total(sizes, hidden):
    assert withheld(sizes) == hidden
