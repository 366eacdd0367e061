"""A statement put together once, at import, from the models: a column renamed there breaks it there and then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from psycopg.types.json import Jsonb
from sqlalchemy import JSON
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql import ClauseElement

_DIALECT = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
_NUMBERS = count(1)


class Ready(NamedTuple):
    """A statement with its values in the order of its places, ready to be sent."""

    statement: Prepared
    values: Sequence[Any]


class Prepared:
    """A compiled statement under the name it has in the database; called with its parameters it is ready to be sent."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled: Any = statement.compile(dialect=_DIALECT)
        self.name = b"radar_%d" % next(_NUMBERS)
        self.sql = str(compiled).encode()
        self._given: Mapping[str, Any] = dict(compiled.params)  # values that stand in the statement itself
        self._places: Sequence[str] = compiled.positiontup or ()
        self._json = frozenset(name for name, bind in compiled.binds.items() if isinstance(bind.type, JSON))

    def __call__(self, **values: Any) -> Ready:
        if self._given:
            values = {**self._given, **values}
        if not self._json:
            return Ready(self, [values[name] for name in self._places])
        return Ready(self, [self._written(name, values[name]) for name in self._places])

    def _written(self, name: str, value: Any) -> Any:
        return Jsonb(value) if name in self._json and value is not None else value
