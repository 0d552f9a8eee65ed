import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families as read

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa import create_app
from uplift_pwa.actions import heartbeats
from uplift_pwa.db import make_session_factory
from uplift_pwa.push import messages, outbox, schedule
from uplift_pwa.push.outbox import Letter

TOKEN = "metrics " * 4
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def config(config):
    return replace(config, metrics_token=TOKEN)


@pytest.fixture
def figures(client):
    """Every figure by its name and labels."""

    def figures():
        reply = client.get("/metrics", headers=HEADERS)
        assert reply.status_code == 200
        return {
            (one.name, *one.labels.values()): one.value
            for family in read(reply.text)
            for one in family.samples
        }

    return figures


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no token"),
        pytest.param({"Authorization": "Bearer "}, id="an empty one"),
        pytest.param({"Authorization": "Bearer x"}, id="another one"),
        pytest.param({"Authorization": "Bearer \xe4"}, id="signs of another alphabet"),
    ],
)
def test_without_the_token_there_is_nothing(client, headers):
    assert client.get("/metrics", headers=headers).status_code == 404


def test_an_installation_without_a_token_has_no_metrics(engine, config):
    app = create_app(replace(config, metrics_token=""), make_session_factory(engine))

    reply = app.test_client().get("/metrics", headers={"Authorization": "Bearer "})

    assert reply.status_code == 404


def test_answers_are_counted_by_route_and_status(client, figures):
    before = figures().get(("uplift_requests_total", "sign_in.new", "200"), 0)

    client.get("/sign-in")

    found = figures()
    assert found["uplift_requests_total", "sign_in.new", "200"] == before + 1
    assert found["uplift_request_seconds_count", "sign_in.new"] >= 1


def test_the_outbox_says_what_waits_and_for_how_long(session, make, figures):
    bound(session, make.person())
    words = messages.payloads("test:1", "test")
    letter = Letter("test:1", "test", words, expires_at=NOON + MINUTE)
    outbox.enqueue(session, letter, at=NOON - 3 * MINUTE)
    session.commit()

    found = figures()

    assert found["uplift_push_deliveries", "pending"] == 1
    assert found["uplift_outbox_due",] == 1
    assert found["uplift_outbox_age_seconds",] == 180


def test_the_clockwork_says_when_it_was_seen_and_what_is_late(session, make, figures):
    make.person()
    heartbeats.beat(session, "clockwork", at=NOON - MINUTE)
    schedule.plan(session, "launch", 1, NOON.date(), NOON.time(), at=NOON)
    (one,) = schedule.due(session, at=NOON)
    session.commit()

    late = figures()
    schedule.fire(session, one, at=NOON + 40 * MINUTE)
    session.commit()
    missed = figures()

    assert late["uplift_tick_age_seconds", "clockwork"] == 60
    assert (late["uplift_occurrences_late",], late["uplift_occurrences_skipped",]) == (1, 0)
    assert (missed["uplift_occurrences_late",], missed["uplift_occurrences_skipped",]) == (0, 1)


PROCESS = """
from uplift_pwa.web.metrics import REQUESTS
REQUESTS.labels("today.show", "200").inc()
"""
READER = """
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
import uplift_pwa.web.metrics
registry = CollectorRegistry()
MultiProcessCollector(registry)
print(generate_latest(registry).decode())
"""


def test_processes_that_share_a_folder_are_counted_together(tmp_path):
    shared = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    here = {"cwd": Path(__file__).parents[2], "env": shared, "check": True}

    for _ in range(2):
        subprocess.run([sys.executable, "-c", PROCESS], **here)
    told = subprocess.run(
        [sys.executable, "-c", READER], **here, capture_output=True, text=True
    )

    assert 'uplift_requests_total{route="today.show",status="200"} 2.0' in told.stdout
