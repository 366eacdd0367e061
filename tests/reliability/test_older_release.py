"""During a deploy the release before works on the schema after: so migrations only add, and ask nothing of it.

What a migration may not do (drop, rename, narrow, demand) waits until no release that needs it can still be running:
that is a migration of a later release, listed in WAITED with what it waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.script import Script, ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app import create_app
from config import Settings
from journal.seals import broken_seals
from models import db

FOLDER = Path(__file__).resolve().parents[2] / "migrations"
CHAIN: list[Script] = list(reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions())))
WAITED: dict[str, str] = {}  # revision: the release that was the last to need what it takes away

Columns = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def fresh(settings: Settings, fresh_database: Callable[[str], str], worker_id: str) -> Iterator[Flask]:
    app = create_app(replace(settings, database_url=fresh_database(f"older_{worker_id}")))
    with app.app_context():
        yield app
        db.engine.dispose()


def columns() -> Columns:
    found = inspect(db.engine)
    return {
        (table, column["name"]): dict(column)
        for table in found.get_table_names()
        for column in found.get_columns(table)
    }


def demands(before: Columns, after: Columns) -> list[str]:
    """What the release before does not know of and yet would have to do."""
    tables = {table for table, _ in before}
    return [
        *(f"{table}.{name} is gone" for table, name in before if (table, name) not in after),
        *(
            f"{table}.{name} is new and has to be given"
            for (table, name), column in after.items()
            if table in tables and (table, name) not in before and not _can_be_left_out(column)
        ),
        *(
            f"{table}.{name} takes less than before"
            for (table, name), column in before.items()
            if (table, name) in after and _narrower(column, after[table, name])
        ),
    ]


def _can_be_left_out(column: dict[str, Any]) -> bool:
    return bool(column["nullable"] or column["default"] is not None or column.get("identity") or column.get("computed"))


def _narrower(old: dict[str, Any], new: dict[str, Any]) -> bool:
    if old["nullable"] and not new["nullable"]:
        return True
    if type(old["type"]) is not type(new["type"]):
        return True
    longest = getattr(new["type"], "length", None)
    return longest is not None and (old["type"].length is None or longest < old["type"].length)


def test_no_migration_asks_anything_of_the_release_before_it(fresh: Flask) -> None:
    found: dict[str, list[str]] = {}
    for script in CHAIN:
        before = columns()
        upgrade(revision=script.revision)
        if script.revision not in WAITED and (asked := demands(before, columns())):
            found[script.revision] = asked

    assert found == {}


def test_events_from_before_the_seals_are_sealed_by_the_migration(fresh: Flask) -> None:
    downgrade(revision="0006")
    with db.engine.begin() as connection:
        connection.execute(
            text(
                """INSERT INTO event_log (user_id, action, entity_type, entity_id, details)
                   SELECT '1', 'x', 'project', n % 2, jsonb_build_object('n', n) FROM generate_series(1, 5) AS n"""
            )
        )
    upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(DISTINCT seal) FROM event_log")).scalar() == 5
        assert list(broken_seals(connection)) == []


@pytest.mark.parametrize(
    "change, asked",
    [
        ("ADD COLUMN later text", []),
        ("ADD COLUMN later text NOT NULL DEFAULT 'x'", []),
        ("ALTER COLUMN name TYPE varchar(400)", []),
        ("ADD COLUMN later text NOT NULL", ["projects.later is new and has to be given"]),
        ("DROP COLUMN description", ["projects.description is gone"]),
        ("RENAME COLUMN description TO told", ["projects.description is gone"]),
        ("ALTER COLUMN name TYPE varchar(20)", ["projects.name takes less than before"]),
        ("ALTER COLUMN description SET NOT NULL", ["projects.description takes less than before"]),
        ("ALTER COLUMN description TYPE integer USING 1", ["projects.description takes less than before"]),
    ],
)
def test_what_would_be_asked_of_it_is_seen(fresh: Flask, change: str, asked: list[str]) -> None:
    upgrade()
    before = columns()
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE spare (LIKE projects INCLUDING ALL)"))
        connection.execute(text(f"ALTER TABLE spare {change}"))
    after = {("projects", name): column for (table, name), column in columns().items() if table == "spare"}
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE spare"))

    assert demands({key: column for key, column in before.items() if key[0] == "projects"}, after) == asked
