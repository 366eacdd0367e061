from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.api import BotApi
from bot.menu import COMMANDS, DESCRIPTIONS, SHORT_DESCRIPTIONS, register
from tests.support.botapi import Call, FakeTelegram

EXPECTED = [
    "start",
    "help",
    "projects",
    "features",
    "releases",
    "ideas",
    "changes",
    "open_radar",
    "undo",
    "redo",
    "where",
]


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


def registered(telegram: FakeTelegram) -> list[Call]:
    register(BotApi(telegram.token, telegram.url, 1))
    return telegram.calls


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_language_has_every_command(language: str) -> None:
    assert [name for name, _ in COMMANDS[language]] == EXPECTED


def test_every_command_is_told_apart_by_its_words() -> None:
    for commands in COMMANDS.values():
        assert len({words for _, words in commands}) == len(commands)


def test_telegram_takes_it_all(telegram: FakeTelegram) -> None:
    calls = registered(telegram)
    assert all(call.ok for call in calls)
    assert len(calls) == 9


def test_a_russian_reads_russian_and_everyone_else_english(telegram: FakeTelegram) -> None:
    calls = registered(telegram)
    menus = [call.params for call in calls if call.method == "setMyCommands"]
    first = {menu.get("language_code"): menu["commands"][0]["description"] for menu in menus}
    assert first == {None: COMMANDS["en"][0][1], "en": COMMANDS["en"][0][1], "ru": COMMANDS["ru"][0][1]}


def test_descriptions_come_in_both_languages(telegram: FakeTelegram) -> None:
    calls = registered(telegram)
    told = [c.params["description"] for c in calls if c.method == "setMyDescription"]
    short = [c.params["short_description"] for c in calls if c.method == "setMyShortDescription"]
    assert told == [DESCRIPTIONS["en"], DESCRIPTIONS["en"], DESCRIPTIONS["ru"]]
    assert short == [SHORT_DESCRIPTIONS["en"], SHORT_DESCRIPTIONS["en"], SHORT_DESCRIPTIONS["ru"]]


def test_it_may_be_registered_again(telegram: FakeTelegram) -> None:
    registered(telegram)
    assert all(call.ok for call in registered(telegram))
