"""Events in words, and the words themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from markupsafe import Markup

from handlers.telling import Change, Names, differences, headline, net, told, told_with_project
from handlers.words import day, few, moment, say, say_n, short
from models import EventLog
from tests.conftest import Chat

NAMES = Names({("project", 1): "Радар", ("feature", 1): "<Вход>", ("release", 1): "v2.0"}, {1: 1}, {"7": "Анна"})


@pytest.fixture(autouse=True)
def _russian(app: Flask) -> Iterator[None]:
    with app.test_request_context(), force_locale("ru"):
        yield


def _event(before: Any, after: Any, number: int = 1, kind: str = "feature") -> EventLog:
    return EventLog(
        action=f"{kind}_changed", entity_type=kind, entity_id=number, details={"before": before, "after": after}
    )


def _net(*events: EventLog) -> list[tuple[Any, Any]]:
    return [(change.before, change.after) for change in net(events)]


ROW = {"id": 1, "name": "Вход", "status": "backlog", "assigned_po": None, "updated_at": "x"}
LATER = ROW | {"status": "done", "updated_at": "y"}


def test_the_net_change() -> None:
    assert _net() == []
    assert _net(_event(None, ROW)) == [(None, ROW)]
    assert _net(_event(None, ROW), _event({"status": "backlog"}, LATER)) == [(None, LATER)]
    assert _net(_event(None, ROW), _event(ROW, None)) == []
    assert _net(_event(ROW, None)) == [(ROW, None)]
    assert _net(_event(ROW, None), _event(None, ROW)) == []
    assert _net(_event({"status": "backlog"}, LATER), _event({"status": "done"}, ROW)) == []
    assert _net(_event({"updated_at": "x"}, LATER)) == []


def test_the_net_change_across_a_deletion() -> None:
    """Changed, deleted, brought back: what is told is from the oldest value to the newest."""
    changed = _event({"status": "backlog"}, LATER)
    ((before, after),) = _net(changed, _event(LATER, None))
    assert before["status"] == "backlog"
    assert after is None
    ((before, after),) = _net(changed, _event(LATER, None), _event(None, LATER))
    assert before["status"] == "backlog"
    assert after == LATER


def test_things_are_told_newest_first() -> None:
    two, one = _event(None, ROW | {"id": 2}, 2), _event(None, ROW, 1)
    assert [change.id for change in net([one, two])] == [2, 1]
    assert [change.id for change in net([one, two, _event({"status": "backlog"}, LATER, 1)])] == [1, 2]


@pytest.mark.parametrize(
    "kind, before, after, line",
    [
        (
            "release",
            {"target_date": "2027-02-15"},
            {"target_date": "2027-03-01"},
            "дата: пн 15.02.2027 → пн 01.03.2027",
        ),
        ("feature", {"release_id": None}, {"release_id": 1}, "релиз: — → v2.0"),
        ("feature", {"release_id": 9}, {"release_id": None}, "релиз: #9 → —"),
        ("feature", {"status_reason": ""}, {"status_reason": "<b>"}, "причина: &lt;b&gt;"),
        ("feature", {"status_reason": "<b>"}, {"status_reason": None}, "причина убрана: &lt;b&gt;"),
        ("feature", {"status_reason": "<b>"}, {"status_reason": "API"}, "причина изменена: &lt;b&gt; → API"),
        (
            "release",
            {"target_date": "2027-02-15", "date_reason": None},
            {"target_date": "2027-03-01", "date_reason": "ждём API"},
            "дата: пн 15.02.2027 → пн 01.03.2027, причина: ждём API",
        ),
        ("risk", {"severity": "low"}, {"severity": "critical"}, "уровень: низкий → критический"),
        ("risk", {"status": "open"}, {"status": "closed"}, "открыт → закрыт"),
        ("project", {"status": "active"}, {"status": "archived"}, "активен → в архиве"),
        ("user_context", {"language": None}, {"language": "en"}, "язык: — → английский"),
        (
            "feature",
            {"assigned_po": None, "status": "backlog"},
            LATER | {"assigned_po": "Анна"},
            "бэклог → готова, PO: — → Анна",
        ),
        ("feature", {"updated_at": "x", "name_key": "a"}, LATER, ""),
    ],
)  # fmt: skip
def test_columns_in_words(kind: str, before: Any, after: Any, line: str) -> None:
    assert differences(Change(kind, 1, before, after), NAMES) == line


def test_headlines() -> None:
    dependency = {"blocker_feature_id": 1, "blocked_feature_id": 2}
    assert headline(Change("dependency", 1, None, dependency), NAMES).endswith("<b>&lt;Вход&gt;</b> → <b>#2</b>")
    assert headline(Change("idea", 1, None, {"content": "я" * 300}), NAMES) == f"Идея <b>{'я' * 79}…</b>"
    assert headline(Change("user_context", 1, {}, {}), NAMES) == "Контекст"
    assert headline(Change("risk", 1, None, None), NAMES) == "Риск <b>…</b>"


def test_a_change_that_leaves_all_as_it_was() -> None:
    assert told(Change("feature", 1, {}, ROW), NAMES) == "Фича <b>Вход</b>: как было"


def test_the_project_is_told_where_there_is_one() -> None:
    inside = Change("feature", 1, {"status": "backlog"}, LATER | {"project_id": 1})
    assert told_with_project(inside, NAMES).endswith("бэклог → готова (Радар)")
    waits = Change("dependency", 1, None, {"blocker_feature_id": 2, "blocked_feature_id": 1})
    assert told_with_project(waits, NAMES).endswith("(Радар)")
    alone = Change("idea", 1, None, {"content": "мысль", "project_id": None})
    assert not told_with_project(alone, NAMES).endswith(")")


def test_people_by_name_or_by_number() -> None:
    assert NAMES.person("7") == "Анна"
    assert NAMES.person("8") == "8"


def test_what_is_said_is_safe() -> None:
    assert say("Context: Project %(name)s", name="<b> 100% %s {x}") == "Контекст: Проект &lt;b&gt; 100% %s {x}"
    assert say("Context: Project %(name)s", name=Markup("<b>x</b>")) == "Контекст: Проект <b>x</b>"
    assert isinstance(say("Nothing is changed."), Markup)


@pytest.mark.parametrize("count, word", [(0, "фич"), (1, "фича"), (2, "фичи"), (5, "фич"), (11, "фич"), (21, "фича")])
def test_numbers_and_their_words(count: int, word: str) -> None:
    assert say_n("%(num)s feature", "%(num)s features", count) == f"{count} {word}"


def test_few_names() -> None:
    assert few([]) == ""
    assert few(["<а>", Markup("<b>б</b>")]) == "&lt;а&gt;, <b>б</b>"
    assert few(["а", "б", "в"]) == "а, б, в"
    assert few(["а", "б", "в", "г", "д"]) == "а, б, в и ещё 2"


def test_short_texts_stay_and_long_ones_are_cut() -> None:
    assert short("я" * 300) == "я" * 300
    assert short("я" * 301) == "я" * 299 + "…"
    assert short("раз два", 5) == "раз…"


def test_days_and_moments() -> None:
    at = dt.datetime(2026, 11, 27, 21, 5, tzinfo=dt.UTC)
    assert day(dt.date(2026, 11, 27)) == "пт 27.11.2026"
    assert moment(at) == "сб 28.11.2026 00:05", "in the team's zone it is the next day"
    with force_locale("en"):
        assert day(dt.date(2026, 11, 27)) == "Fri 27 Nov 2026"
        assert moment(at) == "Sat 28 Nov 2026 00:05"


def test_what_a_value_is_called_is_said_in_the_language_of_the_question(chat: Chat, feature: str) -> None:
    chat.say("Создай релиз 3.0 на 1 мая 2027")
    chat.say("Добавь фичу Вход в релиз 3.0")
    assert "релиз: " in chat.say("История фичи Вход")
    told = chat.say("History of feature Вход")
    assert "release: " in told
    assert "релиз" not in told
