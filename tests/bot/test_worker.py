"""Two processes at one listening socket."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest
from gunicorn.workers.gthread import ThreadWorker

from bot.worker import FairWorker


def worker(connections: int) -> Any:
    """A worker as it is while it serves so many connections, without what starts one."""
    made = FairWorker.__new__(FairWorker)
    made.nr_conns, made.cfg, made.taken = connections, None, []
    made.enqueue_req = made.taken.append
    return made


@pytest.mark.parametrize("fuller", [1, 4])
def test_the_one_with_fewer_connections_takes_the_next(monkeypatch: pytest.MonkeyPatch, fuller: int) -> None:
    monkeypatch.setattr("bot.worker._PAUSE", 0.2)  # the machine may be busy
    monkeypatch.setattr("bot.worker._LONGEST", 1)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        one, other = worker(0), worker(fuller)
        with socket.create_connection(listening.getsockname()):
            both = [threading.Thread(target=each.accept, args=(listening,)) for each in (other, one)]
            for thread in both:
                thread.start()
            for thread in both:
                thread.join()
        assert (len(one.taken), len(other.taken)) == (1, 0)
        one.taken[0].close()


def test_however_many_it_has_it_does_not_wait_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(ThreadWorker, "accept", lambda *_: None)
    for connections in (0, 1, 8, 1000):
        worker(connections).accept(None)
    assert slept == sorted(slept)
    assert slept[0] == 0 < slept[1] < slept[-1] <= 0.005
