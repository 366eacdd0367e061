"""Everything the tests stand on: one PostgreSQL for the run, a database for each worker, emptied for each test."""

from __future__ import annotations

import atexit
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import make_url, text
from werkzeug.test import TestResponse

from app import create_app
from config import LOCAL_USER_ID, Settings
from models import Base, db
from models.embedded import remove_embedded, start_embedded
from tests.support.botapi import Call, FakeTelegram

ARTEM, MARIA, STRANGER = 4242, 5_000_000_017, 666  # Maria's id is too long for 32 bits, as new ones are
SECRET = "a-webhook-secret"


@pytest.fixture(scope="session")
def server_url(testrun_uid: str) -> str:
    """The URL of one embedded server, shared by all workers of the run.

    Not in pytest's own temporary folder: pytest keeps the last three runs' and would delete a running server's.
    """
    folder = _server_folder(testrun_uid)
    atexit.register(_remove_server, folder)  # runs after the server's own: the last one out removes it
    return start_embedded(folder, durable=False)


def _server_folder(run: str) -> Path:
    return Path(tempfile.gettempdir()) / f"radar-tests-{run}"


def _remove_server(folder: Path) -> None:
    with suppress(RuntimeError, OSError):  # another worker still uses it: that one removes it
        remove_embedded(folder)


@pytest.fixture(scope="session")
def fresh_database(server_url: str) -> Callable[[str], str]:
    """Makes an empty database of the given name and returns its URL."""

    def make(name: str) -> str:
        with _admin(server_url) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        return make_url(server_url).set(database=name).render_as_string(hide_password=False)

    return make


def _admin(server_url: str) -> psycopg.Connection[Any]:
    plain = make_url(server_url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


@pytest.fixture(scope="session")
def telegram_server() -> Iterator[FakeTelegram]:
    with FakeTelegram(token="1:TEST") as server:
        yield server


@pytest.fixture(scope="session")
def settings(
    fresh_database: Callable[[str], str], telegram_server: FakeTelegram, worker_id: str, tmp_path_factory: Any
) -> Settings:
    return Settings(
        environment="development",
        database_url=fresh_database(f"radar_{worker_id}"),
        telegram_bot_token="1:TEST",
        telegram_webhook_secret=SECRET,
        allowed_telegram_ids=frozenset({ARTEM, MARIA, LOCAL_USER_ID}),
        telegram_api_url=telegram_server.url,
        public_url="http://127.0.0.1:8000",
        secret_key="k" * 32,
        timezone=ZoneInfo("Europe/Moscow"),
        port=8000,
        web_concurrency=2,
        threads=4,
        database_pool_size=20,
        database_max_overflow=10,
        instance=Path(tmp_path_factory.mktemp("instance")),
    )


@pytest.fixture(scope="session")
def migrated_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.before_request_funcs.setdefault(None, []).insert(0, _forget)
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


def _forget() -> None:
    """A test keeps one application context open over its requests, and with it what the last one left in `g`."""
    for name in list(g):
        g.pop(name)


@pytest.fixture
def app(migrated_app: Flask) -> Iterator[Flask]:
    """The application on an empty, migrated database."""
    with migrated_app.app_context():
        empty()
        yield migrated_app
        db.session.remove()


PUBLIC = "https://radar.example"


class AtHome(FlaskClient):
    """A browser that asks for the pages where production serves them."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("base_url", self.application.extensions["settings"].public_url)
        return super().open(*args, **kwargs)

    def session_transaction(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("base_url", self.application.extensions["settings"].public_url)
        return super().session_transaction(*args, **kwargs)


@pytest.fixture(scope="session")
def production_app(settings: Settings, migrated_app: Flask) -> Iterator[Flask]:
    app = create_app(replace(settings, environment="production", public_url=PUBLIC))
    app.test_client_class = AtHome
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def production(production_app: Flask, app: Flask) -> Flask:
    """The application as production has it, on the same empty database."""
    return production_app


def empty() -> None:
    """Empty all tables; the log's own guard has to be put aside for that."""
    tables = ", ".join(t.name for t in Base.metadata.sorted_tables if t.name != "migrations_info")
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE event_log DISABLE TRIGGER event_log_is_append_only"))
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
        connection.execute(text("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_append_only"))


@pytest.fixture
def telegram(telegram_server: FakeTelegram) -> Iterator[FakeTelegram]:
    """The stand-in for Telegram's server; nothing a test made it hear or plan reaches the next one."""
    telegram_server.clear()
    yield telegram_server
    telegram_server.clear()


@dataclass
class Chat:
    """One person's private chat with the bot, over the real webhook."""

    client: FlaskClient
    telegram: FakeTelegram
    person: int = ARTEM
    name: str = "Artem"
    language: str | None = "ru"
    numbers: Iterator[int] = field(default_factory=lambda: count(1000))
    shown: dict[str, str] = field(default_factory=dict)  # the last reply's buttons: label -> data or address
    said: str = ""  # the last reply's text
    message_id: int = 0  # the last reply's message

    def say(self, words: str) -> str:
        """Write to the bot; returns what it answers."""
        return self._heard(self.post(self.message(words)))

    def tap(self, label: str) -> str:
        """Tap the button of the last reply whose label holds these words; returns what the bot then says."""
        data = next((d for text_, d in self.shown.items() if label.casefold() in text_.casefold()), None)
        assert data is not None, f"no button {label!r} among {list(self.shown)}"
        return self._heard(self.post(self.press(data)))

    def post(self, update: dict[str, Any]) -> TestResponse:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        return self.client.post("/webhook", json=update, headers=headers)

    def message(self, words: str, **more: Any) -> dict[str, Any]:
        number = next(self.numbers)
        message = {
            "message_id": number, "date": int(time.time()), "text": words, "from": self.user(),
            "chat": {"id": self.person, "type": "private", "first_name": self.name},
        }  # fmt: skip
        return {"update_id": number, "message": message | more}

    def press(self, data: str) -> dict[str, Any]:
        number = next(self.numbers)
        chat = {"id": self.person, "type": "private", "first_name": self.name}
        message = {"message_id": self.message_id or 1, "date": int(time.time()), "chat": chat, "text": "…"}
        query = {
            "id": str(number),
            "from": self.user(),
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return {"update_id": number, "callback_query": query}

    def user(self) -> dict[str, Any]:
        user: dict[str, Any] = {"id": self.person, "is_bot": False, "first_name": self.name}
        return user | ({"language_code": self.language} if self.language else {})

    def _heard(self, answer: TestResponse) -> str:
        assert answer.status_code == 200, answer.status
        shown = [c for c in self.telegram.calls if c.method in {"sendMessage", "editMessageText"}]
        return self._read(shown[-1]) if shown else ""

    def _read(self, call: Call) -> str:
        rows = call.params.get("reply_markup", {}).get("inline_keyboard", [])
        self.shown = {button["text"]: _action(button) for row in rows for button in row}
        self.said = str(call.params["text"])
        return self.said


def _action(button: dict[str, Any]) -> str:
    address = button.get("url") or button.get("web_app", {}).get("url")
    return str(address or button["callback_data"])


@pytest.fixture
def chat(app: Flask, telegram: FakeTelegram) -> Chat:
    return Chat(app.test_client(), telegram)


@pytest.fixture
def maria(app: Flask, telegram: FakeTelegram) -> Chat:
    return Chat(app.test_client(), telegram, MARIA, "Мария", "ru", count(500_000))


@pytest.fixture
def rows(app: Flask) -> Callable[..., list[Any]]:
    """Run SQL past the application and return its rows."""

    def run(sql: str, **values: Any) -> list[Any]:
        with db.engine.begin() as connection:
            result = connection.execute(text(sql), values)
            return list(result) if result.returns_rows else []

    return run
