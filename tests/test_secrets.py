"""One whole conversation with its logins and faults, and nothing secret in the log or on a page that tells a fault."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from init_data_py import sign

from app import create_app
from config import Settings
from handlers import dispatch
from handlers.reply import Reply
from tests.conftest import MARIA, PUBLIC, SECRET, STRANGER, Chat
from tests.support.botapi import FakeTelegram
from tests.support.forms import token_of

NAME, WHY, QUESTION = "Zauberprojekt", "Zaubergrund", "Zauberfrage"
OURS = {"Origin": PUBLIC}


class Watch:
    """What was secret on the way, and the pages that told of a fault."""

    def __init__(self, settings: Settings) -> None:
        assert settings.telegram_bot_token
        self.secrets = {settings.telegram_bot_token, SECRET, settings.secret_key, str(settings.database_url)}
        self.pages: list[str] = []

    def refused(self, answer: Any, status: int) -> None:
        assert answer.status_code == status, (answer.request.path, answer.status)
        self.pages.append(answer.text + str(answer.headers))


@pytest.fixture
def watch(settings: Settings) -> Watch:
    return Watch(settings)


def talk(chat: Chat, watch: Watch) -> str:
    """Speak of things, run into every kind of fault, and get a link; returns its path."""
    chat.say(f"Создай проект {NAME}")
    chat.say("Создай фичу Zauberfeature")
    chat.say(f"Фича Zauberfeature заблокирована, причина: {WHY}")
    chat.say(QUESTION)
    telegram = chat.telegram
    telegram.fail_next(400, f'Bad Request: can\'t parse "{QUESTION}"')
    chat.post(chat.message("Мои проекты"))
    telegram.fail_next(429, retry_after=1)
    chat.post(chat.message("Мои проекты"))
    telegram.reset_next(2)
    chat.post(chat.message("Мои проекты"))
    telegram.fail_next(401, "Unauthorized")
    chat.post(chat.message("Мои проекты"))
    stranger = Chat(chat.client, telegram, STRANGER, numbers=iter(range(7000, 7009)))
    stranger.post(stranger.message(QUESTION))
    chat.say("Открой радар")
    link = chat.shown["Открыть в браузере"].removeprefix(PUBLIC)
    watch.secrets.add(link.rpartition("/")[2])
    return link


def break_a_handler(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Reply:
        raise ValueError(f"{QUESTION} {SECRET}")

    with monkeypatch.context() as patched:
        patched.setitem(dispatch.HANDLERS, "project_list", broken)
        chat.say("Мои проекты")


def come_in(browser: FlaskClient, link: str, watch: Watch) -> None:
    """By the link, with everything that is refused on the way."""
    watch.refused(browser.post(link), 400)
    token = token_of(browser.get(link).text)
    watch.secrets.add(token)
    assert browser.post(link, data={"csrf_token": token}).status_code == 303
    with browser.session_transaction() as kept:
        watch.secrets.add(kept["id"])
    cookie = browser.get_cookie("__Host-radar", domain="radar.example")
    assert cookie
    watch.secrets.add(cookie.value)


def be_refused(stranger: FlaskClient, link: str, watch: Watch, bot_token: str) -> None:
    """Everything a stranger may try with what they have got hold of."""
    watch.refused(stranger.get(link), 410)
    watch.refused(stranger.get("/history"), 401)
    watch.refused(stranger.get("/projects/1"), 401)
    watch.refused(stranger.get(f"/{NAME}"), 404)
    watch.refused(stranger.get("/", base_url=f"https://{NAME}.example"), 400)
    watch.refused(stranger.post("/webhook", json={}, headers={"X-Telegram-Bot-Api-Secret-Token": "x" + SECRET}), 403)
    for person, token, status in ((STRANGER, bot_token, 403), (MARIA, "2:OTHER", 400)):
        word = sign({"user": f'{{"id": {person}, "first_name": "{QUESTION}"}}'}, token)
        watch.secrets.add(word.rpartition("hash=")[2])
        watch.refused(stranger.post("/login/telegram", data={"init_data": word}, headers=OURS), status)


def test_a_whole_conversation_leaves_no_secret_and_no_words(
    production: Flask,
    telegram: FakeTelegram,
    settings: Settings,
    watch: Watch,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    chat, browser = Chat(production.test_client(), telegram), production.test_client()
    link = talk(chat, watch)
    break_a_handler(chat, monkeypatch)
    come_in(browser, link, watch)
    be_refused(production.test_client(), link, watch, str(settings.telegram_bot_token))
    token = token_of(browser.get("/history").text)
    assert browser.post("/logout", data={"csrf_token": token}).status_code == 303

    written = "".join(capfd.readouterr()) + caplog.text
    for event in ("turn", "fault", "no access", "reply refused", "came in", "not let in"):
        assert event in written, "the log was not read"
    for secret in watch.secrets:
        assert secret not in written
        assert not any(secret in page for page in watch.pages)
    for words in (NAME, WHY, QUESTION, "Zauberfeature"):
        assert words not in written
        assert not any(words in page for page in watch.pages)


def test_a_page_that_breaks_shows_none_of_it(
    settings: Settings, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    app = create_app(settings)

    def broken() -> str:
        session["id"] = SECRET
        raise RuntimeError(f"{WHY} {settings.telegram_bot_token} {settings.database_url}")

    app.add_url_rule("/broken", "broken", broken)
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    written = "".join(capfd.readouterr()) + caplog.text + answer.text
    assert "RuntimeError" in written
    for secret in (WHY, SECRET, str(settings.telegram_bot_token), str(settings.database_url)):
        assert secret not in written


def test_no_value_of_ours_shows_a_secret_when_it_is_printed(
    app: Flask, settings: Settings, rows: Callable[..., list[Any]]
) -> None:
    desk = app.extensions["desk"]
    shown = [repr(settings), str(settings), repr(desk.api_for(MARIA)), repr(desk), repr(app)]
    for secret in (settings.telegram_bot_token, SECRET, settings.secret_key, settings.database_url):
        assert not any(str(secret) in text for text in shown)
