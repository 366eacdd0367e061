from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from structlog.testing import capture_logs

from tests.conftest import ARTEM, SECRET, Chat
from tests.support.botapi import FakeTelegram

Rows = Callable[..., list[Any]]

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MIB = 1024 * 1024
TABLES = ("users", "user_context", "processed_messages", "event_log", "access_attempts", "questions", "projects")


@pytest.fixture
def stored(rows: Rows) -> Callable[[], dict[str, int]]:
    """How many rows there are, of the tables that hold any."""

    def count() -> dict[str, int]:
        counts = {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
        return {table: number for table, number in counts.items() if number}

    return count


def padded(update: Any, length: int) -> bytes:
    body = json.dumps(update).encode()
    return body + b" " * (length - len(body))


def test_an_update_is_answered_with_an_empty_200(chat: Chat) -> None:
    answer = chat.post(chat.message("Create project Mobile"))
    assert (answer.status_code, answer.data) == (200, b"")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper(), "секрет", "\x00"])
def test_without_the_secret_nothing_is_done(
    chat: Chat, telegram: FakeTelegram, stored: Callable[[], dict[str, int]], secret: str | None
) -> None:
    headers = {} if secret is None else {HEADER: secret.encode().decode("latin-1")}
    answer = chat.client.post("/webhook", json=chat.message("Create project Mobile"), headers=headers)
    assert answer.status_code == 403
    assert (stored(), telegram.calls) == ({}, [])


def test_the_secret_is_compared_in_constant_time(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing else lets anybody in: where that comparison says no, the right secret is refused too.
    monkeypatch.setattr("hmac.compare_digest", lambda *_: False)
    assert chat.post(chat.message("Create project Mobile")).status_code == 403


class Unread(io.RawIOBase):
    """A body of which not a byte may be read."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        pytest.fail("it is read")


def test_a_strangers_body_is_not_even_read(chat: Chat) -> None:
    body = {"wsgi.input": Unread(), "CONTENT_LENGTH": "9"}
    answer = chat.client.post("/webhook", environ_overrides=body, headers={HEADER: "wrong"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "secret, body", [("wrong", b"{}"), (SECRET, b"nonsense"), (SECRET, b"[]"), (SECRET, b" " * (MIB + 1))]
)
def test_what_is_refused_leaves_no_line_in_the_log(chat: Chat, secret: str, body: bytes) -> None:
    with capture_logs() as logged:
        assert chat.client.post("/webhook", data=body, headers={HEADER: secret}).status_code >= 400
    assert logged == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_only_post_is_taken(chat: Chat, method: str) -> None:
    assert chat.client.open("/webhook", method=method, headers={HEADER: SECRET}).status_code == 405


def test_a_fault_that_nobody_foresaw_tells_nothing_of_the_text(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("Create project Mobile")

    monkeypatch.setattr("bot.webhook.take", fail)
    with capture_logs() as logged:
        answer = chat.post(chat.message("Create project Mobile"))
    assert (answer.status_code, answer.data) == (500, b"")
    assert [line["fault"] for line in logged] == ["KeyError"]
    assert "Mobile" not in str(logged)


@pytest.mark.parametrize("name", ["radar.example", "RADAR.example:8443"])
def test_under_our_name_it_is_answered_in_production(production: Flask, telegram: FakeTelegram, name: str) -> None:
    user = {"id": ARTEM, "is_bot": False, "first_name": "A"}
    message = {
        "message_id": 1,
        "date": 1,
        "text": "Where am I?",
        "from": user,
        "chat": {"id": ARTEM, "type": "private"},
    }
    update = {"update_id": 1, "message": message}
    client = production.test_client()
    answer = client.post("/webhook", json=update, base_url=f"https://{name}", headers={HEADER: SECRET})
    assert (answer.status_code, answer.data, len(telegram.texts)) == (200, b"", 1)
    assert answer.headers["Strict-Transport-Security"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_railways_health_check_has_no_webhook(production: Flask) -> None:
    answer = production.test_client().post(
        "/webhook", json={}, base_url="http://healthcheck.railway.app", headers={HEADER: SECRET}
    )
    assert answer.status_code == 400


MESSAGE = {
    "message_id": 1, "date": 1, "text": "Create project Mobile",
    "from": {"id": ARTEM, "is_bot": False, "first_name": "A"}, "chat": {"id": ARTEM, "type": "private"},
}  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"nonsense", b"\xff\xfe\xfa", b"null", b"5", b'"text"', b"[]", b"{}", b"NaN",
        b"[" * 500_000, b'{"update_id": 1, "message": ' + b"[" * 500_000,
        b'{"update_id": ' + b"9" * 10_000 + b"}", b'{"update_id": 9223372036854775808}',
        b'{"update_id": NaN}', b'{"update_id": "1"}', b'{"update_id": true}', b'{"update_id": -1}',
        b'{"update_id": 1, "message": "text"}', b'{"update_id": 1, "message": [1]}', b'{"update_id": 1, "message": {}}',
        json.dumps({"update_id": "1", "message": MESSAGE}).encode(),
        json.dumps({"update_id": 1, "message": MESSAGE | {"text": 5}}).encode(),
        json.dumps({"update_id": 1, "message": json.dumps(MESSAGE)}).encode(),
        json.dumps([{"update_id": 1, "message": MESSAGE}]).encode(),
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)  # fmt: skip
def test_junk_is_refused_and_nothing_stored(
    chat: Chat, telegram: FakeTelegram, stored: Callable[[], dict[str, int]], body: bytes
) -> None:
    assert chat.client.post("/webhook", data=body, headers={HEADER: SECRET}).status_code == 400
    assert (stored(), telegram.calls) == ({}, [])


def test_an_update_of_1_mib_is_taken(chat: Chat, rows: Rows) -> None:
    body = padded(chat.message("Create project Mobile"), MIB)
    assert chat.client.post("/webhook", data=body, headers={HEADER: SECRET}).status_code == 200
    assert rows("SELECT name FROM projects") == [("Mobile",)]


def test_one_byte_more_is_too_much(chat: Chat, telegram: FakeTelegram, stored: Callable[[], dict[str, int]]) -> None:
    body = padded(chat.message("Create project Mobile"), MIB + 1)
    assert chat.client.post("/webhook", data=body, headers={HEADER: SECRET}).status_code == 413
    assert (stored(), telegram.calls) == ({}, [])


class Endless(io.RawIOBase):
    """A body that neither ends nor says how long it is."""

    sent = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        assert self.sent < 2 * MIB, "it is read on and on"
        self.sent += len(buffer)
        buffer[:] = b" " * len(buffer)
        return len(buffer)


def test_a_body_without_an_end_is_too_much(chat: Chat, stored: Callable[[], dict[str, int]]) -> None:
    chunked = {"wsgi.input": Endless(), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = chat.client.post("/webhook", environ_overrides=chunked, headers={HEADER: SECRET})
    assert answer.status_code == 413
    assert stored() == {}


def from_server(chat: Chat, sent: bytes, length: int) -> int:
    """The status for a body as gunicorn hands it over: it ends by itself, where the request says that it does."""
    behind = {"wsgi.input": io.BytesIO(sent), "wsgi.input_terminated": True, "CONTENT_LENGTH": str(length)}
    return chat.client.post("/webhook", headers={HEADER: SECRET}, environ_overrides=behind).status_code


def test_a_body_is_read_as_far_as_it_says(chat: Chat, rows: Rows) -> None:
    body = json.dumps(chat.message("Create project Mobile")).encode()
    assert from_server(chat, body + b"the next request", len(body)) == 200
    assert rows("SELECT name FROM projects") == [("Mobile",)]


def test_a_body_that_breaks_off_is_refused(chat: Chat, stored: Callable[[], dict[str, int]]) -> None:
    body = json.dumps(chat.message("Create project Mobile")).encode()
    assert (from_server(chat, body, len(body) + 1), stored()) == (400, {})


def test_the_content_type_does_not_matter(chat: Chat, rows: Rows) -> None:
    body = json.dumps(chat.message("Create project Mobile"))
    headers = {HEADER: SECRET, "Content-Type": "text/plain"}
    assert chat.client.post("/webhook", data=body, headers=headers).status_code == 200
    assert rows("SELECT name FROM projects") == [("Mobile",)]


TEXTS = [
    "", " ", "\n", "\x00", "\ud800", "?", "/", "/start", "/start payload", "/unknown", "/start@radar_bot", "@", "...",
    "🔥", "👩‍💻" * 200, "ё" * 4096, "x" * 4096, "слово " * 680, "feature " * 500, "а,б;в:г—" * 500,
    "Create project " + "П" * 4000, "Создай проект " + "🚀" * 2000, "Create project <b>&amp;</i>",
    "Идея: " + "\n" * 4000, "(" * 4000, "{name}" * 600, "%s %(name)s %" * 300, "'; DROP TABLE users; --",
    "Create release v2.0 for 99999-99-99", "1" * 4096, "\u202eотанечьта", "да", "нет", "2", "Undo", "Redo",
    "Create project A\x00B", "Идея: \ud800\x00", "Create project \udc00",
]  # fmt: skip


@pytest.mark.parametrize("words", TEXTS, ids=lambda words: ascii(words[:20]))
def test_any_text_gets_one_answer_without_a_fault(chat: Chat, telegram: FakeTelegram, words: str) -> None:
    with capture_logs() as logged:
        assert chat.post(chat.message(words)).status_code == 200
    assert [(call.method, call.ok) for call in telegram.calls] == [("sendMessage", True)]
    assert [line["log_level"] for line in logged] == ["info"]


@pytest.mark.parametrize(
    "data", ["", ":", "q", "q:", "q:abc", "q:abc:yes", "q::", "d:", "d:nothing", "d:project_switch:project=x",
             "d:project_switch:project=99", "d:help", "u:", "u:nothing", "u:999", "x" * 64, "\x00", "\ud800",
             "🔥", "q:a:99"],
)  # fmt: skip
def test_any_button_gets_an_answer_without_a_fault(chat: Chat, telegram: FakeTelegram, rows: Rows, data: str) -> None:
    with capture_logs() as logged:
        assert chat.post(chat.press(data)).status_code == 200
    assert telegram.calls[0].method == "answerCallbackQuery"
    assert all(call.ok for call in telegram.calls)
    assert [line["log_level"] for line in logged] == ["info"]
    assert rows("SELECT count(*) FROM projects") == [(0,)]


def edited(chat: Chat) -> dict[str, Any]:
    update = chat.message("Create project Mobile")
    return {"update_id": update["update_id"], "edited_message": update["message"] | {"edit_date": 2}}


def in_group(chat: Chat) -> dict[str, Any]:
    return chat.message("Create project Mobile", chat={"id": -100, "type": "supergroup", "title": "Team"})


def posted(chat: Chat) -> dict[str, Any]:
    update = chat.message("Create project Mobile", chat={"id": -100, "type": "channel", "title": "News"})
    del update["message"]["from"]
    return {"update_id": update["update_id"], "channel_post": update["message"]}


def by_a_bot(chat: Chat) -> dict[str, Any]:
    return chat.message("Create project Mobile", **{"from": chat.user() | {"is_bot": True}})


def of_2030(chat: Chat) -> dict[str, Any]:
    return {"update_id": 5, "something_of_2030": {"from": chat.user()}}


@pytest.mark.parametrize("make", [edited, in_group, posted, by_a_bot, of_2030])
def test_what_is_not_for_radar_is_taken_silently(
    chat: Chat,
    telegram: FakeTelegram,
    stored: Callable[[], dict[str, int]],
    make: Callable[[Chat], dict[str, Any]],
) -> None:
    assert chat.post(make(chat)).status_code == 200
    assert (stored(), telegram.calls) == ({}, [])


@pytest.mark.parametrize(
    "attachment",
    [
        {"sticker": {"file_id": "1"}}, {"photo": [], "caption": "Create project Mobile"}, {"voice": {"duration": 3}},
        {"document": {}}, {"video_note": 5}, {"something_of_2030": None},
    ],
    ids=lambda attachment: next(iter(attachment)),
)  # fmt: skip
def test_what_is_not_text_is_answered_and_changes_nothing(
    chat: Chat, telegram: FakeTelegram, rows: Rows, attachment: dict[str, Any]
) -> None:
    update = chat.message("")
    del update["message"]["text"]
    update["message"] |= attachment
    assert chat.post(update).status_code == 200
    assert len(telegram.texts) == 1
    assert rows("SELECT count(*) FROM projects") == [(0,)]


def test_an_inaccessible_message_is_answered_with_a_new_one(chat: Chat, telegram: FakeTelegram) -> None:
    update = chat.press("d:help")
    update["callback_query"]["message"] |= {"date": 0}
    assert chat.post(update).status_code == 200
    assert [call.method for call in telegram.calls] == ["answerCallbackQuery", "sendMessage"]


def test_a_sender_without_language_or_username_is_no_problem(app: Flask, chat: Chat, rows: Rows) -> None:
    chat.language = None
    chat.say("Где я?")
    assert rows("SELECT telegram_id, username, language FROM users") == [(ARTEM, None, "ru")]
