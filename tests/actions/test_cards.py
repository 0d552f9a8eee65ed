"""SAFETY A5, A6: a card opens once, for one person, however many try at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import cards, codes
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import AccessCard

PEPPER = b"p" * 32
TRIES = 50


def test_of_fifty_at_once_exactly_one_redeems_the_card(engine, session, make):
    ada = make.person("Ada")
    with transaction(session):
        code = cards.issue(session, ada.id, at=NOON, pepper=PEPPER)
    sessions = make_session_factory(engine)

    def attempt(_number):
        with sessions() as own, transaction(own):
            return cards.redeem(own, code, at=NOON, pepper=PEPPER)

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(attempt, range(TRIES)))

    assert sorted(answers, key=str) == sorted([ada.id] + [None] * (TRIES - 1), key=str)


def test_a_new_card_takes_the_place_of_the_one_before(session, make):
    ada = make.person("Ada")
    first = cards.issue(session, ada.id, at=NOON, pepper=PEPPER)
    second = cards.issue(session, ada.id, at=NOON, pepper=PEPPER)

    assert cards.redeem(session, first, at=NOON, pepper=PEPPER) is None
    assert cards.redeem(session, second, at=NOON, pepper=PEPPER) == ada.id


def test_a_card_lasts_until_thirty_days_after_the_launch(session, make):
    make.campaign(launch_on=(NOON + timedelta(days=20)).date())
    ada = make.person("Ada")
    code = cards.issue(session, ada.id, at=NOON, pepper=PEPPER)

    late = cards.redeem(session, code, at=NOON + timedelta(days=51), pepper=PEPPER)
    in_time = cards.redeem(session, code, at=NOON + timedelta(days=49), pepper=PEPPER)

    assert (late, in_time) == (None, ada.id)


def test_only_a_digest_is_kept(session, make):
    code = cards.issue(session, make.person("Ada").id, at=NOON, pepper=PEPPER)

    kept = session.scalars(select(AccessCard.code_digest)).one()

    assert len(code) * 5 >= 60
    assert code not in kept and kept == codes.digest(code, PEPPER)
