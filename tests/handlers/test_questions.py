"""The one open question: good once, by the one it was asked of, until it is answered, overtaken or an hour old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def delete(chat: Chat, feature: str) -> dict[str, str]:
    """The buttons of the question whether Вход is to be deleted."""
    chat.say("Удали фичу Вход")
    return dict(chat.shown)


def _left(rows: Rows) -> int:
    return int(rows("SELECT count(*) FROM features")[0][0])


def _toast(chat: Chat) -> str:
    answers = [c.params.get("text", "") for c in chat.telegram.calls if c.method == "answerCallbackQuery"]
    return str(answers[-1])


def _is_refused(chat: Chat, label: str) -> None:
    """The tap brings a toast and no message."""
    before = len(chat.telegram.texts)
    chat.tap(label)
    assert _toast(chat).startswith("Кнопка больше не действует")
    assert len(chat.telegram.texts) == before


@pytest.mark.parametrize("yes", ["да", "Да!", "ага", "yes", "ок"])
def test_yes_in_words(ask: Ask, delete: dict[str, str], rows: Rows, yes: str) -> None:
    ask(yes)
    assert _left(rows) == 0


@pytest.mark.parametrize("no", ["нет", "Нет.", "не", "отмена", "no", "стоп"])
def test_no_in_words(ask: Ask, delete: dict[str, str], rows: Rows, no: str, unchanged: Callable[[], bool]) -> None:
    unchanged()
    assert ask(no) == "Хорошо, всё остаётся как есть."
    ask("да")
    assert _left(rows) == 1
    assert unchanged()


def test_the_answer_stands_where_the_question_stood(chat: Chat, delete: dict[str, str]) -> None:
    chat.tap("✅")
    assert chat.telegram.calls[-1].method == "editMessageText"
    assert list(chat.shown) == ["↩️ Отменить"]


def test_a_second_tap(chat: Chat, delete: dict[str, str], rows: Rows) -> None:
    chat.tap("❌")
    chat.shown = delete
    _is_refused(chat, "✅")
    assert _left(rows) == 1


def test_it_is_overtaken_by_another_command(chat: Chat, delete: dict[str, str], rows: Rows) -> None:
    chat.say("Фичи")
    chat.shown = delete
    _is_refused(chat, "✅")
    chat.say("да")
    assert _left(rows) == 1


def test_it_is_overtaken_by_another_question(chat: Chat, delete: dict[str, str], rows: Rows) -> None:
    chat.say("Удали проект Радар")
    fresh = dict(chat.shown)
    chat.shown = delete
    _is_refused(chat, "✅")
    chat.shown = fresh
    chat.tap("✅")
    assert "Проект Радар удалён" in seen(chat.said)


def test_it_is_good_for_an_hour(chat: Chat, delete: dict[str, str], rows: Rows) -> None:
    rows("UPDATE questions SET asked_at = asked_at - interval '61 minutes'")
    _is_refused(chat, "✅")
    chat.say("да")
    assert _left(rows) == 1


def test_it_is_good_within_the_hour(chat: Chat, delete: dict[str, str], rows: Rows) -> None:
    rows("UPDATE questions SET asked_at = asked_at - interval '59 minutes'")
    chat.tap("✅")
    assert _left(rows) == 0


def test_only_the_one_who_was_asked_may_answer(chat: Chat, maria: Chat, delete: dict[str, str], rows: Rows) -> None:
    maria.say("Где я?")
    maria.shown = delete
    _is_refused(maria, "✅")
    maria.say("да")
    assert _left(rows) == 1
    chat.tap("✅")
    assert _left(rows) == 0


def test_a_forwarded_yes_is_no_answer(chat: Chat, delete: dict[str, str], rows: Rows) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Кто-то"}
    chat.post(chat.message("да", forward_origin=origin))
    assert _left(rows) == 1


@pytest.mark.parametrize("answer", ["9", "x", "", "yes", "-1"])
def test_buttons_nobody_has_made(chat: Chat, feature: str, rows: Rows, answer: str) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Фича Вход готова")
    token = chat.shown["Вход — Радар"].split(":")[1]
    chat.shown = {"x": f"q:{token}:{answer}"}
    _is_refused(chat, "x")
    assert rows("SELECT status FROM features") == [("backlog",)]


@pytest.mark.parametrize(
    "data",
    ["", "x", "d", "d:", "d:nothing", "d:feature_show", "d:feature_show:feature=x", "d:feature_show:feature",
     "d:feature_list:more=1", "q", "q:", "q:abc", "q:abc:0"],
)  # fmt: skip
def test_data_of_another_version(chat: Chat, data: str) -> None:
    chat.say("Где я?")
    chat.shown = {"x": data}
    _is_refused(chat, "x")


def test_an_undo_of_no_step(chat: Chat) -> None:
    chat.say("Где я?")
    for data in ("u:nonsense",):
        chat.shown = {"x": data}
        chat.tap("x")
        assert seen(chat.said).endswith(("Этот шаг уже отменён.", "Отменять нечего."))


def test_where_the_world_moved_on_it_is_asked_anew(chat: Chat, maria: Chat, delete: dict[str, str], rows: Rows) -> None:
    maria.say("Фича Вход в работе")
    chat.tap("✅")
    assert seen(chat.said).endswith("Удалить фичу Вход (в работе)?")
    assert _left(rows) == 1
    old = delete
    fresh, chat.shown = dict(chat.shown), old
    _is_refused(chat, "✅")
    chat.shown = fresh
    chat.tap("✅")
    assert _left(rows) == 0


def test_a_move_is_asked_anew_when_the_release_was_moved(chat: Chat, maria: Chat, project: str, rows: Rows) -> None:
    chat.say("Создай релиз v2.0 на 15 февраля")
    chat.say("Перенеси релиз v2.0 на 1 марта")
    mine = dict(chat.shown)
    maria.say("Перенеси релиз v2.0 на 1 апреля")
    maria.tap("✅")
    moved = rows("SELECT target_date FROM releases")
    chat.shown = mine
    chat.tap("✅")
    assert "01.04." in chat.said
    assert chat.said.endswith("?")
    assert rows("SELECT target_date FROM releases") == moved


def test_a_shift_is_asked_anew_from_where_it_is_now(chat: Chat, maria: Chat, project: str, rows: Rows) -> None:
    chat.say("Создай релиз v2.0 на 15 февраля")
    chat.say("Перенеси релиз v2.0 на неделю позже")
    mine = dict(chat.shown)
    maria.say("Перенеси релиз v2.0 на 1 апреля")
    maria.tap("✅")
    chat.shown = mine
    chat.tap("✅")
    assert "01.04." in chat.said
    assert "08.04." in chat.said


def test_what_another_has_done_already(chat: Chat, maria: Chat, project: str) -> None:
    chat.say("Архивируй проект Радар")
    maria.say("Архивируй проект Радар")
    maria.tap("✅")
    chat.tap("✅")
    assert seen(chat.said).endswith("Проект Радар уже в архиве.")
    assert "↩️ Отменить" not in chat.shown


def test_a_move_another_has_made_already(chat: Chat, maria: Chat, project: str) -> None:
    chat.say("Создай релиз v2.0 на 15 февраля")
    for person in (chat, maria):
        person.say("Перенеси релиз v2.0 на 1 марта")
    maria.tap("✅")
    chat.tap("✅")
    assert "Релиз v2.0 уже запланирован на " in seen(chat.said)
    assert chat.shown == {}


def test_what_is_gone(chat: Chat, maria: Chat, delete: dict[str, str]) -> None:
    maria.say("Удали фичу Вход")
    maria.tap("✅")
    chat.tap("✅")
    assert seen(chat.said).endswith("Этого больше нет: тем временем удалили.")


def test_a_choice_of_three_by_number_and_by_name(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    for name in ("Альфа", "Бета"):
        chat.say(f"Создай проект {name}")
        chat.say("Создай фичу Вход")
    chat.say("Сбрось контекст")
    assert ask("Фича Вход готова") == "Что именно — «Вход»?"
    assert list(chat.shown) == ["Вход — Радар", "Вход — Альфа", "Вход — Бета"]
    chat.tap("Альфа")
    assert seen(chat.said).endswith("Вход (Альфа): бэклог → готова")
    ask("Фича Вход в работе")
    assert ask("3") == "Вход (Бета): бэклог → в работе"
    assert rows("SELECT status FROM features ORDER BY id") == [("backlog",), ("done",), ("in_progress",)]


def test_a_choice_may_lead_to_a_confirmation(chat: Chat, feature: str, rows: Rows) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Удали фичу Вход")
    chat.tap("Вход — Радар")
    assert seen(chat.said).endswith("Удалить фичу Вход (Радар) (бэклог)?")
    chat.tap("✅")
    assert _left(rows) == 0


def test_a_choice_is_turned_down(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Фича Вход готова")
    assert ask("нет") == "Хорошо, всё остаётся как есть."
    assert ask("1") != "Вход (Радар): бэклог → готова"
    assert rows("SELECT status FROM features") == [("backlog",)]


def test_the_language_of_the_question_is_that_of_the_answer(chat: Chat, feature: str) -> None:
    chat.say("Delete feature Вход")
    assert list(chat.shown) == ["✅ Delete", "❌ Cancel"]
    chat.say("нет")
    assert chat.said == "Context: Project Радар\nAll right, nothing is changed."


def test_what_is_not_text(chat: Chat, feature: str) -> None:
    sticker = chat.message("")
    del sticker["message"]["text"]
    sticker["message"]["sticker"] = {"file_id": "1"}
    chat.post(sticker)
    assert chat.telegram.texts[-1] == "Контекст: Проект Радар\nЯ понимаю только текст. Можно то же самое словами?"


def test_forwarded_words_change_nothing(chat: Chat, feature: str, rows: Rows) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Кто-то"}
    chat.post(chat.message("Фича Вход готова", forward_origin=origin))
    assert "пересланное" in chat.telegram.texts[-1]
    assert rows("SELECT status FROM features") == [("backlog",)]


def test_several_things_are_done_all_or_not_at_all(
    ask: Ask, feature: str, rows: Rows, unchanged: Callable[[], bool]
) -> None:
    unchanged()
    answer = ask("Вход готова, Xyzzy в работе")
    assert rows("SELECT status FROM features") == [("backlog",)], answer
    assert unchanged()


@pytest.mark.parametrize(
    "answer", ["в личном кабинете", "личный кабинет", "кабинет", "в проекте Личный кабинет", "в лк"]
)
def test_a_project_is_named_in_any_case_or_in_part(chat: Chat, rows: Rows, answer: str) -> None:
    for name in ("Личный кабинет", "Склад", "Сайт", "Мобильный банк"):
        chat.say(f"Создай проект {name}")
    chat.say("Сбрось контекст")
    chat.say("создай фичу Чат с поддержкой")
    chat.say(answer)
    made = [] if answer == "в лк" else [("Чат с поддержкой", "Личный кабинет")]
    assert rows("SELECT f.name, p.name FROM features f JOIN projects p ON p.id = f.project_id") == made


@pytest.mark.parametrize("answer, left", [("да", 0), ("ну его", 1), ("не надо", 1), ("nevermind", 1)])
def test_a_choice_of_one_takes_a_yes_and_a_no(chat: Chat, feature: str, rows: Rows, answer: str, left: int) -> None:
    chat.say("Создай проект Сайт")
    chat.say("удали фичу вход")
    assert list(chat.shown) == ["Вход — Радар", "❌ Отмена"]
    chat.say(answer)
    if left:
        assert "Хорошо" in chat.said
    else:
        chat.say("да")
    assert rows("SELECT count(*) FROM features") == [(left,)]


def test_the_day_that_was_asked_for_may_be_written(chat: Chat, feature: str, rows: Rows, today: dt.date) -> None:
    chat.say("Отложи вход")
    chat.say("на неделю")
    assert rows("SELECT aside_until FROM features") == [(today + dt.timedelta(days=7),)]


def test_the_name_that_was_asked_for_may_be_written(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("Создай фичу")
    chat.say("Кэшбэк за такси")
    assert rows("SELECT name FROM features") == [("Кэшбэк за такси",)]
    chat.say("Создай проект")
    chat.say("назови его Сайт")
    assert rows("SELECT name FROM projects ORDER BY id") == [("Радар",), ("Сайт",)]


@pytest.mark.parametrize("words", ["не надо", "ой, забудь", "а что горит?", "Покажи фичи", "почему так долго?"])
def test_what_is_no_name_makes_nothing(chat: Chat, feature: str, unchanged: Callable[[], bool], words: str) -> None:
    chat.say("Создай фичу")
    unchanged()
    chat.say(words)
    assert unchanged()


def test_another_command_goes_before_the_name_that_was_asked_for(chat: Chat, feature: str, rows: Rows) -> None:
    chat.say("Создай фичу")
    chat.say("Вход готов")
    assert rows("SELECT name, status FROM features") == [("Вход", "done")]


def test_an_option_may_be_named_by_its_place(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("Создай фичу Оплата картой")
    chat.say("Создай фичу Оплата счёта")
    chat.say("оплата готова")
    options = [label for label in chat.shown if label.startswith("Оплата")]
    chat.say("вторую")
    assert rows("SELECT name FROM features WHERE status = 'done'") == [(options[1],)]
