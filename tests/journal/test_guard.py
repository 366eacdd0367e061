"""Nobody changes a journalled table but the journal; everything else stays free."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from journal import BehindTheJournal
from journal.tables import JOURNALLED
from models import EventLog, Feature, ProcessedMessage, Project, Question, User
from tests.journal.conftest import Desk


@pytest.fixture
def feature(desk: Desk) -> Feature:
    return desk.feature(desk.project())


_TABLE: Any = Feature.__table__


def _values(project_id: int) -> dict[str, Any]:
    return {"project_id": project_id, "name": "Smuggled", "name_key": "smuggled"}


def _add(session: Session, feature: Feature) -> None:
    session.add(Feature(project_id=feature.project_id, name="Smuggled"))
    session.flush()


def _edit(session: Session, feature: Feature) -> None:
    feature.status = "done"
    session.flush()


def _edit_and_commit(session: Session, feature: Feature) -> None:
    feature.status = "done"
    session.commit()


def _edit_and_query(session: Session, feature: Feature) -> None:
    feature.status = "done"
    session.scalars(select(Project)).all()


def _remove(session: Session, feature: Feature) -> None:
    session.delete(feature)
    session.flush()


def _edit_then_journal(session: Session, feature: Feature) -> None:
    feature.status = "done"
    Desk(session).journal().create(Project(name="Innocent"))


WAYS: dict[str, Callable[[Session, Feature], Any]] = {
    "a row is added": _add,
    "a row is edited": _edit,
    "a row is edited and committed": _edit_and_commit,
    "a row is edited and a query flushes it": _edit_and_query,
    "a row is deleted": _remove,
    "an edit rides on a change that does go through the journal": _edit_then_journal,
    "insert()": lambda s, f: s.execute(insert(Feature).values(**_values(f.project_id))),
    "insert() of many": lambda s, f: s.execute(insert(Feature), [_values(f.project_id)]),
    "insert() with returning()": lambda s, f: s.scalars(
        insert(Feature).values(**_values(f.project_id)).returning(Feature)
    ),
    "update()": lambda s, f: s.execute(update(Feature).values(status="done")),
    "update() of many by key": lambda s, f: s.execute(update(Feature), [{"id": f.id, "status": "done"}]),
    "update() of the bare table": lambda s, f: s.execute(update(_TABLE).values(status="done")),
    "update() read back through a select": lambda s, f: s.scalars(
        select(Feature).from_statement(update(Feature).values(status="done").returning(Feature))
    ),
    "delete()": lambda s, f: s.execute(delete(Feature)),
    "Query.update": lambda s, f: s.query(Feature).update({"status": "done"}),
    "Query.delete": lambda s, f: s.query(Feature).delete(),
    "bulk_save_objects": lambda s, f: s.bulk_save_objects([Feature(**_values(f.project_id))]),
    "bulk_insert_mappings": lambda s, f: s.bulk_insert_mappings(Feature.__mapper__, [_values(f.project_id)]),
    "bulk_update_mappings": lambda s, f: s.bulk_update_mappings(Feature.__mapper__, [{"id": f.id, "status": "done"}]),
    "the session's connection": lambda s, f: s.connection().execute(update(Feature).values(status="done")),
    "inside a savepoint": lambda s, f: s.begin_nested().session.execute(update(Feature).values(status="done")),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_change_past_the_journal_is_refused(desk: Desk, feature: Feature, rows: Any, way: str) -> None:
    with pytest.raises(BehindTheJournal, match="features may only be changed through the journal"):
        WAYS[way](desk.session, feature)
    desk.session.rollback()

    assert rows("SELECT name, status FROM features") == [("Login", "backlog")]


ROOT = Path(__file__).resolve().parents[2]
FREE = {"journal", "migrations", "tests", "bench", "chaos", "docs", "instance", ".venv"}
WRITES = re.compile(
    r"\b(?:insert|update|delete)\((\w+)|\b(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|MERGE INTO)\s+\"?(\w+)"
)
GUARDED: list[Any] = [*JOURNALLED.values(), EventLog]
OURS = {name for model in GUARDED for name in (model.__name__, model.__tablename__)}


def test_no_statement_that_writes_them_is_put_together_outside_the_journal() -> None:
    """What is sent past the session, and SQL written as text, the guard does not see."""
    sources = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in FREE]
    found = {
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in sources
        for hit in WRITES.finditer(path.read_text("utf-8"))
        if (hit[1] or hit[2]) in OURS
    }
    assert len(sources) > 100
    assert found == set()


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__tablename__)
def test_each_journalled_table_and_the_log_itself_are_guarded(desk: Desk, model: Any) -> None:
    with pytest.raises(BehindTheJournal, match=model.__tablename__):
        desk.session.execute(delete(model))


def test_an_edit_that_changes_nothing_is_let_through(desk: Desk, feature: Feature) -> None:
    feature.status = "done"
    feature.status = "backlog"

    desk.session.commit()

    assert len(desk.events(EventLog.entity_type == "feature")) == 1


def test_the_door_is_shut_again_after_the_journal_has_written(desk: Desk, feature: Feature) -> None:
    desk.change(feature, status="in_progress")

    with pytest.raises(BehindTheJournal):
        desk.session.execute(update(Feature).values(status="done"))


def test_the_door_is_shut_again_after_the_journal_has_failed(desk: Desk, feature: Feature) -> None:
    with pytest.raises(Exception, match="uq_features_project_id_name"), desk.session.begin_nested():
        desk.journal().create(Feature(project_id=feature.project_id, name=feature.name))

    with pytest.raises(BehindTheJournal):
        desk.session.execute(update(Feature).values(status="done"))


def test_one_sessions_open_door_lets_no_other_session_in(desk: Desk, app: Any) -> None:
    desk.session.info["journal door open"] = True
    session = app.extensions["sqlalchemy"].session.session_factory()

    with session, pytest.raises(BehindTheJournal):
        session.execute(delete(Feature))


@pytest.mark.parametrize(
    "row",
    [
        User(telegram_id=7, full_name="Someone"),
        ProcessedMessage(message_id="7"),
        Question(user_id="7", token="t", body={}),
    ],
    ids=lambda row: row.__tablename__,
)
def test_tables_that_are_not_journalled_are_free(desk: Desk, row: Any) -> None:
    model = type(row)
    desk.session.add(row)
    desk.session.flush()
    desk.session.execute(update(model).values({list(model.__table__.c)[-1].name: dt.datetime.now(dt.UTC)}))
    desk.session.execute(delete(model))

    assert desk.session.scalars(select(model)).all() == []


def test_reading_is_free_even_under_a_lock(desk: Desk, feature: Feature) -> None:
    assert desk.session.scalars(select(Feature).with_for_update()).one() is feature
    assert desk.session.execute(text("SELECT count(*) FROM features")).scalar() == 1
