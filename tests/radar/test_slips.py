"""The moves of a release: how far, by whom and why; and the first day it was promised for."""

from __future__ import annotations

import datetime as dt

import pytest

from models import Release
from radar import Slip, slips
from tests.conftest import ARTEM, MARIA
from tests.radar.conftest import MOSCOW, NOW, Past

FIRST, SECOND, THIRD = dt.date(2026, 12, 1), dt.date(2026, 12, 15), dt.date(2026, 12, 18)


@pytest.fixture
def release(desk: Past) -> Release:
    desk.days(30)
    return desk.release(desk.project(), target_date=FIRST)


def _slip(desk: Past, release: Release, until: dt.datetime | None = None) -> Slip:
    return slips(desk.session, [release.id], MOSCOW, until)[release.id]


def test_a_release_that_was_never_moved_keeps_its_first_day(desk: Past, release: Release) -> None:
    assert _slip(desk, release) == Slip(FIRST)
    assert _slip(desk, release).last == FIRST
    assert _slip(desk, release).pushed_days == 0


def test_every_move_tells_when_by_whom_how_far_and_why(desk: Past, release: Release) -> None:
    desk.days(20).change(release, target_date=SECOND, date_reason="ждём подрядчика")
    desk.days(10).change(release, who=MARIA, target_date=THIRD, date_reason=None)
    slip = _slip(desk, release)
    told = [(move.on, move.old, move.new, move.days, move.who, move.why) for move in slip.moves]
    assert told == [
        (NOW.date() - dt.timedelta(days=20), FIRST, SECOND, 14, str(ARTEM), "ждём подрядчика"),
        (NOW.date() - dt.timedelta(days=10), SECOND, THIRD, 3, str(MARIA), None),
    ]
    assert (slip.first, slip.last, slip.pushed_days) == (FIRST, THIRD, 17)


def test_a_move_to_an_earlier_day_is_a_move_but_no_push(desk: Past, release: Release) -> None:
    desk.days(20).change(release, target_date=SECOND)
    desk.days(10).change(release, target_date=FIRST)
    slip = _slip(desk, release)
    assert [move.days for move in slip.moves] == [14, -14]
    assert [move.days for move in slip.pushes] == [14]
    assert slip.pushed_days == 14


def test_a_move_that_was_taken_back_never_happened(desk: Past, release: Release) -> None:
    desk.days(20).back(desk.change(release, target_date=SECOND))
    assert _slip(desk, release) == Slip(FIRST)


def test_a_move_that_was_redone_happened_once(desk: Past, release: Release) -> None:
    desk.days(20)
    undo = desk.back(desk.change(release, target_date=SECOND, date_reason="подрядчик"))
    desk.days(5).back(undo)
    (move,) = _slip(desk, release).moves
    assert (move.old, move.new, move.why) == (FIRST, SECOND, "подрядчик")


def test_what_else_was_changed_is_no_move(desk: Past, release: Release) -> None:
    desk.days(20).change(release, version="v2.1")
    assert _slip(desk, release) == Slip(FIRST)


def test_the_moves_are_told_after_the_release_is_out_and_after_it_was_deleted(desk: Past, release: Release) -> None:
    desk.days(20).change(release, target_date=SECOND)
    desk.days(2).change(release, status="released")
    assert _slip(desk, release).pushed_days == 14
    desk.days(1).delete(release)
    assert _slip(desk, release).pushed_days == 14


def test_what_was_known_at_a_moment(desk: Past, release: Release) -> None:
    message = desk.days(20).change(release, target_date=SECOND)
    desk.days(10).back(message)
    assert _slip(desk, release, NOW - dt.timedelta(days=21)) == Slip(FIRST)
    assert _slip(desk, release, NOW - dt.timedelta(days=15)).last == SECOND
    assert _slip(desk, release) == Slip(FIRST)
    assert slips(desk.session, [release.id], MOSCOW, NOW - dt.timedelta(days=31)) == {}


@pytest.mark.parametrize("utc, day", [("20:59", 24), ("21:00", 25)])
def test_the_day_of_a_move_is_the_teams(desk: Past, release: Release, utc: str, day: int) -> None:
    desk.at(dt.datetime.fromisoformat(f"2026-11-24T{utc}+00:00")).change(release, target_date=SECOND)
    assert [move.on.day for move in _slip(desk, release).moves] == [day]
