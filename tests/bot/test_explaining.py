"""`flask understand` shows every step of an understanding."""

from __future__ import annotations

from flask import Flask

from tests.conftest import Chat


def told(app: Flask, *words: str) -> list[str]:
    return app.test_cli_runner().invoke(args=["understand", *words]).output.splitlines()


def test_a_kept_command_tells_what_keeps_it(app: Flask, chat: Chat) -> None:
    chat.say("Создай проект Банк")
    chat.say("Создай фичу Вход")
    lines = told(app, "вход готов процентов на 80", "--project", "Банк")
    assert "name:     вход = feature “Вход”" in lines
    assert any(line.startswith("cue:      готов = done") for line in lines)
    assert any("kept from being done: unfinished" in line for line in lines)
    assert lines[-2].startswith("decision: NoCommand(")
    assert lines[-1].startswith("took: ")


def test_moments_and_choices_are_shown(app: Flask, chat: Chat) -> None:
    chat.say("Создай проект Банк")
    chat.say("Создай фичу Оплата картой")
    chat.say("Создай фичу Оплата счётом")
    chat.say("Создай релиз v2.0 на 15 февраля")
    assert any("part of feature" in line for line in told(app, "оплата готова"))
    moved = told(app, "Перенеси релиз v2.0 на 1 марта")
    assert any(line.startswith("moment:   1 марта") for line in moved)
    assert "release_move" in moved[-2]


def test_an_unknown_project_is_named(app: Flask, chat: Chat) -> None:
    assert told(app, "что угодно", "--project", "Марс") == ["Error: There is no project “Марс”."]


def test_two_commands_in_one_message_are_taken_back_together(chat: Chat, app: Flask) -> None:
    for words in ("Создай проект Банк", "Создай фичу Вход", "Создай фичу Оплата", "Вход готов, Оплата в работе"):
        chat.say(words)
    assert chat.said.count("→") == 2
    chat.say("Отмени последнее")
    assert chat.said.count("→ бэклог") == 2


def test_of_two_commands_none_is_done_where_one_can_not_be(chat: Chat, app: Flask) -> None:
    for words in ("Создай проект Банк", "Создай фичу Вход", "Создай фичу Оплата", "Создай релиз v1 на 15 февраля"):
        chat.say(words)
    chat.say("Вход готов, убери Оплату из релиза")
    assert "→" not in chat.said
    chat.say("Покажи фичу Вход")
    assert "бэклог" in chat.said
