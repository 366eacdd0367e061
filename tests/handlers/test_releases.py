"""Releases: versions, days, what goes into them, and that they are moved only after a yes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import coming, seen, written

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


def _day(today: dt.date, month: int, day: int) -> str:
    return written(coming(today, month, day))


def _releases(rows: Rows) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows("SELECT version, target_date, status FROM releases ORDER BY id")]


@pytest.fixture
def release(chat: Chat, feature: str) -> str:
    """v2.0 on February 15, with Вход in it."""
    chat.say("Создай релиз v2.0 на 15 февраля")
    chat.say("Добавь фичу Вход в релиз v2.0")
    return "v2.0"


def test_a_version_of_50_characters_fits_and_one_more_does_not(
    ask: Ask, project: str, rows: Rows, today: dt.date
) -> None:
    fits = "v1.0-" + "a" * 45
    assert ask(f"Создай релиз {fits} на 15 февраля") == f"Релиз {fits} запланирован на {_day(today, 2, 15)}."
    answer = ask(f"Создай релиз {fits}a на 15 февраля")
    assert answer == "Слишком длинное название: символов в нём 51, а помещается не больше 50 символов."
    assert [version for version, *_ in _releases(rows)] == [fits]


@pytest.mark.parametrize("version", ["v2.0", "V2.0", "2.0", "v 2.0"])
def test_the_same_version_written_otherwise_is_refused(ask: Ask, project: str, rows: Rows, version: str) -> None:
    ask("Создай релиз v2.0 на 15 февраля")
    assert ask(f"Создай релиз {version} на 1 марта") == "Релиз v2.0 в проекте Радар уже есть."
    assert len(_releases(rows)) == 1


def test_another_project_may_have_the_same_version(ask: Ask, release: str, rows: Rows) -> None:
    ask("Создай проект Сайт")
    assert ask("Создай релиз v2.0 на 1 марта").startswith("Релиз v2.0 запланирован на ")
    assert len(_releases(rows)) == 2


CONTAINS = "SELECT f.name, r.version FROM features f LEFT JOIN releases r ON r.id = f.release_id"


def test_a_release_is_made_and_filled_by_one_message_and_taken_back_whole(
    chat: Chat, ask: Ask, release: str, rows: Rows, today: dt.date
) -> None:
    ask("Создай релиз v2.5 на 1 марта и положи туда вход")
    assert rows(CONTAINS) == [("Вход", "v2.5")]
    assert ("v2.5", coming(today, 3, 1), "planned") in _releases(rows)
    ask("Отмени последнее")
    assert rows(CONTAINS) == [("Вход", "v2.0")]
    assert [version for version, *_ in _releases(rows)] == ["v2.0"]


def test_where_the_release_is_there_already_nothing_is_put_anywhere(ask: Ask, release: str, rows: Rows) -> None:
    assert ask("Заведи релиз v2.0 на 1 марта и положи туда вход").count("изменено")
    assert len(_releases(rows)) == 1


@pytest.mark.parametrize("answer", ["v2.1", "2.1", "tap"])
def test_into_which_release_is_asked_for_and_answered(
    chat: Chat, ask: Ask, release: str, rows: Rows, answer: str
) -> None:
    ask("Создай релиз v2.1 на 1 марта")
    ask("Создай релиз v2.2 на 1 апреля")
    ask("Релиз v2.2 выпущен")
    chat.tap("✅")
    assert ask("перенеси вход в релиз") == "В какой релиз?"
    assert list(chat.shown) == ["v2.0", "v2.1"]
    assert rows(CONTAINS) == [("Вход", "v2.0")]
    if answer == "tap":
        chat.tap("v2.1")
    else:
        ask(answer)
    assert rows(CONTAINS) == [("Вход", "v2.1")]


def test_where_no_release_is_planned_it_says_how_to_plan_one(ask: Ask, feature: str, rows: Rows) -> None:
    assert ask("добавь вход в релиз").startswith("Запланированных релизов пока нет. Скажите, например: ")
    assert rows(CONTAINS) == [("Вход", None)]


def test_a_release_needs_a_day(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    assert ask("Создай релиз v2.0") == "На какое число? Например: «Создай релиз v2.0 на 15 февраля»."
    assert chat.shown == {}
    assert _releases(rows) == []


@pytest.mark.parametrize(
    "date, answer",
    [
        ("30 февраля", "Такого дня нет: 30 февраля."),
        ("31.04.2027", "Такого дня нет: 31.04.2027."),
        ("15.02.2020", "«15.02.2020» — это уже прошлое, ничего не изменено."),
        ("вчера", "«вчера» — это уже прошлое, ничего не изменено."),
    ],
)
def test_days_that_are_past_or_do_not_exist(
    ask: Ask, release: str, rows: Rows, unchanged: Callable[[], bool], date: str, answer: str
) -> None:
    unchanged()
    assert ask(f"Создай релиз v3.0 на {date}") == answer
    assert ask(f"Перенеси релиз v2.0 на {date}") == answer
    assert unchanged()


def test_a_move_says_exactly_what_will_happen_and_waits(
    chat: Chat, ask: Ask, release: str, rows: Rows, today: dt.date
) -> None:
    before = _releases(rows)
    for name in ("Оплата", "Чат", "Почта", "Отчёт", "Экспорт", "Импорт"):
        chat.say(f"Создай фичу {name}")
        chat.say(f"Добавь фичу {name} в релиз v2.0")
    move = f"v2.0: {_day(today, 2, 15)} → {_day(today, 3, 1)}"
    assert ask("Перенеси релиз v2.0 на 1 марта") == f"Перенести релиз {move}?\nВ нём 7 фич."
    assert list(chat.shown) == ["✅ Перенести", "❌ Отмена"]
    assert _releases(rows) == before
    chat.tap("✅")
    assert seen(chat.said) == f"Контекст: Проект Радар\n{move}"
    assert _releases(rows) == [("v2.0", coming(today, 3, 1), "planned")]
    chat.tap("↩️")
    assert _releases(rows) == before


def test_a_move_by_some_days(chat: Chat, ask: Ask, release: str, rows: Rows, today: dt.date) -> None:
    date = coming(today, 2, 15)
    week = written(date + dt.timedelta(days=7))
    assert f"v2.0: {written(date)} → {week}" in ask("Перенеси релиз v2.0 на неделю позже")
    chat.tap("✅")
    assert _releases(rows)[0][1] == date + dt.timedelta(days=7)


def test_a_move_into_the_past_by_some_days(ask: Ask, release: str, today: dt.date, rows: Rows) -> None:
    before = _releases(rows)
    assert "уже прошлое" in ask("Сдвинь релиз v2.0 на 3 года раньше")
    assert _releases(rows) == before


def test_a_move_to_where_it_is(chat: Chat, ask: Ask, release: str, today: dt.date) -> None:
    assert ask("Перенеси релиз v2.0 на 15 февраля") == f"Релиз v2.0 уже запланирован на {_day(today, 2, 15)}."
    assert chat.shown == {}


def test_what_is_cancelled_is_counted_apart(ask: Ask, release: str) -> None:
    for name in ("Оплата", "Чат", "Поиск"):
        ask(f"Создай фичу {name}")
        ask(f"Добавь фичу {name} в релиз v2.0")
    ask("Фича Чат отменена")
    assert ask("Релизы").endswith(", 3 фичи и 1 отменённая")
    assert "3 фичи и 1 отменённая" in ask("Мои проекты")
    assert ask("фичи релиза v2.0").splitlines()[0].endswith("4 фичи, из них отменена 1:")
    assert ask("Перенеси релиз v2.0 на 1 марта").endswith("В нём 3 фичи. И 1 отменённая.")


def test_a_release_that_is_out_is_closed(chat: Chat, ask: Ask, release: str, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    assert ask("Релиз v2.0 выпущен") == "Релиз v2.0 выпущен? Не закончена 1 фича: Вход"
    chat.tap("✅")
    closed = "Релиз v2.0 уже закрыт: выпущен."
    before = _releases(rows)
    assert ask("Релиз v2.0 выпущен") == closed
    assert ask("Перенеси релиз v2.0 на 1 марта") == closed
    assert ask("Добавь фичу Оплата в релиз v2.0") == closed
    assert _releases(rows) == before
    assert ask("Релизы").endswith(", 1 фича, выпущен")


def test_a_release_with_everything_done(ask: Ask, release: str) -> None:
    ask("Фича Вход готова")
    assert ask("Релиз v2.0 выпущен") == "Релиз v2.0 выпущен? Незаконченных фич в нём нет."


def test_many_unfinished_features_are_counted(ask: Ask, release: str, rows: Rows) -> None:
    rows(
        "INSERT INTO features (project_id, release_id, name, name_key) "
        "SELECT 1, 1, 'Шаг ' || n, 'шаг ' || n FROM generate_series(10, 59) n"
    )
    answer = ask("Релиз v2.0 выпущен")
    assert answer == "Релиз v2.0 выпущен? Не закончена 51 фича: Вход, Шаг 10, Шаг 11 и ещё 48"


def test_a_feature_and_a_release_of_different_projects(chat: Chat, ask: Ask, release: str, rows: Rows) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Создай фичу Лендинг")
    chat.say("Сбрось контекст")
    assert ask("Добавь фичу Лендинг в релиз v2.0") == "Лендинг (Сайт) и v2.0 — из разных проектов."
    assert rows("SELECT release_id FROM features WHERE name = 'Лендинг'") == [(None,)]


def test_the_release_of_the_features_project_is_meant(chat: Chat, ask: Ask, release: str, rows: Rows) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Создай релиз v2.0 на 1 марта")
    chat.say("Создай фичу Лендинг")
    chat.say("Сбрось контекст")
    assert ask("Добавь фичу Лендинг в релиз v2.0").startswith("Лендинг (Сайт), релиз: — → v2.0")


def test_adding_and_taking_out(chat: Chat, ask: Ask, release: str, rows: Rows, today: dt.date) -> None:
    assert ask("Добавь фичу Вход в релиз v2.0") == "Вход уже в релизе v2.0."
    assert chat.shown == {}
    chat.say("Создай релиз v2.1 на 1 апреля")
    assert ask("Убери фичу Вход из релиза v2.1") == "Фича Вход не там, а в релизе v2.0."
    assert ask("Перенеси фичу Вход в релиз v2.1") == f"Вход, релиз: v2.0 → v2.1 ({_day(today, 4, 1)})"
    assert ask("Убери фичу Вход из релиза v2.1") == "Фича Вход убрана из релиза v2.1."
    assert ask("Убери фичу Вход из релиза") == "Фича Вход не входит ни в один релиз."
    assert rows("SELECT release_id FROM features") == [(None,)]


def test_an_unknown_release(chat: Chat, ask: Ask, feature: str) -> None:
    assert ask("Добавь фичу Вход в релиз v9.9") == "Не знаю релиз «v9.9»."
    assert list(chat.shown) == ["Релизы"]


def test_without_a_project(ask: Ask, rows: Rows) -> None:
    assert ask("Создай релиз v2.0 на 15 февраля").startswith("Сначала нужен проект")
    assert _releases(rows) == []


def test_a_date_survives_the_question_for_the_project(chat: Chat, ask: Ask, rows: Rows, today: dt.date) -> None:
    for words in ("Создай проект Альфа", "Создай проект Бета", "Сбрось контекст"):
        chat.say(words)
    assert ask("Создай релиз v2.0 на 15 февраля") == "В каком проекте?"
    chat.tap("Альфа")
    assert seen(chat.said).endswith(f"Релиз v2.0 (Альфа) запланирован на {_day(today, 2, 15)}.")


def test_the_list_is_in_the_order_of_days_the_open_ones_first(
    chat: Chat, ask: Ask, release: str, today: dt.date
) -> None:
    chat.say("Создай релиз v1.9 на 1 марта")
    chat.say("Создай релиз v1.8 на 1 января")
    chat.say("Релиз v1.8 выпущен")
    chat.tap("✅")
    lines = ask("Релизы").split("\n")
    assert [line.split(" — ")[0] for line in lines] == ["3 релиза:", "• v2.0", "• v1.9", "• v1.8"]


def test_the_first_three_of_the_list_are_one_tap_away(chat: Chat, ask: Ask, release: str) -> None:
    ask("Релизы")
    assert list(chat.shown) == ["v2.0"]
    for n in range(3):
        chat.say(f"Создай релиз v3.{n} на 1 апреля")
    ask("Сбрось контекст")
    ask("Релизы")
    assert list(chat.shown) == ["Показать все (4)", "v2.0 · Радар", "v3.0 · Радар", "v3.1 · Радар"]
    assert "📦 v2.0 (Радар): запланирован" in seen(chat.tap("v2.0"))


def test_the_releases_of_a_named_project(chat: Chat, ask: Ask, release: str) -> None:
    for n in range(5):
        chat.say(f"Создай релиз v3.{n} на 1 апреля")
    chat.say("Создай проект Сайт")
    chat.say("Создай релиз v9.0 на 1 апреля")
    assert ask("Релизы проекта Радар").startswith("6 релизов:")
    chat.tap("Показать все (6)")
    assert "v9.0" not in chat.said
    assert "6 релизов:" in chat.said


def test_the_reason_of_a_move_is_asked_for_shown_and_kept(
    chat: Chat, ask: Ask, release: str, rows: Rows, today: dt.date
) -> None:
    move = f"v2.0: {_day(today, 2, 15)} → {_day(today, 3, 1)}"
    asked = ask("Перенеси релиз v2.0 на 1 марта, причина: ждём подрядчика")
    assert asked == f"Перенести релиз {move}?\nВ нём 1 фича.\nПричина: ждём подрядчика"
    chat.tap("✅")
    assert seen(chat.said).splitlines()[1:] == [move, "Причина: ждём подрядчика"]
    assert rows("SELECT date_reason FROM releases") == [("ждём подрядчика",)]


def test_a_move_without_a_reason_drops_the_last_one(chat: Chat, ask: Ask, release: str, rows: Rows) -> None:
    ask("Перенеси релиз v2.0 на 1 марта, причина: ждём подрядчика")
    chat.tap("✅")
    ask("Перенеси релиз v2.0 на 2 марта")
    chat.tap("✅")
    assert rows("SELECT date_reason FROM releases") == [(None,)]
    chat.tap("↩️")
    assert rows("SELECT date_reason FROM releases") == [("ждём подрядчика",)]
