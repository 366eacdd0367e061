"""The one door to Telegram's Bot API: a method and its parameters go out as JSON, the result comes back.

telebot's own sender is not used. It puts parameters into the URL, which servers cut or refuse once a long
Cyrillic text is percent-encoded (six bytes a letter); its network errors quote that URL, and the URL holds
the token. Besides, replies are stored before they are sent and sent again after a fault, as a raw method
with raw parameters: that is exactly what `BotApi.call` takes.

The token is in every URL here, so nothing of a URL may leave this module. Exceptions are built from fixed
words and from Telegram's own description, and they are raised outside the `except` block: urllib3's error,
which quotes the URL, does not even hang on them as context, where an error collector could find it.
"""

from __future__ import annotations

import functools
import json
import math
import os
import socket
import ssl
import time
from collections.abc import Mapping
from typing import Any, Final

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.util import Url, parse_url

from bot.line import Line, Stale

CONNECT_TIMEOUT: Final = 3.0  # seconds
READ_TIMEOUT: Final = 7.0  # seconds; with connecting well inside the 60 s that Telegram gives a webhook
REASONS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (NameResolutionError, "the host name does not resolve"),
    (NewConnectionError, "no connection could be made"),
    (
        ConnectTimeoutError,
        "no connection in time",
    ),  # after the line above, which urllib3 counts as one of these
    (TimeoutError, "no answer in time"),
    (ssl.SSLError, "no secure connection could be made"),
    (OSError, "the connection broke before the answer was whole"),
)


class BotApiError(Exception):
    """A call to the Bot API that brought no result. Never holds the token or an address."""


class Refused(BotApiError):
    """Telegram understood the call and says no (4xx except 429): the same call will be refused again.

    `code` is Telegram's error_code (400 our mistake, 401 token, 403 blocked by the person, 404 no such
    method, 409 two receivers of updates), `description` its own English sentence.
    """

    def __init__(self, code: int, description: str) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description

    def __str__(self) -> str:
        return f"Telegram refused the call: {self.code} {self.description}"


class Busy(BotApiError):
    """Too many calls (429): the same call may be made again in `retry_after` seconds, at least 1."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after

    def __str__(self) -> str:
        return f"Telegram asks to wait {self.retry_after} s"


class Unreachable(BotApiError):
    """No word from Telegram: network, timeout, 5xx, or an answer that is not the Bot API's JSON.

    The call may still have been carried out: whoever repeats it accepts that a message may come twice.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"Telegram cannot be reached: {self.reason}"


@functools.cache
def _trust() -> ssl.SSLContext:
    # The system's certificates and certifi's: a slim container has none, a company's proxy needs its own.
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _keepalive() -> list[tuple[int, int, int]]:
    # A NAT forgets a silent connection without telling either end; the next reply would then hang until the
    # read timeout. Probes (seconds, seconds, count) keep the path open, or show urllib3 a dead connection.
    wanted = (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3))
    probes = [(getattr(socket, name), value) for name, value in wanted if hasattr(socket, name)]
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    return options + [(socket.IPPROTO_TCP, option, value) for option, value in probes]


def _opened(url: Url) -> Line:
    """A new connection to the server of this address."""
    if url.scheme not in ("http", "https") or not url.host:
        raise LocationParseError("the address of the Bot API")
    options: Any = [*HTTPConnection.default_socket_options, *_keepalive()]
    if url.scheme == "http":
        return Line(HTTPConnection(url.host, url.port or 80, timeout=CONNECT_TIMEOUT, socket_options=options))
    made = HTTPSConnection(
        url.host, url.port or 443, timeout=CONNECT_TIMEOUT, socket_options=options, ssl_context=_trust()
    )
    return Line(made)


class BotApi:
    """Telegram's Bot API for one bot; safe to share between threads and to carry over a fork.

    `token` is BotFather's, `url` the server's address without a path, `pool_size` how many connections are
    kept open: as many as there are threads that call. ValueError if token or url is empty.
    """

    def __init__(self, token: str, url: str, pool_size: int) -> None:
        if not token or not url:
            raise ValueError("The Bot API needs both a token and the address of a server.")
        self._token = token
        self._url = url.rstrip("/")
        place = self._url.partition("://")[2]
        self._host, slash, path = place.partition("/")
        self._path = slash + path
        self._most_kept = pool_size
        self._kept: tuple[int, list[Line]] = (0, [])

    def __repr__(self) -> str:
        return "BotApi(token=…, url=…)"

    def call(
        self,
        method: str,
        params: Mapping[str, object],
        *,
        read_timeout: float = READ_TIMEOUT,
        until: float = math.inf,
    ) -> Any:
        """Call `method` with `params` (anything JSON can hold) and return Telegram's `result`.

        `read_timeout` in seconds; for getUpdates it must be longer than the long poll itself. `until`: a moment of
        time.monotonic() after which nothing is sent and no answer awaited. Raises Refused, Busy or Unreachable, and
        nothing else for whatever network and server may do.
        """
        # The answer's own bytes stay out of this frame: a traceback that prints locals would show them, and
        # some servers quote the path they were called with.
        body = json.dumps(dict(params)).encode()
        result, fault = self._read(*self._exchange(method, body, read_timeout, until))
        if fault:
            raise fault
        return result

    def _exchange(self, method: str, body: bytes, read_timeout: float, until: float) -> tuple[int, bytes]:
        try:
            try:
                return self._post(self._line(), method, body, read_timeout, until)
            except Stale:
                # The server closed an idle connection just as we wrote to it. Most of these are seen before
                # writing; this one crossed with our request. Once more, on one that is surely new.
                # Had the server died in the middle instead, a message may come twice, as it would when
                # Telegram delivers the update again: replies are promised at least once.
                return self._post(_opened(parse_url(self._url)), method, body, read_timeout, until)
        except (HTTPError, OSError) as error:
            reason = _reason(error)
        raise Unreachable(reason)

    def _post(self, line: Line, method: str, body: bytes, read_timeout: float, until: float) -> tuple[int, bytes]:
        try:
            # Never in a variable: tracebacks may print locals.
            answer = line.ask(
                f"POST {self._path}/bot{self._token}/{method} HTTP/1.1\r\nHost: {self._host}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body,
                min(read_timeout, until - time.monotonic()),  # none left where connecting took it all
            )
        except BaseException:
            line.close()
            raise
        kept = self._kept_here()
        if answer.last or len(kept) >= self._most_kept:
            line.close()
        else:
            kept.append(line)
        return answer.status, answer.body

    def _line(self) -> Line:
        """The connection that was used last and is still open, else a new one."""
        kept = self._kept_here()
        while kept:
            try:
                line = kept.pop()
            except IndexError:  # another thread has taken it
                break
            if line.is_open():
                return line
            line.close()
        return _opened(parse_url(self._url))

    def _kept_here(self) -> list[Line]:
        # Of each process its own: two that share a socket would read each other's answers. No lock, since a lock held
        # during a fork stays locked in the child; two threads that meet here begin two lists, and the connections of
        # the one that is overwritten are closed when nobody holds them any more.
        process, kept = self._kept
        if process != os.getpid():
            kept = []
            self._kept = (os.getpid(), kept)
        return kept

    def _read(self, status: int, raw: bytes) -> tuple[Any, BotApiError | None]:
        answer = _parsed(raw)
        if answer is None:
            # Even a 403: a page of some proxy must not count as "this person has blocked the bot".
            return None, Unreachable(f"answered {status}, and not as the Bot API does")
        if status == 200 and answer.get("ok") is True and "result" in answer:
            return answer["result"], None
        return None, self._fault(status, answer)

    def _fault(self, status: int, answer: dict[str, Any]) -> BotApiError:
        code = answer.get("error_code")
        code = code if status < 500 and isinstance(code, int) else status
        if code == 429:
            return Busy(_pause(answer.get("parameters")))
        if 400 <= code < 500:
            return Refused(code, self._clean(str(answer.get("description", ""))))
        return Unreachable(f"answered {code}")

    def _clean(self, description: str) -> str:
        # Such a quoted path would otherwise go into logs with the error.
        return description.replace(self._token, "…").replace(self._url, "…")


def _reason(error: Exception) -> str:
    known = (words for kind, words in REASONS if isinstance(error, kind))
    return next(known, type(error).__name__)


def _parsed(raw: bytes) -> dict[str, Any] | None:
    """The answer as an object, None where it is anything else."""
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and "ok" in answer else None


def _pause(parameters: object) -> int:
    """The seconds to wait that a 429 names, else 1."""
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return max(1, seconds) if isinstance(seconds, int) else 1
