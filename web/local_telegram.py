"""The local stand-in for Telegram's server, in development: a desk needs no account, no token and no network.

The bot calls it as it calls the Bot API, over HTTP, and it delivers updates to the bot's webhook as Telegram
does. What it keeps lies in the database, so that several processes can serve the same chat.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any

import structlog
import urllib3
from flask import Blueprint, abort, copy_current_request_context, current_app, request
from flask_babel import gettext
from markupsafe import escape
from sqlalchemy import delete, func, select
from urllib3.exceptions import HTTPError
from werkzeug.exceptions import HTTPException

from config import LOCAL_USER_ID, Settings
from models import ChatMessage, db
from models.chat_message import revisions
from web.access import only_at_desk
from web.telegram_html import Malformed, shown_text

LOCAL_TOKEN = "1:LOCAL"  # noqa: S105  # no secret: it opens nothing but the stand-in, on loopback
PATH = "/local-telegram"
TOASTS = -LOCAL_USER_ID
"""Toasts wait for the page in a chat of their own; no private chat of Telegram has a negative number."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name

# Updates of the local chat are told apart by their number, as Telegram's are, and both may come to the same
# database (a desk with a bot token). Telegram's numbers stay below 2³¹: these begin far above.
_FIRST_UPDATE_ID = 2**40
_LONGEST_TEXT, _LONGEST_TOAST = 4096, 200  # UTF-16 units
_LONGEST_DATA = 64  # bytes
_LARGEST = 64 * 1024  # bytes of a request
_KEPT = 1000  # messages of a chat
_TOASTS_KEPT = dt.timedelta(minutes=1)
# Longer than the bot's claim on a reply that could not be sent, so that a second try finds it free.
_PATIENCE = 15.0  # seconds
_LONGEST_PAUSE = 4  # seconds between two tries
_BOT = {"id": int(LOCAL_TOKEN[0]), "is_bot": True, "first_name": "Radar", "username": "radar_bot"}

Params = Mapping[str, Any]
log = structlog.get_logger()
blueprint = Blueprint("local_telegram", __name__, url_prefix=PATH)
blueprint.before_request(only_at_desk)


class Refused(Exception):
    """The Bot API's "no": an error code and its sentence."""

    def __init__(self, description: str, code: int = 400) -> None:
        super().__init__(description)
        self.description = f"Bad Request: {description}" if code == 400 else description
        self.code = code


@blueprint.post("/bot<token>/<method>")
def call(token: str, method: str) -> tuple[dict[str, Any], int]:
    """One call of the Bot API."""
    if "Origin" in request.headers or "Sec-Fetch-Site" in request.headers:
        abort(404)  # a web page, not a bot
    try:
        if token != LOCAL_TOKEN:
            raise Refused("Unauthorized", 401)
        if method not in _METHODS:
            raise Refused("Not Found", 404)
        result = _METHODS[method](_params())
        db.session.commit()
    except Refused as refusal:
        db.session.rollback()
        return {"ok": False, "error_code": refusal.code, "description": refusal.description}, refusal.code
    return {"ok": True, "result": result}, 200


def keep(text: str, *, chat_id: int = LOCAL_USER_ID, from_bot: bool, keyboard: Any = None) -> ChatMessage:
    """Add a message to the chat."""
    _hold(chat_id)
    message = ChatMessage(chat_id=chat_id, from_bot=from_bot, text=text, keyboard=keyboard)
    db.session.add(message)
    db.session.flush()
    db.session.refresh(message)
    _forget_old(chat_id)
    return message


def as_telegram(message: ChatMessage, person: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The message as the Bot API describes it; `person` is who wrote it, where it was not the bot."""
    text = shown_text(message.text) if message.from_bot else message.text
    name = person["first_name"] if person else ""
    described: dict[str, Any] = {
        "message_id": message.id,
        "from": _BOT if message.from_bot else person,
        "chat": {"id": message.chat_id, "type": "private", "first_name": name},
        "date": int(message.sent_at.timestamp()),
        "text": text,
    }
    if message.edited_at:
        described["edit_date"] = int(message.edited_at.timestamp())
    if message.keyboard:
        described["reply_markup"] = {"inline_keyboard": message.keyboard}
    return described


def next_update_id() -> int:
    """A number no update has had before, of whichever process; it grows over restarts too."""
    return _FIRST_UPDATE_ID + db.session.scalars(select(revisions.next_value())).one()


def deliver_soon(update: Mapping[str, Any]) -> None:
    """Deliver the update while the request goes on: the bot's answer needs threads of this very server.

    One courier for each process: updates that come to it keep their order, and they never take all threads.
    """
    _courier().submit(copy_current_request_context(deliver), update).add_done_callback(_tell_failure)


def deliver(update: Mapping[str, Any]) -> None:
    """Bring the update to the bot's webhook, again and again where it is busy; else say so in the chat."""
    until = time.monotonic() + _PATIENCE
    status, pause = _post_update(update)
    while status in (None, 503) and time.monotonic() + pause < until:
        time.sleep(pause)
        status, pause = _post_update(update)
    if status == 200:
        return
    log.error("update not delivered", update_id=update["update_id"], status=status)
    keep(f"⚠️ {escape(gettext('The bot did not answer. Write again in a moment.'))}", from_bot=True)
    db.session.commit()


def _post_update(update: Mapping[str, Any]) -> tuple[int | None, int]:
    """The webhook's status, None where it could not be reached, and the seconds it asks to wait."""
    settings: Settings = current_app.extensions["settings"]
    secret = current_app.config["TELEGRAM_WEBHOOK_SECRET"]
    try:
        # A connection of its own: loopback costs nothing, and none is left open to a server that restarts.
        with urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=3, read=30)) as pool:
            answer = pool.request(
                "POST",
                f"http://127.0.0.1:{settings.port}/webhook",
                json=dict(update),
                headers={"Content-Type": "application/json", SECRET_HEADER: secret},
            )
    except HTTPError:
        return None, 1
    asked = answer.headers.get("Retry-After", "")
    return answer.status, min(int(asked), _LONGEST_PAUSE) if asked.isdecimal() else 1


@cache
def _courier() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="courier")


def _tell_failure(delivery: Future[None]) -> None:
    if fault := delivery.exception():
        log.error("update not delivered", fault=type(fault).__name__)


def _hold(chat_id: int) -> None:
    # Until the commit no one else writes to this chat: else a message with a smaller revision could appear
    # after one with a greater, and a page that has seen the greater would never ask for it.
    db.session.execute(select(func.pg_advisory_xact_lock(abs(chat_id))))


def _forget_old(chat_id: int) -> None:
    own = ChatMessage.chat_id == chat_id
    oldest_kept = select(ChatMessage.id).where(own).order_by(ChatMessage.id.desc()).offset(_KEPT - 1).limit(1)
    db.session.execute(delete(ChatMessage).where(own, ChatMessage.id < oldest_kept.scalar_subquery()))


def _params() -> Params:
    request.max_content_length = _LARGEST
    try:
        params = request.get_json()
    except HTTPException as error:
        raise Refused("can't parse the parameters, they must come as JSON") from error
    if not isinstance(params, dict):
        raise Refused("the parameters must be a JSON object")
    return params


def _get_me(_: Params) -> dict[str, Any]:
    return _BOT


def _send_message(params: Params) -> dict[str, Any]:
    keyboard = _keyboard(params)
    return as_telegram(keep(_html(params), chat_id=_chat(params), from_bot=True, keyboard=keyboard))


def _edit_text(params: Params) -> dict[str, Any]:
    return _edit(params, _html(params))


def _edit_keyboard(params: Params) -> dict[str, Any]:
    return _edit(params, None)


def _edit(params: Params, text: str | None) -> dict[str, Any]:
    message, keyboard = _own_message(params), _keyboard(params)
    text = message.text if text is None else text
    if (message.text, message.keyboard) == (text, keyboard):
        raise Refused(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    message.text, message.keyboard = text, keyboard
    message.edited_at = func.now()
    message.revision = revisions.next_value()
    db.session.flush()
    db.session.refresh(message)
    return as_telegram(message)


def _own_message(params: Params) -> ChatMessage:
    chat_id, number = _chat(params), params.get("message_id")
    _hold(chat_id)
    message = db.session.get(ChatMessage, number, populate_existing=True) if _is_id(number) else None
    if message is None or message.chat_id != chat_id:
        raise Refused("message to edit not found")
    if not message.from_bot:
        raise Refused("message can't be edited")
    return message


def _answer_tap(params: Params) -> bool:
    """Show the toast to the person; an empty one is kept too, it ends the tap's waiting."""
    if not str(params.get("callback_query_id", "")).isdecimal():
        raise Refused("query is too old and response timeout expired or query ID is invalid")
    text = params.get("text") or ""
    if not isinstance(text, str) or _units(text) > _LONGEST_TOAST:
        raise Refused("MESSAGE_TOO_LONG")
    old = dt.datetime.now(dt.UTC) - _TOASTS_KEPT
    db.session.execute(delete(ChatMessage).where(ChatMessage.chat_id == TOASTS, ChatMessage.sent_at < old))
    keep(text, chat_id=TOASTS, from_bot=True)
    return True


def _chat(params: Params) -> int:
    if params.get("chat_id") not in (LOCAL_USER_ID, str(LOCAL_USER_ID)):
        raise Refused("chat not found")
    return LOCAL_USER_ID


def _html(params: Params) -> str:
    """The text as it is kept: HTML, checked as Telegram checks it."""
    text = params.get("text")
    if not isinstance(text, str):
        raise Refused("message text is empty")
    mode = str(params.get("parse_mode", ""))
    if mode.casefold() not in ("", "html"):
        raise Refused("unsupported parse_mode")
    html = text.strip() if mode else str(escape(text.strip()))
    try:
        shown = shown_text(html)
    except Malformed as fault:
        raise Refused(f"can't parse entities: {fault}") from fault
    if not shown.strip():
        raise Refused("message text is empty")
    if _units(shown) > _LONGEST_TEXT:
        raise Refused("message is too long")
    return html


def _keyboard(params: Params) -> list[list[dict[str, Any]]] | None:
    markup = params.get("reply_markup") or {}
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise Refused("object expected as reply markup")
    for row in rows:
        for button in row:
            _check_button(button)
    return [row for row in rows if row] or None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
        raise Refused("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    data, url, web_app = (button.get(action) for action in ("callback_data", "url", "web_app"))
    if sum(action is not None for action in (data, url, web_app)) != 1:
        raise Refused("can't parse inline keyboard button: exactly one of callback_data, url and web_app is needed")
    if data is not None and not (isinstance(data, str) and 1 <= len(data.encode()) <= _LONGEST_DATA):
        raise Refused("BUTTON_DATA_INVALID")
    if url is not None and not (isinstance(url, str) and url.startswith(("http://", "https://", "tg://"))):
        raise Refused("BUTTON_URL_INVALID")
    if web_app is not None and not (isinstance(web_app, dict) and str(web_app.get("url")).startswith("https://")):
        raise Refused("inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_METHODS: Mapping[str, Callable[[Params], Any]] = {
    "getMe": _get_me,
    "sendMessage": _send_message,
    "editMessageText": _edit_text,
    "editMessageReplyMarkup": _edit_keyboard,
    "answerCallbackQuery": _answer_tap,
}
