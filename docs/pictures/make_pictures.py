"""The pictures of the README: `make pictures` looks at a server of its own in a browser and keeps what it sees.

The server is the one `make run` starts, with a database of its own in a temporary folder and the sample world
in it; nothing of the person's own data or settings is read. Needs Chromium and a font with emoji on the machine.
"""
# ruff: noqa: INP001  # a program beside its pictures, not a package

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import urllib3
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from urllib3.exceptions import HTTPError

from bench.machine import ended_by_signals, free_port
from models.embedded import start_embedded

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
# Of this machine's own settings none may reach the server, from the environment or from `.env`.
UNSET = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_API_URL", "ALLOWED_TELEGRAM_IDS", "PUBLIC_URL")
PERSON = "Артём"
PATIENCE = 60  # seconds for the server to start, and for an answer: the first one wakes the dictionaries
MARGIN = 5  # CSS pixels above the first sentence
LARGEST = 300_000  # bytes: a picture is loaded with the page it stands on


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the page, what is said there before it is taken, and how it is looked at.

    `size` is the window in CSS pixels, whose height follows what was said, if anything was; `scale` how many pixels
    of the picture make one of these.
    """

    file: str
    size: ViewportSize
    scale: float
    scheme: Literal["light", "dark"]
    path: str = "/chat"
    say: tuple[str, ...] = ()


PICTURES = (
    Picture(file="radar.png", size={"width": 1280, "height": 1190}, scale=1, scheme="light", path="/"),
    Picture(file="radar-phone.png", size={"width": 390, "height": 844}, scale=1.5, scheme="dark", path="/"),
    Picture(
        file="chat.png",
        size={"width": 390, "height": 844},
        scale=1.5,
        scheme="light",
        say=(
            "а оплата по QR-коду готова?",
            "НСПК открыла контур, переводы по СБП снова в работе",
            "перенеси 3.0 на две недели",
        ),
    ),
    Picture(
        file="chat-dark-desktop.png",
        size={"width": 1280, "height": 800},
        scale=1,
        scheme="dark",
        say=("все проекты", "Что заблокировано?", "история входа через госуслуги"),
    ),
)


def main() -> None:
    with ended_by_signals(), tempfile.TemporaryDirectory(prefix="radar-pictures-") as folder:
        settings = _settings(start_embedded(Path(folder) / "postgres", durable=False))
        with _server(settings, Path(folder) / "log") as address, _browser() as browser:
            for picture in PICTURES:
                _take(browser, address, picture)


def _settings(database_url: str) -> dict[str, str]:
    return {
        **os.environ,
        **dict.fromkeys(UNSET, ""),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "LOGNAME": PERSON,  # the name the local chat goes by
        "ENVIRONMENT": "development",
        "DATABASE_URL": database_url,
        "SECRET_KEY": "k" * 32,
        "TIMEZONE": "Europe/Moscow",
        "PORT": str(free_port()),
    }


@contextmanager
def _server(settings: dict[str, str], log: Path) -> Iterator[str]:
    """The address of a running server with the sample world, started by the Procfile's own command."""
    for command in ("db upgrade", "demo"):
        _flask(command, settings)
    web = re.sub(r"^web:\s*", "", (ROOT / "Procfile").read_text("utf-8").strip())
    with log.open("w") as output:
        server = subprocess.Popen(
            ["bash", "-c", web],  # noqa: S607  # the person's own bash, as make uses it
            cwd=ROOT,
            env=settings,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{settings['PORT']}"
        try:
            _wait_for(address, server, log)
            yield address
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)


def _flask(command: str, settings: dict[str, str]) -> None:
    whole = [sys.executable, "-m", "flask", "--app", "app", *command.split()]
    subprocess.run(whole, cwd=ROOT, env=settings, check=True, capture_output=True)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    with urllib3.PoolManager(retries=False) as pool:
        while time.monotonic() < until and server.poll() is None:
            try:
                if pool.request("GET", f"{address}/health").status == 200:
                    return
            except HTTPError:
                pass
            time.sleep(0.1)
    sys.exit(f"The server did not start:\n{log.read_text('utf-8')}")


@contextmanager
def _browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("No Chromium on this machine: install it (Debian: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def _take(browser: Browser, address: str, picture: Picture) -> None:
    page = browser.new_page(
        viewport=picture.size,
        device_scale_factor=picture.scale,
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        locale="ru-RU",
        timezone_id="Europe/Moscow",
    )
    page.goto(f"{address}{picture.path}")
    if picture.say:
        _talk(page, picture)
    file = HERE / picture.file
    page.screenshot(path=file, caret="hide")
    page.close()
    size = file.stat().st_size
    if size > LARGEST:
        sys.exit(f"{file.name} has {size} bytes, and {LARGEST} are allowed: say less, or scale it down")
    print(f"{file.relative_to(ROOT)}: {size // 1000} kB")  # noqa: T201  # it speaks to the person at the desk


def _talk(page: Page, picture: Picture) -> None:
    expect(page.locator(".message.theirs").first).to_be_visible()
    for words in picture.say:
        _say(page, words)
    _begin_with(page, picture.say[0], picture.size)


def _begin_with(page: Page, words: str, size: ViewportSize) -> None:
    """Make the window so high that this sentence stands under the bar: a picture cut in a line looks broken."""
    first = page.locator(".message.mine", has_text=words).last.bounding_box()
    bar = page.locator(".bar").bounding_box()
    if first is None or bar is None:
        sys.exit("The chat looks otherwise than this program knows it: nothing was said, or there is no bar.")
    above = first["y"] - bar["y"] - bar["height"] - MARGIN
    page.set_viewport_size({"width": size["width"], "height": round(size["height"] - above)})
    page.locator("#scroll").evaluate("scroll => scroll.scrollTo(0, scroll.scrollHeight)")


def _say(page: Page, words: str) -> None:
    answers = page.locator(".message.theirs")
    before = answers.count()
    page.get_by_label("Сообщение").fill(words)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)
    expect(page.locator("#typing")).to_be_hidden()


if __name__ == "__main__":
    main()
