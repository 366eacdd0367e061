"""A real browser against the real server, as `make run` starts it: what all browser tests stand on."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import urllib3
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright

from app import create_app
from bench.machine import free_port
from config import Settings
from demo.fill import fill
from demo.story import load
from journal import now
from models import db
from tests.conftest import empty

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REQUIRED = os.environ.get("RADAR_REQUIRE_BROWSER") == "1"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # A page of the wide world may not show one of this machine: here the two only play their parts.
    "--disable-features=LocalNetworkAccessChecks",
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
# What WCAG 2.1 AA asks for, and what axe's authors hold good besides.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a Chromium the tests of this folder are left out, unless one is required."""
    if CHROMIUM is None and not REQUIRED:
        skip = pytest.mark.skip(reason="no Chromium on this machine: the browser tests are left out")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="module")
def database(fresh_database: Callable[[str], str], settings: Settings, worker_id: str) -> Iterator[Flask]:
    """The application on the server's own database, to fill it or to empty it between the tests."""
    app = create_app(replace(settings, database_url=fresh_database(f"browser_{worker_id}")))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def address(database: Flask, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server listens: the Procfile's own command."""
    port = free_port()
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


@pytest.fixture(scope="module")
def sample_world(database: Flask) -> None:
    """The world of `make demo` for all tests of the module, which must leave it as it is."""
    with database.app_context():
        empty()
        zone = database.extensions["settings"].timezone
        fill(db.session(), load(), now().astimezone(zone).date(), zone)
        db.session.commit()
        db.session.remove()


@dataclass
class Visit:
    """One person's look at the pages; everything that goes wrong in the browser is noted."""

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

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def is_sound(self) -> None:
        """Nothing went wrong, and nothing sticks out to the right."""
        self.page.wait_for_load_state()
        assert self.troubles == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def is_accessible(self) -> None:
        """Axe finds nothing to complain of in the page as it stands."""
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, found.generate_report()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # The chat asks for news all the time, and a page's icon is fetched after it: leaving breaks these off.
        broken_off = request.failure == "net::ERR_ABORTED" and request.url.startswith(
            (f"{self.address}/chat/messages?", f"{self.address}/static/radar.svg")
        )
        if not broken_off:
            self.troubles.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a window of a given size, colour scheme and language; all are closed after the test."""
    contexts = []

    def start(size: dict[str, int] | None = None, scheme: Any = "light", language: str = "ru-RU") -> Page:
        context = browser.new_context(
            viewport=size or DESK,  # type: ignore[arg-type]
            color_scheme=scheme,
            locale=language,
            has_touch=size == PHONE,
        )
        contexts.append(context)
        return context.new_page()

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def look(address: str, new_page: Callable[..., Page]) -> Callable[..., Visit]:
    """Opens a page: `look("/history", PHONE, "dark", "en-US")`."""

    def start(path: str, *how: Any, **more: Any) -> Visit:
        visit = Visit(new_page(*how, **more), address)
        visit.open(path)
        return visit

    return start
