"""Several statements in one round trip to the database.

Sent one by one, each statement waits for the answer to the one before, and the waiting of a whole update is most of
what it costs. In psycopg's pipeline they go out at once. Each still sees what those before it did, and has a snapshot
of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import psycopg
from psycopg.pq import PipelineStatus
from psycopg.types.json import Jsonb
from sqlalchemy import JSON
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql import ClauseElement

from models.base import Base

_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]
Rows = list[tuple[Any, ...]]
Ready = tuple[bytes, dict[str, Any]]  # SQL for the driver, and its parameters
Row = TypeVar("Row", bound=Base)


class Prepared:
    """A statement compiled once, at import; called with its parameters it is ready to be sent."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self.sql = str(compiled).encode()
        self.values: Mapping[str, Any] = dict(compiled.params)
        self.json = [name for name, bind in compiled.binds.items() if isinstance(bind.type, JSON)]  # type: ignore[attr-defined]

    def __call__(self, **values: Any) -> Ready:
        wrapped = {name: Jsonb(values[name]) for name in self.json if values.get(name) is not None}
        return self.sql, {**self.values, **values, **wrapped}


def together(session: Session, *statements: Ready, commit: bool = False, flush: bool = True) -> list[Rows]:
    """Run the statements in the session's transaction, in order; returns the rows of each.

    `commit`: the transaction ends with them, in the same round trip. `flush`: what the session holds is written first;
    not where it is just being written. Raises SQLAlchemy's errors, as the session would;
    nothing is then committed.
    """
    if flush:
        session.flush()
    connection = session.connection()
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    try:
        with driver.pipeline():
            cursors = [driver.execute(sql, values) for sql, values in statements]
            if commit:
                driver.commit()
    except psycopg.Error as fault:
        if driver.closed or driver.pgconn.pipeline_status != PipelineStatus.OFF:
            # SQLAlchemy, which did not see it break, would roll it back on its way to the pool and log the failure,
            # with whatever the driver says.
            connection.invalidate(fault)
        raise DBAPIError.instance(None, None, fault, psycopg.Error, hide_parameters=True) from fault
    return [cursor.fetchall() if cursor.description else [] for cursor in cursors]


def as_read(model: type[Row], names: Sequence[str], values: Sequence[Any]) -> Row:
    """A row as the ORM would have read it, belonging to no session yet."""
    row = model()
    for name, value in zip(names, values, strict=True):
        set_committed_value(row, name, value)
    make_transient_to_detached(row)
    return row
