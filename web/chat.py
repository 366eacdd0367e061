"""The local chat: talk to the bot in the browser, in development and on the machine itself only."""

from __future__ import annotations

import getpass
import re
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_babel import get_locale, gettext
from sqlalchemy import func, select
from werkzeug.exceptions import BadRequest

from config import LOCAL_USER_ID
from models import ChatMessage, User, db
from web.access import only_at_desk, only_from_our_pages
from web.local_telegram import TOASTS, as_telegram, deliver_soon, keep, next_update_id

_LONGEST_TEXT = 4096  # UTF-16 units, as in Telegram's apps
_LONGEST_DATA = 64  # bytes
_LARGEST = 64 * 1024  # bytes of a request
_MOST = 200  # messages shown at once
_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?![A-Za-z0-9_])")

blueprint = Blueprint("chat", __name__, url_prefix="/chat")
blueprint.before_request(only_at_desk)
blueprint.before_request(only_from_our_pages)


@blueprint.get("")
def page() -> str:
    return render_template("chat.html", longest=_LONGEST_TEXT)


@blueprint.get("/messages")
def news() -> dict[str, Any]:
    """What is new or edited since the revision the page has seen; `reset`: this is all there is."""
    after = request.args.get("after", 0, type=int)
    newest = db.session.scalar(select(func.max(ChatMessage.revision))) or 0
    # A database made anew counts from the beginning, and a page still open would wait for ever.
    reset = not 0 < after <= newest
    rows = _rows(0 if reset else after)
    return {
        "messages": [_shown(row) for row in rows if row.chat_id == LOCAL_USER_ID],
        "toasts": [] if reset else [row.text for row in rows if row.chat_id == TOASTS],
        "revision": max((row.revision for row in rows), default=0 if reset else after),
        "reset": reset,
    }


@blueprint.post("/messages")
def send() -> tuple[dict[str, Any], int]:
    """Keep the person's message and bring it to the bot."""
    text = _text(_body().get("text"))
    message = keep(text, from_bot=False)
    update_id = next_update_id()
    db.session.commit()
    update = as_telegram(message, _person())
    if command := _COMMAND.match(text):
        update["entities"] = [{"type": "bot_command", "offset": 0, "length": command.end()}]
    deliver_soon({"update_id": update_id, "message": update})
    return _shown(message), 202


@blueprint.post("/taps")
def tap() -> tuple[dict[str, Any], int]:
    """Bring a tap on a button to the bot."""
    body = _body()
    data = body.get("data")
    if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "replace")) <= _LONGEST_DATA:
        abort(400)
    message = _message(body.get("message_id"))
    update_id = next_update_id()
    query = {
        "id": str(update_id),
        "from": _person(),
        "message": as_telegram(message),
        "chat_instance": str(LOCAL_USER_ID),
        "data": data,
    }
    db.session.commit()
    deliver_soon({"update_id": update_id, "callback_query": query})
    return {}, 202


def _rows(after: int) -> list[ChatMessage]:
    query = select(ChatMessage).where(ChatMessage.revision > after).limit(_MOST)
    if after:
        return list(db.session.scalars(query.order_by(ChatMessage.revision)))
    return sorted(db.session.scalars(query.order_by(ChatMessage.id.desc())), key=lambda row: row.id)


def _shown(message: ChatMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "from_bot": message.from_bot,
        "text": message.text,
        "keyboard": message.keyboard or [],
        "revision": message.revision,
        "sent_at": message.sent_at.isoformat(),
        "edited": message.edited_at is not None,
    }


def _body() -> dict[str, Any]:
    request.max_content_length = _LARGEST
    body = request.get_json()
    if not isinstance(body, dict):
        raise BadRequest
    return body


def _text(value: object) -> str:
    if not isinstance(value, str):
        abort(400)
    # PostgreSQL can store neither a NUL nor half of a surrogate pair.
    text = value.replace("\x00", "").encode("utf-8", "replace").decode().strip()
    if not text or len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
        abort(400)
    return text


def _message(number: object) -> ChatMessage:
    """The bot's message a button hangs on."""
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**63:
        abort(400)
    message = db.session.get(ChatMessage, number)
    if message is None or message.chat_id != LOCAL_USER_ID or not message.from_bot:
        abort(404)
    return message


def _person() -> dict[str, Any]:
    language = request.accept_languages.best or str(get_locale())
    return {"id": LOCAL_USER_ID, "is_bot": False, "first_name": _name(), "language_code": language}


def _name() -> str:
    """As the person is known already, in the sample world by another name than on this machine."""
    known = db.session.scalar(select(User.full_name).where(User.telegram_id == LOCAL_USER_ID))
    if known:
        return known
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return gettext("You")
