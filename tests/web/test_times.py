"""Moments as a page tells them: in the team's zone and the reader's language."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask_babel import force_locale

from web import times
from web.times import Clock

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: NOW)


@pytest.mark.parametrize(
    "ago, english, russian",
    [
        (dt.timedelta(seconds=-3), "just now", "только что"),
        (dt.timedelta(milliseconds=999), "just now", "только что"),
        (dt.timedelta(seconds=1), "a second ago", "секунду назад"),
        (dt.timedelta(seconds=22), "22 seconds ago", "22 секунды назад"),
        (dt.timedelta(minutes=5), "5 minutes ago", "5 минут назад"),
        (dt.timedelta(hours=3, minutes=29, seconds=59), "3 hours ago", "3 часа назад"),
        (dt.timedelta(hours=3, minutes=31), "4 hours ago", "4 часа назад"),
        (dt.timedelta(minutes=1), "a minute ago", "минуту назад"),
        (dt.timedelta(minutes=52), "an hour ago", "час назад"),
        (dt.timedelta(days=1), "a day ago", "день назад"),
        (dt.timedelta(days=5, hours=1), "5 days ago", "5 дней назад"),
        (dt.timedelta(days=6), "a week ago", "неделю назад"),
        (dt.timedelta(days=10), "a week ago", "неделю назад"),
        (dt.timedelta(days=11), "2 weeks ago", "2 недели назад"),
        (dt.timedelta(days=21), "3 weeks ago", "3 недели назад"),
        (dt.timedelta(days=31), "a month ago", "месяц назад"),
        (dt.timedelta(days=365), "a year ago", "год назад"),
        (dt.timedelta(days=800), "2 years ago", "2 года назад"),
    ],
)
def test_how_long_ago(app: Flask, at_nine: None, ago: dt.timedelta, english: str, russian: str) -> None:
    for language, words in (("en", english), ("ru", russian)):
        with app.test_request_context(), force_locale(language):
            assert Clock(MOSCOW).tell(NOW - ago).ago == words


def test_day_and_clock_are_the_teams(app: Flask, at_nine: None) -> None:
    late = dt.datetime(2026, 11, 19, 21, 30, 5, tzinfo=dt.UTC)
    with app.test_request_context(), force_locale("ru"):
        told = Clock(MOSCOW).tell(late)
    assert (told.clock, told.iso) == ("00:30", "2026-11-20T00:30:05+03:00")
    assert told.day.startswith("пятница, 20 ноября 2026")
    assert told.exact == "20 ноября 2026, 00:30:05 Москва, стандартное время"


def test_summer_time_has_its_own_name(app: Flask, at_nine: None) -> None:
    with app.test_request_context(), force_locale("en"):
        clock = Clock(BERLIN)
        winter, summer = (clock.tell(dt.datetime(2026, month, 20, 9, 0, tzinfo=dt.UTC)).exact for month in (1, 7))
    assert winter == "20 January 2026, 10:00:00 Central European Standard Time"
    assert summer == "20 July 2026, 11:00:00 Central European Summer Time"


@pytest.mark.parametrize(
    "language, day", [("en", "Friday 20 November 2026"), ("ru", "пятница, 20 ноября 2026\u202fг.")]
)
def test_a_day_is_written_as_its_language_writes_it_here(app: Flask, language: str, day: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert " ".join(Clock(MOSCOW).tell(NOW).day.split()) == " ".join(day.split())
