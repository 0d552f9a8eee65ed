from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import thanks_kinds
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.thanks_kinds import Wish
from uplift_pwa.models import Audit, ThanksKind
from uplift_pwa.queries import thanks_kinds as query
from uplift_pwa.rules.thanks_kinds import USUAL

LATER = NOON + timedelta(days=1)


@pytest.fixture
def by(make):
    return make.person("Boss", role="admin").id


def usual(*off):
    return [Wish(key, "", is_on=key not in off) for key in USUAL]


def keys(session):
    return [kind.key for kind in query.kinds(session)]


def test_the_first_choice_keeps_the_usual_kinds_as_rows(session, by):
    thanks_kinds.arrange(session, usual("taught-me")[::-1], by=by, at=NOON)

    assert keys(session) == [key for key in reversed(USUAL) if key != "taught-me"]
    assert session.get_one(ThanksKind, "taught-me").retired_at == NOON


def test_a_kind_that_is_off_keeps_the_day_it_went_and_comes_back(session, by):
    thanks_kinds.arrange(session, usual("taught-me"), by=by, at=NOON)
    thanks_kinds.arrange(session, usual("taught-me", "came-running"), by=by, at=LATER)

    assert session.get_one(ThanksKind, "taught-me").retired_at == NOON
    thanks_kinds.arrange(session, usual(), by=by, at=LATER)
    assert keys(session) == list(USUAL)


def test_own_kinds_have_numbers_that_nobody_else_has(session, by):
    more = [Wish("", name, "cup") for name in ("Stayed late", "Sang")]

    thanks_kinds.arrange(session, [*usual(), *more], by=by, at=NOON)
    thanks_kinds.arrange(
        session,
        [*usual(), Wish("own-1", "Stayed", is_on=False), Wish("", "Baked", "heart")],
        by=by,
        at=LATER,
    )

    assert {row.key: row.name for row in session.scalars(select(ThanksKind)) if row.name} == {
        "own-1": "Stayed",
        "own-2": "Sang",
        "own-3": "Baked",
    }


def test_arranging_nothing_anew_is_no_change(session, by):
    thanks_kinds.arrange(session, usual(), by=by, at=NOON)

    assert session.scalars(select(Audit)).all() == []
    assert keys(session) == list(USUAL)


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        pytest.param(usual(*USUAL), "kinds_none", id="none left"),
        pytest.param([Wish("taught-me", "x" * 41)], "kind_name", id="too long"),
        pytest.param([Wish("", " ", "cup")], "kind_name", id="an own one without a name"),
        pytest.param([Wish("", "Sang", "skull")], "kind_picture", id="no such picture"),
        pytest.param([Wish("", f"{n}", "cup") for n in range(8)], "kinds_many", id="many"),
    ],
)
def test_what_kinds_cannot_be_is_refused(session, by, wishes, why):
    with pytest.raises(Refused, match=why):
        thanks_kinds.arrange(session, wishes, by=by, at=NOON)


def test_the_audit_lists_what_can_be_chosen_now(session, by):
    wishes = [Wish("taught-me", "Showed me how"), *usual("taught-me")[2:]]

    thanks_kinds.arrange(session, wishes, by=by, at=NOON)

    assert "Showed me how" in session.scalars(select(Audit)).one().detail["kinds"]
