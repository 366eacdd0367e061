"""Verify finds what was done behind the journal's back, in the tables and in the log, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, text

from journal import Report, take_back, verify
from models import Feature, db
from tests.journal.conftest import Desk

Verify = Callable[[], Report]

SEALED_ANEW = """
    WITH RECURSIVE placed AS (
        SELECT event, id, row_number() OVER (PARTITION BY entity_type, entity_id ORDER BY id) AS place
        FROM event_log AS event
    ), sealed AS (
        SELECT id, event, place, seal_of(event, NULL) AS seal FROM placed WHERE place = 1
        UNION ALL
        SELECT next.id, next.event, next.place, seal_of(next.event, before.seal)
        FROM sealed AS before JOIN placed AS next
        ON (next.event).entity_type = (before.event).entity_type AND (next.event).entity_id = (before.event).entity_id
        AND next.place = before.place + 1
    )
    UPDATE event_log SET seal = sealed.seal FROM sealed WHERE sealed.id = event_log.id
"""


@pytest.fixture
def told(desk: Desk) -> None:
    """Events 1 to 8: a project; a feature with four changes of state; an idea created and deleted."""
    project = desk.project("Mobile")
    feature = desk.feature(project, "Login")
    desk.change(feature, status="in_progress")
    desk.change(feature, assigned_po="Анна")
    desk.change(feature, status="done")
    idea = desk.idea(content="Dark theme")
    desk.delete(idea)
    desk.risk(project)


def tamper(sql: str) -> None:
    """Past the journal and past the log's own guard, by someone who seals the log anew afterwards."""
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE event_log DISABLE TRIGGER event_log_is_append_only"))
        connection.execute(text(sql.replace(":", r"\:")))
        connection.execute(text(SEALED_ANEW))
        connection.execute(text("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_append_only"))


def test_what_went_through_the_journal_shows_no_difference(told: None, verified: Verify) -> None:
    assert str(verified()) == "verified 8 events, 3 rows, 0 differences"


def test_an_empty_database_shows_no_difference(desk: Desk, verified: Verify) -> None:
    assert str(verified()) == "verified 0 events, 0 rows, 0 differences"


def test_undo_and_redo_show_no_difference(desk: Desk, verified: Verify) -> None:
    project = desk.project(message="step")
    desk.delete(desk.feature(project), message="gone")
    for message, step in (("u", "gone"), ("r", "u"), ("u2", "r")):
        take_back(desk.journal(message), step)
    desk.session.commit()

    assert verified().differences == []


TAMPERED = {
    "a row edited": (
        "UPDATE features SET name = 'Other'",
        ["feature 1: name is 'Other', the log says 'Login'"],
    ),
    "a row's moment edited": (
        "UPDATE projects SET created_at = created_at - interval '1 day'",
        [r"project 1: created_at is '2026-11-01.*', the log says '2026-11-02.*'"],
    ),
    "a null put in": (
        "UPDATE features SET assigned_po = NULL",
        ["feature 1: assigned_po is None, the log says 'Анна'"],
    ),
    "a row deleted": ("DELETE FROM features", ["feature 1: in the log, but not in the table"]),
    "a project deleted with all the database drags along": (
        "DELETE FROM projects",
        [f"{kind} 1: in the log, but not in the table" for kind in ("feature", "project", "risk")],
    ),
    "a row added": (
        "INSERT INTO projects (name, name_key) VALUES ('Web', 'web')",
        ["project 2: in the table, but not in the log"],
    ),
    "a deleted row put back": (
        "INSERT INTO ideas (id, content) VALUES (1, 'Dark theme')",
        ["idea 1: in the table, but not in the log"],
    ),
    "a row's id changed": (
        "UPDATE risks SET id = 7",
        ["risk 7: in the table, but not in the log", "risk 1: in the log, but not in the table"],
    ),
    "the first event of a thing removed": (
        "DELETE FROM event_log WHERE id = 2",
        [r"event 3 \(feature_status_updated\): changed though it was not there"],
    ),
    "an event in the middle removed": (
        "DELETE FROM event_log WHERE id = 4",
        [
            r"event 5 \(feature_status_updated\): updated_at was .*, not .*",
            r"event 5 \(feature_status_updated\): assigned_po changed without its old value",
        ],
    ),
    "the last event of a thing removed": (
        "DELETE FROM event_log WHERE id = 5",
        ["feature 1: status is 'done', the log says 'in_progress'", "feature 1: updated_at is .*"],
    ),
    "a deletion removed": (
        "DELETE FROM event_log WHERE id = 7",
        ["idea 1: in the log, but not in the table"],
    ),
    "a creation removed whose deletion stayed": (
        "DELETE FROM event_log WHERE id = 6",
        [r"event 7 \(idea_deleted\): changed though it was not there"],
    ),
    "an event doubled": (
        """INSERT INTO event_log (user_id, action, entity_type, entity_id, details)
           SELECT user_id, action, entity_type, entity_id, details FROM event_log WHERE id = 2""",
        [
            r"event 9 \(feature_created\): created though it was there",
            "feature 1: .*",
            "feature 1: .*",
            "feature 1: .*",
        ],
    ),
    "an old value edited": (
        """UPDATE event_log SET details = jsonb_set(details, '{before,status}', '"blocked"') WHERE id = 5""",
        [r"event 5 \(feature_status_updated\): status was 'in_progress', not 'blocked'"],
    ),
    "an old value left out": (
        "UPDATE event_log SET details = details #- '{before,status}' WHERE id = 5",
        [r"event 5 \(feature_status_updated\): status changed without its old value"],
    ),
    "an old value made up": (
        """UPDATE event_log SET details = jsonb_set(details, '{before,name}', '"Login"') WHERE id = 5""",
        [r"event 5 \(feature_status_updated\): name is told as changed, but is not"],
    ),
    "a new value edited in the middle": (
        """UPDATE event_log SET details = jsonb_set(details, '{after,name}', '"Other"') WHERE id = 4""",
        [
            r"event 4 \(feature_assigned_po_updated\): name changed without its old value",
            r"event 5 \(feature_status_updated\): name changed without its old value",
        ],
    ),
    "a new value edited at the end": (
        """UPDATE event_log SET details = jsonb_set(details, '{after,status}', '"blocked"') WHERE id = 5""",
        ["feature 1: status is 'done', the log says 'blocked'"],
    ),
    "a new value left out in the middle": (
        "UPDATE event_log SET details = details #- '{after,name}' WHERE id = 4",
        [r"event 4 \(feature_assigned_po_updated\): name is left out"],
    ),
    "a new value left out at the end": (
        "UPDATE event_log SET details = details #- '{after,name}' WHERE id = 5",
        [r"event 5 \(feature_status_updated\): name is left out"],
    ),
    "a deleted row edited": (
        """UPDATE event_log SET details = jsonb_set(details, '{before,content}', '"Light"') WHERE id = 7""",
        [r"event 7 \(idea_deleted\): content was 'Dark theme', not 'Light'"],
    ),
    "a deleted row shortened": (
        "UPDATE event_log SET details = details #- '{before,content}' WHERE id = 7",
        [r"event 7 \(idea_deleted\): content is left out"],
    ),
    "a change made a creation": (
        "UPDATE event_log SET details = jsonb_set(details, '{before}', 'null') WHERE id = 5",
        [r"event 5 \(feature_status_updated\): created though it was there"],
    ),
    "a creation made a change": (
        "UPDATE event_log SET details = jsonb_set(details, '{before}', '{}') WHERE id = 1",
        [r"event 1 \(project_created\): changed though it was not there"],
    ),
    "an end made of a change": (
        "UPDATE event_log SET details = jsonb_set(details, '{after}', 'null') WHERE id = 5",
        [r"event 5 \(feature_status_updated\): .* is left out"]
        * (len(Feature.__table__.columns) - 2)  # status and updated_at stand in `before`
        + ["feature 1: in the table, but not in the log"],
    ),
    "an event given to another thing": (
        "UPDATE event_log SET entity_id = 9 WHERE id = 8",
        ["risk 1: in the table, but not in the log", "risk 9: in the log, but not in the table"],
    ),
    "an event of a kind there is not": (
        "UPDATE event_log SET entity_type = 'unicorn' WHERE id = 8",
        ["risk 1: in the table, but not in the log", "unicorn 1: in the log, but not in the table"],
    ),
    "an event emptied": (
        "UPDATE event_log SET details = '{}' WHERE id = 8",
        [
            r"event 8 \(risk_created\): tells of no change that can be read",
            "risk 1: in the table, but not in the log",
        ],
    ),
    "an event that is no object": (
        "UPDATE event_log SET details = '[1]' WHERE id = 8",
        [
            r"event 8 \(risk_created\): tells of no change that can be read",
            "risk 1: in the table, but not in the log",
        ],
    ),
    "an event whose row is no row": (
        """UPDATE event_log SET details = '{"before": null, "after": "all well"}' WHERE id = 8""",
        [
            r"event 8 \(risk_created\): tells of no change that can be read",
            "risk 1: in the table, but not in the log",
        ],
    ),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_tampering_is_found_and_named(told: None, verified: Verify, kind: str) -> None:
    sql, expected = TAMPERED[kind]
    tamper(sql)

    found = verified().differences

    unmatched = [d for d in found if not any(re.fullmatch(pattern, d) for pattern in expected)]
    assert unmatched == []
    assert len(found) == len(expected)
    assert all(any(re.fullmatch(pattern, d) for d in found) for pattern in expected)


def test_the_report_counts_the_differences(told: None, verified: Verify) -> None:
    tamper("DELETE FROM features")

    assert str(verified()) == "verified 8 events, 2 rows, 1 differences"


# What a migration does is no tampering


@pytest.mark.parametrize("last", [3, 5], ids=["in the middle", "to the end"])
def test_a_column_that_older_events_do_not_know_is_no_difference(told: None, verified: Verify, last: int) -> None:
    tamper(f"UPDATE event_log SET details = details #- '{{after,assigned_teams}}' WHERE id BETWEEN 2 AND {last}")

    assert verified().differences == []


def test_a_column_that_has_been_dropped_since_is_no_difference(told: None, verified: Verify) -> None:
    tamper("""UPDATE event_log SET details = jsonb_set(details, '{after,colour}', '"red"') WHERE id < 4""")

    assert verified().differences == []


def test_a_row_deleted_with_a_column_that_older_events_do_not_know_is_no_difference(
    told: None, verified: Verify
) -> None:
    tamper("UPDATE event_log SET details = details #- '{after,project_id}' WHERE id = 6")

    assert verified().differences == []


# One moment


@pytest.mark.parametrize("isolation, differences", [("REPEATABLE READ", 0), ("READ COMMITTED", 2)])
def test_in_one_snapshot_what_is_committed_meanwhile_is_no_difference(
    told: None, other: Desk, isolation: Any, differences: int
) -> None:
    """The second case shows that the first can fail: read moment by moment, log and table do not meet."""

    def interrupt(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if "FROM features" in statement:
            other.change(other.session.get_one(Feature, 1), status="cancelled")

    with db.engine.connect().execution_options(isolation_level=isolation) as connection:
        event.listen(connection, "before_cursor_execute", interrupt)
        report = verify(connection)

    assert other.session.get_one(Feature, 1).status == "cancelled"
    assert len(report.differences) == differences


def test_a_log_longer_than_a_batch_is_read_to_its_end(desk: Desk, rows: Any, verified: Verify) -> None:
    desk.project()
    rows(
        """INSERT INTO event_log (user_id, action, entity_type, entity_id, details)
           SELECT '1', 'idea_created', 'idea', n, '{"before"\\: null, "after"\\: {"id"\\: 1}}'::jsonb
           FROM generate_series(1, 4500) AS n"""
    )

    report = verified()

    assert (report.events, len(report.differences)) == (4501, 4500)
