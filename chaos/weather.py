"""What the Bot API's server does to calls while it has its bad hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests.support.botapi import Fault, Refusal

BLOCKED = "Forbidden: bot was blocked by the user"

Weather = Callable[[Random], Fault | None]


def clear(_: Random) -> None:
    """Every call is answered."""


def too_many(random: Random) -> Fault | None:
    return _sometimes(random, 0.15, Fault(None, Refusal(429, "Too Many Requests: retry after 1", 1)))


def broken(random: Random) -> Fault | None:
    code = random.choice([500, 502])
    return _sometimes(random, 0.2, Fault(None, Refusal(code, "Internal Server Error")))


def hanging(random: Random) -> Fault | None:
    """Carried out at once, but answered only after Radar has left."""
    return _sometimes(random, 0.02, Fault(None, seconds=9))


def resetting(random: Random) -> Fault | None:
    return _sometimes(random, 0.3, Fault(None, reset=True))


def blocking(random: Random) -> Fault | None:
    return _sometimes(random, 0.1, Fault(None, Refusal(403, BLOCKED)))


def all_kinds(random: Random) -> Fault | None:
    kinds: Sequence[Weather] = (too_many, broken, resetting, blocking)
    return random.choice(kinds)(random)


def _sometimes(random: Random, share: float, fault: Fault) -> Fault | None:
    return fault if random.random() < share else None
