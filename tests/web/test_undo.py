"""GET and POST /history/<id>/undo: what will be written back, what stands in the way, and then the step itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from config import LOCAL_USER_ID
from models import User, db
from tests.conftest import MARIA, Chat
from tests.support.botapi import FakeTelegram
from tests.support.forms import token_of
from tests.support.log import Log
from tests.web.conftest import look, told, words
from web import undo

Rows = Callable[..., list[Any]]


def confirm(app: Flask, number: int) -> TestResponse:
    """Look at the preview and press its button."""
    client = app.test_client()
    page = client.get(f"/history/{number}/undo", headers={"Accept-Language": "en"}).text
    return client.post(
        f"/history/{number}/undo", data={"csrf_token": token_of(page)}, headers={"Accept-Language": "en"}
    )


def test_the_preview_tells_what_was_done_and_what_will_be_written(app: Flask, log: Log, rows: Rows) -> None:
    feature = log.feature(log.project("Mobile App"), "Login")
    log.change(feature, person=MARIA, status="blocked", status_reason="no API")
    before = rows("SELECT count(*), max(id) FROM event_log")
    page = words(look(app, "/history/3/undo"))
    assert "Feature Login: backlog → blocked, reason: no API" in page
    assert "blocked → backlog, reason removed: no API" in page
    assert "Мария" in page
    assert "someone else's step" in page
    assert rows("SELECT count(*), max(id) FROM event_log") == before
    assert rows("SELECT status FROM features") == [("blocked",)]


def test_ones_own_step_is_not_called_someone_elses(app: Flask, log: Log) -> None:
    log.change(log.project("Mobile App"), person=LOCAL_USER_ID, name="Web App")
    assert "someone else" not in words(look(app, "/history/2/undo"))


def test_the_button_takes_the_step_back_as_the_visitors_own(app: Flask, log: Log, rows: Rows) -> None:
    feature = log.feature(log.project("Mobile App"), "Login")
    log.change(feature, person=MARIA, status="blocked", status_reason="no API")
    answer = confirm(app, 3)
    assert answer.status_code == 303
    assert rows("SELECT status, status_reason FROM features") == [("backlog", None)]
    [(user, action, undoes, message)] = rows(
        "SELECT user_id, action, undoes_id, message_id FROM event_log ORDER BY id DESC LIMIT 1"
    )
    assert (user, action, undoes) == (str(LOCAL_USER_ID), "feature_undone", 3)
    assert message.startswith("page:")
    page = look(app, answer.headers["Location"])
    assert "Undone:" in words(page)
    assert told(page)[0].startswith("undo Feature Login: blocked → backlog")


def test_what_was_taken_back_can_be_brought_back(app: Flask, log: Log, rows: Rows) -> None:
    log.change(log.feature(log.project("Mobile App"), "Login"), status="done")
    location = confirm(app, 3).headers["Location"]
    redo = re.search(r'href="/history/(\d+)/undo">Redo</a></p>', look(app, location))
    assert redo is not None
    assert "Redo this step?" in look(app, f"/history/{redo[1]}/undo")
    assert confirm(app, int(redo[1])).status_code == 303
    assert rows("SELECT status FROM features") == [("done",)]


@pytest.mark.parametrize("path", ["/history?project=1", "/projects/1"])
def test_the_way_back_keeps_the_filters_one_came_with(app: Flask, log: Log, path: str) -> None:
    log.change(log.project("Mobile App"), name="Web App")
    address = "/history/2/undo?project=1"
    assert f'href="{address}"' in look(app, path)
    client = app.test_client()
    preview = client.get(address).text
    assert 'href="/history?project=1"' in preview
    answer = client.post(address, data={"csrf_token": token_of(preview)})
    assert re.fullmatch(r"/history\?project=1&done=\d+", answer.headers["Location"])


def test_one_messages_events_go_back_together(app: Flask, log: Log, rows: Rows) -> None:
    project = log.project("Mobile App")
    for number in range(30):
        log.feature(project, f"F{number}")
    log.delete(project)
    newest = rows("SELECT max(id) FROM event_log")[0][0]
    page = words(look(app, f"/history/{newest}/undo"))
    assert page.count("and 11 more") == 2
    assert confirm(app, newest).status_code == 303
    assert rows("SELECT count(*) FROM features") == [(30,)]


def test_a_later_change_stands_in_the_way_and_is_named(app: Flask, log: Log, rows: Rows) -> None:
    feature = log.feature(log.project("Mobile App"), "Login")
    log.change(feature, status="blocked")
    log.change(feature, person=MARIA, status="done")
    page = look(app, "/history/3/undo")
    assert "a later change stands in the way: Feature Login: blocked → done (Мария," in words(page)
    assert "<form class" not in page
    client = app.test_client()
    token = token_of(client.get("/history/4/undo").text)
    answer = client.post("/history/3/undo", data={"csrf_token": token})
    assert answer.status_code == 409
    assert rows("SELECT status FROM features") == [("done",)]


def test_a_second_press_changes_nothing(app: Flask, log: Log, rows: Rows) -> None:
    log.change(log.project("Mobile App"), name="Web App")
    client = app.test_client()
    token = token_of(client.get("/history/2/undo").text)
    assert client.post("/history/2/undo", data={"csrf_token": token}).status_code == 303
    again = client.post("/history/2/undo", data={"csrf_token": token}, headers={"Accept-Language": "en"})
    assert again.status_code == 409
    assert "taken back already" in again.text
    assert rows("SELECT count(*) FROM event_log") == [(3,)]
    assert "taken back already" in look(app, "/history/2/undo", 404)


def test_without_the_pages_token_nothing_is_done(app: Flask, log: Log, rows: Rows) -> None:
    log.change(log.project("Mobile App"), name="Web App")
    assert app.test_client().post("/history/2/undo").status_code == 400
    assert rows("SELECT count(*) FROM event_log") == [(2,)]


@pytest.mark.parametrize("number", ["77", "0", "99999999999999999999", "x", "-1"])
def test_an_event_that_is_not_there(app: Flask, number: str) -> None:
    assert app.test_client().get(f"/history/{number}/undo").status_code == 404
    assert app.test_client().get(f"/history?done={number}").status_code == 200


def test_the_visitor_is_told_by_name_once_known(app: Flask, log: Log) -> None:
    db.session.add(User(telegram_id=LOCAL_USER_ID, full_name="At the desk"))
    db.session.commit()
    log.change(log.project("Mobile App"), name="Web App")
    confirm(app, 2)
    assert "At the desk" in look(app, "/history")


def test_names_in_the_preview_are_text(app: Flask, log: Log) -> None:
    log.change(log.project("<script>alert(1)</script>"), name="<img src=x>")
    page = look(app, "/history/2/undo")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x&gt;" in page


@pytest.mark.parametrize("language, title", [("en", "Undo this step?"), ("ru", "Отменить этот шаг?")])
def test_the_preview_speaks_the_readers_language(app: Flask, log: Log, language: str, title: str) -> None:
    log.project("Mobile App")
    assert title in look(app, "/history/1/undo", language=language)


def test_in_production_it_is_the_step_of_whoever_has_come_in(
    production: Flask, telegram: FakeTelegram, log: Log, rows: Rows
) -> None:
    log.change(log.project("Mobile App"), name="Web App")
    browser = production.test_client()
    assert browser.get("/history/2/undo").status_code == 401
    assert browser.post("/history/2/undo").status_code in (400, 401)
    maria = Chat(production.test_client(), telegram, MARIA, "Мария", "ru")
    maria.say("Открой радар")
    link = maria.shown["Открыть в браузере"].removeprefix("https://radar.example")
    browser.post(link, data={"csrf_token": token_of(browser.get(link).text)})
    token = token_of(browser.get("/history/2/undo").text)
    assert browser.post("/history/2/undo", data={"csrf_token": token}).status_code == 303
    assert rows("SELECT user_id, action FROM event_log ORDER BY id DESC LIMIT 1") == [(str(MARIA), "project_undone")]


def wait_in_vain(*_: Any) -> None:
    raise OperationalError("SELECT … FOR UPDATE", {}, LockNotAvailable())


def test_a_preview_that_meets_someone_elses_lock_says_so(app: Flask, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.change(log.project("Mobile App"), name="Web App")
    monkeypatch.setattr(undo, "take_back", wait_in_vain)
    assert "try again" in look(app, "/history/2/undo", 503)


def test_a_lock_that_is_not_to_be_had_changes_nothing_and_says_so(
    app: Flask, log: Log, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.change(log.project("Mobile App"), name="Web App")
    client = app.test_client()
    token = token_of(client.get("/history/2/undo").text)
    monkeypatch.setattr(undo, "take_back", wait_in_vain)
    answer = client.post("/history/2/undo", data={"csrf_token": token}, headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "try again" in answer.text
    assert rows("SELECT count(*) FROM event_log") == [(2,)]
