from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

# Where a thing turned: made, deleted, given another status or another day; the taking back of a step is left out.
TURNS = (
    r"action NOT LIKE '%\_undone' AND (details->'before' = 'null'::jsonb"
    " OR details->'before' ?| '{status,target_date}'::text[])"
)
# Where work on a feature began, at first or again.
STARTS = f"entity_type = 'feature' AND details #>> '{{after,status}}' = 'in_progress' AND {TURNS}"


class EventLog(Base):
    """One change of one row: who, what, when, from what to what. Rows are only ever added.

    `details` is {"before": …, "after": …}: `after` is the whole row (null when deleted), `before` the old
    values of what changed (the whole row when deleted, null when created). No foreign key leads away from
    here: deleting a project must not delete its history. `seal` is the database's own, made when the row is
    added, of all the other columns and the seal of the same thing's event before it.
    """

    __tablename__ = "event_log"
    __table_args__ = (
        # "the last thing this person did" reads from the end of one person's events
        Index("idx_event_log_user_id", "user_id", "id"),
        # as-of, verify and one thing's history read one thing's events in order
        Index("idx_event_log_entity_type_entity_id", "entity_type", "entity_id", "id"),
        # what a thing was at a moment
        Index("idx_event_log_moment", "entity_type", "entity_id", "timestamp", "id"),
        # the turns of a project's things, which are few of all that happened to them; with the number of the event,
        # by which a step taken back is told, so that the events themselves need not be read
        Index(
            "idx_event_log_turns",
            *("entity_type", "project_id", "entity_id", "timestamp"),
            postgresql_include=["id"],
            postgresql_where=text(TURNS),
        ),
        Index(
            "idx_event_log_starts",
            *("project_id", "entity_id", "timestamp"),
            postgresql_include=["id"],
            postgresql_where=text(STARTS),
        ),
        # a page of history, whatever it is filtered by, reads on from where the page before it ended
        Index("idx_event_log_timestamp", "timestamp", "id"),
        Index("idx_event_log_project_id", "project_id", "timestamp", "id"),
        Index("idx_event_log_user_id_timestamp", "user_id", "timestamp", "id"),
        Index("idx_event_log_entity_type_timestamp", "entity_type", "timestamp", "id"),
        Index("idx_event_log_action_timestamp", "action", "timestamp", "id"),
        # one message's events are taken back together
        Index("idx_event_log_message_id", "message_id"),
        # an event is taken back once: the database itself refuses a second undo
        Index("uq_event_log_undoes_id", "undoes_id", unique=True),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(100))
    entity_type: Mapped[str] = mapped_column(String(50))
    entity_id: Mapped[int]
    project_id: Mapped[int | None]
    message_id: Mapped[str | None] = mapped_column(String(100))
    timestamp: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
    undoes_id: Mapped[int | None] = mapped_column(BigInteger)
    seal: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
