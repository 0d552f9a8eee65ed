"""Challenges that are written already, taken in as drafts."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import challenge_sets, challenges
from uplift_pwa.exchange import starter
from uplift_pwa.models import Audit, Challenge, ChallengeText


@pytest.fixture
def admin(make):
    return make.person("Grace", role="admin")


def take(session, admin, drafts):
    return challenge_sets.take(session, drafts, by=admin.id, at=NOON, pack="starter")


def counted(session, model, **which):
    return session.scalar(select(func.count()).select_from(model).filter_by(**which))


def test_each_comes_once_as_a_draft_with_all_its_words(session, admin):
    some = starter.drafts()[:3]

    assert take(session, admin, some) == 3
    assert take(session, admin, some) == 0

    assert counted(session, Challenge, state="draft", version=1) == 3
    assert counted(session, ChallengeText) == 3 * len(some[0].texts)
    noted = session.scalars(select(Audit).filter_by(action="challenges.imported")).one()
    assert noted.detail == {"pack": "starter", "language": "ar, en, es, hi", "created": 3}


def test_what_the_desk_has_made_of_one_stays(session, admin):
    first, second = starter.drafts()[:2]
    take(session, admin, [first])
    own = {"en": replace(first.texts["en"], title="Greet them at the door")}
    known = session.scalars(select(Challenge)).one()
    challenges.revise(session, known.id, replace(first, texts=own), by=admin.id, at=NOON)

    assert take(session, admin, [first, second]) == 1

    titles = session.scalars(select(ChallengeText.title).filter_by(locale="en")).all()
    assert set(titles) == {"Greet them at the door", second.texts["en"].title}


def test_every_challenge_of_the_pack_stands_in_a_group():
    assert len(starter.drafts()) == 70
    assert all(starter.groups(one) for one in starter.drafts())
