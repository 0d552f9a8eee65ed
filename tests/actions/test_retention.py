"""What only tells how a day went by goes when it is old; what is counted from it stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa import models as m
from uplift_pwa import rounds, worker
from uplift_pwa.actions import (
    completions,
    finalise,
    privacy,
    retention,
    rhythm,
    rulebook,
    thanks,
    unit_weeks,
    verify,
)
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.queries import rulebook as numbers

DAY = timedelta(days=1)
OLD, YOUNG = NOON - 400 * DAY, NOON - 300 * DAY
FIXED = ("moving_code", "counter_tally", "counter_salt", "sign_in_failure", "import_file")


@pytest.fixture
def cast(session, make):
    """Ada and Ben, who share a story and a team; a campaign that began long ago."""
    make.campaign(launch_on=OLD.date() + DAY)
    ada, ben = make.person("Ada"), make.person("Ben")
    challenge = make.challenge()
    completions.record(session, ada.id, challenge.id, at=NOON, sentence="A day.", to_team=True)
    session.commit()
    return ada, ben, challenge


def traces(session, cast, at, number):
    """One trace of each kind from the day of `at`; in `number` they differ."""
    ada, ben, challenge = cast
    who = (ada if number else ben).id
    team = session.scalar(select(m.Membership.team_id).filter_by(person_id=who))
    story = session.scalar(select(m.Story.completion_id))
    card = m.CounterCard(team_id=team, made_at=at)
    why = m.Reason(
        owner_kind="person",
        owner_id=who,
        day=at.date(),
        kind="lift.act",
        paragraph=4,
        detail={},
        at=at,
    )
    session.add_all([card, why])
    session.flush()
    own, code = {"person_id": who}, {"code_digest": f"c{number}"}
    days = {"from_on": at.date(), "until_on": at.date(), "named_at": at}
    asked = {"opened_by_id": who, "text": "Why?", "opened_at": at, "closed_at": at}
    said = {"kind": "story", "subject_id": number + 7}
    session.add_all(
        [
            m.OperationResult(
                **own, client_id=f"op{number}", payload_digest="d", answer={}, at=at
            ),
            m.Nudge(**own, day=at.date(), text="small", at=at),
            m.News(**own, kind="badge", subject_id=number, at=at),
            m.FeedItem(**said, team_id=team, at=at),
            m.StoryEcho(**own, completion_id=story, at=at),
            m.ContentReport(**said, reporter_id=who, reported_at=at, answered_at=at),
            m.Case(reason_id=why.id, **asked),
            m.Reversal(
                **own,
                challenge_id=challenge.id,
                service_day=at.date(),
                recorded_at=at,
                reversed_at=at,
            ),
            m.Cheer(team_id=team, day=at.date(), words="well", cheered_at=at),
            m.ReminderHold(team_id=team, day=at.date(), held_at=at),
            m.Substitute(team_id=team, **own, **days),
            m.FirstAct(**own, challenge_id=challenge.id, done_at=at),
            m.AccessCard(**own, **code, issued_at=at - DAY, expires_at=at),
            m.MovingCode(**own, **code, expires_at=at),
            m.CounterTally(card_id=card.id, day=at.date(), address="a", answers=1),
            m.CounterSalt(day=at.date(), salt=b"s"),
            m.SignInFailure(address="a", at=at),
            m.ImportFile(name="all.csv", data=b"x", mapping={}, uploaded_at=at),
        ]
    )
    session.commit()


def counts(session):
    session.expire_all()
    return {
        trace.name: session.scalar(select(func.count()).select_from(trace.table))
        for trace in retention.TRACES
    }


def forget(session, at=NOON):
    with transaction(session):
        return retention.forget(session, at=at)


def test_every_old_trace_goes_and_every_young_one_stays(session, cast):
    before = counts(session)
    traces(session, cast, OLD, 0)
    traces(session, cast, YOUNG, 1)

    while forget(session):
        pass

    young = {name: 0 if name in FIXED else 1 for name in before}
    assert counts(session) == {name: before[name] + young[name] for name in before}


def test_what_is_kept_for_a_short_while_stays_so_long(session, cast):
    traces(session, cast, NOON, 0)

    while forget(session):
        pass

    assert all(counts(session)[name] == 1 for name in FIXED)


def test_what_somebody_asks_about_stays_until_it_is_answered(session, cast):
    traces(session, cast, OLD, 0)
    session.scalars(select(m.Case)).one().closed_at = None
    session.commit()

    while forget(session):
        pass

    (case,) = session.scalars(select(m.Case))
    assert session.get(m.Reason, case.reason_id) is not None


def test_what_the_organisation_reached_stays(session, cast):
    everybody = {"owner_kind": "everybody", "owner_id": 0, "day": OLD.date()}
    session.add(
        m.Reason(
            **everybody, kind="stage.reached", paragraph=7, detail={"stage": "sky"}, at=OLD
        )
    )
    session.commit()

    while forget(session):
        pass

    assert "stage.reached" in session.scalars(select(m.Reason.kind)).all()


def test_a_card_that_somebody_came_aboard_with_stays(session, cast):
    traces(session, cast, OLD, 0)
    session.scalars(select(m.AccessCard)).one().redeemed_at = OLD
    session.commit()

    while forget(session):
        pass

    assert counts(session)["access_card"] == 1


def test_a_dry_run_counts_and_changes_nothing(session, cast):
    traces(session, cast, OLD, 0)
    before = counts(session)

    found = retention.would_go(session, at=NOON)

    assert counts(session) == before
    assert all(rows == 1 for rows in found.values())


def test_the_works_councils_memory_is_ninety_days(session, cast, make):
    admin = make.person("Adi", role="admin")
    traces(session, cast, NOON - 100 * DAY, 0)
    with transaction(session):
        privacy.choose(session, "works_council", by=admin.id, at=NOON)

    today = retention.would_go(session, at=NOON)["nudge"]
    tomorrow = retention.would_go(session, at=NOON + DAY)["nudge"]

    assert (today, tomorrow) == (0, 1)


def test_it_goes_in_batches_and_once_a_day(session, cast, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 5)
    traces(session, cast, OLD, 0)

    gone = []
    while retention.is_due(session, at=NOON):
        gone.append(forget(session))

    assert max(gone) == 5
    assert gone[-1] == 0
    assert not retention.is_due(session, at=NOON + timedelta(hours=11))
    assert retention.is_due(session, at=NOON + timedelta(hours=12))


def test_the_clockwork_does_it(engine, session, cast):
    traces(session, cast, OLD, 0)

    rounds.go(lambda job: _attempt(engine, job), worker.Event())

    assert counts(session)["nudge"] == 0


def test_every_counter_is_what_it_was(session, make):
    """The acts, weeks and units of people are counted from facts that stay."""
    monday = NOON.date()
    make.campaign(launch_on=monday)
    people = [make.person(f"P{number}") for number in range(6)]
    challenge = make.challenge().id
    for number in range(4):
        for one in people:
            at = NOON + number * DAY
            completions.record(session, one.id, challenge, at=at, sentence="A day.")
    thanks.give(session, people[0].id, "person", people[1].id, reason="Keys.", at=NOON)
    session.commit()
    finalise.days(session, at=NOON + 20 * DAY)
    rhythm.close_weeks(session, at=NOON + 20 * DAY)
    unit_weeks.close(session, at=NOON + 20 * DAY)
    session.commit()
    later = NOON + 500 * DAY
    rows = retention.would_go(session, at=later)

    while forget(session, later):
        pass

    assert sum(rows.values()) > 0
    assert verify.differences(session) == []


def test_the_number_in_force_decides(session, cast, make):
    admin = make.person("Adi", role="admin")
    traces(session, cast, NOON - 70 * DAY, 0)
    with transaction(session):
        rulebook.change(session, "trace_days", 60, by=admin.id, at=NOON)
    numbers.forget(session)

    assert retention.would_go(session, at=NOON + DAY)["cheer"] == 1


def _attempt(engine, job):
    with make_session_factory(engine)() as session:
        return job(session)
