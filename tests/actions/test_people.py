from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import cards, people, sign_ins
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import AccessCard, Audit, Person, SignIn

PEPPER = b"a pepper for tests"


def suspend(session, person, by=None):
    with transaction(session):
        people.suspend(session, person.id, by=by.id if by else None, at=NOON)


def restore(session, person, by=None):
    with transaction(session):
        people.restore(session, person.id, by=by.id if by else None, at=NOON)


def issue(session, *persons):
    with transaction(session):
        return people.issue_cards(
            session, [person.id for person in persons], by=None, at=NOON, pepper=PEPPER
        )


def redeem(session, code):
    with transaction(session):
        return cards.redeem(session, code, at=NOON + timedelta(minutes=1), pepper=PEPPER)


def status(session, person):
    session.rollback()
    return session.scalar(select(Person.status).where(Person.id == person.id))


def notes(session):
    return session.execute(
        select(Audit.action, Audit.subject_id, Audit.actor_id).order_by(Audit.id)
    ).all()


def test_suspending_somebody_ends_their_sign_ins_and_cards_at_once(session, make):
    ada, boss = make.person("Ada"), make.person("Boss", role="admin")
    code = issue(session, ada)[ada.id]
    with transaction(session):
        sign_ins.begin(session, ada.id, at=NOON, pepper=PEPPER)
        sign_ins.begin(session, boss.id, at=NOON, pepper=PEPPER)

    suspend(session, ada, by=boss)

    assert status(session, ada) == "suspended"
    assert session.scalars(select(SignIn.person_id)).all() == [boss.id]
    assert session.scalars(select(AccessCard.revoked_at)).all() == [NOON]
    restore(session, ada, by=boss)
    assert redeem(session, code) is None


def test_suspension_and_restoration_are_written_down_once_each(session, make):
    ada, boss = make.person("Ada"), make.person("Boss", role="admin")

    for change in (suspend, suspend, restore, restore):
        change(session, ada, by=boss)

    assert notes(session) == [
        ("person.suspended", ada.id, boss.id),
        ("person.restored", ada.id, boss.id),
    ]
    assert status(session, ada) == "active"


def test_nobody_suspends_themselves(session, make):
    boss = make.person("Boss", role="admin")
    make.person("Bea", role="admin")

    with pytest.raises(Refused, match="oneself"):
        suspend(session, boss, by=boss)

    assert status(session, boss) == "active"


def test_the_last_admin_stays(session, make):
    boss = make.person("Boss", role="admin")
    make.person("Bea", role="admin", status="suspended")

    with pytest.raises(Refused, match="last_admin"):
        suspend(session, boss)

    assert status(session, boss) == "active"


def test_whoever_has_left_is_not_suspended(session, make):
    ada = make.person("Ada", status="left")
    make.person("Boss", role="admin")

    with pytest.raises(Refused, match="has_left"):
        suspend(session, ada)

    assert status(session, ada) == "left"


def test_whoever_has_left_comes_back_and_it_is_written_down_once(session, make):
    ada, boss = make.person("Ada", status="left"), make.person("Boss", role="admin")

    for _again in range(2):
        restore(session, ada, by=boss)

    assert status(session, ada) == "active"
    assert notes(session) == [("person.rejoined", ada.id, boss.id)]


def test_an_account_that_was_deleted_does_not_come_back(session, make):
    gone = make.person("Nobody", status="left", erased_at=NOON)

    with pytest.raises(Refused, match="not_found"):
        restore(session, gone)

    assert status(session, gone) == "left"


def test_nobody_of_that_number_is_not_found(session, make):
    boss = make.person("Boss", role="admin")

    with transaction(session), pytest.raises(Refused, match="not_found"):
        people.suspend(session, 4711, by=boss.id, at=NOON)


def test_two_admins_who_suspend_each_other_at_once_leave_one(engine, session, make):
    for _round in range(5):
        one, other = make.person("One", role="admin"), make.person("Other", role="admin")
        factory = make_session_factory(engine)

        pairs = [(factory, one, other), (factory, other, one)]
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(attempt, pairs))

        active = session.scalars(
            select(Person.id).filter_by(role="admin", status="active")
        ).all()
        assert sorted(done) == ["done", "not_admin"]
        assert len(active) == 1
        session.get(Person, active[0]).role = "staff"
        session.commit()


def attempt(pair):
    factory, actor, person = pair
    with factory() as session:
        try:
            suspend(session, person, by=actor)
        except Refused as refusal:
            return refusal.code
    return "done"


def test_a_new_card_opens_and_ends_the_one_before(session, make):
    ada = make.person("Ada")
    first = issue(session, ada)[ada.id]

    second = issue(session, ada)[ada.id]

    assert redeem(session, first) is None
    assert redeem(session, second) == ada.id
    assert session.scalar(select(func.count()).where(Audit.action == "card.issued")) == 2
    assert second not in str(session.scalars(select(Audit.detail)).all())
