"""gunicorn's worker as it is run here: spread over processes, fair to connections, in good order at its end."""

from __future__ import annotations

import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from gunicorn.workers.gthread import ThreadWorker

from app import ROOT
from bench import machine
from bot.seats import Seats
from bot.worker import FairWorker

REQUEST = b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n"
PATIENCE = 15.0  # seconds; pytest may be running much else at the same time


@pytest.fixture
def seats(monkeypatch: pytest.MonkeyPatch) -> Seats:
    monkeypatch.setattr(FairWorker, "_seats", Seats())
    seats: Seats = FairWorker._seats
    return seats


def worker(seats: Seats, connections: int) -> Any:
    """A worker as it is while it serves so many connections, without what starts one."""
    made: Any = FairWorker.__new__(FairWorker)
    made._seat, made.cfg, made.taken = seats.take(), None, []
    made.nr_conns = connections
    made.enqueue_req = made.taken.append
    return made


@pytest.mark.parametrize("fuller", [1, 4])
def test_the_one_with_fewer_connections_takes_the_next(
    monkeypatch: pytest.MonkeyPatch, seats: Seats, fuller: int
) -> None:
    monkeypatch.setattr("bot.worker._PAUSE", 0.2)  # the machine may be busy
    monkeypatch.setattr("bot.worker._LONGEST", 1)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        one, other = worker(seats, 0), worker(seats, fuller)
        with socket.create_connection(listening.getsockname()):
            both = [threading.Thread(target=each.accept, args=(listening,)) for each in (other, one)]
            for thread in both:
                thread.start()
            for thread in both:
                thread.join()
        assert (len(one.taken), len(other.taken)) == (1, 0)
        assert (one.nr_conns, other.nr_conns) == (1, fuller)
        one.taken[0].close()


def slept(monkeypatch: pytest.MonkeyPatch, taking: Any) -> float:
    """How long a worker waits before it takes a connection."""
    told: list[float] = []
    with monkeypatch.context() as patch:
        patch.setattr(time, "sleep", told.append)
        patch.setattr(ThreadWorker, "accept", lambda *_: None)
        taking.accept(None)
    return told[0]


def test_who_has_no_more_than_another_does_not_wait(monkeypatch: pytest.MonkeyPatch, seats: Seats) -> None:
    one, other = worker(seats, 7), worker(seats, 7)
    assert slept(monkeypatch, one) == slept(monkeypatch, other) == 0


def test_however_many_more_it_has_it_does_not_wait_for_long(monkeypatch: pytest.MonkeyPatch, seats: Seats) -> None:
    worker(seats, 0)
    waits = [slept(monkeypatch, worker(seats, connections)) for connections in (0, 1, 8, 1000)]
    assert waits == sorted(waits)
    assert waits[0] == 0 < waits[1] < waits[-1] <= 0.005


def test_nobody_waits_for_a_process_that_has_ended(monkeypatch: pytest.MonkeyPatch, seats: Seats) -> None:
    ended, left = worker(seats, 0), worker(seats, 50)
    assert slept(monkeypatch, left) > 0
    ended.gone()
    assert slept(monkeypatch, left) == 0
    assert worker(seats, 0)._seat == ended._seat


def test_more_processes_than_seats_share_the_last() -> None:
    seats = Seats()
    taken = [seats.take() for _ in range(1026)]
    assert len(set(taken)) == 1024
    assert taken[-1] == taken[-2] == taken[-3]


def slow(environ: Any, start: Any) -> Iterable[bytes]:
    """What the server below runs: its answer takes as many milliseconds as the path says, and repeats them."""
    with suppress(Exception):  # what was to be sent did not come
        environ["wsgi.input"].read()
    asked = environ["PATH_INFO"].strip("/")
    time.sleep(int(asked) / 1000)
    start("200 OK", [("Content-Length", str(len(asked)))])
    return [asked.encode()]


def broken(environ: Any, start: Any) -> Iterable[bytes]:
    """An answer that is whole under /0 alone: else it breaks off as an export does whose database goes away."""
    start("200 OK", [("Content-Length", "2")])
    yield b"1"
    if environ["PATH_INFO"] != "/0":
        raise SystemExit if environ["PATH_INFO"] == "/2" else RuntimeError
    yield b"2"


def endless(environ: Any, start: Any) -> Iterable[bytes]:
    """An answer without an end under /1."""
    start("200 OK", [] if environ["PATH_INFO"] == "/1" else [("Content-Length", "2")])
    while environ["PATH_INFO"] == "/1":
        yield b"x" * 65_536
    yield b"ok"


class Impatient(FairWorker):
    patience = 0.5


@contextmanager
def serving(
    folder: Path, keepalive: int = 30, application: str = "slow", worker: str = "bot.worker.FairWorker"
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """One process with one thread: its port, and gunicorn."""
    port = machine.free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "/dev/null", "--worker-class", worker]
    command += ["--threads", "1", "--keep-alive", str(keepalive), "--graceful-timeout", "10"]
    command += ["--bind", f"127.0.0.1:{port}", f"{__name__}:{application}"]
    with (folder / "output").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        machine.until_open(port, process, folder / "output")
        yield port, process
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serving(tmp_path_factory.mktemp("worker")) as (port, _):
        yield port


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serving(tmp_path_factory.mktemp("impatient"), worker=f"{__name__}.Impatient") as (port, _):
        yield port


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def answer(connection: socket.socket) -> str:
    """The body of the next answer; empty where the connection was closed."""
    told = b""
    while b"\r\n\r\n" not in told or told.endswith(b"\r\n\r\n"):
        piece = connection.recv(1)
        if not piece:
            return ""
        told += piece
    head, _, body = told.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(length - len(body))
    return body.decode()


def test_a_kept_connection_is_answered_again_and_again(port: int) -> None:
    with connected(port) as connection:
        for milliseconds in (1, 2, 3):
            connection.sendall(REQUEST % milliseconds)
            assert answer(connection) == str(milliseconds)


def test_two_requests_that_come_at_once_are_both_answered(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(REQUEST % 4 + REQUEST % 5)
        assert [answer(connection), answer(connection)] == ["4", "5"]


def test_who_came_first_is_answered_first(port: int) -> None:
    order: list[int] = []

    def ask(connection: socket.socket, number: int) -> None:
        assert answer(connection) == "20"
        order.append(number)

    with connected(port) as busy:
        connections = [connected(port) for _ in range(5)]
        for connection in connections:  # all of them have been served once, and are waited at
            connection.sendall(REQUEST % 0)
            answer(connection)
        busy.sendall(REQUEST % 300)
        wanted = [3, 0, 4, 1, 2]
        for number in wanted:
            time.sleep(0.02)
            connections[number].sendall(REQUEST % 20)
        threads = [threading.Thread(target=ask, args=(connections[number], number)) for number in wanted]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for connection in connections:
            connection.close()
    assert order == wanted


def test_a_connection_that_says_nothing_keeps_no_thread(port: int) -> None:
    with connected(port), connected(port) as other:
        begun = time.monotonic()
        other.sendall(REQUEST % 1)
        assert answer(other) == "1"
        assert time.monotonic() - begun < 4  # gunicorn's own would wait five seconds for the first


def test_an_answer_that_breaks_off_costs_no_thread(tmp_path: Path) -> None:
    with serving(tmp_path, application="broken") as (port, _):
        for path in (1, 2):
            with connected(port) as connection:
                connection.sendall(REQUEST % path)
                assert b"".join(iter(lambda: connection.recv(100), b"")).endswith(b"\r\n\r\n1")
        with connected(port) as connection:
            connection.sendall(REQUEST % 0)
            assert answer(connection) == "12"


@pytest.mark.parametrize(
    "begun",
    [b"G", b"GET /1 HTTP/1.1\r\nHost: x\r\n", b"POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"],
    ids=["a letter", "half of the headers", "a part of the body"],
)
def test_a_request_that_never_comes_whole_gives_its_thread_back(impatient: int, begun: bytes) -> None:
    with connected(impatient) as half:
        half.sendall(begun)
        time.sleep(0.2)
        with connected(impatient) as connection:
            connection.sendall(REQUEST % 3)
            assert answer(connection) == "3"


def test_a_request_that_comes_drop_by_drop_has_no_more_time_than_others(impatient: int) -> None:
    with connected(impatient) as dripping:
        dripping.sendall(b"GET /1 HTTP/1.1\r\nX: ")
        with connected(impatient) as connection:
            connection.sendall(REQUEST % 3)
            end = time.monotonic() + PATIENCE
            while not select.select([connection], [], [], 0.1)[0]:
                assert time.monotonic() < end
                with suppress(OSError):  # not heard any more
                    dripping.sendall(b"x")
            assert answer(connection) == "3"


def test_an_answer_that_nobody_reads_gives_its_thread_back(tmp_path: Path) -> None:
    with serving(tmp_path, application="endless", worker=f"{__name__}.Impatient") as (port, _), connected(port) as deaf:
        deaf.sendall(REQUEST % 1)
        time.sleep(0.2)
        with connected(port) as connection:
            connection.sendall(REQUEST % 0)
            assert answer(connection) == "ok"


def test_an_answer_that_takes_long_is_given_all_the_same(impatient: int) -> None:
    with connected(impatient) as connection:
        connection.sendall(REQUEST % 2500)
        assert answer(connection) == "2500"


def test_a_connection_that_wants_no_more_is_closed(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET /6 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert answer(connection) == "6"
        assert connection.recv(1) == b""


def test_a_connection_that_was_silent_for_long_is_closed(tmp_path: Path) -> None:
    with serving(tmp_path, keepalive=1) as (port, _), connected(port) as one, connected(port) as other:
        one.sendall(REQUEST % 7)
        assert answer(one) == "7"
        assert one.recv(1) == other.recv(1) == b""


def test_its_end_answers_what_is_under_way_and_what_still_comes(tmp_path: Path) -> None:
    with serving(tmp_path) as (port, process), connected(port) as one, connected(port) as other:
        for connection in (one, other):
            connection.sendall(REQUEST % 0)
            answer(connection)
        one.sendall(REQUEST % 600)
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        other.sendall(REQUEST % 8)
        assert [answer(one), answer(other)] == ["600", "8"]
        assert process.wait(PATIENCE) == 0


def test_its_end_does_not_wait_long_for_connections_that_are_only_kept(tmp_path: Path) -> None:
    with serving(tmp_path) as (port, process), connected(port) as connection:
        connection.sendall(REQUEST % 0)
        answer(connection)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert time.monotonic() - begun < 8
        assert connection.recv(1) == b""
