from __future__ import annotations

import logging
import os
import pickle
import socket
import ssl
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

import pytest

import bot.api
from bot.api import BotApi, BotApiError, Busy, Refused, Unreachable
from tests.support.botapi import FakeTelegram

TOKEN = "123456:AAE-a_secret-that-must-not-leak"
HELLO = {"chat_id": 7, "text": "привет"}
OK = b'{"ok": true, "result": true}'


class RawServer:
    """Answers with the bytes it is told to; `keep` says how many requests one connection is worth."""

    def __init__(self, answer: bytes, keep: int = 1000, last_words: bytes = b"") -> None:
        self.answer, self.keep, self.last_words = answer, keep, last_words
        self.requests: list[bytes] = []
        self.connections = 0
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            for _ in range(self.keep):
                if not self._read(stream):
                    return
                connection.sendall(self.answer)
            if self.last_words != b"" and self._read(stream):
                connection.sendall(self.last_words)

    def _read(self, stream: Any) -> bool:
        length, first = 0, b""
        for line in iter(stream.readline, b"\r\n"):
            if not line:
                return False
            first = first or line
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        self.requests.append(first + stream.read(length))
        return True


def http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram(TOKEN) as server:
        yield server


@pytest.fixture
def api(telegram: FakeTelegram) -> BotApi:
    return BotApi(TOKEN, telegram.url, pool_size=4)


def test_it_returns_the_result(api: BotApi) -> None:
    assert api.call("getMe", {})["username"] == "radar_bot"


def test_parameters_go_out_as_json_in_the_body(telegram: FakeTelegram, api: BotApi) -> None:
    text = "Ёлка & <b>" * 400
    keyboard = {"inline_keyboard": [[{"text": "↩️ Отменить", "callback_data": "undo:1"}]]}
    sent = api.call("sendMessage", {"chat_id": 7, "text": text, "reply_markup": keyboard})
    assert sent["text"] == text
    assert telegram.calls[0].params["reply_markup"] == keyboard


def test_a_slash_at_the_end_of_the_address_does_no_harm(telegram: FakeTelegram) -> None:
    assert BotApi(TOKEN, telegram.url + "/", 1).call("getMe", {})["is_bot"]


@pytest.mark.parametrize("token, url", [("", "http://x"), ("1:T", "")])
def test_it_wants_a_token_and_an_address(token: str, url: str) -> None:
    with pytest.raises(ValueError, match="both a token and the address"):
        BotApi(token, url, 1)


def test_calls_share_one_connection(telegram: FakeTelegram, api: BotApi) -> None:
    for _ in range(10):
        api.call("sendMessage", HELLO)
    assert telegram.connections == 1


def test_threads_share_the_pool(telegram: FakeTelegram, api: BotApi) -> None:
    texts = [f"message {number}" for number in range(80)]

    def send(text: str) -> str:
        sent: str = api.call("sendMessage", {"chat_id": 7, "text": text})["text"]
        return sent

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(send, texts)) == texts
    # Two threads may build the pool at once, and a connection of the pool that is overwritten is not kept.
    assert telegram.connections <= 8


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_opens_its_own_connection(telegram: FakeTelegram, api: BotApi) -> None:
    api.call("sendMessage", HELLO)
    child = os.fork()
    if child == 0:  # pragma: no cover: runs in another process
        try:
            api.call("sendMessage", HELLO)
            os._exit(0)
        except BaseException:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    api.call("sendMessage", HELLO)
    assert len(telegram.texts) == 3
    assert telegram.connections == 2


def test_a_connection_closed_between_calls_is_replaced() -> None:
    with RawServer(http(OK), keep=1) as server:
        api = BotApi(TOKEN, server.url, 1)
        assert [api.call("sendMessage", HELLO) for _ in range(30)] == [True] * 30
        assert server.connections >= 30


def test_threads_survive_a_server_that_closes_after_each_answer() -> None:
    with RawServer(http(OK), keep=1) as server, ThreadPoolExecutor(4) as threads:
        api = BotApi(TOKEN, server.url, 4)
        assert all(threads.map(lambda _: api.call("sendMessage", HELLO), range(100)))


def test_a_connection_closed_while_the_next_call_is_on_its_way_is_tried_once_more(
    telegram: FakeTelegram, api: BotApi
) -> None:
    api.call("getMe", {})
    telegram.reset_next()
    api.call("sendMessage", HELLO)
    assert [call.ok for call in telegram.calls] == [True, False, True]
    assert telegram.connections == 2


def test_it_is_tried_once_and_no_more(telegram: FakeTelegram, api: BotApi) -> None:
    api.call("getMe", {})
    telegram.reset_next(times=2)
    with pytest.raises(Unreachable):
        api.call("sendMessage", HELLO)
    assert len(telegram.calls) == 3


def test_a_new_connection_closed_without_an_answer_is_not_tried_again(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.reset_next()
    with pytest.raises(Unreachable, match="broke before the answer was whole"):
        api.call("sendMessage", HELLO)
    assert len(telegram.calls) == 1


def test_a_connection_opened_anew_counts_as_new(telegram: FakeTelegram, api: BotApi) -> None:
    api.call("getMe", {})
    telegram.reset_next(times=2)
    with pytest.raises(Unreachable):
        api.call("getMe", {})
    telegram.reset_next()
    with pytest.raises(Unreachable):
        api.call("getMe", {})
    assert api.call("getMe", {})["is_bot"]


@pytest.mark.parametrize("warm", [True, False])
def test_a_closed_tls_connection_may_show_while_writing(
    telegram: FakeTelegram, api: BotApi, monkeypatch: pytest.MonkeyPatch, warm: bool
) -> None:
    write = socket.socket.sendall
    faults = [ssl.SSLEOFError(8, "EOF occurred in violation of protocol")]

    def fail_once(self: socket.socket, data: bytes) -> None:
        if data.startswith(b"POST") and faults:
            raise faults.pop()
        write(self, data)

    if warm:
        api.call("getMe", {})
    monkeypatch.setattr(socket.socket, "sendall", fail_once)
    if warm:
        assert api.call("getMe", {})["is_bot"]
    else:
        with pytest.raises(Unreachable, match="no secure connection"):
            api.call("getMe", {})


def test_an_answer_that_breaks_off_is_not_asked_for_again() -> None:
    with RawServer(http(OK), keep=1, last_words=http(OK)[:-5]) as server:
        api = BotApi(TOKEN, server.url, 1)
        api.call("getMe", {})
        with pytest.raises(Unreachable, match="broke before the answer was whole"):
            api.call("sendMessage", HELLO)
        assert len(server.requests) == 2


@pytest.mark.parametrize("code", [400, 401, 403, 404, 409])
def test_a_refusal_carries_code_and_description(telegram: FakeTelegram, api: BotApi, code: int) -> None:
    telegram.fail_next(code, "Forbidden: bot was blocked by the user")
    with pytest.raises(Refused) as caught:
        api.call("sendMessage", HELLO)
    assert (caught.value.code, caught.value.description) == (code, "Forbidden: bot was blocked by the user")
    assert api.call("sendMessage", HELLO)


def test_an_unknown_token_is_refused(telegram: FakeTelegram) -> None:
    with pytest.raises(Refused, match="401 Unauthorized"):
        BotApi("1:OTHER", telegram.url, 1).call("getMe", {})


@pytest.mark.parametrize("named, waited", [(17, 17), (None, 1), (0, 1)])
def test_too_many_calls_say_how_long_to_wait(
    telegram: FakeTelegram, api: BotApi, named: int | None, waited: int
) -> None:
    telegram.fail_next(429, retry_after=named)
    with pytest.raises(Busy, match=f"wait {waited} s") as caught:
        api.call("sendMessage", HELLO)
    assert caught.value.retry_after == waited


@pytest.mark.parametrize("code", [500, 502, 504])
def test_a_fault_of_the_server_is_unreachable(telegram: FakeTelegram, api: BotApi, code: int) -> None:
    telegram.fail_next(code)
    with pytest.raises(Unreachable, match=f"answered {code}"):
        api.call("sendMessage", HELLO)


@pytest.mark.parametrize(
    "body, status",
    [
        (b"<html>gateway</html>", "200 OK"),
        (b"<html>company proxy</html>", "403 Forbidden"),
        (b"", "200 OK"),
        (b"[1]", "200 OK"),
        (b"{}", "200 OK"),
        (b"[" * 200_000, "200 OK"),
        (b"\xff", "200 OK"),
        (b'{"ok": true}', "200 OK"),
        (b'{"ok": false}', "200 OK"),
        (b'{"ok": true, "result": 1}', "502 Bad Gateway"),
        (b'{"ok": false, "error_code": 403}', "502 Bad Gateway"),
    ],
)
def test_junk_is_unreachable(body: bytes, status: str) -> None:
    with (
        RawServer(http(body, status)) as server,
        pytest.raises(Unreachable, match=f"answered {status[:3]}"),
    ):
        BotApi(TOKEN, server.url, 1).call("sendMessage", HELLO)


@pytest.mark.parametrize("body", [b'{"ok": false}', b'{"ok": false, "error_code": "400", "parameters": []}'])
def test_without_an_error_code_the_status_counts(body: bytes) -> None:
    with RawServer(http(body, "429 Too Many Requests")) as server, pytest.raises(Busy, match="wait 1 s"):
        BotApi(TOKEN, server.url, 1).call("getMe", {})


def test_a_redirect_is_not_followed(telegram: FakeTelegram) -> None:
    elsewhere = f"Location: {telegram.url}/bot{TOKEN}/sendMessage"
    with (
        RawServer(http(b"", "307 Temporary Redirect", elsewhere)) as server,
        pytest.raises(Unreachable, match="answered 307"),
    ):
        BotApi(TOKEN, server.url, 1).call("sendMessage", HELLO)
    assert telegram.calls == []


def test_a_silent_server_is_left_after_the_read_timeout(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.hang_next(5)
    with pytest.raises(Unreachable, match="no answer in time"):
        api.call("sendMessage", HELLO, read_timeout=0.05)
    # What was called may have been carried out all the same, so it is not called again of its own accord.
    telegram.wait_for(1)
    assert telegram.texts == ["привет"]


def test_what_is_connected_too_late_is_not_sent(telegram: FakeTelegram, api: BotApi) -> None:
    with pytest.raises(Unreachable, match="no answer in time"):
        api.call("sendMessage", HELLO, until=time.monotonic())
    assert api.call("getMe", {})["is_bot"]
    assert telegram.texts == []


def test_no_answer_is_awaited_after_the_moment_that_is_named(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.hang_next(5)
    began = time.monotonic()
    with pytest.raises(Unreachable, match="no answer in time"):
        api.call("sendMessage", HELLO, until=began + 0.1)
    assert time.monotonic() - began < 1


def test_a_timeout_leaves_no_answer_behind_for_the_next_call(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.hang_next(0.1)
    with pytest.raises(Unreachable):
        api.call("sendMessage", HELLO, read_timeout=0.02)
    assert api.call("getMe", {})["is_bot"]


def test_a_server_that_is_gone_is_unreachable(telegram: FakeTelegram) -> None:
    with FakeTelegram() as gone:
        api = BotApi(gone.token, gone.url, 1)
        api.call("getMe", {})
    with pytest.raises(Unreachable, match="no connection could be made"):
        api.call("getMe", {})


def test_a_server_that_takes_no_connection_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.api, "CONNECT_TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        with pytest.raises(Unreachable, match="no connection in time"):
            BotApi(TOKEN, f"http://127.0.0.1:{address[1]}", 1).call("getMe", {})
        for one in waiting:
            one.close()


def test_a_name_that_does_not_resolve_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror("unknown name")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Unreachable, match="does not resolve"):
        BotApi(TOKEN, "http://telegram.invalid", 1).call("getMe", {})


def test_a_server_without_tls_gets_no_token_over_https() -> None:
    received = bytearray()

    def answer_in_plain() -> None:
        connection, _ = server.accept()
        with connection:
            received.extend(connection.recv(65536))
            connection.sendall(http(OK))

    with socket.create_server(("127.0.0.1", 0)) as server:
        serving = threading.Thread(target=answer_in_plain)
        serving.start()
        with pytest.raises(Unreachable, match="no secure connection"):
            BotApi(TOKEN, f"https://127.0.0.1:{server.getsockname()[1]}", 1).call("getMe", {})
        serving.join()
    assert received
    assert TOKEN.encode() not in received


def test_an_address_that_is_none_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="LocationParseError"):
        BotApi(TOKEN, "http://[telegram", 1).call("getMe", {})


def broken(telegram: FakeTelegram) -> None:
    telegram.fail_next(502)


def hanging(telegram: FakeTelegram) -> None:
    telegram.hang_next(5)


def talkative(telegram: FakeTelegram) -> None:
    telegram.fail_next(404, f"Not Found: {telegram.url}/bot{telegram.token}/sendMessage")


@pytest.mark.parametrize(
    "plan",
    [
        lambda telegram: telegram.fail_next(400, "Bad Request: chat not found"),
        lambda telegram: telegram.fail_next(429, retry_after=3),
        lambda telegram: telegram.reset_next(),
        broken,
        hanging,
        talkative,
        lambda telegram: telegram.__exit__(),
    ],
)
def test_no_error_tells_the_token_or_the_address(
    plan: Callable[[FakeTelegram], None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("urllib3", "urllib3.connectionpool"):
        caplog.set_level(logging.DEBUG, name)
    with FakeTelegram(TOKEN) as telegram:
        api = BotApi(TOKEN, telegram.url, 1)
        plan(telegram)
        with pytest.raises(BotApiError) as caught:
            api.call("sendMessage", HELLO, read_timeout=0.05)
    logging.getLogger("radar").error("a call failed", exc_info=caught.value)
    told = [*told_by(caught.value), repr(api), str(api), caplog.text]
    assert not [words for words in told if TOKEN in words or telegram.url in words]
    assert caught.value.__context__ is None


def told_by(error: BotApiError) -> list[str]:
    """All that an error can be made to say, with the locals of every frame beyond the test's own."""
    assert error.__traceback__
    inner = error.__traceback__.tb_next
    frames = traceback.TracebackException(type(error), error, inner, capture_locals=True)
    return [str(error), repr(error), repr(error.args), repr(vars(error)), *frames.format()]


def test_no_log_tells_a_path(telegram: FakeTelegram, api: BotApi, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("urllib3", "urllib3.connection"):
        caplog.set_level(logging.DEBUG, name)
    api.call("getMe", {})
    assert "/bot" not in caplog.text


@pytest.mark.parametrize("error", [Refused(403, "Forbidden"), Busy(3), Unreachable("no answer in time")])
def test_errors_survive_pickling(error: BotApiError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {**HELLO, "reply_markup": {"inline_keyboard": list(rows)}}


@pytest.mark.parametrize(
    "method, params, words",
    [
        ("sendMesage", HELLO, "method not found"),
        ("sendMessage", {"chat_id": 7}, "text is required"),
        ("sendMessage", {**HELLO, "parsemode": "HTML"}, "unknown field parsemode"),
        ("sendMessage", {**HELLO, "chat_id": True}, "chat_id must be"),
        ("sendMessage", {**HELLO, "text": " \n"}, "text is empty"),
        ("sendMessage", {**HELLO, "text": "<b> </b>", "parse_mode": "HTML"}, "text is empty"),
        ("sendMessage", {**HELLO, "text": "я" * 4097}, "too long"),
        ("sendMessage", {**HELLO, "text": "🔥" * 2049}, "too long"),
        ("sendMessage", {**HELLO, "text": "\ud83d"}, "UTF-8"),
        ("sendMessage", {**HELLO, "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ("sendMessage", {**HELLO, "text": "<p>x</p>", "parse_mode": "HTML"}, "Unsupported start tag"),
        ("sendMessage", {**HELLO, "text": "<b>x", "parse_mode": "HTML"}, "find end tag"),
        ("sendMessage", {**HELLO, "text": "x</b>", "parse_mode": "HTML"}, "Unexpected end tag"),
        ("sendMessage", {**HELLO, "text": "<b><i>x</b></i>", "parse_mode": "HTML"}, "Unmatched end tag"),
        ("sendMessage", {**HELLO, "text": "R&D", "parse_mode": "HTML"}, "not escaped"),
        ("sendMessage", {**HELLO, "text": "1 < 2", "parse_mode": "HTML"}, "not escaped"),
        ("sendMessage", {**HELLO, "text": "a&nbsp;b", "parse_mode": "HTML"}, "Unsupported entity"),
        ("sendMessage", {**HELLO, "reply_markup": {"keyboard": []}}, "inline keyboard"),
        ("sendMessage", keyboard([]), "a row is empty"),
        ("sendMessage", keyboard([{"text": "a", "callback_data": "a"}] * 101), "too long"),
        ("sendMessage", keyboard([{"text": " ", "callback_data": "a"}]), "no text"),
        ("sendMessage", keyboard([{"text": "a"}]), "exactly one action"),
        ("sendMessage", keyboard([{"text": "a", "callback_data": ""}]), "BUTTON_DATA_INVALID"),
        ("sendMessage", keyboard([{"text": "a", "callback_data": "я" * 33}]), "BUTTON_DATA_INVALID"),
        ("sendMessage", keyboard([{"text": "a", "url": "radar"}]), "BUTTON_URL_INVALID"),
        ("sendMessage", keyboard([{"text": "a", "web_app": {"url": "http://x"}}]), "Only HTTPS"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "too long"),
        ("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]}, "COMMAND_INVALID"),
        ("setMyShortDescription", {"short_description": "a" * 121}, "too long"),
        ("setWebhook", {"url": "http://radar.example"}, "HTTPS"),
    ],
)
def test_the_stand_in_refuses_what_telegram_refuses(
    api: BotApi, method: str, params: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        api.call(method, params)


@pytest.mark.parametrize(
    "text, seen",
    [
        ("<b>R&amp;D</b>", "R&D"),
        ('<a href="https://radar.example/?a=1">1 &lt; 2</a> &#x27;&quot;', "1 < 2 '\""),
        ("<b>" + "я" * 4096 + "</b>", "я" * 4096),
    ],
)
def test_the_stand_in_reads_html(api: BotApi, text: str, seen: str) -> None:
    assert api.call("sendMessage", {"chat_id": 7, "text": text, "parse_mode": "HTML"})["text"] == seen


def test_the_stand_in_refuses_an_edit_that_changes_nothing(telegram: FakeTelegram, api: BotApi) -> None:
    edit = {"chat_id": 7, "message_id": api.call("sendMessage", HELLO)["message_id"]}
    with pytest.raises(Refused, match="not modified"):
        api.call("editMessageText", {**edit, "text": "привет"})
    api.call("editMessageText", {**edit, "text": "<b>привет</b>", "parse_mode": "HTML"})
    with pytest.raises(Refused, match="not modified"):
        api.call("editMessageReplyMarkup", edit)
    assert telegram.texts == ["привет", "<b>привет</b>"]


def test_the_stand_in_plans_faults_by_method(telegram: FakeTelegram, api: BotApi) -> None:
    telegram.fail_next(403, method="sendMessage")
    api.call("getMe", {})
    with pytest.raises(Refused, match="403"):
        api.call("sendMessage", HELLO)
    assert [call.error for call in telegram.wait_for(2)] == [None, "fault 403"]
    telegram.clear()
    assert telegram.calls == []
