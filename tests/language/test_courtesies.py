"""What stands around a message and says nothing is left out, and nothing else is."""

from __future__ import annotations

import pytest

from language.tidying.courtesies import without_courtesies


@pytest.mark.parametrize(
    "text, matter",
    [
        ("Коллеги, доброе утро! вход готов", "вход готов"),
        ("привет вход готов", "вход готов"),
        ("Радар, закрой вход. Спасибо!", "закрой вход."),
        ("так, вход готов, заранее спасибо", "вход готов"),
        ("Hi all, ok so is login done? Thanks a lot!", "is login done?"),
        ("hey radar: close login, thanks", "close login"),
        ("by the way, login is done 🔥🔥", "login is done"),
        ("Good morning team!\nlogin is done", "login is done"),
        ("ребята, [12:30] Вася: вход готов", "[12:30] Вася: вход готов"),
    ],
)
def test_courtesies_are_left_out(text: str, matter: str) -> None:
    assert without_courtesies(text, _nothing, _nothing) == matter


@pytest.mark.parametrize(
    "text",
    [
        "привет",
        "Спасибо!",
        "понял, спасибо",
        "so close login",
        "команда входа: Дизайн",
        "radar is done",
        "создай фичу Копилка 🐷",
        "new feature Piggy bank 🐷",
        "create feature Many thanks",
        "🔥",
        "вход ✅",
        "login 👍",
        "кнопка «спасибо» готова",
        "Команда: Платформа, фича Вход",
        "team: Platform for login",
        "right-click menu: new feature",
        "бот-помощник: новая фича",
        "сделай фичу Чат 💬",
        "change the title of login to Key 🔑",
        "команды входа: Платформа 🐙",
    ],
)
def test_what_says_something_stays(text: str) -> None:
    assert without_courtesies(text, _nothing, _nothing) == text


def test_a_name_that_begins_so_stays() -> None:
    assert without_courtesies("Привет, сосед готова", lambda word: word == "Привет", _nothing) == "Привет, сосед готова"


def test_an_apology_for_a_thing_stays() -> None:
    def names_login(text: str) -> bool:
        return "login" in text

    assert without_courtesies("Sorry about login: mark it blocked", _nothing, names_login).startswith("Sorry")
    assert without_courtesies("Sorry about that. Close login", _nothing, names_login) == "Close login"


def _nothing(_: str) -> bool:
    return False
