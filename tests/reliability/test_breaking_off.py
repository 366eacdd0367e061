"""`make chaos` and `make bench` broken off: whatever they have started ends with them."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chaos.application import Application
from chaos.outcome import Outcome
from chaos.scene import Scene
from chaos.trial import run_steps
from chaos.troubles import Trouble

ROOT = Path(__file__).resolve().parents[2]
SLOW_TO_END = """
import time
from bench.machine import ended_by_signals

with ended_by_signals():
    try:
        print("begun", flush=True)
        time.sleep(60)
    finally:
        print("ending", flush=True)
        time.sleep(0.5)
        print("ended", flush=True)
"""


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda which: which.name)
def test_a_second_signal_does_not_break_off_the_cleaning_up(which: signal.Signals) -> None:
    command = [sys.executable, "-c", SLOW_TO_END]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for word in ("begun", "ending"):
            assert program.stdout.readline() == f"{word}\n"
            program.send_signal(which)
        assert program.stdout.read() == "ended\n"
    assert program.returncode == 128 + which


@pytest.fixture
def broken_off() -> Scene:
    scene: Any = SimpleNamespace(broken_off=threading.Event(), random=Random(1))
    scene.broken_off.set()
    return cast("Scene", scene)


def refuse(*_: Any) -> None:
    raise AssertionError("a trouble went on")


@pytest.mark.parametrize(
    "trouble", [Trouble("steps", steps=(refuse,)), Trouble("again", refuse)], ids=["steps", "again"]
)
def test_a_trouble_begins_nothing_more(broken_off: Scene, trouble: Trouble) -> None:
    outcome = Outcome("trouble", control=False)
    run_steps(broken_off, trouble, outcome, threading.Event(), amount=100)
    assert (outcome.incidents, outcome.faults) == (0, [])


def test_what_fails_is_not_tried_again(broken_off: Scene) -> None:
    tried = []

    def fail() -> None:
        tried.append(1)
        raise RuntimeError("the lock was not to be had")

    with pytest.raises(RuntimeError, match="lock"):
        Scene.patiently(broken_off, fail)
    assert len(tried) == 1


def test_nobody_waits_for_a_radar_that_is_starting(broken_off: Scene, tmp_path: Path) -> None:
    starting: Any = SimpleNamespace(output=tmp_path / "log", process=SimpleNamespace(poll=lambda: None))
    starting.output.write_text("starting", "utf-8")
    with pytest.raises(RuntimeError, match="starting"):
        Application.wait(starting, broken_off.broken_off)
