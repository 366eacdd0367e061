"""The person an update comes from: their row, locked, and their context."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, inspect, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.updates import Incoming, Sender
from journal import Journal
from language import spoken_language
from models import User, UserContext
from models.prepared import Prepared, Ready

LANGUAGES = ("ru", "en")


def locked_user(session: Session, sender: Sender) -> User:
    """The person's row, locked until the end of the transaction.

    Telegram queues messages and button taps apart, so both may arrive at once: the second one waits here.
    """
    user = _find(session, sender)
    if user is None:
        _add(session, sender)
        user = session.scalars(_locked(sender)).one()
    greet(user, sender)
    return user


def greet(user: User, sender: Sender) -> None:
    """Take over how Telegram describes the person today; whoever writes has not blocked the bot."""
    user.full_name, user.username, user.is_active = sender.full_name, sender.username, True


def noted(user: User) -> list[Ready]:
    """What has changed of a person who belongs to no session, to be sent with the end of the transaction."""
    before = inspect(user).committed_state
    changed = {name: getattr(user, name) for name in before if getattr(user, name) != before[name]}
    return [_note(tuple(changed))(own_id=user.id, **changed)] if changed else []


def context_of(session: Session, user: User) -> UserContext:
    """What the person has set; an empty context comes with their first message, as an event of its own."""
    context = session.get(UserContext, user.journal_id)
    if context is None:
        context = UserContext(user_id=user.journal_id, id=user.id)
        Journal(session, user.journal_id, f"user:{user.id}").create(context)
    return context


def mark_inactive(session: Session, telegram_id: int) -> None:
    """The person has blocked the bot: nothing is sent to them until they write again."""
    user = session.scalar(select(User).where(User.telegram_id == telegram_id))
    if user is not None:
        user.is_active = False


def spoken_by(incoming: Incoming) -> str | None:
    """The language a message is written in; None for what is not written, and for a command of the menu."""
    written = incoming.kind == "text" and not incoming.text.startswith("/")
    return spoken_language(incoming.text) if written else None


@cache
def _note(columns: tuple[str, ...]) -> Prepared:
    """The statement that sets these columns of one person; people change in few ways, so there are few of these."""
    values = {name: bindparam(name, type_=User.__table__.c[name].type) for name in columns}
    return Prepared(update(User).where(User.id == bindparam("own_id")).values(values))


def _find(session: Session, sender: Sender) -> User | None:
    return session.scalar(_locked(sender))


def _locked(sender: Sender) -> Select[User]:
    return select(User).where(User.telegram_id == sender.id).with_for_update()


def _add(session: Session, sender: Sender) -> None:
    language = sender.language if sender.language in LANGUAGES else "ru"
    values = {"telegram_id": sender.id, "full_name": sender.full_name, "language": language}
    session.execute(insert(User).values(**values).on_conflict_do_nothing())
