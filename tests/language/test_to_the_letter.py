"""Sentences said to the letter are decided at once, and to the same as by the long way."""

from __future__ import annotations

import sys

import pytest

from language import Command, Earlier, NoCommand, Thing, World, explain, understand
from language.names import names_of
from language.templates.to_the_letter import said_to_the_letter
from tests.language.test_sayings import THINGS, TODAY, entries

DARK_THEME = next(thing for thing in THINGS if thing.name == "Тёмная тема")
SAID = [
    "фича {} готова",
    "Фича {} в работе.",
    "ФИЧА {} ЗАБЛОКИРОВАНА",
    "{} отменена!",
    "удали фичу «{}»",
    "покажи фичу {}",
    "история фичи {}",
    "переключись на проект {}",
    "архивируй проект {}",
    "релиз {} выпущен",
    "Покажи релиз {}",
    'feature "{}" is done',
    "{} is back to backlog",
    "Delete feature {}",
    "history of feature {}",
    "switch to project {}",
    "release {} is out",
    "не сейчас: {}",
]
ACTIVE = [None, 1, 3]


def at_once(text: str, world: World) -> object:
    return said_to_the_letter(text, names_of(world), world, TODAY)


@pytest.mark.parametrize("active", ACTIVE)
@pytest.mark.parametrize("said", SAID)
def test_a_template_with_a_name_is_decided_as_by_the_long_way(said: str, active: int | None) -> None:
    world = World(THINGS, active)
    texts = [said.format(thing.name) for thing in THINGS]
    decided = {text: found for text in texts if (found := at_once(text, world))}
    assert decided
    for text, meaning in decided.items():
        assert explain(text, world, TODAY).meaning == meaning, text


@pytest.mark.parametrize("active", ACTIVE)
def test_what_people_say_is_decided_as_by_the_long_way(active: int | None) -> None:
    world = World(THINGS, active)
    same = Command("", "feature_status", {"feature": DARK_THEME, "status": "done"})
    texts = {entry.values[0]["say"] for entry in entries()}
    decided = {text: found for text in texts if (found := at_once(text, world))}
    assert len(decided) > 20
    for text, meaning in decided.items():
        for earlier in (Earlier(), Earlier((DARK_THEME,), same, DARK_THEME)):
            assert explain(text, world, TODAY, earlier=earlier).meaning == meaning, text


@pytest.mark.parametrize(
    "text",
    [
        "Фича Тёмная тема готова?",
        "Фича Тёмная тема не готова",
        "Фича Тёмная тема и Регистрация готова",
        "Фича Тёмная тема-2 готова",
        "Фичу Тёмную тему готова",
        "Фича Тёмная тема готова, причина: всё сошлось",
        "Фича Тёмная тема готова завтра",
    ],
)
def test_a_word_more_or_a_name_said_otherwise_goes_the_long_way(text: str) -> None:
    assert at_once(text, World(THINGS, 1)) is None


def test_a_sentence_said_to_the_letter_needs_no_other_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys.modules[understand.__module__], "explain")
    meaning = understand("Фича Тёмная тема готова", World(THINGS, 1), TODAY)
    assert meaning == Command("ru", "feature_status", {"status": "done", "feature": DARK_THEME})


def test_the_same_words_forwarded_are_no_command() -> None:
    meaning = understand("Фича Тёмная тема готова", World(THINGS, 1), TODAY, forwarded=True)
    assert isinstance(meaning, NoCommand)


NESTED = (
    Thing("feature", 1, "Вход", 1, "Банк"),
    Thing("feature", 2, "Вход по коду", 1, "Банк"),
    Thing("feature", 3, "История", 1, "Банк"),
    Thing("feature", 4, "готова", 1, "Банк"),
)


def test_of_names_that_begin_alike_the_longest_is_meant() -> None:
    meaning = at_once("Фича Вход по коду готова", World(NESTED[:2], 1))
    assert meaning == Command("ru", "feature_status", {"status": "done", "feature": NESTED[1]})


def test_where_a_word_of_the_template_is_a_name_too_the_long_way_decides() -> None:
    assert at_once("история готова", World(NESTED, 1)) is None
    assert at_once("Фича Вход готова", World(NESTED, 1)) is None


def test_a_long_text_goes_the_long_way() -> None:
    name = "Вход " + "по коду " * 24
    world = World((Thing("feature", 1, name.strip(), 1, "Банк"),), 1)
    assert len(f"{name}в работе") == 205
    assert at_once(f"{name}в работе", world) is None
