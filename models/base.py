"""The declarative base, the session and what every table shares."""

from __future__ import annotations

import datetime as dt
import select
from typing import Any, ClassVar

import psycopg
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, func
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "idx_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All models; constraints get predictable names, so that migrations can drop them by name."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {dt.datetime: DateTime(timezone=True)}


class Timestamped:
    """When a row came to be and when it last changed; the journal sets both to the moment of its event."""

    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


# Rows stay readable after the commit: the reply is sent then, without a database connection.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def _refuse_closed(connection: psycopg.Connection[Any], *_: object) -> None:
    """Have the pool open new connections where the server has closed this one.

    In place of SQLAlchemy's pre-ping, which asks the server each time. A connection nobody uses has nothing to be
    read; where there is something, it is the server's farewell, or at worst a notice, and a new connection costs
    little. One that broke in silence would have the ping wait just as it has the first statement.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise InvalidatePoolError


# The limits are the server's own. Where it is gone without a farewell (its machine lost, the way to it cut), these
# end the waiting, in seconds and milliseconds: the system's own are a quarter of an hour, and two hours for an answer.
_VANISHED = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2, "tcp_user_timeout": 20_000}


def engine_options(pool_size: int, max_overflow: int) -> dict[str, Any]:
    """Options for the engine: pool sizes in connections, time limits in milliseconds.

    The limits stand in the connection itself, so that no query can wait for ever and hold a chat's queue.
    """
    limits = {
        "lock_timeout": 5_000,
        "statement_timeout": 15_000,
        "idle_in_transaction_session_timeout": 30_000,
    }
    options = " ".join(f"-c {name}={milliseconds}" for name, milliseconds in limits.items())
    return {
        # What people write stays out of error messages, hence out of logs.
        "hide_parameters": True,
        "pool_size": pool_size,
        # The connection used last, whose memory here and in its process of PostgreSQL is still in the cores' caches.
        "pool_use_lifo": True,
        "max_overflow": max_overflow,
        "pool_events": [(_refuse_closed, "checkout")],
        "pool_timeout": 5,
        "connect_args": {
            "options": f"{options} -c timezone=UTC",
            "connect_timeout": 5,
            **_VANISHED,
            # What is worth preparing says so (`models.prepared`). psycopg, which prepares what it sees often, would
            # throw away at each rollback all that is prepared on a connection, not its own alone.
            "prepare_threshold": None,
            "application_name": "radar",
        },
    }
