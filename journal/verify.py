"""Replaying the log and comparing it with the tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select, text

from journal.seals import broken_seals, broken_undos
from journal.tables import JOURNALLED, columns, stored
from models import EventLog

_BATCH = 2_000
_OVERLAP = dt.timedelta(hours=1)
"""How long after a column's first event an older release may still be at work beside the newer one."""
Key = tuple[str, int]
Row = dict[str, Any]
Event = tuple[int, str, Any, dt.datetime]  # id, action, details, when it was written
Ends = Mapping[str, Mapping[str, dt.datetime]]  # by type and column: until when it may be left out
_FIRST_TOLD = """
    SELECT entity_type, told, min(created_at) FROM event_log, jsonb_object_keys(details -> 'after') AS told
    WHERE jsonb_typeof(details -> 'after') = 'object' GROUP BY entity_type, told
"""


@dataclass
class Report:
    events: int = 0
    rows: int = 0
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"verified {self.events} events, {self.rows} rows, {len(self.differences)} differences"


def verify(connection: Connection) -> Report:
    """Compare every journalled row with what its events say, and each event with the one before it and its seal.

    The connection must be in one REPEATABLE READ transaction, so that nothing moves while it is read.
    """
    report = Report()
    expected: dict[Key, Row] = {}
    may_lack = _ends_of_overlaps(connection)
    for key, events in _by_thing(connection):
        report.events += len(events)
        state = _replay(key[0], events, may_lack.get(key[0], {}), report.differences)
        if state is not None:
            expected[key] = state
    for key, row in _rows(connection):
        report.rows += 1
        report.differences += _compare(key, expected.pop(key, None), row)
    report.differences += [f"{kind} {number}: in the log, but not in the table" for kind, number in expected]
    report.differences += [*broken_seals(connection), *broken_undos(connection)]
    return report


def _ends_of_overlaps(connection: Connection) -> Ends:
    """Until when an event may leave a column out that came with a migration.

    During a deploy the older release, which does not know the column, works beside the newer one. A column as
    old as the first event of its type may never be left out.
    """
    told = connection.execute(text(_FIRST_TOLD)).all()
    begun: dict[str, dt.datetime] = {}
    for kind, _, first in told:
        begun[kind] = min(first, begun.get(kind, first))
    ends: dict[str, dict[str, dt.datetime]] = {}
    for kind, column, first in told:
        if first > begun[kind]:
            ends.setdefault(kind, {})[column] = first + _OVERLAP
    return ends


def _by_thing(connection: Connection) -> Iterator[tuple[Key, list[Event]]]:
    told = (EventLog.id, EventLog.action, EventLog.details, EventLog.created_at)
    query = select(EventLog.entity_type, EventLog.entity_id, *told).order_by(
        EventLog.entity_type, EventLog.entity_id, EventLog.id
    )
    rows = connection.execute(query, execution_options={"yield_per": _BATCH})
    for key, events in groupby(rows, key=lambda row: (row.entity_type, row.entity_id)):
        yield key, [(row.id, row.action, row.details, row.created_at) for row in events]


def _replay(
    kind: str, events: Iterable[Event], may_lack: Mapping[str, dt.datetime], differences: list[str]
) -> Row | None:
    """The state that a thing's events lead to; what does not fit is added to the differences."""
    known = {name for name, _ in columns(JOURNALLED[kind])} if kind in JOURNALLED else set()
    state: Row | None = None
    for number, action, details, written in events:
        change = _change(details)
        lacking = {column for column, end in may_lack.items() if written < end}
        breaks = _breaks(state, *change, known - lacking) if change else ["tells of no change that can be read"]
        differences += [f"event {number} ({action}): {found}" for found in breaks]
        state = _after(state, change[1], lacking) if change else state
    return state


def _after(state: Row | None, after: Row | None, lacking: set[str]) -> Row | None:
    """The state an event leads to: what an older release did not know of, it left as it was."""
    if state is None or after is None:
        return after
    return {column: value for column, value in state.items() if column in lacking} | after


def _change(details: Any) -> tuple[Row | None, Row | None] | None:
    """What an event says: before and after; None where it says neither."""
    if not isinstance(details, dict):
        return None
    before, after = details.get("before"), details.get("after")
    rows = [row for row in (before, after) if row is not None]
    return (before, after) if rows and all(isinstance(row, dict) for row in rows) else None


def _breaks(state: Row | None, before: Row | None, after: Row | None, known: set[str]) -> Iterator[str]:
    """Where an event does not follow from the state that the events before it left."""
    if (before is None) is not (state is None):
        yield "created though it was there" if before is None else "changed though it was not there"
        return
    if state is None or before is None:
        return
    # A column added or dropped by a migration is in some events only; that is no difference.
    told = before if after is None else after
    yield from (f"{c} is left out" for c in state if c not in told and c in known)
    yield from (f"{c} was {state[c]!r}, not {v!r}" for c, v in before.items() if c in state and state[c] != v)
    if after is not None:
        yield from (f"{c} is told as changed, but is not" for c, v in before.items() if after.get(c) == v)
        silent = (c for c, v in after.items() if c not in before and c in state and state[c] != v)
        yield from (f"{c} changed without its old value" for c in silent)


def _rows(connection: Connection) -> Iterator[tuple[Key, Row]]:
    for kind, model in JOURNALLED.items():
        names = [name for name, _ in columns(model)]
        for row in connection.execute(select(*(column for _, column in columns(model)))):
            values = {name: stored(value) for name, value in zip(names, row, strict=True)}
            yield (kind, values["id"]), values


def _compare(key: Key, expected: Row | None, row: Row) -> list[str]:
    name = f"{key[0]} {key[1]}"
    if expected is None:
        return [f"{name}: in the table, but not in the log"]
    differing = [c for c, v in expected.items() if c in row and row[c] != v]
    return [f"{name}: {c} is {row[c]!r}, the log says {expected[c]!r}" for c in differing]
