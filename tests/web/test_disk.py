"""Where the blips lie on the disk."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from math import atan2, hypot, pi

import pytest

from radar import RULES, FeatureFacts, Item, Neighbour, Reason, ReleaseFacts, Slip
from web.disk import RADIUS, Blip, Disk, disk, heat_class

TODAY = dt.date(2026, 11, 25)


def feature(number: int, points: int, project: int = 1, status: str = "in_progress", holds: int = 0) -> Item:
    waiting = tuple(Neighbour(1000 + n, "x", project) for n in range(holds))
    thing = FeatureFacts(
        number, f"F{number}", project, f"P{project}", status, TODAY, TODAY, TODAY, waiting=waiting
    )  # fmt: skip
    return item(thing, points)


def release(number: int, points: int, project: int = 1, unfinished: int = 0) -> Item:
    return item(ReleaseFacts(number, "v1", project, f"P{project}", TODAY, TODAY, Slip(TODAY), unfinished), points)


def item(thing: FeatureFacts | ReleaseFacts, points: int) -> Item:
    return Item(thing, (Reason(RULES[0], thing, points),), points)


def names(count: int) -> list[tuple[int, str]]:
    return [(number, f"Project {number}") for number in range(1, count + 1)]


def drawn(items: list[Item], projects: int) -> Disk:
    return disk(sorted(items, key=lambda one: -one.points), names(projects))


def from_centre(blip: Blip) -> float:
    return hypot(blip.x, blip.y)


def many(projects: int, each: int) -> list[Item]:
    points = [160, 120, 110, 95, 80, 60, 50, 40, 30, 10]
    return [
        feature(100 * p + n, points[(3 * n + p) % 10], p, holds=n % 3)
        for p in range(1, projects + 1)
        for n in range(each)
    ]


def test_the_hotter_the_nearer_the_centre() -> None:
    found = drawn([feature(n, points) for n, points in enumerate([10, 49, 50, 99, 100, 150, 300])], 1)
    assert [from_centre(blip) for blip in found.blips] == sorted(from_centre(blip) for blip in found.blips)


@pytest.mark.parametrize(
    "points, ring, heat", [(49, 0, "h1"), (50, 1, "h2"), (99, 1, "h2"), (100, 2, "h3"), (500, 2, "h3")]
)
def test_a_blip_lies_wholly_in_the_ring_of_its_points(points: int, ring: int, heat: str) -> None:
    found = drawn([feature(n, points, n % 20 + 1) for n in range(40)], 20)
    bounds = (RADIUS, *found.rings, 0)
    for blip in found.blips:
        assert bounds[ring + 1] <= from_centre(blip) - blip.size + 0.1
        assert from_centre(blip) + blip.size <= bounds[ring] + 0.1
    assert heat_class(points) == heat


@pytest.mark.parametrize("projects, each", [(1, 10), (3, 10), (7, 6), (20, 3)])
def test_blips_do_not_cover_each_other(projects: int, each: int) -> None:
    found = drawn(many(projects, each), projects)
    covered = [
        a.size + b.size - hypot(a.x - b.x, a.y - b.y)
        for a, b in combinations(found.blips, 2)
        if hypot(a.x - b.x, a.y - b.y) < a.size + b.size
    ]
    assert max(covered, default=0) < 4
    assert len(covered) <= len(found.blips) / 20


@pytest.mark.parametrize("projects", [2, 3, 20])
def test_a_blip_lies_in_the_sector_of_its_project(projects: int) -> None:
    for blip in drawn([feature(n, 60, n % projects + 1) for n in range(40)], projects).blips:
        angle = atan2(blip.x, -blip.y) % (2 * pi)
        assert int(angle / (2 * pi / projects)) + 1 == blip.item.thing.project_id


def test_nothing_jumps_between_two_looks() -> None:
    assert drawn(many(20, 5), 20) == drawn(many(20, 5), 20)


def test_what_is_cooler_moves_nothing_hotter() -> None:
    items = many(3, 8)
    before = {blip.item.thing.id: (blip.x, blip.y) for blip in drawn(items, 3).blips}
    after = {blip.item.thing.id: (blip.x, blip.y) for blip in drawn([*items, feature(9, 1, 2)], 3).blips}
    assert before.items() <= after.items()


def test_a_new_name_moves_nothing() -> None:
    one = feature(1, 60)
    assert isinstance(one.thing, FeatureFacts)
    other = item(one.thing._replace(name="Renamed"), 60)
    (before,), (after,) = drawn([one], 3).blips, drawn([other], 3).blips
    assert (before.x, before.y) == (after.x, after.y)


def test_what_holds_up_more_is_larger() -> None:
    sizes = [blip.size for blip in drawn([feature(n, 90 - n, holds=n) for n in (0, 1, 4, 9)], 1).blips]
    assert sizes == [13.0, 14.9, 20.8, 20.8]
    assert drawn([release(1, 60, unfinished=8)], 1).blips[0].size == 20.8


def test_a_shape_tells_what_it_is() -> None:
    items = [feature(n, 90 - n, status=status) for n, status in enumerate(("blocked", "in_progress", "backlog"))]
    found = drawn([*items, release(9, 60)], 1)
    assert [blip.shape for blip in found.blips] == ["diamond", "circle", "ring", "square"]


def test_what_burns_carries_its_place_in_the_list() -> None:
    found = drawn([feature(n, 100 - n) for n in range(40)] + [feature(99, 49)], 2)
    assert [blip.place for blip in found.blips] == [*range(1, 31), *[0] * 11]
    assert [blip.place for blip in drawn([feature(1, 60), feature(2, 49)], 1).blips] == [1, 0]


def test_much_fire_widens_the_rings_and_makes_blips_small() -> None:
    calm, wild = drawn(many(3, 5), 3), drawn(many(20, 5), 20)
    assert wild.rings[0] > calm.rings[0]
    assert wild.crowded
    assert not calm.crowded
    assert min(blip.size for blip in wild.blips) < min(blip.size for blip in calm.blips)


def test_names_that_may_not_fit_are_numbered() -> None:
    assert not disk([], names(3)).numbered
    assert disk([], [(n, "A project with quite a long name") for n in range(20)]).numbered
    assert [sector.number for sector in disk([], names(3)).sectors] == [1, 2, 3]


def test_names_below_the_centre_stand_upright() -> None:
    top_right, bottom_right, bottom_left, top_left = disk([], names(4)).sectors
    assert top_right.clockwise
    assert top_left.clockwise
    assert not bottom_right.clockwise
    assert not bottom_left.clockwise
    for sector in (top_right, bottom_right, bottom_left, top_left):
        assert sector.ends[0][0] < sector.ends[1][0]  # read from the left


def test_one_project_has_the_whole_disk_and_no_project_an_empty_one() -> None:
    (alone,) = disk([], names(1)).sectors
    assert alone.border is None
    assert disk([], []).sectors == ()
