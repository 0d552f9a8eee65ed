"""Any order of arrival, any repetition, any zone and clock change: equal to the reference."""

import os
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules import reference
from uplift_pwa.rules import covers
from uplift_pwa.rules.calendar import (
    Claim,
    Pattern,
    Place,
    claim,
    day_end,
    day_span,
    pattern_shift,
    service_day,
)
from uplift_pwa.rules.purse import covered_days, purse
from uplift_pwa.rules.rhythm import Week, rhythm
from uplift_pwa.rules.scoring import Deeds, Situation, complete
from uplift_pwa.rules.streaks import TeamDay, judge, streak

thoroughly = settings(
    max_examples=int(os.environ.get("UPLIFT_EXAMPLES", "1000")), deadline=None
)

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
MOVING = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Africa/Cairo",
]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TWO_YEARS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE
)
DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))
# Mondays before, in and after the weeks in which clocks change.
MONDAYS = st.sampled_from([date(2026, 3, 2), date(2026, 3, 16), date(2026, 10, 19)])


@thoroughly
@given(TWO_YEARS, st.sampled_from(ZONES), st.integers(0, 6))
def test_the_service_day_in_any_zone(at, zone, hour):
    assert service_day(at, Place(zone, hour)) == reference.service_day(at, zone, {}, hour)


@thoroughly
@given(DATES, st.sampled_from(ZONES), st.integers(0, 6))
def test_days_touch_without_gap_or_overlap(day, zone, hour):
    place = Place(zone, hour)
    span = day_span(day, place)

    assert span.ends_at == day_span(day + DAY, place).starts_at
    assert service_day(span.starts_at, place) == day
    assert service_day(span.ends_at - MINUTE, place) == day


@thoroughly
@given(DATES, st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 3), st.integers(1, 24))
def test_pattern_shifts_in_any_zone(day, zone, hour, quarter, hours):
    starts = datetime.combine(day, time(hour, 15 * quarter))
    ends = starts + hours * HOUR
    shift = pattern_shift(
        day, Pattern(frozenset(range(7)), starts.time(), ends.time()), Place(zone)
    )

    assert shift.starts_at == reference.first_reached(starts, zone)
    assert shift.ends_at == reference.first_reached(ends, zone)


@thoroughly
@given(TWO_YEARS, st.sampled_from(ZONES), st.integers(-3650, 3650))
def test_no_forged_clock_is_believed(at, zone, off):
    place = Place(zone)
    day = (at + off * DAY).date()
    begins, ends = day_span(day, place).starts_at, day_end(day, place)

    answer = claim(day, at, place)

    assert (answer is Claim.FUTURE) == (at + 10 * MINUTE < begins)
    assert (answer is Claim.COUNTS) == (begins - 10 * MINUTE <= at < ends + 72 * HOUR)
    assert (answer is Claim.TOO_LATE) == (at >= ends + 7 * DAY)


@st.composite
def team_days(draw, *, longest=40):
    """Rows of a team by date: old ones final, young ones open, a neutral day here and there."""
    first = draw(DATES)
    sizes = st.sampled_from([0, 0, 1, 1, 2, 3, 5, 8])
    rows = []
    final_for = draw(st.integers(0, longest))
    for number in range(draw(st.integers(0, longest))):
        on_shift = draw(sizes)
        done = min(on_shift, draw(st.integers(0, 8)))
        neutral = draw(st.integers(0, 15)) == 15
        rows.append(TeamDay(first + number * DAY, on_shift, done, number < final_for, neutral))
    return rows


def plain(rows):
    return [(row.day, row.on_shift, row.done, row.final, row.neutral) for row in rows]


def once_more_and_shuffled(draw_randoms, rows):
    arrived = [*rows, *draw_randoms.sample(rows, len(rows) // 2)]
    draw_randoms.shuffle(arrived)
    return arrived


@thoroughly
@given(team_days(), st.randoms(), st.sets(st.integers(0, 40), max_size=6), st.integers(-1, 20))
def test_the_streak_of_any_team(rows, chance, covered, cold):
    first = rows[0].day if rows else date(2026, 1, 1)
    protected = {first + number * DAY for number in covered}
    warm_from = first + cold * DAY if cold >= 0 else None

    arrived = once_more_and_shuffled(chance, rows)
    judged = judge(arrived, covers=protected, warm_from=warm_from)
    run = streak(arrived, covers=protected, warm_from=warm_from)

    words = reference.verdicts(plain(rows), protected, warm_from)
    assert judged == [(day, words[day]) for day in sorted(words)]
    assert (run.length, run.best) == reference.streak(plain(rows), protected, warm_from)


@st.composite
def final_days(draw):
    """Mostly kept days, all final, so that covers are earned and spent."""
    first = draw(DATES)
    words = st.sampled_from([(5, 5)] * 6 + [(5, 0), (2, 2), (2, 0), (0, 0)])
    worked = draw(st.lists(words, min_size=10, max_size=32))
    return [
        TeamDay(first + number * DAY, on_shift, done, final=True)
        for number, (on_shift, done) in enumerate(worked)
    ]


@thoroughly
@given(final_days(), st.randoms())
def test_covers_spent_in_one_go_or_day_by_day(rows, chance):
    at_once = covers.due(1, once_more_and_shuffled(chance, rows), [])

    spent = reference.spend_covers(plain(rows))
    assert [row.day for row in at_once] == spent
    assert covers.due(1, rows, at_once) == []
    held = purse(1, rows, at_once)
    assert held.short == 0
    assert purse(1, once_more_and_shuffled(chance, rows), at_once[::-1]) == held
    run = streak(once_more_and_shuffled(chance, rows), covers=covered_days(1, at_once[::-1]))
    assert (run.length, run.best) == reference.streak(plain(rows), spent)


@thoroughly
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5), st.booleans()), max_size=40),
    st.randoms(),
)
def test_the_rhythm_of_any_person(worked, chance):
    monday = date(2026, 1, 5)
    weeks = [
        Week(monday + number * 7 * DAY, working, min(working, active), final)
        for number, (working, active, final) in enumerate(worked)
    ]

    now = rhythm(once_more_and_shuffled(chance, weeks))

    rows = [(week.monday, week.working_days, week.active_days, week.final) for week in weeks]
    assert (now.run, now.best, now.joins) == reference.rhythm(rows)


people = st.tuples(
    st.sampled_from(MOVING),
    st.sets(st.integers(0, 6)),
    st.sampled_from([6, 9, 14, 21, 22, 23]),
    st.integers(4, 10),
)


@st.composite
def histories(draw):
    """(people, acts in order of arrival with repetitions, days, now)."""
    monday = draw(MONDAYS)
    days = [monday + number * DAY for number in range(draw(st.integers(7, 21)))]
    team = dict(enumerate(draw(st.lists(people, min_size=1, max_size=5)), start=1))
    begin = datetime.combine(monday, time(12), UTC)
    hours = (len(days) - 2) * 24
    moment = st.tuples(
        st.sampled_from(sorted(team)),
        st.integers(12, hours),
        st.integers(0, 240),
        st.booleans(),
    )
    acts = [
        (who, challenge, begin + at * HOUR, begin + (at + delay) * HOUR, sentence)
        for challenge, (who, at, delay, sentence) in enumerate(
            draw(st.lists(moment, max_size=16))
        )
    ]
    now = begin + draw(st.integers(hours, hours + 300)) * HOUR
    return team, acts, days, now


@thoroughly
@given(histories(), st.randoms())
def test_any_history_in_any_order_of_arrival(history, chance):
    team, acts, days, now = history
    rows, lifts, total = reference.play(team, acts, days, now)

    played = Play(team, days, now)
    for act in once_more_and_shuffled(chance, acts):
        played.arrive(act)

    assert plain(played.rows()) == rows
    assert dict(played.lift) == lifts
    assert played.acts == total
    run = streak(played.rows())
    assert (run.length, run.best) == reference.streak(rows)


class Play:
    """Completions arriving one by one, each moving the counters as a server moves them."""

    def __init__(self, team, days, now):
        self.days, self.now = days, now
        self.places = {who: Place(zone) for who, (zone, *_) in team.items()}
        self.shifts = {who: self._shifts(who, person) for who, person in team.items()}
        self.expected = {(who, shift.day) for who in team for shift in self.shifts[who]}
        self.on_shift = {day: sum((who, day) in self.expected for who in team) for day in days}
        self.done = dict.fromkeys(days, 0)
        self.deeds, self.counted, self.seen = defaultdict(Deeds), set(), set()
        self.lift, self.acts = dict.fromkeys(team, 0), 0

    def _shifts(self, who, person):
        _, weekdays, starts, hours = person
        pattern = Pattern(frozenset(weekdays), time(starts), time((starts + hours) % 24))
        found = [pattern_shift(day, pattern, self.places[who]) for day in self.days]
        return [shift for shift in found if shift]

    def arrive(self, act):
        who, challenge, at, arrives_at, sentence = act
        day = service_day(at, self.places[who], self.shifts[who])
        answer = claim(day, arrives_at, self.places[who], self.shifts[who])
        if (who, challenge, day) in self.seen or answer is Claim.TOO_LATE:
            return
        self.seen.add((who, challenge, day))
        self._count(who, day, sentence, answer is Claim.COUNTS)

    def _count(self, who, day, sentence, for_team):
        before = self.deeds[who, day]
        outcome = complete(
            Situation(
                before,
                sentence,
                self.on_shift[day],
                self.done[day],
                was_expected=(who, day) in self.expected,
                first_of_day=(who, day) not in self.counted,
                counts_for_team=for_team,
            )
        )
        self.deeds[who, day] = replace(
            before, completions=before.completions + 1, sentences=before.sentences + sentence
        )
        self.counted |= {(who, day)} if for_team else set()
        self.on_shift[day], self.done[day] = outcome.on_shift, outcome.done
        self.lift[who] += outcome.lift_gained
        self.acts += outcome.acts

    def rows(self):
        return [
            TeamDay(day, self.on_shift[day], self.done[day], self._is_final(day))
            for day in self.days
        ]

    def _is_final(self, day):
        ends = [day_end(day, self.places[who], self._on(who, day)) for who in self.places]
        return self.now >= max(ends) + 72 * HOUR

    def _on(self, who, day):
        return next((shift for shift in self.shifts[who] if shift.day == day), None)
