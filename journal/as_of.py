"""The state at any moment: the last event of each thing before it, deleted things included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from models import EventLog

State = dict[tuple[str, int], dict[str, Any] | None]


def as_of(
    session: Session,
    moment: dt.datetime,
    entity_types: Iterable[str] | None = None,
    project_id: int | None = None,
) -> State:
    """{(entity_type, entity_id): row as stored in the event, or None where it was deleted by then}.

    Things that came to be later are not in it. The moment itself counts as past. With a project: the things
    that were in it then.
    """
    query = (
        select(EventLog.entity_type, EventLog.entity_id, EventLog.project_id, EventLog.details["after"])
        .ext(distinct_on(EventLog.entity_type, EventLog.entity_id))
        .where(EventLog.timestamp <= moment)
        .order_by(EventLog.entity_type, EventLog.entity_id, EventLog.id.desc())
    )
    if entity_types is not None:
        query = query.where(EventLog.entity_type.in_(list(entity_types)))
    if project_id is not None:
        # Whatever was ever in it; where each is now is seen below, from its last event.
        ever = select(EventLog.entity_type, EventLog.entity_id).where(EventLog.project_id == project_id)
        query = query.where(tuple_(EventLog.entity_type, EventLog.entity_id).in_(ever))
    return {
        (kind, number): after
        for kind, number, home, after in session.execute(query)
        if project_id is None or home == project_id
    }
