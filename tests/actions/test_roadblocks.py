from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.actions.roadblock_cast import KEYS, Cast
from tests.factories import NOON
from uplift_pwa.actions import awards, codes, roadblock_levels, roadblocks, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Award,
    PersonDay,
    PersonTotal,
    Reason,
    Roadblock,
    RoadblockHolding,
    RoadblockVoice,
)
from uplift_pwa.queries import sealed_lift

MONDAY, DAY, HOUR = date(2026, 3, 2), timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def cast(make, session):
    return Cast(make, session)


def only(session):
    session.expire_all()
    return session.scalars(select(Roadblock)).one()


def level_of(session, roadblock):
    session.expire_all()
    return session.scalar(
        select(RoadblockHolding.level_id).where(
            RoadblockHolding.roadblock_id == roadblock.id, RoadblockHolding.passed_on.is_(None)
        )
    )


def sealed(session, person, until=MONDAY):
    return sealed_lift.gained(
        session, person.id, seal=KEYS.seal, since=MONDAY - 30 * DAY, until=until
    )


def digest(code):
    return codes.digest(code, KEYS.pepper)


def voices(session, roadblock):
    return session.scalar(
        select(func.count()).where(RoadblockVoice.roadblock_id == roadblock.id)
    )


def test_what_stops_somebody_goes_to_their_leader_without_a_name_rules_9(session, cast):
    code = cast.report(cast.ada, text="The second till has no key")

    found = only(session)
    assert (found.team_id, found.reported_on, found.reporter_id) == (
        cast.otters.id,
        MONDAY,
        None,
    )
    assert found.token_digest == digest(code) and code not in found.token_digest
    holding = session.get(RoadblockHolding, (found.id, cast.lea.level_id))
    assert (holding.answer_due_on, holding.clear_due_on) == (
        MONDAY + 7 * DAY,
        MONDAY + 21 * DAY,
    )


def test_a_report_without_a_name_gives_three_a_day_to_its_owners_page_alone_rules_4(
    session, cast
):
    for hours in (0, 1):
        cast.report(cast.ada, at=NOON + hours * HOUR)
    cast.report(cast.ada, at=NOON + 24 * HOUR)

    assert sealed(session, cast.ada, MONDAY + DAY) == {MONDAY: 3, MONDAY + DAY: 3}
    assert sealed(session, cast.ben) == {}
    assert session.scalars(select(PersonDay)).all() == []
    assert session.scalars(select(PersonTotal)).all() == []
    assert session.scalars(select(Reason)).all() == []
    assert verify.differences(session) == []


def test_a_named_report_is_a_deed_like_any_other_and_counts_once_with_the_other_rules_4(
    session, cast
):
    cast.report(cast.ada, named=True)
    cast.report(cast.ada, "rule", named=True)
    cast.report(cast.ada, "time")

    assert only_named(session) == {cast.ada.id}
    assert session.get(PersonDay, (cast.ada.id, MONDAY)).lift == 3
    assert sealed(session, cast.ada) == {MONDAY: 0}
    assert verify.differences(session) == []


def only_named(session):
    return {who for who in session.scalars(select(Roadblock.reporter_id)) if who is not None}


def test_the_cap_of_the_day_holds_for_sealed_lift_too_rules_4(session, cast):
    cast.report(cast.ada)
    session.add(
        PersonDay(person_id=cast.ada.id, day=MONDAY, completions=3, confirmed=1, lift=40)
    )
    session.flush()

    assert sealed(session, cast.ada) == {MONDAY: 0}


def test_five_reports_a_day_are_enough(session, cast):
    for _ in range(5):
        cast.report(cast.ada)

    with pytest.raises(Refused, match="enough"):
        cast.report(cast.ada)


def test_the_same_operation_is_answered_with_the_same_code(session, cast):
    first = cast.report(cast.ada, text="No key", operation="a" * 16)
    again = cast.report(cast.ada, text="No key", operation="a" * 16)
    of_another = cast.report(cast.ben, text="No key", operation="a" * 16)

    assert first == again != of_another
    assert session.scalar(select(func.count()).select_from(Roadblock)) == 2
    with pytest.raises(Refused, match="other_payload"):
        cast.report(cast.ada, text="No keys", operation="a" * 16)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "boss"}, "road_kind"),
        ({"text": "x" * 281}, "too_long"),
        ({"operation": "short"}, "operation_id"),
    ],
)
def test_what_cannot_be_is_refused(cast, wrong, code):
    with pytest.raises(Refused, match=code):
        cast.report(cast.ada, **wrong)


def test_who_is_in_no_team_cannot_report(cast, make, session):
    nora = make.person("Nora", since=MONDAY + DAY)

    with pytest.raises(Refused, match="no_team"):
        cast.report(nora)


def test_me_too_counts_once_a_person_and_the_reporter_is_the_first_rules_9(session, cast):
    cast.report(cast.ada)
    found = only(session)

    for person in (cast.ada, cast.ben, cast.ben):
        roadblocks.share(session, found.id, person.id, seal=KEYS.seal)

    assert voices(session, found) == 2


def test_an_answer_counts_its_days_once_and_its_words_may_change(session, cast):
    cast.report(cast.ada)
    found = only(session)

    for days, text in ((3, "I ask for a key."), (5, "The key comes on Friday.")):
        roadblock_levels.answer(session, found.id, text, by=cast.lea.id, at=NOON + days * DAY)

    holding = session.get(RoadblockHolding, (found.id, cast.lea.level_id))
    assert (holding.answer_days, holding.answer) == (3, "The key comes on Friday.")
    assert only(session).answered_on == MONDAY + 3 * DAY


def test_only_who_has_it_may_answer(session, cast, make):
    cast.report(cast.ada)
    found = only(session)
    stranger = make.person("Sam", leads=[make.team("Buses")], level="team_lead")

    for somebody in (cast.ada, cast.mo, cast.eve, stranger):
        with pytest.raises(Refused, match="not_found"):
            roadblock_levels.answer(session, found.id, "Mine.", by=somebody.id, at=NOON)


def test_it_goes_up_level_by_level_each_with_its_own_clock(session, cast):
    cast.report(cast.ada)
    found, week = only(session), NOON + 7 * DAY

    roadblock_levels.hand_up(session, found.id, "Not my budget.", by=cast.lea.id, at=week)
    assert level_of(session, found) == cast.mo.level_id
    with pytest.raises(Refused, match="not_found"):
        roadblock_levels.answer(session, found.id, "Still mine?", by=cast.lea.id, at=week)
    roadblock_levels.hand_up(session, found.id, "Nor mine.", by=cast.mo.id, at=week + DAY)
    assert level_of(session, found) == cast.eve.level_id

    with pytest.raises(Refused, match="road_top"):
        roadblock_levels.hand_up(session, found.id, "Up?", by=cast.eve.id, at=week + DAY)
    top = session.get(RoadblockHolding, (found.id, cast.eve.level_id))
    assert top.begun_on == MONDAY + 8 * DAY
    assert top.answer_due_on == MONDAY + 15 * DAY


def test_without_a_leader_it_begins_one_level_up(session, cast, make):
    orphan = make.person("Orla", team=make.team("Orphans"))

    cast.report(orphan)

    assert level_of(session, only(session)) == cast.mo.level_id
    assert only(session).above


def test_where_nobody_is_there_to_answer_it_waits(session, make):
    ada = make.person("Ada")

    roadblocks.report(session, ada.id, roadblocks.Said("tool"), keys=KEYS, at=NOON)

    assert only(session).level_id is None


def test_the_reporter_says_whether_the_road_is_clear(session, cast):
    code = cast.report(cast.ada)
    found = only(session)
    with pytest.raises(Refused, match="not_found"):
        roadblocks.confirm(session, digest(code), is_clear=True, at=NOON)
    roadblock_levels.clear(session, found.id, "Here is the key.", by=cast.lea.id, at=NOON)

    roadblocks.confirm(session, digest(code), is_clear=False, at=NOON + 30 * DAY)
    assert only(session).cleared_on is None
    holding = session.get(RoadblockHolding, (found.id, cast.lea.level_id))
    assert holding.clear_due_on == MONDAY + 51 * DAY

    roadblock_levels.clear(session, found.id, "", by=cast.lea.id, at=NOON + 31 * DAY)
    for _ in range(2):
        roadblocks.confirm(session, digest(code), is_clear=True, at=NOON + 32 * DAY)
    assert only(session).confirmed_on == MONDAY + 32 * DAY
    with pytest.raises(Refused, match="not_found"):
        roadblocks.confirm(session, digest("WRONG"), is_clear=True, at=NOON)


def test_three_cleared_roads_are_the_teams_badge_when_the_day_is_over_rules_11(session, cast):
    for person in cast.people[:3]:
        code = cast.report(person, named=person is cast.ada)
        found = session.scalars(select(Roadblock).filter_by(token_digest=digest(code))).one()
        roadblock_levels.clear(session, found.id, "Done.", by=cast.lea.id, at=NOON)
        roadblocks.confirm(session, digest(code), is_clear=True, at=NOON)

    awards.settle(session, at=NOON + HOUR)
    assert session.scalars(select(Award)).all() == []
    awards.settle(session, at=NOON + DAY)

    given = session.execute(select(Award.badge, Award.owner_kind, Award.owner_id)).tuples()
    assert set(given) == {
        ("cleared-the-road", "team", cast.otters.id),
        ("path-finder", "person", cast.ada.id),
    }
