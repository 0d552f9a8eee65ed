"""Packs: put in at the end, moved by one, taken out; a pack ends with its last challenge."""

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import challenge_packs, challenge_sets, challenges
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, ChallengePack, PackChallenge
from uplift_pwa.queries import booster_pack
from uplift_pwa.queries import challenge_packs as read


@pytest.fixture
def three(make):
    return [make.challenge(title).id for title in ("One", "Two", "Three")]


def put(session, *ids, pack="Spring"):
    found = [challenge_packs.put(session, one, pack=pack, by=None, at=NOON) for one in ids]
    return found[-1]


def move(session, pack, one, *, up):
    challenge_packs.move(session, pack, one, up=up, by=None, at=NOON)


def order(session, pack):
    found = read.pack(session, pack, NOON.date())
    return [one.title for one in found.challenges] if found else None


def test_what_is_put_in_stands_at_the_end(session, three):
    pack = put(session, three[2], three[0], three[1])

    assert order(session, pack) == ["Three", "One", "Two"]


def test_twice_is_once(session, three):
    pack = put(session, *three)

    put(session, three[0])

    assert order(session, pack) == ["One", "Two", "Three"]


def test_a_name_is_the_same_whatever_the_blanks_around_it(session, three):
    assert put(session, three[0], pack=" Spring  days ") == put(
        session, three[1], pack="Spring days"
    )


@pytest.mark.parametrize(
    ("number", "up", "expected"),
    [
        pytest.param(1, True, ["Two", "One", "Three"], id="up"),
        pytest.param(1, False, ["One", "Three", "Two"], id="down"),
        pytest.param(0, True, ["One", "Two", "Three"], id="the first stays"),
        pytest.param(2, False, ["One", "Two", "Three"], id="the last stays"),
    ],
)
def test_one_changes_places_with_its_neighbour(session, three, number, up, expected):
    pack = put(session, *three)

    move(session, pack, three[number], up=up)

    assert order(session, pack) == expected


def test_the_order_holds_where_one_was_taken_out(session, three):
    pack = put(session, *three)
    challenge_packs.take_out(session, pack, three[1], by=None, at=NOON)

    move(session, pack, three[2], up=True)

    assert order(session, pack) == ["Three", "One"]


def test_a_pack_ends_with_its_last_challenge(session, three):
    pack = put(session, three[0])

    stays = challenge_packs.take_out(session, pack, three[0], by=None, at=NOON)

    assert stays is False
    assert session.scalars(select(ChallengePack.id)).all() == []


@pytest.mark.parametrize("name", ["", " ", "x" * 41])
def test_a_pack_has_a_name(session, three, name):
    with pytest.raises(Refused, match="pack_name"):
        put(session, three[0], pack=name)


def test_a_pack_has_an_end(session, make, monkeypatch):
    monkeypatch.setattr(challenge_packs, "MOST", 1)
    put(session, make.challenge("A").id)

    with pytest.raises(Refused, match="pack_full"):
        put(session, make.challenge("B").id)


def test_so_has_the_number_of_packs(session, three, monkeypatch):
    monkeypatch.setattr(challenge_packs, "MOST_PACKS", 1)
    put(session, three[0])

    with pytest.raises(Refused, match="packs_many"):
        put(session, three[1], pack="Another")

    assert put(session, three[1])


@pytest.mark.parametrize(("pack", "one"), [(1, 99), (99, 1)])
def test_what_is_not_there_is_not_found(session, three, pack, one):
    put(session, three[0])

    with pytest.raises(Refused, match="not_found"):
        move(session, pack, one, up=True)
    with pytest.raises(Refused, match="not_found"):
        challenge_packs.take_out(session, pack, one, by=None, at=NOON)


def test_every_step_is_in_the_audit(session, three):
    pack = put(session, *three[:2])
    move(session, pack, three[1], up=True)
    challenge_packs.take_out(session, pack, three[1], by=None, at=NOON)

    found = session.scalars(select(Audit.action).order_by(Audit.id)).all()
    assert found == ["challenges.packed"] * 2 + ["challenges.moved", "challenges.unpacked"]


def test_many_are_put_in_together(session, three):
    challenge_sets.step_all(session, three, "pack", by=None, at=NOON, pack="Spring")

    assert session.scalars(select(PackChallenge.place).order_by("place")).all() == [1, 2, 3]


def test_a_booster_is_offered_what_is_in_packs_first_and_in_order(session, make, three):
    make.campaign()
    put(session, three[2], three[0])

    assert [one for one, _title in booster_pack.choices(session, until=NOON.date())] == [
        three[2],
        three[0],
        three[1],
    ]


def test_a_pack_goes_out_in_its_order(session, three):
    sent = challenges.export_pack(session, "en", only=[three[2], three[0]])

    assert [one.texts["en"].title for one in sent.drafts] == ["Three", "One"]
