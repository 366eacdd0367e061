"""Verify finds every single edit and deletion made behind the journal's back, in the tables and in the log.

One world with things of every type; each column of each row is changed, each value inside an event too, and each
row deleted, one at a time, with every guard of the database put aside. `pytest -s` prints how many there were.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text

from journal import take_back, verify
from journal.tables import JOURNALLED, columns
from models import EventLog, Project, Release, db
from tests.conftest import MARIA
from tests.journal.conftest import Desk

OTHER = {  # by type: another value than the one that stands there
    "character varying": "overlay(coalesce({c}, '-') placing 'x' from 1)",
    "text": "overlay(coalesce({c}, '-') placing 'x' from 1)",
    "integer": "coalesce({c}, 0) + 1000",
    "bigint": "coalesce({c}, 0) + 1000",
    "date": "coalesce({c}, '2020-01-01') + 1",
    "timestamp with time zone": "coalesce({c}, '2020-01-01') + interval '1 second'",
    "jsonb": "{c} || '{{\"more\"\\: 1}}'",
}
Edit = tuple[str, dict[str, Any]]


@pytest.fixture
def world(desk: Desk) -> Desk:
    """Things of every type, changed, deleted, undone and redone, by two people."""
    here, there = desk.context(), desk.context(MARIA)
    project = desk.project("Mobile", message="first")
    desk.change(here, active_project_id=project.id)
    login, search = desk.feature(project, "Login", assigned_po="Анна"), desk.feature(project, "Search")
    release = desk.release(project)
    desk.change(login, status="blocked", status_reason="API", release_id=release.id, message="blocked")
    desk.dependency(login, search)
    desk.risk(project, feature_id=login.id, mitigation="another one")
    idea = desk.idea(project_id=project.id)
    desk.change(idea, converted_to_feature_id=search.id)
    gone = desk.idea(content="Gone")
    desk.delete(gone)
    journal = desk.journal("both", MARIA)  # one message that does two things, taken back and put again
    web = Project(name="Web")
    journal.create(web)
    journal.change(there, {"active_project_id": web.id})
    desk.session.commit()
    desk.change(there, active_project_id=project.id, who=MARIA)
    for message, step in (("u", "both"), ("r", "u"), ("u2", "blocked")):
        take_back(desk.journal(message, MARIA), step)
        desk.session.commit()
    desk.add(Release(project_id=project.id, version="v3", target_date=release.target_date), who=MARIA)
    return desk


@pytest.fixture
def unguarded(world: Desk) -> Iterator[Connection]:
    """A connection to a database without a single guard; nothing done on it stays."""
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        for table, name in connection.execute(text(GUARDS)).all():
            connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE'))
        connection.execute(text("ALTER TABLE event_log DISABLE TRIGGER ALL"))
        yield connection
        connection.rollback()


GUARDS = """
    SELECT conrelid::regclass, conname FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'u')
""".replace("::", r"\:\:")


def edits_of_columns(connection: Connection, table: str, key: str) -> Iterator[Edit]:
    """Every column of every row changed, and every row deleted."""
    query = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = :table"
    found = connection.execute(text(query), {"table": table}).all()
    for number in connection.execute(text(f"SELECT {key} FROM {table} ORDER BY 1")).scalars().all():
        for column, kind in found:
            yield f'UPDATE {table} SET "{column}" = {OTHER[kind].format(c=column)} WHERE {key} = :n', {"n": number}
        yield f"DELETE FROM {table} WHERE {key} = :n", {"n": number}


def edits_of_details(connection: Connection) -> Iterator[Edit]:
    """Every value inside an event changed, and every one removed."""
    for number, details in connection.execute(text("SELECT id, details FROM event_log ORDER BY id")).all():
        for path in [(part,) for part in details] + [(p, c) for p, row in details.items() for c in row or ()]:
            values = {"n": number, "path": list(path), "value": json.dumps("tampered")}
            yield "UPDATE event_log SET details = details #- :path WHERE id = :n", values
            yield "UPDATE event_log SET details = jsonb_set(details, :path, :value) WHERE id = :n", values


def missed(connection: Connection, edits: Iterator[Edit]) -> tuple[int, list[str]]:
    """How many edits were made, and those that verify did not find."""
    unseen, made = [], 0
    for sql, values in list(edits):
        step = connection.begin_nested()
        done = connection.execute(text(sql), values)
        assert done.rowcount == 1, sql
        made += 1
        if not verify(connection).differences:
            unseen.append(f"{sql} {values}")
        step.rollback()
    return made, unseen


def test_the_world_itself_shows_no_difference(unguarded: Connection) -> None:
    report = verify(unguarded)

    assert report.differences == []
    assert report.events > 20


@pytest.mark.parametrize("kind", JOURNALLED)
def test_every_edit_and_deletion_of_a_row_is_found(unguarded: Connection, kind: str) -> None:
    made, unseen = missed(unguarded, edits_of_columns(unguarded, JOURNALLED[kind].__tablename__, "id"))

    print(f"{kind}: {made - len(unseen)} of {made} found")  # noqa: T201 - shown by `pytest -s`
    assert unseen == []
    assert made > len(list(columns(JOURNALLED[kind])))


@pytest.mark.parametrize(
    "of", [lambda c: edits_of_columns(c, "event_log", "id"), edits_of_details], ids=["row", "details"]
)
def test_every_edit_and_deletion_of_an_event_is_found(
    unguarded: Connection, of: Callable[[Connection], Iterator[Edit]]
) -> None:
    made, unseen = missed(unguarded, of(unguarded))

    print(f"event_log: {made - len(unseen)} of {made} found")  # noqa: T201 - shown by `pytest -s`
    assert unseen == []
    assert made > 20 * len(list(columns(EventLog)))


def test_an_event_put_in_between_is_found(unguarded: Connection) -> None:
    copied = "user_id, action, entity_type, entity_id, project_id, message_id, timestamp, details, created_at, seal"
    unguarded.execute(text("UPDATE event_log SET id = id + 1000 WHERE id > 5"))
    unguarded.execute(text(f"INSERT INTO event_log (id, {copied}) SELECT 6, {copied} FROM event_log WHERE id = 5"))

    assert verify(unguarded).differences != []


# Seals


def test_a_missing_seal_is_told(unguarded: Connection) -> None:
    unguarded.execute(text("UPDATE event_log SET seal = NULL WHERE id = 3"))

    assert "event 3 (project_created): has no seal" in verify(unguarded).differences


def test_who_did_it_is_under_the_seal(unguarded: Connection) -> None:
    unguarded.execute(text("UPDATE event_log SET user_id = '666' WHERE id = 3"))

    told = "event 3 (project_created): does not fit its seal, or the event before it is another one"
    assert verify(unguarded).differences == [told]


def test_seals_do_not_depend_on_the_zone_of_whoever_looks(unguarded: Connection) -> None:
    unguarded.execute(text("SET LOCAL TIME ZONE 'Asia/Kamchatka'"))

    assert [d for d in verify(unguarded).differences if "seal" in d] == []


def test_a_seal_cannot_be_chosen(world: Desk, rows: Callable[..., list[Any]]) -> None:
    rows(
        """INSERT INTO event_log (user_id, action, entity_type, entity_id, details, seal)
           VALUES ('1', 'x', 'project', 77, jsonb_build_object(), 'mine')"""
    )

    assert rows("SELECT length(seal) FROM event_log ORDER BY id DESC LIMIT 1") == [(64,)]


# What is not tampering: two releases at once


def rewrite(sql: str) -> list[str]:
    """Write the log as if it had always been so; returns what verify then says, seals aside."""
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE event_log DISABLE TRIGGER event_log_is_append_only"))
        connection.execute(text(sql))
        connection.execute(text("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_append_only"))
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        return [found for found in verify(connection).differences if "seal" not in found]


def test_an_older_release_beside_a_newer_one_shows_no_difference(desk: Desk) -> None:
    """The newer one knows a column more; the older one changes the same row in between and does not tell of it."""
    feature = desk.feature(desk.project())
    for status in ("in_progress", "blocked", "done"):
        desk.change(feature, status=status)

    assert rewrite("UPDATE event_log SET details = details #- '{after,aside_reason}' WHERE id IN (2, 4)") == []


def test_what_an_older_release_does_not_tell_is_still_held_against_the_row(
    desk: Desk, rows: Callable[..., list[Any]]
) -> None:
    feature = desk.feature(desk.project())
    desk.change(feature, aside_reason="later")
    desk.change(feature, status="done")
    rows("UPDATE features SET aside_reason = 'never'")

    found = rewrite("UPDATE event_log SET details = details #- '{after,aside_reason}' WHERE id IN (2, 4)")

    assert found == ["feature 1: aside_reason is 'never', the log says 'later'"]
