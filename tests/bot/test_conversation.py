"""What a person meets over the real webhook: the first word, the language, questions and their answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from bot import turn
from journal import now
from tests.conftest import Chat
from tests.support.botapi import FakeTelegram

Rows = Callable[..., list[Any]]
NAMES = "SELECT name FROM projects ORDER BY id"
RU_ALL, EN_ALL = "Контекст: Все проекты", "Context: All projects"


def first_line(said: str) -> str:
    return said.partition("\n")[0]


# The first word.


@pytest.mark.parametrize("words", ["/start", "/start@radar_bot", "Начать"])
def test_start_greets_by_name_with_three_buttons(chat: Chat, words: str) -> None:
    chat.name = "Артём <К>"
    said = chat.say(words)
    assert first_line(said) == RU_ALL
    assert "Артём &lt;К&gt;" in said
    assert len(chat.shown) == 3


def test_each_button_of_the_greeting_works(chat: Chat) -> None:
    chat.say("/start")
    for data in list(chat.shown.values()):
        assert chat.post(chat.press(data)).status_code == 200
    assert all(call.ok for call in chat.telegram.calls)


# The language: the one chosen, else the sentence's, else language_code, else Russian.


@pytest.mark.parametrize(
    "code, words, line",
    [
        ("en", "Где я?", RU_ALL), ("ru", "Where am I?", EN_ALL), (None, "Where am I?", EN_ALL),
        ("en", "/start", EN_ALL), ("ru", "/start", RU_ALL), ("en-GB", "42", EN_ALL), ("ru", "42", RU_ALL),
        ("uk", "42", RU_ALL), (None, "42", RU_ALL),
    ],
)  # fmt: skip
def test_the_language_follows_the_sentence_and_then_the_person(
    chat: Chat, code: str | None, words: str, line: str
) -> None:
    chat.language = code
    assert first_line(chat.say(words)) == line


def test_a_chosen_language_is_kept(chat: Chat) -> None:
    assert first_line(chat.say("Язык: английский")) == EN_ALL
    assert first_line(chat.say("Где я?")) == EN_ALL
    assert first_line(chat.say("Language: Russian")) == RU_ALL
    assert first_line(chat.say("Where am I?")) == RU_ALL


@pytest.mark.parametrize(
    "words",
    ["/start", "Help", "My projects", "List features", "What changed?", "Redo", "gibberish", "Delete project X",
     "Create feature Login", "Feature Login is done", "Where am I?"],
)  # fmt: skip
def test_every_reply_begins_with_the_context(chat: Chat, words: str) -> None:
    chat.language = "en"
    assert first_line(chat.say(words)) == EN_ALL
    chat.say("Create project Mobile")
    assert first_line(chat.say(words)) == "Context: Project Mobile"


def test_a_context_is_ones_own(chat: Chat, maria: Chat) -> None:
    chat.say("Создай проект Вход")
    assert first_line(chat.said) == "Контекст: Проект Вход"
    assert first_line(maria.say("Где я?")) == RU_ALL


# Confirmations.


class Clock:
    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def __call__(self) -> dt.datetime:
        return now() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(turn, "now", clock)
    return clock


@pytest.fixture
def asked(chat: Chat) -> dict[str, str]:
    """Artem's project Mobile, and the question whether to delete it: label's first sign -> data."""
    chat.say("Create project Mobile")
    chat.say("Delete project Mobile")
    chat.message_id = next(MESSAGES)
    return {label[0]: data for label, data in chat.shown.items()}


MESSAGES = count(50_000)


def toast(telegram: FakeTelegram) -> str | None:
    answers = [call for call in telegram.calls if call.method == "answerCallbackQuery"]
    return answers[-1].params.get("text")


def test_a_costly_step_asks_first(chat: Chat, asked: dict[str, str], rows: Rows) -> None:
    assert list(asked) == ["✅", "❌"]
    assert "Mobile" in chat.said
    assert rows(NAMES) == [("Mobile",)]


def test_yes_does_it_and_takes_the_buttons_away(chat: Chat, asked: dict[str, str], rows: Rows) -> None:
    chat.post(chat.press(asked["✅"]))
    edit = chat.telegram.calls[-1]
    assert (edit.method, edit.params["message_id"]) == ("editMessageText", chat.message_id)
    assert asked["✅"] not in str(edit.params)
    assert rows(NAMES) == []


def test_no_leaves_everything(chat: Chat, asked: dict[str, str], rows: Rows) -> None:
    chat.tap("❌")
    chat.post(chat.press(asked["✅"]))
    assert rows(NAMES) == [("Mobile",)]
    assert toast(chat.telegram)


def test_yes_is_good_once(chat: Chat, asked: dict[str, str], rows: Rows) -> None:
    chat.tap("✅")
    chat.say("Undo")
    chat.post(chat.press(asked["✅"]))
    assert toast(chat.telegram)
    assert rows(NAMES) == [("Mobile",)]


def test_only_the_one_asked_can_answer(chat: Chat, maria: Chat, asked: dict[str, str], rows: Rows) -> None:
    assert maria.post(maria.press(asked["✅"])).status_code == 200
    assert toast(maria.telegram)
    maria.say("да")
    assert rows(NAMES) == [("Mobile",)]
    chat.tap("✅")
    assert rows(NAMES) == []


@pytest.mark.parametrize("minutes, left", [(59, []), (61, [("Mobile",)])])
@pytest.mark.parametrize("answer", ["tap", "words"])
def test_a_question_is_good_for_an_hour(
    chat: Chat, asked: dict[str, str], clock: Clock, rows: Rows, minutes: int, left: list[Any], answer: str
) -> None:
    clock.ahead = dt.timedelta(minutes=minutes)
    chat.post(chat.press(asked["✅"]) if answer == "tap" else chat.message("да"))
    assert rows(NAMES) == left


def test_a_new_question_overtakes_the_old(chat: Chat, asked: dict[str, str], rows: Rows) -> None:
    chat.say("Create project Site")
    chat.say("Delete project Site")
    chat.post(chat.press(asked["✅"]))
    assert toast(chat.telegram)
    assert rows(NAMES) == [("Mobile",), ("Site",)]
    chat.say("yes")
    assert rows(NAMES) == [("Mobile",)]


@pytest.mark.parametrize(
    "words, left",
    [("да", []), ("Да!", []), ("yes", []), ("OK", []), ("нет", [("Mobile",)]), ("No.", [("Mobile",)]),
     ("отмена", [("Mobile",)])],
)  # fmt: skip
def test_a_typed_answer_answers(chat: Chat, asked: dict[str, str], rows: Rows, words: str, left: list[Any]) -> None:
    chat.say(words)
    assert rows(NAMES) == left
    chat.post(chat.press(asked["✅"]))
    assert toast(chat.telegram)
    assert rows(NAMES) == left


def test_a_forwarded_yes_answers_nothing(chat: Chat, asked: dict[str, str], rows: Rows) -> None:
    chat.post(chat.message("да", forward_origin={"type": "user", "date": 1}))
    assert rows(NAMES) == [("Mobile",)]


def test_what_has_changed_since_it_was_asked_is_asked_anew(
    chat: Chat, maria: Chat, asked: dict[str, str], rows: Rows
) -> None:
    maria.say("Create feature Login in project Mobile")
    chat.post(chat.press(asked["✅"]))
    assert rows(NAMES) == [("Mobile",)]
    chat.say("yes")
    assert rows(NAMES) == []


def test_what_has_gone_since_it_was_asked_is_told(chat: Chat, maria: Chat, asked: dict[str, str], rows: Rows) -> None:
    maria.say("Delete project Mobile")
    maria.say("yes")
    assert chat.post(chat.press(asked["✅"])).status_code == 200
    assert chat.telegram.calls[-1].ok
    assert rows("SELECT action FROM event_log WHERE action = 'project_deleted'") == [("project_deleted",)]


# Choices.


@pytest.fixture
def choice(chat: Chat) -> Chat:
    """Three projects, none of them active, and the question to which one a new feature belongs."""
    for name in ("Mobile", "Site", "Shop"):
        chat.say(f"Create project {name}")
    chat.say("Reset context")
    chat.say("Create feature Login")
    return chat


HOME = "SELECT p.name FROM features f JOIN projects p ON p.id = f.project_id"


def test_a_choice_shows_up_to_three_full_names(choice: Chat, rows: Rows) -> None:
    assert sorted(choice.shown) == ["Mobile", "Shop", "Site"]
    assert rows(HOME) == []


@pytest.mark.parametrize("name", ["Mobile", "Site", "Shop"])
def test_a_tapped_choice_is_taken(choice: Chat, rows: Rows, name: str) -> None:
    choice.message_id = next(MESSAGES)
    choice.tap(name)
    assert rows(HOME) == [(name,)]


def test_a_typed_number_chooses(choice: Chat, rows: Rows) -> None:
    second = list(choice.shown)[1]
    choice.say("2")
    assert rows(HOME) == [(second,)]


@pytest.mark.parametrize("words", ["4", "0", "нет"])
def test_a_number_that_is_none_of_them_chooses_nothing(choice: Chat, rows: Rows, words: str) -> None:
    choice.say(words)
    assert rows(HOME) == []


def test_a_choice_is_taken_once(choice: Chat, rows: Rows) -> None:
    data = choice.shown["Site"]
    for _ in range(2):
        choice.post(choice.press(data))
    assert rows(HOME) == [("Site",)]
    assert toast(choice.telegram)
