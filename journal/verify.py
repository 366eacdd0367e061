"""Replaying the log and comparing it with the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from journal.tables import JOURNALLED, columns, stored
from models import EventLog

_BATCH = 2_000
Key = tuple[str, int]


@dataclass
class Report:
    events: int = 0
    rows: int = 0
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"verified {self.events} events, {self.rows} rows, {len(self.differences)} differences"


def verify(connection: Connection) -> Report:
    """Compare every journalled row with what its events say, and each event with the one before it.

    The connection must be in one REPEATABLE READ transaction, so that nothing moves while it is read.
    """
    report = Report()
    expected: dict[Key, dict[str, Any]] = {}
    for key, events in _by_thing(connection):
        report.events += len(events)
        state = None
        for event_id, action, before, after in events:
            report.differences += [f"event {event_id} ({action}): {d}" for d in _breaks(state, before, after)]
            state = after
        if state is not None:
            expected[key] = state
    for key, row in _rows(connection):
        report.rows += 1
        report.differences += _compare(key, expected.pop(key, None), row)
    report.differences += [f"{kind} {number}: in the log, but not in the table" for kind, number in expected]
    return report


def _by_thing(connection: Connection) -> Iterator[tuple[Key, list[tuple[int, str, Any, Any]]]]:
    query = select(
        EventLog.entity_type, EventLog.entity_id, EventLog.id, EventLog.action, EventLog.details
    ).order_by(EventLog.entity_type, EventLog.entity_id, EventLog.id)
    current: Key | None = None
    events: list[tuple[int, str, Any, Any]] = []
    for kind, number, event_id, action, details in connection.execution_options(yield_per=_BATCH).execute(query):
        if (kind, number) != current:
            if current is not None:
                yield current, events
            current, events = (kind, number), []
        events.append((event_id, action, details["before"], details["after"]))
    if current is not None:
        yield current, events


def _breaks(state: dict[str, Any] | None, before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    """Where an event does not follow from the state that the events before it left."""
    if before is None:
        return [] if state is None else ["created though it was there"]
    if state is None:
        return ["changed though it was not there"]
    if after is None:
        return [] if before == state else ["deleted in another state than it was in"]
    found = [f"{c} was {state.get(c)!r}, not {v!r}" for c, v in before.items() if state.get(c) != v]
    silent = [c for c in after if after[c] != state.get(c) and c not in before]
    return found + [f"{c} changed without its old value" for c in silent]


def _rows(connection: Connection) -> Iterator[tuple[Key, dict[str, Any]]]:
    for kind, model in JOURNALLED.items():
        names = [name for name, _ in columns(model)]
        for row in connection.execute(select(*(column for _, column in columns(model)))):
            values = {name: stored(value) for name, value in zip(names, row, strict=True)}
            yield (kind, values["id"]), values


def _compare(key: Key, expected: dict[str, Any] | None, row: dict[str, Any]) -> list[str]:
    name = f"{key[0]} {key[1]}"
    if expected is None:
        return [f"{name}: in the table, but not in the log"]
    # A column added by a later migration is not in older events; its default is no difference.
    return [f"{name}: {c} is {row[c]!r}, the log says {v!r}" for c, v in expected.items() if c in row and row[c] != v]
