from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from structlog.testing import capture_logs

from app import ROOT, create_app
from config import LOCAL_USER_ID, ConfigError, Settings
from models import db
from tests.conftest import ARTEM, STRANGER, Chat
from tests.support.botapi import FakeTelegram

SAID = "Zauberwort"


def environment(**values: str) -> dict[str, str]:
    """The shell's environment without what is Radar's own, and with these values."""
    own = (
        "DATABASE",
        "TELEGRAM",
        "ALLOWED",
        "SECRET",
        "PUBLIC_URL",
        "ENVIRONMENT",
        "RAILWAY",
        "TIMEZONE",
        "PORT",
        "WEB_",
        "THREADS",
        "METRICS",
        "PROMETHEUS",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | {"PYTHONUTF8": "1"} | values


def test_two_applications_in_one_process_keep_apart(settings: Settings, migrated_app: Flask) -> None:
    other = create_app(replace(settings, telegram_webhook_secret="another"))
    assert other.config["TELEGRAM_WEBHOOK_SECRET"] != migrated_app.config["TELEGRAM_WEBHOOK_SECRET"]
    assert other.extensions["desk"] is not migrated_app.extensions["desk"]


@pytest.fixture
def changed(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """The application with other settings."""
    made: list[Flask] = []

    def create(**other: Any) -> Flask:
        made.append(create_app(replace(settings, **other)))
        return made[-1]

    yield create
    for app in made:
        with app.app_context():
            db.engine.dispose()


def address(app: Flask, person: int) -> str:
    """Where calls for a person go: host, port and what stands before the method."""
    api = app.extensions["desk"].api_for(person)
    return f"{api._url}/bot{api._token}"


LOCAL = "http://127.0.0.1:8000/local-telegram/bot1:LOCAL"


@pytest.mark.parametrize(
    "settings_, person, local",
    [
        ({}, ARTEM, False),
        ({}, LOCAL_USER_ID, True),
        ({"telegram_bot_token": None}, ARTEM, True),
        ({"telegram_bot_token": None}, LOCAL_USER_ID, True),
        ({"environment": "production"}, ARTEM, False),
        ({"environment": "production"}, LOCAL_USER_ID, False),
    ],
)
def test_a_reply_goes_to_telegram_or_to_the_local_chat(
    changed: Callable[..., Flask], telegram: FakeTelegram, settings_: dict[str, Any], person: int, local: bool
) -> None:
    expected = LOCAL if local else f"{telegram.url}/bot{telegram.token}"
    assert address(changed(**settings_), person) == expected


def test_nobody_but_the_listed_gets_in(
    app: Flask, changed: Callable[..., Flask], telegram: FakeTelegram, rows: Callable[..., list[Any]]
) -> None:
    client = changed(allowed_telegram_ids=frozenset({STRANGER})).test_client()
    for person in (ARTEM, STRANGER):
        one = Chat(client, telegram, person)
        one.numbers = iter([person])
        one.say("Create project Mobile")
    assert rows("SELECT telegram_id FROM users") == [(STRANGER,)]
    assert rows("SELECT telegram_id FROM access_attempts") == [(ARTEM,)]


def test_a_page_that_breaks_leaves_its_frames_in_the_log_but_no_words(
    changed: Callable[..., Flask], capfd: pytest.CaptureFixture[str]
) -> None:
    app = changed()

    def broken() -> str:
        raise ValueError(SAID)

    app.add_url_rule(f"/{SAID}", "broken", broken)
    with capture_logs() as logged:
        answer = app.test_client().get(f"/{SAID}")
    assert answer.status_code == 500
    assert SAID not in answer.text
    [line] = logged
    assert (line["event"], line["endpoint"], line["fault"]) == ("request failed", "broken", "ValueError")
    assert line["where"][-1].endswith(" broken")
    assert SAID not in str(logged)
    assert SAID not in "".join(capfd.readouterr())


@pytest.mark.parametrize("command", [["telegram", "info"], ["db", "upgrade"]])
def test_a_wrong_environment_stops_every_command_with_one_line(command: list[str], tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *command],
        cwd=ROOT, env=environment(ENVIRONMENT="production", SECRET_KEY="short-but-secret"), text=True,
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [ran.stderr.rstrip()]
    assert ran.stderr.startswith("radar: SECRET_KEY")
    assert "short-but-secret" not in ran.stderr + ran.stdout


def test_the_environment_is_read_where_no_settings_are_given(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in set(os.environ) - set(environment()):
        monkeypatch.delenv(name)
    monkeypatch.setattr("app.load_dotenv", lambda _: None)
    values = {"DATABASE_URL": str(settings.database_url), "SECRET_KEY": "s" * 32, "TIMEZONE": "Asia/Tokyo"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    app = create_app()
    assert app.config["SECRET_KEY"] == "s" * 32
    assert str(app.extensions["desk"].zone) == "Asia/Tokyo"


def test_a_wrong_environment_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> Settings:
        raise ConfigError("PORT is out of range: set a whole number")

    monkeypatch.setattr("app.load_settings", wrong)
    with pytest.raises(SystemExit, match=r"^radar: PORT is out of range"):
        create_app()


def test_without_a_database_url_the_embedded_server_is_started(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def start(folder: Path) -> str:
        asked.append(folder)
        return str(settings.database_url)

    monkeypatch.setattr("app.start_embedded", start)
    app = create_app(replace(settings, database_url=None))
    assert app.config["SQLALCHEMY_DATABASE_URI"] == settings.database_url
    assert asked == [settings.embedded_folder]


def test_a_database_url_starts_no_embedded_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.start_embedded", lambda _: pytest.fail("it was started"))
    create_app(settings)


def test_a_web_process_carries_no_alembic() -> None:
    told = "import sys, app; print('alembic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ran.stdout == "False\n"


@pytest.mark.parametrize("words", [["db", "--help"], ["db", "upgrade", "--help"], ["db", "heads"]])
def test_a_database_command_loads_what_it_needs(settings: Settings, words: list[str]) -> None:
    ran = create_app(settings).test_cli_runner().invoke(args=words)
    assert (ran.exit_code, "No such command" in ran.output) == (0, False)
