"""Nobody writes to a journalled table but the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, scoped_session

from journal.tables import JOURNALLED
from models import EventLog

_OPEN = "journal door open"
_GUARDED = (*JOURNALLED.values(), EventLog)
_TABLES = frozenset(model.__table__ for model in _GUARDED)


class BehindTheJournal(RuntimeError):
    """A journalled table was about to be changed without an event. Use journal.Journal."""


@contextmanager
def door(session: Session) -> Iterator[None]:
    """Writes to journalled tables pass while this is open; for the journal's own use."""
    outer = session.info.get(_OPEN, False)
    session.info[_OPEN] = True
    try:
        yield
    finally:
        session.info[_OPEN] = outer


def guard(session: scoped_session[Any]) -> None:
    """Watch every session of this factory: flushes, and statements sent past the unit of work."""
    event.listen(session, "before_flush", _refuse_flush)
    event.listen(session, "do_orm_execute", _refuse_statement)


def _refuse_flush(session: Session, *_: object) -> None:
    if session.info.get(_OPEN):
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, _GUARDED) and (row not in session.dirty or session.is_modified(row)):
            raise BehindTheJournal(f"{type(row).__name__} may only be changed through the journal")


def _refuse_statement(state: ORMExecuteState) -> None:
    if state.session.info.get(_OPEN) or state.is_select:
        return
    table = getattr(state.statement, "table", None)
    if table in _TABLES:
        raise BehindTheJournal(f"{table} may only be changed through the journal")
