"""The whole log as JSON lines, from which everything could be told anew."""

from __future__ import annotations

import json
from typing import Any

from journal import as_dict, export, take_back
from models import db
from tests.conftest import ARTEM
from tests.journal.conftest import Desk


def lines() -> list[str]:
    with db.engine.connect() as connection:
        return list(export(connection))


def test_each_event_is_one_line_oldest_first(desk: Desk) -> None:
    feature = desk.feature(desk.project(), "Login\nwith a line break")
    desk.change(feature, status="done")

    told = [json.loads(line) for line in lines()]

    assert [event["id"] for event in told] == [1, 2, 3]
    assert all("\n" not in line for line in lines())


def test_a_line_holds_everything_the_log_knows(desk: Desk) -> None:
    project = desk.project("Мобильное", message="900100")

    told = json.loads(lines()[0])

    assert told.pop("created_at").endswith("+00:00")
    assert len(told.pop("seal")) == 64
    assert told == {
        "id": 1,
        "user_id": str(ARTEM),
        "action": "project_created",
        "entity_type": "project",
        "entity_id": project.id,
        "project_id": project.id,
        "message_id": "900100",
        "timestamp": "2026-11-02T09:01:00+00:00",
        "details": desk.last().details,
        "undoes_id": None,
    }


def test_an_undo_names_what_it_undoes(desk: Desk) -> None:
    desk.project(message="step")
    take_back(desk.journal(), "step")
    desk.session.commit()

    assert json.loads(lines()[1])["undoes_id"] == 1


def test_letters_stay_readable(desk: Desk) -> None:
    desk.project("Мобильное «ёж» 🦔")

    assert "Мобильное «ёж» 🦔" in lines()[0]


def test_one_event_as_a_dictionary_is_what_its_line_says(desk: Desk) -> None:
    desk.project()

    assert json.loads(json.dumps(as_dict(desk.last()))) == json.loads(lines()[0])


def test_an_empty_log_has_no_lines(desk: Desk) -> None:
    assert lines() == []


def test_a_long_log_is_read_in_batches_and_to_its_end(desk: Desk, rows: Any) -> None:
    rows(
        """INSERT INTO event_log (user_id, action, entity_type, entity_id, details)
           SELECT '1', 'idea_created', 'idea', n, jsonb_build_object() FROM generate_series(1, 4500) AS n"""
    )
    with db.engine.connect() as connection:
        told = export(connection)
        first = next(told)
        assert json.loads(first)["entity_id"] == 1
        assert sum(1 for _ in told) == 4499


def test_the_connection_reads_as_before_once_the_log_is_exported(desk: Desk) -> None:
    desk.project()
    with db.engine.connect() as connection:
        list(export(connection))

        assert "yield_per" not in connection.get_execution_options()
