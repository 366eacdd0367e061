from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import String, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class ProcessedMessage(Base):
    """One update that has been taken: the claim on it, and the reply it is owed.

    `reply` is a list of Bot API calls [{"method": …, "params": …}, …]; null means nothing is to be said.
    Kept for a week: Telegram delivers an update for a day at most.
    `send_after`: until then another delivery of the same update leaves the sending to the one under way.
    """

    __tablename__ = "processed_messages"

    message_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    processed_at: Mapped[dt.datetime] = mapped_column(server_default=func.now(), index=True)
    reply: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    replied_at: Mapped[dt.datetime | None]
    send_after: Mapped[dt.datetime | None]
