"""What past days are remembered of, and what turns between two moments."""

from __future__ import annotations

import datetime as dt
import gc

import pytest
from flask import Flask

from demo.fill import fill
from demo.story import load
from models import db
from radar import Facts, end_of_day, radar
from tests.radar.conftest import MOSCOW, NOW, TODAY, Past, Then
from web.heat import Crossing, Ember, Heat, burning, crossed, forget, heat_of, of_project, past_days

DAYS = [TODAY - dt.timedelta(days=ago) for ago in range(1, 31)]


def ember(number: int, points: int, project: int = 1) -> Ember:
    return Ember("feature", number, f"F{number}", project, f"P{project}", points)


def heat(*embers: Ember) -> dict[tuple[str, int], Ember]:
    return {(one.kind, one.id): one for one in embers}


@pytest.fixture
def desk(app: Flask) -> Past:
    return Past(db.session(), Then(NOW))


def test_a_day_tells_what_stood_at_its_end(desk: Past) -> None:
    feature = desk.days(9).feature(desk.project("Alpha"), "Login")
    desk.days(5).change(feature, status="blocked")
    desk.days(2).change(feature, status="done")
    found = past_days(desk.session, DAYS, MOSCOW)
    points = {(TODAY - day).days: one.points for day in DAYS for one in found[day].values()}
    assert points == {5: 50, 4: 51, 3: 52}


def test_thirty_days_of_a_long_story_are_as_hot_as_the_radar_of_each_says(desk: Past) -> None:
    fill(desk.session, load(), TODAY, MOSCOW)
    desk.session.commit()
    found = past_days(desk.session, DAYS, MOSCOW)
    for day in DAYS:
        assert found[day] == heat_of(radar(desk.then(end_of_day(day, MOSCOW)))), day
    assert any(burning(heat) for heat in found.values())


def test_a_day_that_is_over_is_read_once(desk: Past, queries: list[str]) -> None:
    desk.days(9).change(desk.feature(desk.project("Alpha"), "Login"), status="blocked")
    first = past_days(desk.session, DAYS, MOSCOW)
    queries.clear()
    assert past_days(desk.session, DAYS, MOSCOW) == first
    assert len(queries) == 1


def test_a_day_that_was_read_among_others_is_remembered_beside_any(desk: Past, queries: list[str]) -> None:
    project = desk.days(400).project("Alpha")
    desk.change(desk.feature(project, "Login"), status="blocked")
    desk.days(200).feature(project, "Search")
    past_days(desk.session, DAYS, MOSCOW)
    long_ago = TODAY - dt.timedelta(days=300)
    past_days(desk.session, [long_ago], MOSCOW)
    queries.clear()
    found = past_days(desk.session, [long_ago, *DAYS], MOSCOW)
    assert len(queries) == 1
    assert {len(heat) for heat in found.values()} == {1}


def test_the_collector_runs_again_after_days_were_read(desk: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    running = []

    def heat_at(_: Facts) -> Heat:
        running.append(gc.isenabled())
        return {}

    monkeypatch.setattr("web.heat.heat_at", heat_at)
    past_days(desk.session, DAYS[:1], MOSCOW)
    assert (running, gc.isenabled()) == ([False], True)


def test_the_oldest_days_are_forgotten_first(desk: Past, queries: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.heat._MOST", 10)
    desk.days(9).change(desk.feature(desk.project("Alpha"), "Login"), status="blocked")
    forget()
    first = past_days(desk.session, DAYS, MOSCOW)
    queries.clear()
    assert past_days(desk.session, DAYS[:10], MOSCOW) == {day: first[day] for day in DAYS[:10]}
    assert len(queries) == 1
    assert past_days(desk.session, DAYS, MOSCOW) == first
    assert len(queries) > 4


@pytest.mark.parametrize("ago", [5, 30, 60])
def test_what_is_written_late_into_a_day_is_seen(desk: Past, ago: int) -> None:
    feature = desk.days(70).feature(desk.project("Alpha"), "Login")
    assert not any(past_days(desk.session, DAYS, MOSCOW).values())
    desk.days(ago).change(feature, status="blocked")
    found = past_days(desk.session, DAYS, MOSCOW)
    assert len(found[DAYS[3]]) == 1
    assert len(found[DAYS[29]]) == (ago >= 30)


def test_no_days_are_no_heat(desk: Past, queries: list[str]) -> None:
    assert past_days(desk.session, [], MOSCOW) == {}
    assert queries == []


def test_what_passes_the_threshold_has_turned() -> None:
    before = heat(ember(1, 49), ember(2, 50), ember(3, 80), ember(4, 60), ember(5, 10))
    after = heat(ember(1, 50), ember(2, 49), ember(3, 90), ember(5, 20), ember(6, 70))
    caught, cooled = crossed(before, after)
    assert caught == [Crossing(ember(6, 70), 0, 70), Crossing(ember(1, 50), 49, 50)]
    assert cooled == [Crossing(ember(4, 60), 60, 0), Crossing(ember(2, 50), 50, 49)]


def test_heat_is_told_of_one_project_or_of_all() -> None:
    both = heat(ember(1, 60), ember(2, 40, project=2))
    assert of_project(both, None) == both
    assert of_project(both, 2) == heat(ember(2, 40, project=2))
    assert burning(both) == [ember(1, 60)]
