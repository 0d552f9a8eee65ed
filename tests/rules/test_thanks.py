from datetime import UTC, datetime, timedelta

import pytest

from uplift_pwa.rules.thanks import Held, Thanks, Why, held

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA, BEN, CLEO = 1, 2, 3


def sent(hours, sender, receiver, kind="person"):
    return Thanks(NOON + timedelta(hours=hours), sender, receiver, kind)


def counting(thanks):
    """Those that give lift, by time, as they come in one after the other."""
    counted, seen = [], []
    for one in sorted(thanks):
        back = [other for other in seen if other.sender == one.receiver]
        if held(one, [*counted, *back]) is None:
            counted.append(one)
        seen.append(one)
    return counted


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


@pytest.mark.parametrize(
    ("before", "why"),
    [
        pytest.param(
            [sent(0, ADA, BEN)], Held(Why.AGAIN, NOON), id="one has just thanked them"
        ),
        pytest.param(
            [sent(0, BEN, ADA)], Held(Why.BACK, NOON), id="they have just thanked one"
        ),
        pytest.param(
            [sent(0, ADA, BEN), sent(1, BEN, ADA)],
            Held(Why.BACK, NOON + timedelta(hours=1)),
            id="the newer of both is named",
        ),
        pytest.param([], None, id="nothing before"),
    ],
)
def test_why_thanks_give_no_lift(before, why):
    assert held(sent(24, ADA, BEN), before) == why
