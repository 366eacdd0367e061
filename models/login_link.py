from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class LoginLink(Base):
    """A one-time way into the pages, made when a person asks the bot for it; the token itself is in the link alone."""

    __tablename__ = "login_links"
    __table_args__ = (Index("idx_login_links_user_id", "user_id", "created_at"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
