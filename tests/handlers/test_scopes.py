"""What an answer of the radar is limited to: a project, a release, a person; and what it can't keep to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from handlers.scopes import is_called
from tests.conftest import Chat
from tests.support.reading import seen, written

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]


@pytest.fixture
def two_fires(chat: Chat) -> None:
    """«Вход» of Радар and «Лендинг» of Сайт burn; all projects are seen."""
    for project, feature, po in (("Радар", "Вход", "Мария Петрова"), ("Сайт", "Лендинг", "Олег Смирнов")):
        chat.say(f"Создай проект {project}")
        chat.say(f"Создай фичу {feature}")
        chat.say(f"Назначь PO фичи {feature}: {po}")
        chat.say(f"Фича {feature} заблокирована")
    chat.say("Сбрось контекст")


def test_what_burns_in_a_project_that_is_named(ask: Ask, two_fires: None) -> None:
    answer = ask("Что горит в проекте Сайт?")
    assert answer.startswith("Проект Сайт. Горит: 1\n")
    assert "Вход" not in answer


def test_what_burns_with_a_person(ask: Ask, two_fires: None) -> None:
    answer = ask("Что горит у Марии?")
    assert answer.startswith("Фичи, где PO — Мария. Горит: 1\n")
    assert "Лендинг" not in answer


def test_nobody_of_that_name(ask: Ask, two_fires: None) -> None:
    assert ask("Что горит у Галины?") == "Нет незавершённых фич, у которых PO — Галина."
    assert ask("Что изменилось у Галины?").startswith("Не знаю, кто это — Галина:")


def test_what_can_not_be_left_out_is_said(ask: Ask, two_fires: None) -> None:
    assert ask("Что горит кроме лендинга?").startswith(
        "Так отобрать не умею: «кроме лендинга». Показываю всё.\nГорит: 2"
    )


def test_all_of_one_person_at_once(chat: Chat, ask: Ask, two_fires: None) -> None:
    chat.say("Переключись на проект Радар")
    for number in range(4):
        ask(f"Создай фичу Номер{number}")
        ask(f"Назначь PO фичи Номер{number}: Мария Петрова")
        ask(f"Фича Номер{number} заблокирована")
    answer = ask("Что горит у Марии Петровой?")
    assert answer.count("•") == 5
    assert not any(label.startswith("Показать все") for label in chat.shown)


def test_all_of_one_project_stays_in_it(chat: Chat, ask: Ask, two_fires: None) -> None:
    ask("Переключись на проект Сайт")
    for number in range(4):
        ask(f"Создай фичу Номер{number}")
        ask(f"Фича Номер{number} заблокирована")
    ask("Сбрось контекст")
    ask("Что горит в проекте Сайт?")
    chat.tap("Показать все (5)")
    assert seen(chat.said).splitlines()[1] == "Проект Сайт. Горит: 5"
    assert "Вход" not in chat.said


def test_what_is_asked_of_all_projects_leaves_the_context(chat: Chat, ask: Ask, two_fires: None) -> None:
    ask("Переключись на проект Сайт")
    answer = ask("Что заблокировано по всем проектам?")
    assert answer.startswith("Все проекты. ")
    assert "Вход" in answer
    assert "Лендинг" in answer
    assert "Вход" in ask("Что горит во всех проектах?")
    assert "Вход" not in ask("Что горит?")


def test_what_burns_elsewhere_is_one_tap_away(chat: Chat, ask: Ask, two_fires: None) -> None:
    ask("Переключись на проект Сайт")
    assert "Вход" not in ask("Что горит?")
    chat.tap("Ещё 1 горит в других проектах")
    assert seen(chat.said).splitlines()[1] == "Все проекты. Горит: 2"


def test_the_risk_of_a_project_that_is_named(ask: Ask, two_fires: None) -> None:
    ask("Переключись на проект Сайт")
    ask("Риск: уйдёт подрядчик, высокий")
    ask("Сбрось контекст")
    assert ask("Где риск в проекте Сайт?").startswith("Проект Сайт. Где риск:\nОткрытые риски: 1")
    assert "подрядчик" not in ask("Где риск в проекте Радар?")


def test_the_changes_of_a_project_that_is_named(ask: Ask, two_fires: None) -> None:
    answer = ask("Что изменилось в проекте Сайт за неделю?")
    assert answer.startswith("Проект Сайт. Изменения с ")
    assert "Вход" not in answer


def test_the_changes_of_a_release(ask: Ask, two_fires: None) -> None:
    ask("Переключись на проект Сайт")
    ask("Создай релиз v2.0 на 15 февраля")
    assert "Лендинг" not in ask("Что изменилось в v2.0?")
    ask("Добавь фичу Лендинг в релиз v2.0")
    answer = ask("Что изменилось в v2.0?")
    assert answer.startswith("Релиз v2.0. Изменения с ")
    assert "Фича Лендинг" in answer


def test_the_changes_of_one_who_writes(maria: Chat, ask: Ask, two_fires: None) -> None:
    maria.say("Создай проект Мариин")
    answer = ask("Что изменилось у Марии?")
    assert answer.startswith("Мария. Изменения с ")
    assert "Мариин" in answer
    assert "Вход" not in answer


def test_of_a_po_who_never_writes_what_changed_in_their_features(ask: Ask, two_fires: None) -> None:
    answer = ask("Что изменилось у Олега?")
    assert answer.startswith("Фичи, где PO — Олег. Изменения с ")
    assert "Лендинг" in answer
    assert "Вход" not in answer


@pytest.mark.parametrize("words", ["{day}", "в {weekday}"])
def test_a_day_that_is_named_is_that_day(ask: Ask, two_fires: None, today: dt.date, words: str) -> None:
    gone = today - dt.timedelta(days=3)
    months = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
    weekdays = "понедельник вторник среду четверг пятницу субботу воскресенье".split()
    said = words.format(day=f"{gone.day} {months[gone.month - 1]}", weekday=weekdays[gone.weekday()])
    assert written(gone) in ask(f"Что изменилось {said}?").splitlines()[0]


def test_what_will_burn_is_what_is_on_its_way_up(ask: Ask, project: str, rows: Rows, today: dt.date) -> None:
    nothing = "Если ничего не менять, за неделю ничего не загорится. Дальше недели не предскажу."
    assert ask("Что будет гореть через неделю?") == nothing
    ask("Создай фичу Вход")
    ask("Создай релиз v2.0 на завтра")
    rows("UPDATE releases SET target_date = :day", day=today + dt.timedelta(days=9))
    ask("Добавь фичу Вход в релиз v2.0")
    assert re.match(r"Нагреваются, если ничего не делать: 1\n• .*Вход", ask("Что будет гореть через неделю?"))


@pytest.mark.parametrize(
    "name, said, called",
    [
        ("Мария Петрова", "Мария", True),
        ("Мария Петрова", "петрова мария", True),
        ("Мария Петрова", "Мария Иванова", False),
        (None, "Мария", False),
        ("Мария", "", False),
    ],
)
def test_who_is_called_so(name: str | None, said: str, called: bool) -> None:
    assert is_called(name, said) is called


def test_what_a_person_is_busy_with(ask: Ask, two_fires: None) -> None:
    assert "Вход" not in ask("Чем занята Мария?")
    ask("Фича Вход в работе")
    answer = ask("Чем занята Мария?")
    assert answer.startswith("Фичи, где PO — Мария. В работе 1 фича:\n• ")
    assert "Вход" in answer
