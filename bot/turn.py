"""One update's way, from the claim to the reply.

Claim, change, event and stored reply commit together; only then is the reply sent. What fails on the way is
either passing (`Passing`: the update must be delivered again) or a fault of ours, which is logged, apologised
for and never delivered again: a poison update must not block a chat's queue.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import structlog
from flask_babel import force_locale
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, scoped_session

from bot import claims
from bot.api import BotApi
from bot.delivery import deliver
from bot.faults import Passing
from bot.people import context_of, locked_user, mark_inactive
from bot.replies import Call, calls_for
from bot.strangers import turn_away
from bot.updates import Incoming, parse
from handlers.conversation import Conversation
from handlers.dispatch import answer_tap, answer_text, not_text
from handlers.reply import Reply
from handlers.words import say
from journal import Journal, now

log = structlog.get_logger()

_RETRY_AFTER = 2  # seconds, after the database was away or a lock was not to be had
_PASSING = (OperationalError, InterfaceError, InternalError, PoolTimeout)
_TRIES = 2  # two people may give two things the same name at once: the second try sees the first one's


@dataclass(frozen=True)
class Desk:
    """What a turn needs besides the update: the database, who may come in, where replies go, the team's zone."""

    session: scoped_session[Session]
    allowed: frozenset[int]
    api_for: Callable[[int], BotApi]
    zone: ZoneInfo


@dataclass
class Turn:
    """What is to be told of one turn in the log."""

    incoming: Incoming
    started: float = field(default_factory=time.perf_counter)
    intent: str = ""
    outcome: str = "answered"
    changes: int = 0

    def tell(self) -> None:
        log.info(
            "turn",
            update_id=self.incoming.update_id,
            user=self.incoming.sender.id,
            kind=self.incoming.kind,
            intent=self.intent,
            outcome=self.outcome,
            changes=self.changes,
            ms=round((time.perf_counter() - self.started) * 1000, 1),
        )


def take(desk: Desk, update: object) -> None:
    """Take one update all the way. Raises NotAnUpdate, or Passing where it must be delivered again."""
    incoming = parse(update)
    if incoming is None:
        return
    turn = Turn(incoming)
    try:
        _take(desk, turn)
    except _PASSING as fault:
        turn.outcome = type(fault).__name__
        raise Passing(_RETRY_AFTER) from fault
    except Passing:
        turn.outcome = "to be delivered again"
        raise
    finally:
        desk.session.remove()
        turn.tell()


def _take(desk: Desk, turn: Turn) -> None:
    incoming = turn.incoming
    person = incoming.sender.id
    if person not in desk.allowed:
        turn.outcome = "no access"
        turn_away(desk.session(), desk.api_for(person), incoming)
        return
    try:
        calls = _settled(desk, turn)
    except (Passing, *_PASSING):
        raise
    except Exception as fault:  # ours, whatever it is: the person hears of it and the queue goes on
        turn.outcome = "apologised"
        log.error("fault", update_id=incoming.update_id, **_described(fault))
        desk.session.remove()
        calls = _settled(desk, turn, _apology)
    # The connection goes back to the pool before anything is sent: Telegram may take seconds.
    desk.session.remove()
    if calls:
        deliver(desk.session(), desk.api_for(person), incoming.key, person, calls)


def _settled(desk: Desk, turn: Turn, answer: Callable[[Conversation, Turn], Reply] | None = None) -> list[Call]:
    """Run the transaction, once more where two people wanted the same name at once."""
    for left in reversed(range(_TRIES)):
        try:
            with desk.session.begin():
                return _transaction(desk, turn, answer or _answer)
        except IntegrityError:
            desk.session.remove()
            if not left:
                raise
    raise AssertionError("unreachable: the last try returns or raises")


def _transaction(desk: Desk, turn: Turn, answer: Callable[[Conversation, Turn], Reply]) -> list[Call]:
    """The one transaction: returns the calls that this delivery is to make."""
    session, incoming = desk.session(), turn.incoming
    if not claims.claim(session, incoming.key):
        turn.outcome = "seen before"
        return _still_owed(session, incoming)
    if incoming.kind in ("blocked", "unblocked"):
        _membership(session, incoming)
        return []
    user = locked_user(session, incoming.sender)
    journal = Journal(session, user.journal_id, incoming.key)
    talk = Conversation(session, journal, user, context_of(session, user), desk.zone, now())
    calls = calls_for(answer(talk, turn), incoming)
    turn.intent, turn.changes = talk.intent, len(journal.written)
    claims.store(session, incoming.key, calls, now())
    return calls


def _still_owed(session: Session, incoming: Incoming) -> list[Call]:
    owed = claims.owed(session, incoming.key, now())
    if owed.wait:
        raise Passing(owed.wait)
    if owed.calls:
        claims.lease(session, incoming.key, now())
    return owed.calls


def _membership(session: Session, incoming: Incoming) -> None:
    if incoming.kind == "blocked":
        mark_inactive(session, incoming.sender.id)
    else:
        context_of(session, locked_user(session, incoming.sender))


def _answer(talk: Conversation, turn: Turn) -> Reply:
    incoming = turn.incoming
    if incoming.kind == "tap":
        return answer_tap(talk, incoming.text)
    if incoming.kind == "other":
        return not_text(talk)
    return answer_text(talk, incoming.text, forwarded=incoming.forwarded)


def _apology(talk: Conversation, _: Turn) -> Reply:
    language = talk.context.language or talk.user.language
    with force_locale(language):
        reply = Reply.of(say("Sorry, something broke on my side. Nothing was changed; the fault is written down."))
        reply.context, reply.language = talk.context_line(), language
    return reply


def _described(fault: Exception) -> dict[str, object]:
    """The fault without its message: that may hold what people wrote, which stays out of logs."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = [f"{frame.filename.rsplit('/', 2)[-2:]}:{frame.lineno} {frame.name}" for frame in frames]
    code = getattr(fault.orig, "sqlstate", None) if isinstance(fault, DBAPIError) else None
    return {"fault": type(fault).__name__, "sqlstate": code, "where": where}
