import json
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import completions, reminders
from uplift_pwa.actions.reminders import Wish
from uplift_pwa.db import transaction
from uplift_pwa.models import (
    Delivery,
    Message,
    Nudge,
    Reminder,
    ReminderHold,
    SignIn,
    Subscription,
    TeamDay,
)
from uplift_pwa.push import messages, nudging

pytestmark = pytest.mark.both_databases

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY = NOON.date()
MORNING = NOON.replace(hour=7)  # 8 o'clock in Berlin, where their shift begins
DUE = MORNING + HOUR


@pytest.fixture
def ada(session, make):
    """Somebody with a phone, before the first shift that is looked at."""
    make.campaign()
    ada = make.person()
    bound(session, ada, at=MORNING - 10 * DAY)
    return ada


def look(session, at):
    with transaction(session):
        return nudging.nudge(session, at=at)


def nudges(session):
    session.expire_all()
    rows = session.execute(select(Nudge.person_id, Nudge.day, Nudge.at).order_by(Nudge.at))
    return rows.tuples().all()


def play(session, first, days, *, step=HOUR / 4, seen=False):
    """The clockwork looks every quarter of an hour for some days."""
    at = first
    while at < first + days * DAY:
        look(session, at)
        if seen:
            session.scalars(select(SignIn)).one().seen_at = at
            session.commit()
        at += step
    return [day for _, day, _ in nudges(session)]


def test_a_nudge_comes_an_hour_after_the_shift_began(session, ada):
    look(session, MORNING)
    assert nudges(session) == []

    look(session, DUE)

    assert nudges(session) == [(ada.id, TODAY, DUE)]
    delivery = session.scalars(select(Delivery)).one()
    assert (delivery.due_at, delivery.closes_at) == (DUE, MORNING + 8 * HOUR)
    message = session.get_one(Message, delivery.message_id)
    assert message.day == TODAY
    assert json.loads(message.payload)["notification"]["navigate"] == "/"


def test_nobody_is_looked_at_before_it_makes_sense(session, ada):
    look(session, MORNING)

    assert session.get_one(Reminder, ada.id).look_at == DUE
    assert not nudging.is_due(session, at=DUE - HOUR / 60)
    assert nudging.is_due(session, at=DUE)


def test_once_a_day_whoever_looks_and_however_often(session, ada):
    look(session, DUE)
    session.get_one(Reminder, ada.id).look_at = DUE
    session.commit()

    look(session, DUE + HOUR)

    assert len(nudges(session)) == 1
    assert len(session.scalars(select(Delivery)).all()) == 1


def test_not_when_something_is_done_already(session, make, ada):
    with transaction(session):
        completions.record(session, ada.id, make.challenge().id, at=MORNING)

    look(session, DUE)

    assert nudges(session) == []


def test_not_before_the_launch(session, make):
    make.campaign(launch_on=TODAY + DAY)
    ada = make.person()
    bound(session, ada, at=MORNING)

    look(session, DUE)

    assert nudges(session) == []
    assert session.get_one(Reminder, ada.id).look_at == NOON.replace(hour=5) + DAY  # at six


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s, a: s.query(Subscription).delete(), id="no phone"),
        pytest.param(
            lambda s, a: reminders.switch(s, a.id, "nudges", False, at=MORNING), id="off"
        ),
    ],
)
def test_not_who_does_not_want_it_or_cannot_be_reached(session, ada, change):
    change(session, ada)
    session.commit()

    look(session, DUE)

    assert nudges(session) == []


def test_not_who_only_looks(session, make):
    make.campaign()
    bound(session, make.person(mode="look"), at=MORNING)

    look(session, DUE)

    assert nudges(session) == []


def test_at_the_moment_of_their_own(session, ada):
    wish = Wish(cue="time", wall_time=time(10, 30), words=" after I open  the till ")
    reminders.choose(session, ada.id, wish, at=MORNING)
    session.commit()

    look(session, MORNING)

    assert session.get_one(Reminder, ada.id).look_at == MORNING + 2.5 * HOUR
    assert session.get_one(Reminder, ada.id).cue_words == "after I open the till"


def test_a_team_whose_leader_has_not_begun_waits_until_released(session, make, ada):
    held = ReminderHold(team_id=make.team().id, day=TODAY, held_at=MORNING)
    session.add_all([held, TeamDay(team_id=make.team().id, day=TODAY, on_shift=1)])
    session.commit()
    look(session, DUE)
    assert nudges(session) == []

    held.released_at = DUE + HOUR
    session.commit()
    look(session, DUE + HOUR)

    assert [at for *_, at in nudges(session)] == [DUE + HOUR]


def test_the_text_is_never_one_of_the_last_five(session, ada):
    play(session, MORNING, 12, seen=True)

    texts = session.scalars(select(Nudge.text).order_by(Nudge.at)).all()

    assert len(texts) >= 8
    for number in range(5, len(texts)):
        assert texts[number] not in texts[number - 5 : number]


def test_at_most_five_within_a_week(session, ada):
    days = play(session, MORNING, 14, seen=True)

    assert len(days) == len(set(days))
    for first in days:
        assert sum(first <= day < first + 7 * DAY for day in days) <= 5


def test_who_ignores_them_hears_less_and_in_the_end_nothing(session, ada):
    days = play(session, MORNING, 60, step=HOUR)

    gaps = [(after - before).days for before, after in zip(days, days[1:], strict=False)]
    assert len(days) == 10
    assert gaps == [1, 1, 2, 2, 2, 7, 7, 7, 7]
    assert session.get_one(Reminder, ada.id).ignored == 10  # the app asks


def test_it_stays_stopped_until_the_person_has_been_asked(session, ada):
    play(session, MORNING, 60, step=HOUR)
    session.scalars(select(SignIn)).one().seen_at = MORNING + 60 * DAY
    session.commit()

    assert len(play(session, MORNING + 60 * DAY, 2)) == 10


def test_who_chooses_anew_is_nudged_again(session, ada):
    play(session, MORNING, 60, step=HOUR)

    reminders.choose(session, ada.id, Wish(cue="minutes", minutes=30), at=MORNING + 60 * DAY)
    session.commit()

    assert len(play(session, MORNING + 60 * DAY, 0.5)) == 11


def test_a_text_of_the_moment_comes_first_when_it_is_true(session, make, ada):
    session.add(TeamDay(team_id=make.team().id, day=TODAY, on_shift=5, done=2))
    session.commit()

    look(session, DUE)

    message = session.scalars(select(Message).where(Message.locale == "en")).one()
    assert message.kind == "one_short"
    assert (
        json.loads(message.payload)["notification"]["title"]
        == (messages.title_and_body("one_short", "en")[0])
    )


def test_a_batch_costs_as_many_statements_as_one_of_them(session, make, ada, queries):
    look(session, MORNING)
    for number in range(30):
        bound(session, make.person(f"P{number}"), at=MORNING)
    queries.clear()

    assert look(session, MORNING) == 30
    assert len(queries) <= 12
