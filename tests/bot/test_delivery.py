"""What Telegram's answer to a reply leads to."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import claims
from bot.api import BotApi
from tests.conftest import ARTEM, Chat
from tests.support.botapi import FakeTelegram

Rows = Callable[..., list[Any]]

EFFECT = "SELECT (SELECT count(*) FROM projects), (SELECT count(*) FROM event_log WHERE entity_type = 'project')"
SENT = "SELECT replied_at IS NOT NULL FROM processed_messages ORDER BY processed_at DESC LIMIT 1"
NOW = "UPDATE processed_messages SET send_after = now()"

MESSAGES = count(1)  # the stand-in remembers what each one shows, from test to test

BLOCKED = "Forbidden: bot was blocked by the user"
NOT_MODIFIED = "Bad Request: message is not modified: specified new message content is the same"
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
PARSE = 'Bad Request: can\'t parse entities: Unsupported start tag "mobile" at byte offset 12'


def busy(telegram: FakeTelegram) -> None:
    telegram.fail_next(429, "Too Many Requests: retry after 17", retry_after=17)


def broken(telegram: FakeTelegram) -> None:
    telegram.fail_next(502, "Bad Gateway")


def cut(telegram: FakeTelegram) -> None:
    telegram.reset_next(times=2)


def unauthorized(telegram: FakeTelegram) -> None:
    telegram.fail_next(401, "Unauthorized")


def unknown(telegram: FakeTelegram) -> None:
    telegram.fail_next(404, "Not Found")


@pytest.mark.parametrize(
    "plan, pause", [(busy, "17"), (broken, "1"), (cut, "1"), (unauthorized, "60"), (unknown, "60")]
)
def test_a_reply_that_can_not_be_sent_now_comes_later_and_once(
    chat: Chat, telegram: FakeTelegram, rows: Rows, plan: Callable[[FakeTelegram], None], pause: str
) -> None:
    chat.say("Where am I?")  # so that the connection is one that has served
    telegram.clear()
    plan(telegram)
    update = chat.message("Create project Mobile")
    answer = chat.post(update)
    assert (answer.status_code, answer.headers["Retry-After"], answer.data) == (503, pause, b"")
    assert (rows(EFFECT), rows(SENT), telegram.texts) == ([(1, 1)], [(False,)], [])
    early = chat.post(update)
    assert early.status_code == 503
    assert 1 <= int(early.headers["Retry-After"]) <= int(pause) + 1
    rows(NOW)
    assert [chat.post(update).status_code for _ in range(3)] == [200, 200, 200]
    assert (rows(EFFECT), rows(SENT), len(telegram.texts)) == ([(1, 1)], [(True,)], 1)


def test_a_bot_api_that_does_not_answer_in_time_is_tried_again(
    chat: Chat, telegram: FakeTelegram, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = BotApi.call
    with monkeypatch.context() as patched:
        patched.setattr(BotApi, "call", lambda *args, **more: call(*args, read_timeout=0.05, **more))
        telegram.hang_next(5)
        update = chat.message("Create project Mobile")
        assert chat.post(update).status_code == 503
    rows(NOW)
    assert chat.post(update).status_code == 200
    telegram.wait_for(2)
    # The first one did arrive, but nobody could know: at least once.
    assert (rows(EFFECT), len(telegram.texts)) == ([(1, 1)], 2)


def test_who_has_blocked_the_bot_is_marked_inactive(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    telegram.fail_next(403, BLOCKED)
    update = chat.message("Create project Mobile")
    assert [chat.post(update).status_code for _ in range(2)] == [200, 200]
    assert rows("SELECT telegram_id, is_active FROM users") == [(ARTEM, False)]
    assert (rows(EFFECT), rows(SENT), len(telegram.calls)) == ([(1, 1)], [(True,)], 1)


def test_a_proxys_403_is_no_word_of_the_person(
    chat: Chat, telegram: FakeTelegram, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram, "serve", lambda *_: (403, ["a page of a proxy"]))
    assert chat.post(chat.message("Where am I?")).status_code == 503
    assert rows("SELECT is_active FROM users") == [(True,)]


@pytest.mark.parametrize("code", [400, 413])
def test_a_reply_that_telegram_does_not_take_comes_in_plain_text(
    chat: Chat, telegram: FakeTelegram, rows: Rows, code: int
) -> None:
    telegram.fail_next(code, PARSE)
    with capture_logs() as logged:
        assert chat.post(chat.message("Create project <Mobile> & Co")).status_code == 200
    plain = telegram.calls[1]
    assert set(plain.params) == {"chat_id", "text"}
    first, second, *_ = plain.params["text"].split("\n")
    assert first == "Context: Project <Mobile> & Co"
    assert "<Mobile> & Co" in second
    assert "<b>" not in second
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["reply malformed"]
    assert "mobile" not in str(logged)
    assert (rows(EFFECT), rows(SENT)) == ([(1, 1)], [(True,)])


def test_a_plain_text_that_is_refused_too_ends_it(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    telegram.fail_next(400, "Bad Request: chat not found", times=2)
    update = chat.message("Create project Mobile")
    assert [chat.post(update).status_code for _ in range(2)] == [200, 200]
    assert (len(telegram.calls), rows(SENT)) == (2, [(True,)])


@pytest.mark.parametrize(
    "code, status, active", [(429, 503, True), (500, 503, True), (401, 503, True), (403, 200, False)]
)
def test_the_plain_text_meets_the_same_faults(
    chat: Chat, telegram: FakeTelegram, rows: Rows, code: int, status: int, active: bool
) -> None:
    telegram.fail_next(400, PARSE)
    telegram.fail_next(code)
    assert chat.post(chat.message("Create project Mobile")).status_code == status
    assert rows("SELECT is_active FROM users") == [(active,)]


def asked(chat: Chat) -> dict[str, Any]:
    """A tap on the button that cancels a confirmation, whose answer edits the question."""
    chat.say("Create project Mobile")
    chat.say("Delete project Mobile")
    chat.telegram.clear()
    chat.message_id = next(MESSAGES)
    return chat.press(next(data for label, data in chat.shown.items() if label.startswith("❌")))


@pytest.mark.parametrize("method, description", [("answerCallbackQuery", TOO_OLD), ("editMessageText", NOT_MODIFIED)])
def test_what_the_person_has_or_awaits_no_more_is_no_fault(
    chat: Chat, telegram: FakeTelegram, rows: Rows, method: str, description: str
) -> None:
    tap = asked(chat)
    telegram.fail_next(400, description, method=method)
    with capture_logs() as logged:
        assert chat.post(tap).status_code == 200
    assert [call.method for call in telegram.calls] == ["answerCallbackQuery", "editMessageText"]
    assert [line["log_level"] for line in logged] == ["info"]
    assert rows(SENT) == [(True,)]


def test_an_answer_whose_question_is_gone_comes_as_a_message(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    tap = asked(chat)
    telegram.fail_next(400, "Bad Request: message to edit not found", method="editMessageText")
    assert chat.post(tap).status_code == 200
    assert [call.method for call in telegram.calls] == ["answerCallbackQuery", "editMessageText", "sendMessage"]


def test_a_tap_that_can_not_be_acknowledged_is_answered_all_the_same(
    chat: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    tap = asked(chat)
    telegram.fail_next(400, "Bad Request: of a kind not known yet", method="answerCallbackQuery")
    assert chat.post(tap).status_code == 200
    assert [call.method for call in telegram.calls] == ["answerCallbackQuery", "editMessageText"]


def test_a_tap_whose_second_call_fails_is_repeated_whole(chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    tap = asked(chat)
    telegram.fail_next(429, retry_after=1, method="editMessageText")
    assert chat.post(tap).status_code == 503
    rows(NOW)
    assert chat.post(tap).status_code == 200
    assert [(call.method, call.ok) for call in telegram.calls] == [
        ("answerCallbackQuery", True), ("editMessageText", False),
        ("answerCallbackQuery", True), ("editMessageText", True),
    ]  # fmt: skip


@pytest.mark.parametrize("hangs", ["answerCallbackQuery", "editMessageText", "sendMessage"])
def test_however_many_calls_it_takes_sending_ends_before_the_lease(
    chat: Chat, telegram: FakeTelegram, rows: Rows, monkeypatch: pytest.MonkeyPatch, hangs: str
) -> None:
    """Each call would be answered in the time of one, but not all of them before another delivery may send."""
    tap = asked(chat)
    monkeypatch.setattr(claims, "SENDING", 0.3)
    methods = ("answerCallbackQuery", "editMessageText", "sendMessage")
    before = methods[: methods.index(hangs)]
    if hangs == "sendMessage":
        telegram.fail_next(400, PARSE, method="editMessageText")
    else:
        for method in before:
            telegram.hang_next(0.2, method=method)
    telegram.hang_next(2, method=hangs)
    began = time.monotonic()
    assert chat.post(tap).status_code == 503
    assert time.monotonic() - began < 1
    telegram.wait_for(len(before) + 1)
    assert rows(SENT) == [(False,)]
    rows(NOW)
    assert chat.post(tap).status_code == 200


def test_nothing_is_sent_once_the_time_for_it_is_over(
    chat: Chat, telegram: FakeTelegram, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a commit that waited for its disk: another delivery may be at it already."""
    monkeypatch.setattr(claims, "SENDING", 0.0)
    update = chat.message("Create project Mobile")
    assert chat.post(update).status_code == 503
    assert (rows(EFFECT), telegram.calls) == ([(1, 1)], [])


def test_one_persons_faults_do_not_hold_up_another(chat: Chat, maria: Chat, telegram: FakeTelegram) -> None:
    telegram.fail_next(429, retry_after=60)
    assert chat.post(chat.message("Where am I?")).status_code == 503
    assert maria.post(maria.message("Where am I?")).status_code == 200
