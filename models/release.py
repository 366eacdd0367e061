from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from models.base import Base, Timestamped
from models.name_key import version_key


class Release(Timestamped, Base):
    """A version of a project with the day it is promised for.

    `date_reason` says why it was moved to this day. Until the day `aside_until` it is kept off the radar.
    """

    __tablename__ = "releases"
    entity_type: ClassVar = "release"
    STATUSES: ClassVar = ("planned", "released", "cancelled")
    __table_args__ = (
        UniqueConstraint("project_id", "version"),
        UniqueConstraint("project_id", "version_key"),
        CheckConstraint("status IN ('planned', 'released', 'cancelled')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    version: Mapped[str] = mapped_column(String(50))
    version_key: Mapped[str] = mapped_column(String(150))
    target_date: Mapped[dt.date]
    date_reason: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(50), default="planned", server_default="planned")
    aside_until: Mapped[dt.date | None]
    aside_reason: Mapped[str | None] = mapped_column(Text)

    @validates("version")
    def _keep_key(self, _: str, version: str) -> str:
        self.version_key = version_key(version)
        return version
