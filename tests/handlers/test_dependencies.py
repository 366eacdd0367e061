"""Which feature waits for which; never itself, never in a circle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def chain(chat: Chat, feature: str) -> None:
    """Вход → Оплата → Чат."""
    for words in (
        "Создай фичу Оплата", "Создай фичу Чат",
        "Фича Вход блокирует фичу Оплата", "Фича Оплата блокирует фичу Чат",
    ):  # fmt: skip
        chat.say(words)


def _count(rows: Rows) -> int:
    return int(rows("SELECT count(*) FROM dependencies")[0][0])


def test_a_feature_does_not_wait_for_itself(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    assert ask("Фича Вход блокирует фичу Вход") == "Фича не может блокировать сама себя: Вход."
    assert chat.shown == {}
    assert _count(rows) == 0


def test_a_circle_of_two_is_refused(ask: Ask, chain: None, rows: Rows) -> None:
    assert ask("Фича Оплата блокирует фичу Вход") == "Получился бы круг: Вход → Оплата → Вход."
    assert _count(rows) == 2


def test_a_circle_of_three_is_refused(ask: Ask, chain: None, rows: Rows) -> None:
    assert ask("Фича Чат блокирует фичу Вход") == "Получился бы круг: Вход → Оплата → Чат → Вход."
    assert _count(rows) == 2


def test_the_shortest_circle_is_named(ask: Ask, chain: None, rows: Rows) -> None:
    ask("Фича Вход блокирует фичу Чат")
    assert ask("Фича Чат блокирует фичу Вход") == "Получился бы круг: Вход → Чат → Вход."


def test_of_a_long_circle_both_ends_are_named(ask: Ask, project: str, rows: Rows) -> None:
    rows(
        "INSERT INTO features (project_id, name, name_key) "
        "SELECT 1, 'Шаг' || n, 'шаг' || n FROM generate_series(1, 50) n"
    )
    rows(
        "INSERT INTO dependencies (blocker_feature_id, blocked_feature_id) "
        "SELECT id, id + 1 FROM features WHERE id < 50"
    )
    answer = ask("Фича Шаг50 блокирует фичу Шаг1")
    assert answer == "Получился бы круг: Шаг1 → Шаг2 → … → Шаг50 → Шаг1."


def test_projects_are_named_where_the_context_does_not(chat: Chat, ask: Ask, chain: None) -> None:
    chat.say("Сбрось контекст")
    assert ask("Фича Оплата блокирует фичу Вход") == (
        "Получился бы круг: Вход (Радар) → Оплата (Радар) → Вход (Радар)."
    )


def test_twice_is_once(chat: Chat, ask: Ask, chain: None, rows: Rows) -> None:
    assert ask("Фича Вход блокирует фичу Оплата") == "Вход уже блокирует Оплата."
    assert chat.shown == {}
    assert _count(rows) == 2


def test_what_does_not_block_can_not_stop_blocking(chat: Chat, ask: Ask, chain: None, rows: Rows) -> None:
    assert ask("Фича Вход больше не блокирует фичу Чат") == "Вход и так не блокирует Чат."
    assert chat.shown == {}
    ask("Фича Вход больше не блокирует фичу Оплата")
    assert _count(rows) == 1
    chat.tap("↩️")
    assert _count(rows) == 2


def test_an_undo_does_not_close_a_circle(chat: Chat, ask: Ask, chain: None, rows: Rows) -> None:
    ask("Фича Вход больше не блокирует фичу Оплата")
    undo = chat.shown["↩️ Отменить"]
    ask("Фича Чат блокирует фичу Вход")
    chat.shown["↩️ Отменить"] = undo
    chat.tap("↩️")
    assert "Не получится" in chat.said
    assert _count(rows) == 2
