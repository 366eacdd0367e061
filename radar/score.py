"""The radar itself: every thing for which a rule fires, in order; and what would change the order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from radar.forecast import Forecast
from radar.rules import SAFE, Reason, forecast_of, reasons
from radar.things import Facts, FeatureFacts, ReleaseFacts, later

BURNING = 50  # points
AHEAD = 7  # days to look ahead for what is on its way up


@dataclass(frozen=True, slots=True)
class Item:
    """A feature or a release with the reasons it is on the radar, the heaviest first."""

    thing: FeatureFacts | ReleaseFacts
    reasons: tuple[Reason, ...]
    points: int

    @property
    def kind(self) -> Literal["feature", "release"]:
        return "feature" if isinstance(self.thing, FeatureFacts) else "release"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What an item would come to without its top reason; places are counted from 1."""

    reason: Reason
    old_points: int
    new_points: int
    old_place: int
    new_place: int


@dataclass(frozen=True, slots=True)
class Rising:
    """A feature under the threshold that has more points a week on if nobody does anything."""

    item: Item
    points: int  # a week on
    burns_on: dt.date | None  # the day it reaches the threshold, if that is within the week


def radar(facts: Facts) -> tuple[Item, ...]:
    """All items, the highest first; of two equal ones the feature, then the older one."""
    items = (scored(thing) for thing in facts.things)
    return tuple(sorted((item for item in items if item.points), key=_order))


def burning(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.points >= BURNING)


def burning_in(items: Sequence[Item], release_id: int) -> tuple[Item, ...]:
    """The features of a release that burn."""
    return tuple(item for item in burning(items) if _release_of(item) == release_id)


def crossings(
    before: Mapping[tuple[str, int], int], after: Mapping[tuple[str, int], int]
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Of points by kind and id: what burns after and did not before, and what burnt and does so no more; the hottest
    first.
    """
    caught = (key for key, points in after.items() if before.get(key, 0) < BURNING <= points)
    cooled = (key for key, points in before.items() if after.get(key, 0) < BURNING <= points)
    return sorted(caught, key=lambda key: -after[key]), sorted(cooled, key=lambda key: -before[key])


def find(items: Sequence[Item], kind: str, number: int) -> Item | None:
    return next((item for item in items if item.thing.id == number and item.kind == kind), None)


def what_if(items: Sequence[Item], item: Item) -> WhatIf:
    """What would become of an item if its top reason were gone and all else stayed as it is."""
    top = item.reasons[0]
    left = item.points - top.points
    without = Item(item.thing, item.reasons[1:], left)
    ahead = [other for other in items if other is not item and _order(other) < _order(without)]
    return WhatIf(top, item.points, left, items.index(item) + 1, len(ahead) + 1)


def late(facts: Facts) -> tuple[tuple[ReleaseFacts, Forecast], ...]:
    """The releases that are late or may be: those overdue, the longest first, then those whose chance is under 85 %,
    the least likely first.
    """
    found = [(release, known) for release, known in _forecasts(facts) if release.overdue or _doubtful(known)]
    return tuple(sorted(found, key=_least_likely_first))


def untold(facts: Facts) -> tuple[ReleaseFacts, ...]:
    """The releases whose day is still to come and whose chance cannot be told, the nearest first."""
    found = [r for r, known in _forecasts(facts) if known.chance is None and not r.overdue]
    return tuple(sorted(found, key=lambda release: release.date))


def _release_of(item: Item) -> int | None:
    return item.thing.release.id if isinstance(item.thing, FeatureFacts) and item.thing.release else None


def _doubtful(known: Forecast) -> bool:
    return known.percent is not None and known.percent < SAFE


def _least_likely_first(found: tuple[ReleaseFacts, Forecast]) -> tuple[bool, float, dt.date]:
    release, known = found
    return not release.overdue, 0 if release.overdue else known.chance or 0, release.date


def _forecasts(facts: Facts) -> list[tuple[ReleaseFacts, Forecast]]:
    return [(release, forecast_of(release)) for release in facts.releases if release.aside is None]


def rising(items: Sequence[Item]) -> tuple[Rising, ...]:
    """The features under the threshold that are on their way up, those that burn first at the top."""
    under = (item for item in items if item.points < BURNING and item.kind == "feature")
    found = [risen for item in under if (risen := _risen(item)).points > item.points]
    return tuple(sorted(found, key=lambda risen: (risen.burns_on or dt.date.max, -risen.points)))


def _risen(item: Item) -> Rising:
    assert isinstance(item.thing, FeatureFacts)  # noqa: S101  # releases have a list of their own
    points = scored(later(item.thing, AHEAD)).points
    if points < BURNING:
        return Rising(item, points, None)
    days = (later(item.thing, days) for days in range(1, AHEAD + 1))
    return Rising(item, points, next(day.today for day in days if scored(day).points >= BURNING))


def scored(thing: FeatureFacts | ReleaseFacts) -> Item:
    """One thing with its reasons, also where it is put aside or has none."""
    fired = reasons(thing)
    return Item(thing, fired, sum(map(_points, fired)))


_points = attrgetter("points")


def _order(item: Item) -> tuple[int, str, int]:
    return (-item.points, item.kind, item.thing.id)
