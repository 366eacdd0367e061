"""A small, strict stand-in for Telegram's Bot API server, on loopback.

It knows only the methods Radar uses. What the real server would refuse it refuses, in the real server's words
where they are known; what the real server would silently ignore (a misspelt field) or forgive (a bare `&` in
HTML) it refuses too, since in our code that is a mistake.

    with FakeTelegram() as telegram:
        api = BotApi(telegram.token, telegram.url, pool_size=2)
        ...
        assert telegram.texts == ["Context: All projects"]
"""

from __future__ import annotations

import html
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self
from urllib.parse import urlsplit

Params = dict[str, Any]
Types = tuple[type, ...]

TEXT: Final[Types] = (str,)
NUMBER: Final[Types] = (int,)
FLAG: Final[Types] = (bool,)
LIST: Final[Types] = (list,)
OBJECT: Final[Types] = (dict,)
CHAT: Final[Types] = (int, str)

_LANGUAGE: Final[dict[str, Types]] = {"language_code": TEXT}
_LOOK: Final[dict[str, Types]] = {"parse_mode": TEXT, "link_preview_options": OBJECT, "reply_markup": OBJECT}

# method → its fields and their JSON types; "!" marks what is required. Bot API 10.3.
METHODS: Final[dict[str, dict[str, Types]]] = {
    "getMe": {},
    "getUpdates": {"offset": NUMBER, "limit": NUMBER, "timeout": NUMBER, "allowed_updates": LIST},
    "setWebhook": {
        "url!": TEXT,
        "ip_address": TEXT,
        "max_connections": NUMBER,
        "allowed_updates": LIST,
        "drop_pending_updates": FLAG,
        "secret_token": TEXT,
    },
    "deleteWebhook": {"drop_pending_updates": FLAG},
    "getWebhookInfo": {},
    "sendMessage": {
        "chat_id!": CHAT,
        "text!": TEXT,
        **_LOOK,
        "disable_notification": FLAG,
        "protect_content": FLAG,
        "reply_parameters": OBJECT,
    },
    "editMessageText": {"chat_id!": CHAT, "message_id!": NUMBER, "text!": TEXT, **_LOOK},
    "editMessageReplyMarkup": {"chat_id!": CHAT, "message_id!": NUMBER, "reply_markup": OBJECT},
    "deleteMessage": {"chat_id!": CHAT, "message_id!": NUMBER},
    "sendChatAction": {"chat_id!": CHAT, "action!": TEXT},
    "answerCallbackQuery": {
        "callback_query_id!": TEXT,
        "text": TEXT,
        "show_alert": FLAG,
        "url": TEXT,
        "cache_time": NUMBER,
    },
    "setMyCommands": {"commands!": LIST, "scope": OBJECT, **_LANGUAGE},
    "deleteMyCommands": {"scope": OBJECT, **_LANGUAGE},
    "setMyName": {"name": TEXT, **_LANGUAGE},
    "setMyDescription": {"description": TEXT, **_LANGUAGE},
    "setMyShortDescription": {"short_description": TEXT, **_LANGUAGE},
    "setChatMenuButton": {"chat_id": NUMBER, "menu_button": OBJECT},
}
# (method, field) → the longest text it takes, in UTF-16 units, after entities.
LONGEST: Final = {
    ("sendMessage", "text"): 4096,
    ("editMessageText", "text"): 4096,
    ("answerCallbackQuery", "text"): 200,
    ("setMyName", "name"): 64,
    ("setMyDescription", "description"): 512,
    ("setMyShortDescription", "short_description"): 120,
}
BUTTON_LOOK: Final = {"text", "style", "icon_custom_emoji_id"}
BUTTON_ACTIONS: Final = {"callback_data", "url", "web_app", "copy_text", "switch_inline_query", "login_url"}
TAGS: Final = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del"}
    | {"a", "code", "pre", "blockquote", "tg-spoiler", "span", "tg-emoji"}
)
TOKEN: Final = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9-]*)(?P<attributes>(?:\s+[a-z-]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*)\s*>"
    r"|&(?P<entity>\w+|#\d+|#x[0-9a-f]+);"
    r"|(?P<bare>[<>&])",
    re.IGNORECASE,
)


class Refusal(Exception):
    """The server's "no": an error code, a sentence, and for 429 the seconds to wait."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(code, description, retry_after)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def answer(self) -> Params:
        """The body as the Bot API writes it."""
        answer: Params = {"ok": False, "error_code": self.code, "description": self.description}
        return answer if self.retry_after is None else answer | {"parameters": {"retry_after": self.retry_after}}


@dataclass(frozen=True)
class Call:
    """One call as it came in; `error` is the description it was refused with; `at` in monotonic seconds."""

    method: str
    params: Params
    ok: bool
    error: str | None = None
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True)
class Fault:
    """What one call meets instead of a plain answer: a refusal, a late answer, or a connection that breaks."""

    method: str | None
    refusal: Refusal | None = None
    seconds: float = 0.0
    reset: bool = False


def _demand(holds: object, description: str) -> None:
    if not holds:
        raise Refusal(400, f"Bad Request: {description}")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parsed_text(text: str, parse_mode: str | None) -> tuple[str, list[str]]:
    """What the person sees of `text`, and its formatting as `position:tag` marks; Refusal if malformed."""
    if parse_mode is None:
        return text, []
    _demand(parse_mode == "HTML", f"unsupported parse_mode {parse_mode}")
    seen, marks, opened, end = "", [], list[str](), 0
    for token in TOKEN.finditer(text):
        seen += text[end : token.start()]
        end = token.end()
        if token["tag"]:
            _turn_tag(token, opened)
            marks.append(f"{len(seen)}:{token[0]}")
        else:
            seen += _entity(token)
    _demand(not opened, f"can't parse entities: Can't find end tag corresponding to start tag {opened[-1:]}")
    return seen + text[end:], marks


def _turn_tag(token: re.Match[str], opened: list[str]) -> None:
    tag = token["tag"].lower()
    _demand(tag in TAGS, f'can\'t parse entities: Unsupported start tag "{tag}"')
    if not token["close"]:
        opened.append(tag)
        return
    _demand(not token["attributes"] and opened, f'can\'t parse entities: Unexpected end tag "{tag}"')
    _demand(opened.pop() == tag, f'can\'t parse entities: Unmatched end tag "{tag}"')


def _entity(token: re.Match[str]) -> str:
    _demand(not token["bare"], f'can\'t parse entities: "{token["bare"]}" is not escaped')
    known = token["entity"].startswith("#") or token["entity"] in {"lt", "gt", "amp", "quot"}
    _demand(known, f'can\'t parse entities: Unsupported entity "{token[0]}"')
    return html.unescape(token[0])


def check(method: str, params: Mapping[str, Any]) -> None:
    """Refusal where the real server says no, and where it would ignore or forgive a mistake of ours."""
    if method not in METHODS:
        raise Refusal(404, "Not Found: method not found")
    _check_fields(METHODS[method], params)
    for (of_method, name), longest in LONGEST.items():
        if of_method == method and name in params:
            _check_text(params[name], params.get("parse_mode"), longest)
    if "reply_markup" in params:
        _check_keyboard(params["reply_markup"])
    if method in CHECKS:
        CHECKS[method](params)


def _check_fields(fields: Mapping[str, Types], params: Mapping[str, Any]) -> None:
    types = {name.rstrip("!"): kinds for name, kinds in fields.items()}
    for name, value in params.items():
        _demand(name in types, f"unknown field {name} (the real server would ignore it)")
        kind = type(value)  # not isinstance: True would pass for a number
        _demand(kind in types[name], f"{name} must be {types[name]}, not {kind}")
    for name in fields:
        _demand(not name.endswith("!") or name[:-1] in params, f"{name[:-1]} is required")


def _check_text(text: str, parse_mode: str | None, longest: int) -> None:
    _demand(not re.search("[\ud800-\udfff]", text), "strings must be encoded in UTF-8")
    seen, _ = parsed_text(text, parse_mode)
    _demand(_units(seen) <= longest, "message is too long")


def _check_message(params: Mapping[str, Any]) -> None:
    seen, _ = parsed_text(params["text"], params.get("parse_mode"))
    _demand(seen.strip(), "message text is empty")


def _check_keyboard(markup: Mapping[str, Any]) -> None:
    _demand(set(markup) == {"inline_keyboard"}, "reply_markup must be an inline keyboard")
    rows = markup["inline_keyboard"]
    _demand(isinstance(rows, list) and all(isinstance(row, list) and row for row in rows), "a row is empty")
    buttons = [button for row in rows for button in row]
    _demand(len(buttons) <= 100, "reply markup is too long")
    for button in buttons:
        _check_button(button)


def _check_button(button: Any) -> None:
    _demand(isinstance(button, dict) and str(button.get("text", "")).strip(), "a button has no text")
    actions = set(button) - BUTTON_LOOK
    _demand(len(actions) == 1 and actions <= BUTTON_ACTIONS, f"a button needs exactly one action, has {actions}")
    if "callback_data" in button:
        _demand(1 <= len(button["callback_data"].encode()) <= 64, "BUTTON_DATA_INVALID")
    if "url" in button:
        _demand(re.match(r"(https?|tg)://.", button["url"]), "BUTTON_URL_INVALID")
        host = urlsplit(button["url"]).hostname or ""
        _demand(button["url"].startswith("tg:") or "." in host, "inline keyboard button URL is invalid: Wrong HTTP URL")
    if "web_app" in button:
        _demand(button["web_app"].get("url", "").startswith("https://"), "Only HTTPS links are allowed")


def _check_webhook(params: Mapping[str, Any]) -> None:
    _demand(re.match(r"https://.|$", params["url"]), "bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token", "unset")
    _demand(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret), "secret token contains unallowed characters")
    _demand(1 <= params.get("max_connections", 40) <= 100, "max_connections must be 1 to 100")


def _check_commands(params: Mapping[str, Any]) -> None:
    _demand(len(params["commands"]) <= 100, "BOT_COMMANDS_TOO_MUCH")
    for command in params["commands"]:
        _demand(set(command) == {"command", "description"}, "a command needs a name and a description")
        _demand(re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]), "BOT_COMMAND_INVALID")
        _demand(1 <= _units(command["description"]) <= 256, "BOT_COMMAND_DESCRIPTION_INVALID")


CHECKS: Final[dict[str, Callable[[Mapping[str, Any]], None]]] = {
    "sendMessage": _check_message,
    "editMessageText": _check_message,
    "setWebhook": _check_webhook,
    "setMyCommands": _check_commands,
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # keep-alive, as the real server
    disable_nagle_algorithm = True  # else headers and body, two small writes, wait 40 ms for each other
    server: _Server

    def log_message(self, *args: object) -> None:
        """Nothing: the calls are kept, not printed."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answered = self.server.telegram.serve(self.path, self.headers.get("Content-Type", ""), body)
        if answered is None:
            self.close_connection = True
            return
        status, answer = answered
        raw = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, telegram: FakeTelegram) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.telegram = telegram
        self.opened: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.opened.append(connection)
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that gave up waiting is no error of the server's: nothing is printed."""


class FakeTelegram:
    """The server; a context manager. Everything may be used from the test's thread while it serves.

    `url` is what TELEGRAM_API_URL should be, `token` the only token it knows. `calls` holds every call in
    the order of arrival except getUpdates, which a poller makes all the time: those are in `polls`.
    """

    longest_poll = 0.2  # seconds; the real server holds an empty answer as long as it was asked to

    def __init__(self, token: str = "1:TEST") -> None:
        self.token = token
        self.calls: list[Call] = []
        self.polls: list[Call] = []
        self._webhook: Params = {}
        self._updates: list[Params] = []
        self._faults: list[Fault] = []
        self.weather: Callable[[str], Fault | None] = lambda _: None  # asked for each call that no fault is planned for
        self._messages: dict[tuple[object, object], tuple[object, ...]] = {}
        self._last_id = 1000
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._server = _Server(self)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        serving = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        serving.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        for connection in self._server.opened:
            # Else a pooled connection would go on talking to a server that is no more.
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def texts(self) -> list[str]:
        """The texts of all messages sent and edited so far, raw, in order; refused ones left out."""
        shown = {"sendMessage", "editMessageText"}
        return [call.params["text"] for call in self.calls if call.ok and call.method in shown]

    @property
    def connections(self) -> int:
        """How many connections have been opened to the server so far."""
        return len(self._server.opened)

    def fail_next(
        self,
        code: int,
        description: str = "",
        times: int = 1,
        retry_after: int | None = None,
        *,
        method: str | None = None,
    ) -> None:
        """Refuse the next `times` calls (of `method`, else of any, getUpdates included)."""
        refusal = Refusal(code, description or f"fault {code}", retry_after)
        self._plan(Fault(method, refusal=refusal), times)

    def hang_next(self, seconds: float, *, method: str | None = None) -> None:
        """Carry the next call out at once and answer it `seconds` later: one that left has its wish."""
        self._plan(Fault(method, seconds=seconds))

    def reset_next(self, times: int = 1, *, method: str | None = None) -> None:
        """Close the connection without an answer, the call not carried out.

        `BotApi` tries once more where the connection had served before: two resets make one failure there.
        """
        self._plan(Fault(method, reset=True), times)

    def push(self, update: Params) -> None:
        """Queue an update for getUpdates."""
        with self._changed:
            self._updates.append(update)
            self._changed.notify_all()

    def wait_for(self, count: int, timeout: float = 5.0) -> list[Call]:
        """Wait until `calls` holds at least `count`, at most `timeout` seconds; returns what is there."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.calls) >= count, timeout)
            return list(self.calls)

    def clear(self) -> None:
        """Forget calls, updates and planned faults; messages and the webhook stay as they are."""
        with self._changed:
            for forgotten in (self.calls, self.polls, self._updates, self._faults):
                forgotten.clear()

    def serve(self, path: str, content_type: str, body: bytes) -> tuple[int, Params] | None:
        """Answer one request with HTTP status and body; None closes the connection without an answer."""
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        token, method = found.groups() if found else ("", path)
        fault = self._fault_for(method)
        params: Params = {}
        try:
            if token != self.token:
                raise Refusal(401, "Unauthorized") if found else Refusal(404, "Not Found")
            params = _read(content_type, body)
            if fault.refusal:
                raise fault.refusal
            if not fault.reset:
                check(method, params)
            result = None if fault.reset else self._result(method, params)
        except Refusal as refusal:
            self._keep(Call(method, params, ok=False, error=refusal.description))
            return refusal.code, refusal.answer()
        self._keep(Call(method, params, ok=not fault.reset, error="no answer" if fault.reset else None))
        self._closing.wait(fault.seconds)
        return None if fault.reset else (200, {"ok": True, "result": result})

    def _plan(self, fault: Fault, times: int = 1) -> None:
        with self._changed:
            self._faults.extend([fault] * times)

    def _fault_for(self, method: str) -> Fault:
        with self._changed:
            for place, fault in enumerate(self._faults):
                if fault.method in (None, method):
                    return self._faults.pop(place)
        return self.weather(method) or Fault(method)

    def _keep(self, call: Call) -> None:
        with self._changed:
            (self.polls if call.method == "getUpdates" else self.calls).append(call)
            self._changed.notify_all()

    def _result(self, method: str, params: Params) -> Any:
        with self._changed:
            match method:
                case "getMe":
                    number = int(self.token.split(":")[0])
                    return {"id": number, "is_bot": True, "first_name": "Radar", "username": "radar_bot"}
                case "getUpdates":
                    return self._waiting_updates(params)
                case "setWebhook" | "deleteWebhook":
                    self._webhook = params
                case "getWebhookInfo":
                    return self._webhook_info()
                case "sendMessage":
                    self._last_id += 1
                    return self._message(params | {"message_id": self._last_id})
                case "editMessageText" | "editMessageReplyMarkup":
                    return self._message(params)
            return True

    def _waiting_updates(self, params: Params) -> list[Params]:
        if self._webhook.get("url"):
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = params.get("offset", 0)
        wanted = params.get("allowed_updates")
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        if not self._updates:
            self._changed.wait(min(params.get("timeout", 0), self.longest_poll))
        allowed = [update for update in self._updates if not wanted or set(update) & set(wanted)]
        return allowed[: params.get("limit", 100)]

    def _webhook_info(self) -> Params:
        shown = {"ip_address", "max_connections", "allowed_updates"} & set(self._webhook)
        info = {"url": self._webhook.get("url", ""), "has_custom_certificate": False}
        info |= {"pending_update_count": len(self._updates)}
        return info | {name: self._webhook[name] for name in shown}

    def _message(self, params: Params) -> Params:
        key = (params["chat_id"], params["message_id"])
        before = self._messages.get(key, (None, None))
        markup = params.get("reply_markup") or {"inline_keyboard": []}
        parsed = parsed_text(params["text"], params.get("parse_mode")) if "text" in params else before[0]
        _demand(before != (parsed, markup), "message is not modified")
        self._messages[key] = (parsed, markup)
        message = {"message_id": key[1], "date": int(time.time()), "chat": {"id": key[0], "type": "private"}}
        message |= {"text": parsed[0]} if isinstance(parsed, tuple) else {}
        return message | ({"reply_markup": markup} if markup["inline_keyboard"] else {})


def _read(content_type: str, body: bytes) -> Params:
    if not body:
        return {}
    _demand(content_type.startswith("application/json"), "parameters must come as JSON")
    try:
        params = json.loads(body)
    except ValueError:
        params = None
    _demand(isinstance(params, dict), "parameters must be a JSON object")
    return {name: value for name, value in params.items() if value is not None}
