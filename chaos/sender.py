"""A sender that behaves like Telegram, on a shortened scale of time.

Each chat's messages and taps are two queues, delivered in parallel, each in order: the next update goes out
when the one before it was answered 2xx. What was not is delivered again: after 0.1, 0.2, 0.4 … at most 2 s
(Telegram: at once, then 2, 4, 8 … at most 60 to 120 s), or after Retry-After where one was sent, in full.
One update in ten is delivered once more for no reason, at the same time or some time later.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Self

import urllib3

from chaos.application import HOST, SECRET
from chaos.load import Person, Update

BACKOFF = (0.1, 0.2, 0.4, 0.8, 1.6, 2.0)  # seconds
ANSWER = 20.0  # seconds until a delivery without an answer is given up; Telegram gives 60
DUPLICATES = 0.1
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json", "Host": HOST}

Where = Callable[[], str]


class Sender:
    """Delivers at least `amount` updates of all the people together; `where` names the address for each delivery."""

    def __init__(self, where: Where, people: Sequence[Person], amount: int, seed: int, limit: float) -> None:
        self.where, self.people, self.amount, self.random = where, people, amount, Random(seed)
        self.end = time.monotonic() + limit
        self.deliveries = 0
        self.sent: list[Update] = []
        self.undelivered: list[Update] = []
        self.halt = threading.Event()
        self.enough = threading.Event()  # until it is set, more than `amount` are sent: the trouble is not over yet
        self._lock = threading.Lock()
        self._http = urllib3.PoolManager(maxsize=64)
        self._again = ThreadPoolExecutor(8, thread_name_prefix="duplicate")

    def __enter__(self) -> Self:
        self._queues = [thread for person in self.people for thread in self._threads(person)]
        for thread in self._queues:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.halt.set()
        for thread in self._queues:
            thread.join()
        self._again.shutdown()
        self._http.clear()

    @property
    def busy(self) -> bool:
        return any(thread.is_alive() for thread in self._queues)

    @property
    def late(self) -> bool:
        return time.monotonic() > self.end

    def finish(self) -> None:
        """Wait until all is delivered, or the time is up."""
        for thread in self._queues:
            thread.join()
        self._again.shutdown()

    def _threads(self, person: Person) -> list[threading.Thread]:
        taps: queue.SimpleQueue[Update | None] = queue.SimpleQueue()
        return [
            threading.Thread(target=self._messages, args=(person, taps)),
            threading.Thread(target=self._taps, args=(person, taps)),
        ]

    def _messages(self, person: Person, taps: queue.SimpleQueue[Update | None]) -> None:
        try:
            for update in person.first():
                self._deliver(update)
            while not (self.enough.is_set() and len(self.sent) >= self.amount) and not self.halt.is_set():
                update = person.message()
                if self._deliver(update) and update.undoable:
                    taps.put(update)
        finally:
            taps.put(None)

    def _taps(self, person: Person, taps: queue.SimpleQueue[Update | None]) -> None:
        while (of := taps.get()) is not None and not self.halt.is_set():
            self._deliver(person.tap(of))

    def _deliver(self, update: Update) -> bool:
        """Deliver until it is taken; False where the time is up before that."""
        with self._lock:
            self.sent.append(update)
            twice, later = self.random.random() < DUPLICATES, self.random.choice([0.0, self.random.uniform(0, 3)])
        if twice:
            self._again.submit(self._once_more, update, later)
        tries = 0
        while (pause := self._post(update)) is not None:
            if self.late or self.halt.is_set():
                with self._lock:
                    self.undelivered.append(update)
                return False
            self.halt.wait(pause or BACKOFF[min(tries, len(BACKOFF) - 1)])
            tries += 1
        return True

    def _once_more(self, update: Update, later: float) -> None:
        if not self.halt.wait(later):
            self._post(update)

    def _post(self, update: Update) -> float | None:
        """One delivery: None when it is taken, else the seconds that were asked for, 0 if none were."""
        with self._lock:
            self.deliveries += 1
        try:
            answer = self._http.request(
                "POST", f"{self.where()}/webhook", body=json.dumps(update.body), headers=HEADERS,
                retries=False, timeout=urllib3.Timeout(connect=5, read=ANSWER),
            )  # fmt: skip
        except urllib3.exceptions.HTTPError:
            return 0.0
        if 200 <= answer.status < 300:
            return None
        return float(answer.headers.get("Retry-After", 0))
