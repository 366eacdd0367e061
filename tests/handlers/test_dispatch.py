"""From a meaning to the handler that does it: what the sentences of the other tests do not reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from handlers import dispatch, undo
from handlers.questions import _revived, _stored
from handlers.reply import Refusal
from handlers.words import say
from journal import InTheWay, NothingToTakeBack
from language import Choice, Command, Meaning, NoCommand, Period, Several, Shift, Thing, Unknown
from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Mean = Callable[[Meaning], str]
LOGIN = Thing("feature", 1, "Вход", 1, "Радар")
PAYMENTS = Thing("feature", 2, "Оплата", 1, "Радар")


@pytest.fixture
def mean(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> Mean:
    """Whatever is said means this; returns the answer without its first line."""

    def run(meaning: Meaning) -> str:
        monkeypatch.setattr(dispatch, "understand", lambda *_, **__: meaning)
        return seen(chat.say("…")).partition("\n")[2]

    return run


def _status(feature: Thing, status: str) -> Command:
    return Command("ru", "feature_status", {"feature": feature, "status": status})


@pytest.fixture
def two(chat: Chat, feature: str) -> None:
    chat.say("Создай фичу Оплата")


def test_several_commands_are_one_step(chat: Chat, two: None, mean: Mean, rows: Rows) -> None:
    answer = mean(Several("ru", (_status(LOGIN, "done"), _status(PAYMENTS, "blocked"))))
    assert answer == "Вход: бэклог → готова\nОплата: бэклог → заблокирована"
    chat.tap("↩️")
    assert rows("SELECT DISTINCT status FROM features") == [("backlog",)]


@pytest.mark.parametrize(
    "second, answer",
    [
        (
            Command("ru", "feature_delete", {"feature": PAYMENTS}),
            "Оплата: это я сначала переспрашиваю, поэтому напишите об этом отдельным сообщением.",
        ),
        (Command("ru", "release_remove_feature", {"feature": PAYMENTS}), "Фича Оплата не входит ни в один релиз."),
        (_status(Thing("feature", 99, "Нет её"), "done"), "Сделать всё это за один раз не получится."),
    ],
)
def test_of_several_commands_all_are_done_or_none(
    chat: Chat, two: None, mean: Mean, rows: Rows, unchanged: Callable[[], bool], second: Command, answer: str
) -> None:
    unchanged()
    assert mean(Several("ru", (_status(LOGIN, "done"), second))) == f"{answer}\nНичего не изменено."
    assert chat.shown == {}
    assert rows("SELECT DISTINCT status FROM features") == [("backlog",)]
    assert unchanged()


def test_what_nobody_can_do_is_not_understood(chat: Chat, two: None, mean: Mean, rows: Rows) -> None:
    unknown = Command("ru", "make_coffee", {})
    assert mean(unknown).startswith("Не удалось понять")
    assert list(chat.shown) == ["Мои проекты", "Что можно сказать?"]
    assert mean(Several("ru", (_status(LOGIN, "done"), unknown))).startswith("Тут несколько дел сразу")
    assert mean(NoCommand("ru", "several")).startswith("Тут несколько дел сразу")
    assert rows("SELECT DISTINCT status FROM features") == [("backlog",)]


def test_a_wish_is_answered_with_the_card(two: None, mean: Mean) -> None:
    assert (
        mean(NoCommand("ru", "wish", LOGIN))
        == "Это не похоже на просьбу что-то сделать, ничего не изменено.\n⚪ Вход: бэклог"
    )
    assert mean(NoCommand("ru", "question", LOGIN)) == "⚪ Вход: бэклог"


def test_a_near_miss_is_asked_about(chat: Chat, two: None, mean: Mean, rows: Rows) -> None:
    miss = Choice("ru", "feature_status", {"status": "done"}, "feature", "<Выход>", (LOGIN, PAYMENTS), fits=False)
    assert mean(miss) == "Не знаю «<Выход>». Возможно, это:"
    chat.tap("Вход")
    assert rows("SELECT status FROM features ORDER BY id") == [("done",), ("backlog",)]


@pytest.mark.parametrize("kind", ["project", "feature", "release", "idea", "risk"])
def test_what_is_not_known_is_shortened_and_safe(mean: Mean, kind: Any) -> None:
    answer = mean(Unknown("ru", "x", kind, "<b>" + "я" * 5000))
    assert answer.startswith("Не знаю ")
    assert "<b>яяя" in answer
    assert len(answer) < 400


def test_the_features_of_a_named_project(chat: Chat, two: None, mean: Mean) -> None:
    chat.say("Создай проект Сайт")
    answer = mean(Command("ru", "feature_list", {"project": Thing("project", 1, "Радар")}))
    assert answer.split("\n") == ["2 фичи:", "• ⚪ Оплата (Радар) — бэклог", "• ⚪ Вход (Радар) — бэклог"]


def test_a_day_beyond_the_calendar(chat: Chat, project: str, mean: Mean, rows: Rows) -> None:
    chat.say("Создай релиз v2.0 на 15 февраля")
    release = Thing("release", 1, "v2.0", 1, "Радар")
    far = Shift(0, 0, days=0, months=12 * 9000)
    assert mean(Command("ru", "release_move", {"release": release, "shift": far})) == "Такого дня нет."


@pytest.mark.parametrize(
    "value",
    [
        LOGIN,
        dt.date(2027, 2, 15),
        Shift(0, 0, 7, 0),
        Period(0, 0, dt.date(2026, 11, 1), dt.date(2026, 11, 5), "between"),
        "текст",
    ],
)
def test_what_a_question_keeps_comes_back(value: Any) -> None:
    kept = _revived(_stored(value))
    if isinstance(value, Thing):
        assert (kept.kind, kept.id, kept.name, kept.project) == (value.kind, value.id, value.name, value.project)
    else:
        assert kept == value


def test_the_first_steps_with_and_without_projects(chat: Chat, project: str) -> None:
    chat.say("Помощь")
    assert list(chat.shown) == ["Мои проекты", "Что изменилось?", "Что горит?"]
    for label in list(chat.shown):
        chat.say("Помощь")
        chat.tap(label)
        assert "сломалось" not in chat.said


def test_a_step_taken_back_by_two_taps_at_once(chat: Chat, feature: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any) -> None:
        raise NothingToTakeBack

    monkeypatch.setattr(undo, "take_back", gone)
    chat.tap("↩️")
    assert seen(chat.said).endswith("Этот шаг уже отменён.")


def test_an_obstacle_without_a_name(chat: Chat, feature: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_the_way(*_: Any) -> None:
        raise InTheWay(None)

    monkeypatch.setattr(undo, "take_back", in_the_way)
    chat.tap("↩️")
    assert seen(chat.said).endswith("Не получится: мешает более позднее изменение.")


def test_a_change_before_a_refusal_is_our_fault(
    chat: Chat, project: str, mean: Mean, monkeypatch: pytest.MonkeyPatch, unchanged: Callable[[], bool]
) -> None:
    """Such a handler would leave half a step behind: it is rolled back, and the person hears of it."""

    def careless(talk: Any) -> None:
        talk.switch(None)
        raise Refusal(say("Nothing is changed."))

    monkeypatch.setattr(dispatch, "HANDLERS", {"careless": careless})
    unchanged()
    assert "сломалось" in mean(Command("ru", "careless", {}))
    assert chat.said.startswith("Контекст: Проект Радар")
    assert unchanged()


@pytest.mark.parametrize(
    "words, answer",
    [
        ("спасибо", "Пожалуйста!"),
        ("привет", "Привет!"),
        ("ты кто?", "Я Радар"),
        ("thanks", "You are welcome!"),
        ("hello", "Hello!"),
        ("who are you?", "I am Radar"),
        ("создай фичу", "Как назвать фичу?"),
        ("удали команду Вход", "Команду удалить нельзя"),
    ],
)
def test_a_short_human_word_has_a_short_human_answer(chat: Chat, feature: str, words: str, answer: str) -> None:
    assert seen(chat.say(words)).partition("\n")[2].startswith(answer)


def test_a_nod_is_answered_and_changes_nothing(chat: Chat, feature: str, unchanged: Callable[[], bool]) -> None:
    unchanged()
    chat.say("ок")
    assert seen(chat.said).endswith("Хорошо, я на связи.")
    assert unchanged()
