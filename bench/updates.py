"""A whole update: delivered over HTTP, understood, changed, told in an event, committed, answered through the Bot API.

Everything is as in production: the Procfile's command with two worker processes, a PostgreSQL that waits for the
disk, and each update a real change. The floor is what the same statements cost PostgreSQL when pgbench sends them.
Load, Bot API and pgbench are processes of their own; they and the server share this machine's cores.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from sqlalchemy import make_url

from bench import machine
from bench.figures import Figure, percentile
from bench.load import FIRST_UPDATE, Job, Outcome
from bench.understanding import known
from models import name_key, version_key

_THINGS = known().things
_FEATURES = [thing for thing in _THINGS if thing.kind == "feature"]
_PEOPLE = range(7_000_001, 7_000_001 + len(_FEATURES))  # one a feature: nobody waits for their own last message
_TEXTS = [[words.format(thing.name) for thing in _FEATURES] for words in ("Фича {} в работе", "Фича {} в бэклоге")]
_ASIDE = 10_001  # the first of as many features that nobody speaks of: the floor changes those
_HOST, _SECRET = "radar.example", "bench"
_SECONDS = 4.0
_ROUNDS = 3  # of floor and load by turns: on a shared machine only what was measured side by side compares
# Of two rounds' updates for one feature the later may be done first: each of them may then find it so already.
_MISSED = """
    SELECT count(*) FROM (
        SELECT generate_series(%s::bigint, %s)::text
        EXCEPT SELECT message_id FROM event_log WHERE action = 'feature_status_updated'
        EXCEPT SELECT message_id FROM processed_messages WHERE reply::text LIKE '%%: статус уже %%'
    ) AS missed
"""


@dataclass
class Radar:
    """The running server, its database, and what it has been sent so far."""

    port: int
    master: int
    output: Path
    url: str
    sent: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # milliseconds of the workers for one update, load by load
    busier: list[float] = field(default_factory=list)  # per cent of that which one of the two took

    def load(self, connections: int, seconds: float = _SECONDS) -> Outcome:
        job = Job(self.port, _HOST, _SECRET, connections, seconds, self.sent, _PEOPLE[0], _TEXTS)
        before = machine.cpu_seconds(self.master)
        ran = _run([sys.executable, "-m", "bench.load"], json.dumps(asdict(job)))
        outcome = Outcome(**json.loads(ran))
        self.sent += outcome.sent
        self.outcomes.append(outcome)
        taken = [now - then for now, then in zip(machine.cpu_seconds(self.master), before, strict=True)]
        self.cpu.append(sum(taken) * 1000 / outcome.sent)
        self.busier.append(max(taken) * 100 / sum(taken))
        return outcome

    def floor(self, clients: int, seconds: float = _SECONDS) -> float:
        """Transactions a second when pgbench sends the same statements."""
        values = {
            "n": 0,
            "run": time.time_ns(),
            "names": len(_FEATURES),
            "first_person": _PEOPLE[0] - 1,
            "first_feature": _ASIDE - 1,
        }
        command = [machine.program("pgbench") or "pgbench", "-n", "-M", "prepared", "-j", "2", "-T", f"{seconds:.0f}"]
        command += ["-c", str(clients), "-f", str(machine.ROOT / "bench" / "floor.sql")]
        command += [part for name, value in values.items() for part in ("-D", f"{name}={value}")]
        return float(re.findall(r"tps = ([\d.]+)", _run([*command, _conninfo(self.url)]))[-1])

    def not_done(self) -> int:
        """Updates that were sent and have left no event, nor been told that the feature is so already."""
        with psycopg.connect(_conninfo(self.url)) as connection:
            [(missed,)] = connection.execute(_MISSED, [FIRST_UPDATE, FIRST_UPDATE + self.sent - 1]).fetchall()
            return int(missed)


def measure() -> Sequence[Figure]:
    """Rates, times and cost of whole updates."""
    with machine.durable_postgres() as url, _radar(url) as radar:
        while radar.sent < 2 * len(_PEOPLE):  # everybody's first message, and what a process does once
            radar.load(16, 1)
        radar.cpu.clear()
        radar.busier.clear()
        figures = [*_at_16(radar), *_alone(radar), *_at(radar, 100, bar=200)]
        errors = sum(outcome.errors for outcome in radar.outcomes)
        print(f"\nThe machine's load averages: {machine.load_average()}")
        return [
            *figures,
            Figure("CPU of the web processes, an update", median(radar.cpu), "ms", bar=3),
            Figure("errors", errors, "updates", bar=0),
            Figure("without their event, or word that it is so already", radar.not_done(), "updates", bar=0),
        ]


def _at_16(radar: Radar) -> list[Figure]:
    pairs = []
    for _ in range(_ROUNDS):
        floor, outcome = radar.floor(16), radar.load(16)
        pairs.append((_rate(outcome), floor, outcome))
    shares = [rate / floor * 100 for rate, floor, _ in pairs]
    times = [time for _, _, outcome in pairs for time in outcome.times]
    rate, floor = median(rate for rate, _, _ in pairs), median(floor for _, floor, _ in pairs)
    return [
        Figure("16 connections", rate, "updates/s", floor=floor, at_least=True),
        Figure("16 connections, share of the floor", median(shares), "%", bar=25, at_least=True),
        Figure("16 connections, share of the busier process", median(radar.busier), "%"),
        *_times("16 connections", times),
    ]


def _alone(radar: Radar) -> list[Figure]:
    """One connection; prints where the time of an update goes, by the program's own log."""
    first = radar.sent
    figures = _at(radar, 1)
    turns = [turn for turn in _turns(radar.output) if turn["update_id"] >= FIRST_UPDATE + first]
    whole, inside = percentile(radar.outcomes[-1].times, 50), median(turn["ms"] for turn in turns)
    steps = {step: median(turn["steps"][step] for turn in turns) for step in turns[0]["steps"]}
    print("\nOne update alone, step by step, median milliseconds:")
    for step, spent in {"gunicorn, webhook": whole - inside, **steps}.items():
        print(f"  {step:<26}{spent:6.2f}")
    return figures


def _turns(output: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in output.read_text().splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == "turn"]


def _at(radar: Radar, connections: int, bar: float | None = None) -> list[Figure]:
    outcome = radar.load(connections)
    name = "1 connection" if connections == 1 else f"{connections} connections"
    return [Figure(name, _rate(outcome), "updates/s"), *_times(name, outcome.times, bar)]


def _times(name: str, times: Sequence[float], bar: float | None = None) -> list[Figure]:
    return [
        Figure(f"{name}, median", percentile(times, 50), "ms"),
        Figure(f"{name}, 95th percentile", percentile(times, 95), "ms", bar=bar),
        Figure(f"{name}, 99th percentile", percentile(times, 99), "ms"),
    ]


def _rate(outcome: Outcome) -> float:
    return outcome.sent / outcome.seconds


@contextmanager
def _radar(url: str) -> Iterator[Radar]:
    """Radar as the Procfile starts it, with a Bot API at hand, on a database with the names of `known`."""
    with TemporaryDirectory() as folder, _bot_api(Path(folder)) as api:
        port, output = machine.free_port(), Path(folder) / "radar"
        environment = {
            **os.environ, "ENVIRONMENT": "production", "DATABASE_URL": url, "PORT": str(port), "WEB_CONCURRENCY": "2",
            "TELEGRAM_BOT_TOKEN": "1:BENCH", "TELEGRAM_WEBHOOK_SECRET": _SECRET, "TELEGRAM_API_URL": api,
            "ALLOWED_TELEGRAM_IDS": ",".join(map(str, _PEOPLE)), "PUBLIC_URL": f"https://{_HOST}",
            "SECRET_KEY": "s" * 32, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }  # fmt: skip
        _run([sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"], environment=environment)
        _fill(url)
        command = ["bash", "-c", (machine.ROOT / "Procfile").read_text().removeprefix("web: ")]
        with machine.started(command, output, environment) as process:
            machine.until_open(port, process, output)
            machine.until_working(process.pid, 2)
            yield Radar(port, process.pid, output, url)


@contextmanager
def _bot_api(folder: Path) -> Iterator[str]:
    command, output = [sys.executable, "-m", "bench.botapi"], folder / "api"
    with machine.started(command, output, os.environ) as process:
        yield f"http://127.0.0.1:{machine.first_line(output, process)}"


def _fill(url: str) -> None:
    projects = [(t.id, t.name, name_key(t.name), "active") for t in _THINGS if t.kind == "project"]
    projects.append((_ASIDE, "Aside", "aside", "archived"))
    features = [(t.id, t.project_id, t.name, name_key(t.name)) for t in _FEATURES]
    features += [(_ASIDE + number, _ASIDE, str(number), str(number)) for number in range(len(_FEATURES))]
    releases = [(t.id, t.project_id, t.name, version_key(t.name)) for t in _THINGS if t.kind == "release"]
    with psycopg.connect(_conninfo(url)) as connection, connection.cursor() as cursor:
        cursor.executemany("INSERT INTO projects (id, name, name_key, status) VALUES (%s, %s, %s, %s)", projects)
        cursor.executemany("INSERT INTO features (id, project_id, name, name_key) VALUES (%s, %s, %s, %s)", features)
        cursor.executemany(
            "INSERT INTO releases (id, project_id, version, version_key, target_date)"
            " VALUES (%s, %s, %s, %s, current_date + 30)",
            releases,
        )


def _conninfo(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _run(command: Sequence[str], text: str | None = None, environment: dict[str, str] | None = None) -> str:
    """What a program prints. RuntimeError with its errors where it fails."""
    ran = subprocess.run(
        command, cwd=machine.ROOT, env=environment, input=text, text=True, capture_output=True, check=False, timeout=90
    )
    if ran.returncode:
        raise RuntimeError(f"{command[:4]} failed:\n{ran.stderr}")
    return ran.stdout
