from __future__ import annotations

import datetime as dt
import sys

import pytest

from language import BadDate, Choice, Command, NoCommand, Thing, World, explain, understand
from language.answers import number, yes_or_no
from language.sentence import Sentence
from language.tidying.layout import mended

TODAY = dt.date(2026, 11, 24)
LOGIN, PAY = Thing("feature", 1, "Вход", 1, "Банк"), Thing("feature", 2, "Вход", 2, "Сайт")
WORLD = World((Thing("project", 1, "Банк"), Thing("project", 2, "Сайт"), LOGIN, PAY), 1)


def test_forwarded_text_is_never_a_command() -> None:
    meaning = understand("Фича Вход готова", WORLD, TODAY, forwarded=True)
    assert isinstance(meaning, NoCommand)
    assert meaning.reason == "forwarded"


def test_the_active_project_decides_between_namesakes() -> None:
    meaning = understand("Фича Вход готова", WORLD, TODAY)
    assert explain("Фича Вход готова", WORLD, TODAY).meaning == meaning
    assert meaning.slots["feature"] == LOGIN  # type: ignore[union-attr]


def test_without_an_active_project_namesakes_are_offered() -> None:
    meaning = understand("Фича Вход готова", World(WORLD.things, None), TODAY)
    assert isinstance(meaning, Choice)
    assert set(meaning.options) == {LOGIN, PAY}


def test_a_project_named_in_the_sentence_decides() -> None:
    meaning = understand("в проекте Сайт фича Вход готова", WORLD, TODAY)
    assert meaning.slots["feature"] == PAY  # type: ignore[union-attr]


def test_a_thing_of_another_project_is_only_offered() -> None:
    world = World((*WORLD.things, Thing("feature", 3, "Оплата", 2, "Сайт")), 1)
    meaning = understand("Фича Оплата готова", world, TODAY)
    assert isinstance(meaning, Choice)
    assert [o.project for o in meaning.options] == ["Сайт"]


def test_a_day_that_does_not_exist_is_named() -> None:
    meaning = understand("Создай релиз v9 на 30 февраля", WORLD, TODAY)
    assert isinstance(meaning, BadDate)
    assert (meaning.problem, meaning.said) == ("impossible", "30 февраля")


@pytest.mark.parametrize(
    "text, language",
    [
        ("Фича Вход готова", "ru"),
        ("feature Вход is done", "en"),
        ("Вход -> done", "ru"),
        ("where am I?", "en"),
        ("мусор", "ru"),
        ("rubbish", "en"),
        ("123", None),
    ],
)
def test_the_language_is_that_of_the_words_around_the_names(text: str, language: str | None) -> None:
    assert understand(text, WORLD, TODAY).language == language


@pytest.mark.parametrize(
    "text, answer",
    [
        ("Да", True),
        ("yes!", True),
        ("нет.", False),
        ("No", False),
        ("не, передумал", False),
        ("Передумала!", False),
        ("да ну", None),
    ],
)
def test_a_bare_yes_or_no_is_an_answer(text: str, answer: bool | None) -> None:
    assert yes_or_no(text) is answer


@pytest.mark.parametrize(
    "text, option",
    [
        ("2", 2),
        ("2.", 2),
        ("№1", 1),
        ("12", None),
        ("два", None),
        ("первую", 1),
        ("Вторую, пожалуйста", 2),
        ("the second one", 2),
        ("последнюю", 3),
        ("the last one", 3),
        ("первую и вторую", None),
        ("вторую неделю", None),
    ],
)
def test_a_bare_number_names_an_option(text: str, option: int | None) -> None:
    assert number(text, 3) == option


@pytest.mark.parametrize(
    "typed, meant",
    [("ntvyfz ntvf", "темная тема"), ("dark theme", "dark theme"), ("вфкл еруьу", "dark theme"), ("привет", "привет")],
)
def test_a_text_in_the_wrong_layout_is_read_as_meant(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    "order",
    [
        "закрой все фичи",
        "отметь все фичи 2.0 готовыми",
        "перенеси все фичи из 2.0 в 2.1",
        "mark all features in v2.0 as done",
        "move all features from v2.0 to v2.1",
    ],
)
def test_an_order_for_many_is_not_answered_with_a_list(order: str) -> None:
    assert not isinstance(understand(order, WORLD, TODAY), Command)


@pytest.mark.parametrize("text", ["закройте подсказки", "убери справку", "turn off the help"])
def test_what_is_to_be_put_away_is_not_shown(text: str) -> None:
    assert isinstance(understand(text, WORLD, TODAY), NoCommand)


def test_only_what_is_not_understood_as_a_whole_is_weighed_for_what_it_resembles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def weighed(sentence: Sentence) -> tuple[Command, ...]:
        asked.append(sentence.text)
        return (Command("", "idea_list"),)

    reached = sys.modules["language.understand"]  # the room gives its name to the function
    monkeypatch.setattr(reached, "likeliest", weighed)
    text = "сдаётся мне, что в готовых у нас с утра ходит чайник, Вход по отпечатку и погода"
    meaning = understand(text, WORLD, TODAY)
    assert isinstance(meaning, NoCommand)
    assert (asked, meaning.near) == ([text], (Command("", "idea_list"),))
