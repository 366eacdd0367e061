"""Radar itself as it runs in production: the Procfile's command, with processes to be killed and stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import urllib3

from bench.machine import free_port

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a-webhook-secret"
TOKEN = "1:TEST"
HOST = "radar.example"  # in production Radar answers under its own name alone
STARTUP = 90.0  # seconds; the machine may be busy with much else
WORKERS = 2
_FAULTS = ("fault", "fault without an apology", "request failed", "update failed")
_OWN = ("DATABASE", "TELEGRAM", "ALLOWED", "SECRET", "PUBLIC_URL", "ENVIRONMENT", "RAILWAY", "TIMEZONE", "PORT",
        "WEB_", "THREADS", "GUNICORN", "FLASK", "PYTHON")  # fmt: skip


def environment(database_url: str, api_url: str, people: Mapping[int, str], port: int = 8000) -> dict[str, str]:
    """What the processes are started with: production's variables, and nothing of the shell's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OWN)}
    return kept | {
        "ENVIRONMENT": "production", "DATABASE_URL": database_url, "SECRET_KEY": "s" * 32,
        "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api_url, "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "ALLOWED_TELEGRAM_IDS": ",".join(map(str, people)), "PUBLIC_URL": f"https://{HOST}",
        "PORT": str(port), "WEB_CONCURRENCY": str(WORKERS), "PYTHONUTF8": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }  # fmt: skip


def flask(env: Mapping[str, str], *command: str, app: str = "app") -> subprocess.CompletedProcess[str]:
    """Run `flask …`, to its end."""
    line = [sys.executable, "-m", "flask", "--app", app, *command]
    return subprocess.run(line, cwd=ROOT, env=dict(env), capture_output=True, text=True, check=False, timeout=300)


class Application:
    """One generation of Radar behind one port; `factory` is what gunicorn is to call for the app."""

    def __init__(self, env: Mapping[str, str], output: Path, factory: str) -> None:
        self.port, self.output = free_port(), output
        command = (ROOT / "Procfile").read_text("utf-8").removeprefix("web: ").replace("app:create_app()", factory)
        with output.open("wb") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", command], cwd=ROOT, env={**env, "PORT": str(self.port)},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.url = f"http://127.0.0.1:{self.port}"

    def wait(self, broken_off: threading.Event) -> None:
        """Until every worker answers. RuntimeError with the end of its output where it does not, or nobody waits."""
        end = time.monotonic() + STARTUP
        with urllib3.PoolManager() as http:
            while time.monotonic() < end and self.process.poll() is None and not broken_off.is_set():
                with suppress(urllib3.exceptions.HTTPError):
                    answered = self._healthy(http)
                    if answered and len(self.workers()) >= WORKERS:
                        return
                time.sleep(0.1)
        raise RuntimeError(f"Radar does not start: {self.output.read_text('utf-8')[-2000:]}")

    def _healthy(self, http: urllib3.PoolManager) -> bool:
        answer = http.request("GET", f"{self.url}/health", headers={"Host": HOST}, retries=False, timeout=5)
        return answer.status == 200

    def workers(self) -> list[int]:
        """The process ids of the workers that run now."""
        booted = re.findall(r"Booting worker with pid: (\d+)", self.output.read_text("utf-8", errors="replace"))
        return [int(pid) for pid in booted if _runs(int(pid), self.process.pid)]

    def stop(self) -> None:
        """As a deploy does: SIGTERM, and requests under way are finished."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(40)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # its own session: nobody else's processes are in it
        self.process.wait()

    def faults(self) -> list[str]:
        """Lines of the log that tell of a fault of ours, and tracebacks that nobody caught."""
        found = []
        for line in self.output.read_text("utf-8", errors="replace").splitlines():
            if line.startswith("Traceback"):
                found.append(line)
            elif line.startswith("{"):
                with suppress(ValueError):
                    told = json.loads(line)
                    if told.get("event") in _FAULTS:
                        found.append(line)
        return found


def signal_process(pid: int, what: signal.Signals) -> None:
    """Nothing happens where it has gone meanwhile."""
    with suppress(ProcessLookupError):
        os.kill(pid, what)


def _runs(pid: int, parent: int) -> bool:
    """Whether this process runs and is still that one's child: its number may have gone to another."""
    try:
        state, above = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[:2]
    except OSError:
        return False
    return state != "Z" and int(above) == parent
