import pytest

from uplift_pwa.rules.campaign import Goal, altitude, half_text, reached, stage

GOAL = Goal(acts=2000)


@pytest.mark.parametrize(
    ("acts", "height", "where", "text"),
    [
        pytest.param(0, 0, "ground", ("done", 0), id="RULES 7: the ground"),
        pytest.param(199, 9.95, "ground", ("done", 199), id="RULES 7: just under lift-off"),
        pytest.param(200, 10, "lift_off", ("done", 200), id="RULES 7: lift-off"),
        pytest.param(500, 25, "sky", ("done", 500), id="RULES 7: the sky"),
        pytest.param(
            999, 49.95, "sky", ("done", 999), id="RULES 7: below half, how many are done"
        ),
        pytest.param(
            1000, 50, "edge_of_space", ("left", 1000), id="RULES 7: half, how many left"
        ),
        pytest.param(1500, 75, "final_stage", ("left", 500), id="RULES 7: the final stage"),
        pytest.param(2000, 100, "orbit", ("left", 0), id="RULES 7: orbit"),
        pytest.param(2500, 100, "orbit", ("left", 0), id="RULES 7: beyond the goal"),
    ],
)
def test_the_climb(acts, height, where, text):
    assert altitude(acts, GOAL) == height
    assert stage(acts, GOAL) == where
    assert half_text(acts, GOAL) == text


def test_a_goal_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one act"):
        Goal(acts=0)


def test_breadth_is_eighty_percent_unless_said_otherwise_rules_7():
    assert GOAL.breadth == 80


@pytest.mark.parametrize(
    ("acts", "breadth", "answer"),
    [
        pytest.param(2000, 80.0, True, id="RULES 7: both rings are full"),
        pytest.param(9000, 79.9, False, id="RULES 7: a keen department cannot finish it alone"),
        pytest.param(1999, 100.0, False, id="RULES 7: one act is left"),
    ],
)
def test_the_goal_has_two_rings(acts, breadth, answer):
    assert reached(acts, breadth, GOAL) is answer
