"""What the tests of the conversation share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Chat
from tests.support.reading import seen

ZONE = ZoneInfo("Europe/Moscow")


@pytest.fixture
def project(chat: Chat) -> str:
    """A project the person is in."""
    chat.say("Создай проект Радар")
    return "Радар"


@pytest.fixture
def feature(chat: Chat, project: str) -> str:
    chat.say("Создай фичу Вход")
    return "Вход"


@pytest.fixture
def ask(chat: Chat) -> Callable[[str], str]:
    """Say something; returns the answer as it is seen, without its first line."""

    def run(words: str) -> str:
        return seen(chat.say(words)).partition("\n")[2]

    return run


@pytest.fixture
def unchanged(rows: Callable[..., list[Any]]) -> Callable[[], bool]:
    """Whether nothing has been written to the log since the test asked for this, or since the last asking."""
    count = [rows("SELECT max(id) FROM event_log")]

    def run() -> bool:
        count.append(rows("SELECT max(id) FROM event_log"))
        return count[-1] == count[-2]

    return run


@pytest.fixture
def today() -> dt.date:
    return dt.datetime.now(ZONE).date()
