"""One trouble from its empty database to its figures."""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from random import Random

from chaos.application import TOKEN, environment, flask
from chaos.database import Database, small_disk
from chaos.load import people
from chaos.outcome import Outcome, judge
from chaos.scene import Scene
from chaos.sender import Sender
from chaos.troubles import Trouble
from tests.support.botapi import FakeTelegram

LIMIT = 420.0  # seconds until what is not delivered counts as lost; slowness alone must not
FEWEST = 3  # incidents
INCIDENT = 40  # updates for each incident: a chat that met one waits for up to 12 s
_NO_DISK = "needs the right to mount a small disk"


def trial(name: str, trouble: Trouble, database: Database, folder: Path, *, amount: int, seed: int) -> Outcome:
    """Run one trouble over `amount` updates; the figures depend on the seed and on the machine's moments."""
    started = time.monotonic()
    outcome = Outcome(trouble.says, trouble.control)
    with ExitStack() as opened:
        disk = opened.enter_context(small_disk(folder / "disk")) if trouble.small_disk else None
        if trouble.small_disk and disk is None:
            outcome.left_out = _NO_DISK
            return outcome
        server = _server_on(disk, opened) if disk else database
        scene = _scene(name, trouble, server, folder, seed, opened)
        scene.disk = disk
        _run(scene, trouble, outcome, amount, seed)
        _close(scene, outcome)
    outcome.seconds = time.monotonic() - started
    return outcome


def prepare(database: Database, folder: Path) -> None:
    """Bring the template to the newest migration. RuntimeError where that fails."""
    done = flask(environment(database.url, "http://127.0.0.1:9", {1: ""}), "db", "upgrade")
    if done.returncode:
        raise RuntimeError(f"flask db upgrade failed (in {folder}): {done.stderr[-1500:]}")


def _server_on(disk: Path, opened: ExitStack) -> Database:
    server = Database(disk / "postgres")
    opened.callback(server.remove)
    prepare(server, disk)
    return server


def _scene(name: str, trouble: Trouble, server: Database, folder: Path, seed: int, opened: ExitStack) -> Scene:
    database = f"chaos_{name}"
    url = server.copy(database)
    opened.callback(server.drop, database)
    telegram = opened.enter_context(FakeTelegram(TOKEN))
    known = {person.id: person.place for person in people(seed)}
    scene = Scene(server, database, url, telegram, known, folder, Random(seed), opened)
    if trouble.flush:
        server.run(f"ALTER SYSTEM SET wal_writer_delay = '{trouble.flush}'")
        server.run("SELECT pg_reload_conf()")
        opened.callback(server.run, "SELECT pg_reload_conf()")
        opened.callback(server.run, "ALTER SYSTEM RESET wal_writer_delay")
    scene.begin(trouble.factory)
    return scene


def _run(scene: Scene, trouble: Trouble, outcome: Outcome, amount: int, seed: int) -> None:
    """Send, and make trouble for as long as updates flow; then all is made good, and the rest is delivered."""
    scene.weather(trouble.sky)
    with Sender(scene.where, people(seed), amount, seed, LIMIT) as sender:
        over = threading.Event()
        making = threading.Thread(target=_make_trouble, args=(scene, trouble, outcome, sender.enough, over, amount))
        making.start()
        try:
            while sender.busy and not sender.late and len(sender.sent) < amount:
                time.sleep(0.05)
        except BaseException:  # whoever breaks the run off does not wait until the trouble has had its way
            scene.broken_off.set()
            raise
        finally:
            over.set()
            making.join()
        sender.enough.set()  # where a step of the trouble itself failed
        scene.weather(lambda _: None)
        sender.finish()
    outcome.deliveries = sender.deliveries
    outcome.lost += [update.number for update in sender.undelivered]
    events = scene.database.run("SELECT message_id, count(*) FROM event_log GROUP BY message_id", database=scene.name)
    judge(outcome, sender.sent, Counter(dict(events)), scene.telegram.calls, scene.verified())


def _make_trouble(
    scene: Scene, trouble: Trouble, outcome: Outcome, enough: threading.Event, over: threading.Event, amount: int
) -> None:
    """Until enough is sent; a fault of a step is told with the rest."""
    try:
        run_steps(scene, trouble, outcome, over, amount)
    except Exception as fault:  # noqa: BLE001 - told with the rest; the updates under way are delivered first
        outcome.faults.append(f"the trouble itself failed: {fault!r}")
    enough.set()
    over.wait()
    if not trouble.again and not trouble.steps:
        outcome.incidents = scene.struck


def run_steps(scene: Scene, trouble: Trouble, outcome: Outcome, over: threading.Event, amount: int) -> None:
    """An incident for every so many updates, and a few at least; none once the run is broken off."""
    for step in trouble.steps:
        if not scene.broken_off.is_set():
            step(scene)
            outcome.incidents += 1
    most = max(FEWEST, amount // INCIDENT) if trouble.again else 0
    while trouble.again and outcome.incidents < most and not (over.is_set() and outcome.incidents >= FEWEST):
        if scene.broken_off.wait(scene.random.uniform(*trouble.pause)):
            break
        trouble.again(scene)
        outcome.incidents += 1


def _close(scene: Scene, outcome: Outcome) -> None:
    for application in [*scene.generations, *scene.retired]:
        application.stop()
        outcome.faults += application.faults()
