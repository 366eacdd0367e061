"""Projects: names, the archive, what goes with them, and where a person is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


def _names(rows: Rows) -> list[str]:
    return [name for (name,) in rows("SELECT name FROM projects ORDER BY id")]


@pytest.mark.parametrize("letter", ["a", "ё", "Я", "😀", "ß"])
def test_a_name_of_200_characters_fits_and_one_more_does_not(chat: Chat, ask: Ask, rows: Rows, letter: str) -> None:
    stem = "Проект "
    fits = stem + letter * (200 - len(stem))
    chat.say(f"Создай проект {fits}")
    assert _names(rows) == [fits]
    assert chat.said.startswith(f"Контекст: Проект {fits}\n")

    answer = ask(f"Создай проект {fits}{letter}")
    assert answer == "Слишком длинное название: символов в нём 201, а помещается не больше 200 символов."
    assert _names(rows) == [fits]


def test_a_name_that_grows_when_it_is_folded_is_too_long_as_well(ask: Ask, rows: Rows) -> None:
    """ΐ folds into three letters: 200 of them would not fit into the column that compares names."""
    assert "Слишком длинное название" in ask("Создай проект " + "ΐ" * 200)
    assert _names(rows) == []


@pytest.mark.parametrize("words", ["Создай проект", "Создай проект «»", "Создай проект ...", "Создай проект 🚀"])
def test_a_project_without_a_name_is_not_created(chat: Chat, rows: Rows, words: str) -> None:
    answer = chat.say(words)
    assert _names(rows) == []
    assert "сломалось" not in answer
    assert "↩️ Отменить" not in chat.shown


@pytest.mark.parametrize("name", ["елки", "Ёлки", "  ЕЛКИ ", "ёлки", "«Ёлки»"])
def test_the_same_name_in_other_letters_is_refused(ask: Ask, rows: Rows, name: str) -> None:
    ask("Создай проект Ёлки")
    assert ask(f"Создай проект {name}") == "Проект Ёлки уже есть."
    assert _names(rows) == ["Ёлки"]


def test_white_space_in_a_name_is_collapsed_and_does_not_make_another_name(ask: Ask, rows: Rows) -> None:
    ask("Создай проект Личный   кабинет")
    assert _names(rows) == ["Личный кабинет"]
    assert ask("Создай проект личный\u00a0кабинет") == "Проект Личный кабинет уже есть."


def test_an_archived_project_keeps_its_name(chat: Chat, ask: Ask, rows: Rows) -> None:
    chat.say("Создай проект Ёлки")
    chat.say("Архивируй проект Ёлки")
    chat.tap("✅")
    assert ask("Создай проект елки") == "Проект Ёлки уже есть, он в архиве."
    chat.say("Создай проект Сосны")
    assert ask("Переименуй проект Сосны в ЕЛКИ") == "Проект Ёлки уже есть, он в архиве."
    assert _names(rows) == ["Ёлки", "Сосны"]


@pytest.mark.parametrize("name", ["<b>A & B</b>", "100% & {name} %s %(x)d", 'a "b" \\n c', "🚀 Ракета", "O'Reilly <3"])
def test_a_name_may_hold_anything(chat: Chat, rows: Rows, name: str) -> None:
    chat.say(f"Создай проект {name}")
    assert _names(rows) == [name]
    assert seen(chat.said).startswith(f"Контекст: Проект {name}\nПроект {name} создан")
    chat.say("Мои проекты")
    assert f"{name} — 0 фич" in seen(chat.said)


def test_renaming(ask: Ask, rows: Rows) -> None:
    ask("Создай проект Ёлки")
    ask("Создай проект Сосны")
    assert ask("Переименуй проект Ёлки в сосны") == "Проект Сосны уже есть."
    assert ask("Переименуй проект Ёлки в Ёлки") == "Уже так и называется."
    assert ask("Переименуй проект Ёлки в ЕЛКИ") == "Проект переименован: Ёлки → ЕЛКИ."
    assert ask("Переименуй проект Сосны в " + "я" * 201).startswith("Слишком длинное название: символов в нём 201")
    assert _names(rows) == ["ЕЛКИ", "Сосны"]


def test_an_unknown_project_is_named_as_such(chat: Chat, ask: Ask, unchanged: Callable[[], bool]) -> None:
    assert ask("Переключись на проект Xyzzy") == "Не знаю проект «Xyzzy»."
    assert list(chat.shown) == ["Мои проекты"]
    chat.tap("Мои проекты")
    assert "Проектов пока нет." in chat.said
    unchanged()
    chat.tap("Создать проект «Мой первый»")
    assert chat.said.startswith("Контекст: Проект Мой первый\n")


def test_a_near_miss_is_offered(chat: Chat, ask: Ask) -> None:
    ask("Создай проект Мобильное приложение")
    ask("Сбрось контекст")
    assert ask("Переключись на проект Мобилка приложение").startswith(("Не знаю", "Мобильное приложение:"))


def test_an_archived_project_can_only_be_restored(chat: Chat, ask: Ask, project: str, feature: str) -> None:
    chat.say("Создай проект Другой")
    chat.say("Архивируй проект Радар")
    assert seen(chat.said).endswith("Убрать в архив проект Радар (1 фича, 0 релизов)?")
    chat.tap("✅")
    assert seen(chat.said) == "Контекст: Проект Другой\nПроект Радар теперь в архиве."

    assert ask("Архивируй проект Радар") == "Проект Радар уже в архиве."
    assert ask("Покажи фичу Вход") == "Не знаю фичу «Вход»."
    assert ask("Создай фичу Чат в проекте Радар") == "Проект Радар в архиве, сначала его нужно вернуть."
    assert list(chat.shown) == ["Вернуть из архива"]
    assert ask("Переключись на проект Радар") == "Проект Радар в архиве."
    chat.tap("Вернуть из архива")
    assert seen(chat.said) == "Контекст: Проект Другой\nПроект Радар вернулся из архива."
    assert ask("Верни проект Радар из архива") == "Проект Радар не в архиве."
    assert "бэклог" in ask("Покажи фичу Вход в проекте Радар") or "Вход — Радар" in chat.shown


def test_archiving_takes_everyone_out_of_the_project(chat: Chat, maria: Chat, project: str) -> None:
    maria.say("Переключись на проект Радар")
    assert maria.said.startswith("Контекст: Проект Радар")
    chat.say("Архивируй проект Радар")
    chat.tap("✅")
    assert chat.said.startswith("Контекст: Все проекты")
    assert maria.say("Где я?").startswith("Контекст: Все проекты")
    chat.say("Отмени последнее")
    assert chat.said.startswith("Контекст: Проект Радар")


def test_things_of_an_archived_project_are_in_no_list(chat: Chat, ask: Ask, feature: str) -> None:
    for words in ("Создай релиз v1.0 на 15 февраля", "Идея: тёмная тема", "Архивируй проект Радар"):
        chat.say(words)
    chat.tap("✅")
    assert ask("Фичи") == "Фич пока нет."
    assert ask("Релизы") == "Релизов пока нет."
    assert ask("Идеи") == "Идей пока нет."
    assert ask("Мои проекты").endswith("Радар — 1 фича, в архиве")
    assert ask("Где я?") == "0 активных проектов."


def test_deleting_says_what_goes_with_the_project(chat: Chat, project: str, feature: str, rows: Rows) -> None:
    for words in ("Создай релиз v1.0 на 15 февраля", "Риск: сервер упадёт, высокий", "Удали проект Радар"):
        chat.say(words)
    assert seen(chat.said).endswith("Удалить проект Радар со всем содержимым (1 фича, 1 релиз, 1 риск)?")
    chat.tap("❌")
    assert seen(chat.said).endswith("Хорошо, всё остаётся как есть.")
    assert _names(rows) == ["Радар"]

    chat.say("Удали проект Радар")
    chat.tap("✅")
    assert seen(chat.said) == "Контекст: Все проекты\nПроект Радар удалён."
    chat.tap("↩️")
    assert "Проект Радар: восстановлен" in seen(chat.said)
    assert rows("SELECT count(*) FROM features")[0][0] == 1


def test_switching_to_where_one_is_changes_nothing(chat: Chat, project: str) -> None:
    chat.say("Переключись на проект Радар")
    assert "↩️ Отменить" not in chat.shown
    assert chat.said.startswith("Контекст: Проект Радар\n")
    chat.say("Сбрось контекст")
    assert "↩️ Отменить" in chat.shown
    chat.say("Сбрось контекст")
    assert "↩️ Отменить" not in chat.shown


def test_the_list_leads_into_the_projects(chat: Chat, project: str) -> None:
    chat.say("Создай проект " + "Очень длинное название " * 6)
    chat.say("Мои проекты")
    assert [label for label in chat.shown if label.startswith("→")] == ["→ Радар"]
    chat.tap("→ Радар")
    assert chat.said.startswith("Контекст: Проект Радар\n")
    chat.say("Мои проекты")
    assert all(len(label) <= 62 for label in chat.shown)


def test_a_description_is_kept_whole_and_echoed_in_short(chat: Chat, project: str, rows: Rows) -> None:
    text = "Очень <важный> & длинный текст. " * 100 + "Всё"
    chat.say(f"Описание проекта Радар: {text}")
    assert rows("SELECT description FROM projects")[0][0] == text
    assert len(seen(chat.said)) < 400
    assert seen(chat.said).endswith("…")


def test_a_project_is_created_with_what_belongs_to_it_and_undone_in_one_step(chat: Chat, rows: Rows) -> None:
    chat.say("Создай проект Радар")
    chat.say("создай проект Лояльность, фичи Баллы и Уровни и релиз v1 на 20 января")
    named = "SELECT p.name, f.name FROM features f JOIN projects p ON p.id = f.project_id ORDER BY f.id"
    assert rows(named) == [("Лояльность", "Баллы"), ("Лояльность", "Уровни")]
    assert rows("SELECT p.name, version FROM releases JOIN projects p ON p.id = project_id") == [("Лояльность", "v1")]
    assert seen(chat.said).startswith("Контекст: Проект Лояльность")
    chat.say("Отмени последнее")
    assert rows("SELECT name FROM projects") == [("Радар",)]
    assert rows("SELECT version FROM releases") == []
    assert seen(chat.said).startswith("Контекст: Проект Радар")


def test_a_project_is_created_with_its_description(chat: Chat, rows: Rows) -> None:
    chat.say("Создай проект Феникс, описание: перезапуск банка")
    assert rows("SELECT name, description FROM projects") == [("Феникс", "перезапуск банка")]
    assert "перезапуск банка" in chat.said
