"""«не та, я про …»: what was done to one feature is taken back and done to another, in one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def two(chat: Chat, feature: str) -> None:
    """Two features, «Вход» and «Оплата», and a release."""
    chat.say("Создай фичу Оплата")
    chat.say("Создай релиз v2.0 на 1.6.2999")


def _statuses(rows: Rows) -> dict[str, str]:
    return {row.name: row.status for row in rows("SELECT name, status FROM features")}


def test_a_status_goes_to_the_other_feature_with_its_reason(chat: Chat, ask: Ask, two: None, rows: Rows) -> None:
    chat.say("Вход заблокирован, причина: ждём ключи")
    told = ask("не та, я про оплату")
    assert "Вход: заблокирована → бэклог" in told
    assert "Оплата: бэклог → заблокирована" in told
    found = rows("SELECT name, status, status_reason FROM features ORDER BY name")
    assert found == [("Вход", "backlog", None), ("Оплата", "blocked", "ждём ключи")]


def test_one_undo_takes_both_back(chat: Chat, two: None, rows: Rows) -> None:
    chat.say("Вход готов")
    chat.say("ой, не вход, а оплата")
    assert _statuses(rows) == {"Вход": "backlog", "Оплата": "done"}
    assert "↩️ Отменить" in chat.shown
    chat.tap("↩️")
    assert _statuses(rows) == {"Вход": "done", "Оплата": "backlog"}
    chat.say("Верни отменённое")
    assert _statuses(rows) == {"Вход": "backlog", "Оплата": "done"}


def test_a_release_goes_to_the_other_feature(chat: Chat, two: None, rows: Rows) -> None:
    chat.say("Добавь фичу Вход в релиз v2.0")
    chat.say("не та, оплату")
    found = rows("SELECT f.name, version FROM features f LEFT JOIN releases r ON r.id = release_id ORDER BY f.name")
    assert found == [("Вход", None), ("Оплата", "v2.0")]


def test_an_owner_goes_to_the_other_feature(chat: Chat, two: None, rows: Rows) -> None:
    chat.say("Назначь PO фичи Вход: Мария")
    chat.say("wrong one, I meant оплата")
    assert rows("SELECT name, assigned_po FROM features ORDER BY name") == [("Вход", None), ("Оплата", "Мария")]


def test_where_several_fit_one_is_asked_for_first(chat: Chat, two: None, rows: Rows) -> None:
    chat.say("Создай фичу Оплата счёта")
    chat.say("Создай фичу Выставление счёта")
    chat.say("Вход готов")
    chat.say("не та, я про счёт")
    assert _statuses(rows)["Вход"] == "done"
    chat.tap("Оплата счёта")
    assert (_statuses(rows)["Вход"], _statuses(rows)["Оплата счёта"]) == ("backlog", "done")


def test_after_any_other_message_it_only_shows_the_feature(
    chat: Chat, two: None, unchanged: Callable[[], bool]
) -> None:
    chat.say("Вход готов")
    chat.say("Что горит?")
    unchanged()
    assert "Оплата: бэклог" in seen(chat.say("я имел в виду оплату"))
    assert unchanged()


def test_what_can_not_be_done_to_the_other_leaves_both_alone(chat: Chat, two: None, rows: Rows) -> None:
    chat.say("Добавь фичу Вход в релиз v2.0")
    chat.say("Создай проект Сайт")
    chat.say("Создай фичу Корзина")
    chat.say("Переключись на проект Радар")
    chat.say("Добавь фичу Оплата в релиз v2.0")
    chat.say("не та, я про корзину")
    chat.tap("Корзина")
    found = rows("SELECT f.name, version FROM features f LEFT JOIN releases r ON r.id = release_id ORDER BY f.name")
    assert found == [("Вход", "v2.0"), ("Корзина", None), ("Оплата", "v2.0")]
