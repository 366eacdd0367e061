from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from flask import Flask

from tests.conftest import STRANGER, Chat
from tests.support.botapi import FakeTelegram
from tests.support.many import at_once

Rows = Callable[..., list[Any]]
KEPT = "SELECT telegram_id, attempts, answered_at IS NOT NULL FROM access_attempts"
OTHERS = ("users", "user_context", "processed_messages", "event_log", "questions", "projects")


@pytest.fixture
def stranger(app: Flask, telegram: FakeTelegram, rows: Rows) -> Iterator[Chat]:
    """Someone who is not on the list; of whom nothing but the attempt may ever be kept."""
    yield Chat(app.test_client(), telegram, STRANGER, "Eve", None, count(900_000))
    assert {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in OTHERS} == dict.fromkeys(OTHERS, 0)


def test_a_stranger_is_told_their_id_once(stranger: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    for words in ("/start", "Create project Mobile", "hello?"):
        assert stranger.post(stranger.message(words)).status_code == 200
    assert [(call.method, call.params["chat_id"]) for call in telegram.calls] == [("sendMessage", STRANGER)]
    assert str(STRANGER) in telegram.texts[0]
    assert rows(KEPT) == [(STRANGER, 3, True)]


def test_a_stranger_who_writes_eight_times_at_once_is_told_once(
    stranger: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    updates = [stranger.message("/start") for _ in range(8)]
    answers = at_once([lambda update=update: stranger.post(update) for update in updates])  # type: ignore[misc]
    assert {answer.status_code for answer in answers} == {200}
    assert (len(telegram.calls), rows(KEPT)) == (1, [(STRANGER, 8, True)])


@pytest.mark.parametrize(
    "code, words, russian",
    [
        (None, "/start", True), ("en", "/start", False), (None, "hello", False), (None, "привет", True),
        ("ru", "42", True), ("en", "привет", True), ("en", "42", False), ("de", "42", True), (None, "42", True),
    ],
)  # fmt: skip
def test_the_answer_is_in_the_strangers_language(
    stranger: Chat, telegram: FakeTelegram, code: str | None, words: str, russian: bool
) -> None:
    stranger.language = code
    stranger.post(stranger.message(words))
    assert bool(re.search("[а-я]", telegram.texts[0])) is russian


def test_a_strangers_tap_or_sticker_is_left_unanswered(stranger: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    sticker = stranger.message("")
    del sticker["message"]["text"]
    for update in (sticker, stranger.press("d:help")):
        assert stranger.post(update).status_code == 200
    assert (telegram.calls, rows(KEPT)) == ([], [(STRANGER, 2, False)])


@pytest.mark.parametrize("code, pause", [(429, "5"), (500, "1")])
def test_an_answer_that_fails_for_now_comes_with_the_next_delivery(
    stranger: Chat, telegram: FakeTelegram, rows: Rows, code: int, pause: str
) -> None:
    telegram.fail_next(code, retry_after=5 if code == 429 else None)
    update = stranger.message("/start")
    answer = stranger.post(update)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, pause)
    assert rows(KEPT) == [(STRANGER, 1, False)]
    assert stranger.post(update).status_code == 200
    assert len(telegram.texts) == 1
    assert rows(KEPT) == [(STRANGER, 2, True)]


@pytest.mark.parametrize("code", [400, 401, 403, 404])
def test_a_stranger_who_can_not_be_answered_is_let_be(stranger: Chat, telegram: FakeTelegram, code: int) -> None:
    telegram.fail_next(code)
    for _ in range(2):
        assert stranger.post(stranger.message("/start")).status_code == 200
    assert len(telegram.calls) == 1


def test_a_stranger_who_blocks_the_bot_is_no_matter(stranger: Chat, telegram: FakeTelegram) -> None:
    user = stranger.user()
    change = {"chat": {"id": STRANGER, "type": "private"}, "from": user, "new_chat_member": {"status": "kicked"}}
    assert stranger.post({"update_id": 1, "my_chat_member": change}).status_code == 200
    assert telegram.calls == []


def test_nobody_is_let_in_by_a_strangers_button(stranger: Chat, chat: Chat, rows: Rows) -> None:
    """A button of someone else's message, sent by someone without access."""
    assert stranger.post(stranger.press("d:project_create:name=Mobile")).status_code == 200
