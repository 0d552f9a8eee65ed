"""Twenty operations for each phone, and the facts that must come of them."""

import uuid
from collections import Counter
from collections.abc import Iterator
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.phones.organisation import IDEA, ONE_DAY, Member, Place
from tests.phones.tab import Operation, Queue
from uplift_pwa.models import (
    Completion,
    Huddle,
    Idea,
    IdeaVoice,
    Reversal,
    Roadblock,
    RoadblockVoice,
    Thanks,
    Vote,
)

EACH = 20
Fact = tuple[object, ...]
Form = dict[str, str]


def fill(place: Place, seed: int) -> tuple[list[Queue], Counter[Fact]]:
    """What waits on each phone; and what it adds to the facts when each happens once."""
    chance, facts, queues = Random(seed), Counter[Fact](), []
    for number, one in enumerate(place.members):
        made = [*_acts(place, one), *_words(place, one, number)]
        made += list(_thanks(place, number, EACH - len(made)))
        operations = []
        for path, form, comes in made:
            name = str(uuid.UUID(int=chance.getrandbits(128), version=4))
            operations.append(Operation(name, path, (*form.items(), ("operation", name))))
            facts.update(comes)
        queues.append(Queue(one.owner, one.cookie, tuple(operations)))
        facts[("act", one.id, place.challenges[-1], place.day)] -= 1
    return queues, facts


def _acts(place: Place, one: Member) -> Iterator[tuple[str, Form, list[Fact]]]:
    """Seven completions of three days, an act taken back, a vote."""
    days = [place.day - number * ONE_DAY for number in range(3)]
    for number, day in enumerate(days):
        for challenge in place.challenges[: 3 if number == 2 else 2]:
            fact = ("act", one.id, challenge, day)
            yield f"/challenges/{challenge}/completion", {"day": day.isoformat()}, [fact]
    back = ("taken back", one.id, place.challenges[-1], place.day)
    yield f"/completions/{one.undone}/reversal", {}, [back]
    yield f"/completions/{one.voted}/vote", {"worth": "difference"}, [("vote", one.voted)]


def _words(place: Place, one: Member, number: int) -> Iterator[tuple[str, Form, list[Fact]]]:
    """Two roadblocks, an idea, a "me too" of each; of a leader, the count of the huddle."""
    for kind in ("time", "tool"):
        text = f"{kind} stops {number}"
        facts: list[Fact] = [("road", text), ("me too", text)]
        yield "/roadblocks", {"kind": kind, "text": text}, facts
    title = f"Idea {number}"
    facts = [("idea", title), ("liked", title, one.id)]
    yield "/ideas", {"helps": "team", "title": title, "text": "Like this."}, facts
    if number:  # the first had the idea
        yield f"/ideas/{place.idea_id}/voice", {}, [("liked", IDEA, one.id)]
    road_id, road = place.roads[one.team_id]
    if one.leads:  # it was theirs
        form = {"day": place.day.isoformat(), "present": "3", "did_it": "2"}
        yield f"/lead/{one.team_id}/huddle", form, [("huddle", one.team_id, 3, 2)]
    else:
        yield f"/roadblocks/{road_id}/voice", {}, [("me too", road)]


def _thanks(place: Place, number: int, many: int) -> Iterator[tuple[str, Form, list[Fact]]]:
    sender = place.members[number]
    for step in range(1, many + 1):
        receiver = place.members[(number + step) % len(place.members)]
        form = {"to": f"person-{receiver.id}", "reason": "You stayed with them."}
        yield "/thanks", form, [("thanks", sender.id, receiver.id)]


def found(session: Session) -> Counter[Fact]:
    """What is there now."""
    session.rollback()
    act = (Completion.person_id, Completion.challenge_id, Completion.service_day)
    back = (Reversal.person_id, Reversal.challenge_id, Reversal.service_day)
    statements = {
        "act": select(*act),
        "taken back": select(*back),
        "vote": select(Vote.completion_id),
        "thanks": select(Thanks.sender_id, Thanks.receiver_id),
        "road": select(Roadblock.text),
        "me too": select(Roadblock.text).join(
            RoadblockVoice, RoadblockVoice.roadblock_id == Roadblock.id
        ),
        "idea": select(Idea.title),
        "liked": select(Idea.title, IdeaVoice.person_id).join(
            IdeaVoice, IdeaVoice.idea_id == Idea.id
        ),
        "huddle": select(Huddle.team_id, Huddle.present, Huddle.did_it),
    }
    return Counter(
        (kind, *row) for kind, wanted in statements.items() for row in session.execute(wanted)
    )
