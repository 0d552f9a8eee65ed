"""Did this help you? The answers there are, and how long the question waits (RULES 9)."""

from datetime import date, timedelta

HELPED = ("made-my-day", "a-lot", "yes", "a-little")
NOT_REALLY = "not-really"
ANSWERS = (*HELPED, NOT_REALLY)
WAITS = timedelta(days=30)


def helped(answer: str) -> bool:
    """Whether an answer says that it helped; ValueError for one there is not."""
    if answer not in ANSWERS:
        raise ValueError(f"no answer {answer!r}")
    return answer != NOT_REALLY


def still_asks(act_on: date, today: date) -> bool:
    """Whether the question about an act still waits; after 30 days it goes quietly."""
    return today - act_on <= WAITS
