"""The rules once more, slow and obvious, sharing no code with the package: what tests trust."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

QUARTER, DAY, HOUR = timedelta(minutes=15), timedelta(days=1), timedelta(hours=1)


@cache
def first_reached(wall, zone):
    """Walk in quarter hours from two days before until the clock on the wall has come to it."""
    there = ZoneInfo(zone)
    at = datetime.combine(wall.date(), time(0), UTC) - 2 * DAY
    while at.astimezone(there).replace(tzinfo=None) < wall:
        at += QUARTER
    return at


def day_begins(day, zone, hour=4):
    return first_reached(datetime.combine(day, time(hour)), zone)


def shifts_of(person, days):
    """A person is (zone, weekdays, starts, hours): their shifts on those days."""
    zone, weekdays, starts, hours = person
    found = {}
    for day in days:
        if day.weekday() in weekdays:
            begin = datetime.combine(day, time(starts))
            found[day] = (
                first_reached(begin, zone),
                first_reached(begin + hours * HOUR, zone),
            )
    return found


def service_day(at, zone, shifts, hour=4):
    """In a shift or within an hour of it; of two the nearer, of two as near the earlier."""
    candidates = []
    for day, (begin, end) in shifts.items():
        if begin - HOUR <= at <= end + HOUR:
            if at < begin:
                distance = begin - at
            elif at > end:
                distance = at - end
            else:
                distance = timedelta(0)
            candidates.append((distance, begin, day))
    if candidates:
        return min(candidates)[2]
    around = [at.date() + number * DAY for number in (-2, -1, 0, 1, 2)]
    return max(day for day in around if day_begins(day, zone, hour) <= at)


def day_ends(day, zone, shifts, hour=4):
    end = day_begins(day + DAY, zone, hour)
    if day in shifts:
        end = max(end, shifts[day][1] + HOUR)
    return end


def lift_of_day(completions, sentences):
    return min(40, 10 * completions + 5 * sentences)


def is_kept(on_shift, done):
    return on_shift > 0 and Fraction(done, on_shift) >= Fraction(60, 100)


def verdicts(rows, covers=(), warm_from=date.min):
    """One word a day, from (day, on_shift, done, final, neutral) in any order."""
    words = {row[0]: word_alone(row, warm_from) for row in rows}
    for week in {week_of(day) for day in words}:
        small = sorted(
            row for row in rows if week_of(row[0]) == week and words[row[0]] == "carried"
        )
        if small and week_is_over(week, rows):
            good = is_kept(sum(row[1] for row in small), sum(row[2] for row in small))
            for row in small:
                words[row[0]] = "kept" if good else "transparent"
            if not good:
                words[small[-1][0]] = "missed"
    for day in covers:
        if words.get(day) == "missed":
            words[day] = "covered"
    return words


def word_alone(row, warm_from):
    day, on_shift, done, final, neutral = row
    if neutral:
        return "neutral"
    if warm_from is None or day < warm_from or on_shift == 0:
        return "transparent"
    if on_shift <= 2:
        return "carried"
    if is_kept(on_shift, done):
        return "kept"
    return "missed" if final else "open"


@cache
def week_of(day):
    return day.strftime("%G-%V")


def week_is_over(week, rows):
    sunday = datetime.strptime(week + "-7", "%G-%V-%u").replace(tzinfo=UTC).date()
    for day, _, _, final, _ in rows:
        if week_of(day) == week and not final:
            return False
    return any(final and day >= sunday for day, _, _, final, _ in rows)


def streak(rows, covers=(), warm_from=date.min):
    """(length, best): look back from every kept day for a run to join again."""
    words = verdicts(rows, covers, warm_from)
    judged = [(day, words[day]) for day in sorted(words) if words[day] in ("kept", "missed")]
    lengths, joins = [], []
    for number, (day, word) in enumerate(judged):
        if word == "missed":
            lengths.append(0)
            continue
        length = 1 + (lengths[-1] if lengths else 0)
        last_five = [each for _, each in judged[max(0, number - 4) : number + 1]]
        back = last_five == ["kept", "missed", "kept", "kept", "kept"]
        if back and all((day - joined).days >= 30 for joined in joins):
            length += lengths[number - 4]
            joins.append(day)
        lengths.append(length)
    return (lengths[-1] if lengths else 0), max(lengths, default=0)


def spend_covers(rows):
    """Finalise one day after the other; each newly missed day takes the cover that is there."""
    spent, settled = [], set()
    rows = sorted(rows)
    for number in range(len(rows)):
        seen = rows[: number + 1]
        words = verdicts(seen, spent)
        for day in sorted(day for day in words if words[day] == "missed"):
            if day in settled:
                continue
            settled.add(day)
            words = verdicts(seen, spent)
            if enough_covers(words, [*spent, day]) and covered_in_a_row(words, day) <= 2:
                spent.append(day)
    return spent


def enough_covers(words, spent):
    held, kept = False, 0
    for day in sorted(words):
        if words[day] == "kept" and not held:
            kept += 1
            held = kept == 10
            kept = kept % 10
        if day in spent:
            if not held:
                return False
            held = False
    return True


def covered_in_a_row(words, day):
    judged = [other for other in sorted(words) if words[other] in ("kept", "missed", "covered")]
    at, longest = judged.index(day), 1
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(judged) and words[judged[other]] == "covered":
            longest += 1
            other += step
    return longest


def rhythm(weeks):
    """(run, best, joins) from (monday, working days, active days, final)."""
    words = []
    for monday, working, active, final in sorted(weeks):
        if working and active >= min(3, Fraction(6, 10) * working):
            words.append((monday, "kept"))
        elif working and final:
            words.append((monday, "missed"))
    runs, joins = [], []
    for number, (monday, word) in enumerate(words):
        if word == "missed":
            runs.append(0)
            continue
        run = 1 + (runs[-1] if runs else 0)
        before = [each for _, each in words[max(0, number - 2) : number]]
        if before == ["kept", "missed"] and (not joins or (monday - joins[-1]).days >= 56):
            run += runs[number - 2]
            joins.append(monday)
        runs.append(run)
    return (runs[-1] if runs else 0), max(runs, default=0), len(joins)


def play(people, acts, days, now):
    """Everything from facts: (team rows, lift by person, acts for the goal).

    An act is (person, challenge, at, arrives_at, with_sentence); the same act may come twice.
    """
    shifts = {who: shifts_of(person, days) for who, person in people.items()}
    counted, credited = set(), set()
    for who, challenge, at, arrives_at, sentence in acts:
        zone = people[who][0]
        day = service_day(at, zone, shifts[who])
        end = day_ends(day, zone, shifts[who])
        if arrives_at < end + 7 * DAY:
            credited.add((who, day, challenge, sentence))
        if arrives_at < end + 72 * HOUR:
            counted.add((who, day))
    rows = []
    for day in days:
        done = {who for who in people if (who, day) in counted}
        working = {who for who in people if day in shifts[who]} | done
        last_end = max(day_ends(day, people[who][0], shifts[who]) for who in people)
        rows.append((day, len(working), len(done), now >= last_end + 72 * HOUR, False))
    lift = {}
    for who in people:
        lift[who] = 0
        for day in {act[1] for act in credited if act[0] == who}:
            mine = [act for act in credited if act[:2] == (who, day)]
            lift[who] += lift_of_day(len(mine), sum(act[3] for act in mine))
    return rows, lift, len(credited)
