"""One update's way, from the claim to the reply.

Claim, change, event and stored reply commit together; only then is the reply sent. What fails on the way is
either passing (`Passing`: the update must be delivered again) or a fault of ours, which is logged, apologised
for and never delivered again: a poison update must not block a chat's queue.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session
from structlog.contextvars import bound_contextvars

from bot import claims
from bot.api import BotApi
from bot.claims import Lease
from bot.delivery import deliver
from bot.faults import Passing, will_pass
from bot.logs import fault as tell_fault
from bot.logs import kind
from bot.metrics import UPDATES, turn_ended
from bot.opening import Standing, first_met, opened
from bot.people import context_of, locked_user, mark_inactive, noted, spoken_by
from bot.replies import Call, calls_for
from bot.strangers import turn_away
from bot.updates import Incoming, parse
from handlers.conversation import Conversation
from handlers.dispatch import answer_tap, answer_text, not_text
from handlers.reply import Reply
from handlers.words import in_language, say
from handlers.world import Memory
from journal import Journal, Overtaken, now
from models.trip import together

log = structlog.get_logger()

_RETRY_AFTER = 2  # seconds, after the database was away or a lock was not to be had
_RETRY_BROKEN = 60  # seconds, where not even an apology could be stored: someone has to mend it first


@dataclass(frozen=True)
class Desk:
    """What a turn needs besides the update: the database, who may come in, where replies go, the zone, the pages."""

    session: scoped_session[Any]
    allowed: frozenset[int]
    api_for: Callable[[int], BotApi]
    zone: ZoneInfo
    public_url: str = ""
    memory: Memory = field(default_factory=Memory)


@dataclass
class Turn:
    """What is to be told of one turn in the log."""

    incoming: Incoming
    started: float  # of time.perf_counter()
    steps: dict[str, float] = field(default_factory=dict)  # milliseconds of each step that came to its end
    intent: str = ""
    outcome: str = "answered"
    changes: int = 0
    lease: Lease | None = None  # this delivery's, on the sending of the reply

    def __post_init__(self) -> None:
        self._last = self.started

    def lap(self, step: str) -> None:
        """The step ends here; it began where the one before it ended."""
        at = time.perf_counter()
        self.steps[step] = self.steps.get(step, 0) + (at - self._last) * 1000
        self._last = at

    def tell(self) -> None:
        seconds = time.perf_counter() - self.started
        turn_ended(self.outcome, seconds, self.steps)
        log.info(
            "turn",
            kind=self.incoming.kind,
            intent=self.intent,
            outcome=self.outcome,
            changes=self.changes,
            ms=round(seconds * 1000, 1),
            steps={step: round(spent, 2) for step, spent in self.steps.items()},
        )


Answer = Callable[[Conversation, Turn], Reply]


def take(desk: Desk, update: object) -> None:
    """Take one update all the way. Raises NotAnUpdate, or Passing where it must be delivered again."""
    started = time.perf_counter()
    incoming = parse(update)
    if incoming is None:
        return
    UPDATES.labels(incoming.kind).inc()
    turn = Turn(incoming, started)
    turn.lap("parse")
    with bound_contextvars(update_id=incoming.update_id, user=incoming.sender.id):
        try:
            _take(desk, turn)
        except Passing:
            turn.outcome = "to be delivered again"
            raise
        except Exception as fault:
            turn.outcome = kind(fault)
            if will_pass(fault):
                raise Passing(_RETRY_AFTER) from fault
            # Nothing is stored, not even an apology: the message would be lost if it did not come again.
            tell_fault("fault without an apology", fault)
            raise Passing(_RETRY_BROKEN) from fault
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
        calls = _settled(desk, turn, _answer)
    except Exception as fault:
        if will_pass(fault):
            raise
        # Ours, whatever it is: the person hears of it, and the queue goes on.
        turn.outcome = "apologised"
        tell_fault("fault", fault)
        desk.session.remove()
        calls = _settled(desk, turn, _apology)
    # The connection goes back to the pool before anything is sent: Telegram may take seconds.
    desk.session.remove()
    if calls and turn.lease:
        deliver(desk.session, desk.api_for(person), incoming.key, person, calls, turn.lease)
        turn.lap("send")


def _settled(desk: Desk, turn: Turn, answer: Answer) -> list[Call]:
    """Run the transaction; once more where two people gave two things the same name at once, or changed the same."""
    try:
        return _committed(desk, turn, answer)
    except (IntegrityError, Overtaken):
        desk.session.remove()
    try:
        return _committed(desk, turn, answer)
    except Overtaken as fault:
        raise Passing(_RETRY_AFTER) from fault


def _committed(desk: Desk, turn: Turn, answer: Answer) -> list[Call]:
    with desk.session.begin():
        return _transaction(desk, turn, answer)


def _transaction(desk: Desk, turn: Turn, answer: Answer) -> list[Call]:
    """The one transaction: returns the calls that this delivery is to make."""
    session, incoming = desk.session(), turn.incoming
    if incoming.kind in ("blocked", "unblocked"):
        return _membership(session, turn)
    names = desk.memory.known
    claimed, found = opened(session, incoming, names.seen if names else None)
    turn.lap("open")
    if not claimed:
        return _still_owed(session, turn)
    found = found or _first_met(session, incoming)
    user = found.user
    journal = Journal(session, user.journal_id, incoming.key, patient=True)
    talk = Conversation(
        session, journal, user, found.context, desk.zone, now(), desk.public_url,
        question=found.question, memory=desk.memory, remembered=names if found.unchanged else None, lap=turn.lap,
    )  # fmt: skip
    calls = calls_for(answer(talk, turn), incoming)
    turn.intent, turn.changes = talk.intent, len(journal.written)
    turn.lap("handler")
    # Events, what is kept of the person, the reply and COMMIT: one round trip.
    turn.lease = Lease.begin(now())
    stored = claims.stored(incoming.key, calls, turn.lease)
    together(session, *journal.owed(), *noted(user), stored, commit=True)
    turn.lap("commit")
    return calls


def _still_owed(session: Session, turn: Turn) -> list[Call]:
    turn.outcome, incoming = "seen before", turn.incoming
    owed = claims.owed(session, incoming.key, now())
    if owed.wait:
        raise Passing(owed.wait)
    if owed.calls:
        turn.lease = Lease.begin(now())
        claims.take_over(session, incoming.key, turn.lease)
    return owed.calls


def _membership(session: Session, turn: Turn) -> list[Call]:
    """The person has blocked the bot, or come back: nothing is to be said."""
    incoming = turn.incoming
    if not claims.claim(session, incoming.key):
        return _still_owed(session, turn)
    if incoming.kind == "blocked":
        mark_inactive(session, incoming.sender.id)
    else:
        context_of(session, locked_user(session, incoming.sender))
    return []


def _first_met(session: Session, incoming: Incoming) -> Standing:
    user = locked_user(session, incoming.sender)
    return first_met(session, user, context_of(session, user))


def _answer(talk: Conversation, turn: Turn) -> Reply:
    incoming = turn.incoming
    if incoming.kind == "tap":
        return answer_tap(talk, incoming.text)
    if incoming.kind == "other":
        return not_text(talk)
    return answer_text(talk, incoming.text, forwarded=incoming.forwarded)


def _apology(talk: Conversation, turn: Turn) -> Reply:
    language = talk.context.language or spoken_by(turn.incoming) or talk.user.language
    with in_language(language):
        sorry = say("Sorry, something broke on my side. Nothing was changed; the fault is written down.")
        reply = Reply.of(sorry)
        reply.context, reply.language = talk.context_line(), language
    return reply
