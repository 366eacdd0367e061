"""How gunicorn runs Radar. Read by gunicorn itself from the folder it is started in.

Run as a program, this file only checks the environment. The Procfile does so first, because gunicorn reads
WEB_CONCURRENCY before any file of ours and answers a wrong one with a traceback that shows its value. A blank
one, which counts as unset, it would refuse too: the Procfile takes it away.
"""

import gc
import os
import select
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from dotenv import load_dotenv

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # gunicorn reads this file before it puts the folder there

from config import ConfigError, load_settings  # noqa: E402 - needs the line above

load_dotenv(ROOT / ".env")
try:
    settings = load_settings(os.environ, ROOT / "instance")
except ConfigError as error:
    sys.exit(f"radar: {error}")  # anything else would come out of gunicorn as a traceback

if settings.database_url is None:
    # Only here, for production has no embedded server and must not need its module.
    from models.embedded import start_embedded

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the system, the files in it are gunicorn's own

# A desk is reached from itself alone: there the local chat is open to whoever comes.
bind = f"{'0.0.0.0' if settings.production else '127.0.0.1'}:{settings.port}"  # noqa: S104
# gthread that spreads its connections evenly and switches less; it needs Linux.
worker_class = "bot.worker.FairWorker" if hasattr(select, "epoll") else "gthread"
workers = settings.web_concurrency
threads = settings.threads

# Railway's proxy keeps connections for 60 s; were ours shorter, it would send requests into closing ones.
keepalive = 75
# A turn takes milliseconds, a Bot API call seconds; a worker silent for a minute hangs.
timeout = 60
# Seconds for requests under way at SIGTERM. Railway kills when its draining time is over: set that longer.
graceful_timeout = 20

# Not preloaded: a database connection made before the fork would be shared by all workers and mixed up.
preload_app = False
# One listening socket: with one for each worker, connections queued at a worker that dies are lost, and a
# second `make run` would quietly share the port instead of saying that it is taken.
reuse_port = False
# The heartbeat file: on a disk, slow writes would have healthy workers killed.
worker_tmp_dir = str(SHARED_MEMORY) if os.access(SHARED_MEMORY, os.W_OK) else None
# Remote control nobody uses; it would leave a socket in the home folder, and there may be none.
control_socket_disable = True
# The program's own log has a line for each turn, with its update and person.
accesslog = None


def _free_port() -> None:
    """Say on a desk that the port is taken: gunicorn would try five times and tell of each."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn: what a server left behind is free
        try:
            one.bind(("127.0.0.1", settings.port))
        except OSError:
            sys.exit(f"radar: port {settings.port} is taken: PORT={settings.port + 1} make run")


def on_starting(_server: object) -> None:
    """Before the first worker: start the embedded server, so that it outlives workers that are replaced."""
    if settings.database_url is None:
        try:
            start_embedded(settings.embedded_folder)
        except RuntimeError as error:
            sys.exit(f"radar: {error}")
    _count_together()


def _count_together() -> None:
    """Give the workers a folder to count in, where /metrics adds them up; a new one for each start."""
    if settings.metrics_token is not None:
        place = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="radar-metrics-", dir=place)


def child_exit(_server: object, worker: Any) -> None:
    """After a worker: its seat is free; what it counted stays in the sums, a gauge of its own would go."""
    if hasattr(worker, "gone"):
        worker.gone()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        # Not above: imported before the folder is named, it would have every worker count for itself alone.
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: object) -> None:
    """Leave no folder behind."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(folder, ignore_errors=True)


def post_worker_init(_worker: object) -> None:
    """Spare the collector what the application loaded: it stays for good, and going through it takes milliseconds."""
    gc.collect()
    gc.freeze()


def when_ready(_server: object) -> None:
    """Once the port is open: say on a desk what to open."""
    if not settings.production:
        here = f"http://127.0.0.1:{settings.port}"
        print(f"\n  Local chat: {here}/chat\n  Radar:      {here}/\n  Stop with Ctrl-C\n", flush=True)


if __name__ == "__main__" and not settings.production:
    _free_port()
