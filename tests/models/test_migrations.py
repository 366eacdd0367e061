"""The migrations: there and back again on a fresh database, nothing left to do, told in words."""

from __future__ import annotations

import ast
import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, migrate, upgrade
from sqlalchemy import inspect, text

from app import create_app
from config import Settings
from models import Base, db

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "migrations"
FILES = sorted((FOLDER / "versions").glob("*.py"))
CHAIN: list[Script] = list(reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions())))


@pytest.fixture(scope="module")
def fresh(settings: Settings, fresh_database: Callable[[str], str], worker_id: str) -> Iterator[Flask]:
    app = create_app(replace(settings, database_url=fresh_database(f"migrations_{worker_id}")))
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture
def bare(fresh: Flask) -> Flask:
    """An application whose database has every migration taken back."""
    upgrade()
    downgrade(revision="base")
    return fresh


def run(sql: str) -> list[Any]:
    with db.engine.connect() as connection:
        return list(connection.execute(text(sql)).scalars())


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def schema() -> list[str]:
    """Everything the migrations make, in the database's own words."""
    return run(
        """SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable,
                            column_default)
           FROM information_schema.columns WHERE table_schema = 'public'
           UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
           WHERE connamespace = 'public'::regnamespace
           UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
           UNION ALL SELECT concat_ws(' ', tgname, tgenabled, pg_get_triggerdef(oid)) FROM pg_trigger
           WHERE NOT tgisinternal
           UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
           UNION ALL SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
           ORDER BY 1""".replace("::", r"\:\:")
    )


def noted() -> list[str]:
    return run("SELECT revision FROM migrations_info ORDER BY revision")


def test_upgrade_makes_every_table(bare: Flask) -> None:
    upgrade()

    assert tables() == set(Base.metadata.tables)


def test_the_guards_of_the_log_never_sleep(bare: Flask) -> None:
    """Not in replica mode either, which restores and replication use."""
    upgrade()

    guards = run(
        "SELECT concat_ws(' ', tgname, tgenabled) FROM pg_trigger"
        " WHERE tgrelid = 'event_log'\\:\\:regclass AND NOT tgisinternal ORDER BY 1"
    )
    assert guards == ["event_log_is_append_only A", "event_log_is_sealed A"]


def test_downgrade_to_base_leaves_nothing_behind(bare: Flask) -> None:
    left = [line for line in schema() if "alembic_version" not in line]

    assert left == []


def test_up_and_down_and_up_again_makes_the_same_schema(bare: Flask) -> None:
    upgrade()
    before = schema()
    downgrade(revision="base")
    upgrade()

    assert len(before) > 100
    assert schema() == before


def test_each_migration_alone_can_be_taken_back_and_applied_again(bare: Flask) -> None:
    for script in CHAIN:
        before = schema()
        upgrade(revision=script.revision)
        after = schema()
        downgrade(revision=script.down_revision or "base")
        # Alembic's own table, made by the first step, stays.
        assert [s for s in schema() if "alembic_version" not in s] == [s for s in before if "alembic_version" not in s]
        upgrade(revision=script.revision)
        assert schema() == after


def test_a_second_upgrade_does_nothing(bare: Flask) -> None:
    upgrade()
    before = schema(), noted()
    upgrade()

    assert (schema(), noted()) == before


def test_migrations_go_back_and_forth_with_data_in_the_tables(bare: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO projects (name, name_key) VALUES ('Mobile', 'mobile')"))
        connection.execute(
            text(
                """INSERT INTO event_log (user_id, action, entity_type, entity_id, details)
                   VALUES ('1', 'x', 'project', 1, jsonb_build_object())"""
            )
        )
    downgrade(revision=CHAIN[0].revision)
    upgrade()

    assert run("SELECT name FROM projects") == ["Mobile"]
    assert run("SELECT count(*) FROM event_log") == [1]
    downgrade(revision="base")
    assert tables() == set()


def test_indexes_whose_making_was_broken_off_are_made_anew(bare: Flask) -> None:
    upgrade()
    whole = schema()
    downgrade(revision="0011")
    with db.engine.begin() as connection:
        connection.execute(text("CREATE INDEX idx_event_log_starts ON event_log (id)"))
        connection.execute(text("CREATE INDEX idx_event_log_turns_new ON event_log (id)"))
    upgrade()

    assert schema() == whole


def test_autogenerate_finds_nothing_left_to_do(bare: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, Base.metadata) == []


def test_autogenerate_would_find_what_is_left_to_do(bare: Flask) -> None:
    """The test above can fail: a default, a length and an index that differ are seen."""
    upgrade()
    with db.engine.connect() as connection:
        connection.execute(text("ALTER TABLE features ALTER COLUMN status SET DEFAULT 'done'"))
        connection.execute(text("ALTER TABLE features ALTER COLUMN assigned_po TYPE varchar(99)"))
        connection.execute(text("DROP INDEX idx_features_status"))
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)

        assert len(compare_metadata(context, Base.metadata)) == 3


def test_flask_db_migrate_writes_no_file_where_nothing_has_changed(bare: Flask, tmp_path: Path) -> None:
    upgrade()
    folder = tmp_path / "migrations"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))

    migrate(directory=str(folder), message="nothing")

    assert [path.name for path in sorted((folder / "versions").glob("*.py"))] == [path.name for path in FILES]


def test_flask_db_migrate_dates_the_file_it_writes(bare: Flask, tmp_path: Path) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("DROP INDEX idx_features_status"))
    folder = tmp_path / "migrations"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))

    migrate(directory=str(folder), message="The index is back")

    (made,) = {path.name for path in (folder / "versions").glob("*.py")} - {path.name for path in FILES}
    assert re.fullmatch(r"\d{4}_\d\d_\d\d_\d{4}_the_index_is_back\.py", made)
    with db.engine.begin() as connection:
        connection.execute(text("CREATE INDEX idx_features_status ON features (status)"))


def test_migrations_ask_for_a_database(bare: Flask) -> None:
    with pytest.raises(SystemExit, match="without --sql"):
        upgrade(sql=True)


# Told in words


def test_each_applied_migration_has_a_row_and_loses_it_when_taken_back(bare: Flask) -> None:
    revisions = [script.revision for script in CHAIN]
    for number, revision in enumerate(revisions):
        upgrade(revision=revision)
        assert noted() == sorted(revisions[: number + 1])
    for number in range(len(revisions) - 1, 0, -1):
        downgrade(revision=revisions[number - 1])
        assert noted() == sorted(revisions[:number])


def test_a_row_tells_what_the_migration_did_and_when(bare: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        told = connection.execute(text("SELECT revision, description, applied_at FROM migrations_info")).all()

    now = dt.datetime.now(dt.UTC)
    assert {(revision, description) for revision, description, _ in told} == {
        (script.revision, script.doc) for script in CHAIN
    }
    assert all(now - dt.timedelta(minutes=5) < applied <= now for _, _, applied in told)


# The files


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_migration_is_named_by_date_and_time(path: Path) -> None:
    named = re.fullmatch(r"(\d{4}_\d\d_\d\d_\d{4})_[a-z0-9_]+\.py", path.name)

    assert named is not None
    assert dt.datetime.strptime(named[1], "%Y_%m_%d_%H%M").replace(tzinfo=dt.UTC) <= dt.datetime.now(dt.UTC)


def test_the_order_of_the_names_is_the_order_of_the_migrations() -> None:
    assert [Path(script.path).name for script in CHAIN] == [path.name for path in FILES]


def test_there_is_one_line_of_migrations_without_branches() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [CHAIN[-1].revision]
    assert [script.down_revision for script in CHAIN] == [None, *(script.revision for script in CHAIN[:-1])]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_migration_does_something_both_ways(path: Path) -> None:
    functions = {n.name: n.body for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)}

    for way in ("upgrade", "downgrade"):
        assert any(isinstance(node, ast.Call) for step in functions[way] for node in ast.walk(step)), way


@pytest.mark.parametrize(
    "path",
    [path for path in FOLDER.rglob("*") if path.suffix in {".py", ".ini", ".mako"}],
    ids=lambda path: path.name,
)
def test_no_migration_file_names_a_database_or_a_password(path: Path) -> None:
    assert re.search(r"://|passw|sqlalchemy\.url", path.read_text("utf-8"), re.IGNORECASE) is None


LEFT_OUT = {".git", ".venv", "instance", "node_modules", "__pycache__", "tests", "bench"}
READ = {".py", ".toml", ".yml", ".yaml", ".ini", ".cfg", ".md", ".txt", ".html", ".js", ".example", ".mako", ""}


def _files() -> Iterator[Path]:
    for path in ROOT.iterdir():
        if path.name not in LEFT_OUT and not (path.name.startswith(".") and path.is_dir() and path.name != ".ci"):
            yield from ([path] if path.is_file() else (p for p in path.rglob("*") if p.is_file()))


def test_no_file_of_the_project_holds_a_password_or_a_token() -> None:
    """But for the one of `make db-up`, which is good on this machine alone, and examples of an address."""
    # user:password@host; a bot's token
    secret = re.compile(r"://[\w.-]+:[^\s:@/{}$]+@[\w.-]+|\b\d{8,10}:[A-Za-z0-9_-]{35}\b")
    checked = [path for path in _files() if path.suffix in READ and not LEFT_OUT & set(path.parts)]
    found = {
        f"{path.relative_to(ROOT)}: {match}"
        for path in checked
        for match in secret.findall(path.read_text("utf-8", errors="ignore"))
    }

    assert len(checked) > 50
    assert {line for line in found if not line.endswith(("://radar:radar@127.0.0.1", "://user:password@host"))} == set()
