"""No POST without the token of a page that this very browser has opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import SECRET
from tests.support.forms import token_of, with_token
from web.local_telegram import LOCAL_TOKEN, PATH

OURS = {"Origin": "http://localhost"}
# They know their callers by a secret, not by a cookie; each of these has tests of its own.
EXEMPT = {"webhook.webhook", "local_telegram.call", "login.come_in_by_telegram"}


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr("web.chat.deliver_soon", lambda _: None)
    return app.test_client()


def say(client: FlaskClient, **headers: str) -> int:
    return client.post("/chat/messages", json={"text": "hello"}, headers=OURS | headers).status_code


def test_a_post_with_the_pages_token_is_done(client: FlaskClient) -> None:
    assert say(client, **with_token(client)) == 202


def test_a_token_is_good_more_than_once(client: FlaskClient) -> None:
    token = with_token(client)
    assert [say(client, **token), say(client, **token)] == [202, 202]


@pytest.mark.parametrize("token", [{}, {"X-CSRFToken": ""}, {"X-CSRFToken": "made-up"}])
def test_a_post_without_a_good_token_does_nothing(
    client: FlaskClient, rows: Callable[..., list[Any]], token: dict[str, str]
) -> None:
    client.get("/chat")
    assert say(client, **token) == 400
    assert rows("SELECT 1 FROM chat_messages") == []


def test_another_browsers_token_is_no_good(app: Flask, client: FlaskClient) -> None:
    client.get("/chat")
    assert say(client, **with_token(app.test_client())) == 400


def test_a_token_without_its_cookie_is_no_good(app: Flask, client: FlaskClient) -> None:
    assert say(app.test_client(), **with_token(client)) == 400


def test_who_is_refused_is_told_in_a_sentence(client: FlaskClient) -> None:
    answer = client.post("/chat/messages", json={}, headers={**OURS, "Accept-Language": "en"})
    assert answer.status_code == 400
    assert "Open it again" in answer.text


def test_telegram_and_the_bot_need_no_token(client: FlaskClient) -> None:
    assert client.post("/webhook", json={}, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}).status_code == 400
    assert "token" not in client.post("/webhook", json={}).text
    assert client.post(f"{PATH}/bot{LOCAL_TOKEN}/getMe", json={}).status_code == 200


def test_every_other_way_to_post_is_checked(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint not in EXEMPT:
            _, path = rule.build(dict.fromkeys(rule.arguments, "1")) or ("", "")
            answer = client.post(path, headers={**OURS, "Accept-Language": "en"})
            assert (answer.status_code, "Open it again" in answer.text) == (400, True), rule.endpoint


def test_the_cookie_stays_out_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/chat").headers["Set-Cookie"]
    assert cookie.startswith("radar-8000=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_a_page_that_posts_nothing_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/health").headers


def test_a_form_of_a_page_is_taken_too(app: Flask, client: FlaskClient) -> None:
    token = token_of(client.get("/chat").text)
    answer = client.post("/chat/messages", data={"csrf_token": token, "text": "x"}, headers=OURS)
    assert answer.status_code == 404  # past the token; the chat itself takes no forms


def test_a_form_larger_than_any_of_ours_is_not_read(client: FlaskClient) -> None:
    client.get("/chat")
    assert client.post("/chat/messages", data={"text": "x" * 70_000}, headers=OURS).status_code == 413
