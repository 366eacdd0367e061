"""How many connections each process has, in memory that all of them see."""

from __future__ import annotations

from mmap import mmap

_SEATS = 1024
_EMPTY = -1


class Seats:
    """One number for each process. The master makes it before it forks, and gives and takes the seats."""

    def __init__(self) -> None:
        self._counts = memoryview(mmap(-1, 4 * _SEATS)).cast("i")
        for seat in range(_SEATS):
            self._counts[seat] = _EMPTY

    def take(self) -> int:
        """A free seat; with more processes than seats the last one is shared, and they spread less evenly."""
        seat = next((seat for seat, count in enumerate(self._counts) if count == _EMPTY), _SEATS - 1)
        self._counts[seat] = 0
        return seat

    def leave(self, seat: int) -> None:
        self._counts[seat] = _EMPTY

    def __getitem__(self, seat: int) -> int:
        return self._counts[seat]

    def __setitem__(self, seat: int, count: int) -> None:
        self._counts[seat] = count

    def ahead(self, seat: int) -> int:
        """How many more connections this one has than the one with the fewest."""
        return self._counts[seat] - min(count for count in self._counts if count != _EMPTY)
