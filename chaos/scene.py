"""What a trouble can lay its hands on while updates flow."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from chaos import weather
from chaos.application import ROOT, Application, environment, flask
from chaos.database import Database
from tests.support.botapi import FakeTelegram, Fault

WIDENED = (
    "projects", "features", "releases", "ideas", "risks", "dependencies", "users", "user_context",
    "processed_messages", "event_log", "questions",
)  # fmt: skip


@dataclass
class Scene:
    """One database, one stand-in for the Bot API, and the generations of Radar that are up."""

    database: Database
    name: str  # of the database
    url: str
    telegram: FakeTelegram
    people: dict[int, str]
    folder: Path
    random: Random
    open: ExitStack
    disk: Path | None = None
    generations: list[Application] = field(default_factory=list)
    retired: list[Application] = field(default_factory=list)
    struck: int = 0  # calls of the Bot API that met its weather
    broken_off: threading.Event = field(default_factory=threading.Event)  # a trouble under way gives up
    reader: str = "app"  # the app whose `flask journal verify` judges in the end

    def begin(self, factory: str) -> Application:
        """Start a generation of Radar; it takes deliveries from the moment it answers."""
        output = self.folder / f"{self.name}-{len(self.generations) + len(self.retired)}.log"
        env = environment(self.url, self.telegram.url, self.people)
        application = Application(env, output, factory)
        self.open.callback(application.stop)
        application.wait(self.broken_off)
        self.generations.append(application)
        return application

    def retire(self) -> None:
        """Take the oldest generation away as a deploy does: no new deliveries, then SIGTERM."""
        oldest = self.generations.pop(0)
        self.retired.append(oldest)
        oldest.stop()

    def where(self) -> str:
        """The address for one delivery."""
        return self.random.choice(self.generations).url

    def flask(self, *command: str, app: str = "app") -> str:
        """Run a command of Radar's; RuntimeError with what it said where it fails."""
        done = flask(environment(self.url, self.telegram.url, self.people), *command, app=app)
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(command)} failed: {done.stderr[-400:]}")
        return done.stdout

    def verified(self) -> str:
        """What `flask journal verify` says; it ends with 1 where there are differences."""
        env = environment(self.url, self.telegram.url, self.people)
        return flask(env, "journal", "verify", app=self.reader).stdout

    def weather(self, kind: weather.Weather) -> None:
        def struck(_: str) -> Fault | None:
            fault = kind(self.random)
            self.struck += fault is not None
            return fault

        self.telegram.weather = struck

    def migrate(self) -> None:
        """Apply the migrations of the next release, under traffic; tried again where a lock was not to be had."""
        migrations = self.folder / f"{self.name}-migrations"
        shutil.copytree(ROOT / "migrations", migrations, ignore=shutil.ignore_patterns("__pycache__"))
        before = self.flask("db", "heads").split()[0]
        draft = (Path(__file__).parent / "next_release.py.txt").read_text("utf-8")
        for number, table in enumerate(WIDENED):
            revision = f"later{number}"
            told = draft.replace("{revision}", revision).replace("{before}", before).replace("{table}", table)
            (migrations / "versions" / f"2999_01_01_00{number:02}_later.py").write_text(told, "utf-8")
            before = revision
        self.patiently(lambda: self.flask("db", "upgrade", "--directory", str(migrations)))

    def patiently(self, step: Callable[[], object], tries: int = 6) -> None:
        for left in reversed(range(tries)):
            try:
                step()
            except RuntimeError:
                if not left or self.broken_off.wait(1):
                    raise
            else:
                return
