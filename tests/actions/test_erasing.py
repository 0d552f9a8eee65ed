"""Whoever is deleted is nowhere any more, and no count of anybody else changes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import (
    audit,
    cards,
    cases,
    completions,
    erasing,
    finalise,
    ideas,
    own_data,
    people_search,
    reasons,
    reports,
    rhythm,
    roadblocks,
    thanks,
    unit_weeks,
    verify,
)
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Audit,
    Base,
    ImportFile,
    Membership,
    NameWord,
    Person,
    PublishedPerson,
    Reason,
    TeamDay,
    TeamTotal,
    Thanks,
    UnitWeek,
)

PEPPER, DAY, MONDAY = b"pepper", timedelta(days=1), date(2026, 3, 2)
NAME, NUMBER, EMAIL = "Zoë Quokkafrost", "Q-771", "zoe@quokka.example"
SAID = "Marmalade"  # in every text that she writes
LATER = NOON + 15 * DAY


@pytest.fixture
def lived(session, make):
    """Zoë has done everything once; five colleagues and an admin have too, more or less."""
    make.campaign(launch_on=MONDAY)
    others = [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil")]
    admin = make.person("Adi", role="admin", level="manager")
    zoe = make.person(NAME, email=EMAIL)
    zoe.staff_number = NUMBER
    people_search.note(session, [zoe.id, *(one.id for one in others)])
    challenge = make.challenge().id
    for number in range(3):
        for person in (zoe, *others):
            said = f"{SAID} {number}" if person is zoe else None
            at = NOON + number * DAY
            completions.record(
                session, person.id, challenge, at=at, sentence=said, to_team=True
            )
    _told(session, zoe, others)
    _asked(session, zoe)
    _got_in(session, zoe, admin)
    session.commit()
    finalise.days(session, at=NOON + 10 * DAY)
    rhythm.close_weeks(session, at=NOON + 10 * DAY)
    unit_weeks.close(session, at=NOON + 14 * DAY)
    session.commit()
    return zoe, others, admin


def _told(session, zoe, others):
    card = thanks.give(session, zoe.id, "person", others[0].id, reason=SAID, at=NOON)
    thanks.give(session, others[1].id, "person", zoe.id, reason=f"{SAID}, {NAME}", at=NOON)
    team = session.scalar(select(Membership.team_id).filter_by(person_id=others[2].id))
    asked = {"person_id": others[2].id, "team_id": team, "why": f"{NAME} again"}
    reports.report(session, "thanks", card.id, **asked, at=NOON)


def _asked(session, zoe):
    named = roadblocks.Said("tool", f"{SAID} tool", named=True)
    keys = roadblocks.Keys(b"seal", PEPPER)
    roadblocks.report(session, zoe.id, named, keys=keys, at=NOON)
    ideas.propose(session, zoe.id, ideas.Proposal(SAID, SAID, "customer"), at=NOON)
    reasons.note(session, "person", zoe.id, "lift.act", paragraph=4, day=MONDAY, at=NOON)
    newest = session.scalar(select(Reason.id).order_by(Reason.id.desc()))
    cases.begin(session, newest, SAID, person_id=zoe.id, team_id=None, at=NOON)


def _got_in(session, zoe, admin):
    cards.issue(session, zoe.id, at=NOON, pepper=PEPPER)
    bound(session, zoe)
    own_data.ask_deletion(session, zoe.id, at=NOON)
    data = f"number,name\n{NUMBER},{NAME}".encode()
    session.add(ImportFile(name="all.csv", data=data, mapping={}, uploaded_at=NOON))
    detail = {"title": f"For {NAME}", "more": [{"to": EMAIL}]}
    audit.note(
        session, "challenge.created", "challenge", 1, by=admin.id, at=NOON, detail=detail
    )


def _all_text(session):
    """Every value of every table, bytes read as text."""
    found = []
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)):
            for value in row:
                text = value.decode(errors="replace") if isinstance(value, bytes) else value
                found.append((table.name, str(text)))
    return found


def _counts(session):
    return [
        sorted(map(tuple, session.execute(select(model.__table__))), key=str)
        for model in (TeamDay, TeamTotal, UnitWeek, PublishedPerson)
    ]


def test_no_string_of_the_person_is_left_in_any_table(session, lived):
    zoe, _others, admin = lived
    marks = (NAME, "Quokkafrost", "quokkafrost", NUMBER, EMAIL, SAID)
    before = {table for table, text in _all_text(session) if any(one in text for one in marks)}

    erasing.erase(session, zoe.id, by=admin.id, today=LATER.date(), at=LATER)

    kept = [
        (table, text) for table, text in _all_text(session) if any(m in text for m in marks)
    ]
    assert kept == []
    assert before >= {
        *("person", "thanks", "sentence", "idea", "roadblock", "review_case", "name_word"),
        *("audit", "import_file", "content_report"),
    }


def test_the_counts_of_team_and_unit_stay_and_verify_finds_nothing(session, lived):
    zoe, _others, admin = lived
    assert verify.differences(session) == []
    before = _counts(session)

    erasing.erase(session, zoe.id, by=admin.id, today=LATER.date(), at=LATER)
    session.commit()

    assert _counts(session) == before
    assert before[0] and before[1] and before[2] and before[3]
    assert verify.differences(session) == []


def test_nobody_else_loses_a_word(session, lived):
    zoe, others, admin = lived
    thanks.give(session, others[1].id, "person", others[2].id, reason="For the keys.", at=LATER)

    erasing.erase(session, zoe.id, by=admin.id, today=LATER.date(), at=LATER)

    kept = session.scalars(select(Thanks.reason).where(Thanks.hidden_at.is_(None))).all()
    assert kept == ["For the keys."]
    assert "ada" in session.scalars(select(NameWord.word)).all()
    assert session.get_one(Person, others[0].id).name == "Ada"


def test_the_audit_says_that_somebody_was_deleted_and_by_whom(session, lived):
    zoe, _others, admin = lived

    erasing.erase(session, zoe.id, by=admin.id, today=LATER.date(), at=LATER)

    newest = session.scalars(select(Audit).order_by(Audit.id.desc())).first()
    assert (newest.action, newest.actor_id, newest.detail) == ("person.erased", admin.id, {})


@pytest.mark.parametrize(
    ("who", "by", "code"),
    [
        pytest.param(7, 6, "not_found", id="deleted already"),
        pytest.param(99, 6, "not_found", id="nobody"),
        pytest.param(6, 6, "oneself", id="an admin themselves"),
        pytest.param(6, None, "last_admin", id="the last admin"),
        pytest.param(1, 2, "not_admin", id="by somebody who is no admin"),
    ],
)
def test_refuses(session, lived, who, by, code):
    zoe, _others, admin = lived
    erasing.erase(session, zoe.id, by=admin.id, today=LATER.date(), at=LATER)

    with pytest.raises(Refused) as refused:
        erasing.erase(session, who, by=by, today=LATER.date(), at=LATER)

    assert refused.value.code == code
