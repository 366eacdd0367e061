"""What changed: per thing its net change, and the history of one thing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen, written

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def age(rows: Rows) -> Callable[[float], None]:
    """Make everything logged so far this many days older."""

    def run(days: float) -> None:
        rows("ALTER TABLE event_log DISABLE TRIGGER event_log_is_append_only")
        rows("UPDATE event_log SET timestamp = timestamp - make_interval(secs => :s)", s=days * 86400)
        rows("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_append_only")

    return run


def test_nothing_changed(chat: Chat, ask: Ask, project: str, age: Callable[[float], None], today: dt.date) -> None:
    age(30)
    yesterday, week = today - dt.timedelta(days=1), today - dt.timedelta(days=7)
    assert ask("Что изменилось?") == f"С {written(yesterday)} ничего не изменилось."
    assert list(chat.shown) == ["За неделю"]
    chat.tap("За неделю")
    assert seen(chat.said).endswith(f"С {written(week)} ничего не изменилось.")
    assert chat.shown == {}


def test_a_week_holds_what_yesterday_does_not(chat: Chat, ask: Ask, feature: str, age: Callable[[float], None]) -> None:
    age(3)
    assert "ничего не изменилось" in ask("Что изменилось?")
    chat.tap("За неделю")
    assert "Фича Вход: создана" in seen(chat.said)


def test_since_a_weekday(ask: Ask, feature: str, today: dt.date) -> None:
    friday = today - dt.timedelta(days=(today.weekday() - 4) % 7 or 7)
    answer = ask("Что изменилось с пятницы?")
    assert answer.startswith((f"Изменения с {written(friday)}:", f"Изменения с {written(today)}:"))
    assert "Фича Вход: создана" in answer


def test_several_changes_of_one_thing_are_one_line(ask: Ask, feature: str, age: Callable[[float], None]) -> None:
    ask("Создай фичу Оплата")
    age(10)
    for status in ("в работе", "заблокирована, причина: ждём API", "готова"):
        ask(f"Фича Вход {status}")
    ask("Назначь PO фичи Вход: Анна Иванова")
    assert ask("Что изменилось?").split("\n")[1:] == ["• Фича Вход: бэклог → готова, PO: — → Анна Иванова"]


def test_what_came_to_nothing_is_left_out(chat: Chat, ask: Ask, feature: str, age: Callable[[float], None]) -> None:
    age(10)
    ask("Фича Вход в работе")
    ask("Фича Вход в бэклоге")
    ask("Фича Вход готова")
    chat.tap("↩️")
    ask("Создай фичу Ошибка")
    ask("Удали фичу Ошибка")
    chat.tap("✅")
    assert "ничего не изменилось" in ask("Что изменилось?")


def test_what_was_done_in_a_span_of_time(chat: Chat, ask: Ask, feature: str, age: Callable[[float], None]) -> None:
    ask("Создай фичу Старая")
    ask("Фича Старая готова")
    age(10)
    for number in range(4):
        ask(f"Создай фичу Штука {number}")
        ask(f"Фича Штука {number} готова")
    ask("Фича Вход в работе")
    title, *lines = ask("что сделали за неделю").split("\n")
    assert title.startswith("Только то, что стало: готова. Изменения с ")
    assert lines == [*(f"• Фича Штука {n}: создана, готова" for n in (3, 2, 1)), "и ещё 1"]
    chat.tap("Показать все (4)")
    assert "Вход" not in chat.said
    assert "Штука 0" in chat.said


def test_nothing_was_done(ask: Ask, feature: str) -> None:
    assert ask("что сделали за неделю").startswith("Только то, что стало: готова. ")


def test_the_last_changed_comes_first(ask: Ask, feature: str, age: Callable[[float], None]) -> None:
    ask("Создай фичу Оплата")
    age(10)
    ask("Фича Оплата в работе")
    ask("Фича Вход в работе")
    lines = ask("Что изменилось?").split("\n")[1:]
    assert lines == ["• Фича Вход: бэклог → в работе", "• Фича Оплата: бэклог → в работе"]


def test_a_deleted_project_still_has_a_name(chat: Chat, ask: Ask, feature: str, age: Callable[[float], None]) -> None:
    chat.say("Создай релиз v2.0 на 15 февраля")
    chat.say("Добавь фичу Вход в релиз v2.0")
    age(10)
    chat.say("Создай фичу Оплата")
    chat.say("Фича Вход блокирует фичу Оплата")
    age(10)
    chat.say("Удали проект Радар")
    chat.tap("✅")
    chat.say("Что изменилось?")
    chat.tap("Показать все")
    lines = seen(chat.said).split("\n")[2:]
    assert lines == [
        "• Проект Радар: удалён",
        "• Фича Оплата: удалена (Радар)",
        "• Фича Вход: удалена (Радар)",
        "• Зависимость Вход → Оплата: удалена (Радар)",
        "• Релиз v2.0: удалён (Радар)",
    ]


def test_another_project_is_left_out_of_the_context(chat: Chat, ask: Ask, feature: str) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Создай фичу Лендинг")
    assert "Вход" not in ask("Что изменилось?")
    chat.say("Сбрось контекст")
    assert "Фича Лендинг: создана (Сайт)" in ask("Что изменилось?")


def test_long_values_are_cut(ask: Ask, feature: str, age: Callable[[float], None]) -> None:
    age(10)
    ask("Описание фичи Вход: " + "очень длинно & <подробно> " * 200)
    answer = ask("Что изменилось?")
    assert "описание: — → очень длинно & <подробно>" in answer
    assert len(answer) < 300


def test_the_history_of_a_feature(chat: Chat, maria: Chat, ask: Ask, feature: str, today: dt.date) -> None:
    maria.say("Фича Вход в работе")
    ask("Фича Вход готова")
    chat.tap("↩️")
    lines = ask("История фичи Вход").split("\n")
    assert lines[0] == "История фичи Вход, сначала новое:"
    told = [line.partition(", ")[2] for line in lines[1:4]]
    assert told == ["Artem: ↩️ готова → в работе", "Artem: в работе → готова", "Мария: бэклог → в работе"]
    assert lines[1].startswith(f"• {written(today)} ")
    chat.tap("Показать все (4)")
    assert seen(chat.said).endswith("Artem: создана")


def test_a_history_that_crosses_a_deletion(chat: Chat, ask: Ask, feature: str) -> None:
    chat.say("Удали фичу Вход")
    chat.tap("✅")
    chat.tap("↩️")
    assert [line.partition(": ")[2] for line in ask("История фичи Вход").split("\n")[1:]] == [
        "↩️ создана",
        "удалена",
        "создана",
    ]


def test_an_undone_step_whose_values_stand_again(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    """A project's step that also moved the person's context is told without the context."""
    chat.say("Создай проект Сайт")
    chat.say("Отмени последнее")
    assert "Проект Сайт: удалён" in seen(chat.said)
    assert "контекст" not in seen(chat.said).split("\n", 1)[1].lower()


@pytest.mark.parametrize("words, days", [("вчера", 1), ("на прошлой неделе", 7)])
def test_a_period_that_is_over_ends_there(
    ask: Ask, feature: str, age: Callable[[float], None], today: dt.date, words: str, days: int
) -> None:
    """What came later does not belong to it, neither as a thing nor as the newer value of one."""
    age(days)
    ask("Создай фичу Оплата")
    ask("Фича Вход готова")
    answer = ask(f"Что изменилось {words}?")
    assert "Фича Вход: создана" in answer
    assert "Оплата" not in answer
    monday = today - dt.timedelta(days=today.weekday() + 7)
    week = [monday, monday + dt.timedelta(days=6)]
    named = [today - dt.timedelta(days=1)] if days == 1 else week
    assert all(written(day) in answer.split("\n")[0] for day in named)


def test_nothing_in_a_period_that_is_over(chat: Chat, ask: Ask, feature: str, today: dt.date) -> None:
    yesterday = written(today - dt.timedelta(days=1))
    assert yesterday in ask("Что изменилось вчера?")
    assert "•" not in chat.said
    assert list(chat.shown) == ["За неделю"]
    assert "•" not in ask("Что изменилось на прошлой неделе?")


def test_all_of_a_period_that_is_over(chat: Chat, ask: Ask, feature: str, age: Callable[[float], None]) -> None:
    for name in ("Оплата", "Чат"):
        ask(f"Создай фичу {name}")
    age(7)
    ask("Фича Чат готова")
    ask("Что изменилось на прошлой неделе?")
    chat.tap("Показать все (4)")
    assert "Фича Чат: создана" in seen(chat.said)
    assert "готова" not in chat.said


def test_what_caught_fire_and_what_went_out_comes_first(
    chat: Chat, ask: Ask, feature: str, age: Callable[[float], None]
) -> None:
    ask("Создай фичу Оплата")
    ask("Фича Оплата заблокирована")
    age(3)
    ask("Фича Оплата готова")
    ask("Фича Вход заблокирована")
    assert ask("Что изменилось?").splitlines()[1:] == [
        "🔥 Загорелось: Вход (0 → 50)",
        "🧯 Больше не горит: Оплата (51 → 0)",
        "• Фича Вход: бэклог → заблокирована",
        "• Фича Оплата: заблокирована → готова",
    ]
    assert "Что горит?" in chat.shown
    ask("Сбрось контекст")
    assert "🔥 Загорелось: Вход (Радар, 0 → 50)" in ask("Что изменилось?")


def test_fires_of_days_gone_by_are_those_of_their_end(
    chat: Chat, ask: Ask, feature: str, age: Callable[[float], None], today: dt.date
) -> None:
    ask("Фича Вход заблокирована")
    age(1)
    ask("Фича Вход готова")
    answer = ask("Что изменилось вчера?")
    assert "🔥 Загорелось: Вход (0 → 50)" in answer
    assert "Что горит?" not in chat.shown


def test_since_the_last_look(ask: Ask, feature: str, rows: Rows, age: Callable[[float], None]) -> None:
    first = ask("Что изменилось с прошлого раза?").splitlines()
    assert first[0] == "Это ваш первый взгляд: показываю, что нового со вчера."
    age(5)
    rows("UPDATE users SET looked_at = looked_at - interval '2 days'")
    ask("Фича Вход в работе")
    answer = ask("Что изменилось с прошлого раза?").splitlines()
    assert answer[0].startswith("Вы смотрели в прошлый раз ")
    assert re.fullmatch(r"Изменения с .* \d\d:\d\d:", answer[1])
    assert answer[2:] == ["• Фича Вход: бэклог → в работе"]


@pytest.mark.parametrize("looks", ["Что изменилось с прошлого раза?", "Открой радар", "Что горит?"])
def test_the_first_look_is_first_only_once(
    ask: Ask, feature: str, rows: Rows, age: Callable[[float], None], looks: str
) -> None:
    age(1)
    ask(looks)
    rows("UPDATE users SET looked_at = looked_at - interval '3 minutes'")
    ask("Фича Вход в работе")
    for ago in ("3 минуты назад", "только что"):
        answer = ask("Что изменилось с прошлого раза?").splitlines()
        assert answer[0] == f"Вы смотрели {ago}; взгляды чаще раза в полчаса считаются за один."
        assert answer[1].startswith("Изменения с ")
        assert answer[2:] == ["• Фича Вход: бэклог → в работе"]


def test_looks_within_half_an_hour_are_one(ask: Ask, feature: str, rows: Rows, age: Callable[[float], None]) -> None:
    ask("Что горит?")
    age(5)
    rows("UPDATE users SET looked_at = looked_at - interval '2 days'")
    ask("Фича Вход в работе")
    for _ in range(2):
        ask("Что горит?")
        assert "бэклог → в работе" in ask("Что изменилось с прошлого раза?")


def test_the_rest_since_the_last_look_keeps_its_moment(
    chat: Chat, ask: Ask, project: str, rows: Rows, age: Callable[[float], None]
) -> None:
    ask("Что горит?")
    age(5)
    rows("UPDATE users SET looked_at = looked_at - interval '2 days'")
    for number in range(5):
        ask(f"Создай фичу Номер{number}")
    title = ask("Что изменилось с прошлого раза?").splitlines()[1]
    chat.tap("Показать все (5)")
    assert seen(chat.said).splitlines()[1] == title
    assert seen(chat.said).count("•") == 5
