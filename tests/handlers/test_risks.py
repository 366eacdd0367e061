"""Risks: written down with their weight, closed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.mark.parametrize(
    "said, severity, word",
    [
        ("", "medium", "средний"),
        (", низкий", "low", "низкий"),
        (", средний", "medium", "средний"),
        (", высокий", "high", "высокий"),
        (", критический", "critical", "критический"),
    ],
)
def test_its_weight(ask: Ask, project: str, rows: Rows, said: str, severity: str, word: str) -> None:
    assert ask(f"Риск: сервер <не> выдержит & упадёт{said}") == (f"Риск записан, {word}: сервер <не> выдержит & упадёт")
    assert rows("SELECT severity, description FROM risks") == [(severity, "сервер <не> выдержит & упадёт")]


def test_the_project_is_named_where_the_context_does_not(chat: Chat, ask: Ask, project: str) -> None:
    chat.say("Сбрось контекст")
    assert ask("Риск: сервер упадёт").split("\n") == ["Риск записан, средний: сервер упадёт", "Проект: Радар"]


def test_it_is_closed_once(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    ask("Риск: сервер упадёт")
    button = chat.shown["Закрыть"]
    chat.tap("Закрыть")
    assert seen(chat.said).endswith("Риск закрыт: сервер упадёт")
    chat.shown["Закрыть"] = button
    chat.tap("Закрыть")
    assert seen(chat.said).endswith("Этот риск уже закрыт: сервер упадёт")
    assert rows("SELECT status FROM risks") == [("closed",)]
    assert ask("Закрой риск сервер упадёт") == "Не знаю риск «сервер упадёт»."
    assert chat.shown == {}


def test_two_risks_of_the_same_words_are_numbered(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    ask("Риск: сервер упадёт")
    ask("Риск: сервер упадёт")
    assert ask("Закрой риск сервер упадёт").split("\n") == [
        "Что именно — «сервер упадёт»?",
        "1. сервер упадёт",
        "2. сервер упадёт",
    ]
    chat.tap("2.")
    assert rows("SELECT status FROM risks ORDER BY id") == [("open",), ("closed",)]


def test_long_risks_are_spelled_out_above_the_buttons(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    long = "сервер не выдержит нагрузки в день запуска и мы потеряем всех новых клиентов"
    ask(f"Риск: {long} сразу")
    ask(f"Риск: {long} потом")
    answer = ask("Закрой риск сервер не выдержит нагрузки")
    assert f"1. {long} сразу\n2. {long} потом" in answer
    assert all(len(label) <= 60 for label in chat.shown)
    assert ask("2") == f"Риск закрыт: {long} потом"


def test_a_risk_of_a_feature_names_it(chat: Chat, feature: str, rows: Rows) -> None:
    chat.shown = {"a risk": "d:risk_create:text=упадёт:feature=1"}
    chat.tap("a risk")
    assert seen(chat.said).endswith("Риск записан, средний: упадёт\nФича: Вход")
    assert rows("SELECT feature_id, project_id FROM risks") == [(1, 1)]


def test_without_a_project(ask: Ask, rows: Rows) -> None:
    assert ask("Риск: всё пропало, критический").startswith("Сначала нужен проект")
    assert rows("SELECT count(*) FROM risks") == [(0,)]


def test_a_long_risk_is_kept_whole_and_echoed_in_short(ask: Ask, project: str, rows: Rows) -> None:
    text = "очень <страшно> & долго 😱 " * 120 + "и всё"
    answer = ask(f"Риск: {text}")
    assert rows("SELECT description FROM risks") == [(text,)]
    assert len(answer) < 400


def test_a_risk_is_deleted_once_confirmed(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("Риск: подрядчик сорвёт сроки")
    chat.say("удали риск подрядчик сорвёт сроки")
    assert seen(chat.said).endswith("Удалить риск «подрядчик сорвёт сроки»?")
    chat.say("да")
    assert "Риск удалён" in seen(chat.said)
    assert rows("SELECT count(*) FROM risks") == [(0,)]
