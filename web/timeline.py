"""Releases on one line of time: the first day each was promised for, the day it has now, and today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from radar import Slip
from web.standing import Row

_LEFT, _RIGHT = 2.0, 98.0  # per cent of the width: the marks have a width of their own


@dataclass(frozen=True, slots=True)
class Mark:
    """One release; `first` and `last` are per cent of the width, `stops` the days between the two."""

    release: Row
    slip: Slip
    first: float
    last: float
    stops: tuple[float, ...]
    day: dt.date


@dataclass(frozen=True, slots=True)
class Timeline:
    """From the first day of all to the last, today between them; `today` is per cent of the width."""

    marks: tuple[Mark, ...]
    today: float


def timeline(releases: Sequence[tuple[Row, Slip]], today: dt.date) -> Timeline:
    """The releases in the order of the days they have now."""
    days = [day for release, slip in releases for day in (*_days(slip), _day(release))]
    first, last = min([today, *days]), max([today, *days])
    width = max((last - first).days, 1)

    def place(day: dt.date) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - first).days / width, 2)

    marks = [
        Mark(
            release=release,
            slip=slip,
            first=place(slip.first),
            last=place(_day(release)),
            stops=tuple(place(day) for day in _days(slip)),
            day=_day(release),
        )
        for release, slip in releases
    ]
    return Timeline(tuple(sorted(marks, key=lambda mark: (mark.day, mark.release["id"]))), place(today))


def _days(slip: Slip) -> list[dt.date]:
    return [slip.first, *(move.new for move in slip.moves)]


def _day(release: Row) -> dt.date:
    return dt.date.fromisoformat(release["target_date"])
