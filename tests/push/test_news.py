import json
from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import completions, confirmations, reminders
from uplift_pwa.actions.reminders import Wish
from uplift_pwa.db import transaction
from uplift_pwa.models import Delivery, Message, News, Occurrence, Schedule, ScheduleWords
from uplift_pwa.push import news, schedule

pytestmark = pytest.mark.both_databases

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MORNING = NOON.replace(hour=7)
GATHERED = NOON + news.GATHER


@pytest.fixture
def ada(session, make):
    ada = make.person()
    bound(session, ada)
    return ada


def owe(session, kind, subject_id, people, at=NOON):
    with transaction(session):
        return news.owe(session, kind, subject_id, people, at=at)


def bundle(session, at):
    with transaction(session):
        return news.bundle(session, at=at)


def kinds(session):
    """The kinds of messages that are owed, oldest first."""
    session.expire_all()
    rows = session.execute(
        select(Message.kind)
        .join(Delivery, Delivery.message_id == Message.id)
        .order_by(Delivery.id)
    )
    return [kind for (kind,) in rows]


def test_news_waits_a_little_and_then_comes_in_its_own_words(session, ada):
    assert owe(session, "badge", 1, [ada.id]) == 1

    assert not news.is_due(session, at=NOON)
    bundle(session, GATHERED)

    assert kinds(session) == ["badge"]
    assert not news.is_due(session, at=GATHERED + 10 * DAY)


def test_the_same_news_is_told_once(session, ada):
    owe(session, "badge", 1, [ada.id])
    bundle(session, GATHERED)

    assert owe(session, "badge", 1, [ada.id], at=NOON + 2 * DAY) == 0
    bundle(session, GATHERED + 2 * DAY)

    assert kinds(session) == ["badge"]


def test_what_falls_together_comes_together(session, ada):
    owe(session, "badge", 1, [ada.id])
    owe(session, "stage", 1, None)

    bundle(session, GATHERED)

    assert kinds(session) == ["bundle"]


def test_one_bundle_a_day(session, ada):
    owe(session, "badge", 1, [ada.id], at=MORNING)
    bundle(session, MORNING + news.GATHER)
    owe(session, "badge", 2, [ada.id])

    bundle(session, GATHERED)
    assert kinds(session) == ["badge"]

    bundle(session, MORNING + news.GATHER + DAY)
    assert kinds(session) == ["badge", "badge"]


def test_news_comes_in_working_hours_alone(session, ada):
    evening = NOON + 6 * HOUR
    owe(session, "badge", 1, [ada.id], at=evening)

    bundle(session, evening + news.GATHER)
    assert kinds(session) == []

    bundle(session, MORNING + DAY)
    assert kinds(session) == ["badge"]


def test_news_rests_in_quiet_hours(session, ada):
    rest = Wish(quiet_starts=time(8), quiet_ends=time(15))
    reminders.choose(session, ada.id, rest, at=NOON)
    owe(session, "badge", 1, [ada.id])

    bundle(session, GATHERED)
    assert kinds(session) == []

    bundle(session, NOON + 2 * HOUR)
    assert kinds(session) == ["badge"]


def test_news_that_finds_no_moment_within_a_day_is_let_go(session, make):
    ada = make.person(weekdays=0b0000001)  # Mondays
    bound(session, ada)
    owe(session, "badge", 1, [ada.id], at=NOON + 6 * HOUR)

    bundle(session, NOON + 7 * HOUR)
    bundle(session, NOON + 7 * DAY)

    assert kinds(session) == []
    assert session.scalars(select(News.settled_at)).all() == [NOON + 7 * HOUR]


def test_a_question_that_was_taken_back_is_not_told(session, make, ada):
    make.campaign()
    ben, walk = make.person("Ben"), make.challenge()
    with transaction(session):
        done = completions.record(session, ben.id, walk.id, at=NOON)
        confirmations.ask(session, done.completion_id, ben.id, ada.id)
        news.owe(session, "question", done.completion_id, [ada.id], at=NOON)
    with transaction(session):
        completions.undo(session, ben.id, done.completion_id, at=NOON)

    bundle(session, GATHERED)

    assert kinds(session) == []


def test_a_question_that_still_waits_is_told(session, make, ada):
    make.campaign()
    ben, walk = make.person("Ben"), make.challenge()
    with transaction(session):
        done = completions.record(session, ben.id, walk.id, at=NOON)
        confirmations.ask(session, done.completion_id, ben.id, ada.id)
        news.owe(session, "question", done.completion_id, [ada.id], at=NOON)

    bundle(session, GATHERED)

    assert kinds(session) == ["question"]


def test_who_cannot_be_reached_or_does_not_want_it_is_owed_nothing(session, make, ada):
    reminders.switch(session, ada.id, "team", False, at=NOON)
    ben = make.person("Ben")

    assert owe(session, "badge", 1, [ada.id, ben.id]) == 0


LAUNCH = date(2026, 3, 3)


@pytest.fixture
def three_zones(session, make):
    """One phone in Auckland, one in Berlin, one in Los Angeles."""
    people = []
    for zone in ("Pacific/Auckland", "Europe/Berlin", "America/Los_Angeles"):
        people.append(make.person(zone, site=make.site(zone, zone=zone), starts=time(0)))
        bound(session, people[-1])
    return people


def say(session, at):
    told = 0
    for one in schedule.due(session, at=at):
        with transaction(session):
            told += schedule.fire(session, one, at=at)
    return told


def test_a_launch_is_said_at_its_local_hour_in_each_zone(session, three_zones):
    with transaction(session):
        schedule.plan(session, "launch", 1, LAUNCH, time(6), at=NOON)

    assert say(session, NOON) == 0
    assert say(session, NOON.replace(hour=17)) == 1  # six in Auckland
    assert say(session, NOON.replace(hour=17)) == 0
    assert say(session, NOON + 17 * HOUR) == 1  # six in Berlin
    assert say(session, NOON + 26 * HOUR) == 1  # six in Los Angeles
    assert kinds(session) == ["launch"] * 3
    assert session.scalar(select(func.count(Occurrence.id))) == 3


def test_a_moment_that_was_missed_is_skipped_and_noted(session, three_zones):
    with transaction(session):
        schedule.plan(session, "launch", 1, LAUNCH, time(6), at=NOON)

    assert say(session, NOON.replace(hour=17) + HOUR) == 0
    assert session.execute(select(Occurrence.zone, Occurrence.skipped)).tuples().all() == [
        ("Pacific/Auckland", True)
    ]


def test_two_workers_say_it_once(session, three_zones):
    with transaction(session):
        schedule.plan(session, "booster", 1, LAUNCH, time(6), at=NOON)
    at = NOON.replace(hour=17)
    (one,) = schedule.due(session, at=at)

    with transaction(session):
        first = schedule.fire(session, one, at=at)
    with transaction(session):
        second = schedule.fire(session, one, at=at)

    assert (first, second) == (1, 0)


def test_what_is_called_off_is_not_said(session, three_zones):
    with transaction(session):
        schedule.plan(session, "launch", 1, LAUNCH, time(6), at=NOON)
        schedule.call_off(session, "launch", 1, at=NOON)

    assert say(session, NOON + 17 * HOUR) == 0


def test_an_admins_own_words_are_said(session, three_zones):
    with transaction(session):
        schedule.plan(session, "launch", 1, LAUNCH, time(6), at=NOON)
        one = session.scalars(select(Schedule.id)).one()
        words = {"schedule_id": one, "locale": "en", "title": "We start", "body": "At six."}
        session.add(ScheduleWords(**words))

    say(session, NOON.replace(hour=17))

    payload = session.scalars(select(Message.payload).where(Message.locale == "en")).one()
    assert json.loads(payload)["notification"]["title"] == "We start"


def test_a_night_without_that_hour_says_it_at_the_first_there_is(session, make):
    make.person(site=make.site("Berlin", zone="Europe/Berlin"))
    with transaction(session):
        schedule.plan(session, "launch", 1, date(2026, 3, 29), time(2, 30), at=NOON)

    (one,) = schedule.due(session, at=NOON + 40 * DAY)

    assert one.instant == NOON.replace(month=3, day=29, hour=1)
