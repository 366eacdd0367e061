"""The language of the pages, and its choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask_babel
import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import LOCAL_USER_ID
from journal import Journal
from models import User, UserContext, db
from tests.support.forms import with_token
from web.languages import page_language


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Of someone at the desk who has talked to the bot in Russian, and whose browser asks for English."""
    user = User(telegram_id=LOCAL_USER_ID, full_name="Artem")
    db.session.add(user)
    db.session.flush()
    Journal(db.session(), user.journal_id, "m1").create(UserContext(user_id=user.journal_id, id=user.id))
    db.session.commit()
    return app.test_client()


def choose(client: FlaskClient, language: str, back: str = "/history") -> Any:
    return client.post("/language", data={"language": language, "back": back}, headers=with_token(client))


def language(client: FlaskClient, asks: str = "en") -> str:
    flask_babel.refresh()
    return client.get("/", headers={"Accept-Language": asks}).text.partition('<html lang="')[2][:2]


def test_the_browsers_language_is_spoken_where_nothing_was_chosen(client: FlaskClient) -> None:
    assert language(client, "en") == "en"
    assert language(client, "de, ru;q=0.5") == "ru"
    assert language(client, "de") == "ru"


def test_outside_a_request_it_is_russian(app: Flask) -> None:
    assert page_language() == "ru"


def test_a_choice_is_kept_and_leads_back(client: FlaskClient) -> None:
    answer = choose(client, "ru", back="/history?project=1&since=2026-11-01")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/history?project=1&since=2026-11-01"
    assert language(client, "en") == "ru"


def test_the_choice_is_the_persons_own_and_is_in_the_journal(client: FlaskClient, rows: Callable[..., Any]) -> None:
    choose(client, "en")
    assert rows("SELECT language FROM user_context") == [("en",)]
    (event,) = rows(
        "SELECT action, user_id, details #>> '{after,language}' FROM event_log WHERE action LIKE '%language%'"
    )
    assert event == ("user_context_language_updated", str(LOCAL_USER_ID), "en")


def test_the_page_offers_the_other_language_in_its_own_words(client: FlaskClient) -> None:
    page = client.get("/?as_of=2026-11-13", headers={"Accept-Language": "en"}).text
    assert '<button name="language" value="ru" lang="ru">Русский</button>' in page
    assert 'name="back" value="/?as_of=2026-11-13"' in page
    assert 'value="en"' not in page


def test_who_has_never_talked_to_the_bot_is_offered_no_choice(app: Flask, rows: Callable[..., Any]) -> None:
    client = app.test_client()
    assert 'name="language"' not in client.get("/").text
    assert choose(client, "en").status_code == 303
    assert rows("SELECT count(*) FROM event_log") == [(0,)]


@pytest.mark.parametrize("tongue", ["", "de", "EN"])
def test_a_language_we_do_not_speak_is_refused(client: FlaskClient, tongue: str) -> None:
    assert choose(client, tongue).status_code == 400


@pytest.mark.parametrize(
    "back", ["", "//evil.example", "https://evil.example", "/\\evil.example", "history", "/a\r\nb"]
)
def test_the_way_back_never_leads_to_another_site(client: FlaskClient, back: str) -> None:
    assert choose(client, "en", back=back).headers["Location"] == "/"


def test_a_stranger_cannot_choose(client: FlaskClient, rows: Callable[..., Any]) -> None:
    headers = with_token(client)
    elsewhere = {"REMOTE_ADDR": "10.0.0.7"}
    answer = client.post("/language", data={"language": "en"}, headers=headers, environ_overrides=elsewhere)
    assert answer.status_code == 401
    assert rows("SELECT language FROM user_context") == [(None,)]


@pytest.mark.parametrize("asks, sentence", [("en", "There is no such page."), ("ru", "Такой страницы нет.")])
@pytest.mark.parametrize("path", ["/nowhere", "/features/x", "/history/99/undo"])
def test_a_page_that_is_not_there_says_so_in_the_readers_language(
    app: Flask, path: str, asks: str, sentence: str
) -> None:
    flask_babel.refresh()
    answer = app.test_client().get(path, headers={"Accept-Language": asks})
    assert answer.status_code == 404
    assert sentence in answer.text
