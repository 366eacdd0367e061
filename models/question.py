from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import String, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Question(Base):
    """The one question a person has open: a choice between names or a confirmation.

    A new question replaces the old one; an answer deletes it. Buttons carry the token, so a tap on an older
    question, or a second tap on the same, finds nothing.
    """

    __tablename__ = "questions"

    user_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    token: Mapped[str] = mapped_column(String(16))
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    asked_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
