"""What the pages say where there is nothing to show."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, abort, request
from werkzeug.test import TestResponse

from models import db
from tests.support.forms import token_of
from tests.support.log import Log

ELSEWHERE = {"REMOTE_ADDR": "10.0.0.9"}


def ask(app: Flask, method: str, path: str, language: str = "en", **more: Any) -> TestResponse:
    return app.test_client().open(path, method=method, headers={"Accept-Language": language}, **more)


@pytest.mark.parametrize(
    "method, path, status, english, russian",
    [
        ("GET", "/nope?code=400", 400, "cannot make out what was asked", "Запрос не удалось разобрать"),
        ("GET", "/nope?code=403", 403, "not open to you", "Сюда у вас нет доступа"),
        ("GET", "/nope?code=415", 415, "cannot make out what was asked", "Запрос не удалось разобрать"),
        ("GET", "/nope", 404, "There is no such page.", "Такой страницы нет."),
        ("GET", "/logout", 405, "can only be opened in another way", "Так этот адрес не открыть"),
        ("GET", "/nope?code=429", 429, "too many tries", "Слишком много попыток"),
    ],
)
def test_a_refusal_is_said_in_the_persons_language_beside_the_way_to_the_pages(
    app: Flask, method: str, path: str, status: int, english: str, russian: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "rules.page", lambda: abort(request.args.get("code", 404, int)))
    path = path.replace("/nope?", "/rules?")
    for language, sentence in (("en", english), ("ru", russian)):
        answer = ask(app, method, path, language)
        assert answer.status_code == status
        assert sentence in answer.text
        assert 'href="/history"' in answer.text
        assert '<p class="back"><a class="button" href="/">' in answer.text


def test_what_the_page_itself_refuses_is_a_page_too(app: Flask, log: Log) -> None:
    log.project("Mobile App")
    client = app.test_client()
    token = token_of(client.get("/history/1/undo").text)
    answer = client.post("/language", data={"csrf_token": token, "language": "xx"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 400
    assert "cannot make out what was asked" in answer.text


@pytest.mark.parametrize(
    "path, back",
    [
        ("/projects/1?as_of=never", "/projects/1"),
        ("/?as_of=never", "/"),
        ("/history.csv?since=never", "/history"),
        ("/history.json?as_of=never", "/history"),
    ],
)
def test_what_an_address_says_wrongly_is_told_beside_the_way_to_the_page_without_it(
    app: Flask, path: str, back: str
) -> None:
    answer = ask(app, "GET", path)
    assert answer.status_code == 400
    assert f'<a class="button" href="{back}">' in answer.text


def test_a_refusal_keeps_what_a_program_needs(app: Flask) -> None:
    assert "POST" in ask(app, "GET", "/logout").headers["Allow"]


def test_what_is_too_much_is_said(app: Flask) -> None:
    answer = ask(app, "POST", "/language", data={"back": "x" * 70_000})
    assert answer.status_code == 413
    assert "more than Radar takes at once" in answer.text


@pytest.mark.parametrize("method, path", [("GET", "/nope"), ("GET", "/logout"), ("GET", "/login/x")])
def test_a_stranger_is_not_told_what_there_is(
    app: Flask, method: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(app, monkeypatch)
    answer = ask(app, method, path, environ_overrides=ELSEWHERE)
    assert "<nav" not in answer.text
    assert 'href="/history"' not in answer.text
    assert 'class="back"' not in answer.text


@pytest.mark.parametrize("language, sentence", [("en", "Something broke here."), ("ru", "Здесь что-то сломалось.")])
def test_a_fault_of_ours_is_a_page_that_asks_the_database_nothing(
    app: Flask, queries: list[str], language: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(app, monkeypatch)
    answer = ask(app, "GET", "/rules", language)
    assert answer.status_code == 500
    assert sentence in answer.text
    assert 'href="/history"' in answer.text
    assert "secret" not in answer.text
    assert queries == []


def _break(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def broken() -> str:
        raise RuntimeError("secret")

    monkeypatch.setitem(app.view_functions, "rules.page", broken)
    monkeypatch.setitem(app.view_functions, "login.ask", lambda token: broken())


def test_a_broken_transaction_has_its_page_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "rules.page", lambda: str(db.session.execute(db.text("SELECT 1/0"))))
    assert "Something broke here." in ask(app, "GET", "/rules").text
