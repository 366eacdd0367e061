from __future__ import annotations

import datetime as dt

from sqlalchemy import String, func
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class MigrationInfo(Base):
    """Which migration was applied when, in words."""

    __tablename__ = "migrations_info"

    revision: Mapped[str] = mapped_column(String(32), primary_key=True)
    description: Mapped[str] = mapped_column(String(200))
    applied_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
