"""Ideas: kept as they are, listed, turned into features."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


def test_an_idea_needs_no_project(chat: Chat, ask: Ask, rows: Rows) -> None:
    assert ask("Идея: продавать <кофе> & чай") == "Идея записана: продавать <кофе> & чай"
    assert rows("SELECT content, project_id FROM ideas") == [("продавать <кофе> & чай", None)]
    chat.tap("Превратить в фичу")
    assert "Сначала нужен проект" in chat.said
    assert rows("SELECT converted_to_feature_id FROM ideas") == [(None,)]


def test_the_button_turns_it_into_a_feature_once(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    ask("Идея: тёмная тема")
    button = chat.shown["Превратить в фичу"]
    chat.tap("Превратить")
    assert seen(chat.said).endswith("Идея стала фичей тёмная тема.")
    chat.shown["Превратить"] = button
    chat.tap("Превратить")
    assert seen(chat.said).endswith("Эта идея уже стала фичей тёмная тема.")
    assert rows("SELECT count(*) FROM features") == [(1,)]
    assert ask("Идеи") == "Идей пока нет."


def test_undo_gives_the_idea_back(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    ask("Идея: тёмная тема")
    chat.tap("Превратить")
    chat.tap("↩️")
    assert rows("SELECT converted_to_feature_id FROM ideas") == [(None,)]
    assert rows("SELECT count(*) FROM features") == [(0,)]
    assert "• тёмная тема" in ask("Идеи")


def test_a_feature_of_that_name_is_in_the_way(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    ask("Создай фичу Тёмная тема")
    ask("Идея: темная тема")
    chat.tap("Превратить")
    assert seen(chat.said).endswith("Фича Тёмная тема в проекте Радар уже есть.")
    assert rows("SELECT converted_to_feature_id FROM ideas") == [(None,)]


def test_a_long_idea_becomes_a_description(chat: Chat, project: str, rows: Rows) -> None:
    idea = "Сделать так, чтобы всё было хорошо и красиво. " * 40 + "Вот"
    chat.say(f"Идея: {idea}")
    assert len(seen(chat.said)) < 400
    chat.tap("Превратить")
    ((name, description),) = rows("SELECT name, description FROM features")
    assert name.startswith("Сделать так, чтобы всё было хорошо")
    assert len(name) <= 80
    assert name.endswith("…")
    assert description == idea


def test_a_short_idea_in_two_lines_is_a_name_in_one(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("Идея: тёмная\nтема")
    chat.tap("Превратить")
    assert rows("SELECT name, description FROM features") == [("тёмная тема", None)]


def test_in_a_project_its_ideas_and_those_of_none_are_listed(chat: Chat, ask: Ask) -> None:
    ask("Идея: для всех")
    for name in ("Альфа", "Бета"):
        ask(f"Создай проект {name}")
        ask(f"Идея: для {name}")
    assert ask("Идеи").split("\n") == ["2 идеи:", "• для Бета", "• для всех"]
    chat.say("Сбрось контекст")
    assert ask("Идеи").split("\n") == ["3 идеи:", "• для Бета (Бета)", "• для Альфа (Альфа)", "• для всех"]


def test_an_idea_of_nobody_goes_into_the_project_asked_for(chat: Chat, ask: Ask, rows: Rows) -> None:
    ask("Идея: тёмная тема")
    button = chat.shown["Превратить в фичу"]
    for words in ("Создай проект Альфа", "Создай проект Бета", "Сбрось контекст"):
        chat.say(words)
    chat.shown["Превратить"] = button
    chat.tap("Превратить")
    assert "В каком проекте?" in chat.said
    chat.tap("Альфа")
    assert seen(chat.said).endswith("Идея стала фичей тёмная тема (Альфа).")


def test_an_unknown_idea(chat: Chat, ask: Ask, project: str) -> None:
    assert ask("Преврати идею Xyzzy в фичу") == "Не знаю идею «Xyzzy»."
    chat.tap("Идеи")
    assert "Идей пока нет." in chat.said


def test_an_idea_is_deleted_once_confirmed_and_comes_back_with_undo(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("Идея: кешбэк")
    chat.say("удали идею кешбэк")
    assert seen(chat.said).endswith("Удалить идею «кешбэк»?")
    assert rows("SELECT count(*) FROM ideas") == [(1,)]
    chat.tap("✅")
    assert "Идея удалена: кешбэк" in seen(chat.said)
    assert rows("SELECT count(*) FROM ideas") == [(0,)]
    chat.say("отмени")
    assert rows("SELECT content FROM ideas") == [("кешбэк",)]


def test_what_is_not_kept_is_not_made_by_deleting_it(chat: Chat, project: str, rows: Rows) -> None:
    assert "Не знаю идею «кешбэк»" in seen(chat.say("убери идею кешбэк"))
    assert rows("SELECT count(*) FROM ideas") == [(0,)]


def test_an_idea_becomes_a_feature_of_another_name(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("Идея: Виджет с балансом")
    chat.say("преврати идею Виджет с балансом в фичу и назови её Баланс")
    assert rows("SELECT name, description FROM features") == [("Баланс", "Виджет с балансом")]
