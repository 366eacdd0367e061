"""What is counted of the bot, for /metrics. Labels are words of ours: nothing of a person or of what they write."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from prometheus_client import Counter, Histogram

UPDATES: Final = Counter("radar_updates", "Updates that want an answer, by kind.", ["kind"])
REPLIES: Final = Counter("radar_replies", "Stored replies by what came of sending them.", ["result"])
FAULTS: Final = Counter("radar_faults", "Faults of ours, by the name of the exception.", ["fault"])
_TURNS: Final = Histogram(
    "radar_turn_seconds",
    "One update from its parsing to its reply, by outcome.",
    ["outcome"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
_STEPS: Final = Counter("radar_step_seconds", "Time spent in the steps of turns.", ["step"])


def turn_ended(outcome: str, seconds: float, steps: Mapping[str, float]) -> None:
    """Count a turn; `steps` in milliseconds."""
    _turns(outcome).observe(seconds)
    for step, spent in steps.items():
        _time_of(step).inc(spent / 1000)


# There are few of both: to look up a label takes longer than to count.
@cache
def _turns(outcome: str) -> Histogram:
    return _TURNS.labels(outcome)


@cache
def _time_of(step: str) -> Counter:
    return _STEPS.labels(step)
