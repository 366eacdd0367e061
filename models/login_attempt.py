from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class LoginAttempt(Base):
    """How often someone has tried to come in since a moment: a person, or an address, of which only a hash is kept."""

    __tablename__ = "login_attempts"

    who: Mapped[str] = mapped_column(String(80), primary_key=True)
    since: Mapped[dt.datetime] = mapped_column(primary_key=True)
    attempts: Mapped[int]
