"""Who may see which page, and what every answer tells the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from config import Settings
from models import db
from tests.conftest import Chat
from tests.support.forms import browser, token_of


def ask(
    app: Flask, path: str, *, host: str = "localhost:8000", address: str = "127.0.0.1", **headers: str
) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get(path, headers={"Host": host, **named}, environ_overrides={"REMOTE_ADDR": address})


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LocalHost:8000", "[::1]:8000"])
@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1"])
def test_the_machine_itself_is_let_in(app: Flask, host: str, address: str) -> None:
    assert ask(app, "/chat", host=host, address=address).status_code == 200
    assert ask(app, "/history", host=host, address=address).status_code == 200


@pytest.mark.parametrize(
    "address", ["10.0.0.7", "192.168.1.5", "8.8.8.8", "::ffff:10.0.0.7", "2001:db8::1", "", "rubbish"]
)
def test_other_machines_are_not(app: Flask, address: str) -> None:
    assert ask(app, "/chat", address=address).status_code == 404
    assert ask(app, "/chat/messages", address=address).status_code == 404
    assert ask(app, "/history", address=address).status_code == 401


@pytest.mark.parametrize(
    "host", ["radar.evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8000", "[", ""]
)
def test_a_site_that_points_its_name_here_is_not_let_in(app: Flask, host: str) -> None:
    assert ask(app, "/chat", host=host).status_code in (400, 404)
    assert ask(app, "/history", host=host).status_code in (400, 401)


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded"])
def test_what_comes_through_a_tunnel_is_not_let_in(app: Flask, header: str) -> None:
    assert ask(app, "/chat", **{header: "for=1.2.3.4"}).status_code == 404
    assert ask(app, "/history", **{header: "for=1.2.3.4"}).status_code == 401


@pytest.mark.parametrize("path", ["/chat", "/chat/messages"])
def test_production_has_no_chat(production: Flask, path: str) -> None:
    client = production.test_client()
    assert client.get(path).status_code == 404
    assert client.post(path, json={"text": "hello"}).status_code == 404
    assert client.post("/local-telegram/bot1:LOCAL/getMe", json={}).status_code == 404


@pytest.fixture
def by_its_own_name(app: Flask, settings: Settings) -> Iterator[Flask]:
    """Production whose address is the machine's own name: nothing but being production tells it from a desk."""
    served = create_app(replace(settings, environment="production", public_url="http://localhost:8000"))
    yield served
    with served.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7"])
def test_production_lets_nobody_in_by_address(by_its_own_name: Flask, address: str) -> None:
    for path in ("/", "/history"):
        assert ask(by_its_own_name, path, address=address).status_code == 401


def test_who_is_not_known_is_told_how_to_come_in_in_both_languages(production: Flask) -> None:
    answer = production.test_client().get("/history")
    assert '<section lang="ru">' in answer.text
    assert '<section lang="en">' in answer.text
    assert "Open radar" in answer.text
    assert "event-what" not in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("tongue, first", [("ru-RU", "ru"), ("en-GB", "en"), ("fr", "ru"), ("fr, en;q=0.5", "en")])
def test_a_strangers_own_language_comes_first(production: Flask, tongue: str, first: str) -> None:
    answer = production.test_client().get("/history", headers={"Accept-Language": tongue})
    assert f'<html lang="{first}">' in answer.text
    assert re.findall(r'<section lang="(..)">', answer.text)[0] == first


# Whoever asks for these is known by a secret, or has nothing to learn from them.
OPEN = {"static", "health.health", "metrics.metrics", "login.ask", "login.mini_app"}


def test_every_page_asks_a_stranger_to_come_in_whether_or_not_there_is_such_a_thing(
    production: Flask, chat: Chat
) -> None:
    chat.say("Создай проект Mobile App")
    client = production.test_client()
    asked = []
    for rule in production.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in OPEN:
            for number in (1, 999):
                _, path = rule.build(dict.fromkeys(rule.arguments, number)) or ("", "")
                asked.append(path)
    answers = [client.get(path) for path in asked]
    assert asked
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.data for answer in answers}) == 1


def test_a_stranger_with_a_good_token_of_a_page_can_post_nothing(production: Flask, chat: Chat) -> None:
    chat.say("Открой радар")
    client = production.test_client()
    link = chat.shown["Открыть в браузере"].removeprefix("http://127.0.0.1:8000")
    token = token_of(client.get(link).text)
    asked = []
    for rule in production.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint.partition(".")[0] not in ("login", "webhook"):
            _, path = rule.build(dict.fromkeys(rule.arguments, 1)) or ("", "")
            asked.append(client.post(path, data={"csrf_token": token}).status_code)
    assert asked
    assert set(asked) == {401}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_other_sites_cannot_write_in_the_persons_name(app: Flask, headers: dict[str, str]) -> None:
    client, ours = browser(app)
    headers = {"X-CSRFToken": ours["X-CSRFToken"], **headers}
    assert client.post("/chat/messages", json={"text": "hello"}, headers=headers).status_code == 404
    assert client.post("/chat/taps", json={"message_id": 1, "data": "d"}, headers=headers).status_code == 404
    assert client.get("/chat/messages").json == {"messages": [], "toasts": [], "revision": 0, "reset": True}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_cannot_write_either(app: Flask, kind: str) -> None:
    client, ours = browser(app)
    answer = client.post("/chat/messages", data='{"text": "x"}', content_type=kind, headers=ours)
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/chat", "/history"])
def test_a_page_is_light_and_keeps_to_its_own_rules(app: Flask, path: str) -> None:
    client = app.test_client()
    page = client.get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "//cdn" not in page
    weight = len(page)
    for name in ("radar.css", "chat.css", "chat.js", "radar.svg"):
        if name in page:
            with client.get(f"/static/{name}") as file:
                weight += len(file.data)
    assert weight < 100_000
