"""Someone who is not on the access list: one answer, then silence; nothing is kept but the attempt."""

from __future__ import annotations

import datetime as dt

import structlog
from flask_babel import force_locale, gettext
from sqlalchemy import ColumnElement, func, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.api import BotApi, Busy, Refused, Unreachable
from bot.faults import Passing
from bot.people import LANGUAGES, spoken_by
from bot.updates import Incoming
from journal import now
from models import AccessAttempt

log = structlog.get_logger()


def turn_away(session: Session, api: BotApi, incoming: Incoming) -> None:
    """Note the attempt and, the first time, say that there is no access. Raises Passing."""
    person = incoming.sender.id
    _note(session, person)
    # Marked before it is sent, and taken back where that fails: of several messages at once one is answered.
    answers = incoming.kind == "text" and _mark(session, person, AccessAttempt.answered_at.is_(None), now())
    session.commit()
    log.warning("no access")
    if not answers:
        return
    try:
        api.call("sendMessage", {"chat_id": person, "text": _answer(incoming)})
    except (Busy, Unreachable) as fault:
        _mark(session, person, true(), None)
        session.commit()
        raise Passing(getattr(fault, "retry_after", 1)) from fault
    except Refused as refusal:
        log.warning("stranger not answered", code=refusal.code)


def _note(session: Session, telegram_id: int) -> None:
    """Count the attempt."""
    statement = insert(AccessAttempt).values(telegram_id=telegram_id)
    again = {"attempts": AccessAttempt.attempts + 1, "last_at": func.now()}
    session.execute(statement.on_conflict_do_update(index_elements=["telegram_id"], set_=again))


def _mark(session: Session, telegram_id: int, where: ColumnElement[bool], at: dt.datetime | None) -> bool:
    """Set when the person had their answer; True where this did it."""
    statement = update(AccessAttempt).where(AccessAttempt.telegram_id == telegram_id, where)
    statement = statement.values(answered_at=at).returning(AccessAttempt.telegram_id)
    return session.execute(statement).first() is not None


def _answer(incoming: Incoming) -> str:
    sender = incoming.sender
    with force_locale(spoken_by(incoming) or (sender.language if sender.language in LANGUAGES else "ru")):
        return gettext(
            "You have no access to this Radar. Its owner can let you in: your Telegram id is %(id)s.",
            id=sender.id,
        )
