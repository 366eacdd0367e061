"""Statuses: from what to what, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


def test_the_same_status_again_changes_nothing(
    chat: Chat, ask: Ask, feature: str, unchanged: Callable[[], bool]
) -> None:
    unchanged()
    assert ask("Фича Вход в бэклоге") == "Вход: статус уже «бэклог»."
    assert chat.shown == {}
    assert unchanged()


def test_another_reason_for_the_same_status(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход заблокирована, причина: ждём API")
    assert ask("Фича Вход заблокирована") == "Вход: статус уже «заблокирована»."
    assert ask("Фича Вход заблокирована, причина: ждём ключи").split("\n") == [
        "Вход: заблокирована",
        "Причина: ждём API → ждём ключи",
    ]
    assert rows("SELECT status, status_reason FROM features") == [("blocked", "ждём ключи")]
    chat.tap("↩️")
    assert rows("SELECT status_reason FROM features") == [("ждём API",)]


def test_a_first_reason_for_a_status_that_had_none(ask: Ask, feature: str) -> None:
    ask("Фича Вход заблокирована")
    assert ask("Фича Вход заблокирована, причина: ждём API").endswith("Причина: ждём API")


def test_a_new_status_drops_the_old_reason(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход заблокирована, причина: ждём API")
    assert ask("Фича Вход в работе") == "Вход: заблокирована → в работе"
    assert rows("SELECT status, status_reason FROM features") == [("in_progress", None)]


def test_who_waited_is_told_and_the_finished_are_not(chat: Chat, ask: Ask, feature: str) -> None:
    for name in ("Оплата", "Чат", "Почта", "Отчёт", "Экспорт"):
        chat.say(f"Создай фичу {name}")
        chat.say(f"Фича Вход блокирует фичу {name}")
    chat.say("Фича Чат готова")
    assert ask("Фича Вход готова").split("\n") == [
        "Вход: бэклог → готова",
        "Её ждали: Оплата, Отчёт, Почта и ещё 1",
    ]


def test_a_long_reason_is_kept_whole_and_echoed_in_short(chat: Chat, feature: str, rows: Rows) -> None:
    reason = "ждём <API> & ключи 😀 " * 150 + "и всё"
    chat.say(f"Фича Вход заблокирована, причина: {reason}")
    assert rows("SELECT status_reason FROM features") == [(reason,)]
    assert seen(chat.said).endswith("…")
    chat.say("Что заблокировано?")
    assert "Вход — заблокирована: ждём <API> & ключи" in seen(chat.said)
    assert len(seen(chat.said)) < 300


@pytest.mark.parametrize("words", ["Фича Вход готова?", "Фича Вход не готова", "Если фича Вход готова, скажи"])
def test_what_is_not_an_order_changes_nothing(ask: Ask, feature: str, rows: Rows, words: str) -> None:
    answer = ask(words)
    assert rows("SELECT status FROM features") == [("backlog",)]
    assert "⚪ Вход: бэклог" in answer or "ничего не изменено" in answer


def test_an_unknown_feature(chat: Chat, ask: Ask, project: str) -> None:
    assert ask("Фича Xyzzy готова") == "Не знаю фичу «Xyzzy»."
    chat.tap("Фичи")
    assert "Фич пока нет." in chat.said


def test_several_at_once_are_all_done_and_taken_back_together(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    assert ask("Вход готова, Оплата в работе").split("\n") == [
        "Вход: бэклог → готова",
        "Оплата: бэклог → в работе",
    ]
    assert rows("SELECT status FROM features ORDER BY id") == [("done",), ("in_progress",)]
    chat.tap("↩️")
    assert rows("SELECT status FROM features ORDER BY id") == [("backlog",), ("backlog",)]


def test_what_is_done_can_be_blocked_at_a_word(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход готова")
    assert ask("Фича Вход заблокирована") == "Вход: готова → заблокирована"
    assert rows("SELECT status FROM features") == [("blocked",)]


@pytest.mark.parametrize(
    "words", ["Закрой вход в понедельник", "Возьми вход в работу завтра", "Вход в работе с завтра"]
)
def test_a_step_for_a_later_day_is_not_taken_now(
    chat: Chat, feature: str, unchanged: Callable[[], bool], words: str
) -> None:
    unchanged()
    chat.say(words)
    assert unchanged()
    assert "ничего не изменено" in seen(chat.said)


def test_a_step_of_the_day_that_is_named_is_taken(ask: Ask, feature: str) -> None:
    assert ask("Вход сегодня закрыли") == "Вход: бэклог → готова"


@pytest.mark.parametrize("words", ["разблокируй вход", "блокировка со входа снята", "unblock вход"])
def test_what_is_finished_is_not_taken_up_by_unblocking_it(chat: Chat, feature: str, rows: Rows, words: str) -> None:
    chat.say("Фича Вход готова")
    chat.say(words)
    assert rows("SELECT status FROM features") == [("done",)]
    assert "Вход" in chat.said


def test_unblocking_takes_up_what_was_blocked(chat: Chat, feature: str, rows: Rows) -> None:
    chat.say("Фича Вход заблокирована")
    chat.say("разблокируй вход")
    assert rows("SELECT status FROM features") == [("in_progress",)]
