"""What an organisation of people has done: challenges, acts, words, and units' weeks."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.organisation.people import fill
from tests.organisation.size import Size
from uplift_pwa.models import (
    Award,
    Booster,
    BoosterChallenge,
    Campaign,
    Challenge,
    ChallengeAudience,
    ChallengePack,
    ChallengeText,
    Cheer,
    Cohort,
    CohortUnit,
    Completion,
    Cover,
    FeedItem,
    FirstAct,
    Huddle,
    PackChallenge,
    PersonDay,
    PublishedPerson,
    PublishedWeek,
    Sentence,
    Story,
    Substitute,
    TeamDay,
    Thanks,
    ThanksKind,
    Unit,
    UnitWeek,
    Vote,
)

WEEKS, ONE_DAY = 8, timedelta(days=1)
STATES = ("live", "live", "live", "draft", "retired")
Rows = Iterator[dict[str, Any]]


def write(session: Session, size: Size) -> None:
    for model, rows in (
        (Challenge, _challenges(size)),
        (ChallengeText, _texts(size)),
        (ChallengeAudience, _audiences(size)),
        (ChallengePack, iter([{"id": 1, "name": "First ones", "made_at": size.at}])),
        (PackChallenge, _packed()),
        (Campaign, iter([_campaign(size)])),
        (Booster, _boosters(size)),
        (BoosterChallenge, _packs()),
        (Completion, _acts(size)),
        (PersonDay, _person_days(size)),
        (TeamDay, _team_days(size)),
        (Sentence, _sentences(size)),
        (Story, ({"completion_id": n, "published_at": size.at} for n in _told(size))),
        (Thanks, _thanks(size)),
        (FeedItem, _feed(size)),
        (Vote, _votes(size)),
        (Award, _awards(size)),
        (ThanksKind, iter([{"key": "made-it-calm", "picture": "cup", "position": 1}])),
        (Huddle, _of_teams(size, {"present": 5, "did_it": 2, "counted_at": size.at})),
        (Cheer, _of_teams(size, {"words": "well_done", "cheered_at": size.at})),
        (Cover, _covers(size)),
        (Substitute, _substitutes(size)),
        (FirstAct, _first_acts(size)),
    ):
        fill(session, model, rows)


def write_weeks(session: Session, size: Size) -> None:
    """The last weeks of every unit, as the clockwork counts and publishes them."""
    units = list(session.execute(select(Unit.id, Unit.people)))
    mondays = [size.monday - 7 * ONE_DAY * back for back in range(WEEKS)]
    fill(session, PublishedWeek, ({"monday": monday} for monday in mondays))
    fill(session, Cohort, ({"id": unit} for unit, _ in units))
    fill(session, CohortUnit, _placed(units, mondays[-1]))
    fill(session, PublishedPerson, _published(size, units))
    heads = [("cell", unit, people) for unit, people in units]
    heads += [("team", n, size.people // size.teams) for n in range(1, size.teams + 1)]
    departments = range(1, size.departments + 1)
    heads += [("department", n, size.people // size.departments) for n in departments]
    heads += [("organisation", 0, size.people)]
    fill(session, UnitWeek, (_week(*head, monday) for head in heads for monday in mondays))


def _challenges(size: Size) -> Rows:
    for n in range(1, size.challenges + 1):
        state = STATES[n % len(STATES)]
        yield {
            "id": n,
            "key": f"challenge-{n}",
            "version": 2 if n == 1 else 1,
            "state": "live" if n <= 5 else state,
            "helps": ("customer", "colleague", "team")[n % 3],
            "minutes": 3,
            "plate": "bell",
            "language": "en",
            "published_at": size.at - timedelta(days=40),
            "created_at": size.at - timedelta(days=41),
            "created_by_id": 1,
            "votes": 30,
            "boxes": 12,
            "paused_from": size.day if state == "live" and n % 2 else None,
            "for_leaders": n % 10 == 3,
        }


def _texts(size: Size) -> Rows:
    for n in range(1, size.challenges + 1):
        for version in (1, 2) if n == 1 else (1,):
            for locale in size.languages:
                words = {"what": f"Walk {version} steps.", "better": "Calm.", "quiet": "Mend."}
                key = {"challenge_id": n, "version": version, "locale": locale}
                yield {**key, "title": f"Walk a guest to lift {n}", **words}


def _audiences(size: Size) -> Rows:
    for n in range(10, size.challenges, 10):
        yield {"challenge_id": n, "kind": "site", "target_id": n % size.sites + 1}


def _packed() -> Rows:
    for n in range(1, 13):
        yield {"pack_id": 1, "challenge_id": n, "place": n}


def _campaign(size: Size) -> dict[str, Any]:
    return {
        "id": 1,
        "name": "First orbit",
        "organisation": "Harbour Group",
        "goal_acts": size.people * 20,
        "goal_breadth": 80,
        "launch_on": size.day - timedelta(days=49),
        "created_at": size.at - timedelta(days=60),
    }


def _boosters(size: Size) -> Rows:
    for n, state in ((1, "fired"), (2, "proposed")):
        yield {
            "id": n,
            "campaign_id": 1,
            "state": state,
            "trigger": "dip",
            "chart": [9] * 28,
            "proposed_on": size.day - timedelta(days=35 * (2 - n)),
            "proposed_at": size.at - timedelta(days=35 * (2 - n)),
            "starts_on": size.day - timedelta(days=33) if n == 1 else None,
            "ends_on": size.day - timedelta(days=20) if n == 1 else None,
            "message": "Second stage.",
            "story": "A day that went right.",
        }


def _packs() -> Rows:
    for booster in (1, 2):
        for challenge in range(1, 6):
            yield {"booster_id": booster, "challenge_id": challenge}


def _acts(size: Size) -> Rows:
    for n in range(1, size.people + 1):
        yield {
            "id": n,
            "person_id": n,
            "challenge_id": n % size.challenges + 1,
            "challenge_version": 1,
            "team_id": n % size.teams + 1,
            "service_day": size.day - (n % 14) * ONE_DAY,
            "zone": "Europe/Berlin",
            "recorded_at": size.at - (n % 14) * ONE_DAY,
            "for_team_day": True,
        }


def _person_days(size: Size) -> Rows:
    for n in range(1, size.people + 1):
        day = size.day - (n % 14) * ONE_DAY
        yield {"person_id": n, "day": day, "completions": 1, "lift": 3}


def _team_days(size: Size) -> Rows:
    for team in range(1, size.teams + 1):
        for back in range(14):
            day = size.day - back * ONE_DAY
            counts = {"on_shift": 5, "done": 2, "acts": 3}
            yield {"team_id": team, "day": day, **counts}


def _told(size: Size) -> range:
    return range(1, size.many + 1)


def _sentences(size: Size) -> Rows:
    for n in _told(size):
        yield {"completion_id": n, "text": "They found the way.", "language": "en"}


def _thanks(size: Size) -> Rows:
    for n in _told(size):
        to = {"receiver_kind": "person", "receiver_id": n % size.people + 1}
        day = {"service_day": size.day, "sent_at": size.at, "counts": True}
        yield {
            "id": n,
            "sender_id": n,
            "kind": "made-it-calm",
            "reason": "You stayed.",
            **to,
            **day,
        }


def _feed(size: Size) -> Rows:
    for n in _told(size):
        for kind in ("story", "thanks"):
            yield {
                "team_id": n % size.teams + 1,
                "kind": kind,
                "subject_id": n,
                "at": size.at,
            }


def _votes(size: Size) -> Rows:
    for n in _told(size):
        yield {"completion_id": n, "is_box": n % 3 == 0, "at": size.at}


def _awards(size: Size) -> Rows:
    for n in range(1, size.teams + 1):
        owner = {"owner_kind": "team", "owner_id": n}
        day = {"earned_on": size.day, "given_at": size.at}
        yield {"badge": "first_light", "tier": 0, **owner, **day}


def _of_teams(size: Size, row: dict[str, Any]) -> Rows:
    for n in range(1, size.teams + 1):
        yield {"team_id": n, "day": size.day, **row}


def _covers(size: Size) -> Rows:
    given = {"given_on": size.day, "given_at": size.at}
    for n in range(2, size.teams + 1):
        yield {"giver_id": n - 1, "receiver_id": n, "day": size.day - ONE_DAY, **given}


def _substitutes(size: Size) -> Rows:
    days = {"from_on": size.day, "until_on": size.day + ONE_DAY, "named_at": size.at}
    for n in range(20, size.teams + 1, 20):
        yield {"team_id": n, "person_id": n + 1, **days}


def _first_acts(size: Size) -> Rows:
    for n in range(1, size.teams + 1):
        yield {"person_id": n, "challenge_id": 3, "done_at": size.at}


def _placed(units: list[Any], monday: Any) -> Rows:
    for unit, _ in units:
        yield {"cohort_id": unit, "monday": monday, "unit_id": unit}


def _published(size: Size, units: list[Any]) -> Rows:
    for n in range(1, size.people + 1):
        yield {"person_id": n, "cohort_id": units[n % len(units)][0]}


def _week(kind: str, unit: int, people: int, monday: Any) -> dict[str, Any]:
    half = people // 2
    return {
        "kind": kind,
        "unit_id": unit,
        "monday": monday,
        "headcount": people,
        "in_rhythm": half,
        "working": people,
        "broad": half,
        "breadth_of": people,
        "returned": 5,
        "to_return": 9,
        "felt": 6,
        "acts": people * 3,
        "steady": half,
        "tipped": unit % 2 == 0,
    }
