"""Features: names, the project they belong to, their card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


def _features(rows: Rows) -> list[tuple[str, str]]:
    return [tuple(row) for row in rows("SELECT f.name, p.name FROM features f JOIN projects p ON p.id = project_id")]


@pytest.mark.parametrize("letter", ["a", "ё", "Я", "😀"])
def test_a_name_of_200_characters_fits_and_one_more_does_not(ask: Ask, project: str, rows: Rows, letter: str) -> None:
    fits = "Штука " + letter * 194
    assert ask(f"Создай фичу {fits}") == f"Фича {fits} создана, статус: бэклог."
    answer = ask(f"Создай фичу {fits}{letter}")
    assert answer == "Слишком длинное название: символов в нём 201, а помещается не больше 200 символов."
    assert _features(rows) == [(fits, "Радар")]


@pytest.mark.parametrize("words", ["Создай фичу", "Создай фичу «»", "Создай фичу !!!", "Создай фичу 🚀🚀"])
def test_a_feature_without_a_name_is_not_created(chat: Chat, project: str, rows: Rows, words: str) -> None:
    chat.say(words)
    assert _features(rows) == []
    assert "сломалось" not in chat.said


@pytest.mark.parametrize("name", ["еж", "ЁЖ", "  ёж "])
def test_the_same_name_in_other_letters_is_refused(ask: Ask, project: str, rows: Rows, name: str) -> None:
    ask("Создай фичу Ёж")
    assert ask(f"Создай фичу {name}") == "Фича Ёж в проекте Радар уже есть."
    assert _features(rows) == [("Ёж", "Радар")]


def test_two_projects_may_have_features_of_one_name(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Создай проект Сайт")
    assert ask("Создай фичу вход") == "Фича вход создана, статус: бэклог."
    assert _features(rows) == [("Вход", "Радар"), ("вход", "Сайт")]


@pytest.mark.parametrize("name", ["<i>A & B</i>", "100% {name} %(x)s", "a\\b", "🚀 Ракета"])
def test_a_name_may_hold_anything(chat: Chat, project: str, rows: Rows, name: str) -> None:
    chat.say(f"Создай фичу {name}")
    assert _features(rows) == [(name, "Радар")]
    chat.say("Фичи")
    assert f"⚪ {name} — бэклог" in seen(chat.said)
    chat.tap(name)
    assert f"{name}: бэклог" in seen(chat.said)


def test_without_any_project_one_is_wanted_first(chat: Chat, ask: Ask, rows: Rows) -> None:
    assert ask("Создай фичу Вход").startswith("Сначала нужен проект")
    assert chat.shown == {}
    assert _features(rows) == []


def test_the_only_project_is_taken(chat: Chat, ask: Ask, project: str, rows: Rows) -> None:
    chat.say("Сбрось контекст")
    assert ask("Создай фичу Вход") == "Фича Вход (Радар) создана, статус: бэклог."
    assert _features(rows) == [("Вход", "Радар")]


@pytest.fixture
def several(chat: Chat) -> None:
    for name in ("Альфа", "Бета", "Гамма", "Дельта"):
        chat.say(f"Создай проект {name}")
    chat.say("Сбрось контекст")


def test_of_several_projects_one_is_asked_for(chat: Chat, ask: Ask, several: None, rows: Rows) -> None:
    assert ask("Создай фичу Вход") == "В каком проекте? Можно нажать или написать название."
    assert list(chat.shown) == ["Дельта", "Гамма", "Бета"]
    assert _features(rows) == []
    chat.tap("Бета")
    assert seen(chat.said).startswith("Контекст: Все проекты\nФича Вход (Бета) создана")
    assert _features(rows) == [("Вход", "Бета")]


@pytest.mark.parametrize("answer, home", [("альфа", "Альфа"), ("3", "Бета"), ("дельта ", "Дельта")])
def test_the_project_asked_for_can_be_named(
    chat: Chat, ask: Ask, several: None, rows: Rows, answer: str, home: str
) -> None:
    ask("Создай фичу Вход")
    assert ask(answer).startswith(f"Фича Вход ({home}) создана")
    assert _features(rows) == [("Вход", home)]


def test_only_options_that_are_shown_have_numbers(chat: Chat, ask: Ask, several: None, rows: Rows) -> None:
    ask("Создай фичу Вход")
    ask("4")
    assert _features(rows) == []


def test_a_feature_of_another_project_is_offered_with_its_project(
    chat: Chat, ask: Ask, feature: str, rows: Rows
) -> None:
    chat.say("Создай проект Сайт")
    assert ask("Фича Вход готова") == "В этом проекте нет «Вход». Возможно, это:"
    assert list(chat.shown) == ["Вход — Радар", "❌ Отмена"]
    assert rows("SELECT status FROM features") == [("backlog",)]
    chat.tap("Вход — Радар")
    assert seen(chat.said) == "Контекст: Проект Сайт\nВход (Радар): бэклог → готова"


def test_the_project_named_in_the_sentence_is_looked_into(chat: Chat, ask: Ask, feature: str) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Создай фичу Вход")
    assert ask("Покажи фичу Вход") == "⚪ Вход: бэклог"
    chat.say("Сбрось контекст")
    assert ask("Покажи фичу Вход") == "Что именно — «Вход»?"
    assert list(chat.shown) == ["Вход — Радар", "Вход — Сайт"]


def test_the_whole_card(chat: Chat, ask: Ask, project: str) -> None:
    for words in (
        "Создай фичу Вход", "Создай фичу Оплата", "Создай фичу Чат", "Создай фичу Почта",
        "Фича Оплата готова", "Фича Чат в работе",
        "Фича Оплата блокирует фичу Вход", "Фича Чат блокирует фичу Вход", "Фича Вход блокирует фичу Почта",
        "Назначь PO фичи Вход: Анна Иванова", "Команды фичи Вход: Бэкенд, iOS",
        "Описание фичи Вход: вход по номеру телефона", "Фича Вход заблокирована, причина: ждём <API> & ключи",
    ):  # fmt: skip
        chat.say(words)
    assert ask("Покажи фичу Вход").split("\n") == [
        "🔴 Вход: заблокирована",
        "Причина: ждём <API> & ключи",
        "PO: Анна Иванова",
        "Команды: Бэкенд, iOS",
        "Ждёт: 🔵 Чат, ✅ Оплата",
        "Блокирует: ⚪ Почта",
        "вход по номеру телефона",
    ]
    chat.tap("Готова")
    assert "Вход: заблокирована → готова" in seen(chat.said)
    assert "Её ждали: Почта" in seen(chat.said)
    chat.say("Покажи фичу Вход")
    chat.tap("История")
    assert seen(chat.said).split("\n")[1] == "История фичи Вход, сначала новое:"


def test_a_neighbour_of_another_project_is_shown_with_it(chat: Chat, ask: Ask, feature: str) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Создай фичу Лендинг")
    chat.say("Сбрось контекст")
    assert ask("Фича Вход блокирует фичу Лендинг") == "Вход (Радар) блокирует Лендинг (Сайт)."
    assert "Ждёт: ⚪ Вход (Радар)" in ask("Покажи фичу Лендинг")


def test_many_neighbours_are_counted(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    rows(
        "INSERT INTO features (project_id, name, name_key) "
        "SELECT 1, 'Соседка ' || n, 'соседка ' || n FROM generate_series(1, 60) n"
    )
    rows("INSERT INTO dependencies (blocker_feature_id, blocked_feature_id) SELECT id, 1 FROM features WHERE id > 1")
    assert "Ждёт: ⚪ Соседка 1, ⚪ Соседка 10, ⚪ Соседка 11 и ещё 57" in ask("Покажи фичу Вход")


def test_renaming(ask: Ask, feature: str, rows: Rows) -> None:
    ask("Создай фичу Оплата")
    assert ask("Переименуй фичу Вход в ОПЛАТА") == "Фича Оплата в проекте Радар уже есть."
    assert ask("Переименуй фичу Вход в вход") == "Фича переименована: Вход → вход."
    assert ask("Переименуй фичу вход в вход") == "Уже так и называется."
    assert ask("Переименуй фичу вход в " + "я" * 201).startswith("Слишком длинное название: символов в нём 201")
    assert rows("SELECT name FROM features ORDER BY id") == [("вход",), ("Оплата",)]


def test_deleting_says_what_goes_with_the_feature(chat: Chat, ask: Ask, feature: str, rows: Rows) -> None:
    chat.say("Создай фичу Оплата")
    chat.say("Фича Вход блокирует фичу Оплата")
    rows("INSERT INTO risks (project_id, feature_id, severity, description) VALUES (1, 1, 'high', 'упадёт')")
    assert ask("Удали фичу Вход") == "Удалить фичу Вход (бэклог, 1 зависимость, 1 риск)?"
    assert ask("нет") == "Хорошо, всё остаётся как есть."
    assert ask("Удали фичу Оплата") == "Удалить фичу Оплата (бэклог, 1 зависимость)?"
    assert ask("да") == "Фича Оплата удалена."
    assert rows("SELECT name FROM features") == [("Вход",)]


def test_a_long_description_is_kept_whole_and_echoed_in_short(chat: Chat, feature: str, rows: Rows) -> None:
    text = "Длинный & <подробный> текст 😀. " * 120 + "Всё"
    chat.say(f"Описание фичи Вход: {text}")
    assert rows("SELECT description FROM features")[0][0] == text
    assert len(seen(chat.said)) < 400
    chat.say("Покажи фичу Вход")
    assert len(seen(chat.said)) < 400


def test_a_card_that_has_been_deleted_meanwhile(chat: Chat, maria: Chat, feature: str) -> None:
    chat.say("Фичи")
    maria.say("Удали фичу Вход")
    maria.tap("✅")
    chat.tap("Вход")
    assert seen(chat.said) == "Контекст: Проект Радар\nЭтого больше нет: тем временем удалили."


def test_what_is_in_no_list(ask: Ask, project: str) -> None:
    assert ask("Фичи") == "Фич пока нет."
    assert ask("Что заблокировано?") == "Нет фич со статусом «заблокирована»."


def test_several_are_created_at_once_and_taken_back_at_once(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("создай фичи Альфа, Бета")
    assert rows("SELECT name FROM features ORDER BY name") == [("Альфа",), ("Бета",)]
    chat.tap("↩️")
    assert rows("SELECT name FROM features") == []


def test_a_feature_is_created_with_its_po(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("создай фичу Кошелёк, PO Мария Соколова")
    assert rows("SELECT name, assigned_po FROM features") == [("Кошелёк", "Мария Соколова")]


@pytest.mark.parametrize(
    "asked, told",
    [
        ("фичи без PO", ["Без PO. 2 фичи:", "Лендинг", "Вход"]),
        ("фичи без команды", ["Без команды. 2 фичи:", "Оплата", "Вход"]),
        ("фичи без релиза", ["Вне релизов. 2 фичи:", "Лендинг", "Вход"]),
        ("все фичи релиза 3.1", ["Релиз 3.1. 1 фича:", "Оплата"]),
        ("покажи фичи релиза 3.1 в работе", ["Релиз 3.1. Нет фич со статусом «в работе»."]),
    ],
)
def test_a_list_keeps_to_what_is_asked(ask: Ask, feature: str, asked: str, told: list[str]) -> None:
    ask("Создай релиз 3.1 на 15 февраля")
    ask("создай фичу Оплата, PO Мария, в релиз 3.1")
    ask("создай фичу Лендинг, команда Веб")
    title, *lines = ask(asked).split("\n")
    assert [title, *(line.removeprefix("• ⚪ ").removesuffix(" — бэклог") for line in lines)] == told


def test_the_rest_of_a_narrowed_list_is_narrowed_too(chat: Chat, ask: Ask, feature: str) -> None:
    for number in range(4):
        ask(f"создай фичу Штука {number}")
    ask("Назначь PO фичи Вход: Мария")
    ask("фичи без PO")
    chat.tap("Показать все (4)")
    assert seen(chat.said).split("\n")[1] == "Без PO. 4 фичи:"
    assert "Вход" not in chat.said


def test_a_feature_is_created_with_all_that_is_told_of_it_and_undone_in_one_step(
    chat: Chat, project: str, rows: Rows
) -> None:
    chat.say("Создай релиз 3.1 на 15 февраля")
    chat.say("создай фичу Кошелёк, PO Мария, команды iOS и Android, в релиз 3.1")
    told = "SELECT f.name, assigned_po, assigned_teams, version FROM features f JOIN releases r ON r.id = release_id"
    assert rows(told) == [("Кошелёк", "Мария", "iOS, Android", "3.1")]
    assert [line.split(",")[0] for line in seen(chat.said).splitlines()[2:]] == [
        "Релиз: 3.1", "PO: Мария", "Команды: iOS",
    ]  # fmt: skip
    chat.say("Отмени последнее")
    assert rows("SELECT name FROM features") == []


def test_a_feature_is_not_created_into_a_release_that_is_out(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("Создай релиз 3.1 на 15 февраля")
    chat.say("Релиз 3.1 выпущен")
    chat.tap("✅")
    chat.say("создай фичу Кошелёк в релиз 3.1")
    assert "Релиз 3.1 уже закрыт: выпущен." in seen(chat.said)
    assert rows("SELECT name FROM features") == []


def test_a_feature_is_not_created_into_the_release_of_another_project(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("Создай релиз 3.1 на 15 февраля")
    chat.say("Создай проект Сайт")
    chat.say("создай фичу Кошелёк в релиз 3.1")
    chat.tap("3.1")
    assert "Кошелёк и 3.1 — из разных проектов." in seen(chat.said)
    assert rows("SELECT name FROM features") == []


def test_a_release_tells_the_project_of_a_new_feature_where_all_are_spoken_of(
    chat: Chat, project: str, rows: Rows
) -> None:
    chat.say("Создай релиз 3.1 на 15 февраля")
    chat.say("Создай проект Сайт")
    chat.say("Сбрось контекст")
    chat.say("создай фичу Кошелёк в релиз 3.1")
    assert _features(rows) == [("Кошелёк", "Радар")]


def test_a_name_with_a_typo_in_each_word_is_not_its_first_word_alone(chat: Chat, project: str, rows: Rows) -> None:
    for name in ("Вход", "Вход через Госуслуги"):
        chat.say(f"Создай фичу {name}")
    chat.say("ожтложи вход черз госуслги до пятницы")
    assert rows("SELECT name FROM features WHERE aside_until IS NOT NULL") == [("Вход через Госуслуги",)]


def test_a_feature_is_created_and_taken_to_work_in_one_step(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("создай фичу Кошелёк и возьми её в работу")
    assert rows("SELECT name, status FROM features") == [("Кошелёк", "in_progress")]
    chat.tap("↩️")
    assert rows("SELECT name FROM features") == []


@pytest.mark.parametrize("words", ["Описание фичи Вход: по отпечатку", "Описание проекта Радар: для всех"])
def test_the_same_description_again_changes_nothing_and_says_so(ask: Ask, feature: str, rows: Rows, words: str) -> None:
    ask(words)
    assert ask(words) == "Описание уже такое."
    assert rows("SELECT count(*) FROM event_log WHERE action LIKE '%description_updated'") == [(1,)]


def test_a_feature_is_created_with_its_description_and_why_it_is_blocked(chat: Chat, project: str, rows: Rows) -> None:
    chat.say("создай фичу Кошелёк и поставь ей статус заблокирована, причина: нет договора")
    chat.say("создай фичу Копилка с описанием: откладывать с каждой покупки")
    assert rows("SELECT name, status, status_reason, description FROM features ORDER BY id") == [
        ("Кошелёк", "blocked", "нет договора", None),
        ("Копилка", "backlog", None, "откладывать с каждой покупки"),
    ]
    assert "откладывать с каждой покупки" in seen(chat.said)


def test_what_is_told_of_a_new_feature_is_kept_while_its_project_is_asked_for(
    chat: Chat, project: str, rows: Rows
) -> None:
    chat.say("Создай проект Сайт")
    chat.say("Сбрось контекст")
    chat.say("создай фичу Кошелёк, назначь ей PO Марию и возьми её в работу")
    chat.tap("Сайт")
    assert rows("SELECT name, status, assigned_po FROM features") == [("Кошелёк", "in_progress", "Мария")]
