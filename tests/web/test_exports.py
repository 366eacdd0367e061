"""GET /history.csv and /history.json: the history as a file, with the filters of its page."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import pytest
from flask import Flask

from journal import export
from models import db
from tests.conftest import MARIA
from tests.support.log import Log
from tests.web.conftest import look
from web import exports


def table(app: Flask, query: str = "", language: str = "en") -> list[list[str]]:
    text = look(app, f"/history.csv{query}", language=language)
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline=""), delimiter=";" if language == "ru" else ","))


def test_the_table_has_a_row_for_each_event_newest_first(app: Flask, log: Log) -> None:
    feature = log.feature(log.project("Mobile App"), "Login")
    log.change(feature, person=MARIA, status="blocked", status_reason='no "API"; none')
    rows = table(app)
    assert rows[0] == [
        "Event",
        "Time",
        "Who",
        "Project",
        "Kind",
        "What",
        "Change",
        "Action",
        "Undoes event",
        "Code of the action",
    ]
    assert rows[1] == [
        "3", "2026-11-20 12:03:00", "Мария", "Mobile App", "feature", "Login",
        'backlog → blocked, reason: no "API"; none', "changed: status", "", "feature_status_updated",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == ["3", "2", "1"]


def test_a_russian_table_is_parted_as_russian_excel_expects(app: Flask, log: Log) -> None:
    log.take_back(log.change(log.project("Мобильный банк"), name="Банк"))
    rows = table(app, language="ru")
    assert rows[0][:4] == ["Событие", "Время", "Кто", "Проект"]
    assert rows[1][4:] == ["проект", "Мобильный банк", "Банк → Мобильный банк", "отмена", "2", "project_undone"]


@pytest.mark.parametrize("name", ["=1+1", "+7", "-2", "@SUM(A1)", "＝1", "  =1"])
def test_a_cell_is_never_a_formula(app: Flask, log: Log, name: str) -> None:
    log.change(log.project("P"), name=name)
    for row in table(app)[1:]:
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]
    assert f"'{name.strip()}" in table(app)[1]


def test_the_json_is_what_the_export_of_the_log_prints(app: Flask, log: Log) -> None:
    log.change(log.feature(log.project("Mobile App"), "Вход"), status="done")
    with db.engine.connect() as connection:
        lines = [json.loads(line) for line in export(connection)]
    assert json.loads(look(app, "/history.json")) == lines[::-1]
    assert "Вход" in look(app, "/history.json")


def test_no_events_are_a_table_with_titles_and_an_empty_array(app: Flask) -> None:
    assert len(table(app)) == 1
    assert json.loads(look(app, "/history.json")) == []


def test_many_batches_make_one_file(app: Flask, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "BATCH", 3)
    for number in range(7):
        log.project(f"P{number}")
    found: list[dict[str, Any]] = json.loads(look(app, "/history.json"))
    assert [line["id"] for line in found] == [7, 6, 5, 4, 3, 2, 1]
    assert [row[0] for row in table(app)[1:]] == ["7", "6", "5", "4", "3", "2", "1"]


def test_no_connection_is_held_while_a_slow_reader_takes_its_time(
    app: Flask, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "BATCH", 1)
    for number in range(3):
        log.project(f"P{number}")
    db.session.remove()
    with app.test_client().get("/history.json", buffered=False) as answer:
        pieces = iter(answer.response)
        next(pieces)
        next(pieces)
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
        assert len(list(pieces)) == 3


@pytest.mark.parametrize(
    "query, ids", [("?project=1", ["3", "1"]), (f"?user={MARIA}", ["2"]), ("?before=3", ["2", "1"])]
)
def test_the_filters_are_those_of_the_page(app: Flask, log: Log, query: str, ids: list[str]) -> None:
    first = log.project("First")
    log.project("Second", person=MARIA)
    log.feature(first, "Login")
    assert [row[0] for row in table(app, query)[1:]] == ids
    assert [str(line["id"]) for line in json.loads(look(app, f"/history.json{query}"))] == ids


@pytest.mark.parametrize("name", ["history.csv", "history.json"])
def test_a_bad_filter_is_one_clear_sentence(app: Flask, name: str) -> None:
    assert "The project must be given as its number." in look(app, f"/{name}?project=x", 400)


@pytest.mark.parametrize(
    "name, kind", [("history.csv", "text/csv; charset=utf-8"), ("history.json", "application/json")]
)
def test_it_comes_as_a_file_of_its_kind(app: Flask, name: str, kind: str) -> None:
    answer = app.test_client().get(f"/{name}")
    assert answer.content_type == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
