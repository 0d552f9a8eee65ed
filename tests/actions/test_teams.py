"""The life of teams: whatever happens to them, counters stay true and nothing moves along."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import (
    completions,
    feed,
    finalise,
    opening,
    team_people,
    teams,
    verify,
)
from uplift_pwa.actions.people_import import bring_in
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.exchange.people_file import read_people, suggest_mapping
from uplift_pwa.exchange.tables import read_table
from uplift_pwa.models import (
    AccessCard,
    Audit,
    Award,
    FeedItem,
    Leadership,
    Membership,
    Person,
    Subscription,
    Team,
    TeamDay,
    TeamTotal,
)
from uplift_pwa.queries import lead_screen

TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.fixture
def crew(make, session):
    """Five Otters and three Seals, all on shift every day; a leader, an admin, a challenge."""
    make.campaign(launch_on=TODAY - 7 * DAY)
    make.challenge()
    otters, seals = make.team("Otters"), make.team("Seals")
    for number in range(5):
        make.person(f"Otter {number}", team=otters)
    for number in range(3):
        make.person(f"Seal {number}", team=seals)
    make.person("Lea", team=make.team("Office"), leads=[otters])
    make.person("Adi", team=make.team("Office"), role="admin")
    return otters, seals


def person(session, name):
    return session.scalars(select(Person).filter_by(name=name)).one()


def members(session, team, day):
    return set(
        session.scalars(
            select(Person.name)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.team_id == team.id, Membership.from_on <= day)
            .where(Membership.until_on.is_(None) | (Membership.until_on >= day))
        )
    )


def by(session):
    return {"by": person(session, "Adi").id, "at": NOON}


def play(session, challenge, team, at=NOON):
    for name in members(session, team, at.date()):
        completions.record(session, person(session, name).id, challenge.id, at=at)


def test_merging_moves_everybody_the_next_day_and_leaves_everything_where_it_was_earned(
    session, make, crew
):
    otters, seals = crew
    opening.days(session, at=NOON)
    play(session, make.challenge(), otters)
    feed.offer(session, "thanks", 7, [otters.id], at=NOON)
    session.add(
        Award(badge="ignition", owner_kind="team", owner_id=otters.id, earned_on=TODAY,
              given_at=NOON)
    )  # fmt: skip

    last_on = teams.merge(session, otters.id, seals.id, **by(session))

    assert last_on == TODAY
    assert len(members(session, otters, TODAY)) == 5
    assert members(session, otters, TODAY + DAY) == set()
    assert len(members(session, seals, TODAY + DAY)) == 8
    assert session.get(TeamTotal, otters.id).streak == 1
    assert session.get(TeamTotal, seals.id).streak == 0
    assert set(session.scalars(select(FeedItem.team_id))) == {otters.id}
    assert set(session.scalars(select(Award.owner_id))) == {otters.id}
    assert session.scalars(select(Leadership)).all() == []
    assert verify.differences(session) == []


def test_the_history_of_a_merged_team_stays_readable_and_its_days_end(session, make, crew):
    otters, seals = crew
    opening.days(session, at=NOON)
    play(session, make.challenge(), otters)
    teams.merge(session, otters.id, seals.id, **by(session))

    later = NOON + 10 * DAY
    while finalise.days(session, at=later):
        pass

    old = lead_screen.of(session, otters.id, TODAY + 10 * DAY).team
    assert [mark.state for mark in old.marks if mark.day == TODAY] == ["kept"]
    assert old.now.streak == 1
    newest = select(func.max(TeamDay.day)).filter_by(team_id=otters.id)
    assert session.scalar(newest) == TODAY + 6 * DAY  # to the end of its last week
    assert verify.differences(session) == []


def test_a_merged_team_takes_no_more_part(session, crew):
    otters, seals = crew
    teams.merge(session, otters.id, seals.id, **by(session))

    for act in (
        lambda: teams.merge(session, seals.id, otters.id, **by(session)),
        lambda: teams.revise(session, otters.id, otters.department_id, "X", **by(session)),
        lambda: team_people.move(session, person(session, "Adi").id, otters.id, **by(session)),
    ):
        with pytest.raises(Refused, match="not_found"):
            act()


def test_who_was_about_to_come_goes_along_and_who_was_about_to_go_does_not(session, crew):
    otters, seals = crew
    coming, going = person(session, "Seal 0"), person(session, "Otter 0")
    team_people.move(session, coming.id, otters.id, **by(session))
    team_people.leave(session, going.id, **by(session))
    office = session.scalars(select(Team).filter_by(name="Office")).one()

    teams.merge(session, otters.id, office.id, **by(session))

    assert {"Seal 0", "Otter 1"} <= members(session, office, TODAY + DAY)
    assert "Otter 0" not in members(session, office, TODAY + DAY)
    assert "Seal 0" in members(session, seals, TODAY)


def test_a_split_team_begins_anew_and_the_old_one_keeps_its_run(session, make, crew):
    otters, _seals = crew
    opening.days(session, at=NOON)
    play(session, make.challenge(), otters)
    two = [person(session, "Otter 0").id, person(session, "Otter 1").id]

    new_id = teams.split(session, otters.id, "Night Otters", two, **by(session))

    new = session.get(Team, new_id)
    assert (new.department_id, new.warm_from) == (otters.department_id, None)
    assert members(session, new, TODAY + DAY) == {"Otter 0", "Otter 1"}
    assert session.get(TeamTotal, otters.id).streak == 1
    assert session.get(TeamTotal, new_id).streak == 0
    assert verify.differences(session) == []


def test_a_split_team_of_people_with_cards_is_warm_on_its_first_day(session, make, crew):
    otters, _seals = crew
    people = [person(session, f"Otter {number}").id for number in range(3)]
    for who in people[:2]:
        session.add(
            AccessCard(person_id=who, code_digest=str(who), issued_at=NOON, expires_at=NOON,
                       redeemed_at=NOON)
        )  # fmt: skip
    new_id = teams.split(session, otters.id, "Night Otters", people, **by(session))

    opening.days(session, at=NOON + DAY)

    assert session.get(Team, new_id, populate_existing=True).warm_from == TODAY + DAY


def test_a_team_of_one_plays_and_is_carried(session, make, crew):
    otters, _seals = crew
    new_id = teams.split(
        session, otters.id, "Solo", [person(session, "Otter 0").id], **by(session)
    )
    opening.days(session, at=NOON + DAY)

    completions.record(
        session, person(session, "Otter 0").id, make.challenge().id, at=NOON + DAY
    )

    row = session.get(TeamDay, (new_id, TODAY + DAY))
    assert (row.on_shift, row.done) == (1, 1)
    assert verify.differences(session) == []


def test_night_and_day_shifts_merge_into_one_team(session, make):
    make.campaign()
    day, night = make.team("Days"), make.team("Nights")
    for number in range(2):
        make.person(f"Day {number}", team=day)
        make.person(f"Night {number}", team=night, starts=time(22), ends=time(6))
    make.person("Adi", team=make.team("Office"), role="admin")
    teams.merge(session, night.id, day.id, **by(session))
    walk = make.challenge()

    opening.days(session, at=NOON + DAY)
    for who in ("Day 0", "Day 1"):
        completions.record(session, person(session, who).id, walk.id, at=NOON + DAY)
    after_midnight = NOON + DAY + timedelta(hours=15)  # 4 in the morning there
    for who in ("Night 0", "Night 1"):
        completions.record(session, person(session, who).id, walk.id, at=after_midnight)

    row = session.get(TeamDay, (day.id, TODAY + DAY))
    assert (row.on_shift, row.done) == (4, 4)
    assert verify.differences(session) == []


def test_a_name_can_change_and_the_department(session, make, crew):
    otters, seals = crew
    back = make.department("Back of house")

    teams.revise(session, otters.id, back.id, "  Sea   Otters ", **by(session))

    assert (otters.name, otters.department_id) == ("Sea Otters", back.id)
    assert verify.differences(session) == []
    actions = session.scalars(select(Audit.action)).all()
    assert actions == ["team.revised"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("seals", "team_taken"), ("  ", "team_name"), ("x" * 81, "team_name")],
)
def test_a_name_that_cannot_be_is_refused(session, crew, name, code):
    otters, _seals = crew

    with pytest.raises(Refused, match=code):
        teams.revise(session, otters.id, otters.department_id, name, **by(session))
    with pytest.raises(Refused, match=code):
        teams.create(session, otters.department_id, name, **by(session))


def test_only_an_empty_team_closes(session, crew):
    otters, _seals = crew
    with pytest.raises(Refused, match="team_not_empty"):
        teams.close(session, otters.id, **by(session))
    new_id = teams.create(session, otters.department_id, "Terns", **by(session))

    teams.close(session, new_id, **by(session))

    assert session.get(Team, new_id).closed_on == TODAY


def test_somebody_leaves_and_comes_back_with_everything_of_their_own(session, make, crew):
    otters, _seals = crew
    who = person(session, "Otter 0")
    completions.record(session, who.id, make.challenge().id, at=NOON)
    team_people.leave(session, who.id, **by(session))
    session.flush()
    assert "Otter 0" not in members(session, otters, TODAY + DAY)

    team_people.move(session, who.id, otters.id, by=who.id, at=NOON + 5 * DAY)

    assert "Otter 0" in members(session, otters, TODAY + 5 * DAY)
    assert "Otter 0" not in members(session, otters, TODAY + 3 * DAY)
    assert verify.differences(session) == []


def test_leaders_come_and_go_once_each(session, crew):
    otters, seals = crew
    lea = person(session, "Lea")
    for _ in range(2):
        team_people.lead(session, seals.id, lea.id, **by(session))
    team_people.lead_no_more(session, otters.id, lea.id, **by(session))

    assert session.scalars(select(Leadership.team_id)).all() == [seals.id]
    with pytest.raises(Refused, match="not_found"):
        team_people.lead_no_more(session, otters.id, lea.id, **by(session))
    done = session.scalars(select(Audit.action).order_by(Audit.id)).all()
    assert done == ["leader.named", "leader.ended"]


def export(department, team):
    head = "Staff number,Name,Department,Team,Site,Level"
    line = f"0000001,Otter 0,{department},{team},Harbour,frontline"
    table = read_table(f"{head}\n{line}\n".encode())
    return read_people(table, suggest_mapping(table.header))


@pytest.mark.parametrize("change", ["renamed", "moved", "merged"])
def test_a_file_that_still_says_the_old_name_changes_nothing(session, make, crew, change):
    otters, seals = crew
    department = otters.department_id
    if change == "renamed":
        teams.revise(session, otters.id, department, "Sea Otters", **by(session))
    elif change == "moved":
        teams.revise(session, otters.id, make.department("Back").id, "Otters", **by(session))
    else:
        teams.merge(session, otters.id, seals.id, **by(session))
    session.flush()

    plan = bring_in(
        session,
        export("Front of house", "Otters"),
        today=date(2026, 3, 4),
        by=None,
        at=NOON + 2 * DAY,
        zone="Europe/Berlin",
    )

    assert (plan.moved, plan.new_teams) == ([], [])


def test_an_import_opens_a_closed_team_again(session, make, crew):
    otters, seals = crew
    for number in range(3):
        team_people.move(
            session, person(session, f"Seal {number}").id, otters.id, **by(session)
        )
    teams.close(session, seals.id, **by(session))

    bring_in(
        session,
        export("Front of house", "Seals"),
        today=TODAY,
        by=None,
        at=NOON,
        zone="Europe/Berlin",
    )

    assert session.get(Team, seals.id, populate_existing=True).closed_on is None


def test_who_leads_from_now_on_or_no_longer_signs_in_anew(session, make, crew):
    """Their phones go quiet with it (SAFETY A3)."""
    admin, ben = person(session, "Adi"), make.person("Ben", team=crew[1])
    team = make.team("Herons")

    def left():
        session.expire_all()
        return set(session.scalars(select(Subscription.person_id)))

    bound(session, ben)
    bound(session, admin)
    for one in (ben, admin):
        team_people.lead(session, team.id, one.id, by=admin.id, at=NOON)
    named = left()
    bound(session, ben)
    team_people.lead(session, team.id, ben.id, by=admin.id, at=NOON)
    again = left()
    team_people.lead_no_more(session, team.id, ben.id, by=admin.id, at=NOON)

    assert named == {admin.id}  # who sees everything anyway stays
    assert again == {admin.id, ben.id}  # named twice is named once
    assert left() == {admin.id}


def test_a_team_that_closes_signs_its_leaders_out(session, make, crew):
    team = make.team("Herons")
    bound(session, make.person("Zoe", team=crew[1], leads=[team]))

    teams.close(session, team.id, **by(session))

    assert session.scalars(select(Subscription)).all() == []
