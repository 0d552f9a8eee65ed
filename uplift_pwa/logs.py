"""What the processes say on stderr: a line of JSON each, of requests and faults, no people."""

import logging
import traceback
from types import TracebackType
from typing import Any

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.types import EventDict, Processor

PLAIN = "%(levelname)s %(message)s"
REQUESTS = "uplift_pwa.requests"  # the logger of a line for each; too much at a terminal


def begin(*, as_json: bool) -> None:
    """Send every record of this process to stderr; at a terminal as plain words."""
    handler = logging.StreamHandler()
    handler.setFormatter(lines() if as_json else logging.Formatter(PLAIN))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if as_json else logging.WARNING)


def lines() -> logging.Formatter:
    """Each record as one line of JSON, with its extra fields and its fault as a place."""
    before: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        ExtraAdder(),
        place,
    ]
    last: list[Processor] = [
        ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    return ProcessorFormatter(processors=last, foreign_pre_chain=before)


def first_line(fault: BaseException | None) -> str:
    """What a database says of a fault, without the rows that it adds below."""
    return next(iter(str(fault).splitlines()), "")


def place(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """A fault by its type and where it happened: its message may hold somebody's words."""
    fault = event.pop("exc_info", None)
    if isinstance(fault, tuple) and fault[0] is not None:
        event["fault"] = fault[0].__name__
        event["where"] = _frames(fault[2])
    return event


def _frames(trace: TracebackType | None) -> list[str]:
    found = traceback.extract_tb(trace)
    return [f"{one.filename}:{one.lineno} {one.name}" for one in found]
