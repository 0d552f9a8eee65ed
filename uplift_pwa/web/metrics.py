"""Figures for the machine that watches, as Prometheus reads them, behind a token of their own.

Requests are counted by each process; started by `uplift serve` they share a folder, so that
whichever answers knows them all. Everything else is read from the database.
"""

import hmac
import os
import time
from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from uplift_pwa import clock
from uplift_pwa.push import schedule
from uplift_pwa.queries import vitals
from uplift_pwa.queries.vitals import Vitals

bp = Blueprint("metrics", __name__)

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # as prometheus_client names it
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
REQUESTS = Counter(
    "uplift_requests", "Answers by route and status.", ["route", "status"], registry=None
)
SECONDS = Histogram(
    *("uplift_request_seconds", "How long an answer took.", ["route"]),
    buckets=BUCKETS,
    registry=None,
)


def init(app: Flask) -> None:
    app.after_request(_count)


@bp.get("/metrics")
def show() -> ResponseReturnValue:
    token: str = current_app.config["UPLIFT"].metrics_token
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(sent.encode(), token.encode()):
        abort(404)
    registry = CollectorRegistry()
    if os.environ.get(SHARED):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    now = clock.now()
    late = len(schedule.due(g.db, at=now))
    registry.register(_Stored(vitals.vitals(g.db, at=now), late, now))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Stored(Collector):
    """What the database knows, as gauges."""

    def __init__(self, found: Vitals, late: int, now: datetime) -> None:
        self._found, self._late, self._now = found, late, now

    def collect(self) -> Iterator[Metric]:
        found = self._found
        made = "Deliveries of the last day's messages, by state."
        states = GaugeMetricFamily("uplift_push_deliveries", made, labels=["state"])
        for state, number in found.deliveries.items():
            states.add_metric([state], number)
        yield states
        yield _gauge("uplift_outbox_due", "Deliveries that wait to leave.", found.due)
        oldest = self._age(found.since) if found.since else 0.0
        yield _gauge("uplift_outbox_age_seconds", "How long the oldest has waited.", oldest)
        yield _gauge("uplift_occurrences_said", "Launches and boosters said.", found.said)
        yield _gauge("uplift_occurrences_skipped", "Those that were missed.", found.skipped)
        yield _gauge("uplift_occurrences_late", "Those that are due and not said.", self._late)
        ticks = GaugeMetricFamily(
            *("uplift_tick_age_seconds", "Since the worker was seen at work."),
            labels=["process"],
        )
        for name, at in found.ticked_at.items():
            ticks.add_metric([name], self._age(at))
        yield ticks

    def _age(self, since: datetime) -> float:
        return max(0.0, (self._now - since).total_seconds())


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _count(response: Response) -> Response:
    route = request.endpoint or "none"
    REQUESTS.labels(route, str(response.status_code)).inc()
    if "began" in g:
        SECONDS.labels(route).observe(time.perf_counter() - g.began)
    return response
