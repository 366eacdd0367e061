"""Several statements in one round trip to the database.

Sent one by one, each statement waits for the answer to the one before, and the waiting of a whole update is most of
what it costs. In a pipeline they go out at once. Each still sees what those before it did, and has a snapshot of its
own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

import psycopg
from psycopg.errors import InvalidSqlStatementName
from psycopg.pq import PipelineStatus, TransactionStatus
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_dict, instance_state

from models.base import Base, db
from models.prepared import Prepared, Ready
from models.wire import Rows, Wire

Row = TypeVar("Row", bound=Base)
_BEGIN, _COMMIT = Prepared(text("BEGIN"))(), Prepared(text("COMMIT"))()
_WIRE = "wire"


def together(session: Session, *statements: Ready, commit: bool = False, flush: bool = True) -> list[Rows]:
    """Run the statements in the session's transaction, in order; returns the rows of each.

    `commit`: the transaction ends with them, in the same round trip. `flush`: what the session holds is written first;
    not where it is just being written. Raises SQLAlchemy's errors, as the session would; nothing is then committed.
    Where the connection has to be replaced they say so (`connection_invalidated`): the same may be tried again.
    """
    if flush:
        session.flush()
    return _run(session.connection(), statements, commit=commit)


def alone(*statements: Ready) -> None:
    """Run the statements in a transaction of their own, in one round trip; raises as `together` does."""
    with db.engine.connect() as connection:
        _run(connection, statements, commit=True)


def _run(connection: Connection, statements: Sequence[Ready], *, commit: bool) -> list[Rows]:
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    begin = [_BEGIN] if driver.pgconn.transaction_status == TransactionStatus.IDLE else []
    end = [_COMMIT] if commit else []
    try:
        rows = _wire(connection, driver).run([*begin, *statements, *end])
    except psycopg.Error as fault:
        outdated = _is_outdated(fault)
        if outdated:
            connection.engine.dispose()  # on the others the same was prepared
            connection.invalidate(fault)
        raise DBAPIError.instance(
            None, None, fault, psycopg.Error, hide_parameters=True, connection_invalidated=outdated
        ) from fault
    finally:
        if driver.closed or driver.pgconn.pipeline_status != PipelineStatus.OFF:
            # SQLAlchemy, which did not see it break, would roll it back on its way to the pool and log the failure,
            # with whatever the driver says.
            connection.invalidate()
    return rows[len(begin) : len(rows) - len(end)]


def _is_outdated(fault: psycopg.Error) -> bool:
    """Whether what was prepared is good no more: somebody has thrown it away, or a migration has altered a column."""
    # By its place in PostgreSQL: the text is in the server's language, and the code is that of much else.
    return isinstance(fault, InvalidSqlStatementName) or fault.diag.source_function == "RevalidateCachedQuery"


def _wire(connection: Connection, driver: psycopg.Connection[Any]) -> Wire:
    """The one of this connection; it goes with it."""
    wire: Wire | None = connection.info.get(_WIRE)
    if wire is None:
        wire = connection.info[_WIRE] = Wire(driver)
    return wire


def as_read(model: type[Row], values: Sequence[Any]) -> Row:
    """A row as the ORM would have read it from all columns of the model, belonging to no session yet."""
    mapper, names, key = _shape(model)
    row: Row = mapper.class_manager.new_instance()
    instance_dict(row).update(zip(names, values, strict=True))
    instance_state(row).key = mapper.identity_key_from_primary_key(tuple(values[place] for place in key))
    return row


@cache
def _shape(model: type[Base]) -> tuple[Mapper[Any], Sequence[str], Sequence[int]]:
    """What a row is made with: names of the columns, and where among them those of the key are."""
    mapper: Mapper[Any] = inspect(model)
    names = [attribute.key for attribute in mapper.column_attrs]
    return mapper, names, [names.index(mapper.get_property_by_column(column).key) for column in mapper.primary_key]
