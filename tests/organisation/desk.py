"""The desk of an organisation, page by page, and what the database has to do for each."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import NOON
from uplift_pwa.actions import sign_ins
from uplift_pwa.db import transaction
from uplift_pwa.queries import rulebook, tongues
from uplift_pwa.web.permissions import TABLE, Who

# What a page is about. A new argument of a desk route needs a word here.
ABOUT = {
    "challenge_id": 1,
    "import_id": 1,
    "kind": "csv",
    "language": "es",
    "name": "goal",
    "pack_id": 1,
    "person_id": 2,
    "roster_id": 2,
    "schedule_id": 1,
    "site_id": 1,
    "team_id": 1,
    "unit_id": 1,
    "version": 2,
}
# Files to take away: as long as what they hold, and read a part at a time.
DOWNLOADS = {"audit.export", "challenge_files.show", "momentum.export"}
# Where a list is asked for a part of it, and where a page has more than one face.
ALSO = {
    "audit.index": ("?q=ada", "?q=nowhere", "?q=nowhere&area=card", "?area=person"),
    "challenges.index": ("?q=walk", "?state=draft", "?page=2"),
    "inbox.index": ("?page=2",),
    "people.index": (
        *("?q=ada", "?q=S0000007", "?state=issued", "?state=loose", "?page=2"),
        *("?state=none", "?state=claimed", "?page=3&after=2"),
        *("?site=1", "?department=1", "?team=1", "?level=2"),
    ),
    "teams.index": ("?q=team",),
    "teams.leaders": ("?q=ada",),
    "teams.merge": ("?q=team", "?into=2"),
    "moves.edit": ("?q=team",),
    "reports.index": ("?page=2",),
    "deletions.index": ("?page=2",),
    "cases.index": ("?page=2",),
}
FROM = re.compile(r"(?:FROM|JOIN) \"?([a-z_]+)\"?", re.IGNORECASE)


@dataclass(slots=True)
class Work:
    """What was asked of a database since `forget`: statements, rows brought, tables read."""

    statements: list[str] = field(default_factory=list)
    rows: int = 0

    def forget(self) -> None:
        self.statements.clear()
        self.rows = 0

    @property
    def selects(self) -> int:
        return sum(
            one.lstrip().upper().startswith(("SELECT", "WITH")) for one in self.statements
        )

    @property
    def tables(self) -> set[str]:
        return {name for one in self.statements for name in FROM.findall(one)}


def watch(engine: Engine, work: Work) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def _note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            work.statements.append(statement)


def counted(work: Work) -> type[sqlite3.Connection]:
    """A connection to SQLite that counts every row it brings, for `connect_args`' factory."""

    class Counted(sqlite3.Cursor):
        def fetchone(self):
            row = super().fetchone()
            work.rows += row is not None
            return row

        def fetchmany(self, *size):
            rows = super().fetchmany(*size)
            work.rows += len(rows)
            return rows

        def fetchall(self):
            rows = super().fetchall()
            work.rows += len(rows)
            return rows

    class Counting(sqlite3.Connection):
        def cursor(self, *_):
            return super().cursor(Counted)

    return Counting


def pages(app: Flask) -> Iterator[tuple[str, str]]:
    """Every address that the desk can be asked for, out of the route map: endpoint, address."""
    for rule in app.url_map.iter_rules():
        if TABLE[rule.endpoint] is Who.ADMIN and "GET" in rule.methods:
            path = rule.build({name: ABOUT[name] for name in rule.arguments})[1]
            for query in ("", *ALSO.get(rule.endpoint, ())):
                yield rule.endpoint, path + query


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page took."""

    status: int
    selects: int
    rows: int

    def covers(self, other: "Cost") -> bool:
        """Whether the other gave the same answer for no more than this."""
        return (
            self.status == other.status
            and self.selects >= other.selects
            and self.rows >= other.rows
        )


def cost(client: FlaskClient, sessions: sessionmaker[Session], work: Work, path: str) -> Cost:
    """Ask for a page as the first request of a process does, which knows no numbers yet."""
    with sessions() as session:
        rulebook.forget(session)
        tongues.forget(session)
    work.forget()
    answer = client.get(path)
    assert answer.data or answer.location
    return Cost(answer.status_code, work.selects, work.rows)


def admin(app: Flask, session: Session) -> FlaskClient:
    """The browser of person 1, who has just given their password."""
    pepper = app.config["UPLIFT"].pepper
    with transaction(session):
        token = sign_ins.begin(session, 1, at=NOON, pepper=pepper, confirmed=True)
    client = app.test_client()
    cookie = {"_user_id": token, "_fresh": True, "_permanent": True}
    signed = app.session_interface.get_signing_serializer(app).dumps(cookie)
    client.set_cookie("session", signed)
    return client
