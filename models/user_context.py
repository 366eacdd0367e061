from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, func
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class UserContext(Base):
    """What a person has set for the conversation: the project they are in and the language they chose."""

    __tablename__ = "user_context"
    entity_type: ClassVar = "user_context"
    LANGUAGES: ClassVar = ("ru", "en")
    __table_args__ = (CheckConstraint("language IN ('ru', 'en')", name="language"),)

    user_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    # users.id: the journal names every row by an integer, and Telegram's ids are too long for one
    id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    active_project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id", ondelete="SET NULL"), index=True)
    language: Mapped[str | None] = mapped_column(String(10))
    updated_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
