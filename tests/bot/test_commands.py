from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import replace
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import make_url

from app import create_app
from bot import commands
from bot.updates import ALLOWED_UPDATES
from config import Settings
from models import db
from tests.conftest import ARTEM, SECRET, Chat
from tests.support.botapi import FakeTelegram

Rows = Callable[..., list[Any]]
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, settings: Settings) -> Run:
    """Run a command of the command line, with settings that differ where they are named."""

    def command(*words: str, **other: Any) -> Result:
        chosen = create_app(replace(settings, **other)) if other else app
        try:
            # In a context of its own, as in a shell: the test's application is not there yet.
            return Context().run(chosen.test_cli_runner().invoke, args=list(words))
        finally:
            if other:
                with chosen.app_context():
                    db.engine.dispose()

    return command


def assert_one_line(result: Result, *words: str) -> None:
    """It failed with one line that says this, and shows no secret."""
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 1
    assert result.output.startswith("Error: ")
    assert all(word in result.output for word in words)
    assert not [secret for secret in (SECRET, "1:TEST", "k" * 32) if secret in result.output]


PUBLIC = {"public_url": "https://radar.example"}


# flask telegram …


def test_setup_sets_the_webhook_and_the_menu(run: Run, telegram: FakeTelegram) -> None:
    result = run("telegram", "setup", **PUBLIC)
    assert result.exit_code == 0
    assert "https://radar.example/webhook" in result.output
    webhook, *menu = telegram.calls
    assert (webhook.method, webhook.params) == ("setWebhook", {
        "url": "https://radar.example/webhook", "secret_token": SECRET, "max_connections": 8,
        "allowed_updates": list(ALLOWED_UPDATES),
    })  # fmt: skip
    assert {call.method for call in menu} == {"setMyCommands", "setMyDescription", "setMyShortDescription"}
    assert all(call.ok for call in telegram.calls)
    assert SECRET not in result.output


@pytest.mark.parametrize("workers, threads, connections", [(1, 1, 1), (2, 4, 8), (50, 50, 100)])
def test_telegram_delivers_as_many_at_once_as_there_are_threads(
    run: Run, telegram: FakeTelegram, workers: int, threads: int, connections: int
) -> None:
    run("telegram", "setup", **PUBLIC, web_concurrency=workers, threads=threads)
    assert telegram.calls[0].params["max_connections"] == connections


def test_info_tells_what_setup_has_set(run: Run, telegram: FakeTelegram) -> None:
    run("telegram", "setup", **PUBLIC)
    result = run("telegram", "info")
    assert result.exit_code == 0
    assert "webhook: https://radar.example/webhook" in result.output
    assert SECRET not in result.output


def test_delete_takes_the_webhook_away_and_keeps_what_waits(run: Run, telegram: FakeTelegram) -> None:
    run("telegram", "setup", **PUBLIC)
    telegram.clear()
    assert run("telegram", "delete").exit_code == 0
    assert [(call.method, call.params) for call in telegram.calls] == [("deleteWebhook", {})]
    assert "not set" in run("telegram", "info").output


COMMANDS = [("telegram", "setup"), ("telegram", "info"), ("telegram", "delete"), ("poll",)]


@pytest.mark.parametrize("words", COMMANDS)
def test_without_a_token_it_says_which_variable_is_missing(run: Run, words: tuple[str, ...]) -> None:
    assert_one_line(run(*words, telegram_bot_token=None), "TELEGRAM_BOT_TOKEN")


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("code, word", [(401, "401"), (429, "wait"), (502, "502")])
def test_a_bot_api_that_fails_is_told_in_one_line(
    run: Run, telegram: FakeTelegram, words: tuple[str, ...], code: int, word: str
) -> None:
    telegram.fail_next(code)
    assert_one_line(run(*words, **PUBLIC), word)


def test_a_public_address_that_telegram_can_not_reach_is_named(run: Run, telegram: FakeTelegram) -> None:
    assert_one_line(run("telegram", "setup"), "PUBLIC_URL", "https")
    assert telegram.calls == []


# flask poll


@pytest.fixture
def polling(run: Run, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Poll until everything that was pushed is confirmed."""
    telegram.longest_poll = 0.02
    before = signal.getsignal(signal.SIGTERM)

    class Stop(threading.Event):
        def is_set(self) -> bool:
            return super().is_set() or (len(telegram.polls) > 1 and not telegram._updates)

    monkeypatch.setattr(threading, "Event", Stop)
    run("telegram", "delete")
    telegram.clear()
    yield lambda: run("poll")
    signal.signal(signal.SIGTERM, before)
    del telegram.longest_poll


def test_polling_answers_what_is_written(polling: Run, chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    for words in ("Create project Mobile", "Create feature Login"):
        telegram.push(chat.message(words))
    result = polling()
    assert (result.exit_code, result.exception) == (0, None)
    assert rows("SELECT name FROM projects") == [("Mobile",)]
    assert rows("SELECT name FROM features") == [("Login",)]
    assert [call.params["chat_id"] for call in telegram.calls if call.method == "sendMessage"] == [ARTEM] * 2
    assert telegram.polls[0].params["allowed_updates"] == list(ALLOWED_UPDATES)


def test_polling_leaves_junk_out_and_goes_on(polling: Run, chat: Chat, telegram: FakeTelegram, rows: Rows) -> None:
    telegram.push({"update_id": 1, "message": "junk"})
    telegram.push(chat.message("Create project Mobile"))
    result = polling()
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 1
    assert rows("SELECT name FROM projects") == [("Mobile",)]


def test_polling_delivers_again_what_could_not_be_answered(
    polling: Run, chat: Chat, telegram: FakeTelegram, rows: Rows
) -> None:
    telegram.push(chat.message("Create project Mobile"))
    telegram.fail_next(429, retry_after=1, method="sendMessage")
    assert polling().exit_code == 0
    assert rows("SELECT name FROM projects") == [("Mobile",)]
    assert len(telegram.texts) == 1


def test_ctrl_c_ends_polling_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "poll", interrupted)
    before = signal.getsignal(signal.SIGTERM)
    result = run("poll")
    signal.signal(signal.SIGTERM, before)
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == 2


# flask journal …


@pytest.fixture
def month(chat: Chat) -> Chat:
    for words in ("Create project Mobile", "Create feature Вход", "Feature Вход is done", "Undo"):
        chat.say(words)
    return chat


def test_verify_finds_no_difference(run: Run, month: Chat, rows: Rows) -> None:
    events = rows("SELECT count(*) FROM event_log")[0][0]
    result = run("journal", "verify")
    assert result.exit_code == 0
    assert result.output.splitlines() == [f"verified {events} events, 3 rows, 0 differences"]


@pytest.mark.parametrize(
    "sql, words",
    [
        ("UPDATE projects SET name = 'Other'", ("project 1", "Other")),
        ("DELETE FROM features", ("feature 1",)),
        ("INSERT INTO ideas (content) VALUES ('behind the journal')", ("idea 1",)),
    ],
)
def test_verify_prints_each_difference_and_fails(
    run: Run, month: Chat, rows: Rows, sql: str, words: tuple[str, ...]
) -> None:
    rows(sql)
    result = run("journal", "verify")
    assert result.exit_code == 1
    *differences, last = result.output.splitlines()
    assert len(differences) == 1
    assert all(word in differences[0] for word in words)
    assert last.endswith(", 1 differences")


def test_verify_of_nothing_is_fine(run: Run) -> None:
    assert run("journal", "verify").output == "verified 0 events, 0 rows, 0 differences\n"


def test_export_is_a_line_of_json_for_each_event(run: Run, month: Chat, rows: Rows) -> None:
    result = run("journal", "export")
    assert result.exit_code == 0
    exported = [json.loads(line) for line in result.output.splitlines()]
    kept = rows("SELECT id, action, message_id FROM event_log ORDER BY id")
    assert [(event["id"], event["action"], event["message_id"]) for event in exported] == kept
    assert "Вход" in result.output


@pytest.fixture
def unmigrated(fresh_database: Callable[[str], str], worker_id: str) -> str:
    return fresh_database(f"radar_empty_{worker_id}")


def gone(url: str) -> str:
    return make_url(url).set(database="no_such_database").render_as_string(hide_password=False)


@pytest.mark.parametrize("words", [("journal", "verify"), ("journal", "export")])
@pytest.mark.parametrize("place", [str, gone])
def test_a_database_that_can_not_be_read_is_told_in_one_line(
    run: Run, unmigrated: str, words: tuple[str, ...], place: Callable[[str], str]
) -> None:
    assert_one_line(run(*words, database_url=place(unmigrated)), "flask db upgrade")


def test_reading_the_log_knows_no_hurry_and_changes_nothing(app: Flask) -> None:
    with commands._snapshot() as connection:
        limits = (
            "statement_timeout",
            "idle_in_transaction_session_timeout",
            "transaction_read_only",
            "transaction_isolation",
        )
        shown = [connection.exec_driver_sql(f"SHOW {limit}").scalar() for limit in limits]
    assert shown == ["0", "0", "on", "repeatable read"]
    with db.engine.connect() as later:
        assert later.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"
        assert later.exec_driver_sql("SHOW statement_timeout").scalar() != "0"


# flask understand


def decision(result: Result) -> str:
    """What is decided stands before how long it took."""
    *_, decided, took = result.output.splitlines()
    assert took.startswith("took:")
    return str(decided)


def test_understand_shows_the_way_to_the_decision(run: Run, month: Chat) -> None:
    result = run("understand", "фича Вход готова", "--project", "Mobile")
    assert result.exit_code == 0
    assert "feature_status" in decision(result)
    assert "Вход" in result.output


def test_understand_shows_what_there_is_to_choose_from(run: Run, month: Chat) -> None:
    month.say("Create project Site")
    month.say("Create feature Вход")
    result = run("understand", "пожалуйста, фича Вход готова")
    assert "Choice(" in decision(result)
    assert decision(result).count("feature “Вход”") == 2


def test_understand_changes_nothing(run: Run, month: Chat, rows: Rows) -> None:
    before = rows("SELECT count(*) FROM event_log")
    run("understand", "удали проект Mobile завтра, заблокировано?")
    assert rows("SELECT count(*) FROM event_log") == before


def test_understand_knows_no_such_project(run: Run) -> None:
    assert_one_line(run("understand", "что горит?", "--project", "Mobile"), "Mobile")
