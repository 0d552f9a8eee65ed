from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import cards, launches, organisation, people_moves
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Campaign, FirstAct, LaunchCell, LaunchPlan
from uplift_pwa.push import schedule
from uplift_pwa.queries import booster_pack, launch_board

DAY = timedelta(days=1)
LAUNCH = NOON.date() + 7 * DAY
WHY = "The depot gets its cards on Monday morning."


@pytest.fixture
def team(make):
    """Six people on the front line and who leads them; five challenges in English."""
    otters = make.team("Otters")
    people = [make.person(f"Member {n}", team=otters, joined_at=None) for n in range(6)]
    lead = make.person("Lea", team=otters, leads=[otters], joined_at=None)
    challenges = [make.challenge(f"Hold the door {n}") for n in range(5)]
    return people, lead, challenges


@pytest.fixture
def plan_id(session, make, team):
    """A plan with everything that a launch needs."""
    plan_id = launches.begin(session, by=None, at=NOON)
    launches.set_goal(session, plan_id, "Harbour Group", 9000, 80)
    launches.set_day(session, plan_id, LAUNCH, 6, at=NOON)
    pack = [one.id for one in team[2]]
    launches.set_pack(session, plan_id, pack, "Once more, together.", "Who smiled?")
    return plan_id


def claim(session, people):
    for person in people:
        code = cards.issue(session, person.id, at=NOON, pepper=b"pepper")
        cards.redeem(session, code, at=NOON, pepper=b"pepper")


def ready(session, team):
    """Everybody has come aboard, and the leader has begun."""
    people, lead, challenges = team
    claim(session, [*people, lead])
    session.add(FirstAct(person_id=lead.id, challenge_id=challenges[0].id, done_at=NOON))
    session.flush()


def kinds(session):
    launches.recount(session, at=NOON)
    return {hold.kind for unit in launch_board.board(session).units for hold in unit.holds}


def test_there_is_one_plan_however_often_it_is_begun(session):
    first = launches.begin(session, by=None, at=NOON)

    assert launches.begin(session, by=None, at=NOON) == first
    assert session.scalar(select(func.count()).select_from(LaunchPlan)) == 1


def test_the_board_counts_cards_leaders_first_acts_and_challenges(session, team, plan_id):
    people, lead, _challenges = team
    claim(session, people[:2])
    cards.issue(session, people[2].id, at=NOON, pepper=b"pepper")

    launches.recount(session, at=NOON)

    whole = launch_board.board(session).whole
    assert (whole.people, whole.carded, whole.claimed) == (7, 3, 2)
    assert (whole.teams, whole.led, whole.leaders, whole.started) == (1, 1, 1, 0)
    assert whole.languages == {"en": 5}


def test_the_board_counts_in_the_languages_on_offer(session, team, plan_id):
    people, lead, _challenges = team
    people[0].locale, people[1].locale = "hi", "ar"
    session.flush()
    organisation.speak(session, ["en", "ar"], "ar", by=lead.id, at=NOON)

    launches.recount(session, at=NOON)

    assert launch_board.board(session).whole.languages == {"ar": 0}


def test_each_hold_goes_when_it_is_mended(session, make, team, plan_id):
    people, lead, challenges = team
    people[0].locale = "hi"
    orphans = make.team("Orphans")
    make.person("Olu", team=orphans, joined_at=None)
    assert kinds(session) == {"cards", "leader", "first_act", "challenges"}

    claim(session, [*people, lead])
    people[0].locale = "en"
    session.add(FirstAct(person_id=lead.id, challenge_id=challenges[0].id, done_at=NOON))
    session.flush()
    assert kinds(session) == {"cards", "leader"}


def test_few_people_are_counted_with_others(session, make, team, plan_id):
    make.person("Max", team=make.team("Board"), level="manager")

    launches.recount(session, at=NOON)

    board = launch_board.board(session)
    assert [unit.cell.people for unit in board.units] == [8]
    assert board.units[0].is_merged


def test_who_is_in_no_team_holds_the_launch(session, make, team, plan_id):
    ready(session, team)
    nora = make.person("Nora")
    people_moves.end(session, nora.id, today=NOON.date() - DAY)

    with pytest.raises(Refused, match="launch_hold"):
        launches.clear(session, plan_id, "", by=None, at=NOON)


def test_the_board_counts_what_is_live_on_the_day_of_the_launch(session, make, team, plan_id):
    for title, when in (
        ("Begins that day", {"from_on": LAUNCH}),
        ("Scheduled for the day after", {"from_on": LAUNCH + DAY}),
        ("Over the day before", {"until_on": LAUNCH - DAY}),
        ("Paused", {"paused_from": NOON.date()}),
    ):
        make.challenge(title, **when)

    launches.recount(session, at=NOON)

    board = launch_board.board(session)
    assert [unit.cell.languages for unit in board.units] == [{"en": 6}]


def test_the_plans_pack_may_be_scheduled_for_after_the_launch(session, make, team, plan_id):
    five = [make.challenge(f"Later {n}", from_on=LAUNCH + 9 * DAY).id for n in range(5)]
    over = make.challenge("Over", until_on=LAUNCH - DAY).id

    launches.set_pack(session, plan_id, five, "Second stage.", "A day that went right.")
    offered = dict(booster_pack.choices(session, until=LAUNCH))

    assert set(five) <= offered.keys() and over not in offered
    assert session.get(LaunchPlan, plan_id).pack == five
    with pytest.raises(Refused, match="pack_not_live"):
        launches.set_pack(session, plan_id, [*five[:4], over], "Second stage.", "A day.")


def test_all_go_is_cleared_without_a_word(session, team, plan_id):
    ready(session, team)

    campaign_id = launches.clear(session, plan_id, "", by=None, at=NOON)

    made = session.get(Campaign, campaign_id)
    plan = launch_board.plan(session)
    assert (made.organisation, made.goal_acts, made.launch_on) == (
        "Harbour Group",
        9000,
        LAUNCH,
    )
    assert (plan.holds, plan.over_hold, plan.cleared_at) == (0, None, NOON)
    assert schedule.due(session, at=NOON + 9 * DAY) != []


@pytest.mark.parametrize("reason", ["", "Because.", "go go go"])
def test_over_a_hold_it_takes_a_reason_in_writing(session, team, plan_id, reason):
    with pytest.raises(Refused, match="launch_hold"):
        launches.clear(session, plan_id, reason, by=None, at=NOON)

    assert session.scalar(select(func.count()).select_from(Campaign)) == 0


def test_the_reason_stands_on_the_board_and_in_the_audit(session, make, team, plan_id):
    boss = make.person("Boss", role="admin")

    launches.clear(session, plan_id, WHY, by=boss.id, at=NOON)

    plan = launch_board.plan(session)
    noted = session.scalars(select(Audit).filter_by(action="launch.cleared")).one()
    assert (plan.over_hold, plan.cleared_by, plan.holds) == (WHY, "Boss", 1)
    assert (noted.actor_id, noted.detail["reason"]) == (boss.id, WHY)


def test_a_plan_with_something_missing_is_not_cleared(session, team):
    plan_id = launches.begin(session, by=None, at=NOON)

    with pytest.raises(Refused, match="launch_unfinished"):
        launches.clear(session, plan_id, WHY, by=None, at=NOON)


def test_a_day_that_has_come_is_not_cleared_any_more(session, team, plan_id):
    with pytest.raises(Refused, match="launch_day"):
        launches.clear(session, plan_id, WHY, by=None, at=NOON + 7 * DAY)


def test_a_cleared_launch_is_called_back_before_its_day(session, team, plan_id):
    launches.clear(session, plan_id, WHY, by=None, at=NOON)

    launches.call_back(session, plan_id, "The storm is coming in.", by=None, at=NOON + DAY)

    assert session.scalar(select(func.count()).select_from(Campaign)) == 0
    assert schedule.due(session, at=NOON + 9 * DAY) == []
    assert launches.clear(session, plan_id, WHY, by=None, at=NOON + DAY)


def test_nobody_calls_back_what_has_begun_somewhere(session, team, plan_id):
    launches.clear(session, plan_id, WHY, by=None, at=NOON)

    with pytest.raises(Refused, match="launch_over"):
        launches.call_back(session, plan_id, WHY, by=None, at=NOON + 7 * DAY)


def test_the_board_stays_as_it_was_when_the_launch_has_come(session, make, team, plan_id):
    launches.clear(session, plan_id, WHY, by=None, at=NOON)
    make.person("Late", team=make.team("Later"))

    launches.recount(session, at=NOON + 8 * DAY)

    assert sum(session.scalars(select(LaunchCell.people))) == 7


@pytest.mark.parametrize(
    ("organisation", "acts", "breadth", "code"),
    [
        ("", 100, 80, "launch_name"),
        ("x" * 61, 100, 80, "launch_name"),
        ("Harbour", 0, 80, "launch_goal"),
        ("Harbour", 2**31, 80, "launch_goal"),
        ("Harbour", 100, 0, "launch_goal"),
        ("Harbour", 100, 101, "launch_goal"),
    ],
)
def test_goals_have_bounds(session, organisation, acts, breadth, code):
    plan_id = launches.begin(session, by=None, at=NOON)

    with pytest.raises(Refused, match=code):
        launches.set_goal(session, plan_id, organisation, acts, breadth)


@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_launch_day_has_begun_nowhere_and_is_not_far(session, days):
    plan_id = launches.begin(session, by=None, at=NOON)

    with pytest.raises(Refused, match="launch_day"):
        launches.set_day(session, plan_id, NOON.date() + days * DAY, 6, at=NOON)


def test_an_installation_that_has_launched_plans_no_second_launch(session, make):
    make.campaign(goal=400)

    with pytest.raises(Refused, match="launch_over"):
        launches.begin(session, by=None, at=NOON)
