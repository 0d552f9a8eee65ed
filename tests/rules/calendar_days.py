"""Team days in a few letters, for tables in words."""

from datetime import date, timedelta

from uplift_pwa.rules.judging import TeamDay

MONDAY = date(2026, 3, 2)


def on(number):
    """The day so many days after the first Monday."""
    return MONDAY + timedelta(days=number)


def days(pattern, start=0):
    """One letter a day: Kept, Missed, 0 nobody, Neutral, kept but Open: k, open: o.

    Digits in pairs are small days: "2/1" is two on shift, one done. Separated by blanks.
    """
    return [_row(on(start + number), word) for number, word in enumerate(pattern.split())]


def _row(day, word):
    known = {
        "K": TeamDay(day, 5, 3, final=True),
        "k": TeamDay(day, 5, 3),
        "M": TeamDay(day, 5, 2, final=True),
        "o": TeamDay(day, 5, 2),
        "0": TeamDay(day, 0, 0, final=True),
        "N": TeamDay(day, 5, 0, final=True, neutral=True),
    }
    if word in known:
        return known[word]
    on_shift, done = word.rstrip("?").split("/")
    return TeamDay(day, int(on_shift), int(done), final=not word.endswith("?"))
