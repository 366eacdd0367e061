"""The radar as a disk: where each blip lies. A sector per project, the hotter the nearer the centre.

Everything follows from the items alone, so that nothing jumps between two looks. Lengths are units of the drawing,
whose centre is 0, 0; angles are radians clockwise from above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import asin, cos, hypot, pi, sin
from typing import Literal
from zlib import crc32

from radar import BURNING, FeatureFacts, Item

RADIUS = 300
_RINGS = (198, 112)  # inside the first it burns, inside the second it has twice as many points
_WIDE_RINGS = (244, 140)  # where much burns
_MUCH = 40
HOTTEST = 4 * BURNING  # points from which a blip lies as near the centre as it can
_GAP = 2  # between two blips, and to a ring
_ABOVE, _BELOW = 9, 21  # from the edge to the line on which a name stands, above the centre and below it
_UPRIGHT = 0.1  # a name that is nearly level with the centre still reads from below
_LETTER = 9.2  # an average letter's width
_SIZES = ((25, 13.0), (45, 11.0), (10**9, 9.0))  # up to so many blips they are so large
_LARGER = 0.15  # of that, for each thing it holds up
_MOST_LARGER = 4
_NUMBERED = 30  # blips that carry their place in the list

Point = tuple[float, float]
Shape = Literal["circle", "ring", "diamond", "square"]
_SHAPES: dict[str, Shape] = {"backlog": "ring", "in_progress": "circle", "blocked": "diamond"}


@dataclass(frozen=True, slots=True)
class Blip:
    """An item on the disk; `place` is its number in the list of what burns, 0 where it does not or is far down."""

    item: Item
    place: int
    x: float
    y: float
    size: float  # from its centre to its edge
    shape: Shape


@dataclass(frozen=True, slots=True)
class Sector:
    """A project's part of the disk: its border, and the arc outside along which its name runs."""

    project_id: int
    name: str
    number: int
    border: Point | None  # the outer end of the line that begins it; None where it is alone
    ends: tuple[Point, Point]  # of the arc, from where reading begins
    clockwise: bool  # in the lower half names run the other way, lest they stand on their heads
    radius: float  # of the arc
    letters: int  # that fit along it
    middle: Point  # inside its outer edge, for its number


@dataclass(frozen=True, slots=True)
class Disk:
    sectors: tuple[Sector, ...]
    blips: tuple[Blip, ...]
    rings: tuple[int, int]

    @property
    def numbered(self) -> bool:
        """Whether names may be too long for their arcs: each then has its number, and a list tells them in full."""
        return any(len(sector.name) > sector.letters for sector in self.sectors)

    @property
    def crowded(self) -> bool:
        """Whether the blips are so small that their numbers must be too."""
        return len(self.blips) > _SIZES[1][0]


def disk(items: Sequence[Item], projects: Sequence[tuple[int, str]]) -> Disk:
    """The disk of these items, the hottest first, whose projects are given as (id, name) in their order."""
    share = 2 * pi / max(len(projects), 1)
    sectors = tuple(_sector(place, share, *project) for place, project in enumerate(projects))
    size = next(size for most, size in _SIZES if len(items) <= most)
    rings = _WIDE_RINGS if sum(item.points >= BURNING for item in items) > _MUCH else _RINGS
    table = _Table(len(sectors), size, rings)
    places = {sector.project_id: sector.number - 1 for sector in sectors}
    blips = [table.lay(item, places[item.thing.project_id], number) for number, item in enumerate(items, start=1)]
    return Disk(sectors, tuple(blips), rings)


def heat_class(points: int) -> str:
    """h1: below the threshold, h2: it burns, h3: inside the second ring."""
    return f"h{_zone(points) + 1}"


def shape_of(item: Item) -> Shape:
    return _SHAPES[item.thing.status] if isinstance(item.thing, FeatureFacts) else "square"


def _sector(place: int, share: float, project_id: int, name: str) -> Sector:
    alone = share >= 2 * pi
    begin = -pi / 2 if alone else place * share
    end = pi / 2 if alone else begin + share
    middle = (begin + end) / 2
    clockwise = cos(middle) > -_UPRIGHT
    radius = RADIUS + (_ABOVE if clockwise else _BELOW)
    ends = _point(radius, begin), _point(radius, end)
    return Sector(
        project_id=project_id,
        name=name,
        number=place + 1,
        border=None if alone else _point(RADIUS, begin),
        ends=ends if clockwise else (ends[1], ends[0]),
        clockwise=clockwise,
        radius=radius,
        letters=int((end - begin) * radius / _LETTER) - 1,
        middle=_point(RADIUS - 17, middle),
    )


class _Table:
    """The blips laid so far, by sector."""

    def __init__(self, sectors: int, size: float, rings: tuple[int, int]) -> None:
        self.size, self.rings, self.share = size, rings, 2 * pi / max(sectors, 1)
        self.laid: list[list[Blip]] = [[] for _ in range(sectors)]
        # So far out that the sectors' innermost blips have room beside each other.
        self.inmost = max(size, sectors * 2 * size / (2 * pi) * 0.9)

    def lay(self, item: Item, sector: int, number: int) -> Blip:
        """Put it where its points want it, or at the nearest place that is free; else where it covers least."""
        size = round(self.size * (1 + _LARGER * min(_holds_up(item), _MOST_LARGER)), 1)
        near = [blip for place in {sector - 1, sector, (sector + 1) % len(self.laid)} for blip in self.laid[place]]
        best, least = (0.0, 0.0), float("inf")
        for x, y in self._places(item, sector, size):
            covered = max((blip.size + size + _GAP - hypot(x - blip.x, y - blip.y) for blip in near), default=0.0)
            if covered < least:
                best, least = (x, y), covered
            if covered <= 0:
                break
        place = number if item.points >= BURNING and number <= _NUMBERED else 0
        blip = Blip(item, place, round(best[0], 1), round(best[1], 1), size, shape_of(item))
        self.laid[sector].append(blip)
        return blip

    def _places(self, item: Item, sector: int, size: float) -> Iterator[Point]:
        """Places for it, the best first, all in its sector and its ring."""
        inner, outer = self._ring(item.points, size)
        wanted = min(max(self._distance(item.points), inner), outer)
        own = crc32(f"{item.kind}{item.thing.id}".encode()) / 2**32 - 0.5  # the same for ever: from -0.5 to 0.5
        step = size + _GAP
        for out, aside in product(_around(int((outer - inner) / step) + 1), _around(8)):
            distance = wanted + out * step
            if inner <= distance <= outer:
                room = max(self.share / 2 - asin(min((size + _GAP) / distance, 1)), 0)
                angle = 2 * own * room + aside * step / distance
                if abs(angle) <= room:
                    yield _point(distance, (sector + 0.5) * self.share + angle)

    def _ring(self, points: int, size: float) -> Point:
        """The nearest and the farthest its centre may be."""
        bounds = (RADIUS, *self.rings, self.inmost - size - _GAP)
        place = _zone(points)
        inner, outer = bounds[place + 1] + size + _GAP, bounds[place] - size - _GAP
        return (inner, outer) if inner <= outer else (outer, outer)

    def _distance(self, points: int) -> float:
        """From the centre, as if a blip had no size: linear from ring to ring."""
        outer, inner = self.rings
        steps = ((0, float(RADIUS)), (BURNING, outer), (2 * BURNING, inner), (HOTTEST, self.inmost))
        for (low, far), (high, near) in pairwise(steps):
            if points <= high:
                return far + (near - far) * (points - low) / (high - low)
        return self.inmost


def _zone(points: int) -> int:
    return min(points // BURNING, 2)


def _holds_up(item: Item) -> int:
    """How many features wait for it; of a release, every second one that is to be finished."""
    return len(item.thing.waiting) if isinstance(item.thing, FeatureFacts) else item.thing.unfinished // 2


def _around(most: int) -> list[int]:
    """0, 1, -1, 2, -2, …"""
    return [0, *(step for n in range(1, most + 1) for step in (n, -n))]


def _point(distance: float, angle: float) -> Point:
    return distance * sin(angle), -distance * cos(angle)
