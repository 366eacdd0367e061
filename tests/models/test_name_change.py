"""Whether the names that are remembered still hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from models import db
from models.name_change import names_seen, names_unchanged

Rows = Callable[..., list[Any]]

MAKE = "INSERT INTO projects (name, name_key) VALUES (:name, :name)"
NAMES = "SELECT name FROM projects"
KEPT = "SELECT 1 FROM name_changes"


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


def test_of_many_changes_the_newest_stay(app: Flask, rows: Rows) -> None:
    kept = []
    for number in range(70):
        rows(MAKE, name=f"name {number}")
        kept.append(len(rows(KEPT)))
    assert (max(kept), min(kept[20:])) == (20, 1)


@pytest.fixture
def eager(app: Flask, rows: Rows) -> Iterator[None]:
    """Each change takes the ones before it away, not each twentieth."""
    [(function,)] = rows("SELECT pg_get_functiondef('note_name_change'\\:\\:regproc)")
    eager = function.replace("OFFSET 20", "OFFSET 1").replace(":", "\\:")
    assert "OFFSET 1)" in eager
    rows(eager)
    yield
    rows(function.replace(":", "\\:"))


@pytest.mark.usefixtures("eager")
def test_who_changes_a_name_waits_for_nobody_who_does_so_too(app: Flask, rows: Rows) -> None:
    """Both would take the same row away."""
    rows(MAKE, name="before")
    with db.engine.connect() as early:
        early.execute(text(MAKE), {"name": "early"})
        rows(MAKE, name="late")
        early.commit()
    assert len(rows(KEPT)) <= 2


@pytest.mark.usefixtures("eager")
def test_a_change_taken_away_by_one_with_a_greater_number_that_began_before_its_end_is_missed_by_nobody(
    app: Flask, rows: Rows
) -> None:
    with app.app_context(), db.engine.connect() as first, db.engine.connect() as second:
        first.execute(text(MAKE), {"name": "first"})
        second.execute(text("SELECT pg_current_xact_id()"))
        seen = str(db.session.scalar(select(names_seen())))
        db.session.rollback()
        first.commit()
        second.execute(text(MAKE), {"name": "second"})
        second.commit()
        assert len(rows(KEPT)) == 1
        assert not _unchanged(seen)


@pytest.mark.usefixtures("eager")
def test_what_is_remembered_is_never_older_than_what_is_committed(app: Flask, rows: Rows) -> None:
    """Four transactions that begin, change, read, end and break off in any order; none reads what it has changed."""
    random = Random(1)
    with app.app_context(), ExitStack() as stack:
        writers = [stack.enter_context(db.engine.connect()) for _ in range(4)]
        remembered: list[tuple[str, set[str]]] = []
        changed = set()  # those of a transaction under way
        for step in range(1500):
            writer = random.choice(writers)
            match random.choice(["number", "change", "look", "commit", "rollback"]):
                case "number":
                    writer.execute(text("SELECT pg_current_xact_id()"))
                case "change":
                    changed.add(writer)
                    writer.execute(text(MAKE), {"name": f"name {step}"})
                case "look" if writer not in changed:
                    seen = str(writer.scalar(select(names_seen())))
                    remembered = [*remembered[-3:], (seen, set(writer.scalars(text(NAMES))))]
                case "commit":
                    changed.discard(writer)
                    writer.commit()
                case "rollback":
                    changed.discard(writer)
                    writer.rollback()
            names = {name for (name,) in rows(NAMES)}
            for seen, then in remembered:
                assert names == then or not _unchanged(seen)
                db.session.rollback()
        for writer in writers:
            writer.rollback()
        rows(MAKE, name="last")
        assert len(rows(KEPT)) == 1


@pytest.mark.parametrize("part", [0, 1])
def test_names_of_another_database_or_of_an_earlier_start_of_its_server_do_not_hold(app: Flask, part: int) -> None:
    with app.app_context():
        database, snapshot = str(db.session.scalar(select(names_seen()))).split("/", 1)
        assert _unchanged(f"{database}/{snapshot}")
        other = database.split("@")
        other[part] = "1"
        assert not _unchanged(f"{'@'.join(other)}/{snapshot}")
