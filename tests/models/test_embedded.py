"""The embedded PostgreSQL under rough handling: forks, starters at once, kill -9, long paths, stale files."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from models import embedded
from models.embedded import EmbeddedError, remove_embedded, start_embedded

ROOT = Path(__file__).resolve().parents[2]

# What another process does: start the server, run one statement, then wait until its input ends.
GUEST = """
import sys, pathlib, psycopg
from models.embedded import start_embedded
url = start_embedded(pathlib.Path(sys.argv[1]), durable=False).replace("+psycopg", "")
with psycopg.connect(url, autocommit=True) as connection:
    connection.execute(sys.argv[2])
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of its own: pytest closes its own to the account the server gets when we are root."""
    path = Path(tempfile.mkdtemp(prefix="radar-"))
    yield path
    for folder in list(embedded._leases):
        if folder.is_relative_to(path.resolve()):
            remove_embedded(folder)
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A server's data made once, for making them takes most of the time."""
    home = Path(tempfile.mkdtemp(prefix="radar-"))
    start_embedded(home / "pg", durable=False)
    embedded._leave((home / "pg").resolve())
    yield home / "pg"
    shutil.rmtree(home)


@pytest.fixture
def folder(made: Path) -> Iterator[Path]:
    """Data whose server is stopped; what a test leaves in its tables stays."""
    yield made
    embedded._leave(made.resolve())


@pytest.fixture
def spoiled(home: Path, made: Path) -> Path:
    """A copy of the data, for the test to spoil."""
    copy_data(made, home / "pg")
    return home / "pg"


def copy_data(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


def connect(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def server_process(folder: Path) -> int:
    return int((folder / "postmaster.pid").read_text().split()[0])


def is_running(folder: Path) -> bool:
    return embedded._running_sockets(folder.resolve()) is not None


def guest(folder: Path, statement: str = "SELECT 1", **environ: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", GUEST, str(folder), statement],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=dict(os.environ) | environ,
    )  # fmt: skip


def wait_ready(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    if process.stdout.readline() != "ready\n":
        pytest.fail(process.communicate()[1])


def leave(process: "subprocess.Popen[str]") -> None:
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 0, complaint


def fork(work: Callable[[], None]) -> int:
    """Run ``work`` in a forked child and return its process number. The child never comes back to pytest."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def exit_code(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_the_database_is_made_once_and_joined_after(folder: Path) -> None:
    url = start_embedded(folder, durable=False)
    with connect(url) as connection:
        connection.execute("CREATE TABLE kept (n int)")

    assert start_embedded(folder, durable=False) == url
    with connect(url) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("radar",)
        assert connection.execute("SELECT * FROM kept").fetchall() == []
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_a_bare_machine_without_home_or_lang_starts_it(home: Path) -> None:
    bare = {
        "HOME": "",
        "LANG": "xx_XX.UTF-8",
        "LC_ALL": "",
        "PGPORT": "1",
        "PGDATA": "/nowhere",
        "PGHOST": "nowhere",
    }
    first = guest(home / "new" / "pg", **bare)
    wait_ready(first)
    leave(first)
    assert not is_running(home / "new" / "pg")


def test_two_processes_starting_at_once_share_one_server(folder: Path) -> None:
    first, second = guest(folder), guest(folder)
    wait_ready(first)
    wait_ready(second)

    leave(first)
    assert is_running(folder), "the second one still uses it"
    leave(second)
    assert not is_running(folder), "the last one stops it"


def test_a_process_killed_outright_does_not_keep_the_server_for_ever(folder: Path) -> None:
    killed, other = guest(folder), guest(folder)
    wait_ready(killed)
    wait_ready(other)
    killed.kill()
    killed.communicate()
    assert is_running(folder)

    leave(other)
    assert not is_running(folder)


def test_a_server_killed_outright_starts_again_with_its_data(folder: Path) -> None:
    with connect(start_embedded(folder, durable=False)) as connection:
        connection.execute("CREATE TABLE survivor AS SELECT 42 AS n")
    os.kill(server_process(folder), signal.SIGKILL)

    with connect(start_embedded(folder, durable=False)) as connection:
        assert connection.execute("SELECT n FROM survivor").fetchone() == (42,)


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")  # the child does next to nothing
def test_a_child_that_ends_leaves_its_parent_the_server(folder: Path) -> None:
    start_embedded(folder, durable=False)
    # It ends as a worker of gunicorn does: with the handlers it inherited.
    child = fork(lambda: embedded._leave(folder.resolve()))
    assert exit_code(child) == 0
    assert is_running(folder)


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")  # the child does next to nothing
def test_a_child_keeps_the_server_when_its_parent_ends(folder: Path) -> None:
    start_embedded(folder, durable=False)
    reading, writing = os.pipe()

    def outlive_parent() -> None:
        os.close(writing)
        os.read(reading, 1)
        embedded._leave(folder.resolve())

    child = fork(outlive_parent)
    os.close(reading)
    embedded._leave(folder.resolve())
    assert is_running(folder)
    with pytest.raises(EmbeddedError, match="in use"):
        remove_embedded(folder)

    os.close(writing)
    assert exit_code(child) == 0
    assert not is_running(folder)


def test_a_dead_servers_number_taken_by_another_program_does_not_stop_the_start(folder: Path) -> None:
    stale = [str(os.getpid()), str(folder), str(int(time.time())), "5432", str(folder), "", "1 2", "ready"]
    (folder / "postmaster.pid").write_text("\n".join(stale))
    with connect(start_embedded(folder, durable=False)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("name", ["долгий-путь-" * 6, "with, comma", "with space"])
def test_a_path_no_socket_can_have_gets_a_short_private_one(home: Path, made: Path, name: str) -> None:
    (home / name).mkdir()
    copy_data(made, home / name / "pg")
    url = start_embedded(home / name / "pg", durable=False)
    with connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    sockets = embedded._socket_folder(home / name / "pg")
    assert sockets.parent != home / name

    embedded._leave((home / name / "pg").resolve())
    assert not sockets.exists()


def test_a_socket_folder_someone_else_prepared_is_not_trusted(home: Path) -> None:
    (home / "trap").mkdir(mode=0o755)
    with pytest.raises(EmbeddedError, match="private"):
        embedded._private_folder(home / "trap", home.stat())


def test_a_path_with_no_room_for_a_socket_anywhere_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "_LONGEST_SOCKET_PATH", 5)
    with pytest.raises(EmbeddedError, match="TMPDIR"):
        embedded._socket_folder(home)


def test_half_made_data_are_made_anew(home: Path) -> None:
    (home / "pg.new").mkdir()
    (home / "pg.new" / "PG_VERSION").write_text("18\n")
    start_embedded(home / "pg", durable=False)
    assert not (home / "pg.new").exists()


def test_removing_stops_the_server_and_deletes_its_data(spoiled: Path) -> None:
    start_embedded(spoiled, durable=False)
    process = server_process(spoiled)
    remove_embedded(spoiled)

    assert not spoiled.exists()
    assert not (Path("/proc") / str(process) / "cwd").exists()  # perhaps still listed, as nobody's dead child
    remove_embedded(spoiled)  # nothing left to remove is no fault


def test_data_of_another_version_are_told_and_left_alone(home: Path) -> None:
    (home / "pg").mkdir()
    (home / "pg" / "PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedError, match="PostgreSQL 16, not 18"):
        start_embedded(home / "pg")
    assert (home / "pg" / "PG_VERSION").read_text() == "16\n"


def test_a_folder_with_other_files_is_told_and_left_alone(home: Path) -> None:
    (home / "pg").mkdir()
    (home / "pg" / "letter.txt").write_text("dear")
    with pytest.raises(EmbeddedError, match="not empty"):
        start_embedded(home / "pg")
    assert (home / "pg" / "letter.txt").exists()


def test_a_missing_wheel_is_told_with_both_mends(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "find_spec", lambda _name: None)
    with pytest.raises(EmbeddedError, match=r"DATABASE_URL.*pip install -r requirements-dev.txt"):
        start_embedded(home / "pg")


def test_a_server_that_cannot_start_is_told_with_its_log(spoiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.1)
    (spoiled / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(EmbeddedError, match=r"does not answer: PostgreSQL's pg_ctl failed.*log"):
        start_embedded(spoiled, durable=False)


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be another user")
@pytest.mark.parametrize("ours", ["pg.lock", "pg"])
def test_another_users_data_are_told(home: Path, ours: str) -> None:
    (home / "pg").mkdir(mode=0o700)
    (home / ours).touch(mode=0o600)
    home.chmod(0o777)

    def start_as_someone_else() -> None:
        os.setgid(65533)
        os.setuid(65533)
        with pytest.raises(EmbeddedError, match="another user"):
            start_embedded(home / "pg")

    assert exit_code(fork(start_as_someone_else)) == 0


def test_binaries_installed_for_root_alone_are_opened_to_the_server(home: Path) -> None:
    (home / "bin").mkdir()
    (home / "bin" / "postgres").touch(mode=0o700)
    (home / "lib").mkdir(mode=0o700)
    (home / "lib" / "libpq.so").touch(mode=0o600)
    embedded._open_ways(home / "pg", home / "bin")

    modes = {path.name: path.stat().st_mode & 0o777 for path in home.rglob("*")}
    assert modes["postgres"] == 0o705
    assert modes["lib"] == 0o705
    assert modes["libpq.so"] == 0o604
    assert home.stat().st_mode & 0o777 == 0o705
