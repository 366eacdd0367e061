"""Nobody writes to a journalled table but the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session, SessionTransaction, scoped_session

from journal.tables import JOURNALLED
from models import EventLog

_OPEN = "journal door open"
OWED = "journal events to be written before the next statement"
_TABLES = frozenset({EventLog.__table__, *(model.__table__ for model in JOURNALLED.values())})


class BehindTheJournal(RuntimeError):
    """A journalled table was about to be changed without an event. Use journal.Journal."""


@contextmanager
def door(session: Session) -> Iterator[None]:
    """Writes to journalled tables pass while this is open; for the journal's own use."""
    # What is pending already was not put there by the journal: it must not slip through with the next flush.
    session.flush()
    with opened(session):
        yield


@contextmanager
def opened(session: Session) -> Iterator[None]:
    """The same where nothing can be pending: in the middle of a flush."""
    before = session.info.get(_OPEN, False)
    session.info[_OPEN] = True
    try:
        yield
    finally:
        session.info[_OPEN] = before


def guard(session: scoped_session[Any]) -> None:
    """Watch every statement sent through the sessions of this factory: flushes, bulk operations and the rest.

    SQL written as text is not looked into.
    """
    event.listen(session, "after_begin", _watch)


def _watch(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if transaction.nested:
        return  # a savepoint, on a connection that is watched already

    def refuse(_: Connection, statement: Any, *__: object) -> None:
        if write := session.info.pop(OWED, None):
            write()  # whoever asks the database next sees them
        written = getattr(statement, "element", statement)  # select(…).from_statement(update(…)) wraps it
        table = getattr(written, "table", None)
        if table in _TABLES and not session.info.get(_OPEN):
            raise BehindTheJournal(f"{table} may only be changed through the journal")

    event.listen(connection, "before_execute", refuse)
