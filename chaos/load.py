"""What people send: updates in two queues a person, each with what it must have done when all is over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

FIRST_PERSON = 70_001
PLACES = (
    "Аврора", "Байкал", "Валдай", "Гранит", "Дельта", "Енисей", "Жемчуг", "Зенит", "Иртыш", "Кедр", "Ладога",
    "Маяк", "Нева", "Орион", "Памир", "Ритм", "Сапфир", "Тайга", "Урал", "Факел",
)  # fmt: skip
STATUSES = ("в работе", "готова", "заблокирована", "в бэклоге")


@dataclass(frozen=True)
class Update:
    """One update, the number of events it must leave, and the words by which its reply is known."""

    body: dict[str, Any]
    events: int
    answer: str

    @property
    def number(self) -> int:
        number: int = self.body["update_id"]
        return number

    @property
    def undoable(self) -> bool:
        """Whether its reply's button is tapped later: ideas are, so that they do not pile up."""
        return "message" in self.body and self.body["message"]["text"].startswith("Идея")


@dataclass
class Person:
    """One private chat. Its feature changes its status with each message; nobody else touches it."""

    id: int
    place: str
    random: Random
    numbers: Iterator[int]
    steps: Iterator[int] = field(default_factory=count)

    def first(self) -> list[Update]:
        """What makes their world: a project they are in, and a feature."""
        return [
            self._message(f"Создай проект {self.place}", events=2),
            self._message(f"Создай фичу Кабинет {self.place}", events=1),
        ]

    def message(self) -> Update:
        kind = self.random.random()
        if kind < 0.5:
            status = STATUSES[next(self.steps) % len(STATUSES)]
            return self._message(f"Фича Кабинет {self.place} {status}", events=1)
        if kind < 0.85:
            return self._message(f"Идея: замысел {self.random.randrange(10**9)}", events=1)
        number = next(self.numbers)
        return Update(self._told(number, f"Покажи фичу Кварк{number}"), 0, f"Кварк{number}")

    def tap(self, of: Update) -> Update:
        """The button ↩️ under the reply to an earlier message."""
        number = next(self.numbers)
        message = {"message_id": 1, "date": _now(), "chat": self._chat(), "text": "…"}
        query = {"id": str(number), "from": self._user(), "chat_instance": "1", "data": f"u:{of.number}"}
        return Update({"update_id": number, "callback_query": query | {"message": message}}, 1, f'"u:{number}"')

    def _message(self, text: str, *, events: int) -> Update:
        number = next(self.numbers)
        return Update(self._told(number, text), events, f'"u:{number}"')

    def _told(self, number: int, text: str) -> dict[str, Any]:
        message = {"message_id": number, "date": _now(), "text": text, "from": self._user(), "chat": self._chat()}
        return {"update_id": number, "message": message}

    def _user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.place, "language_code": "ru"}

    def _chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": self.place}


def people(seed: int) -> list[Person]:
    numbers = count(1_000)
    return [Person(FIRST_PERSON + n, place, Random(seed * 100 + n), numbers) for n, place in enumerate(PLACES)]


def _now() -> int:
    return int(time.time())
