from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Timestamped


class User(Timestamped, Base):
    """A person who may talk to Radar, as Telegram describes them; not a decision, hence not journalled.

    `language` is the one last spoken; a chosen language is kept in `UserContext`. `spoken_of` are the
    things last talked about, one of a kind: {"feature": {"id", "name", "project_id", "at"}, "release": …}.
    `looked_at` is when the person last looked at the radar or at what changed, `looked_before` when the look before
    that one ended.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    username: Mapped[str | None] = mapped_column(String(100))
    full_name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10), default="ru", server_default="ru")
    spoken_of: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    looked_at: Mapped[dt.datetime | None]
    looked_before: Mapped[dt.datetime | None]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=text("true"), index=True)

    @property
    def journal_id(self) -> str:
        """The person's name in `event_log.user_id` and `user_context.user_id`."""
        return str(self.telegram_id)
