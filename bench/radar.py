"""The radar of twenty projects: now, with 200 and 2,000 unfinished features, and as of a past day in a long log."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from bench.figures import Figure, percentile
from bench.world import Sizes, big_world
from models import db
from models.prepared import Ready
from models.wire import Rows, Wire
from radar import Facts, burning, facts_as_of, facts_now, radar

ZONE = ZoneInfo("Europe/Moscow")
LOG = 1_000_000  # events
BACK = dt.timedelta(days=30)
_TIMES = 50

Statement = tuple[str, Any]


def measure() -> Sequence[Figure]:
    """Facts and radar together, the median of many runs.

    The floor is the very same rows, read by the same statements through the driver alone.
    """
    figures = []
    with big_world(Sizes(200)):
        figures += _figures("now, 200 features", _now, bar=10)
    with big_world(Sizes(2_000, LOG)):
        figures += _figures("now, 2,000 features", _now, bar=60)
        figures += _figures("a month ago, 1,000,000 events", _then, bar=150)
        figures += _figures("a year ago, 1,000,000 events", partial(_then, back=dt.timedelta(days=365)))
    return figures


def _now(session: Session) -> Facts:
    return facts_now(session, dt.datetime.now(dt.UTC), ZONE)


def _then(session: Session, back: dt.timedelta = BACK) -> Facts:
    return facts_as_of(session, dt.datetime.now(dt.UTC) - back, ZONE)


def _figures(name: str, read: Callable[[Session], Facts], bar: float | None = None) -> list[Figure]:
    session = db.session()
    statements = _statements(session, read)
    items = radar(read(session))
    taken = [_milliseconds(lambda: radar(read(session))) for _ in range(_TIMES)]
    plain = [_milliseconds(lambda: _plainly(session.connection(), statements)) for _ in range(_TIMES)]
    session.rollback()
    told = f"{name} ({len(items)} on the radar, {len(burning(items))} burning)"
    return [
        Figure(told, percentile(taken, 50), "ms", bar=bar, quickest=min(taken), floor=percentile(plain, 50)),
        Figure(f"{name}: queries", len(statements), ""),
    ]


def _statements(session: Session, read: Callable[[Session], Facts]) -> list[Statement]:
    """What reading the facts asks the database, through SQLAlchemy or past it."""
    asked: list[Statement] = []

    def note(*told: Any) -> None:
        asked.append((told[2], told[3]))

    def run(self: Wire, statements: Sequence[Ready]) -> list[Rows]:
        told = ((statement.sql.decode(), values) for statement, values in statements)
        asked.extend((sql, values) for sql, values in told if sql != "BEGIN")  # no question
        return plain(self, statements)

    plain = Wire.run
    event.listen(session.connection(), "before_cursor_execute", note)
    try:
        with patch.object(Wire, "run", run):
            read(session)
    finally:
        event.remove(session.connection(), "before_cursor_execute", note)
    return asked


def _plainly(connection: Connection, statements: Sequence[Statement]) -> None:
    driver: Any = connection.connection.driver_connection
    named, numbered = driver.cursor(), psycopg.RawCursor(driver)
    for statement, values in statements:
        cursor = named if isinstance(values, Mapping) else numbered
        cursor.execute(statement, values)
        cursor.fetchall()


def _milliseconds(run: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    run()
    return (time.perf_counter() - begin) * 1000
