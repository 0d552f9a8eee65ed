"""Two weeks round a change of clocks, lived by people of 40 zones and two workers that die.

What left is judged by a slow reference that knows nothing of the rules' code.
"""

import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from tests.push.browsers import keys
from uplift_pwa.db import transaction
from uplift_pwa.models import (
    Department,
    Level,
    Membership,
    Message,
    Participation,
    Person,
    Reminder,
    SignIn,
    Site,
    Subscription,
    Team,
    TeamTotal,
    WeeklyPattern,
)
from uplift_pwa.push import schedule

PROJECT = Path(__file__).parents[2]
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HOUR = timedelta(hours=1)
CITIES = {
    "Africa": "Cairo Casablanca Johannesburg Lagos Nairobi",
    "America": "Adak Anchorage Asuncion Bogota Chicago Denver Havana Los_Angeles Mexico_City "
    "New_York Nuuk Santiago Sao_Paulo St_Johns",
    "Asia": "Beirut Dubai Gaza Jerusalem Kathmandu Kolkata Manila Tehran Tokyo Yangon",
    "Atlantic": "Azores",
    "Australia": "Adelaide Brisbane Lord_Howe Sydney",
    "Europe": "Berlin Chisinau Lisbon",
    "Pacific": "Apia Auckland Chatham",
}
ZONES = [f"{region}/{city}" for region, cities in CITIES.items() for city in cities.split()]
# Each begins a week before clocks change: Europe's spring, North America's, the south's
# autumn with Lord Howe's half hour, Europe's autumn with North America's a week later.
FORTNIGHTS = (date(2026, 3, 22), date(2026, 3, 1), date(2026, 3, 29), date(2026, 10, 19))
SHIFTS = ((6, 14), (14, 22), (22, 6), (8, 16), (0, 8), (1, 3), (2, 10))
QUIETS = (None, None, (time(12), time(14)), (time(23), time(2, 30)), (time(1), time(3)))
NUDGES = ("nudge", "one_short")
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Somebody:
    zone: str
    weekdays: int
    starts: time
    ends: time
    quiet: tuple[time, time] | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What left, and how often it should not have."""

    sent: int
    outside: int
    in_quiet_hours: int
    twice_a_shift: int
    twice_a_date: int
    booster_twice: int
    deaths: int
    examples: tuple[str, ...]  # of the first two, to look into
    elsewhere: int  # that were outside if everybody's shift began half a day later

    @property
    def wrong(self):
        twice = self.twice_a_shift + self.twice_a_date + self.booster_twice
        return self.outside + self.in_quiet_hours + twice


def live(engine, session, make, folder, first, *, people, deaths, step=HOUR, seed=1):
    """Play the fortnight from `first` on, a tick each `step`, with workers that die."""
    chance = random.Random(seed)
    begins = datetime.combine(first, time(), UTC)
    crowd = settle(session, make, chance, people, begins - DAY)
    with transaction(session):
        # At an hour that some nights do not have and others have twice.
        schedule.plan(session, "booster", 1, first + 7 * DAY, time(2, 30), at=begins)
    log = folder / "sent.log"
    url = engine.url.render_as_string(hide_password=False)
    moments = [begins + n * step for n in range(14 * DAY // step)]
    ends = [set(chance.sample(range(len(moments)), deaths)) for _ in range(WORKERS)]
    processes = [start(url, log) for _ in range(WORKERS)]
    died = 0
    for number, at in enumerate(moments):
        if at.hour == at.minute == 0:
            _look(session, at)
        for process, fatal in zip(processes, ends, strict=True):
            last = chance.randint(1, 25) if number in fatal else 0
            process.stdin.write(f"{at.isoformat()} {last}\n")
            process.stdin.flush()
        for place, process in enumerate(processes):
            if process.stdout.readline() != "done\n":
                process.wait()
                processes[place], died = start(url, log), died + 1
    for process in processes:
        process.stdin.close()
        process.wait()
    return judge(session, crowd, log, died)


def start(url, log):
    program = [sys.executable, "-m", "tests.push.ticking", url, str(log)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(program, cwd=PROJECT, **pipes)


def _look(session, at):
    """Everybody opens uplift at midnight, so that nobody is left in peace for good."""
    with transaction(session):
        session.execute(update(SignIn).values(seen_at=at))


def settle(session, make, chance, number, at):
    """So many people with a phone each, by the number of its subscription."""
    make.campaign(launch_on=date(2026, 1, 1))
    department, level = Department(name="Everywhere"), Level(key="frontline", name="F", rank=0)
    sites = [Site(name=zone, zone=zone) for zone in ZONES]
    session.add_all([department, level, *sites])
    session.flush()
    team = Team(name="All", department_id=department.id, warm_from=date(2026, 1, 1))
    session.add(team)
    session.flush()
    session.add(TeamTotal(team_id=team.id, acts=0, streak=0, best_streak=0))
    found = {}
    for place in range(1, number + 1):
        one = _somebody(chance, place)
        _insert(session, place, one, sites[place % len(sites)].id, team.id, level.id, at)
        found[place] = one
    session.commit()
    return found


def _somebody(chance, place):
    starts, ends = chance.choice(SHIFTS)
    return Somebody(
        ZONES[place % len(ZONES)],
        chance.choice((0b0011111, 0b1100000, 0b1111111, 0b1010101)),
        time(starts, chance.choice((0, 30))),
        time(ends),
        chance.choice(QUIETS),
    )


def _insert(session, place, one, site_id, team_id, level_id, at):
    since = date(2026, 1, 1)
    who = {"id": place, "name": f"P {place}", "given_name": "P", "staff_number": f"{place}"}
    who |= {"site_id": site_id, "level_id": level_id, "created_at": at, "joined_at": at}
    cue = {"cue": ("shift", "minutes", "time")[place % 3]}
    cue |= {"cue_minutes": 45, "cue_time": time(place % 24)}
    quiet = dict(zip(("quiet_starts", "quiet_ends"), one.quiet or (None, None), strict=True))
    session.execute(insert(Person).values(status="active", role="staff", **who))
    device = {"id": place, "person_id": place, "token_digest": f"{place:064}", "kind": "own"}
    session.execute(
        insert(SignIn).values(**device, created_at=at, seen_at=at, device="a phone")
    )
    rows = (
        Membership(person_id=place, team_id=team_id, from_on=since),
        Participation(person_id=place, from_on=since, mode="play", chosen_on=since),
        WeeklyPattern(
            person_id=place,
            from_on=since,
            weekdays=one.weekdays,
            starts=one.starts,
            ends=one.ends,
        ),
        Reminder(person_id=place, look_at=at, **cue, **quiet),
        Subscription(**_phone(place, at)),
    )
    session.add_all(rows)


_KEYS = keys()


def _phone(place, at):
    service = "https://updates.push.services.mozilla.com"
    return {
        "id": place,
        "sign_in_id": place,
        "person_id": place,
        "endpoint": f"{service}/{place}",
        "endpoint_digest": f"{place:064}",
        "origin": service,
        "p256dh": _KEYS[1],
        "auth": _KEYS[2],
        "server_key": "B" * 87,
        "made_at": at,
        "seen_at": at,
    }


def judge(session, crowd, log, died):
    """Hold every message that left against the people's own hours."""
    kinds = {
        topic: (kind, day)
        for topic, kind, day in session.execute(
            select(Message.topic, Message.kind, Message.day)
        )
    }
    # A phone shows a repeat in place of the first, so one tag counts once.
    left, examples = {}, []
    outside = quiet = elsewhere = 0
    for line in log.read_text().splitlines():
        moment, place, topic = line.split()
        at, one = datetime.fromisoformat(moment), crowd[int(place)]
        shift = shift_around(one, at)
        outside += shift is None
        quiet += is_quiet(one, at)
        if shift is None or is_quiet(one, at):
            examples.append(f"{at} {kinds[topic]} {one}")
        elsewhere += shift_around(one, at + 12 * HOUR) is None
        left.setdefault((int(place), topic), shift)
    nudged = [key for key in left if kinds[key[1]][0] in NUDGES]
    shifts = Counter((place, left[place, topic]) for place, topic in nudged)
    dates = Counter((place, kinds[topic][1]) for place, topic in nudged)
    others = Counter(place for place, topic in left if kinds[topic][0] == "booster")
    return Judged(
        len(left),
        outside,
        quiet,
        *(_again(one) for one in (shifts, dates, others)),
        died,
        tuple(examples[:5]),
        elsewhere,
    )


def _again(counted):
    return sum(times - 1 for times in counted.values())


def shift_around(one, at):
    """The day of the shift that somebody is in at a moment, if any."""
    here = at.astimezone(ZoneInfo(one.zone)).date()
    for day in (here - DAY, here):
        if one.weekdays >> day.weekday() & 1:
            ends_on = day + DAY if one.ends <= one.starts else day
            begins = first_moment(datetime.combine(day, one.starts), one.zone)
            if begins <= at < first_moment(datetime.combine(ends_on, one.ends), one.zone):
                return day
    return None


def first_moment(wall, zone):
    """The first moment at which clocks there show this or more, looked for minute by minute."""
    place = ZoneInfo(zone)
    found = wall.replace(tzinfo=place, fold=0).astimezone(UTC) - timedelta(hours=2)
    while found.astimezone(place).replace(tzinfo=None) < wall:
        found += MINUTE
    return found


def is_quiet(one, at):
    if one.quiet is None:
        return False
    starts, ends = one.quiet
    now = at.astimezone(ZoneInfo(one.zone)).time()
    return starts <= now < ends if starts < ends else now >= starts or now < ends
