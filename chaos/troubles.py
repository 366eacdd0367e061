"""The troubles: each is one incident, done again and again while updates flow, and what makes it good."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import psycopg

from chaos import weather
from chaos.application import signal_process
from chaos.database import fill_up
from chaos.scene import Scene

Incident = Callable[[Scene], None]
PRODUCT = "app:create_app()"


@dataclass(frozen=True)
class Trouble:
    """`steps` come one after the other and once each, `again` comes over and over, with `pause` in between.

    `sky` is the weather at the Bot API. A `control` is Radar with a fault built in: there something must be
    lost, doubled or left unanswered, or the tool is blind.
    """

    says: str
    again: Incident | None = None
    steps: tuple[Incident, ...] = ()
    pause: tuple[float, float] = (0.5, 2.0)  # seconds
    sky: weather.Weather = weather.clear
    factory: str = PRODUCT
    control: bool = False
    small_disk: bool = False
    flush: str = ""  # how rarely the server writes what nobody waits for


def kill_worker(scene: Scene) -> None:
    if worker := _any_worker(scene):
        signal_process(worker, signal.SIGKILL)


def freeze_worker(scene: Scene) -> None:
    """For up to three seconds, in the middle of whatever it does."""
    if worker := _any_worker(scene):
        signal_process(worker, signal.SIGSTOP)
        time.sleep(scene.random.uniform(0.2, 3))
        signal_process(worker, signal.SIGCONT)


def restart_database(scene: Scene) -> None:
    scene.database.stop(signal.SIGINT)
    time.sleep(scene.random.uniform(0, 1))
    scene.database.start()


def crash_database(scene: Scene) -> None:
    scene.database.stop(signal.SIGQUIT)
    scene.database.start()


def cut_connections(scene: Scene) -> None:
    with suppress(psycopg.OperationalError):
        scene.database.cut_off(scene.name)


def fill_the_disk(scene: Scene) -> None:
    """For two seconds; a server that gave up over it is started again once there is room."""
    if scene.disk is None:
        return
    ballast = fill_up(scene.disk)
    time.sleep(2)
    ballast.unlink()
    scene.database.start()


def anything(scene: Scene) -> None:
    scene.random.choice([kill_worker, freeze_worker, restart_database, crash_database, cut_connections])(scene)


def begin_next_release(scene: Scene) -> None:
    scene.begin("chaos.variants:next_release()")
    scene.reader = "chaos.variants:next_release"


TROUBLES: Mapping[str, Trouble] = {
    "none": Trouble("nothing goes wrong"),
    "kill": Trouble("a worker is killed with -9", kill_worker),
    "freeze": Trouble("a worker is stopped and continued", freeze_worker),
    "restart": Trouble("PostgreSQL is restarted, fast mode", restart_database, pause=(1, 3)),
    "crash": Trouble("PostgreSQL is restarted, immediate mode", crash_database, pause=(1, 3)),
    "cut": Trouble("all connections are terminated", cut_connections, pause=(0.2, 1)),
    "disk": Trouble("the database's disk is full", fill_the_disk, pause=(1.5, 3), small_disk=True),
    "429": Trouble("the Bot API answers 429 to 15 % of calls", sky=weather.too_many),
    "5xx": Trouble("the Bot API answers 500 or 502 to 20 %", sky=weather.broken),
    "hang": Trouble("the Bot API hangs for 9 s on 2 %", sky=weather.hanging),
    "reset": Trouble("the Bot API resets 30 % of connections", sky=weather.resetting),
    "403": Trouble("the person has blocked the bot, 10 % of calls", sky=weather.blocking),
    "overlap": Trouble(
        "two releases at once, a migration between",
        steps=(Scene.migrate, begin_next_release, lambda _: time.sleep(3), Scene.retire),
    ),
    "anything": Trouble("any of these at once", anything, pause=(0.5, 1.5), sky=weather.all_kinds),
    "unwaiting": Trouble(
        "control: synchronous_commit=off and a crash", crash_database, pause=(1, 2),
        factory="chaos.variants:unwaiting()", control=True, flush="10s",
    ),
    "apart": Trouble(
        "control: claim and change in two transactions", kill_worker, pause=(0.3, 1),
        factory="chaos.variants:claimed_apart()", control=True,
    ),
    "before": Trouble(
        "control: a reply marked as sent before it is", sky=weather.broken,
        factory="chaos.variants:marked_before()", control=True,
    ),
}  # fmt: skip
SHORT = ("anything", "overlap", "unwaiting", "apart", "before")


def _any_worker(scene: Scene) -> int | None:
    """One that runs right now; None while they are all being replaced."""
    workers = scene.random.choice(scene.generations).workers()
    return scene.random.choice(workers) if workers else None
