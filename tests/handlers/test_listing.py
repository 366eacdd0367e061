"""Lists: three at first, everything one tap away, always within one message and a handful of queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import event

from handlers.listing import listing
from handlers.reply import do
from models import db
from tests.conftest import Chat
from tests.support.reading import seen

Rows = Callable[..., list[Any]]
Ask = Callable[[str], str]
MORE = do("", "feature_list")


def _fill(rows: Rows, count: int, name: str = "Фича номер ") -> None:
    rows(
        "INSERT INTO features (project_id, name, name_key) "
        "SELECT 1, :name || n, lower(:name) || n FROM generate_series(1, :count) n",
        count=count,
        name=name,
    )


@pytest.mark.parametrize(
    "count, title, shown, left",
    [
        (1, "1 фича:", 1, 0),
        (2, "2 фичи:", 2, 0),
        (3, "3 фичи:", 3, 0),
        (4, "4 фичи:", 3, 1),
        (5, "5 фич:", 3, 2),
        (21, "21 фича:", 3, 18),
        (50, "50 фич:", 3, 47),
    ],
)
def test_three_items_and_how_many_more(
    chat: Chat, ask: Ask, project: str, rows: Rows, count: int, title: str, shown: int, left: int
) -> None:
    _fill(rows, count)
    lines = ask("Фичи").split("\n")
    assert lines[0] == title
    assert sum(line.startswith("• ") for line in lines) == shown
    assert (lines[-1] == f"и ещё {left}") is bool(left)
    assert (f"Показать все ({count})" in chat.shown) is bool(left)


def _read_on(chat: Chat) -> Iterator[list[str]]:
    """The items of each message of a full list, as long as there is a button for the next."""
    chat.tap("Показать все")
    while True:
        assert len(chat.said) <= 4096
        assert "\n…" not in chat.said
        yield re.findall("^• (.*)$", seen(chat.said), re.MULTILINE)
        if "Дальше" not in chat.shown:
            return
        chat.tap("Дальше")


def test_two_hundred_features_are_all_within_reach(chat: Chat, project: str, rows: Rows) -> None:
    _fill(rows, 200)
    chat.say("Сбрось контекст")
    chat.say("Фичи")
    pages = list(_read_on(chat))
    items = [item for page in pages for item in page]
    assert len(items) == len(set(items)) == 200
    assert all(item.endswith("(Радар) — бэклог") for item in items)
    assert len(pages) < 10


def test_the_longest_names_fit_as_well(chat: Chat, project: str, rows: Rows) -> None:
    _fill(rows, 30, "😀" * 190)
    chat.say("Фичи")
    assert len(chat.said.encode("utf-16-le")) // 2 < 4096
    assert len([item for page in _read_on(chat) for item in page]) == 30


def test_a_full_list_of_one_status_stays_with_it(chat: Chat, project: str, rows: Rows) -> None:
    _fill(rows, 60)
    rows("UPDATE features SET status = 'blocked' WHERE id <= 50")
    chat.say("Что заблокировано?")
    assert "Заблокировано 50 фич:" in seen(chat.said)
    assert len([item for page in _read_on(chat) for item in page]) == 50


@pytest.mark.parametrize("words, table", [("Релизы", "releases"), ("Идеи", "ideas"), ("Мои проекты", "projects")])
def test_other_lists_too(chat: Chat, project: str, rows: Rows, words: str, table: str) -> None:
    rows({
        "releases": "INSERT INTO releases (project_id, version, version_key, target_date) "
        "SELECT 1, 'v' || n, n, '2030-01-01' FROM generate_series(1, 100) n",
        "ideas": "INSERT INTO ideas (content) SELECT repeat('мысль ', 500) || n FROM generate_series(1, 100) n",
        "projects": "INSERT INTO projects (name, name_key) SELECT 'Проект ' || n, 'проект ' || n "
        "FROM generate_series(1, 99) n",
    }[table])  # fmt: skip
    chat.say(words)
    assert "и ещё 97" in chat.said
    assert len([item for page in _read_on(chat) for item in page]) == 100


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "words",
    ["Фичи", "Что заблокировано?", "Мои проекты", "Релизы", "Идеи", "Где я?", "Что изменилось?",
     "Покажи фичу Вход", "История фичи Вход", "Удали фичу Вход", "Удали проект Радар", "Абракадабра"],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_world(chat: Chat, feature: str, rows: Rows, words: str) -> None:
    chat.say("Фича Вход в работе")
    chat.say("Сбрось контекст")
    with _counted() as few:
        chat.say(words)
    _fill(rows, 200)
    rows("INSERT INTO ideas (project_id, content) SELECT 1, 'мысль ' || n FROM generate_series(1, 200) n")
    rows("INSERT INTO dependencies (blocker_feature_id, blocked_feature_id) SELECT id, 1 FROM features WHERE id > 1")
    rows(
        "INSERT INTO event_log (user_id, action, entity_type, entity_id, project_id, details) "
        "SELECT '1', 'feature_created', 'feature', id, 1, "
        "jsonb_build_object('before', null, 'after', jsonb_build_object('name', name, 'status', 'backlog')) "
        "FROM features WHERE id > 1"
    )
    with _counted() as many:
        chat.say(words)
    assert len(chat.said) <= 4096
    assert len(many) <= len(few) + 3  # a list that was empty needs its names
    assert len(many) < 25


def test_a_place_that_is_no_more_begins_anew() -> None:
    lines = [Markup(f"{n}") for n in range(1, 6)]
    for place in ("1", "0", "9", "x", "-1", "99999999999"):
        assert listing(Markup("T"), lines, more=MORE, everything=place).lines[1] == "• 1"
    assert listing(Markup("T"), lines, more=MORE, everything="4").lines == ["T", "• 4", "• 5"]


def test_an_item_longer_than_a_message_stands_alone() -> None:
    reply = listing(Markup("T"), [Markup("я" * 3000), Markup("б")], more=MORE, everything="1")
    assert [len(line) for line in reply.lines[1:2]] == [3002]
    assert reply.buttons[0].data == "d:feature_list:everything=2"
