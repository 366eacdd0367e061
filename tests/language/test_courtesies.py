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
    assert without_courtesies(text, lambda _: False) == matter


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
    ],
)
def test_what_says_something_stays(text: str) -> None:
    assert without_courtesies(text, lambda _: False) == text


def test_a_name_that_begins_so_stays() -> None:
    assert without_courtesies("Привет, сосед готова", lambda word: word == "Привет") == "Привет, сосед готова"
