"""Taking back the last step, and taking that back."""

from __future__ import annotations

from markupsafe import Markup
from sqlalchemy.orm import Session

from handlers.capability import Capability
from handlers.conversation import Conversation
from handlers.listing import FIRST
from handlers.reply import Refusal, Reply
from handlers.telling import change_of, names_for, told, told_with_project
from handlers.words import moment, say, say_n
from journal import (
    InTheWay,
    NothingToTakeBack,
    last_is_taking_back,
    last_step,
    last_undo,
    live_events,
    take_back,
)


def undo(talk: Conversation, step: str | None = None) -> Reply:
    """Take back one step: the one named, or this person's last."""
    wanted = _own(talk, step) if step else last_step(talk.session, talk.user.journal_id)
    nothing = say("That step has been taken back already.") if step else say("There is nothing to undo.")
    return _take_back(talk, wanted, nothing)


def redo(talk: Conversation) -> Reply:
    wanted = last_undo(talk.session, talk.user.journal_id)
    return _take_back(talk, wanted, say("There is nothing to redo."))


def take_last_back(talk: Conversation) -> Reply:
    """«верни обратно»: what was done last is taken back; among undos and redos it goes on redoing."""
    if last_is_taking_back(talk.session, talk.user.journal_id):
        return redo(talk)
    return undo(talk)


def _own(talk: Conversation, step: str) -> str | None:
    """The step a button names, if it is this person's own: nobody takes back another's step with a button."""
    events = live_events(talk.session, step)
    return step if events and events[0].user_id == talk.user.journal_id else None


def _take_back(talk: Conversation, step: str | None, nothing: Markup) -> Reply:
    if step is None:
        raise Refusal(nothing)
    try:
        take_back(talk.journal, step)
    except NothingToTakeBack as error:
        raise Refusal(nothing) from error
    except InTheWay as obstacle:
        raise Refusal(in_the_way(talk.session, obstacle)) from obstacle
    redone = talk.journal.written[0]["action"].endswith("_redone")
    title = say("Redone:") if redone else say("Undone:")
    changes = [change_of(event) for event in talk.journal.written]
    shown = [c for c in changes if c.kind != "user_context"] or changes
    names = names_for(talk.session, shown)
    tell = told if talk.context.active_project_id is not None else told_with_project
    lines = [tell(change, names) for change in shown[:FIRST]]
    left = len(shown) - len(lines)
    return Reply.of(title, *lines, say_n("and %(num)s more", "and %(num)s more", left) if left else None)


def in_the_way(session: Session, obstacle: InTheWay) -> Markup:
    """Why a step can't be taken back: which later change, whose, and when."""
    event = obstacle.event
    if event is None:
        return say("That can't be taken back: a later change stands in the way.")
    change = change_of(event)
    names = names_for(session, [change], [event.user_id])
    return say(
        "That can't be taken back, a later change stands in the way: %(what)s (%(who)s, %(when)s).",
        what=told(change, names),
        who=names.person(event.user_id),
        when=moment(event.timestamp),
    )


CAPABILITY = Capability(
    name="undo",
    titles={"ru": "Отмена", "en": "Undo"},
    intents={"undo": undo, "redo": redo, "take_back": take_last_back},
)
