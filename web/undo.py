"""Taking back a step from its row in the history: first a page that says what will be written, then the step itself.

Anyone who may come in may take back anyone's step, as they may change anything by a word to the bot: it is named,
looked at first and written down as their own. A word to the bot names no step, and takes back one's own last.
Its address keeps the filters of the history one comes from, for the way back.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from werkzeug import Response

from config import Settings
from handlers.telling import change_of, names_for, told
from handlers.undo import in_the_way
from journal import InTheWay, Journal, NothingToTakeBack, live_events, take_back
from models import EventLog, User, db
from web.access import ask_to_come_in, visitor
from web.filters import LARGEST_EVENT_ID, chosen_in
from web.layout import notice
from web.times import Clock

_SHOWN = 20  # lines of each list: a deleted project may bring back hundreds of things

blueprint = Blueprint("undo", __name__, url_prefix="/history/<int:number>/undo")
blueprint.before_request(ask_to_come_in)


@blueprint.get("")
def preview(number: int) -> str | tuple[str, int]:
    """What exactly taking back this event's step will write, or what stands in the way: nothing is changed yet."""
    event = _event(number)
    try:
        will, obstacle = _rehearsed(event)
    except NothingToTakeBack:
        return _told(_nothing(), 404)
    except OperationalError:
        return _busy()
    did = live_events(db.session(), str(event.message_id))
    names = names_for(db.session(), map(change_of, did), [event.user_id])
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "undo.html",
        event=event,
        redo=_is_undo(event),
        who=names.person(event.user_id),
        own=event.user_id == str(visitor()),
        at=Clock(settings.timezone).tell(event.timestamp),
        did=_lines([told(change_of(one), names) for one in did]),
        will=_lines(will),
        obstacle=obstacle,
        history=_history(),
    )


@blueprint.post("")
def do(number: int) -> Response | tuple[str, int]:
    """Take the step back as the person who looks at the page."""
    event, journal = _event(number), _journal()
    try:
        # Locked as in a message's turn: nothing else of this person goes on at the same time.
        db.session.execute(select(User.id).where(User.telegram_id == visitor()).with_for_update())
        take_back(journal, str(event.message_id))
    except OperationalError:
        db.session.rollback()
        return _busy()
    except NothingToTakeBack:
        return _told(_nothing(), 409)
    except InTheWay as obstacle:
        return _told(in_the_way(db.session(), obstacle), 409)
    written = db.session.scalar(select(func.max(EventLog.id)).where(EventLog.message_id == journal.message_id))
    db.session.commit()
    return redirect(_history(done=written), 303)


def _event(number: int) -> EventLog:
    event = db.session.get(EventLog, number) if number <= LARGEST_EVENT_ID else None
    if event is None or event.message_id is None or event.action == "user_context_created":
        abort(404)
    return event


def _journal() -> Journal:
    return Journal(db.session(), str(visitor()), f"page:{uuid4()}")


def _rehearsed(event: EventLog) -> tuple[list[Markup], Markup]:
    """What taking back this event's step writes, or else what stands in the way.

    The step is taken back for once and rolled back: so the preview can't say anything else than what happens. Raises
    NothingToTakeBack.
    """
    journal = _journal()
    try:
        take_back(journal, str(event.message_id))
        changes = [change_of(written) for written in journal.written]
        names = names_for(db.session(), changes)
        return [told(change, names) for change in changes], Markup()
    except InTheWay as obstacle:
        return [], in_the_way(db.session(), obstacle)
    finally:
        db.session.rollback()


def _lines(lines: list[Markup]) -> tuple[list[Markup], int]:
    """The first of them, and how many more there are."""
    return lines[:_SHOWN], max(len(lines) - _SHOWN, 0)


def _is_undo(event: EventLog) -> bool:
    return event.action.endswith("_undone")


def _nothing() -> str:
    return gettext("That step has been taken back already.")


def _busy() -> tuple[str, int]:
    return _told(gettext("Someone is changing the same thing. Nothing was taken back; try again."), 503)


def _told(sentence: str, status: int) -> tuple[str, int]:
    return notice(sentence, status, (_history(), gettext("Back to the history")))


def _history(**more: Any) -> str:
    """The history one comes from, with its filters."""
    filters: dict[str, Any] = chosen_in(request.args)
    return url_for("history.page", **filters, **more)
