"""Each rule at its edges: pure facts in, points out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from radar import RULES, FeatureFacts, Forecast, Move, Neighbour, Pace, ReleaseFacts, RiskFacts, Slip
from radar import rules as rules_
from radar.rules import reasons
from radar.things import Flip

TODAY = dt.date(2026, 11, 25)
STATUSES = ("backlog", "in_progress", "blocked")


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def feature(**values: Any) -> FeatureFacts:
    known: dict[str, Any] = {
        "id": 1,
        "name": "Вход",
        "project_id": 1,
        "project": "Банк",
        "status": "backlog",
        "today": TODAY,
    }
    return FeatureFacts(**known | {"since": TODAY, "touched": TODAY} | values)


def release(left: int = 100, pushes: int = 0, **values: Any) -> ReleaseFacts:
    day = TODAY + days(left)
    moves = tuple(
        Move(dt.datetime(2026, 11, 1, tzinfo=dt.UTC), TODAY, day - days(n), day - days(n - 1), "1")
        for n in range(pushes, 0, -1)
    )
    known: dict[str, Any] = {
        "id": 7,
        "version": "v2.0",
        "project_id": 1,
        "project": "Банк",
        "today": TODAY,
        "date": day,
    }
    return ReleaseFacts(**known | {"slip": Slip(day - days(pushes), moves)} | values)


def neighbours(count: int) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(100 + n, f"Фича {n}", 1) for n in range(count))


def risk(severity: str) -> RiskFacts:
    return RiskFacts(1, "подрядчик", severity, 1, "Банк", TODAY)


def flip(ago: int, old: str = "in_progress", new: str = "blocked") -> Flip:
    return Flip(TODAY - days(ago), old, new)


def working(**values: Any) -> FeatureFacts:
    return feature(status="in_progress", started=TODAY, po="Анна", **values)


def pace(count: int, took: int = 10) -> Pace:
    return Pace((took,) * count)


def points(thing: FeatureFacts | ReleaseFacts) -> dict[str, int]:
    return {reason.code: reason.points for reason in reasons(thing)}


def test_the_table_has_every_rule_once_and_in_order() -> None:
    assert [rule.code for rule in RULES] == [
        "blocked", "blocked_by", "blocks_others", "release_overdue", "release_soon", "stale", "aging", "churn",
        "slipped", "no_owner", "risk", "release_at_risk",
    ]  # fmt: skip


def test_a_feature_of_which_nothing_is_to_be_said_has_no_reason() -> None:
    assert points(feature()) == {}
    assert points(release()) == {}


@pytest.mark.parametrize("ago, expected", [(0, 50), (1, 51), (19, 69), (20, 70), (21, 70), (400, 70)])
def test_blocked_grows_by_the_day_for_twenty_days(ago: int, expected: int) -> None:
    assert points(feature(status="blocked", since=TODAY - days(ago))) == {"blocked": expected}


@pytest.mark.parametrize("status", ["backlog", "in_progress"])
def test_blocked_is_a_status_and_nothing_else(status: str) -> None:
    assert "blocked" not in points(feature(status=status, since=TODAY - days(30)))


@pytest.mark.parametrize("count, expected", [(1, 30), (2, 30), (9, 30)])
def test_waiting_for_others_counts_once(count: int, expected: int) -> None:
    assert points(feature(blockers=neighbours(count))) == {"blocked_by": expected}


@pytest.mark.parametrize("count, expected", [(1, 10), (2, 20), (3, 30), (4, 30)])
def test_holding_up_others_counts_for_three_at_most(count: int, expected: int) -> None:
    assert points(feature(waiting=neighbours(count))) == {"blocks_others": expected}


@pytest.mark.parametrize(
    "left, expected",
    [
        (-30, {"release_overdue": 60}),
        (-1, {"release_overdue": 60}),
        (0, {"release_soon": 40}),
        (7, {"release_soon": 40}),
        (8, {"release_soon": 20}),
        (14, {"release_soon": 20}),
        (15, {}),
    ],
)
def test_the_day_of_the_release_draws_near(left: int, expected: dict[str, int]) -> None:
    assert points(feature(release=release(left), po="Анна")) == expected


@pytest.mark.parametrize("left, fires", [(-1, False), (0, True), (11, True), (12, False)])
def test_a_po_is_missed_from_eleven_days_before_the_release(left: int, fires: bool) -> None:
    assert ("no_owner" in points(feature(release=release(left)))) is fires
    assert "no_owner" not in points(feature(release=release(left), po="Анна"))


def test_a_feature_in_no_release_needs_no_po() -> None:
    assert points(feature()) == {}


@pytest.mark.parametrize("ago, fires", [(14, False), (15, True), (90, True)])
def test_stale_begins_after_more_than_fourteen_days(ago: int, fires: bool) -> None:
    assert points(working(touched=TODAY - days(ago))) == ({"stale": 20} if fires else {})


@pytest.mark.parametrize("status", ["backlog", "blocked"])
def test_only_what_is_in_progress_goes_stale(status: str) -> None:
    assert "stale" not in points(feature(status=status, touched=TODAY - days(90)))


@pytest.mark.parametrize(
    "finished, expected", [(0, {"stale": 20}), (19, {"stale": 20}), (20, {"aging": 30}), (21, {"aging": 30})]
)
def test_with_the_twentieth_finished_feature_aging_takes_the_place_of_stale(
    finished: int, expected: dict[str, int]
) -> None:
    old = feature(status="in_progress", touched=TODAY - days(15), started=TODAY - days(15), pace=pace(finished))
    assert points(old) == expected


def test_a_feature_untouched_but_not_old_is_neither_stale_nor_aging_where_the_pace_is_known() -> None:
    assert points(feature(status="in_progress", touched=TODAY - days(15), started=TODAY, pace=pace(20))) == {}


@pytest.mark.parametrize("back, again", [(3, TODAY - days(3)), (22, None)])
def test_aging_tells_when_a_feature_came_back_to_work(back: int, again: dt.date | None) -> None:
    old = feature(status="in_progress", since=TODAY - days(back), started=TODAY - days(22), pace=pace(20))
    [fired] = [reason for reason in reasons(old) if reason.code == "aging"]
    assert (fired.facts["since"], fired.facts["again"]) == (TODAY - days(22), again)


@pytest.mark.parametrize("longer_than, expected", [(0, 0), (84, 0), (85, 20), (94, 20), (95, 30), (100, 30)], ids=str)
def test_aging_by_the_share_of_a_hundred_that_took_less(longer_than: int, expected: int) -> None:
    """The feature has been in work for 10 days; so many of the hundred took 9, the others 10 as well."""
    durations = (9,) * longer_than + (10,) * (100 - longer_than)
    old = feature(status="in_progress", started=TODAY - days(10), pace=Pace(durations))
    assert points(old).get("aging", 0) == expected


@pytest.mark.parametrize("longer_than, expected", [(16, 0), (17, 20), (18, 20), (19, 30), (20, 30)])
def test_aging_by_the_share_of_twenty(longer_than: int, expected: int) -> None:
    durations = (9,) * longer_than + (10,) * (20 - longer_than)
    old = feature(status="in_progress", started=TODAY - days(10), pace=Pace(durations))
    assert points(old).get("aging", 0) == expected


@pytest.mark.parametrize("status", ["backlog", "blocked"])
def test_only_what_is_in_progress_ages(status: str) -> None:
    assert "aging" not in points(feature(status=status, started=TODAY - days(90), pace=pace(20)))


@pytest.mark.parametrize(
    "old, new, fires",
    [
        ("done", "backlog", True),
        ("done", "in_progress", True),
        ("done", "blocked", True),
        ("in_progress", "backlog", True),
        ("in_progress", "blocked", False),
        ("blocked", "backlog", False),
        ("blocked", "in_progress", False),
        ("backlog", "in_progress", False),
        ("cancelled", "backlog", False),
        ("done", "cancelled", False),
    ],
)
def test_one_step_back_is_churn(old: str, new: str, fires: bool) -> None:
    assert points(feature(flips=(flip(3, old, new),))) == ({"churn": 15} if fires else {})


@pytest.mark.parametrize("ago, fires", [(0, True), (14, True), (15, False)])
def test_a_step_back_counts_for_fourteen_days(ago: int, fires: bool) -> None:
    assert ("churn" in points(feature(flips=(flip(ago, "done", "in_progress"),)))) is fires


@pytest.mark.parametrize("ago, fires", [((14, 7, 0), True), ((15, 7, 0), False), ((7, 0), False), ((9, 8, 7, 0), True)])
def test_three_changes_of_status_within_fourteen_days_are_churn(ago: tuple[int, ...], fires: bool) -> None:
    assert ("churn" in points(feature(flips=tuple(map(flip, ago))))) is fires


@pytest.mark.parametrize("pushes, expected", [(0, 0), (1, 10), (2, 20), (3, 30), (4, 30), (9, 30)])
def test_slipped_counts_three_pushes_at_most(pushes: int, expected: int) -> None:
    assert points(feature(release=release(pushes=pushes))).get("slipped", 0) == expected


def test_a_release_that_was_only_drawn_nearer_has_not_slipped() -> None:
    day = TODAY + days(100)
    nearer = Move(dt.datetime(2026, 11, 1, tzinfo=dt.UTC), TODAY, day + days(9), day, "1")
    assert points(feature(release=release(slip=Slip(day + days(9), (nearer,))))) == {}


@pytest.mark.parametrize("severity, expected", [("low", {}), ("medium", 10), ("high", 30), ("critical", 40)])
def test_a_risk_weighs_by_its_severity(severity: str, expected: Any) -> None:
    assert points(feature(risks=(risk(severity),))) == ({"risk": expected} if expected else {})


def test_of_several_risks_the_most_severe_counts_and_the_others_are_counted() -> None:
    (reason,) = reasons(feature(risks=(risk("high"), risk("medium"), risk("low"))))
    assert (reason.points, reason.facts["severity"], reason.facts["count"]) == (30, "high", 3)


@pytest.mark.parametrize(
    "chance, expected",
    [(None, 0), (1.0, 0), (0.85, 0), (0.8499, 30), (0.5, 30), (0.4999, 60), (0.0, 60)],
    ids=str,
)
def test_a_release_is_at_risk_under_85_and_under_50_per_cent(
    monkeypatch: pytest.MonkeyPatch, chance: float | None, expected: int
) -> None:
    monkeypatch.setattr(rules_, "forecast", lambda *_: Forecast(chance, 25, 9))
    assert points(release(unfinished=3)).get("release_at_risk", 0) == expected


def test_the_reasons_stand_by_weight_and_each_has_its_next_step() -> None:
    found = reasons(
        feature(
            status="blocked", since=TODAY - days(3), blockers=neighbours(1), release=release(5, pushes=1),
            risks=(risk("critical"),),
        )
    )  # fmt: skip
    assert [(reason.code, reason.points, reason.step) for reason in found] == [
        ("blocked", 53, "unblock"),
        ("release_soon", 40, "finish_or_take_out"),
        ("risk", 40, "close_risk"),
        ("blocked_by", 30, "finish_blocker"),
        ("slipped", 10, "take_out"),
        ("no_owner", 10, "name_po"),
    ]


def test_a_clock_that_goes_backward_makes_no_negative_days() -> None:
    tomorrow = TODAY + days(1)
    ahead = feature(status="blocked", since=tomorrow, touched=tomorrow, started=tomorrow)
    assert (ahead.status_days, ahead.untouched_days, ahead.work_days) == (0, 0, 0)
    assert points(ahead) == {"blocked": 50}


def test_what_is_not_in_progress_yet_has_no_days_of_work() -> None:
    assert feature().work_days == 0
    assert feature()._replace(started=TODAY - days(3)).work_days == 3
