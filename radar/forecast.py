"""The chance of a release: the project's past weeks drawn again and again, against what is unfinished."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

FEWEST_FINISHED, FEWEST_WEEKS = 20, 5
RUNS = 10_000
_SEED = 20_261_124
_LONGEST = 256  # weeks, both back and ahead: a drawn byte tells so many apart
_WIDTH = 4  # bytes of one run


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chance of being on time, and the history it is drawn from; None: too little of it to say."""

    chance: float | None
    finished: int
    weeks: int

    @property
    def percent(self) -> int | None:
        """Rounded down: 84.9 % is not yet 85."""
        return None if self.chance is None else round(self.chance * RUNS) * 100 // RUNS


def forecast(weekly: tuple[int, ...], unfinished: int, days_left: int) -> Forecast:
    """The chance that so many features are finished by the end of the day that is `days_left` away.

    `weekly` is how many the project finished in each week of its history. Refused under 20 finished features
    or 5 weeks, unless nothing is unfinished.
    """
    weekly = weekly[-_LONGEST:]
    finished, weeks = sum(weekly), len(weekly)
    if unfinished == 0:
        return Forecast(1.0, finished, weeks)
    if finished < FEWEST_FINISHED or weeks < FEWEST_WEEKS:
        return Forecast(None, finished, weeks)
    days = min(days_left + 1, _LONGEST * 7)  # today is still to be used
    return Forecast(_chance(weekly, unfinished, days) if days > 0 else 0.0, finished, weeks)


@lru_cache(maxsize=4096)
def _chance(weekly: tuple[int, ...], unfinished: int, days: int) -> float:
    """The share of the runs that finish enough; it is the same on every machine, as the seed is."""
    weeks, rest = divmod(days, 7)
    if min(weekly) * weeks >= unfinished:
        return 1.0
    if max(weekly) * days < unfinished * 7:
        return 0.0
    random = Random(_SEED)  # noqa: S311  # no secret: the same question is to have the same answer
    done = 7 * sum(_draw(random, weekly) for _ in range(weeks))
    if rest:  # the last week is not a whole one: as large a part of what is drawn for it
        done += rest * _draw(random, weekly)
    runs = memoryview(done.to_bytes(RUNS * _WIDTH, "little")).cast("I")
    return sum(run >= unfinished * 7 for run in runs) / RUNS


def _draw(random: Random, weekly: tuple[int, ...]) -> int:
    """One of the past weeks for every run: a number of four bytes a run, so that one sum adds all runs at once.

    Drawn as bytes, each taken for a week; those that would favour the first weeks are left out.
    """
    fair = 256 // len(weekly) * len(weekly)
    table = bytes(min(weekly[n % len(weekly)], 255) for n in range(256))
    drawn = random.randbytes(3 * RUNS).translate(table, bytes(range(fair, 256)))
    lanes = bytearray(RUNS * _WIDTH)
    lanes[::_WIDTH] = drawn[:RUNS]
    return int.from_bytes(lanes, "little")
