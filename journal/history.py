"""Who changed what and when: reading the log, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import EventLog


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
    """At most `limit` events, newest first. The next page is the same filter with `before` = the last one's id."""
    return list(session.scalars(_query(wanted).order_by(EventLog.id.desc()).limit(limit)))


def changes_since(session: Session, since: dt.datetime, project: int | None = None) -> list[EventLog]:
    """Every event of a period, oldest first, contexts left out."""
    return list(session.scalars(_query(Filter(project=project, since=since)).order_by(EventLog.id)))


def _query(wanted: Filter) -> Select[Any]:
    query = select(EventLog)
    if wanted.project is not None:
        query = query.where(EventLog.project_id == wanted.project)
    if wanted.entity:
        kind, _, number = wanted.entity.partition(":")
        query = query.where(EventLog.entity_type == kind)
        if number:
            query = query.where(EventLog.entity_id == int(number))
    elif not wanted.contexts:
        query = query.where(EventLog.entity_type != "user_context")
    if wanted.user:
        query = query.where(EventLog.user_id == wanted.user)
    if wanted.action:
        query = query.where(EventLog.action == wanted.action)
    if wanted.since:
        query = query.where(EventLog.timestamp >= wanted.since)
    if wanted.until:
        query = query.where(EventLog.timestamp < wanted.until)
    if wanted.before:
        query = query.where(EventLog.id < wanted.before)
    return query
