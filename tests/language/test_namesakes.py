"""Two projects with features of one name: a project that is named in a part of a message is that of all parts."""

from __future__ import annotations

import datetime as dt

import pytest

from language import Thing, World, understand
from language.meaning import commands_of

_TODAY = dt.date(2026, 11, 27)
_BANK, _SITE = Thing("project", 1, "Банк"), Thing("project", 2, "Сайт")
_WORLD = World(
    (
        _BANK,
        _SITE,
        Thing("feature", 10, "Вход", 1, "Банк"),
        Thing("feature", 11, "Вход", 2, "Сайт"),
        Thing("feature", 12, "Оплата", 1, "Банк"),
        Thing("feature", 13, "Оплата", 2, "Сайт"),
        Thing("release", 20, "v2.0", 1, "Банк"),
        Thing("release", 21, "v2.0", 2, "Сайт"),
    ),
    active_project_id=1,
)


@pytest.mark.parametrize(
    "text",
    [
        "в проекте Сайт удали вход и отмени оплату",
        "удали вход и отмени оплату в проекте Сайт",
        "в проекте Сайт: вход готов; оплата отменена",
        "в проекте Сайт: вход готов. Оплата отменена",
        "вход готов и оплата отменена (проект Сайт)",
        "на Сайте удали вход и отмени оплату",
        "в Сайте перенеси v2.0 на 5 мая и вход отмени",
        "Сайт:\n- вход готов\n- оплата отменена",
        "в проекте Сайт переименуй вход в Ключ, и удали оплату",
    ],
)
def test_both_steps_are_of_the_project_that_is_named(text: str) -> None:
    commands = commands_of(understand(text, _WORLD, _TODAY))
    things = [value for command in commands for value in command.slots.values() if isinstance(value, Thing)]
    assert len(commands) == 2
    assert {thing.project for thing in things} == {"Сайт"}


def test_no_feature_is_made_where_another_project_is_named() -> None:
    assert not commands_of(understand("в проекте Сайт создай фичу Чат, и удали оплату", _WORLD, _TODAY))


def test_without_a_project_the_active_one_is_meant() -> None:
    commands = commands_of(understand("удали вход и отмени оплату", _WORLD, _TODAY))
    assert [command.slots["feature"].project for command in commands] == ["Банк", "Банк"]


@pytest.mark.parametrize(
    "text, places",
    [
        ("вход готов. На Сайте оплата отменена", ["Банк", "Сайт"]),
        ("закрой вход, а на Сайте отмени оплату", ["Банк", "Сайт"]),
        ("закрой вход в Банке и отмени оплату на Сайте", ["Банк", "Сайт"]),
    ],
)
def test_a_project_named_for_one_part_is_of_that_part(text: str, places: list[str]) -> None:
    commands = commands_of(understand(text, _WORLD, _TODAY))
    things = [command.slots.get("feature") for command in commands]
    assert [thing.project for thing in things if isinstance(thing, Thing)] in (places, [])
