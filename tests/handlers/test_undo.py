"""Taking steps back and forth: by word, by button, once, and only one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


def _status(rows: Rows) -> str:
    return str(rows("SELECT status FROM features")[0][0])


def test_there_is_nothing_yet(chat: Chat, ask: Ask) -> None:
    assert ask("Отмени последнее") == "Отменять нечего."
    assert ask("Верни отменённое") == "Возвращать нечего."
    assert chat.shown == {}


def test_back_and_forth_by_word(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход в работе")
    ask("Фича Вход готова")
    for expected in ("in_progress", "backlog"):
        ask("Отмени последнее")
        assert _status(rows) == expected
    for expected in ("in_progress", "done"):
        ask("Верни отменённое")
        assert _status(rows) == expected
    assert ask("Верни отменённое") == "Возвращать нечего."


def test_back_and_forth_by_button(chat: Chat, feature: str, rows: Rows) -> None:
    chat.say("Фича Вход готова")
    for label, status, title in (
        ("↩️ Отменить", "backlog", "Отменено"),
        ("↪️ Вернуть", "done", "Возвращено"),
        ("↩️ Отменить", "backlog", "Отменено"),
    ):
        assert label in chat.shown
        chat.tap(label)
        assert _status(rows) == status
        assert seen(chat.said).split("\n")[1].startswith(title)


def test_a_button_is_good_once(chat: Chat, feature: str, rows: Rows, unchanged: Callable[[], bool]) -> None:
    chat.say("Фича Вход готова")
    button = dict(chat.shown)
    chat.tap("↩️")
    unchanged()
    chat.shown = button
    chat.tap("↩️")
    assert seen(chat.said).endswith("Этот шаг уже отменён.")
    assert chat.shown == {}
    assert unchanged()


def test_a_button_takes_back_its_own_step_not_the_last(chat: Chat, feature: str, rows: Rows) -> None:
    chat.say("Фича Вход готова")
    button = dict(chat.shown)
    chat.say("Создай фичу Оплата")
    chat.shown = button
    chat.tap("↩️")
    assert rows("SELECT name, status FROM features ORDER BY id") == [("Вход", "backlog"), ("Оплата", "backlog")]


def test_nobody_takes_back_anothers_step(
    chat: Chat, maria: Chat, feature: str, rows: Rows, unchanged: Callable[[], bool]
) -> None:
    chat.say("Фича Вход готова")
    maria.say("Где я?")
    maria.shown = dict(chat.shown)
    unchanged()
    maria.tap("↩️")
    assert seen(maria.said).endswith("Этот шаг уже отменён.") or "не ваш" in maria.said
    maria.say("Отмени последнее")
    assert seen(maria.said).endswith("Отменять нечего.")
    assert unchanged()
    assert _status(rows) == "done"


def test_a_later_change_in_the_way_is_named_with_who_made_it(chat: Chat, maria: Chat, feature: str, rows: Rows) -> None:
    chat.say("Фича Вход готова")
    button = dict(chat.shown)
    maria.say("Фича Вход заблокирована, причина: ждём <API>")
    chat.shown = button
    chat.tap("↩️")
    answer = seen(chat.said)
    assert "мешает более позднее изменение: Фича Вход: готова → заблокирована" in answer
    assert "(Мария, " in answer
    assert _status(rows) == "blocked"
    assert chat.shown == {}


def test_another_column_is_not_in_the_way(chat: Chat, maria: Chat, feature: str, rows: Rows) -> None:
    chat.say("Фича Вход готова")
    button = dict(chat.shown)
    maria.say("Назначь PO фичи Вход: Анна Иванова")
    chat.shown = button
    chat.tap("↩️")
    assert rows("SELECT status, assigned_po FROM features") == [("backlog", "Анна Иванова")]


def test_a_project_others_have_filled_stays(chat: Chat, maria: Chat, project: str, rows: Rows) -> None:
    button = dict(chat.shown)
    maria.say("Создай фичу Оплата")
    chat.shown = button
    chat.tap("↩️")
    assert "мешает более позднее изменение: Фича Оплата: создана (Мария, " in seen(chat.said)
    assert rows("SELECT name FROM projects") == [("Радар",)]


def test_a_step_that_stays_leaves_the_person_in_the_project_and_says_so(chat: Chat, maria: Chat, project: str) -> None:
    button = dict(chat.shown)
    maria.say("Создай фичу Оплата")
    chat.shown = button
    chat.tap("↩️")
    assert chat.said.startswith("Контекст: Проект Радар\n")


def test_a_place_that_is_taken(chat: Chat, maria: Chat, feature: str, rows: Rows) -> None:
    chat.say("Удали фичу Вход")
    chat.tap("✅")
    button = dict(chat.shown)
    maria.say("Создай фичу вход")
    chat.shown = button
    chat.tap("↩️")
    assert "Не получится" in chat.said
    assert rows("SELECT name FROM features") == [("вход",)]


def test_in_all_projects_each_line_names_its_project(chat: Chat, feature: str) -> None:
    chat.say("Сбрось контекст")
    chat.say("Фича Вход готова")
    chat.tap("↩️")
    assert seen(chat.said).endswith("Фича Вход: готова → бэклог (Радар)")


def test_a_large_step_is_told_in_short(chat: Chat, project: str, rows: Rows) -> None:
    for n in range(5):
        chat.say(f"Создай фичу Шаг {n}")
    chat.say("Удали проект Радар")
    chat.tap("✅")
    chat.tap("↩️")
    lines = seen(chat.said).split("\n")
    assert lines[0] == "Контекст: Проект Радар"
    assert len(lines) == 6
    assert lines[-1].startswith("и ещё ")
    assert rows("SELECT count(*) FROM features") == [(5,)]


@pytest.mark.parametrize("words", ["Переключись на проект Радар", "Сбрось контекст"])
def test_a_context_can_be_taken_back_too(chat: Chat, project: str, words: str) -> None:
    chat.say("Создай проект Сайт")
    chat.say(words)
    chat.say("Отмени последнее")
    assert chat.said.startswith("Контекст: Проект Сайт\n")


def test_a_chosen_language_can_be_taken_back(chat: Chat, project: str) -> None:
    chat.say("Язык: английский")
    assert chat.said.startswith("Context: Project Радар\nI now speak English.")
    assert list(chat.shown) == ["↩️ Undo"]
    chat.say("Где я?")
    assert chat.said.startswith("Context: Project Радар\n")
    chat.say("Отмени последнее")
    chat.say("Где я?")
    assert chat.said.startswith("Контекст: Проект Радар\n")


@pytest.mark.parametrize("word", ["верни", "верни отменённое", "верни обратно", "redo"])
def test_three_steps_are_taken_back_and_brought_back_again_and_then_nothing_is_left(
    ask: Ask, project: str, rows: Rows, word: str
) -> None:
    for name in ("Альфа", "Бета", "Гамма"):
        ask(f"Создай фичу {name}")
    for _ in range(3):
        assert ask("отмени").startswith("Отменено")
    assert rows("SELECT count(*) FROM features") == [(0,)]
    for _ in range(3):
        assert ask(word).startswith(("Возвращено", "Redone"))
    assert rows("SELECT count(*) FROM features") == [(3,)]
    assert ask(word) in ("Возвращать нечего.", "There is nothing to redo.")
    assert rows("SELECT count(*) FROM features") == [(3,)]


def test_bring_it_back_takes_back_a_step_that_is_no_undo(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Фича Вход готова")
    ask("верни обратно")
    assert _status(rows) == "backlog"
