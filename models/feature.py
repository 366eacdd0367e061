from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from models.base import Base, Timestamped
from models.name_key import name_key


class Feature(Timestamped, Base):
    """Something a project is to be able to do; the thing whose status people talk about.

    Until the day `aside_until` it is kept off the radar.
    """

    __tablename__ = "features"
    entity_type: ClassVar = "feature"
    STATUSES: ClassVar = ("backlog", "in_progress", "blocked", "done", "cancelled")
    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        UniqueConstraint("project_id", "name_key"),
        CheckConstraint("status IN ('backlog', 'in_progress', 'blocked', 'done', 'cancelled')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(600))
    description: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(50), default="backlog", server_default="backlog", index=True)
    status_reason: Mapped[str | None] = mapped_column(Text)
    assigned_teams: Mapped[str | None] = mapped_column(Text)
    assigned_po: Mapped[str | None] = mapped_column(String(100))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("releases.id", ondelete="SET NULL"), index=True)
    aside_until: Mapped[dt.date | None]
    aside_reason: Mapped[str | None] = mapped_column(Text)

    @validates("name")
    def _keep_key(self, _: str, name: str) -> str:
        self.name_key = name_key(name)
        return name
