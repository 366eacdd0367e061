"""The statements that are sent to the database, through SQLAlchemy or past it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from models import db
from models.prepared import Ready
from models.wire import Rows, Wire

_FRAME = (b"BEGIN", b"COMMIT")  # SQLAlchemy does not tell of these either


@contextmanager
def asked() -> Iterator[list[str]]:
    """Each statement, as it is sent."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    def run(self: Wire, statements: Sequence[Ready]) -> list[Rows]:
        sent.extend(statement.sql.decode() for statement, _ in statements if statement.sql not in _FRAME)
        return plain(self, statements)

    plain = Wire.run
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with patch.object(Wire, "run", run):
            yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
