"""What is offered where a message was not understood."""

from __future__ import annotations

import pytest

from tests.conftest import Chat

HELP = "Что можно сказать?"


@pytest.mark.parametrize(
    "said, offered",
    [
        ("ля-ля тополя", ["Мои проекты"]),
        ("риски зелёные человечки прилетели вчера и съели весь наш бюджет вместе с бухгалтером", ["Где риск?"]),
        ("релизы — это как пельмени на ужин у бабушки в деревне летом", ["Релизы"]),
        ("бла вход бла", ["Вход"]),
    ],
)
def test_the_nearest_to_what_was_said_is_offered(chat: Chat, feature: str, said: str, offered: list[str]) -> None:
    chat.say(said)
    labels = list(chat.shown)
    assert labels[-1] == HELP
    assert labels[: len(offered)] == offered


def test_an_offer_does_what_it_says(chat: Chat, feature: str) -> None:
    chat.say("бла вход бла")
    chat.tap("Вход")
    assert "бэклог" in chat.said


def test_the_active_project_is_not_offered_to_switch_to(chat: Chat, feature: str) -> None:
    chat.say("радар тополя и ещё что-то такое непонятное")
    assert "Радар" not in chat.shown


@pytest.mark.parametrize(
    "said, answer",
    [
        ("над чем команда сейчас сидит?", "в работе"),
        ("чем сейчас заняты ребята Марии", "в работе"),
        ("на чём можем споткнуться у Марии в декабре", "Мария"),
        ("anything I should know about Mary since Friday", "hanged"),
        ("what is making the most noise today", "urning"),
    ],
)
def test_a_guess_is_answered_whatever_limits_it(chat: Chat, feature: str, said: str, answer: str) -> None:
    told = chat.say(said)
    assert answer in told, told
