"""The load: updates over kept connections, each connection sending its next one as soon as the last is answered.

A process of its own (`python -m bench.load`) on bare sockets, so that it takes as little of the machine as it can.
Reads one `Job` as JSON, prints one `Outcome` as JSON.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

FIRST_UPDATE = 1_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """`texts[r % len(texts)][n]` is said by person `first_person + n`: round r of all names n, one after another."""

    port: int
    host: str  # the public one: any other is refused
    secret: str
    connections: int
    seconds: float
    first: int  # number of the first update
    first_person: int
    texts: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`times`: milliseconds from an update's first byte to its answer's last."""

    sent: int
    errors: int
    seconds: float
    times: Sequence[float]


class Requests:
    """The updates as Telegram would deliver them: all but their numbers is written before the clock starts."""

    def __init__(self, job: Job) -> None:
        self._names = len(job.texts[0])
        self._rounds = [[_message(job.first_person + n, text) for n, text in enumerate(round_)] for round_ in job.texts]
        self._head = (
            f"POST /webhook HTTP/1.1\r\nHost: {job.host}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {job.secret}\r\nContent-Length: "
        ).encode()

    def __call__(self, number: int) -> bytes:
        """The update of this number."""
        message = self._rounds[number // self._names % len(self._rounds)][number % self._names]
        body = b'{"update_id": %d, "message": {"message_id": %d, %b' % (FIRST_UPDATE + number, number, message)
        return b"%b%d\r\n\r\n%b" % (self._head, len(body), body)


def _message(person: int, text: str) -> bytes:
    """A message from behind its number on, to the end of the update."""
    user = {"id": person, "first_name": f"Person {person}", "is_bot": False, "language_code": "ru"}
    chat = {"id": person, "first_name": user["first_name"], "type": "private"}
    message = {"from": user, "chat": chat, "date": 1_790_000_000, "text": text}
    return json.dumps(message).encode().removeprefix(b"{") + b"}"


def run(job: Job) -> Outcome:
    """Send for `seconds`, then wait for what is under way; answers other than 200 are errors."""
    watch, begun, times, request = selectors.DefaultSelector(), {}, [], Requests(job)
    number, errors = job.first, 0
    for _ in range(job.connections):
        watch.register(socket.create_connection(("127.0.0.1", job.port)), selectors.EVENT_READ)
    begin = time.perf_counter()
    for key in list(watch.get_map().values()):
        begun[key.fd] = _send(key, request(number))
        number += 1
    while begun:
        for key, _ in watch.select():
            answer = key.fileobj.recv(65_536)  # type: ignore[union-attr]
            now = time.perf_counter()
            times.append((now - begun.pop(key.fd)) * 1000)
            # A closed connection is an error, and is not opened again: it must not happen.
            errors += not answer.startswith(b"HTTP/1.1 200 ")
            if not answer:
                watch.unregister(key.fileobj)
            elif now - begin < job.seconds:
                begun[key.fd] = _send(key, request(number))
                number += 1
    return Outcome(number - job.first, errors, time.perf_counter() - begin, times)


def _send(key: selectors.SelectorKey, data: bytes) -> float:
    key.fileobj.sendall(data)  # type: ignore[union-attr]
    return time.perf_counter()


if __name__ == "__main__":
    json.dump(asdict(run(Job(**json.load(sys.stdin)))), sys.stdout)
