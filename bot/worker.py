"""gunicorn's threaded worker, but connections are spread evenly, and threads fetch their work themselves.

All processes wait at one listening socket and whichever wakes first takes what comes. Telegram opens its connections at
once and keeps them: on a busy machine one process may have them all before the other has woken, and does all the work
on one core from then on.

gunicorn's main thread watches the connections, hands what comes to a thread, and is woken by it to watch on. Each time
it needs Python's lock, which another thread holds just then: two switches of threads for each request. Here the threads
themselves wait for the next connection that has something to say, first come, first served. The main thread takes new
connections, closes those that were silent for too long, and ends the process in good order.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from bot.seats import Seats

_PAUSE = 0.0005  # seconds that each connection a process has more than another lets that one go before
_LONGEST = 0.004  # however many they are
_LOOK = 1.0  # seconds until the main thread looks round at the latest
_ONCE = select.EPOLLIN | select.EPOLLONESHOT  # of several waiting threads one is told


class FairWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    patience = 15.0
    """Seconds until a request must have come, headers and body, and in which some of the answer must be taken: half a
    request, or an answer that nobody reads, would keep its thread.
    """
    _seats = Seats()  # gunicorn's master loads this class before it forks

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """In the master."""
        self._seat = self._seats.take()
        super().__init__(*args, **kwargs)

    def gone(self) -> None:
        """In the master, once the process has ended."""
        self._seats.leave(self._seat)

    @property
    def nr_conns(self) -> int:
        """Open connections; changed by the main thread alone."""
        return self._seats[self._seat]

    @nr_conns.setter
    def nr_conns(self, number: int) -> None:
        self._seats[self._seat] = number

    def init_process(self) -> None:
        self._ready = select.epoll()
        # By file number those that nobody is at, the longest silent first. Whoever takes one out of here has it.
        self.keepalived_conns: dict[int, Any] = {}
        self._begun: dict[Any, float] = {}  # those that a thread is at, and since when
        super().init_process()

    def run(self) -> None:
        for _ in range(self.cfg.threads):
            # Not waited for at the end: what is under way then has had its time.
            threading.Thread(target=self._serve, daemon=True).start()
        self.poller.register(self.method_queue.fileno(), select.EPOLLIN, self.method_queue.run_callbacks)
        while self.alive and self.is_parent_alive():
            self.notify()
            self.set_accept_enabled(self.nr_conns < self.worker_connections)
            self.wait_for_and_dispatch_events(_LOOK)
            self._close_silent(time.monotonic())
            self._hear_no_more(time.monotonic() - self.patience)
        self._stop()

    def accept(self, listener: Any) -> None:
        """Take a connection, if by then nobody with fewer of them has."""
        time.sleep(min(self._seats.ahead(self._seat) * _PAUSE, _LONGEST))
        super().accept(listener)

    def enqueue_req(self, conn: Any) -> None:
        """Watch a new connection until its first request."""
        conn.data_ready = True  # no thread comes to it before
        conn.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(self.patience * 1000))
        conn.set_timeout()
        self.keepalived_conns[conn.sock.fileno()] = conn
        self._ready.register(conn.sock.fileno(), _ONCE)

    def _serve(self) -> None:
        """A thread: answer whoever has waited longest, again and again."""
        while True:
            for number, _ in self._ready.poll(maxevents=1):
                conn = self.keepalived_conns.pop(number, None)
                if conn is not None:  # else it is just being closed
                    self._answer(number, conn)

    def _answer(self, number: int, conn: Any) -> None:
        if not self._is_kept(conn):
            with suppress(OSError):  # it is closed already where an answer broke off
                conn.close(graceful=True)
            self.method_queue.defer(self._closed)
            return
        conn.set_timeout()
        self.keepalived_conns[number] = conn
        with suppress(OSError):  # it has been closed in this very moment
            self._ready.modify(number, _ONCE)

    def _is_kept(self, conn: Any) -> bool:
        """Answer what has come; whether there may come more."""
        try:
            while self._handled(conn):
                if not conn.parser.unreader.buf.getvalue():
                    return True
                # Read already: no watching would tell of it.
        except BaseException as fault:  # noqa: BLE001  # the thread must go on, with the next connection
            self.log.error("a connection broke off: %s", type(fault).__name__)  # noqa: TRY400  # the text may be a person's
        return False

    def _handled(self, conn: Any) -> Any:
        self._begun[conn] = time.monotonic()
        try:
            return self.handle(conn)
        finally:
            del self._begun[conn]

    def _closed(self) -> None:
        self.nr_conns -= 1

    def _close_silent(self, until: float) -> None:
        """Close the connections that were to be kept until then at most."""
        for number, conn in self.keepalived_conns.copy().items():
            if conn.timeout > until:
                break
            if self.keepalived_conns.pop(number, None) is not None:
                conn.close()
                self._closed()

    def _hear_no_more(self, since: float) -> None:
        """Read no further where a thread has been at a connection since then: what is missing counts as never sent.

        An answer that takes as long is given all the same; the connection is closed after it.
        """
        for conn, begun in self._begun.copy().items():
            if begun < since:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)

    def _stop(self) -> None:
        """Take nothing new, answer what has come, and give a kept connection a moment for what is on its way."""
        self.set_accept_enabled(False)
        begun = time.monotonic()
        while self.nr_conns and time.monotonic() < begun + self.cfg.graceful_timeout:
            self.notify()
            self.wait_for_and_dispatch_events(_LOOK / 10)
            lingered = time.monotonic() > begun + STOP_KEEPALIVE_LINGER
            self._close_silent(time.monotonic() + (self.cfg.keepalive if lingered else 0))
        for listener in self.sockets:
            listener.close()
