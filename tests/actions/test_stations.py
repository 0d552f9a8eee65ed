"""A shared tablet: bound once, used in turns, never in somebody else's name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import cards, codes, moving, shared_phones, stations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import Audit, SharedPhones, Station
from uplift_pwa.queries import station

PEPPER = b"p" * 32
SECOND = timedelta(seconds=1)


@pytest.fixture
def ada(make):
    return make.person("Ada", role="admin")


@pytest.fixture
def made(session, make, ada):
    """A tablet of the Otters with its link's code."""
    with transaction(session):
        return stations.make(
            *(session, "Galley", make.site().id, [make.team().id]),
            by=ada.id,
            at=NOON,
            pepper=PEPPER,
        )


@pytest.fixture
def token(session, made):
    with transaction(session):
        return stations.bind(session, made[1], at=NOON, pepper=PEPPER)


def device(session, token, at=NOON):
    session.rollback()
    return station.device(session, codes.digest(token, PEPPER), at)


def test_a_link_binds_once_and_only_its_digest_is_kept(session, made, token):
    assert device(session, token).name == "Galley"
    assert stations.bind(session, made[1], at=NOON, pepper=PEPPER) is None
    assert session.scalar(select(Station.token_digest)) == codes.digest(token, PEPPER)


def test_of_many_devices_at_once_one_is_bound(engine, made):
    sessions = make_session_factory(engine)

    def bind(_number):
        with sessions() as own, transaction(own):
            return stations.bind(own, made[1], at=NOON, pepper=PEPPER)

    with ThreadPoolExecutor(16) as threads:
        tokens = list(threads.map(bind, range(30)))

    assert len([one for one in tokens if one]) == 1


def test_a_link_is_over_after_an_hour(session, made):
    assert stations.bind(session, made[1], at=NOON + 3600 * SECOND, pepper=PEPPER) is None


def test_a_new_link_ends_the_one_before_and_then_the_device(session, ada, made, token):
    with transaction(session):
        fresh = stations.link_anew(session, made[0], by=ada.id, at=NOON, pepper=PEPPER)

    assert device(session, token), "it stays bound until the link is used"

    with transaction(session):
        other = stations.bind(session, fresh, at=NOON, pepper=PEPPER)
    assert device(session, token) is None
    assert device(session, other)


def test_unbound_it_opens_nothing_and_the_desk_remembers_who_did_it(session, ada, made, token):
    with transaction(session):
        stations.unbind(session, made[0], by=ada.id, at=NOON)

    assert device(session, token) is None
    told = session.scalars(select(Audit.action).order_by(Audit.id)).all()
    assert told == ["station.made", "station.bound", "station.unbound"]


def test_a_turn_is_over_after_45_seconds_without_a_tap(session, ada, made, token):
    turn = stations.begin(session, made[0], ada.id, at=NOON)
    session.commit()

    assert device(session, token, NOON + 44 * SECOND).turn.person_id == ada.id
    assert stations.stay(session, made[0], turn, at=NOON + 44 * SECOND) == ada.id
    session.commit()
    assert device(session, token, NOON + 80 * SECOND).turn.mark == turn
    assert device(session, token, NOON + 89 * SECOND).turn is None
    assert not stations.stay(session, made[0], turn, at=NOON + 89 * SECOND)


def test_a_turn_before_cannot_stay_or_end_the_one_after(session, make, ada, made, token):
    ben = make.person("Ben")
    before = stations.begin(session, made[0], ada.id, at=NOON)
    after = stations.begin(session, made[0], ben.id, at=NOON)

    assert not stations.stay(session, made[0], before, at=NOON)
    stations.leave(session, made[0], before)
    session.commit()
    assert device(session, token).turn.mark == after
    stations.leave(session, made[0], after)
    session.commit()
    assert device(session, token).turn is None


def test_somebody_suspended_is_not_at_the_tablet_any_more(session, make, made, token):
    ben = make.person("Ben")
    stations.begin(session, made[0], ben.id, at=NOON)
    session.merge(ben).status = "suspended"
    session.commit()

    assert device(session, token).turn is None


def test_a_card_of_the_team_opens_once_and_of_another_team_stays_good(session, make, made):
    ben, otto = make.person("Ben"), make.person("Otto", team=make.team("Buses"))
    own = cards.issue(session, ben.id, at=NOON, pepper=PEPPER)
    other = cards.issue(session, otto.id, at=NOON, pepper=PEPPER)
    session.commit()

    def redeem(code):
        with transaction(session):
            return stations.redeem(session, made[0], code, at=NOON, pepper=PEPPER)

    assert [redeem(own), redeem(own), redeem(other)] == [ben.id, None, None]
    assert cards.redeem(session, other, at=NOON, pepper=PEPPER) == otto.id


def test_a_moving_code_opens_like_a_card(session, make, made):
    ben = make.person("Ben")
    code = moving.issue(session, ben.id, at=NOON, pepper=PEPPER)
    session.commit()

    with transaction(session):
        found = stations.redeem(session, made[0], code, at=NOON, pepper=PEPPER)

    assert found == ben.id


@pytest.mark.parametrize(
    ("name", "teams", "code"),
    [
        pytest.param(" ", [1], "station_name", id="no name"),
        pytest.param("x" * 81, [1], "station_name", id="too long"),
        pytest.param("Galley", [], "station_teams", id="no team"),
        pytest.param("Galley", [1, 999], "not_found", id="a team that is not there"),
    ],
)
def test_what_cannot_be_a_station(session, make, ada, name, teams, code):
    wanted = [make.team().id if one == 1 else one for one in teams]

    with pytest.raises(Refused) as refused:
        stations.make(
            *(session, name, make.site().id, wanted), by=ada.id, at=NOON, pepper=PEPPER
        )

    assert refused.value.code == code


def test_names_of_those_working_today_and_of_all_on_asking(session, make, made, token):
    make.person("Ben", weekdays=0)
    make.person("Cleo", status="suspended")
    make.person("Otto", team=make.team("Buses"))
    session.commit()
    here = device(session, token)

    today = station.floor(session, here, NOON)
    everybody = station.floor(session, here, NOON, everybody=True)

    assert [one.label for one in today.buttons] == ["Ada"]
    assert [one.label for one in everybody.buttons] == ["Ada", "Ben"]


def test_a_site_shares_its_phones_until_the_desk_says_otherwise(session, make, ada):
    harbour, yard = make.site(), make.site("Yard")
    ben = make.person("Ben", site=yard)
    shared_phones.choose(session, {yard.id}, by=ada.id, at=NOON)

    assert shared_phones.kind(session, ben.id, says_shared=False) == "shared"
    assert shared_phones.kind(session, ada.id, says_shared=False) == "own"
    assert shared_phones.kind(session, ada.id, says_shared=True) == "shared"

    shared_phones.choose(session, {harbour.id, 999}, by=ada.id, at=NOON)
    assert session.scalars(select(SharedPhones.site_id)).all() == [harbour.id]
    assert session.scalars(select(Audit.action).order_by(Audit.id)).all() == [
        "phones.shared",
        "phones.shared",
        "phones.own",
    ]
