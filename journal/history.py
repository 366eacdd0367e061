"""Who changed what and when: reading the log, newest first.

Newest by the moment of the change, and of two at one moment by the order of writing. A project, a person, a kind, an
action and the log itself each have an index that gives their events in just this order, so that a page anywhere in
millions of them reads little more than the rows it shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, false, literal, select, tuple_
from sqlalchemy.orm import Session

from models import EventLog

_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Filter:
    """What to read of the log. `entity` is a type or "type:id"; `before` an event id, for the next page."""

    project: int | None = None
    entity: str | None = None
    user: str | None = None
    action: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    before: int | None = None
    contexts: bool = False  # switches of a person's context, left out unless asked for


def history(session: Session, wanted: Filter, limit: int) -> list[EventLog]:
    """At most `limit` events, newest first.

    The next page is the same filter with `before` = the last one's id.
    """
    query = _of_one_thing(wanted) if _one_thing(wanted) else _in_time(session, wanted)
    return list(session.scalars(query.limit(limit)))


def changes_since(
    session: Session, since: dt.datetime, until: dt.datetime | None = None, project: int | None = None
) -> list[EventLog]:
    """Every event of a period, oldest first, contexts left out; without `until`, which is not in it, up to now."""
    return list(session.scalars(_query(Filter(project=project, since=since, until=until)).order_by(EventLog.id)))


def _query(wanted: Filter) -> Select[Any]:
    asked: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
        (wanted.project, EventLog.project_id.__eq__),
        (wanted.user, EventLog.user_id.__eq__),
        (wanted.action, EventLog.action.__eq__),
        (wanted.since, EventLog.timestamp.__ge__),
        (wanted.until, EventLog.timestamp.__lt__),
    )
    conditions = [compare(value) for value, compare in asked if value not in (None, "")]
    return select(EventLog).where(*_about(wanted), *conditions)


def _one_thing(wanted: Filter) -> bool:
    return bool(wanted.entity and ":" in wanted.entity)


def _of_one_thing(wanted: Filter) -> Select[Any]:
    """One thing's events are written in the order of time, its row being locked; by id they come from an index."""
    query = _query(wanted)
    if wanted.before:
        query = query.where(EventLog.id < wanted.before)
    return query.order_by(EventLog.id.desc())


def _in_time(session: Session, wanted: Filter) -> Select[Any]:
    query = _query(replace(wanted, until=None))
    if ends := _ends(session, wanted):
        # The sooner of the two alone: given both, the database walks from the later one over all between them.
        at, number = min(ends)
        end = tuple_(literal(at, EventLog.timestamp.type), literal(number, EventLog.id.type))
        query = query.where(tuple_(EventLog.timestamp, EventLog.id) < end)
    return query.order_by(EventLog.timestamp.desc(), EventLog.id.desc())


def _ends(session: Session, wanted: Filter) -> list[tuple[dt.datetime, int]]:
    """Moments and ids before which the events are wanted."""
    ends = [(wanted.until, 0)] if wanted.until else []
    if wanted.before:
        ends.append((_moment_of(session, wanted.before), wanted.before))
    return ends


def _moment_of(session: Session, number: int) -> dt.datetime:
    """When this event happened, or the last before it where no event has the number."""
    at = select(EventLog.timestamp).where(EventLog.id <= number).order_by(EventLog.id.desc()).limit(1)
    return session.scalar(at) or dt.datetime.min.replace(tzinfo=dt.UTC)


def _about(wanted: Filter) -> list[Any]:
    if not wanted.entity:
        return [] if wanted.contexts else [EventLog.entity_type != "user_context"]
    kind, colon, number = wanted.entity.partition(":")
    same_kind = EventLog.entity_type == kind
    if not colon:
        return [same_kind]
    # It may come from an address bar: what cannot be an id is an id that nothing has.
    known = number.isdecimal() and int(number) <= _LARGEST_ID
    return [same_kind, EventLog.entity_id == int(number)] if known else [false()]
