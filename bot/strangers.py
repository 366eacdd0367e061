"""Someone who is not on the access list: one answer, then silence; nothing is kept but the attempt."""

from __future__ import annotations

import structlog
from flask_babel import force_locale, gettext
from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.api import BotApi, BotApiError, Busy, Unreachable
from bot.faults import Passing
from bot.people import LANGUAGES
from bot.updates import Incoming, Sender
from journal import now
from models import AccessAttempt

log = structlog.get_logger()


def turn_away(session: Session, api: BotApi, incoming: Incoming) -> None:
    """Note the attempt and, the first time, say that there is no access. Raises Passing."""
    answered = _note(session, incoming.sender.id)
    session.commit()
    log.warning("no access", user=incoming.sender.id, update_id=incoming.update_id)
    if answered or incoming.kind != "text":
        return
    try:
        api.call("sendMessage", {"chat_id": incoming.sender.id, "text": _answer(incoming.sender)})
    except (Busy, Unreachable) as fault:
        raise Passing(getattr(fault, "retry_after", 1)) from fault
    except BotApiError:
        log.warning("stranger not answered", user=incoming.sender.id)
    statement = update(AccessAttempt).where(AccessAttempt.telegram_id == incoming.sender.id)
    session.execute(statement.values(answered_at=now()))
    session.commit()


def _note(session: Session, telegram_id: int) -> bool:
    """Count the attempt; True where the person has had their answer."""
    statement = insert(AccessAttempt).values(telegram_id=telegram_id)
    again = {"attempts": AccessAttempt.attempts + 1, "last_at": func.now()}
    statement = statement.on_conflict_do_update(index_elements=["telegram_id"], set_=again)
    return session.execute(statement.returning(AccessAttempt.answered_at)).scalar_one() is not None


def _answer(sender: Sender) -> str:
    with force_locale(sender.language if sender.language in LANGUAGES else "ru"):
        return gettext(
            "You have no access to this Radar. Its owner can let you in: your Telegram id is %(id)s.", id=sender.id
        )
