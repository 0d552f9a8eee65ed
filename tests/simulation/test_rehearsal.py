import time
from datetime import date

import pytest

from uplift_pwa.simulation.rehearsal import Group, Outlook, rehearse, together

TUESDAY = date(2026, 3, 10)
FULL, HALF, NOBODY = Group(120, 120, 12), Group(120, 60, 12), Group(120, 0, 12)


def play(*groups, hour=6, seed=1):
    return rehearse(groups, TUESDAY, hour, seed=seed)


def test_the_same_shape_and_seed_play_the_same_week():
    assert play(FULL, HALF) == play(FULL, HALF)


def test_who_has_no_card_does_nothing():
    assert play(NOBODY) == [Outlook()]


def test_more_cards_make_more_acts():
    full, half = play(FULL)[0], play(HALF)[0]

    assert full.week > 1.5 * half.week > 0


def test_nobody_acts_more_often_than_people_do():
    [full] = play(FULL)

    assert full.actors <= 120
    assert full.actors <= full.days[0] <= 3 * full.actors
    assert full.first_hour < full.days[0]


def test_what_happens_before_the_hour_of_the_launch_does_not_count():
    assert play(FULL, hour=14)[0].days[0] < play(FULL, hour=6)[0].days[0]


def test_a_unit_without_people_stays_empty():
    assert play(Group(0, 0, 0), FULL)[0] == Outlook()
    assert play() == []


@pytest.mark.parametrize("people", [300, 100_000])
def test_its_work_is_bounded_however_many_people_there_are(people):
    groups = [Group(people // 60, people // 80, max(1, people // 600)) for _ in range(60)]
    began = time.process_time()

    found = together(play(*groups))

    assert time.process_time() - began < 1
    assert people / 4 < found.days[0] < people


def test_a_scaled_part_comes_close_to_all_of_them():
    small, large = play(Group(1000, 800, 100))[0], play(Group(100_000, 80_000, 10_000))[0]

    assert large.week / 100 == pytest.approx(small.week, rel=0.1)
