"""The real thing: the Procfile's command, two worker processes, production, and a stand-in for Telegram."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import urllib3
from flask import Flask

from app import ROOT
from bench.machine import free_port
from config import Settings
from tests.conftest import ARTEM, MARIA, SECRET, Chat
from tests.support.botapi import FakeTelegram
from tests.support.many import aside, at_once
from tests.test_app import environment

Rows = Callable[..., list[Any]]
Update = dict[str, Any]

# In production Radar answers under its own name alone.
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json", "Host": "radar.example"}
METRICS_TOKEN = "a-metrics-token-of-ours"
STARTUP = 30.0  # seconds; pytest may be running much else at the same time
NAMES = "SELECT name FROM projects ORDER BY id"


@dataclass
class Server:
    """gunicorn as a process of its own."""

    port: int
    output: Path
    process: subprocess.Popen[bytes]

    def post(self, update: Update) -> urllib3.BaseHTTPResponse:
        """One delivery, on a connection of its own."""
        with urllib3.PoolManager() as http:
            url = f"http://127.0.0.1:{self.port}/webhook"
            return http.request("POST", url, body=json.dumps(update), headers=HEADERS, retries=False)

    def deliver(self, update: Update) -> None:
        """Deliver as Telegram does: until it is taken."""
        end = time.monotonic() + STARTUP
        while True:
            try:
                if self.post(update).status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                pass  # the process died under it
            assert time.monotonic() < end, "never taken"
            time.sleep(0.1)

    def workers(self) -> list[int]:
        """The process ids of all workers so far, the newest last."""
        return [int(pid) for pid in re.findall(r"Booting worker with pid: (\d+)", self.output.read_text())]


@pytest.fixture(scope="module")
def server(
    migrated_app: Flask, settings: Settings, telegram_server: FakeTelegram, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with running(settings, telegram_server, tmp_path_factory.mktemp("gunicorn")) as server:
        yield server


@contextmanager
def running(settings: Settings, telegram_server: FakeTelegram, folder: Path) -> Iterator[Server]:
    port, output = free_port(), folder / "output"
    command = re.fullmatch(r"web: (.*)\n?", (ROOT / "Procfile").read_text())
    assert command
    values = {
        "ENVIRONMENT": "production", "DATABASE_URL": str(settings.database_url), "SECRET_KEY": "s" * 32,
        "TELEGRAM_BOT_TOKEN": telegram_server.token, "TELEGRAM_API_URL": telegram_server.url,
        "TELEGRAM_WEBHOOK_SECRET": SECRET, "ALLOWED_TELEGRAM_IDS": f"{ARTEM},{MARIA}",
        "PUBLIC_URL": "https://radar.example", "PORT": str(port), "WEB_CONCURRENCY": "2",
        "METRICS_TOKEN": METRICS_TOKEN,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    with output.open("wb") as log:
        process = subprocess.Popen(
            ["bash", "-c", command[1]], cwd=ROOT, env=environment(**values), stdout=log, stderr=log
        )
    server = Server(port, output, process)
    try:
        server_answers(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def server_answers(server: Server) -> None:
    end = time.monotonic() + STARTUP
    while True:
        try:
            if server.post({}).status == 400 and len(server.workers()) >= 2:
                return
        except urllib3.exceptions.HTTPError:
            pass
        assert server.process.poll() is None, server.output.read_text()
        assert time.monotonic() < end, server.output.read_text()
        time.sleep(0.05)


def test_an_update_sent_eight_times_at_once_to_two_processes_has_one_effect_and_one_reply(
    server: Server, chat: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    update = chat.message("Create project Mobile")
    answers = at_once([lambda: server.post(update)] * 8)
    assert {answer.status for answer in answers} <= {200, 503}
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in answers if answer.status == 503)
    assert [answer.status for answer in at_once([lambda: server.post(update)] * 8)] == [200] * 8
    assert rows(NAMES) == [("Mobile",)]
    assert rows("SELECT action FROM event_log WHERE entity_type = 'project'") == [("project_created",)]
    assert len(telegram.texts) == 1


def test_many_messages_of_two_people_at_once_are_each_done_once(
    server: Server, chat: Chat, maria: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    updates = [one.message(f"Idea: {number}") for number in range(6) for one in (chat, maria)]
    for answer in at_once([lambda update=update: server.deliver(update) for update in [*updates, *updates]]):  # type: ignore[misc]
        assert answer is None
    contents = sorted(content for (content,) in rows("SELECT content FROM ideas"))
    assert contents == sorted(str(number) for number in range(6) for _ in range(2))
    assert len(telegram.texts) == len(updates)


def test_a_worker_killed_before_the_reply_leaves_it_to_the_next_delivery(
    server: Server, chat: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    update = chat.message("Create project Mobile")
    telegram.hang_next(3, method="sendMessage")
    first = aside(lambda: server.post(update))
    assert len(telegram.wait_for(1, STARTUP)) == 1
    for pid in server.workers()[-2:]:
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(urllib3.exceptions.HTTPError):
        first.result(STARTUP)
    assert rows("SELECT replied_at FROM processed_messages") == [(None,)]
    rows("UPDATE processed_messages SET send_after = now()")
    at_once([lambda: server.deliver(update)] * 3)
    assert rows(NAMES) == [("Mobile",)]
    assert rows("SELECT action FROM event_log WHERE entity_type = 'project'") == [("project_created",)]
    # The killed worker's own call had reached Telegram already: hence two, and no more.
    assert len(telegram.texts) == 2


def test_a_body_over_1_mib_is_refused_though_it_does_not_say_how_long_it_is(server: Server, rows: Rows) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(17):
            yield b" " * 65_536

    with urllib3.PoolManager() as http:
        url = f"http://127.0.0.1:{server.port}/webhook"
        answer = http.request("POST", url, body=chunks(), headers=HEADERS, retries=False, chunked=True)
    assert answer.status == 413
    assert rows("SELECT count(*) FROM processed_messages") == [(0,)]


@pytest.mark.parametrize("path", ["/webhook", "/language"])
def test_a_body_in_chunks_that_are_none_is_refused_and_no_fault_of_ours(server: Server, path: str) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    asked = f"POST {path} HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\nno number\r\n{{}}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=STARTUP) as connection:
        connection.sendall(asked.replace("application/json", "application/x-www-form-urlencoded").encode())
        assert connection.recv(12) == b"HTTP/1.1 400"
    assert "request failed" not in server.output.read_text()


def test_production_logs_lines_of_json_without_words_or_secrets(server: Server, chat: Chat, rows: Rows) -> None:
    update = chat.message("Create project Zauberwort")
    server.deliver(update)
    output = server.output.read_text()
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    assert [line["outcome"] for line in lines if line["update_id"] == update["update_id"]][-1] == "answered"
    assert not [word for word in ("Zauberwort", SECRET, "1:TEST", "s" * 32) if word in output]


def test_sigterm_finishes_the_turn_under_way_with_its_reply(
    chat: Chat, settings: Settings, telegram: FakeTelegram, rows: Rows, tmp_path: Path
) -> None:
    """As a deploy stops the release before; the next update goes to the one after."""
    update = chat.message("Create project Mobile")
    with running(settings, telegram, tmp_path) as leaving:
        telegram.hang_next(2, method="sendMessage")
        under_way = aside(lambda: leaving.post(update))
        assert len(telegram.wait_for(1, STARTUP)) == 1
        leaving.process.terminate()
        assert under_way.result(STARTUP).status == 200
        assert leaving.process.wait(STARTUP) == 0
        with pytest.raises(urllib3.exceptions.HTTPError):
            leaving.post(update)
    assert rows(NAMES) == [("Mobile",)]
    assert rows("SELECT replied_at IS NOT NULL FROM processed_messages") == [(True,)]
    assert len(telegram.texts) == 1


def counted(server: Server) -> int:
    """Updates with text that all processes have counted so far."""
    headers = {"Authorization": f"Bearer {METRICS_TOKEN}", "Host": "radar.example"}
    with urllib3.PoolManager() as http:
        answer = http.request("GET", f"http://127.0.0.1:{server.port}/metrics", headers=headers, retries=False)
    assert answer.status == 200
    found = re.search(r'^radar_updates_total{kind="text"} (\S+)$', answer.data.decode(), re.MULTILINE)
    return int(float(found[1])) if found else 0


def test_metrics_are_the_sum_of_all_processes_those_that_died_too(server: Server, chat: Chat) -> None:
    before = counted(server)
    updates = [chat.message("Where am I?") for _ in range(12)]
    at_once([lambda update=update: server.deliver(update) for update in updates])  # type: ignore[misc]
    delivered = counted(server)
    assert delivered >= before + 12
    os.kill(server.workers()[-1], signal.SIGKILL)
    server.deliver(chat.message("Where am I?"))
    assert counted(server) >= delivered + 1


def test_a_wrong_environment_stops_the_start_with_one_line(tmp_path: Path) -> None:
    command = (ROOT / "Procfile").read_text().removeprefix("web: ")
    values = {"ENVIRONMENT": "production", "WEB_CONCURRENCY": "a-secret-by-mistake"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment(**values, PATH=path), text=True, capture_output=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode != 0
    assert len(ran.stderr.splitlines()) == 1
    assert "a-secret-by-mistake" not in ran.stderr + ran.stdout
