"""GET /metrics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from bot import turn
from config import Settings
from models import db
from tests.conftest import STRANGER, Chat
from tests.support.botapi import FakeTelegram

TOKEN = "a-metrics-token-of-ours"
Counted = Callable[..., float]


@pytest.fixture
def watched(app: Flask, settings: Settings) -> Iterator[Flask]:
    """An application whose metrics may be read."""
    watched = create_app(replace(settings, metrics_token=TOKEN))
    yield watched
    with watched.app_context():
        db.engine.dispose()


def read(app: Flask, given: str | None = f"Bearer {TOKEN}") -> TestResponse:
    return app.test_client().get("/metrics", headers={} if given is None else {"Authorization": given})


@pytest.fixture
def counted(watched: Flask) -> Counted:
    """How much a line of the metrics has grown since it was last asked for."""
    before: dict[str, float] = {}

    def grown(line: str) -> float:
        found = re.search(rf"^{re.escape(line)} (\S+)$", read(watched).text, re.MULTILINE)
        now = float(found[1]) if found else 0.0
        growth, before[line] = now - before.get(line, 0.0), now
        return growth

    return grown


def test_without_a_token_there_is_no_such_page(app: Flask) -> None:
    assert read(app).status_code == 404


@pytest.mark.parametrize(
    "given", [None, "", TOKEN, "Bearer", "Bearer ", f"bearer {TOKEN}", f"Bearer {TOKEN}x", "Bearer ключ"]
)
def test_whoever_does_not_bring_the_token_sees_nothing(watched: Flask, given: str | None) -> None:
    answer = read(watched, given and given.encode().decode("latin-1"))
    assert (answer.status_code, answer.text) == (401, "")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_metrics_token_is_compared_in_constant_time(watched: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing else lets anybody in: where that comparison says no, the right token is refused too.
    monkeypatch.setattr("hmac.compare_digest", lambda *_: False)
    assert read(watched).status_code == 401


def test_whoever_brings_it_reads_prometheus_text(watched: Flask) -> None:
    answer = read(watched)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert "# TYPE radar_turn_seconds histogram" in answer.text


@pytest.mark.parametrize(
    "line",
    [
        'radar_updates_total{kind="text"}',
        'radar_turn_seconds_count{outcome="answered"}',
        'radar_replies_total{result="sent"}',
    ],
)
def test_an_answered_message_is_counted(chat: Chat, counted: Counted, line: str) -> None:
    counted(line)
    chat.say("Where am I?")
    assert counted(line) == 1


def test_the_time_of_each_step_is_summed(chat: Chat, counted: Counted) -> None:
    steps = ("parse", "open", "names", "understanding", "handler", "commit", "send")
    lines = [f'radar_step_seconds_total{{step="{step}"}}' for step in steps]
    for line in lines:
        counted(line)
    chat.say("Where am I?")
    assert all(0 < counted(line) < 60 for line in lines)


@pytest.mark.parametrize("code, result", [(403, "refused"), (400, "malformed"), (429, "busy"), (500, "unreachable")])
def test_a_reply_is_counted_by_what_came_of_it(
    chat: Chat, telegram: FakeTelegram, counted: Counted, code: int, result: str
) -> None:
    counted(f'radar_replies_total{{result="{result}"}}')
    telegram.fail_next(code, "Bad Request: no", retry_after=1 if code == 429 else None)
    chat.post(chat.message("Where am I?"))
    assert counted(f'radar_replies_total{{result="{result}"}}') == 1


def test_a_fault_is_counted_by_its_name(chat: Chat, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    line = 'radar_faults_total{fault="ZeroDivisionError"}'
    counted(line)
    monkeypatch.setattr(turn, "answer_text", lambda *_, **__: 1 / 0)
    chat.post(chat.message("Where am I?"))
    assert counted(line) == 1
    assert counted('radar_turn_seconds_count{outcome="apologised"}') >= 1


def test_a_stranger_is_counted_and_not_named(app: Flask, telegram: FakeTelegram, watched: Flask, counted: Any) -> None:
    line = 'radar_turn_seconds_count{outcome="no access"}'
    counted(line)
    stranger = Chat(app.test_client(), telegram, STRANGER, "Eve")
    stranger.post(stranger.message("Zauberwort"))
    assert counted(line) == 1
    # Without the values: those may be any number.
    labelled = "\n".join(row.rpartition(" ")[0] for row in read(watched).text.splitlines())
    assert line in labelled
    assert not [word for word in ("Zauberwort", "Eve", str(STRANGER)) if word in labelled]
