"""The claim on an update: who comes first answers it, everyone else finds the stored reply."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.replies import Call
from models import ProcessedMessage
from models.prepared import Prepared, Ready
from models.trip import alone, together

CLAIM = Prepared(
    insert(ProcessedMessage)
    .values(message_id=bindparam("key"))
    .on_conflict_do_nothing()
    .returning(ProcessedMessage.message_id)
)
_OWN = ProcessedMessage.message_id == bindparam("key")
_STORE = Prepared(
    update(ProcessedMessage)
    .where(_OWN)
    .values(reply=bindparam("calls", type_=ProcessedMessage.reply.type), send_after=bindparam("again"))
)
_MARK = Prepared(update(ProcessedMessage).where(_OWN).values(replied_at=bindparam("at")))
_KEPT = dt.timedelta(days=7)  # Telegram keeps an update that is not taken for 24 hours
_EVERY, _AT_ONCE = 20, 40  # of so many updates one deletes so many old ones: faster than they come
_FORGET_OLD = Prepared(
    delete(ProcessedMessage).where(
        ProcessedMessage.message_id.in_(
            select(ProcessedMessage.message_id)
            .where(ProcessedMessage.processed_at < bindparam("before"))
            .order_by(ProcessedMessage.processed_at)
            .limit(_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
    )
)
_UNHURRIED = Prepared(text("SET LOCAL synchronous_commit = off"))

SENDING = 10.0
"""Seconds from just before the commit until the last call of a reply is over, however many it has."""
LEASE = dt.timedelta(seconds=SENDING + 1)
"""How long another delivery leaves the sending to the one at it.

The reckoning: a tap's reply is two calls, and a third where the second is refused and said in plain text. Each takes
up to 3 s to connect and 7 s to be answered, and both once more where the server closes a kept connection instead: all
together a minute. So their sum is limited: no call is begun after SENDING, and none is waited for longer. Looking up
the server's name and trying its addresses may take longer than that, but what is connected too late is not sent. The
last second is for clocks that differ. A process that is stopped between its look at the clock and its writing can't be
held to this; its reply may come twice.
"""


@dataclass(frozen=True, slots=True)
class Lease:
    """The sole right to send a reply, for a while."""

    ends: dt.datetime
    until: float  # of time.monotonic(): nothing is sent or waited for after that

    @classmethod
    def begin(cls, now: dt.datetime) -> Lease:
        return cls(now + LEASE, time.monotonic() + SENDING)


@dataclass(frozen=True, slots=True)
class Owed:
    """A stored reply: what is left to send (nothing, once it is sent), and when it may be sent again."""

    calls: list[Call]
    wait: int  # seconds until another delivery may send it; 0: now


def claim(session: Session, key: str) -> bool:
    """True for the first delivery of an update. Waits for another one at it, up to the lock timeout."""
    [claimed] = together(session, CLAIM(key=key))
    return bool(claimed)


def store(session: Session, key: str, calls: list[Call], lease: Lease) -> None:
    """Keep the reply in the transaction of the change, and the sending for this delivery."""
    together(session, stored(key, calls, lease))


def stored(key: str, calls: list[Call], lease: Lease) -> Ready:
    """The same as a statement, to be sent with others."""
    return _STORE(key=key, calls=calls, again=lease.ends)


def owed(session: Session, key: str, now: dt.datetime) -> Owed:
    """What an update that was claimed before is still owed; its row is locked, so that one delivery sends it."""
    row = session.get_one(ProcessedMessage, key, populate_existing=True, with_for_update=True)
    if row.replied_at is not None or not row.reply:
        return Owed([], 0)
    wait = (row.send_after - now).total_seconds() if row.send_after else 0
    return Owed(row.reply, max(0, int(wait) + 1) if wait > 0 else 0)


def take_over(session: Session, key: str, lease: Lease) -> None:
    """This delivery now sends the reply that an earlier one could not."""
    session.execute(update(ProcessedMessage).where(_of(key)).values(send_after=lease.ends))


def sent(session: Session, key: str, now: dt.datetime) -> None:
    """The reply has gone out. Losing this mark costs a doubled reply at worst: nobody waits for the disk.

    Now and then a few old updates are deleted with it.
    """
    together(session, *_marked(key, now))


def sent_alone(key: str, now: dt.datetime) -> None:
    """The same in a transaction of its own."""
    alone(*_marked(key, now))


def _marked(key: str, now: dt.datetime) -> list[Ready]:
    old = [_FORGET_OLD(before=now - _KEPT)] if int(key) % _EVERY == 0 else []
    return [_UNHURRIED(), _MARK(key=key, at=now), *old]


def forget(session: Session, key: str) -> None:
    """Nobody is to read here what was sent: it would let them in."""
    session.execute(update(ProcessedMessage).where(_of(key)).values(reply=None))


def not_sent(session: Session, key: str, lease: Lease, again: dt.datetime) -> None:
    """Sending failed for a passing reason: the next delivery may try from then on, if none has taken it over yet."""
    mine = ProcessedMessage.send_after == lease.ends
    session.execute(update(ProcessedMessage).where(_of(key), mine).values(send_after=again))


def _of(key: str) -> ColumnElement[bool]:
    return ProcessedMessage.message_id == key
