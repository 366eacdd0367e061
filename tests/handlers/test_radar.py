"""What is burning, where the risk is, why; what was, and what would be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from handlers.radar_view import asked_day
from tests.conftest import Chat
from tests.support.reading import coming, seen, written

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]
Age = Callable[[float], None]


@pytest.fixture
def age(rows: Rows) -> Age:
    """Make everything logged so far this many days older."""

    def run(days: float) -> None:
        rows("ALTER TABLE event_log DISABLE TRIGGER event_log_is_append_only")
        rows("UPDATE event_log SET timestamp = timestamp - make_interval(secs => :s)", s=days * 86400)
        rows("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_append_only")

    return run


@pytest.fixture
def blocked(chat: Chat, feature: str, age: Age) -> str:
    """Blocked for three days."""
    chat.say("Фича Вход заблокирована, причина: ждём API")
    age(3)
    return "Вход"


def _ago(today: dt.date, days: int) -> str:
    return written(today - dt.timedelta(days=days))


def _days(number: int) -> str:
    return f"{number} {'дня' if 2 <= number % 10 <= 4 and number // 10 != 1 else 'дней'}"


# ------------------------------------------------------------------------------------------------- burning


def test_nothing_burns_is_not_all_is_well(chat: Chat, ask: Ask, feature: str) -> None:
    assert ask("Что горит?") == "Ничего не горит: ни одно правило не сработало."
    assert chat.shown == {}


def test_what_burns_is_told_with_its_reasons(chat: Chat, ask: Ask, blocked: str, today: dt.date) -> None:
    assert ask("Что горит?") == f"Горит: 1\n• 🔴 Вход — 53: заблокирована 3 дня, с {_ago(today, 3)}: ждём API"
    assert list(chat.shown) == ["Почему: Вход"]


def test_in_all_projects_the_project_is_named(ask: Ask, blocked: str) -> None:
    ask("Сбрось контекст")
    assert "• 🔴 Вход (Радар) — 53" in ask("Что горит?")


def test_two_reasons_are_told_and_the_others_counted(ask: Ask, blocked: str) -> None:
    ask("Риск: фича Вход сорвётся, высокий")
    for name in ("Оплата", "Чат"):
        ask(f"Создай фичу {name}")
    ask("Фича Оплата блокирует фичу Вход")
    ask("Фича Вход блокирует фичу Чат")
    line = next(line for line in ask("Что горит?").splitlines() if "Вход —" in line)
    assert re.search(r"заблокирована 3 дня.*; ждёт: Оплата; ещё \d причин", line)


def test_the_three_highest_first_and_a_way_to_the_rest(chat: Chat, ask: Ask, project: str) -> None:
    for number in range(5):
        ask(f"Создай фичу Номер{number}")
        ask(f"Фича Номер{number} заблокирована")
    answer = ask("Что горит?")
    assert answer.splitlines()[0] == "Горит: 5"
    assert answer.splitlines()[-1] == "и ещё 2"
    assert answer.count("•") == 3
    assert [label.partition(":")[0] for label in chat.shown] == ["Показать все (5)", "Почему", "Почему", "Почему"]
    chat.tap("Показать все")
    assert seen(chat.said).count("•") == 5


def test_under_the_threshold_it_is_said_how_far(chat: Chat, ask: Ask, feature: str) -> None:
    ask("Создай фичу Оплата")
    ask("Фича Вход блокирует фичу Оплата")
    assert ask("Что горит?") == "До 50 очков ничего не дошло; ниже порога: 2, больше всего — 30 очков."
    assert list(chat.shown)[-1] == "Где риск?"
    chat.tap("Почему: Оплата")
    assert "Оплата: 30 очков, 1-е место из 2" in seen(chat.said)


def test_what_is_put_aside_is_one_tap_away(chat: Chat, ask: Ask, blocked: str) -> None:
    ask("Отложи вход на неделю")
    assert ask("Что горит?") == "Ничего не горит: ни одно правило не сработало."
    chat.tap("⏸ Отложено: 1")
    assert "Вход — отложено до" in seen(chat.said)


# ------------------------------------------------------------------------------------------------- days gone by


def test_what_burnt_on_a_day_gone_by(chat: Chat, ask: Ask, blocked: str, today: dt.date) -> None:
    ask("Фича Вход готова")
    assert ask("Что горит?") == "Ничего не горит: ни одно правило не сработало."
    answer = ask("Что горело вчера?")
    assert answer.startswith(f"Горело на конец дня {_ago(today, 1)}: 1\n• 🔴 Вход — 52: заблокирована 2 дня")
    chat.tap("Почему")
    assert f"Вход, {_ago(today, 1)}: 52 очка, 1-е место из 1" in seen(chat.said)
    assert [label for label in chat.shown if "Не сейчас" in label] == []


def test_on_friday_is_the_last_one(ask: Ask, blocked: str, today: dt.date) -> None:
    friday = today - dt.timedelta(days=(today.weekday() - 4) % 7 or 7)
    assert written(friday) in ask("Что горело в пятницу?")


def test_before_anything_was_there(ask: Ask, blocked: str, today: dt.date) -> None:
    assert ask("Что горело 30 дней назад?").splitlines() == [
        f"Горело на конец дня {_ago(today, 30)}: 0",
        "Ни одно правило не сработало.",
    ]


@pytest.mark.parametrize(
    "said, meant",
    [
        ("2026-11-25", None),
        ("2026-11-24", "2026-11-24"),
        ("2026-11-27", "2026-11-20"),
        ("2026-12-02", "2026-11-18"),  # on a Wednesday, "on Wednesday" is not today
        ("2027-11-20", "2026-11-20"),
        ("2027-12-31", "2025-12-31"),
        ("2028-02-29", "2024-02-29"),
        (None, None),
    ],
)
def test_a_coming_day_where_one_asks_what_was_is_the_last_one(said: str | None, meant: str | None) -> None:
    class Talk:
        today = dt.date(2026, 11, 25)

    day = asked_day(Talk(), dt.date.fromisoformat(said) if said else None)  # type: ignore[arg-type]
    assert (day.isoformat() if day else None) == meant


# ------------------------------------------------------------------------------------------------- why


def test_why_tells_every_rule_and_what_would_be_without_the_first(
    chat: Chat, ask: Ask, blocked: str, today: dt.date
) -> None:
    ask("Создай фичу Оплата")
    ask("Фича Оплата заблокирована")
    ask("Фича Вход блокирует фичу Оплата")
    ask("Риск фичи Вход: подрядчик сорвёт сроки, высокий")
    ask("Что горит?")
    chat.tap("Почему: Вход")
    lines = seen(chat.said).splitlines()[1:]
    assert re.fullmatch(r"Вход: \d+ очк\w+, \d-е место из 2", lines[0])
    assert lines[1] == f"• +53 заблокирована 3 дня, с {_ago(today, 3)}: ждём API 👉 разблокировать «Вход»"
    assert lines[-1].startswith("Если разблокировать «Вход»: ")
    assert list(chat.shown)[-2:] == ["Подробнее", "⏸ Не сейчас"]
    assert len(chat.shown) <= 4
    chat.tap("Подробнее")
    assert "🔴 Вход: заблокирована" in seen(chat.said)


def test_why_leads_to_putting_it_aside(chat: Chat, ask: Ask, blocked: str) -> None:
    assert "53 очка" in ask("Почему горит вход?")
    chat.tap("⏸ Не сейчас")
    assert seen(chat.said).endswith("До какого дня отложить Вход?")
    chat.tap("до завтра")
    answer = ask("Почему горит вход?").splitlines()
    assert answer[0] == "Вход: 53 очка"
    assert answer[1].startswith("⏸ отложено до ")
    assert answer[2].startswith("• +53")
    assert list(chat.shown)[-1] == "Вернуть на радар"


def test_why_of_a_day_on_which_it_was_put_aside_says_so(
    chat: Chat, ask: Ask, blocked: str, age: Age, today: dt.date
) -> None:
    ask("Отложи вход на неделю, ждём юристов")
    age(2)
    chat.shown = {"x": f"d:radar_why:feature=1:on={today - dt.timedelta(days=1)}"}
    lines = seen(chat.tap("x")).splitlines()[1:]
    until = written(today + dt.timedelta(days=7))
    assert lines[:2] == [f"Вход, {_ago(today, 1)}: 54 очка", f"⏸ отложено до {until}: ждём юристов"]
    assert chat.shown == {}


def test_why_of_a_feature_of_which_no_rule_speaks(chat: Chat, ask: Ask, feature: str) -> None:
    assert ask("Почему горит вход?") == "Вход: ни одно правило не сработало."
    assert list(chat.shown) == ["Подробнее"]
    ask("Фича Вход готова")
    assert ask("Почему горит вход?") == "Вход: ни одно правило не сработало."


def test_why_of_nothing_is_refused(chat: Chat, project: str, unchanged: Callable[[], bool]) -> None:
    unchanged()
    chat.shown = {"x": "d:radar_why:on=2026-11-01"}
    assert seen(chat.tap("x")).endswith("Скажите, какую фичу или какой релиз.")
    assert unchanged()


def test_why_alone_is_of_what_burns_and_asks_where_several_do(chat: Chat, ask: Ask, blocked: str) -> None:
    assert ask("Почему?").startswith("Вход: 53 очка")
    ask("Создай фичу Оплата")
    ask("Фича Оплата заблокирована")
    ask("Что горит?")
    assert ask("почему?") == "Скажите, какую фичу или какой релиз."
    assert list(chat.shown) == ["Почему: Вход", "Почему: Оплата"]


def test_why_of_a_release_tells_its_moves_with_reasons(chat: Chat, ask: Ask, feature: str, today: dt.date) -> None:
    ask("Создай релиз v2.0 на 15 февраля")
    ask("Перенеси релиз v2.0 на 1 марта, причина: ждём подрядчика")
    chat.tap("✅")
    ask("Перенеси релиз v2.0 на 25 февраля")
    chat.tap("✅")
    answer = ask("Почему горит релиз v2.0?").splitlines()
    first, last = written(coming(today, 2, 15)), written(coming(today, 2, 25))
    days = (coming(today, 3, 1) - coming(today, 2, 15)).days
    back = (coming(today, 3, 1) - coming(today, 2, 25)).days
    assert answer[-3] == f"↪ релиз v2.0 переносили один раз, на {_days(days)}: {first} → {last}"
    assert answer[-2] == f"• {written(today)}, Artem: −{_days(back)}"
    assert answer[-1] == f"• {written(today)}, Artem: +{_days(days)}, ждём подрядчика"
    ask("Релиз v2.0 выпущен")
    chat.tap("✅")
    assert "ждём подрядчика" in ask("Почему горит релиз v2.0?")


# ------------------------------------------------------------------------------------------------- risks


def test_where_the_risk_is(chat: Chat, ask: Ask, feature: str) -> None:
    ask("Риск: сервер не выдержит, средний")
    ask("Риск: подрядчик сорвёт сроки, критический")
    assert ask("Где риск?").splitlines() == [
        "Открытые риски: 2",
        "• ⚠️ критический: подрядчик сорвёт сроки",
        "• ⚠️ средний: сервер не выдержит",
    ]
    assert list(chat.shown) == ["Что горит?"]


def test_what_an_open_risk_hangs_on_is_one_tap_from_its_reasons(chat: Chat, ask: Ask, feature: str) -> None:
    for text in ("сорвётся", "упадёт"):
        chat.shown = {"a risk": f"d:risk_create:text={text}:severity=high:feature=1"}
        chat.tap("a risk")
    ask("Где риск?")
    assert list(chat.shown) == ["Почему: Вход"]


def test_a_release_without_a_history_is_named_as_such(ask: Ask, feature: str) -> None:
    ask("Создай релиз v2.0 на 15 февраля")
    ask("Добавь фичу Вход в релиз v2.0")
    assert ask("Где риск?").splitlines()[-1] == "Мало истории для прогноза: v2.0"


def test_a_release_whose_day_has_passed_is_late_though_there_is_no_history(
    ask: Ask, feature: str, rows: Rows, today: dt.date
) -> None:
    ask("Создай релиз v2.0 на 15 февраля")
    ask("Добавь фичу Вход в релиз v2.0")
    rows("UPDATE releases SET target_date = :day", day=today - dt.timedelta(days=2))
    late = f"📦 v2.0: срок был {_ago(today, 2)}, не закончена 1 фича (просрочен на 2 дня)"
    answer = ask("Где риск?")
    assert f"Релизы, которые просрочены или могут опоздать: 1\n• {late}" in answer
    assert "Мало истории" not in answer


def test_no_risk_at_all_and_only_what_burns(chat: Chat, ask: Ask, feature: str) -> None:
    assert ask("Где риск?") == "Ни одно правило не сработало, открытых рисков нет."
    ask("Фича Вход заблокирована")
    ask("Создай фичу Оплата")
    ask("Фича Вход блокирует фичу Оплата")
    assert "85 %" in ask("Где риск?")
    assert list(chat.shown) == ["Что горит?"]


# ------------------------------------------------------------------------------------------------- in English


def test_in_english(chat: Chat, app: object, age: Age, today: dt.date) -> None:
    chat.language = "en"
    for words in ("Create project Bank", "Create feature Login", "Feature Login is blocked, reason: no API"):
        chat.say(words)
    age(1)
    since = written(today - dt.timedelta(days=1), "en")
    assert seen(chat.say("What is burning?")).splitlines()[1:] == [
        "Burning: 1",
        f"• 🔴 Login — 51: blocked for 1 day, since {since}: no API",
    ]
    chat.tap("Why")
    assert seen(chat.said).splitlines()[1:] == [
        "Login: 51 points, place 1 of 1",
        f"• +51 blocked for 1 day, since {since}: no API 👉 unblock Login",
        "If you unblock Login: 51 → 0, it leaves the radar",
    ]
    assert list(chat.shown) == ["To work: Login", "Details", "⏸ Not now"]


def test_why_burning_means_the_one_that_burns(chat: Chat, ask: Ask, feature: str) -> None:
    """Of two that bear a part of a name, also where the other one is nearer."""
    ask("Создай фичу Оплата картой")
    ask("Создай проект Сайт")
    ask("Создай фичу Оплата по счёту")
    ask("Фича Оплата по счёту заблокирована")
    ask("Переключись на проект Радар")
    assert ask("Почему горит оплата?").startswith("Оплата по счёту (Сайт): 50 очков")
    ask("Переключись на проект Сайт")
    ask("Фича Оплата по счёту готова")
    assert ask("Почему горит оплата?") == "Что именно — «оплата»?"
    assert len(chat.shown) == 2


def test_why_a_feature_that_is_not_known_burns(ask: Ask, blocked: str) -> None:
    assert ask("Почему горит кэшбэк?") == "Не знаю фичу «кэшбэк»."
    assert ask("why is QR payment burning?") == "I know no feature “QR payment”."


def test_why_it_burnt_on_a_day_gone_by(ask: Ask, blocked: str, today: dt.date) -> None:
    assert ask("Почему горел вход вчера?").startswith(f"Вход, {_ago(today, 1)}: ")


def test_why_it_is_blocked(ask: Ask, blocked: str, today: dt.date) -> None:
    assert f"заблокирована 3 дня, с {_ago(today, 3)}: ждём API" in ask("Почему вход заблокирован?")


def test_who_blocked_it(chat: Chat, ask: Ask, blocked: str, today: dt.date) -> None:
    answer = ask("Кто заблокировал вход?")
    assert answer.startswith(f"Вход: {_ago(today, 3)} ")
    assert "Artem: бэклог → заблокирована, причина: ждём API" in answer
    assert "История" in chat.shown
    assert ask("Кто отменил вход?") == "Вход: такого статуса не было — отменена."
