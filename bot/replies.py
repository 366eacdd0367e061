"""A reply as calls of the Bot API: what is stored with the change, and sent after the commit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from bot.updates import Incoming
from handlers.reply import Button, Reply

Call = dict[str, Any]  # {"method": …, "params": …}, and "secret": True where it is forgotten once sent

_TEXT_LENGTH = 4096  # UTF-16 units after entities, Telegram's limit
_TOAST_LENGTH = 200
_LABEL_LENGTH = 100  # longer labels are cut by Telegram's apps anyway
_SHORT_LABEL = 18  # two such buttons share a row on a phone
_TAG = re.compile(r"</?\w[^>]*>")


def calls_for(reply: Reply, incoming: Incoming) -> list[Call]:
    """The calls that bring this reply to the person, in order."""
    calls = []
    if incoming.callback_id is not None:
        calls.append(_call("answerCallbackQuery", callback_query_id=incoming.callback_id, text=_toast(reply)))
    if reply.toast is not None:
        return calls
    if reply.replaces and incoming.message_id is not None:
        place = {"chat_id": incoming.sender.id, "message_id": incoming.message_id}
        return [*calls, _call("editMessageText", **place, **_content(reply))]
    if reply.secret:
        message = _call("sendMessage", chat_id=incoming.sender.id, protect_content=True, **_content(reply))
        return [*calls, message | {"secret": True}]
    return [*calls, _call("sendMessage", chat_id=incoming.sender.id, **_content(reply))]


def secret(calls: Sequence[Call]) -> bool:
    """Whether what is sent lets its reader in, and so may not stay readable in the database."""
    return any(call.get("secret") for call in calls)


def plain(call: Call) -> Call:
    """The same message without markup and buttons: for when Telegram refuses the reply as it is."""
    params = call["params"]
    return _call("sendMessage", chat_id=params["chat_id"], text=_seen(params["text"])[: _TEXT_LENGTH // 2])


def _content(reply: Reply) -> dict[str, Any]:
    content: dict[str, Any] = {
        "text": _fitting([reply.context, *reply.lines]),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if reply.buttons:
        content["reply_markup"] = {"inline_keyboard": _rows(reply.buttons)}
    return content


def _fitting(lines: Sequence[Markup]) -> str:
    """As many whole lines as fit: a line cut in two would leave a tag open."""
    whole = "\n".join(lines)
    if 2 * len(whole) <= _TEXT_LENGTH:  # no letter takes more than two units: most replies need no counting
        return str(whole)
    text, left = "", _TEXT_LENGTH - 2
    for line in lines:
        left -= _length(line) + 1
        if left < 0:
            return f"{text}\n…"
        text = f"{text}\n{line}" if text else str(line)
    return text


def _length(line: str) -> int:
    return len(_seen(line).encode("utf-16-le")) // 2


def _seen(text: str) -> str:
    """What is left of HTML for the eye; not `striptags`, which folds white space and so counts too little."""
    return Markup(_TAG.sub("", text)).unescape()  # noqa: S704  # taken apart, not shown


def _rows(buttons: Sequence[Button]) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = []
    room = False
    for button in buttons:
        fits = len(button.label) <= _SHORT_LABEL
        shown = {"text": button.label[:_LABEL_LENGTH], **_action(button)}
        if room and fits:
            rows[-1].append(shown)
            room = False
        else:
            rows.append([shown])
            room = fits
    return rows


def _action(button: Button) -> dict[str, Any]:
    if button.web_app:
        return {"web_app": {"url": button.web_app}}
    return {"url": button.url} if button.url else {"callback_data": button.data}


def _toast(reply: Reply) -> str | None:
    return reply.toast[:_TOAST_LENGTH] if reply.toast else None


def _call(method: str, **params: Any) -> Call:
    return {"method": method, "params": {name: value for name, value in params.items() if value is not None}}
