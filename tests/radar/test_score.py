"""The order of the radar, what would change it, what rises, and what is put aside."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from radar import Aside, Facts, FeatureFacts, Pace, ReleaseFacts, burning, find, radar, rising, untold, what_if
from radar import late as behind
from tests.radar.test_rules import TODAY, days, feature, neighbours, pace, release, risk, working

WEEKS = (4, 4, 4, 4, 4)  # a steady pace: a chance is either 0 or 1


def facts(*things: FeatureFacts | ReleaseFacts, **more: Any) -> Facts:
    features = tuple(thing for thing in things if isinstance(thing, FeatureFacts))
    releases = tuple(thing for thing in things if isinstance(thing, ReleaseFacts))
    return Facts(TODAY, features, releases, **more)


def numbers(items: Any) -> list[tuple[str, int]]:
    return [(item.kind, item.thing.id) for item in items]


def late(number: int, left: int = 10) -> ReleaseFacts:
    return release(left, id=number, unfinished=100, pace=Pace(weekly=WEEKS))


def test_no_item_without_a_reason() -> None:
    assert radar(facts(feature(), release())) == ()


def test_the_highest_first_then_features_then_the_older() -> None:
    two = feature(id=2, blockers=neighbours(1))
    one = feature(id=1, blockers=neighbours(1))
    high = feature(id=9, status="blocked")
    assert numbers(radar(facts(late(3), two, one, high))) == [
        ("release", 3), ("feature", 9), ("feature", 1), ("feature", 2),
    ]  # fmt: skip
    equal = feature(id=8, release=release(-1), po="Анна")
    assert numbers(radar(facts(late(3), equal)))[0] == ("feature", 8)


def test_burning_begins_at_fifty_points() -> None:
    fifty = feature(id=1, status="blocked")
    forty = feature(id=2, risks=(risk("critical"),))
    items = radar(facts(fifty, forty))
    assert [item.points for item in items] == [50, 40]
    assert numbers(burning(items)) == [("feature", 1)]


def test_points_are_the_sum_of_the_reasons() -> None:
    (item,) = radar(facts(feature(status="blocked", risks=(risk("high"),))))
    assert item.points == sum(reason.points for reason in item.reasons) == 80


def test_find_tells_a_feature_from_a_release_of_the_same_number() -> None:
    items = radar(facts(late(1), feature(id=1, status="blocked")))
    found = find(items, "feature", 1)
    assert found is not None
    assert found.kind == "feature"
    assert find(items, "feature", 2) is None


def test_what_if_tells_the_place_it_would_fall_to() -> None:
    top = feature(id=1, status="blocked", since=TODAY - days(20), risks=(risk("critical"),))  # 110, then 40
    others = [feature(id=n, status="blocked") for n in (2, 3)]
    items = radar(facts(top, *others))
    change = what_if(items, items[0])
    assert (change.reason.code, change.old_points, change.new_points) == ("blocked", 110, 40)
    assert (change.old_place, change.new_place) == (1, 3)


def test_what_if_keeps_the_place_where_nobody_passes() -> None:
    items = radar(facts(feature(id=1, status="blocked", risks=(risk("critical"),))))
    change = what_if(items, items[0])
    assert (change.old_place, change.new_place, change.new_points) == (1, 1, 40)


def test_the_only_reason_gone_leaves_nothing() -> None:
    items = radar(facts(feature(status="blocked")))
    assert what_if(items, items[0]).new_points == 0


def test_releases_that_may_be_late_the_least_likely_first_apart_from_those_unknown() -> None:
    sure = release(10, id=1, unfinished=1, pace=Pace(weekly=WEEKS))
    unknown = release(5, id=2, unfinished=1, pace=Pace(weekly=(1,)))
    early, later = late(3, left=5), late(4, left=9)
    empty = release(5, id=5)
    world = facts(sure, unknown, later, early, empty)
    assert [found.id for found, _ in behind(world)] == [3, 4]
    assert [found.id for found in untold(world)] == [2]


def test_what_is_overdue_is_late_for_certain_whatever_its_chance() -> None:
    untold_yet = release(-4, id=1, unfinished=1, pace=Pace(weekly=(1,)))
    finished = release(-1, id=2)
    today = release(0, id=3, unfinished=1, pace=Pace(weekly=(1,)))
    longest = release(-9, id=4, unfinished=1, pace=Pace(weekly=WEEKS))
    world = facts(late(5, left=5), finished, today, untold_yet, longest)
    assert [found.id for found, _ in behind(world)] == [4, 1, 2, 5]
    assert [found.id for found in untold(world)] == [3]


@pytest.mark.parametrize("left, burns_in", [(8, 1), (14, 7), (15, None)])
def test_what_will_burn_within_a_week_rises_with_the_day_it_burns(left: int, burns_in: int | None) -> None:
    """20 of a release soon and 30 of a risk: 40 + 30 from seven days before it on."""
    item = feature(po="Анна", release=release(left), risks=(risk("medium"),))  # 30, then 50
    found = rising(radar(facts(item)))
    burns = [risen.burns_on for risen in found]
    assert burns == ([TODAY + days(burns_in)] if burns_in else [None])


def test_what_stays_as_it_is_does_not_rise() -> None:
    still = feature(id=1, risks=(risk("high"),))
    assert rising(radar(facts(still))) == ()


def test_what_burns_already_and_releases_do_not_rise() -> None:
    burns = feature(id=1, status="blocked")
    assert rising(radar(facts(burns, late(2)))) == ()


def test_a_feature_untouched_for_fourteen_days_rises_without_burning() -> None:
    item = working(id=1, touched=TODAY - days(14), blockers=neighbours(1))
    (risen,) = rising(radar(facts(item)))
    assert (risen.points, risen.burns_on) == (50, TODAY + days(1))


def test_an_aging_feature_rises_by_its_days_of_work() -> None:
    item = feature(id=1, status="in_progress", started=TODAY - days(4), pace=pace(20), risks=(risk("high"),))
    (risen,) = rising(radar(facts(item)))
    assert (risen.points, risen.burns_on) == (60, TODAY + days(7))


def test_what_is_put_aside_is_on_no_list_of_the_radar() -> None:
    aside = Aside(TODAY + days(3), "ждём юристов")
    hidden = feature(id=1, status="blocked", aside=aside, risks=(risk("high"),))
    shown = feature(id=2, status="blocked")
    hung = risk("critical")
    world = facts(hidden, shown, release(5, id=3, unfinished=100, pace=Pace(weekly=WEEKS), aside=aside))
    assert numbers(radar(world)) == [("feature", 2)]
    assert behind(world) == ()
    assert untold(world) == ()
    assert rising(radar(world)) == ()
    of_it = dt.date(2026, 11, 1)
    risks = tuple(type(hung)(n, "риск", "high", 1, "Банк", of_it, feature_id=n or None) for n in (0, 1, 2))
    assert [found.feature_id for found in facts(hidden, shown, risks=risks).shown_risks] == [None, 2]


def test_what_is_put_aside_is_told_by_the_day_it_returns() -> None:
    asides = [feature(id=n, aside=Aside(TODAY + days(left))) for n, left in ((1, 9), (2, 1), (3, 9))]
    gone = release(id=4, aside=Aside(TODAY + days(2)))
    assert [thing.id for thing in facts(*asides, gone, feature(id=5)).put_aside] == [2, 4, 1, 3]


def test_a_feature_put_aside_still_counts_in_its_release_and_for_its_neighbours() -> None:
    waiting = feature(id=2, blockers=neighbours(1))
    hidden = feature(id=1, aside=Aside(TODAY + days(3)), waiting=neighbours(1))
    assert numbers(radar(facts(hidden, waiting))) == [("feature", 2)]
