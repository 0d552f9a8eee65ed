import pytest

from uplift_pwa.rules.warming import warm


@pytest.mark.parametrize(
    ("claimed", "largest_huddle", "headcount", "answer"),
    [
        pytest.param(4, 0, 10, False, id="RULES 6: four of ten are not half"),
        pytest.param(5, 0, 10, True, id="RULES 6: half of them"),
        pytest.param(2, 3, 10, True, id="RULES 6: cards and the largest huddle together"),
        pytest.param(2, 0, 5, False, id="RULES 6: two of five"),
        pytest.param(0, 0, 0, False, id="RULES 6: a team of nobody stays cold"),
    ],
)
def test_warm(claimed, largest_huddle, headcount, answer):
    assert warm(claimed, largest_huddle, headcount) is answer
