import json
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select, text

from tests.factories import NOON
from uplift_pwa import clock, worker
from uplift_pwa.actions import completions, roadblocks
from uplift_pwa.db import make_session_factory, transaction, writing
from uplift_pwa.models import (
    Award,
    Booster,
    PersonWeek,
    Roadblock,
    RoadblockHolding,
    TeamDay,
    UnitWeek,
)
from uplift_pwa.queries import headcounts, push_counts

pytestmark = pytest.mark.both_databases

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)
PROJECT = Path(__file__).parent.parent


@pytest.fixture
def sessions(engine):
    return make_session_factory(engine)


@pytest.fixture
def otters(make):
    make.campaign(launch_on=MONDAY)
    return [make.person(name) for name in ("Ada", "Ben", "Cleo")]


@pytest.fixture
def later(monkeypatch):
    def move(at):
        monkeypatch.setattr(clock, "now", lambda: at)

    return move


def test_a_tick_gives_badges_and_closes_days(session, sessions, make, otters, later):
    with transaction(session):
        completions.record(session, otters[0].id, make.challenge().id, at=NOON)
    later(NOON + 2 * DAY)

    worker.tick(sessions, threading.Event())

    session.commit()
    assert session.scalars(select(Award.badge)).all() == ["first-lift"]
    days = session.scalars(select(TeamDay.day).order_by(TeamDay.day)).all()
    assert days == [MONDAY, MONDAY + DAY, MONDAY + 2 * DAY]  # today is open


def test_a_tick_passes_up_what_nobody_cleared(session, sessions, make, otters, later):
    make.person("Lea", leads=[make.team()], level="team_lead")
    board = make.team("Board")
    make.person("Eve", team=board, leads=[board], level="executive")
    keys = roadblocks.Keys(b"seal", b"pepper")
    with transaction(session):
        roadblocks.report(session, otters[0].id, roadblocks.Said("tool"), keys=keys, at=NOON)

    for days in (9, 23):
        later(NOON + days * DAY)
        worker.tick(sessions, threading.Event())

    session.commit()
    first, second = session.scalars(
        select(RoadblockHolding).order_by(RoadblockHolding.begun_on)
    ).all()
    assert (first.late_on, first.passed_on) == (MONDAY + 9 * DAY, MONDAY + 23 * DAY)
    assert second.begun_on == MONDAY + 23 * DAY
    assert not session.scalars(select(Roadblock)).one().fresh


def test_a_tick_writes_the_weeks_that_are_final(session, sessions, otters, later):
    later(NOON + 10 * DAY)

    worker.tick(sessions, threading.Event())

    session.commit()
    written = session.execute(select(PersonWeek.person_id, PersonWeek.monday)).tuples().all()
    assert sorted(written) == [(person.id, MONDAY) for person in otters]


def test_a_tick_catches_up_with_weeks_of_standstill(session, sessions, make, otters, later):
    for number in range(30):
        make.person(f"P{number}", team=make.team(f"Team {number}"))
    later(NOON + 50 * DAY)

    worker.tick(sessions, threading.Event())

    session.commit()
    assert len(session.scalars(select(TeamDay.day)).all()) == 31 * (50 + 1)  # and today


def test_one_team_that_cannot_be_closed_keeps_no_other_waiting(
    engine, session, sessions, make, otters, later, caplog
):
    seals = make.team("Seals")
    make.person("Sam", team=seals)
    later(NOON + DAY)

    with first_team_refused(engine):
        worker.tick(sessions, threading.Event())

    session.commit()
    assert set(session.scalars(select(TeamDay.team_id))) == {seals.id}
    assert "the next tick tries again" in caplog.text


def test_a_database_that_goes_away_is_tried_again_with_the_next_tick(
    engine, session, otters, later, caplog
):
    later(NOON + DAY)
    impatient = make_session_factory(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 50"))
        engine.dispose()
    ticking = threading.Thread(target=worker.tick, args=(impatient, threading.Event()))

    with engine.connect() as holder:
        hold_and_cut(holder, ticking)
    session.commit()
    assert session.scalars(select(TeamDay.day)).all() == []
    assert "the next tick tries again" in caplog.text

    session.commit()
    worker.tick(impatient, threading.Event())
    session.commit()
    assert session.scalars(select(TeamDay.day).order_by(TeamDay.day)).all() == [
        MONDAY,
        MONDAY + DAY,
    ]


def test_it_ticks_until_it_is_told_to_stop(sessions, monkeypatch):
    stop, ticks = threading.Event(), []

    def now():
        ticks.append(1)
        if len(ticks) == 6:
            stop.set()
        return NOON

    monkeypatch.setattr(clock, "now", now)
    worker.run(sessions, stop=stop, tick_seconds=0)

    assert len(ticks) == 6


def test_sigterm_ends_the_process_in_peace(engine, tmp_path):
    url = engine.url.render_as_string(hide_password=False)
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, url, tmp_path],
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert "the clockwork runs" in process.stderr.readline()

    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=10)[1]

    assert process.returncode == 0
    assert [json.loads(line)["event"] for line in said.splitlines()] == [
        "the clockwork has stopped"
    ]


PROCESS = """
import logging, pathlib, sys
from uplift_pwa import config, worker
logging.basicConfig(level="INFO")
url, folder = sys.argv[1:]
sys.exit(worker.main(config.Config(pathlib.Path(folder), url, "x" * 40)))
"""


@contextmanager
def first_team_refused(engine):
    """The database itself refuses the days of team 1."""
    refuse, allow = {
        "sqlite": (
            "CREATE TRIGGER poison BEFORE INSERT ON team_day WHEN NEW.team_id = 1"
            " BEGIN SELECT RAISE(ABORT, 'poisoned'); END",
            "DROP TRIGGER poison",
        ),
        "postgresql": (
            "ALTER TABLE team_day ADD CONSTRAINT poison CHECK (team_id <> 1)",
            "ALTER TABLE team_day DROP CONSTRAINT poison",
        ),
    }[engine.dialect.name]
    with writing(engine) as connection:
        connection.execute(text(refuse))
    yield
    with writing(engine) as connection:
        connection.execute(text(allow))


def hold_and_cut(holder, ticking):
    """Hold the lock the clockwork wants; on PostgreSQL cut it off while it waits, as a
    restart would, on SQLite let it wait until its patience is over.
    """
    if holder.dialect.name == "sqlite":
        holder = holder.execution_options(writes=True)
        holder.execute(text("SELECT 1"))
        ticking.start()
        ticking.join()
        return
    holder = holder.execution_options(isolation_level="READ COMMITTED")
    holder.execute(text("SELECT 1 FROM team_total FOR UPDATE"))
    ticking.start()
    while ticking.is_alive():
        holder.execute(text(CUT))
        holder.execute(text("SELECT pg_stat_clear_snapshot()"))


CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""


def test_a_tick_counts_the_weeks_of_all_units(session, sessions, make, otters, later):
    later(NOON + 20 * DAY)

    worker.tick(sessions, threading.Event())

    session.commit()
    weeks = select(UnitWeek.monday).filter_by(kind="organisation").order_by(UnitWeek.monday)
    assert session.scalars(weeks).all() == [MONDAY, MONDAY + 7 * DAY]


def test_a_tick_proposes_a_booster_when_one_is_due(session, sessions, make, otters, later):
    later(NOON + 29 * DAY)

    worker.tick(sessions, threading.Event())

    session.commit()
    assert session.scalars(select(Booster.trigger)).all() == ["relaunch"]


def test_a_tick_counts_pushes_for_the_desk_of_a_large_house(
    session, sessions, otters, monkeypatch
):
    worker.tick(sessions, threading.Event())
    assert push_counts.kept(session, at=NOON) is None
    session.commit()
    monkeypatch.setattr(headcounts, "LIVE_UP_TO", 2)

    worker.tick(sessions, threading.Event())

    found = push_counts.kept(session, at=NOON)
    assert found.counted_at == clock.now()
    assert found.figures["units"] == [[0, "", "", 0, 3, 0]]
