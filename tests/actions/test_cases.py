"""RULES 12: "this looks wrong" goes to the desk, which answers or counts anew, audited."""

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import cases, completions, reasons, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Case, PersonTotal, Reason, TeamTotal

DAY = NOON.date()


@pytest.fixture
def ada(make):
    return make.person("Ada")


@pytest.fixture
def adi(make):
    return make.person("Adi", role="admin", level="manager")


@pytest.fixture
def noted(session):
    """Keep a reason of an owner and return its id."""

    def noted(owner_kind, owner_id, kind="streak.kept"):
        reasons.note(session, owner_kind, owner_id, kind, paragraph=6, day=DAY, at=NOON)
        return session.scalar(select(Reason.id).order_by(Reason.id.desc()))

    return noted


@pytest.fixture
def ask(session, make, ada):
    def ask(reason_id, text="We were there."):
        team_id = make.team().id
        return cases.begin(session, reason_id, text, person_id=ada.id, team_id=team_id, at=NOON)

    return ask


def test_asking_twice_is_one_case_with_the_newer_words(session, ask, noted, ada):
    reason_id = noted("person", ada.id)

    first, second = ask(reason_id), ask(reason_id, "All of us were.")

    assert first == second
    assert [case.text for case in session.scalars(select(Case))] == ["All of us were."]


def test_nobody_fills_the_desk_alone(session, ask, noted, ada):
    for _ in range(cases.MOST_WAITING):
        ask(noted("person", ada.id))

    with pytest.raises(Refused, match="enough_cases"):
        ask(noted("person", ada.id))


def test_an_answer_closes_a_case_once_and_is_audited(session, ask, noted, ada, adi):
    case_id = ask(noted("person", ada.id))

    cases.answer(session, case_id, "Right.", by=adi.id, at=NOON)

    case = session.get(Case, case_id)
    assert (case.answer, case.closed_by_id, case.closed_at) == ("Right.", adi.id, NOON)
    assert session.scalars(select(Audit)).one().action == "case.answered"
    with pytest.raises(Refused, match="not_found"):
        cases.answer(session, case_id, "Left.", by=adi.id, at=NOON)


def test_after_an_answer_one_may_ask_again(session, ask, noted, ada, adi):
    reason_id = noted("person", ada.id)
    cases.answer(session, ask(reason_id), "Right.", by=adi.id, at=NOON)

    ask(reason_id, "Still not.")

    assert len(session.scalars(select(Case)).all()) == 2


def test_a_team_is_counted_anew_from_its_facts(session, make, ask, noted, ada, adi):
    make.campaign()
    team = make.team()
    completions.record(session, ada.id, make.challenge().id, at=NOON)
    case_id = ask(noted("team", team.id))
    session.get(TeamTotal, team.id).acts = 9
    session.commit()

    changed = cases.recount(session, case_id, day=DAY, by=adi.id, at=NOON)
    session.commit()

    newest = session.scalars(select(Reason).order_by(Reason.id.desc())).first()
    put_right = session.scalars(select(Audit)).one().detail["put_right"]
    assert changed == 1 and session.get(TeamTotal, team.id).acts == 1
    assert [(one["column"], one["was"], one["is"]) for one in put_right] == [("acts", "9", "1")]
    assert (newest.kind, newest.owner_kind, newest.owner_id) == (
        "case.recounted",
        "team",
        team.id,
    )
    assert verify.differences(session) == []


def test_a_person_is_counted_anew_and_the_audit_keeps_no_lift(
    session, make, ask, noted, ada, adi
):
    make.campaign()
    completions.record(session, ada.id, make.challenge().id, at=NOON)
    case_id = ask(noted("person", ada.id, "lift.act"))
    session.get(PersonTotal, ada.id, populate_existing=True).lift = 90
    session.commit()

    cases.recount(session, case_id, day=DAY, by=adi.id, at=NOON)
    session.commit()

    assert session.get(PersonTotal, ada.id).lift == 10
    noted_down = session.scalars(select(Audit)).one()
    assert noted_down.detail == {"of": "person", "changed": 1}
    assert (noted_down.subject_kind, noted_down.subject_id) == ("case", case_id)


def test_what_is_everybodys_is_not_counted_anew_from_a_case(session, ask, noted, adi):
    case_id = ask(noted("everybody", 0, "ring.acts"))

    with pytest.raises(Refused, match="nothing_to_count"):
        cases.recount(session, case_id, day=DAY, by=adi.id, at=NOON)
