"""The names that a process remembers are never older than what is committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from app import create_app
from config import Settings
from handlers.world import Memory, known_things
from models import db
from models.name_change import names_unchanged
from tests.conftest import Chat

Rows = Callable[..., list[Any]]
Statements = list[str]

MAKE = "INSERT INTO projects (id, name, name_key) VALUES (:id, :name, :name)"
FEATURE = "INSERT INTO features (id, project_id, name, name_key) VALUES (1, 1, 'Вход', 'вход')"
# Whatever can be done to what is spoken of by name, after a project and a feature were made.
CHANGES = {
    "a project renamed": "UPDATE projects SET name = 'Другой', name_key = 'другой'",
    "a project archived": "UPDATE projects SET status = 'archived'",
    "a project deleted, and all in it": "DELETE FROM projects",
    "a feature renamed": "UPDATE features SET name = 'Выход', name_key = 'выход'",
    "a feature deleted": "DELETE FROM features",
    "a release made": "INSERT INTO releases (project_id, version, version_key, target_date) "
    "VALUES (1, '1', '1', now())",
    "a risk made": "INSERT INTO risks (project_id, severity, description) VALUES (1, 'high', 'Сроки')",
    "an idea made": "INSERT INTO ideas (content) VALUES ('Тёмная тема')",
    "everything emptied": "TRUNCATE projects CASCADE",
}


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with Session(db.engine) as session:
        yield session


@pytest.fixture
def memory(session: Session, rows: Rows) -> Memory:
    rows(MAKE, id=1, name="Банк")
    rows(FEATURE)
    memory = Memory()
    memory.renew(session)
    session.commit()
    return memory


def holds(memory: Memory, session: Session) -> bool:
    assert memory.known
    with session.begin():
        return bool(session.scalar(select(names_unchanged()), {"seen": memory.known.seen}))


def test_names_hold_while_none_is_changed(memory: Memory, session: Session, rows: Rows) -> None:
    rows("UPDATE features SET status = 'done', status_reason = 'готово'")
    rows("UPDATE projects SET description = 'для всех'")
    assert holds(memory, session)


@pytest.mark.parametrize("change", CHANGES)
def test_names_no_longer_hold_after(memory: Memory, session: Session, rows: Rows, change: str) -> None:
    rows(CHANGES[change])
    assert not holds(memory, session)
    assert memory.renew(session).things == known_things(session, None).things


def test_a_change_taken_back_before_its_end_changes_nothing(memory: Memory, session: Session) -> None:
    with db.engine.connect() as other:
        other.execute(text(MAKE), {"id": 2, "name": "Ещё"})
        other.rollback()
    assert holds(memory, session)


def test_a_change_that_is_committed_after_a_later_one_is_seen(memory: Memory, session: Session, rows: Rows) -> None:
    """The trap of any "newest number": the names are read between the two commits."""
    with db.engine.connect() as early:
        early.execute(text(MAKE), {"id": 2, "name": "Рано"})
        rows(MAKE, id=3, name="Поздно")
        memory.renew(session)
        session.commit()
        assert memory.known
        assert [thing.name for thing in memory.known.things if thing.kind == "project"] == ["Банк", "Поздно"]
        assert holds(memory, session)
        early.commit()
    assert not holds(memory, session)


def test_what_a_transaction_changes_after_it_read_the_names_is_seen(
    memory: Memory, session: Session, rows: Rows
) -> None:
    """Another one, begun later and ended before the reading, must not make the reader's own number a past one."""
    with session.begin():
        session.execute(text("SELECT pg_current_xact_id()"))
        rows(MAKE, id=2, name="Сайт")
        memory.renew(session)
        session.execute(text(MAKE), {"id": 3, "name": "Бот"})
    assert not holds(memory, session)


def test_two_people_make_names_at_the_same_time_without_waiting(session: Session, rows: Rows) -> None:
    with db.engine.connect() as early:
        early.execute(text(MAKE), {"id": 1, "name": "Рано"})
        rows(MAKE, id=2, name="Поздно")
        early.commit()
    assert rows("SELECT name FROM projects ORDER BY id") == [("Рано",), ("Поздно",)]


@pytest.fixture
def statements(app: Flask) -> Iterator[Statements]:
    seen: Statements = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_names_are_read_once_and_again_after_a_change(chat: Chat, statements: Statements) -> None:
    def reads(words: str) -> int:
        statements.clear()
        chat.say(words)
        return sum("UNION ALL" in statement for statement in statements)

    chat.say("Create project Mobile")
    assert [reads(words) for words in ("Where am I?", "Create feature Login", "Login is done", "Undo")] == [1, 0, 1, 0]
    assert [reads(words) for words in ("Rename feature Login to Entry", "Entry is done", "What changed?")] == [0, 1, 0]


def test_a_process_that_knows_no_names_reads_them_where_none_was_ever_changed(
    chat: Chat, settings: Settings, rows: Rows
) -> None:
    """As after a migration of a database with names in it."""
    chat.say("Create project Mobile")
    rows("TRUNCATE name_changes")
    later = create_app(replace(settings))
    theirs = Chat(later.test_client(), chat.telegram, numbers=iter(range(9000, 9100)))
    assert "Mobile" in theirs.say("Switch to project Mobile")
    with later.app_context():
        db.engine.dispose()


def test_another_process_hears_of_a_new_name(chat: Chat, settings: Settings) -> None:
    other = create_app(replace(settings))
    theirs = Chat(other.test_client(), chat.telegram, numbers=iter(range(9000, 9100)))
    chat.say("Create project Mobile")
    theirs.say("Where am I?")
    chat.say("Create feature Login")
    assert "Login" in theirs.say("Login is done")
    assert "I know no" not in theirs.said
    with other.app_context():
        db.engine.dispose()


def test_what_comes_while_an_answer_is_made_is_told_with_its_project(chat: Chat, rows: Rows) -> None:
    """Its project is not among the names that are remembered."""
    chat.say("Покажи фичи")
    ahead = [FEATURE, MAKE]

    def meanwhile(_: object, __: object, statement: str, *___: object) -> None:
        if "FROM features" in statement and ahead:
            rows(ahead.pop(), id=1, name="Банк")
            rows(ahead.pop())

    event.listen(db.engine, "before_cursor_execute", meanwhile)
    answer = chat.say("Покажи фичи")
    event.remove(db.engine, "before_cursor_execute", meanwhile)
    assert "<b>Вход</b> (Банк)" in answer
