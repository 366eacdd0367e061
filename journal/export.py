"""The whole log as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from journal.tables import columns, stored
from models import EventLog

_BATCH = 2_000


def as_dict(event: EventLog) -> dict[str, Any]:
    """One event with all its columns; moments in ISO 8601."""
    return {name: stored(getattr(event, name)) for name, _ in columns(EventLog)}


def export(connection: Connection) -> Iterator[str]:
    """Each event as one line of JSON, oldest first; read in batches, so that a long log needs no memory."""
    names = [name for name, _ in columns(EventLog)]
    query = select(*(column for _, column in columns(EventLog))).order_by(EventLog.id)
    for row in connection.execute(query, execution_options={"yield_per": _BATCH}):
        yield json.dumps(dict(zip(names, map(stored, row), strict=True)), ensure_ascii=False)
