"""Sending a stored reply, after the commit and with no database connection held."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import structlog
from sqlalchemy.orm import Session, scoped_session

from bot import claims
from bot.api import BotApi, Busy, Refused, Unreachable
from bot.claims import Lease
from bot.faults import Passing
from bot.metrics import REPLIES
from bot.people import mark_inactive
from bot.replies import Call, plain, secret
from journal import now

log = structlog.get_logger()

_FORBIDDEN = 403
_NOT_THE_CALL = (401, 403, 404)  # the token or the person; every other refusal is about what we sent
_AFTER_UNREACHABLE = 1  # seconds until the next try
_AFTER_MISCONFIGURED = 60
# Refusals that say the person has already got what was to be sent, or no longer waits for it.
_HARMLESS = ("message is not modified", "query is too old", "query ID is invalid")


def deliver(sessions: scoped_session[Any], api: BotApi, key: str, person: int, calls: list[Call], lease: Lease) -> None:
    """Make the calls while the lease lasts, and mark the reply as sent.

    Raises Passing where the update is to be delivered again.
    """
    alone = not secret(calls)  # mostly nothing but the mark is written: that needs no session
    try:
        for call in calls:
            _send(api, call, lease.until)
        REPLIES.labels("sent").inc()
    except Refused as refusal:
        REPLIES.labels("refused").inc()
        if refusal.code != _FORBIDDEN:
            # 401 and 404: the token is wrong. The reply is kept until it is mended.
            log.error("reply refused", code=refusal.code)  # noqa: TRY400  # the code says it all
            _later(sessions(), key, lease, _AFTER_MISCONFIGURED)
        mark_inactive(sessions(), person)
        alone = False
    except Busy as busy:
        REPLIES.labels("busy").inc()
        _later(sessions(), key, lease, busy.retry_after)
    except Unreachable as fault:
        REPLIES.labels("unreachable").inc()
        log.warning("bot api unreachable", reason=fault.reason)
        _later(sessions(), key, lease, _AFTER_UNREACHABLE)
    if alone:
        claims.sent_alone(key, now())
    else:
        _tell_sent(sessions(), key, calls)


def _tell_sent(session: Session, key: str, calls: list[Call]) -> None:
    claims.sent(session, key, now())
    if secret(calls):
        claims.forget(session, key)
    session.commit()


def _later(session: Session, key: str, lease: Lease, seconds: int) -> None:
    claims.not_sent(session, key, lease, now() + dt.timedelta(seconds=seconds))
    session.commit()
    raise Passing(seconds)


def _send(api: BotApi, call: Call, until: float) -> None:
    try:
        api.call(call["method"], call["params"], until=until)
    except Refused as refusal:
        if refusal.code in _NOT_THE_CALL:
            raise
        if not any(words in refusal.description for words in _HARMLESS):
            _instead(api, call, refusal, until)


def _instead(api: BotApi, call: Call, refusal: Refused, until: float) -> None:
    """Telegram does not take the reply as it is: that is our fault, and the person gets it in plain text."""
    REPLIES.labels("malformed").inc()
    log.error("reply malformed", method=call["method"], description=_unquoted(refusal))
    if "text" in call["params"] and "chat_id" in call["params"]:
        try:
            api.call("sendMessage", plain(call)["params"], until=until)
        except Refused as again:
            if again.code in _NOT_THE_CALL:
                raise
            log.error("plain reply refused", description=_unquoted(again))  # noqa: TRY400  # as above


def _unquoted(refusal: Refused) -> str:
    """Telegram's reason without what it quotes of the text."""
    return re.sub(r'".*"', '"…"', refusal.description, flags=re.DOTALL)
