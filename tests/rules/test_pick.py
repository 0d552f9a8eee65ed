from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift_pwa.rules.pick import Offer, pick

DAY = date(2026, 3, 2)
BEGAN = datetime(2026, 3, 2, 3, tzinfo=UTC)
BEFORE, SINCE = BEGAN - timedelta(days=9), BEGAN + timedelta(hours=5)
ADA = 7


def offers(colleagues=0, others=0, published_at=BEFORE, first=1):
    helps = ["colleague"] * colleagues + ["customer"] * others
    return [Offer(first + n, whom, published_at) for n, whom in enumerate(helps)]


def shown(pool, done=(), day=DAY, person=ADA, pack=()):
    return pick(person, day, pool, day_began=BEGAN, done=done, pack=pack)


@pytest.mark.parametrize(
    ("colleagues", "others", "of_each"),
    [
        pytest.param(10, 20, (1, 2), id="RULES 2: one for a colleague, two for others"),
        pytest.param(0, 20, (0, 3), id="RULES 2: nothing for colleagues, the others fill"),
        pytest.param(10, 0, (3, 0), id="RULES 2: only for colleagues"),
        pytest.param(10, 1, (2, 1), id="RULES 2: one other, colleagues fill"),
        pytest.param(1, 1, (1, 1), id="RULES 2: fewer than three are all shown"),
        pytest.param(0, 0, (0, 0), id="RULES 2: nothing published, nothing shown"),
    ],
)
def test_both_rings_are_stepped_through(colleagues, others, of_each):
    picked = shown(offers(colleagues, others))

    for_colleagues = sum(identity <= colleagues for identity in picked)
    assert (for_colleagues, len(picked) - for_colleagues) == of_each
    assert len(set(picked)) == len(picked)


def test_a_new_challenge_takes_the_place_of_the_last_one_not_done_rules_2():
    pool = offers(10, 20)
    first, second, third = shown(pool)
    new = offers(others=1, published_at=SINCE, first=99)

    assert shown(pool + new) == [first, second, 99]
    assert shown(pool + new, done={third}) == [first, 99, third]
    assert shown(pool + new, done={first, second, third}) == [first, second, third]
    assert shown(pool + new, done={99, second}) == [first, second, 99]


def test_two_new_challenges_take_two_places_rules_2():
    pool = offers(10, 20)
    first, *_ = shown(pool)
    new = offers(others=2, published_at=SINCE, first=98)

    assert shown(pool + new) == [first, 99, 98]


def test_a_new_challenge_fills_a_free_place_first():
    pool = offers(1, 1)
    new = offers(others=1, published_at=SINCE, first=99)

    assert shown(pool + new) == [*shown(pool), 99]


def test_on_the_very_first_day_everything_is_new_and_everything_counts():
    assert shown(offers(10, 20, published_at=SINCE)) == shown(offers(10, 20))


def test_during_a_booster_one_of_three_comes_from_its_pack_rules_2():
    pool, pack = offers(10, 25), set(range(31, 36))
    days = [[*shown(pool, day=DAY + timedelta(days=n), pack=pack)] for n in range(5)]

    assert {day[0] for day in days} == pack
    assert all(day[1] <= 10 < day[2] <= 30 for day in days)


@pytest.mark.parametrize(
    ("outside", "of_each"),
    [
        pytest.param(0, (3, 0), id="RULES 2: nothing but the pack"),
        pytest.param(1, (2, 1), id="RULES 2: one beside the pack"),
        pytest.param(9, (1, 2), id="RULES 2: enough beside the pack"),
    ],
)
def test_a_pack_fills_in_where_the_pool_is_short(outside, of_each):
    picked = shown(offers(others=5 + outside), pack={1, 2, 3, 4, 5})

    from_pack = sum(identity <= 5 for identity in picked)
    assert (from_pack, len(picked) - from_pack) == of_each


def test_a_challenge_done_from_an_older_offer_takes_an_undone_place():
    pool = offers(10, 20)
    first, second, _ = shown(pool)
    older = next(offer.id for offer in pool if offer.id not in shown(pool))

    assert shown(pool, done={older}) == [first, second, older]
    assert shown(pool, done={1000}) == shown(pool)


@st.composite
def pools(draw):
    ours, others = draw(st.integers(0, 9)), draw(st.integers(0, 12))
    late = draw(st.sets(st.integers(1, 21)))
    pool = offers(ours, others)
    return [
        Offer(one.id, one.helps, SINCE if one.id in late else one.published_at) for one in pool
    ]


@given(pools(), st.randoms(), st.sets(st.integers(1, 25), max_size=3), st.integers(0, 400))
def test_the_same_on_every_device(pool, chance, done, later):
    day = DAY + timedelta(days=later)
    other_order = list(pool)
    chance.shuffle(other_order)

    assert shown(pool, done, day) == shown(other_order, sorted(done), day)


@given(pools(), st.sets(st.integers(1, 25), max_size=3), st.integers(1, 10**6))
def test_never_more_than_three_and_what_was_done_stays_visible(pool, done, person):
    picked = shown(pool, done, person=person)

    assert len(picked) == len(set(picked)) == min(3, len(pool))
    assert done & {offer.id for offer in pool} <= set(picked)


@given(st.integers(1, 12), st.integers(2, 12), st.integers(0, 10_000), st.integers(1, 999))
def test_nothing_repeats_before_a_ring_is_through(ours, others, start, person):
    pool = offers(ours, others)
    days = [DAY + timedelta(days=start + n) for n in range(24)]
    seen = [identity for day in days for identity in shown(pool, day=day, person=person)]

    for ring in (set(range(1, ours + 1)), set(range(ours + 1, ours + others + 1))):
        walked = [identity for identity in seen if identity in ring]
        for first in range(len(walked) - len(ring) + 1):
            assert set(walked[first : first + len(ring)]) == ring


def test_people_are_spread_fairly_over_the_challenges():
    pool = offers(10, 20)
    often = Counter(one for person in range(3000) for one in shown(pool, person=person))

    assert all(240 <= often[one] <= 360 for one in range(1, 31))


def test_two_done_from_an_older_offer_sit_alike_on_every_device():
    pool = offers(10, 20)
    older = [offer.id for offer in pool if offer.id not in shown(pool)][:2]

    assert shown(pool, done=older) == shown(pool[::-1], done=older)
    assert set(older) < set(shown(pool, done=older))


def test_what_is_published_as_the_day_begins_is_new_rules_2():
    pool = offers(10, 20)
    new = offers(others=1, published_at=BEGAN, first=99)

    assert shown(pool + new) == [*shown(pool)[:2], 99]
