"""Telegram's Update, read strictly at the edge: what of it Radar answers, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from telebot import types

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_NAME_LENGTH, _USERNAME_LENGTH = 200, 100
_ID_LIMIT = 2**63
# NUL, and the signs that turn what follows around (UAX #9, 2.1 to 2.4): a name with one would run the rest of every
# reply that says it backwards.
_UNWANTED = dict.fromkeys([0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# telebot's readers, which carry no types of their own
_MESSAGE: Callable[[Any], types.Message] = types.Message.de_json
_QUERY: Callable[[Any], types.CallbackQuery] = types.CallbackQuery.de_json
_USER: Callable[[Any], types.User] = types.User.de_json
_CHAT: Callable[[Any], types.Chat] = types.Chat.de_json


class NotAnUpdate(ValueError):
    """The body is not an Update of the Bot API."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The person an update comes from."""

    id: int
    full_name: str
    username: str | None
    language: str | None  # Telegram's language_code, cut to its first part


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update that wants an answer. `text` is what was written, or a tapped button's data."""

    update_id: int
    kind: Literal["text", "tap", "other", "blocked", "unblocked"]
    sender: Sender
    text: str = ""
    forwarded: bool = False
    callback_id: str | None = None
    message_id: int | None = None  # of the message a tapped button hangs on; None where it can't be edited

    @property
    def key(self) -> str:
        """The update's name in `processed_messages` and `event_log`."""
        return str(self.update_id)


def parse(update: object) -> Incoming | None:
    """The part of an update that Radar acts on; None for what it leaves alone. Raises NotAnUpdate.

    Left alone are edited messages (they come for trifles, and a command is never run again because of one),
    groups, channels, other bots, and every kind of update this version does not know.
    """
    if not isinstance(update, Mapping) or not _is_id(update.get("update_id")):
        raise NotAnUpdate
    for field, read in (("message", _message), ("callback_query", _tap), ("my_chat_member", _member)):
        if field in update:
            try:
                return read(update["update_id"], update[field])
            except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
                raise NotAnUpdate from error
    return None


def _message(update_id: int, raw: Any) -> Incoming | None:
    message = _MESSAGE(_only(raw, "message_id", "date", "from", "chat", "text"))
    sender = _sender(message.from_user)
    if sender is None or message.chat.type != "private":
        return None
    if message.text is None:
        return Incoming(update_id, "other", sender)
    return Incoming(update_id, "text", sender, _text(message.text), forwarded="forward_origin" in raw)


def _tap(update_id: int, raw: Any) -> Incoming | None:
    fields = _only(raw, "id", "from", "message", "chat_instance", "data")
    if "message" in fields:
        fields["message"] = _only(fields["message"], "message_id", "date", "chat")
    query = _QUERY(fields)
    sender = _sender(query.from_user)
    if sender is None or query.data is None:
        return None
    message = query.message
    if isinstance(message, types.Message) and not _is_id(message.message_id):
        raise NotAnUpdate
    if message is not None and message.chat.type not in (None, "private"):
        return None
    # A message older than two days comes as an InaccessibleMessage: it can't be edited any more.
    return Incoming(
        update_id,
        "tap",
        sender,
        _text(query.data),
        callback_id=_text(query.id),
        message_id=message.message_id if isinstance(message, types.Message) else None,
    )


def _member(update_id: int, raw: Any) -> Incoming | None:
    sender = _sender(_USER(raw["from"]))
    if sender is None or _CHAT(raw["chat"]).type != "private":
        return None
    blocked = raw["new_chat_member"]["status"] == "kicked"
    return Incoming(update_id, "blocked" if blocked else "unblocked", sender)


def _only(raw: Any, *fields: str) -> dict[str, Any]:
    """These fields of an object, and nothing else.

    Over an attachment of a kind that telebot does not know yet it would refuse the whole message, and Telegram
    would deliver that again for a day, before all that follow.
    """
    if not isinstance(raw, Mapping):
        raise NotAnUpdate
    return {field: raw[field] for field in fields if field in raw}


def _sender(user: types.User | None) -> Sender | None:
    if user is None or user.is_bot:
        return None
    if not _is_id(user.id):
        raise NotAnUpdate
    name = " ".join(_text(part) for part in (user.first_name, user.last_name) if part)
    language = _text(user.language_code)[:2].lower() if user.language_code else None
    username = _text(user.username)[:_USERNAME_LENGTH] if user.username else None
    return Sender(user.id, name[:_NAME_LENGTH] or str(user.id), username, language)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NotAnUpdate
    # PostgreSQL can store neither a NUL nor half of a surrogate pair.
    return value.translate(_UNWANTED).encode("utf-8", "replace").decode()


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _ID_LIMIT
