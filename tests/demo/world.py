"""Names of the sample world, and looking into its log."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import select

from config import LOCAL_USER_ID
from journal import verify
from models import EventLog, db

ZONE = ZoneInfo("Europe/Moscow")
BANK, PORTAL, MOBILE = "Мобильный банк", "Личный кабинет клиента", "Field Service App"
LOCAL, MARIA, TIMUR = str(LOCAL_USER_ID), "2", "3"


def events(kind: str | None = None, number: int | None = None) -> list[EventLog]:
    """The log, or one thing's part of it, oldest first."""
    query = select(EventLog).order_by(EventLog.id)
    if kind:
        query = query.where(EventLog.entity_type == kind, EventLog.entity_id == number)
    return list(db.session.scalars(query))


def differences() -> list[str]:
    """What the log and the tables disagree on, as the session's own transaction sees them."""
    db.session.flush()
    return verify(db.session.connection()).differences
