"""One kept connection to a server: a request goes out, its answer comes back.

urllib3 opens it, with all that belongs to that: names, time limits, certificates. What goes over it then is a POST and
an answer of a known length or in chunks. For these urllib3 and http.client take ten times as long as they need: they
build objects for every header and every layer, and know of redirects, retries, proxies and cookies.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple
from weakref import finalize

from urllib3.connection import HTTPConnection
from urllib3.util.wait import wait_for_read

_STATUS = re.compile(rb"HTTP/1\.([01]) (\d{3})(?: .*)?\r?\n")
_DIGITS = re.compile(rb"[0-9A-Fa-f]{1,16}")
_LONGEST_LINE, _MOST_HEADERS, _PIECE = 65_536, 100, 65_536  # the first and the last in bytes


class Stale(Exception):
    """A connection that had served before was closed without a byte of an answer to this request."""


class Broken(OSError):
    """What came is no whole answer."""


class Answer(NamedTuple):
    status: int
    body: bytes
    last: bool  # the server will take no other request on this connection


class Line:
    """An open connection. `connection` is urllib3's, whose errors come out where it can't be made."""

    def __init__(self, connection: HTTPConnection) -> None:
        self.close = finalize(self, connection.close)
        connection.connect()
        if connection.sock is None:
            raise Broken
        self._socket = connection.sock
        self._read = b""  # of what has come, but is not looked at yet
        self._served = False
        self._until = 0.0  # of time.monotonic(): the end of the time for what is asked

    def is_open(self) -> bool:
        """Nobody has closed it, as far as can be seen: there would be something to read then."""
        return not wait_for_read(self._socket, timeout=0)

    def ask(self, request: bytes, timeout: float) -> Answer:
        """Send a request and wait for its answer, `timeout` seconds for the whole of it.

        Raises Stale, Broken, or what the socket raises; the connection is of no use after that.
        """
        self._until = time.monotonic() + timeout
        self._begin(request)
        status = self._status(self._line())
        while status.group(2).startswith(b"1"):  # no answer yet
            self._headers()
            status = self._status(self._line())
        headers = self._headers()
        body = self._body(headers)
        self._served = True
        last = status.group(1) == b"0" or b"close" in headers.get(b"connection", b"").lower()
        # What has come besides would be taken for the next answer.
        return Answer(int(status.group(2)), body, last or bool(self._read) or not _tells_its_end(headers))

    def _begin(self, request: bytes) -> None:
        try:
            with suppress(BrokenPipeError):  # it may have said why it takes no more
                self._in_time().sendall(request)
            self._read = self._in_time().recv(_PIECE)
        except (ConnectionError, ssl.SSLEOFError):
            # Over TLS a closed connection may show already while writing.
            if self._served:
                raise Stale from None
            raise
        if not self._read:
            raise Stale if self._served else Broken

    def _status(self, line: bytes) -> re.Match[bytes]:
        found = _STATUS.fullmatch(line)
        if found is None:
            raise Broken
        return found

    def _headers(self) -> Mapping[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for _ in range(_MOST_HEADERS):
            line = self._line().strip()
            if not line:
                return found
            name, _, value = line.partition(b":")
            found[name.lower()] = value.strip()
        raise Broken

    def _body(self, headers: Mapping[bytes, bytes]) -> bytes:
        if b"chunked" in headers.get(b"transfer-encoding", b"").lower():
            return self._chunks()
        if b"content-length" in headers:
            return self._exactly(_number(headers[b"content-length"], 10))
        return self._to_the_end()

    def _chunks(self) -> bytes:
        whole = b""
        while length := _number(self._line().partition(b";")[0].strip(), 16):
            whole += self._exactly(length)
            self._line()
        self._headers()  # behind the last one
        return whole

    def _to_the_end(self) -> bytes:
        while piece := self._in_time().recv(_PIECE):
            self._read += piece
        return self._exactly(len(self._read))

    def _line(self) -> bytes:
        while (end := self._read.find(b"\n")) < 0:
            if len(self._read) > _LONGEST_LINE:
                raise Broken
            self._more()
        return self._exactly(end + 1)

    def _exactly(self, length: int) -> bytes:
        while len(self._read) < length:
            self._more()
        taken, self._read = self._read[:length], self._read[length:]
        return taken

    def _in_time(self) -> socket.socket:
        """The socket, which waits no longer than until the end of the time."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        return self._socket

    def _more(self) -> None:
        piece = self._in_time().recv(_PIECE)
        if not piece:
            raise Broken
        self._read += piece


def _tells_its_end(headers: Mapping[bytes, bytes]) -> bool:
    return b"content-length" in headers or b"transfer-encoding" in headers


def _number(digits: bytes, base: int) -> int:
    if not _DIGITS.fullmatch(digits):
        raise Broken
    try:
        return int(digits, base)
    except ValueError:
        raise Broken from None
