"""What waits for the desk of an organisation, and what it has done: cases, reports, files."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests.organisation.people import fill, has_claimed
from tests.organisation.size import Size
from uplift_pwa.models import (
    AnswerWord,
    Audit,
    Case,
    ContentReport,
    CounterAnswer,
    CounterCard,
    DeletionRequest,
    Delivery,
    Heartbeat,
    Idea,
    IdeaVoice,
    ImportFile,
    LaunchCell,
    LaunchPlan,
    Message,
    NeutralDay,
    Occurrence,
    Organisation,
    PushHost,
    Reason,
    Roadblock,
    RoadblockHolding,
    RoadblockVoice,
    Schedule,
    ScheduleWords,
    SettingChange,
    Station,
    StationTeam,
    Wall,
)

ONE_DAY = timedelta(days=1)
ROSTER, PEOPLE = b"staff_number,day,starts,ends\n", b"Name,Staff number\n"
Rows = Iterator[dict[str, Any]]


def write(session: Session, size: Size) -> None:
    for model, rows in (
        (Organisation, iter([{"id": 1}])),
        (AnswerWord, iter([{"key": "easier", "locale": "en", "text": "Lighter"}])),
        (Audit, _audit(size)),
        (Reason, _reasons(size)),
        (Case, _cases(size)),
        (ContentReport, _reports(size)),
        (CounterCard, _counter_cards(size)),
        (CounterAnswer, _counter_answers(size)),
        (DeletionRequest, _requests(size)),
        (Roadblock, _roadblocks(size)),
        (RoadblockHolding, _holdings(size)),
        (RoadblockVoice, _voices(size)),
        (Idea, _ideas(size)),
        (IdeaVoice, ({"idea_id": n, "person_id": n} for n in _many(size))),
        (ImportFile, _files(size)),
        (NeutralDay, _neutral(size)),
        (SettingChange, _changes(size)),
        (LaunchPlan, _plans(size)),
        (LaunchCell, _cells(size)),
        (Schedule, _schedules(size)),
        (ScheduleWords, _schedule_words()),
        (Occurrence, _occurrences(size)),
        (Message, _messages(size)),
        (Delivery, _deliveries(size)),
        (PushHost, iter([{"host": "push.example", "added_by_id": 1, "added_at": size.at}])),
        (Heartbeat, iter([{"name": "worker", "at": size.at}])),
        (Station, _stations(size)),
        (StationTeam, ({"station_id": n, "team_id": n} for n in _teams(size))),
        (Wall, iter([{"secret_digest": "wall", "made_at": size.at, "made_by_id": 1}])),
    ):
        fill(session, model, rows)


def _many(size: Size) -> range:
    return range(1, size.many + 1)


def _teams(size: Size) -> range:
    return range(1, size.teams + 1)


def _audit(size: Size) -> Rows:
    for n in range(1, 300 + size.people):
        person = n % size.people + 1
        about = {"subject_kind": "person", "subject_id": person, "detail": {}}
        at = size.at - timedelta(minutes=n)
        yield {"at": at, "actor_id": 1, "action": "card.issued", **about}


def _reasons(size: Size) -> Rows:
    for n in range(1, size.people + 1):
        owner = {"owner_kind": "person", "owner_id": n, "kind": "lift.act", "paragraph": 4}
        yield {"id": n, "day": size.day, "detail": {"lift": 3}, "at": size.at, **owner}


def _cases(size: Size) -> Rows:
    for n in _many(size):
        yield {"id": n, "reason_id": n, "opened_by_id": n, "text": "?", "opened_at": size.at}


def _reports(size: Size) -> Rows:
    for n in _many(size):
        for kind in ("story", "thanks"):
            subject = {"kind": kind, "subject_id": n, "reporter_id": n % size.people + 1}
            yield {**subject, "why": "It names a guest.", "reported_at": size.at}


def _counter_cards(size: Size) -> Rows:
    for n in _teams(size):
        yield {"id": n, "team_id": n, "made_by_id": 1, "made_at": size.at}


def _counter_answers(size: Size) -> Rows:
    for n in _many(size):
        words = {"word": "easier", "helped": True, "sentence": "Kind.", "language": "en"}
        state = {"state": "waiting", "day": size.day}
        yield {"id": n, "team_id": n % size.teams + 1, **words, **state}


def _requests(size: Size) -> Rows:
    for n in _many(size):
        yield {"person_id": n, "asked_at": size.at - timedelta(hours=n)}


def _roadblocks(size: Size) -> Rows:
    for n in _many(size):
        yield {
            "id": n,
            "team_id": n % size.teams + 1,
            "kind": "tool",
            "text": "The printer.",
            "reported_on": size.day - ONE_DAY * (n % 9),
            "level_id": 3,
            "above": True,
            "fresh": False,
        }


def _holdings(size: Size) -> Rows:
    for n in _many(size):
        due = {"answer_due_on": size.day, "clear_due_on": size.day + 9 * ONE_DAY}
        yield {"roadblock_id": n, "level_id": 3, "begun_on": size.day - ONE_DAY, **due}


def _voices(size: Size) -> Rows:
    for n in _many(size):
        for voice in range(6):
            yield {"roadblock_id": n, "mark": f"{n} {voice}", "fresh": False}


def _ideas(size: Size) -> Rows:
    for n in _many(size):
        words = {"title": f"Idea {n}", "text": "Wave back.", "voices": n % 12 + 1}
        yield {"id": n, "author_id": n, "proposed_on": size.day, **words}


def _files(size: Size) -> Rows:
    for n in _many(size):
        roster = n == 2
        yield {
            "id": n,
            "name": "file.csv",
            "data": ROSTER if roster else PEOPLE,
            "mapping": {"kind": "roster"} if roster else {"name": "Name"},
            "uploaded_by_id": 1,
            "uploaded_at": size.at,
        }


def _neutral(size: Size) -> Rows:
    for n in range(1, 6):
        declared = {"declared_by_id": 1, "declared_at": size.at}
        yield {"id": n, "day": size.day + n * ONE_DAY, "reason": "Storm", **declared}


def _changes(size: Size) -> Rows:
    by = {"changed_by_id": 1, "changed_at": size.at}
    yield {"name": "undo_seconds", "from_on": size.since, "value": 300, **by}


def _plans(size: Size) -> Rows:
    yield {
        "id": 1,
        "name": "First orbit",
        "organisation": "Harbour Group",
        "goal_acts": size.people * 20,
        "launch_on": size.day - timedelta(days=49),
        "pack": [1, 2, 3, 4, 5],
        "message": "Second stage.",
        "story": "A day that went right.",
        "made_at": size.at - timedelta(days=60),
        "made_by_id": 1,
        "counted_at": size.at - timedelta(days=50),
        "cleared_at": size.at - timedelta(days=50),
        "cleared_by_id": 1,
        "campaign_id": 1,
    }


def _cells(size: Size) -> Rows:
    people = max(size.people // (size.departments * size.levels), 6)
    for department in range(1, size.departments + 1):
        for level in range(1, size.levels + 1):
            yield {
                "department_id": department,
                "level_id": level,
                "people": people,
                "carded": people,
                "claimed": people // 2,
                "reachable": people // 3,
                "teams": 3,
                "led": 2,
                "leaders": 2,
                "started": 1,
                "languages": {"en": 12, "es": 3},
            }


def _schedules(size: Size) -> Rows:
    for n, kind in ((1, "launch"), (2, "booster")):
        when = {"local_on": size.day + ONE_DAY, "local_time": time(6), "made_at": size.at}
        yield {"id": n, "kind": kind, "subject_id": 1, **when}


def _schedule_words() -> Rows:
    yield {"schedule_id": 1, "locale": "en", "title": "Lift-off", "body": "Open Today."}


def _occurrences(size: Size) -> Rows:
    for zone in ("Europe/Berlin", "Asia/Dubai"):
        when = {"local_date": size.day, "at": size.at, "skipped": False}
        yield {"schedule_id": 1, "zone": zone, **when}


def _messages(size: Size) -> Rows:
    for back in range(7):
        yield {
            "id": back + 1,
            "key": f"nudge {back}",
            "locale": "en",
            "kind": "nudge",
            "payload": "{}",
            "topic": "nudge",
            "ttl": 3600,
            "urgency": "low",
            "made_at": size.at - back * ONE_DAY,
            "expires_at": size.at + ONE_DAY,
        }


def _deliveries(size: Size) -> Rows:
    """A nudge a week to everybody who can be reached."""
    for n in filter(has_claimed, range(1, size.people + 1, 2)):
        due = size.at - (n % 7) * ONE_DAY
        yield {
            "message_id": n % 7 + 1,
            "subscription_id": n,
            "origin": "https://push.example",
            "state": ("sent", "sent", "sent", "pending", "dead")[n % 5],
            "attempts": 1,
            "due_at": due,
            "closes_at": due + timedelta(hours=8),
            "settled_at": due,
            "opened_at": due if n % 3 == 0 else None,
        }


def _stations(size: Size) -> Rows:
    for n in _teams(size):
        yield {
            "id": n,
            "name": f"Galley {n}",
            "site_id": n % size.sites + 1,
            "made_at": size.at,
        }
