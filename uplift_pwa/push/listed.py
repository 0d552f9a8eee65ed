"""Hundreds of numbers as one value of a statement: naming each costs more than finding it."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, Integer, String, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


def is_listed(column: InstrumentedAttribute[int], name: str) -> ColumnElement[bool]:
    """Whether a number is among those that the statement is given under `name`."""
    return _Listed(column, bindparam(name, type_=_Numbers))


class _Numbers(TypeDecorator[Collection[int]]):
    """A list for PostgreSQL; for SQLite, which has none, its JSON."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        is_sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(String() if is_sqlite else ARRAY(Integer))

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        found = list(value or ())
        return json.dumps(found) if dialect.name == "sqlite" else found


class _Listed(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        # Left to itself it becomes `... = 1`, for which SQLite reads the whole table.
        return self


@compiles(_Listed, "sqlite")
def _on_sqlite(element: _Listed, compiler: SQLCompiler, **more: Any) -> str:
    number, numbers = (compiler.process(one, **more) for one in element.clauses)
    return f"{number} IN (SELECT value FROM json_each({numbers}))"


@compiles(_Listed, "postgresql")
def _on_postgresql(element: _Listed, compiler: SQLCompiler, **more: Any) -> str:
    number, numbers = (compiler.process(one, **more) for one in element.clauses)
    return f"{number} = ANY ({numbers})"
