"""The local chat: its page, what it sends and what it shows."""

from __future__ import annotations

import getpass
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import flask_babel
import pytest
from flask import Flask
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from app import create_app
from bot.updates import parse
from config import LOCAL_USER_ID, Settings
from models import User, db
from tests.support.forms import browser
from web.local_telegram import LOCAL_TOKEN, PATH, keep


@pytest.fixture
def delivered(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The updates that would go to the bot."""
    updates: list[dict[str, Any]] = []
    monkeypatch.setattr("web.chat.deliver_soon", updates.append)
    return updates


def post(app: Flask, path: str, language: str = "ru-RU,ru;q=0.9", **body: Any) -> TestResponse:
    client, ours = browser(app)
    return client.post(path, json=body, headers={**ours, "Accept-Language": language})


def news(app: Flask, after: int = 0) -> dict[str, Any]:
    answer = app.test_client().get(f"/chat/messages?after={after}")
    assert answer.json is not None
    return dict(answer.json)


def page(app: Flask, language: str | None) -> str:
    flask_babel.refresh()
    headers = {} if language is None else {"Accept-Language": language}
    return app.test_client().get("/chat", headers=headers).text


@pytest.mark.parametrize(
    "asked, spoken",
    [
        ("en-US,en;q=0.9", "en"),
        ("ru", "ru"),
        ("en;q=0.5,ru;q=0.9", "ru"),
        ("de,en;q=0.3", "en"),
        ("de", "ru"),
        (None, "ru"),
    ],
)
def test_the_page_speaks_the_browsers_language(app: Flask, asked: str | None, spoken: str) -> None:
    assert f'<html lang="{spoken}">' in page(app, asked)


def test_the_page_can_be_used_without_seeing_it(app: Flask) -> None:
    shown = page(app, "en")
    assert 'role="log"' in shown
    assert 'aria-live="polite"' in shown
    assert '<label class="unseen" for="words">' in shown


def test_a_message_is_kept_and_delivered_as_telegram_would(app: Flask, delivered: list[dict[str, Any]]) -> None:
    answer = post(app, "/chat/messages", text="  Создай проект Mobile App\n")
    assert answer.status_code == 202
    (kept,) = news(app)["messages"]
    assert answer.json == kept
    assert (kept["text"], kept["from_bot"], kept["keyboard"]) == ("Создай проект Mobile App", False, [])
    incoming = parse(delivered[0])
    assert incoming is not None
    assert (incoming.kind, incoming.text) == ("text", "Создай проект Mobile App")
    assert (incoming.sender.id, incoming.sender.language) == (LOCAL_USER_ID, "ru")
    assert delivered[0]["message"]["message_id"] == kept["id"]


def test_the_same_words_twice_are_two_updates(app: Flask, delivered: list[dict[str, Any]]) -> None:
    post(app, "/chat/messages", text="/start")
    post(app, "/chat/messages", text="/start")
    assert delivered[0]["update_id"] < delivered[1]["update_id"]


@pytest.mark.parametrize(
    "text, length",
    [
        ("/start", 6),
        ("/start now", 6),
        ("/what_changed", 13),
        ("start", None),
        ("a /start", None),
        ("/", None),
        ("/путь", None),
    ],
)
def test_a_leading_command_is_marked(
    app: Flask, delivered: list[dict[str, Any]], text: str, length: int | None
) -> None:
    post(app, "/chat/messages", text=text)
    marked = [{"type": "bot_command", "offset": 0, "length": length}] if length else None
    assert delivered[0]["message"].get("entities") == marked


@pytest.mark.parametrize("text", ["", "  \n", None, 7, ["x"], "x" * 4097, "😀" * 2049, "\x00"])
def test_what_is_no_message_is_refused(app: Flask, delivered: list[dict[str, Any]], text: object) -> None:
    assert post(app, "/chat/messages", text=text).status_code == 400
    assert (delivered, news(app)["messages"]) == ([], [])


@pytest.mark.parametrize("body", [b"[]", b"{", b'"x"', b"null"])
def test_a_body_that_is_no_object_is_refused(app: Flask, body: bytes) -> None:
    client, ours = browser(app)
    answer = client.post("/chat/messages", data=body, headers=ours, content_type="application/json")
    assert answer.status_code == 400


def test_a_huge_body_is_not_read(app: Flask) -> None:
    assert post(app, "/chat/messages", text="x" * 70_000).status_code == 413


def test_text_the_database_cannot_store_is_mended(app: Flask, delivered: list[dict[str, Any]]) -> None:
    client, ours = browser(app)
    answer = client.post(
        "/chat/messages", data=rb'{"text": "a\u0000b\ud800c"}', headers=ours, content_type="application/json"
    )
    assert answer.status_code == 202
    assert news(app)["messages"][0]["text"] == "ab?c"


def test_html_of_the_person_stays_text(app: Flask, delivered: list[dict[str, Any]]) -> None:
    post(app, "/chat/messages", text="<b>x</b> <script>alert(1)</script>")
    assert news(app)["messages"][0]["text"] == "<b>x</b> <script>alert(1)</script>"


def test_a_nameless_user_of_the_machine_is_you(
    app: Flask, delivered: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nameless)
    post(app, "/chat/messages", text="hi")
    assert delivered[0]["message"]["from"]["first_name"]


def test_a_tap_is_delivered_with_its_message(app: Flask, delivered: list[dict[str, Any]]) -> None:
    message = keep("Sure?", from_bot=True, keyboard=[[{"text": "Yes", "callback_data": "q:1:y"}]])
    db.session.commit()
    assert post(app, "/chat/taps", message_id=message.id, data="q:1:y").status_code == 202
    incoming = parse(delivered[0])
    assert incoming is not None
    assert (incoming.kind, incoming.text, incoming.message_id) == ("tap", "q:1:y", message.id)
    assert incoming.callback_id == str(delivered[0]["update_id"])


@pytest.mark.parametrize(
    "number, data, status",
    [
        (None, "d", 400), ("1", "d", 400), (True, "d", 400), (0, "d", 400), (2**70, "d", 400), (77, "d", 404),
        (1, "", 400), (1, "я" * 33, 400), (1, None, 400), (1, 5, 400),
    ],
)  # fmt: skip
def test_what_is_no_tap_is_refused(
    app: Flask, delivered: list[dict[str, Any]], number: object, data: object, status: int
) -> None:
    keep("Sure?", from_bot=True)
    db.session.commit()
    assert post(app, "/chat/taps", message_id=number, data=data).status_code == status
    assert delivered == []


def test_ones_own_message_has_no_buttons_to_tap(app: Flask, delivered: list[dict[str, Any]]) -> None:
    mine = keep("hi", from_bot=False)
    db.session.commit()
    assert post(app, "/chat/taps", message_id=mine.id, data="d").status_code == 404


def test_only_what_is_new_is_shown(app: Flask, delivered: list[dict[str, Any]]) -> None:
    post(app, "/chat/messages", text="one")
    seen = news(app)["revision"]
    assert news(app, seen) == {"messages": [], "toasts": [], "revision": seen, "reset": False}
    post(app, "/chat/messages", text="two")
    assert [message["text"] for message in news(app, seen)["messages"]] == ["two"]


@pytest.mark.parametrize("after", ["x", "-5", str(2**70), "999999999"])
def test_a_page_of_another_past_begins_anew(app: Flask, delivered: list[dict[str, Any]], after: str) -> None:
    post(app, "/chat/messages", text="one")
    answer = app.test_client().get(f"/chat/messages?after={after}").json
    assert answer is not None
    assert (answer["reset"], [message["text"] for message in answer["messages"]]) == (True, ["one"])


def test_a_long_chat_begins_with_its_end(app: Flask, rows: Callable[..., list[Any]]) -> None:
    rows(
        "INSERT INTO chat_messages (chat_id, from_bot, text) SELECT :person, true, n FROM generate_series(1, 250) n",
        person=LOCAL_USER_ID,
    )
    texts = [message["text"] for message in news(app)["messages"]]
    assert (len(texts), texts[0], texts[-1]) == (200, "51", "250")


@pytest.fixture
def live(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application behind a real port, where the bot's replies come back to the chat."""
    # The server first: its port goes into the settings that the application is made with.
    server = make_server("127.0.0.1", 0, app, threaded=True)
    served = server.app = create_app(replace(settings, port=server.port, telegram_bot_token=None))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield served
    server.shutdown()
    thread.join()
    server.server_close()
    with served.app_context():
        db.engine.dispose()


def answers(app: Flask, count: int) -> list[dict[str, Any]]:
    """The bot's messages, once there are so many."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        found = [message for message in news(app)["messages"] if message["from_bot"]]
        if len(found) >= count:
            return found
        time.sleep(0.02)
    raise AssertionError("the bot did not answer")


def test_the_bot_answers_in_the_chat_and_its_buttons_work(live: Flask) -> None:
    post(live, "/chat/messages", text="Создай проект Mobile App")
    (answer,) = answers(live, 1)
    assert "Mobile App" in answer["text"]
    undo = next(button for row in answer["keyboard"] for button in row if "↩️" in button["text"])
    post(live, "/chat/taps", message_id=answer["id"], data=undo["callback_data"])
    undone = answers(live, 2)[1]
    assert "Mobile App" in undone["text"]


def test_the_stand_in_serves_under_the_path_the_bot_calls(live: Flask) -> None:
    assert live.test_client().post(f"{PATH}/bot{LOCAL_TOKEN}/getMe", json={}).status_code == 200


def test_who_is_known_keeps_their_name(app: Flask, delivered: list[dict[str, Any]]) -> None:
    db.session.add(User(telegram_id=LOCAL_USER_ID, full_name="Артём Лебедев", language="ru"))
    db.session.commit()
    post(app, "/chat/messages", text="hi")
    assert delivered[0]["message"]["from"]["first_name"] == "Артём Лебедев"
