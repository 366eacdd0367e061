"""The card of a release, its history, and the questions that lead to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import coming, seen, written

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def release(chat: Chat, feature: str, today: dt.date) -> str:
    """3.0 in ten days, with Вход in it; and the same for 3.1 in twenty."""
    for version, days in (("3.0", 10), ("3.1", 20)):
        chat.say(f"Создай релиз {version} на {today + dt.timedelta(days=days):%d.%m.%Y}")
    chat.say("Добавь фичу Вход в релиз 3.0")
    return "3.0"


@pytest.mark.parametrize(
    "words",
    [
        "релиз 3.0",
        "покажи релиз 3.0",
        "3.0",
        "когда 3.0?",
        "когда выходит 3.0?",
        "что с релизом 3.0",
        "3.0 выйдет вовремя?",
        "кто сдвинул 3.0",
        "что в релизе 3.0?",
        "релиз 3.0 вышел?",
    ],
)
def test_a_question_about_a_release_is_answered_with_its_card(
    ask: Ask, release: str, today: dt.date, unchanged: Callable[[], bool], words: str
) -> None:
    unchanged()
    lines = ask(words).split("\n")
    due = written(today + dt.timedelta(days=10))
    assert lines[:3] == ["📦 3.0: запланирован", f"Срок: {due}, осталось 10 дней", "Готово фич: 0 из 1"]
    assert lines[3].startswith("• ⚪ Вход — ")
    assert "мало истории" in lines[4]
    assert unchanged()


def test_the_card_in_english_and_its_buttons(chat: Chat, ask: Ask, release: str, today: dt.date) -> None:
    lines = ask("show release 3.1").split("\n")
    due = written(today + dt.timedelta(days=20), "en")
    assert lines == ["📦 3.1: planned", f"Due: {due}, 20 days left", "There are no features in it."]
    assert list(chat.shown) == ["Move", "It is out", "History"]
    chat.tap("History")
    assert "History of 3.1, newest first:" in seen(chat.said)


@pytest.mark.parametrize("days, told", [(1, ", остался 1 день"), (0, ", это сегодня"), (-1, ", просрочен на 1 день")])
def test_the_day_is_told_by_its_distance(
    ask: Ask, release: str, today: dt.date, rows: Rows, days: int, told: str
) -> None:
    date = today + dt.timedelta(days=days)
    rows("UPDATE releases SET target_date = :day WHERE version = '3.0'", day=date)
    assert ask("релиз 3.0").split("\n")[1] == f"Срок: {written(date)}{told}"


def test_the_card_leads_on_to_why_its_hottest_is_hot_to_a_move_and_to_its_end(
    chat: Chat, ask: Ask, release: str, today: dt.date
) -> None:
    chat.say("Вход заблокирован: ждём API")
    ask("релиз 3.0")
    assert list(chat.shown) == ["Почему: Вход", "Перенести", "Выпущен", "История"]
    assert "Вход: " in seen(chat.tap("Почему: Вход"))
    ask("релиз 3.0")
    assert seen(chat.tap("Перенести")).endswith("На какое число перенести релиз 3.0?")
    new = today + dt.timedelta(days=12)
    assert f"→ {written(new)}?" in ask(f"{new:%d.%m.%Y}")
    chat.tap("✅")
    ask("релиз 3.0")
    assert seen(chat.tap("Выпущен")).split("\n")[1].startswith("Релиз 3.0 выпущен? ")
    chat.tap("✅")
    ask("релиз 3.0")
    assert list(chat.shown) == ["История"]


def test_of_a_release_that_is_out_only_its_day_is_told(chat: Chat, ask: Ask, release: str, today: dt.date) -> None:
    chat.say("Фича Вход готова")
    chat.say("Релиз 3.0 выпущен")
    chat.tap("✅")
    due = written(today + dt.timedelta(days=10))
    assert ask("релиз 3.0") == f"📦 3.0: выпущен\nСрок: {due}\nГотово фич: 1 из 1"


def test_the_hottest_three_come_first_and_the_rest_is_counted(chat: Chat, ask: Ask, release: str) -> None:
    for name in ("Алерты", "Почта", "Отчёт"):
        chat.say(f"Создай фичу {name}")
        chat.say(f"Добавь фичу {name} в релиз 3.0")
    chat.say("Почта заблокирована: ждём API")
    lines = ask("релиз 3.0").split("\n")
    assert lines[3].startswith("• 🔴 Почта — ")
    assert [line.split(" — ")[0] for line in lines[4:7]] == ["• ⚪ Алерты", "• ⚪ Вход", "и ещё 1"]


def test_how_its_day_was_moved_stands_on_the_card_and_in_its_history(
    chat: Chat, ask: Ask, release: str, today: dt.date
) -> None:
    asked = ask("сдвинь релиз 3.0 на две недели вправо, НСПК тянет")
    old, new = (written(today + dt.timedelta(days=days)) for days in (10, 24))
    assert asked == f"Перенести релиз 3.0: {old} → {new}?\nВ нём 1 фича.\nПричина: НСПК тянет"
    chat.tap("✅")
    assert "+14 дней, НСПК тянет" in ask("кто сдвинул 3.0")
    assert "НСПК тянет" in ask("история релиза 3.0")
    assert "+14 дней, НСПК тянет" in ask("почему переносили 3.0?")


@pytest.mark.parametrize("words", ["почему 3.0 под угрозой?", "что держит 3.0?", "why is 3.0 at risk?"])
def test_why_a_release_is_in_danger_is_what_the_radar_says_of_it(
    chat: Chat, ask: Ask, release: str, today: dt.date, rows: Rows, words: str
) -> None:
    rows("UPDATE releases SET target_date = :day WHERE version = '3.0'", day=today - dt.timedelta(days=3))
    assert ask(words).split("\n")[0].startswith("3.0:")
    assert any(label in chat.shown for label in ("Подробнее", "Details"))


def test_a_release_that_is_negated_is_not_the_one_that_is_moved(ask: Ask, release: str, today: dt.date) -> None:
    old, new = (written(today + dt.timedelta(days=days)) for days in (20, 27))
    assert ask("не 3.0, а 3.1 перенеси на неделю") == f"Перенести релиз 3.1: {old} → {new}?"
    day = coming(today, 3, 1)
    if day not in (today + dt.timedelta(days=10), today + dt.timedelta(days=20)):
        assert ask("не 3.1, а 3.0 перенеси на 1 марта").startswith("Перенести релиз 3.0:")
