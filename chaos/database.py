"""A PostgreSQL that keeps what it has committed, to be stopped, cut off and filled up while it is used."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from models.embedded import remove_embedded, start_embedded

PATIENCE = 30.0  # seconds for a server to stop
TEMPLATE = "radar"
_DISK = 192  # MiB: an empty server with its log takes about 60


class Database:
    """One embedded server; `url` is that of the migrated database the others are copied from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.url = start_embedded(self.folder)

    def start(self) -> None:
        """Start it again; nothing happens where it runs."""
        start_embedded(self.folder)

    def stop(self, how: signal.Signals) -> None:
        """SIGINT: fast, with everything written down. SIGQUIT: at once, as in a crash."""
        pidfile = self.folder / "postmaster.pid"
        with suppress(FileNotFoundError, ProcessLookupError):
            os.kill(int(pidfile.read_text("utf-8").split("\n")[0]), how)
        end = time.monotonic() + PATIENCE
        while pidfile.exists():
            if time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL does not stop (log: {self.folder / 'log'})")
            time.sleep(0.02)

    def copy(self, name: str) -> str:
        """A new database like the template; returns its URL."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE}', database="postgres")
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE "{name}" WITH (FORCE)', database="postgres")

    def cut_off(self, name: str) -> int:
        """End every connection to a database; returns how many there were."""
        ended = self.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        return len(ended)

    def run(self, sql: str, values: Sequence[object] = (), *, database: str = "postgres") -> list[Any]:
        plain = make_url(self.url).set(drivername="postgresql", database=database)
        with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as connection:
            cursor = connection.execute(sql.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def remove(self) -> None:
        self.start()  # what was stopped in the middle is stopped once more, in good order
        remove_embedded(self.folder)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of its own that can be filled up; None where this machine does not let us mount one."""
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={_DISK}m,mode=0755", "radar-chaos", str(folder)]
    try:
        mounted = subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)
        with suppress(OSError):
            folder.rmdir()


def fill_up(disk: Path) -> Path:
    """Take all the room that is left; deleting the file that is returned gives it back."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096):
            with suppress(OSError):
                while file.write(b"\0" * size) == size:
                    pass
    return ballast
