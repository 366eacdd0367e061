"""«Не сейчас»: what is put aside leaves the radar until its day, says so, and can be brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen, written

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def blocked(chat: Chat, feature: str) -> str:
    chat.say("Фича Вход заблокирована, причина: ждём API")
    return "Вход"


def _aside(rows: Rows) -> tuple[Any, ...]:
    return tuple(rows("SELECT aside_until, aside_reason FROM features")[0])


def _in(today: dt.date, days: int) -> dt.date:
    return today + dt.timedelta(days=days)


def test_what_is_put_aside_leaves_the_radar_and_says_so(
    chat: Chat, ask: Ask, blocked: str, rows: Rows, today: dt.date
) -> None:
    assert "Вход" in ask("Что горит?")
    until = _in(today, 7)
    assert ask("Отложи вход на неделю, ждём юристов").splitlines() == [
        f"Вход: отложено до {written(until)}: ждём юристов",
        "До этого дня на радаре не появится, потом вернётся само.",
    ]
    assert list(chat.shown) == ["Вернуть на радар", "↩️ Отменить"]
    assert _aside(rows) == (until, "ждём юристов")
    assert "Вход" not in ask("Что горит?")
    assert f"⏸ отложено до {written(until)}: ждём юристов" in ask("Покажи фичу Вход")
    assert ask("Что отложено?") == f"Отложено: 1\n• 🔴 Вход — отложено до {written(until)}: ждём юристов"


def test_it_is_taken_back_like_any_step(chat: Chat, ask: Ask, blocked: str, rows: Rows) -> None:
    ask("Отложи вход на неделю, ждём юристов")
    chat.tap("↩️")
    assert seen(chat.said).splitlines()[-1] == "Фича Вход: снова на радаре"
    assert _aside(rows) == (None, None)
    assert "Вход" in ask("Что горит?")


def test_it_is_brought_back_by_word_and_by_button(chat: Chat, ask: Ask, blocked: str, rows: Rows) -> None:
    ask("Отложи вход на неделю, ждём юристов")
    chat.tap("Вернуть на радар")
    assert seen(chat.said).splitlines()[1] == "Вход: снова на радаре."
    assert _aside(rows) == (None, None)
    ask("Отложи вход на неделю")
    assert ask("Верни вход на радар") == "Вход: снова на радаре."
    assert ask("Верни вход на радар") == "Вход: не отложено."


def test_it_returns_by_itself(ask: Ask, blocked: str, rows: Rows, today: dt.date) -> None:
    ask("Отложи вход на неделю")
    rows("UPDATE features SET aside_until = :day", day=today)
    assert "Вход" in ask("Что горит?")
    assert "отложено" not in ask("Покажи фичу Вход")
    assert ask("Что отложено?") == "Ничего не отложено."


def test_without_a_day_it_asks_for_one(chat: Chat, ask: Ask, blocked: str, rows: Rows, today: dt.date) -> None:
    assert ask("Не сейчас: вход") == "До какого дня отложить Вход?"
    labels = list(chat.shown)
    assert labels[0] == f"до завтра · {written(_in(today, 1))}"
    assert labels[-1] == f"на месяц · {written(_in(today, 30))}"
    assert _aside(rows) == (None, None)
    chat.tap("на неделю")
    assert _aside(rows) == (_in(today, 7), None)


def test_the_monday_offered_is_always_ahead(chat: Chat, ask: Ask, blocked: str, rows: Rows, today: dt.date) -> None:
    ask("Не сейчас: вход")
    chat.tap("понедельника")
    until = _aside(rows)[0]
    assert until.weekday() == 0
    assert 1 <= (until - today).days <= 7


def test_put_aside_once_more_with_the_same_words_changes_nothing(
    ask: Ask, blocked: str, unchanged: Callable[[], bool]
) -> None:
    ask("Отложи вход на неделю, ждём юристов")
    unchanged()
    assert "ждём юристов" in ask("Отложи вход на неделю, ждём юристов")
    assert unchanged()


@pytest.mark.parametrize(
    "words, answer",
    [("Отложи вход до сегодня", "не впереди"), ("Отложи вход до вчера", "прошл"), ("Отложи вход до 30 февраля", "нет")],
)
def test_a_day_that_is_not_ahead_is_refused(
    ask: Ask, blocked: str, unchanged: Callable[[], bool], words: str, answer: str
) -> None:
    unchanged()
    assert answer in ask(words)
    assert unchanged()


def test_what_is_done_needs_no_putting_aside(ask: Ask, feature: str, unchanged: Callable[[], bool]) -> None:
    ask("Фича Вход готова")
    unchanged()
    assert ask("Отложи вход на неделю") == "Вход: готова, на радаре этого и так нет."
    assert unchanged()


def test_a_release_is_put_aside_by_the_radars_own_words(
    chat: Chat, ask: Ask, feature: str, rows: Rows, today: dt.date
) -> None:
    ask("Создай релиз v2.0 на 15 февраля")
    ask("Не сейчас: v2.0 на неделю")
    assert rows("SELECT aside_until FROM releases") == [(_in(today, 7),)]
    assert f"⏸ отложено до {written(_in(today, 7))}" in ask("Релизы")
    assert "• 📦 v2.0 — отложено до" in ask("Что отложено?")


def test_what_is_put_aside_is_brought_back_from_the_list(chat: Chat, ask: Ask, blocked: str, rows: Rows) -> None:
    ask("Отложи вход на неделю")
    ask("Что отложено?")
    assert seen(chat.tap("Вернуть на радар: Вход")).endswith("Вход: снова на радаре.")
    assert rows("SELECT aside_until FROM features") == [(None,)]


def test_in_all_projects_the_project_is_named(ask: Ask, blocked: str) -> None:
    ask("Отложи вход на неделю")
    ask("Сбрось контекст")
    assert "Вход (Радар) — отложено до" in ask("Что отложено?")


def test_in_english(chat: Chat, app: object, today: dt.date) -> None:
    chat.language = "en"
    for words in ("Create project Bank", "Create feature Login", "Feature Login is blocked, reason: no API"):
        chat.say(words)
    until = written(_in(today, 7), "en")
    chat.say("Put login aside for a week, waiting for legal")
    assert seen(chat.said).splitlines()[1:] == [
        f"Login: put aside until {until}: waiting for legal",
        "Until then it is off the radar; that day it returns by itself.",
    ]
    chat.say("Bring login back to the radar")
    assert seen(chat.said).splitlines()[1] == "Login is back on the radar."


def test_the_history_tells_it_in_words(ask: Ask, blocked: str, today: dt.date) -> None:
    ask("Отложи вход на неделю, ждём юристов")
    ask("Верни вход на радар")
    told = ask("История фичи Вход")
    assert f"отложено до {written(_in(today, 7))}: ждём юристов" in told
    assert "снова на радаре" in told


def test_a_button_with_a_day_that_is_none_is_refused(chat: Chat, blocked: str, unchanged: Callable[[], bool]) -> None:
    unchanged()
    chat.post(chat.press("d:aside_put_until:feature=1:until=2026-99-99"))
    chat.post(chat.press("d:aside_put:reason=x"))
    assert unchanged()


@pytest.mark.parametrize("words", ["отложи вход", "отложи вход на потом", "postpone вход"])
def test_an_order_without_a_day_asks_for_it_and_keeps_the_status(
    chat: Chat, ask: Ask, blocked: str, rows: Rows, unchanged: Callable[[], bool], today: dt.date, words: str
) -> None:
    unchanged()
    assert "Вход" in ask(words)
    assert unchanged()
    assert rows("SELECT status FROM features") == [("blocked",)]
    chat.tap("на неделю")
    assert _aside(rows) == (_in(today, 7), None)


def test_an_order_to_do_the_work_does_not_say_that_it_is_done(
    ask: Ask, feature: str, unchanged: Callable[[], bool]
) -> None:
    unchanged()
    ask("сделай вход")
    assert unchanged()
