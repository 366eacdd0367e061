"""An answer as it comes from the wire, in every form a server may give it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from urllib3.connection import HTTPConnection

from bot.line import Answer, Broken, Line, Stale

ASK = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"


class Server:
    """The other end of one connection; it says what it is told to, in pieces."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.line = Line(HTTPConnection("127.0.0.1", self._listening.getsockname()[1], timeout=3))
        self.end, _ = self._listening.accept()

    def close(self) -> None:
        self.line.close()
        self.end.close()
        self._listening.close()

    def answers(self, *pieces: bytes, end: bool = False) -> Answer:
        """What the line makes of these pieces; `end`: the connection is closed behind them."""

        def say() -> None:
            self.end.recv(65_536)
            for piece in pieces:
                self.end.sendall(piece)
            if end:
                self.end.shutdown(socket.SHUT_WR)

        saying = threading.Thread(target=say)
        saying.start()
        try:
            return self.line.ask(ASK, 3)
        finally:
            saying.join()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.mark.parametrize(
    "said",
    [
        PLAIN,
        PLAIN.replace(b"Content-Length", b"CONTENT-length"),
        PLAIN.replace(b": 4", b":4  "),
        PLAIN.replace(b" OK", b""),
        PLAIN.replace(b"\r\n", b"\n"),
        b"HTTP/1.1 100 Continue\r\n\r\n" + PLAIN,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nbod\r\n1\r\ny\r\n0\r\nLast: 1\r\n\r\n",
    ],
)
def test_it_is_read_whole_and_the_next_one_behind_it(server: Server, said: bytes) -> None:
    assert server.answers(said) == Answer(200, b"body", last=False)
    assert server.answers(*(bytes([byte]) for byte in said)) == Answer(200, b"body", last=False)


@pytest.mark.parametrize(
    "said, end",
    [
        (PLAIN.replace(b"HTTP/1.1", b"HTTP/1.0"), False),
        (PLAIN.replace(b"\r\n\r\n", b"\r\nConnection: Close\r\n\r\n"), False),
        (b"HTTP/1.1 200 OK\r\n\r\nbody", True),
    ],
)
def test_a_connection_that_serves_no_more_says_so(server: Server, said: bytes, end: bool) -> None:
    assert server.answers(said, end=end) == Answer(200, b"body", last=True)


@pytest.mark.parametrize(
    "said",
    [
        b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody",
        b"SSH-2.0\r\n", b"HTTP/2 200\r\n\r\n", b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nbody", b"HTTP/1.1 200 OK\r\nContent-Length: 1_0\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbo", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000,
    ],
    ids=lambda said: said[:60].decode(),
)  # fmt: skip
def test_what_is_no_whole_answer_is_none(server: Server, said: bytes) -> None:
    with pytest.raises(Broken):
        server.answers(said, end=True)


def test_after_an_answer_a_closed_connection_is_stale(server: Server) -> None:
    server.answers(PLAIN)
    with pytest.raises(Stale):
        server.answers(end=True)


def test_after_a_beginning_of_an_answer_it_is_broken(server: Server) -> None:
    server.answers(PLAIN)
    with pytest.raises(Broken):
        server.answers(PLAIN[:-1], end=True)


def test_it_is_seen_when_nobody_listens_any_more(server: Server) -> None:
    assert server.line.is_open()
    server.end.close()
    assert not server.line.is_open()


def test_an_answer_that_comes_drop_by_drop_has_no_more_time_than_another(server: Server) -> None:
    def drip() -> None:
        with suppress(OSError):
            for byte in PLAIN:
                time.sleep(0.05)
                end.sendall(bytes([byte]))

    end, began = server.end, time.monotonic()
    threading.Thread(target=drip, daemon=True).start()
    with pytest.raises(TimeoutError):
        server.line.ask(ASK, 0.3)
    assert time.monotonic() - began < 1


def test_words_that_nobody_asked_for_spoil_the_connection(server: Server) -> None:
    assert server.answers(PLAIN + b"HTTP").last
