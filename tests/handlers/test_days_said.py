"""A day that answers the bot's own question, or is said instead of the one that waits for a yes; several moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import coming, written

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def releases(chat: Chat, feature: str) -> None:
    """3.0 on April 10 and 3.1 on April 20."""
    chat.say("Создай релиз 3.0 на 10 апреля")
    chat.say("Создай релиз 3.1 на 20 апреля")


@pytest.fixture
def day_of(rows: Rows) -> Callable[[str], dt.date]:
    def run(version: str) -> dt.date:
        found: dt.date = rows("SELECT target_date FROM releases WHERE version = :v", v=version)[0][0]
        return found

    return run


@pytest.mark.parametrize("words", ["на 20 января", "20.01", "January 20", "давай на 20 января, пожалуйста"])
def test_the_day_of_a_new_release_may_come_in_the_next_message(
    ask: Ask, project: str, today: dt.date, day_of: Callable[[str], dt.date], words: str
) -> None:
    assert ask("создай релиз 4.0").startswith("На какое число?")
    assert ask(words) == f"Релиз 4.0 запланирован на {written(coming(today, 1, 20))}."
    assert day_of("4.0") == coming(today, 1, 20)


def test_a_move_without_a_day_is_asked_for_one_and_then_for_a_yes(
    chat: Chat, ask: Ask, releases: None, today: dt.date, day_of: Callable[[str], dt.date]
) -> None:
    assert ask("перенеси 3.0") == "На какое число перенести релиз 3.0?"
    assert ask("на неделю").startswith("Перенести релиз 3.0:")
    chat.tap("✅")
    assert day_of("3.0") == coming(today, 4, 10) + dt.timedelta(days=7)


def test_the_question_for_a_day_is_left_by_a_no_and_by_another_order(
    ask: Ask, releases: None, unchanged: Callable[[], bool]
) -> None:
    unchanged()
    ask("перенеси 3.0")
    assert ask("нет") == "Хорошо, всё остаётся как есть."
    ask("move 3.0")
    ask("Релизы")
    assert "3.0" not in ask("на 20 мая")
    assert unchanged()


def test_a_day_that_is_past_or_none_leaves_the_question_open(ask: Ask, releases: None) -> None:
    ask("перенеси 3.0")
    assert ask("на 30 февраля") == "Такого дня нет: 30 февраля."
    assert "уже прошлое" in ask("на вчера")
    assert ask("на 32") == "Такого дня нет: 32."
    assert ask("на 5 мая").startswith("Перенести релиз 3.0:")


@pytest.mark.parametrize(
    "words", ["нет, на 26", "нет, на 26 апреля", "actually, make it Apr 26", "26-го", "to the 26th"]
)
def test_a_day_said_instead_is_asked_about_anew(
    chat: Chat, ask: Ask, releases: None, today: dt.date, day_of: Callable[[str], dt.date], words: str
) -> None:
    ask("перенеси 3.1 на 25 апреля, ждём банк")
    april = coming(today, 4, 26)
    asked = ask(words)
    assert f"→ {written(april)}?" in asked or f"→ {written(april, 'en')}?" in asked
    assert "ждём банк" in asked
    chat.say("да")
    assert day_of("3.1") == april


@pytest.mark.parametrize("words", ["нет, не то", "no, that is all wrong"])
def test_whatever_begins_with_a_no_closes_the_question(
    ask: Ask, releases: None, unchanged: Callable[[], bool], words: str
) -> None:
    ask("перенеси 3.1 на 25 апреля")
    unchanged()
    ask(words)
    ask("да")
    assert unchanged()


@pytest.mark.parametrize(
    "words",
    [
        "перенеси 3.0 и 3.1 на неделю",
        "перенеси 3.0 на 18 мая и 3.1 на 25 мая",
        "у нас 3.0 и 3.1 сдвинулись на неделю",
    ],
)
def test_moves_of_two_releases_are_refused_by_name_and_none_is_dropped(
    chat: Chat, ask: Ask, releases: None, unchanged: Callable[[], bool], words: str
) -> None:
    unchanged()
    assert ask(words) == (
        "3.0, 3.1: о каждом из этих шагов я сначала переспрашиваю. По одному, пожалуйста.\nНичего не изменено."
    )
    assert not any("✅" in label for label in chat.shown)
    assert unchanged()


@pytest.mark.parametrize(
    "words",
    [
        "вход готов, и перенеси 3.0 на 1 мая",
        "вход заблокирован: ждём письмо, и сдвинь 3.0 на неделю",
        "вход заблокирован, перенеси 3.0 на неделю",
    ],
)
def test_a_move_beside_another_order_is_neither_dropped_nor_taken_for_a_reason(
    ask: Ask, releases: None, unchanged: Callable[[], bool], words: str
) -> None:
    unchanged()
    said = "3.0: это я сначала переспрашиваю, поэтому напишите об этом отдельным сообщением."
    assert ask(words) == f"{said}\nНичего не изменено."
    assert unchanged()
