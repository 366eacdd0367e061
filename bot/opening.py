"""How a transaction begins: the claim, the person and what stands about them, in one round trip."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.claims import CLAIM
from bot.people import greet
from bot.updates import Incoming
from models import Question, User, UserContext
from models.name_change import names_unchanged
from models.prepared import Prepared
from models.trip import as_read, together

_CONTEXT = len(UserContext.__table__.c)  # columns
_ANY = "0/1:1:/0"  # any snapshot will do: what the database says of it is not used
_LOCK_USER = Prepared(select(*User.__table__.c).where(User.telegram_id == bindparam("person")).with_for_update())
# A statement of its own: the one that waited for the lock would show the rows beside it as they were before.
_READ_STANDING = Prepared(
    select(*UserContext.__table__.c, *Question.__table__.c, names_unchanged())
    .outerjoin_from(UserContext, Question, Question.user_id == UserContext.user_id)
    .where(UserContext.user_id == bindparam("journal_id"))
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands when the answer begins. The user is in no session: `people.noted` tells what changed."""

    user: User
    context: UserContext
    question: Question | None = None  # the one that was open
    unchanged: bool = False  # no name has changed since the snapshot that was asked about


def opened(session: Session, incoming: Incoming, seen: str | None) -> tuple[bool, Standing | None]:
    """Claim the update and lock the person's row: whether the update is ours, and how they stand; None: first met.

    `seen`: the snapshot that showed the names which are remembered, None where there are none.

    Waits for another transaction at the same update or of the same person, up to the lock timeout: Telegram queues
    messages and button taps apart, so both may arrive at once.
    """
    person = incoming.sender.id
    claimed, users, standing = together(
        session,
        CLAIM(key=incoming.key),
        _LOCK_USER(person=person),
        _READ_STANDING(journal_id=str(person), seen=seen or _ANY),
    )
    if not (claimed and users and standing):
        return bool(claimed), None
    [row] = standing
    context, asked, unchanged = row[:_CONTEXT], row[_CONTEXT:-1], row[-1]
    user, own = as_read(User, users[0]), as_read(UserContext, context)
    greet(user, incoming.sender)
    session.add(own)
    question = as_read(Question, asked) if asked[0] is not None else None
    return True, Standing(user, own, question, unchanged and seen is not None)


def first_met(session: Session, user: User, context: UserContext) -> Standing:
    """The same of someone who has just been added by way of the session."""
    session.flush()
    session.expunge(user)
    return Standing(user, context)
