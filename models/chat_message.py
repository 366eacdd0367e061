from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Identity, Sequence, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

revisions = Sequence("chat_messages_revision_seq", metadata=Base.metadata)


class ChatMessage(Base):
    """A message of the local chat, kept where Telegram would keep it, the last ones alone; empty in production.

    `revision` grows with each message and each edit, so that the page can ask for what is new.
    """

    __tablename__ = "chat_messages"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    from_bot: Mapped[bool]
    text: Mapped[str]
    keyboard: Mapped[list[list[dict[str, Any]]] | None] = mapped_column(JSONB(none_as_null=True))
    revision: Mapped[int] = mapped_column(BigInteger, revisions, server_default=revisions.next_value(), index=True)
    sent_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    edited_at: Mapped[dt.datetime | None]
