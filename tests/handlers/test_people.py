"""Who answers for a feature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


def test_a_product_owner_follows_another(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    assert ask("Назначь PO фичи Вход: Анна Иванова") == "PO фичи Вход: — → Анна Иванова"
    assert ask("Назначь PO фичи Вход: Анна Иванова") == "Анна Иванова — уже PO фичи Вход."
    assert "↩️ Отменить" not in chat.shown
    assert ask("Назначь PO фичи Вход: Пётр <Первый> & Ко") == "PO фичи Вход: Анна Иванова → Пётр <Первый> & Ко"
    assert rows("SELECT assigned_po FROM features") == [("Пётр <Первый> & Ко",)]


def test_a_name_of_100_characters_fits_and_one_more_does_not(ask: Ask, feature: str, rows: Rows) -> None:
    fits = "Ё" + "ё" * 99
    assert ask(f"Назначь PO фичи Вход: {fits}") == f"PO фичи Вход: — → {fits}"
    answer = ask(f"Назначь PO фичи Вход: {fits}ё")
    assert answer == "Слишком длинное название: символов в нём 101, а помещается не больше 100 символов."
    assert rows("SELECT assigned_po FROM features") == [(fits,)]


def test_nobody_is_not_a_person(ask: Ask, feature: str, rows: Rows) -> None:
    assert "сломалось" not in ask("Назначь PO фичи Вход: —")
    assert "сломалось" not in ask("Назначь PO фичи Вход:")
    assert rows("SELECT assigned_po FROM features") == [(None,)]


def test_teams_are_a_list(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    assert ask("Команды фичи Вход: Бэкенд ,iOS; Дизайн и QA") == "Команды фичи Вход: — → Бэкенд, iOS, Дизайн, QA"
    assert ask("Команды фичи Вход: Бэкенд, iOS, Дизайн, QA").startswith("Команды фичи Вход уже такие")
    assert ask("Команды фичи Вход: Бэкенд") == "Команды фичи Вход: Бэкенд, iOS, Дизайн, QA → Бэкенд"
    assert rows("SELECT assigned_teams FROM features") == [("Бэкенд",)]
    chat.tap("↩️")
    assert rows("SELECT assigned_teams FROM features") == [("Бэкенд, iOS, Дизайн, QA",)]


def test_too_many_teams(ask: Ask, feature: str, rows: Rows) -> None:
    many = ", ".join(f"Команда номер {n}" for n in range(40))
    assert "помещается не больше 500" in ask(f"Команды фичи Вход: {many}")
    assert rows("SELECT assigned_teams FROM features") == [(None,)]


def test_of_an_unknown_feature(ask: Ask, project: str) -> None:
    assert ask("Назначь PO фичи Xyzzy: Анна Иванова") == "Не знаю фичу «Xyzzy»."
    assert ask("Команды фичи Xyzzy: Бэкенд") == "Не знаю фичу «Xyzzy»."


@pytest.mark.parametrize(
    "words", ["назначь вход на меня", "назначь меня PO фичи вход", "assign вход to me", "беру вход на себя"]
)
def test_the_speaker_is_the_po(chat: Chat, feature: str, rows: Rows, words: str) -> None:
    chat.say(words)
    assert rows("SELECT assigned_po = full_name FROM features, users") == [(True,)]


@pytest.mark.parametrize("words", ["не назначай вход на меня", "назначить вход на меня?"])
def test_the_speaker_is_not_made_the_po(chat: Chat, feature: str, rows: Rows, words: str) -> None:
    chat.say(words)
    assert rows("SELECT assigned_po FROM features") == [(None,)]


def test_what_is_the_speakers(chat: Chat, ask: Ask, feature: str) -> None:
    ask("Создай фичу Оплата")
    ask("назначь оплату на меня")
    assert "Вход" not in ask("что на мне?")
    assert "Оплата" in chat.said


def test_who_is_to_be_the_owner_is_asked_for_and_answered(ask: Ask, feature: str, rows: Rows) -> None:
    assert ask("назначь PO фиче Вход") == "Кто будет PO фичи Вход?"
    assert rows("SELECT assigned_po FROM features") == [(None,)]
    assert ask("Софья Белова") == "PO фичи Вход: — → Софья Белова"
    assert rows("SELECT assigned_po FROM features") == [("Софья Белова",)]


@pytest.mark.parametrize("said", ["Ольга", "Olga"])
def test_a_first_name_alone_is_that_of_the_only_one_who_has_it(ask: Ask, feature: str, rows: Rows, said: str) -> None:
    ask("Создай фичу Оплата")
    ask("Назначь PO фичи Вход: Ольга Ким")
    assert "Ольга Ким" in ask(f"Назначь PO фичи Оплата: {said}")
    assert rows("SELECT DISTINCT assigned_po FROM features") == [("Ольга Ким",)]


def test_a_first_name_of_two_stays_as_it_is_said(ask: Ask, feature: str, rows: Rows) -> None:
    for name, po in (("Оплата", "Ольга Ким"), ("Чат", "Ольга Серова")):
        ask(f"Создай фичу {name}")
        ask(f"Назначь PO фичи {name}: {po}")
    ask("Назначь PO фичи Вход: Ольга")
    assert rows("SELECT assigned_po FROM features WHERE name = 'Вход'") == [("Ольга",)]
