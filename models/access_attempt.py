from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class AccessAttempt(Base):
    """Someone not on the access list who wrote to the bot; all that is kept of them."""

    __tablename__ = "access_attempts"

    telegram_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    attempts: Mapped[int] = mapped_column(server_default=text("1"))
    first_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    last_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    answered_at: Mapped[dt.datetime | None]
