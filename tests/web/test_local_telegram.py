"""The stand-in for Telegram's server: it answers as the Bot API does, and it delivers as Telegram does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from config import LOCAL_USER_ID, Settings
from tests.conftest import SECRET
from tests.support.forms import browser
from web import local_telegram
from web.local_telegram import LOCAL_TOKEN, PATH, deliver, next_update_id

Call = Callable[..., TestResponse]
UPDATE = {"update_id": 2**40 + 1, "message": {"text": "…"}}


@pytest.fixture
def call(app: Flask) -> Call:
    client = app.test_client()

    def make(method: str, token: str = LOCAL_TOKEN, **params: Any) -> TestResponse:
        return client.post(f"{PATH}/bot{token}/{method}", json=params)

    return make


@pytest.fixture
def shown(app: Flask) -> Callable[[], dict[str, Any]]:
    """What the page would show."""
    client = app.test_client()
    return lambda: dict(client.get("/chat/messages").json or {})


def refused(answer: TestResponse) -> tuple[int, str]:
    assert answer.json is not None
    assert answer.json["ok"] is False
    assert answer.json["error_code"] == answer.status_code
    return answer.status_code, answer.json["description"]


def send(call: Call, text: str = "hello", **params: Any) -> dict[str, Any]:
    answer = call("sendMessage", chat_id=LOCAL_USER_ID, text=text, **params)
    assert answer.json is not None
    assert answer.json["ok"] is True, answer.json
    return dict(answer.json["result"])


def keys(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"d:{label}"} for label in labels]]}


def test_it_says_who_it_is(call: Call) -> None:
    me = call("getMe").json
    assert me is not None
    assert me["result"]["is_bot"] is True


def test_a_message_is_kept_and_answered_as_telegram_does(call: Call, shown: Any) -> None:
    sent = send(call, "<b>A</b> &amp; B", parse_mode="HTML", reply_markup=keys("Undo"))
    assert sent["text"] == "A & B"
    assert sent["chat"]["id"] == LOCAL_USER_ID
    assert sent["reply_markup"] == keys("Undo")
    message = shown()["messages"][0]
    assert (message["id"], message["text"]) == (sent["message_id"], "<b>A</b> &amp; B")
    assert message["keyboard"] == keys("Undo")["inline_keyboard"]


def test_without_a_parse_mode_text_is_text(call: Call, shown: Any) -> None:
    assert send(call, "<b>A</b> & B")["text"] == "<b>A</b> & B"
    assert shown()["messages"][0]["text"] == "&lt;b&gt;A&lt;/b&gt; &amp; B"


def test_an_edit_stands_in_place_and_is_news(call: Call, app: Flask, shown: Any) -> None:
    number = send(call, "Sure?", reply_markup=keys("Yes", "No"))["message_id"]
    seen = shown()["revision"]
    edited = call("editMessageText", chat_id=LOCAL_USER_ID, message_id=number, text="Done")
    assert edited.json is not None
    assert edited.json["result"]["text"] == "Done"
    assert "reply_markup" not in edited.json["result"]
    news = app.test_client().get(f"/chat/messages?after={seen}").json
    assert news is not None
    assert [(m["id"], m["text"], m["keyboard"], m["edited"]) for m in news["messages"]] == [(number, "Done", [], True)]


def test_a_keyboard_can_be_edited_alone(call: Call, shown: Any) -> None:
    number = send(call, "<i>x</i>", parse_mode="HTML", reply_markup=keys("Yes"))["message_id"]
    assert call("editMessageReplyMarkup", chat_id=LOCAL_USER_ID, message_id=number).status_code == 200
    assert [(m["text"], m["keyboard"]) for m in shown()["messages"]] == [("<i>x</i>", [])]


def test_an_edit_that_changes_nothing_is_refused(call: Call) -> None:
    number = send(call, "same", reply_markup=keys("A"))["message_id"]
    place = {"chat_id": LOCAL_USER_ID, "message_id": number}
    again = call("editMessageText", **place, text="same", reply_markup=keys("A"))
    assert refused(again)[0] == 400
    assert "message is not modified" in refused(again)[1]
    assert call("editMessageText", **place, text="same").status_code == 200


@pytest.mark.parametrize("number", [999, 0, -1, 2**70, "1", True, None])
def test_what_is_not_there_cannot_be_edited(call: Call, number: object) -> None:
    edited = call("editMessageText", chat_id=LOCAL_USER_ID, message_id=number, text="x")
    assert refused(edited) == (400, "Bad Request: message to edit not found")


def test_the_persons_own_message_cannot_be_edited(app: Flask, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.chat.deliver_soon", lambda update: None)
    client, ours = browser(app)
    mine = client.post("/chat/messages", json={"text": "hi"}, headers=ours).json
    assert mine is not None
    edited = call("editMessageText", chat_id=LOCAL_USER_ID, message_id=mine["id"], text="x")
    assert refused(edited) == (400, "Bad Request: message can't be edited")


@pytest.mark.parametrize(
    "params, complaint",
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "x</b>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<b><i>x</b></i>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<img src=x>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<!-- x -->y", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<!DOCTYPE html>y", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": 77}, "chat not found"),
        ({"text": "x", "reply_markup": "keys"}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"inline_keyboard": ["row"]}}, "object expected as reply markup"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [["button"]]}},
            "can't parse inline keyboard button",
        ),
    ],
)
def test_what_telegram_refuses_is_refused(call: Call, shown: Any, params: dict[str, Any], complaint: str) -> None:
    answer = call("sendMessage", **{"chat_id": LOCAL_USER_ID, **params})
    assert refused(answer)[0] == 400
    assert complaint in refused(answer)[1]
    assert shown()["messages"] == []


@pytest.mark.parametrize(
    "button, complaint",
    [
        ({"text": "x"}, "can't parse inline keyboard button"),
        (
            {"text": "x", "callback_data": "d", "url": "https://x.example"},
            "can't parse inline keyboard button",
        ),
        ({"text": " ", "callback_data": "d"}, "can't parse inline keyboard button"),
        ({"text": "x", "callback_data": "я" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "url": "javascript:alert(1)"}, "BUTTON_URL_INVALID"),
        ({"text": "x", "web_app": {"url": "http://x.example"}}, "Only HTTPS links are allowed"),
        ({"text": "x", "web_app": "https://x.example"}, "Only HTTPS links are allowed"),
    ],
)
def test_a_button_telegram_refuses_is_refused(call: Call, button: dict[str, str], complaint: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = call("sendMessage", chat_id=LOCAL_USER_ID, text="x", reply_markup=markup)
    assert refused(answer)[0] == 400
    assert complaint in refused(answer)[1]


def test_the_longest_text_telegram_takes_is_taken(call: Call) -> None:
    assert send(call, f"<b>{'я' * 4096}</b>", parse_mode="HTML")["text"] == "я" * 4096


def test_unknown_methods_and_tokens_are_refused(call: Call) -> None:
    assert refused(call("sendPhoto")) == (404, "Not Found")
    assert refused(call("getMe", token="2:OTHER")) == (401, "Unauthorized")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"text=x"])
def test_parameters_must_be_a_json_object(app: Flask, body: bytes) -> None:
    answer = app.test_client().post(f"{PATH}/bot{LOCAL_TOKEN}/sendMessage", data=body)
    assert refused(answer)[0] == 400


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-origin"}])
def test_no_web_page_speaks_as_the_bot(app: Flask, headers: dict[str, str]) -> None:
    answer = app.test_client().post(f"{PATH}/bot{LOCAL_TOKEN}/getMe", json={}, headers=headers)
    assert answer.status_code == 404


def test_the_last_messages_alone_are_kept(
    call: Call, rows: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.local_telegram._KEPT", 3)
    for number in range(5):
        send(call, f"message {number}")
        call("answerCallbackQuery", callback_query_id="7")
    kept = rows("SELECT text FROM chat_messages WHERE chat_id > 0 ORDER BY id")
    assert kept == [("message 2",), ("message 3",), ("message 4",)]


def test_a_toast_reaches_the_page_once(call: Call, app: Flask, shown: Any) -> None:
    send(call)
    seen = shown()["revision"]
    assert call("answerCallbackQuery", callback_query_id="77", text="Too late").status_code == 200
    news = app.test_client().get(f"/chat/messages?after={seen}").json
    assert news is not None
    assert (news["toasts"], news["messages"]) == (["Too late"], [])
    again = app.test_client().get(f"/chat/messages?after={news['revision']}").json
    assert again is not None
    assert again["toasts"] == []
    assert shown()["toasts"] == []  # a page opened later does not show it


def test_old_toasts_are_cleared_away(call: Call, rows: Callable[..., list[Any]]) -> None:
    call("answerCallbackQuery", callback_query_id="1", text="old")
    rows("UPDATE chat_messages SET sent_at = now() - interval '2 minutes'")
    call("answerCallbackQuery", callback_query_id="2", text="new")
    assert [row.text for row in rows("SELECT text FROM chat_messages")] == ["new"]


@pytest.mark.parametrize("params", [{}, {"callback_query_id": "x"}])
def test_an_unknown_tap_is_refused(call: Call, params: dict[str, Any]) -> None:
    assert "query ID is invalid" in refused(call("answerCallbackQuery", **params))[1]


@pytest.mark.parametrize("text", ["x" * 201, 7])
def test_a_toast_has_its_limits(call: Call, text: object) -> None:
    assert refused(call("answerCallbackQuery", callback_query_id="1", text=text))[0] == 400


def test_update_ids_grow_and_keep_clear_of_telegrams(app: Flask) -> None:
    first, second = next_update_id(), next_update_id()
    assert 2**40 < first < second


# --- delivering


@dataclass
class Webhook:
    """A webhook that answers what it is told to, then 200."""

    plan: list[tuple[int, str | None]] = field(default_factory=list)
    heard: list[tuple[str, str, bytes]] = field(default_factory=list)


@pytest.fixture
def webhook(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    told = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Nothing."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.heard.append((self.path, self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
            status, pause = told.plan.pop(0) if told.plan else (200, None)
            self.send_response(status)
            if pause is not None:
                self.send_header("Retry-After", pause)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    monkeypatch.setitem(app.extensions, "settings", replace(settings, port=server.server_address[1]))
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds `deliver` slept, which are not slept; time goes on by them all the same."""
    slept: list[float] = []
    monkeypatch.setattr("web.local_telegram.time.sleep", slept.append)
    monkeypatch.setattr("web.local_telegram.time.monotonic", lambda: sum(slept))
    return slept


def test_an_update_comes_with_the_secret(webhook: Webhook, pauses: list[float], shown: Any) -> None:
    deliver(UPDATE)
    (path, secret, body) = webhook.heard[0]
    assert (path, secret) == ("/webhook", SECRET)
    assert b'"update_id":' in body
    assert (len(webhook.heard), pauses, shown()["messages"]) == (1, [], [])


def test_a_busy_bot_is_asked_again_when_it_says(webhook: Webhook, pauses: list[float], shown: Any) -> None:
    webhook.plan = [(503, "2"), (503, None), (503, "600")]
    deliver(UPDATE)
    assert pauses == [2, 1, 4]
    assert len({body for _, _, body in webhook.heard}) == 1
    assert shown()["messages"] == []


def test_a_bot_that_stays_busy_is_told_of_in_the_chat(webhook: Webhook, pauses: list[float], shown: Any) -> None:
    webhook.plan = [(503, "4")] * 20
    deliver(UPDATE)
    assert sum(pauses) < local_telegram._PATIENCE
    (line,) = shown()["messages"]
    assert line["from_bot"] is True
    assert "⚠️" in line["text"]


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_refused_update_is_not_repeated(webhook: Webhook, pauses: list[float], shown: Any, status: int) -> None:
    webhook.plan = [(status, None)]
    deliver(UPDATE)
    assert (len(webhook.heard), pauses, len(shown()["messages"])) == (1, [], 1)


def test_a_bot_that_is_away_is_told_of_too(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch, pauses: list[float], shown: Any
) -> None:
    monkeypatch.setitem(app.extensions, "settings", replace(settings, port=9))
    deliver(UPDATE)
    assert len(shown()["messages"]) == 1


def test_a_page_can_hang_on_a_button(call: Call, shown: Callable[[], dict[str, Any]]) -> None:
    row = [{"text": "a", "url": "http://127.0.0.1/x"}, {"text": "b", "web_app": {"url": "https://x.example"}}]
    send(call, reply_markup={"inline_keyboard": [row]})
    assert shown()["messages"][0]["keyboard"] == [row]
