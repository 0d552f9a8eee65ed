import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.races import crowd
from uplift_pwa.actions import opening, verify
from uplift_pwa.models import Completion, Membership, Team

pytestmark = pytest.mark.both_databases


def test_two_teams_that_merge_crosswise_while_people_act_are_one(engine, session, make):
    make.campaign()
    walk = make.challenge()
    otters, seals = make.team("Otters"), make.team("Seals")
    people = [make.person(f"P {n}", team=(otters, seals)[n % 2]) for n in range(8)]
    adi = make.person("Adi", team=make.team("Office"), role="admin")
    opening.days(session, at=NOON)
    session.commit()
    ways = [(otters.id, seals.id), (seals.id, otters.id)]
    jobs = [("merge", *way, adi.id, NOON) for way in ways for _desk in range(4)]
    jobs += [("record", who.id, walk.id, NOON) for who in people]

    with crowd.gathered() as act:
        told = act(engine, jobs)

    assert sorted(told) == ["merged"] + ["not_found"] * 7 + ["recorded"] * 8
    session.rollback()
    assert session.scalar(select(func.count()).where(Team.closed_on.is_not(None))) == 1
    assert session.scalar(select(func.count(Completion.id))) == 8
    tomorrow = Membership.until_on.is_(None) & (Membership.person_id != adi.id)
    homes = session.execute(select(Membership.person_id, Membership.team_id).where(tomorrow))
    homes = {tuple(home) for home in homes}
    assert len(homes) == 8 and len({team for _, team in homes}) == 1
    assert verify.differences(session) == []
