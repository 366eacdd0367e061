"""The local chat in a real browser against the real server, as `make run` starts it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import urllib3
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright

from app import create_app
from config import Settings
from models import db
from tests.conftest import empty

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REQUIRED = os.environ.get("RADAR_REQUIRE_BROWSER") == "1"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Of this machine's own settings none may reach the server under test, from the environment or from `.env`.
OURS = (
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_WEBHOOK_SECRET",
    "TELEGRAM_API_URL",
    "ALLOWED_TELEGRAM_IDS",
    "PUBLIC_URL",
)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not REQUIRED, reason="no Chromium on this machine: the browser tests are left out"
)


@pytest.fixture(scope="module")
def database(fresh_database: Callable[[str], str], settings: Settings, worker_id: str) -> Iterator[Flask]:
    """The application on the server's own database, to empty it between the tests."""
    app = create_app(replace(settings, database_url=fresh_database(f"browser_{worker_id}")))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def address(database: Flask, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server listens: the Procfile's own command."""
    port = _free_port()
    command = re.sub(r"^web:\s*", "", (ROOT / "Procfile").read_text(encoding="utf-8").strip())
    environment = {
        **os.environ,
        **dict.fromkeys(OURS, ""),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "ENVIRONMENT": "development",
        "DATABASE_URL": str(database.config["SQLALCHEMY_DATABASE_URI"]),
        "SECRET_KEY": "k" * 32,
        "TIMEZONE": "Europe/Moscow",
        "PORT": str(port),
    }
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with log.open("w") as output:
        server = subprocess.Popen(
            ["bash", "-c", command],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    with urllib3.PoolManager(retries=False) as pool:
        while time.monotonic() < until and server.poll() is None:
            try:
                if pool.request("GET", f"{address}/health").status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                pass
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "RADAR_REQUIRE_BROWSER=1, and there is no Chromium on this machine"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One person's look at the chat; everything that goes wrong in the browser is noted."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(20_000)
        expect.set_options(timeout=20_000)  # a shared machine may need more than the five seconds of the default
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # The chat asks for news all the time: leaving the page breaks such a question off.
        if not ("/chat/messages?" in request.url and request.failure == "net::ERR_ABORTED"):
            self.troubles.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")

    def open(self) -> None:
        """Open the chat and wait for the bot's greeting."""
        self.page.goto(f"{self.address}/chat")
        expect(self.answers).to_have_count(1)

    @property
    def answers(self) -> Any:
        return self.page.locator(".message.theirs")

    def say(self, words: str) -> str:
        """Write to the bot; returns what it answers."""
        before = self.answers.count()
        self.page.get_by_label(re.compile("^(Сообщение|Message)$")).fill(words)
        self.page.keyboard.press("Enter")
        expect(self.answers).to_have_count(before + 1)
        return str(self.answers.last.locator(".text").inner_text())

    def key(self, words: str) -> Any:
        return self.answers.last.get_by_role("button", name=re.compile(words))

    def is_sound(self) -> None:
        """Nothing went wrong, nothing sticks out, the newest message is in sight."""
        assert self.troubles == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert self.page.evaluate("document.querySelector('#scroll').scrollWidth <= innerWidth")
        expect(self.page.locator(".message").last).to_be_in_viewport()


@pytest.fixture
def visit(database: Flask, address: str, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens the chat, empty before the first visit of a test."""
    with database.app_context():
        empty()
        db.session.remove()
    contexts = []

    def start(size: dict[str, int] | None = None, scheme: Any = "light", language: str = "ru-RU") -> Visit:
        context = browser.new_context(
            viewport=size or DESK,  # type: ignore[arg-type]
            color_scheme=scheme,
            locale=language,
            has_touch=size == PHONE,
        )
        contexts.append(context)
        new = Visit(context.new_page(), address)
        new.open()
        return new

    yield start
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_newcomers_five_sentences(visit: Callable[..., Visit], size: dict[str, int], scheme: str) -> None:
    chat = visit(size, scheme)
    assert chat.say("Создай проект Mobile App").startswith("Контекст: Проект Mobile App")
    created = chat.say("Создай фичу Вход")
    assert created.startswith("Контекст: Проект Mobile App")
    assert "Вход" in created
    blocked = chat.say("Фича Вход заблокирована, причина: ждём API")
    assert "заблокирована" in blocked
    assert "ждём API" in blocked
    undone = chat.say("Отмени последнее")
    assert "Вход" in undone
    assert "заблокирована →" in undone
    history = chat.say("История фичи Вход")
    assert "→ заблокирована" in history
    assert "↩️" in history
    chat.is_sound()


def test_the_undo_button_works(visit: Callable[..., Visit]) -> None:
    chat = visit()
    chat.say("Создай проект Mobile App")
    before = chat.answers.count()
    chat.key("↩️").click()
    expect(chat.answers).to_have_count(before + 1)
    expect(chat.answers.last).to_contain_text("Контекст: Все проекты")
    expect(chat.key("↪️")).to_be_enabled()
    chat.is_sound()


def test_a_confirmation_is_edited_in_place(visit: Callable[..., Visit]) -> None:
    chat = visit(PHONE)
    chat.say("Создай проект Mobile App")
    chat.say("Удали проект Mobile App")
    count = chat.answers.count()
    question = chat.answers.last
    expect(chat.key("❌")).to_be_enabled()
    chat.key("✅").click()
    expect(question.get_by_role("button", name=re.compile("✅"))).to_have_count(0)
    expect(question).to_contain_text("Mobile App")
    expect(question.locator(".stamp")).to_contain_text("изменено")
    assert chat.answers.count() == count
    chat.is_sound()


def test_a_tap_that_comes_too_late_shows_a_toast(visit: Callable[..., Visit]) -> None:
    chat = visit()
    chat.say("Создай проект Mobile App")
    chat.say("Удали проект Mobile App")
    late = chat.answers.nth(chat.answers.count() - 1).get_by_role("button", name=re.compile("❌"))
    chat.say("Мои проекты")
    late.click()
    expect(chat.page.locator("#toast.shown")).not_to_be_empty()
    expect(late).to_be_enabled()
    chat.is_sound()


def test_messages_written_in_one_go_keep_their_order(visit: Callable[..., Visit]) -> None:
    chat = visit()
    words = chat.page.get_by_label("Сообщение")
    sentences = ["Создай проект Alpha", "Создай фичу Первая", "Создай фичу Вторая", "Фича Вторая готова"]
    for sentence in sentences:
        words.fill(sentence)
        chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(1 + len(sentences))
    assert [m.locator(".text").inner_text() for m in chat.page.locator(".message.mine").all()] == [
        "/start",
        *sentences,
    ]
    assert "Вторая" in chat.answers.last.inner_text()
    chat.is_sound()


def test_enter_sends_and_shift_enter_breaks_the_line(visit: Callable[..., Visit]) -> None:
    chat = visit()
    words = chat.page.get_by_label("Сообщение")
    expect(words).to_be_focused()
    low = words.bounding_box()["height"]  # type: ignore[index]
    words.press_sequentially("раз")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.press("Shift+Enter")
    assert words.bounding_box()["height"] > low  # type: ignore[index]
    words.press_sequentially("два")
    chat.page.keyboard.press("Enter")
    expect(chat.answers).to_have_count(2)
    assert chat.page.locator(".message.mine .text").last.inner_text() == "раз\n\nдва"
    expect(words).to_have_value("")
    expect(words).to_be_focused()
    assert words.bounding_box()["height"] == low  # type: ignore[index]


def test_the_chat_is_there_again_after_a_reload(visit: Callable[..., Visit]) -> None:
    chat = visit()
    chat.say("Создай проект Mobile App")
    count = chat.page.locator(".message").count()
    chat.page.reload()
    expect(chat.page.locator(".message")).to_have_count(count)
    expect(chat.page.locator("#log")).not_to_have_attribute("aria-busy", "true")
    expect(chat.page.locator(".date")).to_have_text("сегодня")
    chat.is_sound()


def test_html_of_a_person_is_only_text(visit: Callable[..., Visit]) -> None:
    chat = visit(PHONE)
    evil = '<img src=x onerror="alert(1)"><b>x</b>' + "ы" * 300
    chat.say(f"Создай проект {evil[:100]}")
    chat.say(evil)
    assert chat.page.locator(".message img, .message script, .mine b").count() == 0
    chat.is_sound()


def test_two_windows_show_the_same_chat(visit: Callable[..., Visit]) -> None:
    first = visit()
    second = visit(PHONE)
    first.say("Создай проект Mobile App")
    expect(second.answers).to_have_count(first.answers.count())
    expect(second.answers.last).to_contain_text("Mobile App")
    first.is_sound()
    second.is_sound()


def test_an_english_browser_is_answered_in_english(visit: Callable[..., Visit]) -> None:
    chat = visit(language="en-US")
    assert chat.page.locator("html").get_attribute("lang") == "en"
    assert chat.say("Create project Mobile App").startswith("Context: Project Mobile App")
    chat.is_sound()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_history_shows_what_was_said(visit: Callable[..., Visit], size: dict[str, int], scheme: str) -> None:
    chat = visit(size, scheme)
    chat.say("Создай проект Mobile App")
    chat.say("Создай фичу Вход")
    chat.page.get_by_role("link", name="История").click()
    expect(chat.page.locator(".event")).to_have_count(2)
    expect(chat.page.locator(".event").first).to_contain_text("Вход")
    chat.page.get_by_label("Что", exact=True).select_option("project")
    chat.page.get_by_role("button", name="Показать").click()
    expect(chat.page.locator(".event")).to_have_count(1)
    assert chat.troubles == []
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_message_that_could_not_be_sent_can_be_sent_again(visit: Callable[..., Visit]) -> None:
    chat = visit(PHONE)
    chat.page.route("**/chat/messages", lambda route: route.abort())
    chat.page.get_by_label("Сообщение").fill("Создай проект Mobile App")
    chat.page.keyboard.press("Enter")
    failed = chat.page.locator(".message.failed")
    expect(failed).to_have_count(1)
    chat.page.unroute("**/chat/messages")
    failed.get_by_role("button").click()
    expect(chat.answers).to_have_count(2)
    expect(failed).to_have_count(0)
    expect(chat.page.locator(".message.mine")).to_have_count(2)
