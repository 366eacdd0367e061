"""GET /health."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from app import create_app
from config import Settings
from models import db
from web.health import _outdated

HEAD = ScriptDirectory(str(Path(__file__).parents[2] / "migrations")).get_current_head()


@pytest.fixture
def revision(app: Flask, rows: Callable[..., list[Any]]) -> Iterator[Callable[[str | None], None]]:
    """Sets the revision the database claims to have; None: none."""

    def claim(name: str | None) -> None:
        rows("DELETE FROM alembic_version")
        if name is not None:
            rows("INSERT INTO alembic_version VALUES (:name)", name=name)

    yield claim
    claim(HEAD)


def test_a_migrated_database_is_healthy(app: Flask) -> None:
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "database": "ok", "revision": HEAD})


def test_it_answers_whoever_asks(app: Flask) -> None:
    asked = app.test_client().get(
        "/health",
        headers={"Host": "healthcheck.railway.app"},
        environ_overrides={"REMOTE_ADDR": "100.64.0.2"},
    )
    assert asked.status_code == 200


def test_a_newer_revision_is_healthy_for_a_deploy_migrates_before_the_app_changes(
    app: Flask, revision: Callable[[str | None], None]
) -> None:
    revision("9999")
    assert app.test_client().get("/health").status_code == 200


@pytest.mark.parametrize("name", ["0001", None])
def test_an_older_revision_is_not_healthy(app: Flask, revision: Callable[[str | None], None], name: str | None) -> None:
    revision(name)
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable", "database": "not migrated"})


def test_a_bare_database_is_not_healthy(
    settings: Settings, fresh_database: Callable[[str], str], worker_id: str
) -> None:
    bare = create_app(replace(settings, database_url=fresh_database(f"bare_{worker_id}")))
    answer = bare.test_client().get("/health")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable", "database": "not migrated"})
    with bare.app_context():
        db.engine.dispose()


def test_a_database_that_is_away_is_told_without_its_address(settings: Settings) -> None:
    away = create_app(replace(settings, database_url="postgresql+psycopg://radar:secret@127.0.0.1:9/radar"))
    answer = away.test_client().get("/health")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable", "database": "away"})


def test_it_recovers_with_the_database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with db.engine.connect() as connection:
        number = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        connection.rollback()
        with db.engine.connect() as other:
            # With a time limit it waits until the process is gone; without one it only asks it to go.
            other.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": number})
    assert app.test_client().get("/health").status_code == 200


def test_every_migration_but_the_newest_is_outdated() -> None:
    folder = Path(__file__).parents[2]
    scripts = ScriptDirectory(str(folder / "migrations"))
    assert _outdated(str(folder)) == {script.revision for script in scripts.walk_revisions()} - {HEAD}


def test_what_a_migration_comes_after_is_read_however_it_is_written(tmp_path: Path) -> None:
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    written = (
        "down_revision = '0001'",
        'down_revision = "0002"',
        "down_revision: str | None = '0003'",
        "down_revision = ('0004', \"0005\")",
        "down_revision: str | Sequence[str] | None = ['0006']",
        "down_revision = None",
        "down_revision_note = '0008'",
    )
    for number, line in enumerate(written):
        (versions / f"{number}.py").write_text(f"revision = '9'\n{line}\ndepends_on = '0009'\n", "utf-8")
    assert _outdated(str(tmp_path)) == {"0001", "0002", "0003", "0004", "0005", "0006"}
