"""The database itself lets nobody change or remove an event, whoever asks and in whatever way."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from models import db
from tests.journal.conftest import Desk

MERGE = """
    MERGE INTO event_log USING (VALUES (1)) AS source (id) ON event_log.id = source.id
    WHEN MATCHED THEN {action}
"""
REFUSED = {
    "UPDATE": "UPDATE event_log SET user_id = 'someone else'",
    "UPDATE of one column to itself": "UPDATE event_log SET action = action",
    "UPDATE that hits no row": "UPDATE event_log SET action = action WHERE false",
    "UPDATE with a source": "UPDATE event_log SET action = 'x' FROM projects WHERE projects.id = entity_id",
    "UPDATE inside a CTE": "WITH u AS (UPDATE event_log SET action = 'x' RETURNING id) SELECT * FROM u",
    "DELETE": "DELETE FROM event_log",
    "DELETE that hits no row": "DELETE FROM event_log WHERE false",
    "DELETE inside a CTE": "WITH d AS (DELETE FROM event_log RETURNING id) SELECT * FROM d",
    "TRUNCATE": "TRUNCATE event_log",
    "TRUNCATE with the counter": "TRUNCATE event_log RESTART IDENTITY CASCADE",
    "TRUNCATE together with others": "TRUNCATE projects, event_log CASCADE",
    "MERGE that updates": MERGE.format(action="UPDATE SET action = 'x'"),
    "MERGE that deletes": MERGE.format(action="DELETE"),
    "INSERT that overwrites": """
        INSERT INTO event_log (id, user_id, action, entity_type, entity_id, details)
        VALUES (1, '1', 'x', 'project', 1, '{}') ON CONFLICT (id) DO UPDATE SET action = 'x'
    """,
}


@pytest.fixture(autouse=True)
def event(desk: Desk) -> None:
    desk.project()


@pytest.mark.parametrize("role", ["origin", "replica", "local"])
@pytest.mark.parametrize("way", REFUSED)
def test_an_event_is_neither_changed_nor_removed(rows: Any, way: str, role: str) -> None:
    """In replica mode, which restores and replication use, ordinary triggers sleep."""
    before = rows("SELECT * FROM event_log")

    with db.engine.connect() as connection:
        connection.execute(text(f"SET LOCAL session_replication_role = {role}"))
        with pytest.raises(ProgrammingError, match=r"event_log is append-only: (UPDATE|DELETE|TRUNCATE) refused"):
            connection.execute(text(REFUSED[way]))

    assert rows("SELECT * FROM event_log") == before


HARMLESS = {
    "deleting the project by hand": "DELETE FROM projects",
    "truncating all it points to": "TRUNCATE projects CASCADE",
    "truncating users": "TRUNCATE users CASCADE",
    "an insert that stands back": """
        INSERT INTO event_log (id, user_id, action, entity_type, entity_id, details)
        VALUES (1, '1', 'x', 'project', 1, '{}') ON CONFLICT DO NOTHING
    """,
}


@pytest.mark.parametrize("way", HARMLESS)
def test_what_happens_to_other_tables_leaves_the_log_untouched(rows: Any, way: str) -> None:
    before = rows("SELECT * FROM event_log")
    assert len(before) == 1

    rows(HARMLESS[way].replace("'{}'", "jsonb_build_object()"))

    assert rows("SELECT * FROM event_log") == before


def test_no_foreign_key_leads_from_or_to_the_log(rows: Any) -> None:
    keys = "SELECT conname FROM pg_constraint WHERE contype = 'f'"

    assert rows(f"{keys} AND 'event_log'::regclass IN (conrelid, confrelid)") == []


def test_one_statement_level_trigger_guards_it_always_and_another_seals_each_row(rows: Any) -> None:
    """tgtype 58: before update, delete, truncate, once each; 7: before insert, each row. tgenabled A: always."""
    triggers = "SELECT tgname, tgtype, tgenabled FROM pg_trigger WHERE tgrelid = 'event_log'::regclass ORDER BY 1"

    assert rows(triggers) == [("event_log_is_append_only", 58, "A"), ("event_log_is_sealed", 7, "A")]


def test_adding_is_all_that_is_free(rows: Any) -> None:
    rows(
        """INSERT INTO event_log (user_id, action, entity_type, entity_id, details)
           VALUES ('1', 'x', 'project', 1, jsonb_build_object())"""
    )

    assert rows("SELECT count(*) FROM event_log") == [(2,)]
