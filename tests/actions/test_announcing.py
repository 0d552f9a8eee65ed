from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import (
    announcing,
    awards,
    boosters,
    campaigns,
    completions,
    founding,
    leaders_first,
    thanks,
)
from uplift_pwa.db import transaction
from uplift_pwa.models import Booster, Delivery, Message, News, Schedule

TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.fixture
def otters(session, make):
    """Ada and Ben with phones, Cleo without."""
    make.campaign(launch_on=TODAY - 28 * DAY)
    people = [make.person(name) for name in ("Ada", "Ben", "Cleo")]
    for one in people[:2]:
        bound(session, one)
    return people


def news(session):
    """Who will hear of what."""
    session.expire_all()
    return sorted(session.execute(select(News.person_id, News.kind)).tuples())


def pushed(session):
    session.expire_all()
    rows = select(Message.kind).join(Delivery, Delivery.message_id == Message.id)
    return session.scalars(rows).all()


def test_somebody_who_is_thanked_hears_of_it(session, otters):
    ada, ben, cleo = otters
    with transaction(session):
        thanks.give(session, cleo.id, "person", ada.id, reason="For the tray.", at=NOON)

    assert news(session) == [(ada.id, "thanks")]


def test_a_team_that_is_thanked_hears_of_it(session, make, otters):
    ada, ben, cleo = otters
    stan = make.person("Stan", team=make.team("Buses"))
    with transaction(session):
        thanks.give(session, stan.id, "team", make.team().id, reason="For waiting.", at=NOON)

    assert news(session) == [(ada.id, "thanks"), (ben.id, "thanks")]


def test_a_colleague_who_was_helped_is_asked(session, make, otters):
    ada, ben, _ = otters
    walk = make.challenge().id
    with transaction(session):
        completions.record(session, ada.id, walk, helped_id=ben.id, at=NOON)

    assert news(session) == [(ben.id, "question")]


def test_a_team_hears_of_its_badge_and_nobody_of_a_persons(session, make, otters):
    ada, ben, cleo = otters
    with transaction(session):
        for one in otters:
            completions.record(session, one.id, make.challenge().id, at=NOON)
    with transaction(session):
        assert awards.settle(session, at=NOON + DAY / 24)

    assert news(session) == [(ada.id, "badge"), (ben.id, "badge")]


def test_everybody_hears_of_a_stage_once(session, make, otters):
    ada, ben, _ = otters
    make.campaign(goal=10)
    with transaction(session):
        completions.record(session, ada.id, make.challenge().id, at=NOON)
        campaigns.look(session, at=NOON)
        campaigns.look(session, at=NOON)

    assert news(session) == [(ada.id, "stage"), (ben.id, "stage")]


def test_a_leader_hears_once_a_day_that_the_team_waits(session, make, otters):
    lea = make.person("Lea", leads=[make.team()], level="team_lead")
    bound(session, lea)
    make.challenge("Carry one thing", for_leaders=True)
    for _ in range(2):
        with transaction(session):
            leaders_first.hold(session, make.team().id, TODAY, at=NOON)

    assert pushed(session) == ["leader_waiting"]


def test_a_leader_hears_that_the_time_to_answer_is_over(session, make, otters):
    lea = make.person("Lea", leads=[make.team()], level="team_lead")
    bound(session, lea)
    for _ in range(2):
        with transaction(session):
            announcing.roadblock_late(session, 7, make.team().id, at=NOON)

    assert pushed(session) == ["roadblock"]


def test_a_campaign_is_said_at_its_launch(session):
    with transaction(session):
        made = founding.campaign(
            session, "First orbit", "Harbour Group", 100, date(2026, 4, 1), at=NOON
        )

    planned = session.scalars(select(Schedule)).one()
    assert (planned.kind, planned.subject_id) == ("launch", made)
    assert (planned.local_on, planned.local_time.hour) == (date(2026, 4, 1), 6)


def test_a_booster_is_said_on_its_first_day(session, make, otters):
    campaign = make.campaign()
    booster = Booster(
        campaign_id=campaign.id,
        trigger="success",
        chart=[1],
        proposed_on=TODAY,
        proposed_at=NOON,
    )
    session.add(booster)
    session.commit()
    pack = [make.challenge().id for _ in range(5)]
    with transaction(session):
        starts_on = boosters.fire(
            session, booster.id, pack, "Again", "Who smiled?", by=None, at=NOON
        )

    planned = session.scalars(select(Schedule)).one()
    assert (planned.kind, planned.local_on) == ("booster", starts_on)
