"""Nobody writes to a journalled table but the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary, ref

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, SessionTransaction, scoped_session

from journal.tables import JOURNALLED
from models import EventLog

_OPEN = "journal door open"
_watched: WeakKeyDictionary[Connection, ref[Session]] = WeakKeyDictionary()
OWED = "journal events to be written before the next statement"
_TABLES = frozenset({EventLog.__table__, *(model.__table__ for model in JOURNALLED.values())})


class BehindTheJournal(RuntimeError):
    """A journalled table was about to be changed without an event. Use journal.Journal."""


@contextmanager
def door(session: Session) -> Iterator[None]:
    """Writes to journalled tables pass while this is open; for the journal's own use."""
    # What is pending already was not put there by the journal: it must not slip through with the next flush.
    session.flush()
    session.info[_OPEN] = True
    try:
        yield
    finally:
        session.info[_OPEN] = False


def guard(session: scoped_session[Any]) -> None:
    """Watch every statement sent through the sessions of this factory: flushes, bulk operations and the rest.

    SQL written as text is not looked into.
    """
    event.listen(session, "after_begin", _watch)
    # One listener for all: to hang one on each transaction's connection costs more than a statement.
    event.listen(Engine, "before_execute", _refuse)
    event.listen(session, "before_commit", _write_owed)
    event.listen(session, "after_rollback", _forget_owed)


def _watch(session: Session, _: SessionTransaction, connection: Connection) -> None:
    _watched[connection] = ref(session)  # not as an execution option: the dialect goes through those each time


def _refuse(connection: Connection, statement: Any, *_: object) -> None:
    watched = _watched.get(connection)
    session = watched() if watched is not None else None
    if session is None:
        return
    _write_owed(session)  # whoever asks the database next sees them
    written = getattr(statement, "element", statement)  # select(…).from_statement(update(…)) wraps it
    table = getattr(written, "table", None)
    if table in _TABLES and not session.info.get(_OPEN):
        raise BehindTheJournal(f"{table} may only be changed through the journal")


def _write_owed(session: Session) -> None:
    """Write the events that wait: no change is committed without them."""
    if write := session.info.pop(OWED, None):
        write()


def _forget_owed(session: Session) -> None:
    """What was changed is taken back: its events must not come into the next transaction."""
    session.info.pop(OWED, None)
