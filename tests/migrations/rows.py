"""Rows for every table there is, made from its columns alone."""

import re
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from tests.factories import NOON
from uplift_pwa.models import Base

ALLOWED = re.compile(r"(\w+) in \('(\w+)'")


def fill(connection, number):
    """Put `number` rows into each table; every other row leaves out what may be left out.

    A table that holds one row for the whole organisation gets that one.
    """
    for table in Base.metadata.sorted_tables:
        many = 1 if is_single(table) else number
        connection.execute(sa.insert(table), [_row(table, n) for n in range(1, many + 1)])


def is_single(table):
    """Whether a table may hold its first row only."""
    checks = [one for one in table.constraints if isinstance(one, sa.CheckConstraint)]
    return any(str(one.sqltext) == "id = 1" for one in checks)


def expected(number):
    """How many rows each table has once it is filled."""
    tables = Base.metadata.sorted_tables
    return {table.name: 1 if is_single(table) else number for table in tables}


def counts(connection):
    """How many rows each table of the database has."""
    names = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    return {
        name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
        for name in names
    }


def _row(table, number):
    allowed = dict(
        ALLOWED.search(str(check.sqltext)).groups()
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint) and ALLOWED.search(str(check.sqltext))
    )
    return {
        column.name: None
        if column.nullable and number % 2
        else allowed.get(column.name, _value(column, number))
        for column in table.columns
    }


def _value(column, number):
    kind = getattr(column.type, "impl_instance", column.type).python_type
    if kind is str:
        return str(number)
    if kind is date:
        return date(2026, 1, 1) + timedelta(days=number % 700)
    values = {datetime: NOON, time: time(9), bool: True, dict: {}, bytes: b"x", float: 1.0}
    return values.get(kind, number)
