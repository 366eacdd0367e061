"""What was last spoken of stands behind «она», «туда же», "it" in the next message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def releases(ask: Ask, feature: str) -> None:
    ask("Создай релиз v2.0 на 15.02.2037")
    ask("Создай релиз v2.1 на 15.03.2037")


def _release_of(rows: Rows, name: str) -> str | None:
    found = rows(
        "SELECT r.version FROM features f LEFT JOIN releases r ON r.id = f.release_id WHERE f.name = :name", name=name
    )
    return found[0][0]  # type: ignore[no-any-return]


def test_a_feature_just_made_is_spoken_of(ask: Ask, releases: None, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("закинь её в 2.0")
    assert _release_of(rows, "Оплата") == "v2.0"
    assert _release_of(rows, "Вход") is None


def test_a_feature_that_is_there_already_is_spoken_of(ask: Ask, releases: None, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("Покажи фичу Вход")
    assert ask("Создай фичу Оплата") == "Фича Оплата в проекте Радар уже есть."
    ask("закинь её в 2.0")
    assert (_release_of(rows, "Оплата"), _release_of(rows, "Вход")) == ("v2.0", None)


def test_the_same_release_is_the_one_last_spoken_of(ask: Ask, releases: None, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("Добавь фичу Вход в релиз v2.1")
    ask("и оплату туда же")
    assert _release_of(rows, "Оплата") == "v2.1"


def test_a_command_about_two_features_leaves_what_was_spoken_of_before(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("Фича Оплата блокирует фичу Вход")
    ask("она готова")
    assert rows("SELECT name FROM features WHERE status = 'done'") == [("Оплата",)]


def test_give_it_back_takes_the_last_step_back(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход готова")
    assert ask("верни обратно").startswith("Отменено")
    assert rows("SELECT status FROM features") == [("backlog",)]


def test_give_it_back_takes_an_undo_back(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход готова")
    ask("Отмени последнее")
    assert ask("верни обратно").startswith("Возвращено")
    assert rows("SELECT status FROM features") == [("done",)]


def test_the_same_is_done_to_another_feature(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("Фича Вход в работе")
    ask("и оплата тоже")
    assert rows("SELECT DISTINCT status FROM features") == [("in_progress",)]


def test_the_same_release_takes_another_feature_too(ask: Ask, releases: None, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("Добавь фичу Вход в релиз v2.1")
    ask("оплату тоже")
    assert _release_of(rows, "Оплата") == "v2.1"


def test_nothing_is_the_same_after_something_else(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("Фича Вход в работе")
    ask("Покажи фичи")
    ask("и оплата тоже")
    assert rows("SELECT status FROM features WHERE name = 'Оплата'") == [("backlog",)]


def test_a_status_taken_back_at_once_is_that_of_the_same_feature(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход заблокирована")
    ask("ой нет, в работе")
    assert rows("SELECT status FROM features") == [("in_progress",)]


def test_the_release_said_otherwise_takes_the_same_feature(ask: Ask, releases: None, rows: Rows) -> None:
    ask("Добавь фичу Вход в релиз v2.0")
    ask("ой, не туда, в v2.1")
    assert _release_of(rows, "Вход") == "v2.1"


def test_the_owner_said_otherwise_is_that_of_the_same_feature(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Назначь PO фичи Вход: Иван Петров")
    ask("нет, не Иван, а Пётр Волков")
    assert rows("SELECT assigned_po FROM features") == [("Пётр Волков",)]


def test_the_day_said_otherwise_is_asked_about_instead(ask: Ask, releases: None) -> None:
    ask("Перенеси релиз v2.0 на 1 марта")
    assert "15.03" in ask("нет, лучше на 15 марта")


def test_what_the_first_release_kept_is_passed_over(chat: Chat, rows: Rows) -> None:
    """It kept one feature, and not by its kind."""
    chat.say("Create project Mobile")
    chat.say("Create feature Login")
    kept = '{"id": 1, "name": "Login", "project_id": 1, "at": "2026-11-24T09:00:00+00:00"}'
    rows("UPDATE users SET spoken_of = CAST(:kept AS jsonb)", kept=kept)
    assert "in progress" in chat.say("Login is in progress")


def test_after_two_features_in_one_message_it_is_neither(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("Создай фичу Чат")
    ask("Покажи фичу Чат")
    ask("закрой вход и оплату возьми в работу")
    ask("отмени её")
    assert sorted(rows("SELECT name, status FROM features")) == [
        ("Вход", "done"),
        ("Оплата", "in_progress"),
        ("Чат", "backlog"),
    ]


def test_after_two_steps_of_one_feature_it_is_that_one(ask: Ask, releases: None, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    ask("закинь вход в 2.1 и возьми его в работу")
    ask("и оплату туда же")
    ask("она готова")
    assert (_release_of(rows, "Вход"), _release_of(rows, "Оплата")) == ("v2.1", "v2.1")
    assert rows("SELECT status FROM features WHERE name = 'Вход'") == [("in_progress",)]


def test_after_a_name_that_is_not_known_it_is_not_the_one_before(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Покажи фичу Вход")
    ask("фича Телепорт в работе")
    ask("она готова")
    assert rows("SELECT status FROM features") == [("backlog",)]


def test_the_status_said_otherwise_is_that_of_the_same_feature(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход готова")
    ask("нет, не готова, а заблокирована")
    assert rows("SELECT status FROM features") == [("blocked",)]


def test_what_is_taken_back_in_the_same_breath_is_not_done(ask: Ask, feature: str, rows: Rows) -> None:
    ask("закрой вход. хотя нет, не надо")
    assert rows("SELECT status FROM features") == [("backlog",)]


def test_a_slip_is_taken_back(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход готова")
    assert ask("блин, не то написал, верни обратно").startswith("Отменено")
    assert rows("SELECT status FROM features") == [("backlog",)]
