"""Takes an iCalendar text apart: unfolded lines, properties, and the events they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from uplift_pwa.exchange.encodings import decode
from uplift_pwa.exchange.tables import MAX_BYTES
from uplift_pwa.exchange.unreadable import Unreadable

MAX_EVENTS = 5_000
MAX_LINE = 32_767

_FOLD = re.compile(r"\r?\n[ \t]")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)')


@dataclass(frozen=True, slots=True)
class Property:
    """One line of an event: its value and its parameters, by upper-case name."""

    value: str
    parameters: dict[str, str]


@dataclass(slots=True)
class Event:
    """A VEVENT; `line` is where it begins, counted from 1. The last line of a name counts,
    but of EXDATE all of them."""

    line: int
    properties: dict[str, Property] = field(default_factory=dict)
    without: list[Property] = field(default_factory=list)

    def value(self, name: str) -> str:
        found = self.properties.get(name)
        return found.value if found else ""


def read_events(data: bytes) -> list[Event]:
    """The events of a calendar (RFC 5545 3.1, 3.6.1). Raises Unreadable: too_big, no_calendar,
    too_many_rows, and what decoding raises.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too_big", str(MAX_BYTES))
    text, _ = decode(data)
    if "BEGIN:VCALENDAR" not in text.upper():
        raise Unreadable("no_calendar")
    events: list[Event] = []
    for event in _events(text):
        events.append(event)
        if len(events) > MAX_EVENTS:
            raise Unreadable("too_many_rows", str(MAX_EVENTS))
    return events


def _events(text: str) -> Iterator[Event]:
    event: Event | None = None
    inside: list[str] = []  # components within the event, an alarm say, whose lines are theirs
    for number, line in _unfolded(text):
        name, found = _property(line)
        if name == "BEGIN" and found.value.upper() == "VEVENT":
            event, inside = Event(number), []
        elif event is None:
            continue
        elif name == "BEGIN":
            inside.append(found.value)
        elif name == "END" and inside:
            inside.pop()
        elif name == "END":
            yield event
            event = None
        elif not inside:
            _add(event, name, found)


def _add(event: Event, name: str, found: Property) -> None:
    if name == "EXDATE":
        event.without.append(found)
    else:
        event.properties[name] = found


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Every line with its number; a line that begins with a blank goes on with the last."""
    number = 1
    for piece in re.split(r"\r?\n(?![ \t])", text):
        yield number, _FOLD.sub("", piece)[:MAX_LINE]
        number += piece.count("\n") + 1


def _property(line: str) -> tuple[str, Property]:
    head = re.match(r"[A-Za-z0-9-]+", line)
    if head is None:
        return "", Property("", {})
    rest, parameters = line[head.end() :], {}
    while match := _PARAMETER.match(rest):
        parameters[match[1].upper()] = match[2].strip('"')
        rest = rest[match.end() :]
    return head[0].upper(), Property(rest.removeprefix(":").strip(), parameters)
