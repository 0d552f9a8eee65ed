from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from uplift_pwa.rules.thanks import Thanks, counting

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA, BEN, CLEO = 1, 2, 3


def sent(hours, sender, receiver, kind="person"):
    return Thanks(NOON + timedelta(hours=hours), sender, receiver, kind)


@pytest.mark.parametrize(
    ("thanks", "counted"),
    [
        pytest.param([sent(0, ADA, BEN)], [0], id="RULES 4: the first counts"),
        pytest.param(
            [sent(0, ADA, BEN), sent(6 * 24, ADA, BEN)], [0], id="RULES 4: again within 7 days"
        ),
        pytest.param(
            [sent(0, ADA, BEN), sent(7 * 24, ADA, BEN)],
            [0, 1],
            id="RULES 4: again after 7 days",
        ),
        pytest.param(
            [sent(24 * day, ADA, BEN) for day in range(9)], [0, 7], id="RULES 4: every day"
        ),
        pytest.param(
            [sent(0, ADA, BEN), sent(47, BEN, ADA)], [0], id="RULES 4: back within 48 hours"
        ),
        pytest.param(
            [sent(0, ADA, BEN), sent(48, BEN, ADA)], [0, 1], id="RULES 4: back after 48 hours"
        ),
        pytest.param(
            [sent(0, ADA, BEN), sent(1, BEN, CLEO)], [0, 1], id="RULES 4: passed on, not back"
        ),
        pytest.param(
            [sent(0, ADA, BEN), sent(1, ADA, BEN, "team")],
            [0, 1],
            id="RULES 9: a team with the same number is another recipient",
        ),
        pytest.param(
            [sent(0, ADA, BEN, "team"), sent(1, BEN, ADA)],
            [0, 1],
            id="RULES 4: nobody thanks a team back",
        ),
    ],
)
def test_counting(thanks, counted):
    assert counting(thanks) == [thanks[number] for number in counted]


def test_the_order_of_arrival_changes_nothing():
    thanks = [sent(0, ADA, BEN), sent(1, BEN, ADA), sent(60, ADA, BEN), sent(61, BEN, CLEO)]

    assert all(counting(arrived) == [thanks[0], thanks[3]] for arrived in permutations(thanks))
