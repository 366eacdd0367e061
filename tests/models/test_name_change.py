"""Whether the names that are remembered still hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from models import db
from models.name_change import names_seen, names_unchanged

Rows = Callable[..., list[Any]]


def _unchanged(seen: str) -> bool:
    return bool(db.session.scalar(select(names_unchanged()), {"seen": seen}))


def test_names_hold_until_one_changes(app: Flask, rows: Rows) -> None:
    with app.app_context():
        seen = str(db.session.scalar(select(names_seen())))
        db.session.rollback()
        assert _unchanged(seen)
        db.session.rollback()
        rows("INSERT INTO projects (name, name_key) VALUES ('Радар', 'радар')")
        assert not _unchanged(seen)


def test_numbers_brought_from_another_server_do_not_have_names_read_for_ever(app: Flask, rows: Rows) -> None:
    rows("INSERT INTO name_changes SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint) + 1000000")
    with app.app_context():
        assert _unchanged(str(db.session.scalar(select(names_seen()))))


def test_names_of_another_database_do_not_hold(app: Flask) -> None:
    with app.app_context():
        seen = str(db.session.scalar(select(names_seen())))
        assert not _unchanged(f"1/{seen.partition('/')[2]}")
