"""`?as_of=`: the moment a page shows."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import flask_babel
import pytest
from flask import Flask

from journal import Journal
from models import Project, db
from web.as_of import AsOf, BadMoment, read_as_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = dt.datetime(2026, 11, 27, 12, 0, tzinfo=MOSCOW)


def utc(*moment: int) -> dt.datetime:
    return dt.datetime(*moment, tzinfo=dt.UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    "asked, past",
    [
        ("", None),
        ("2026-11-13", utc(2026, 11, 13, 20, 59, 59, 999999)),  # to the end of the team's day
        ("2026-11-13T14:05", utc(2026, 11, 13, 11, 5, 59, 999999)),  # to the end of the minute
        ("2026-11-27T11:59", utc(2026, 11, 27, 8, 59, 59, 999999)),
        ("2026-11-27", None),  # today is now
        ("2026-11-27T12:00", None),
        ("2026-11-27T23:00", None),
    ],
)
def test_a_moment_is_read_in_the_teams_zone(asked: str, past: dt.datetime | None) -> None:
    assert read_as_of(asked, NOW, MOSCOW).past == past


@pytest.mark.parametrize("asked", ["2026-11-28", "2027-01-01T00:00"])
def test_a_day_to_come_is_refused(app: Flask, asked: str) -> None:
    with app.test_request_context(), pytest.raises(BadMoment, match="не наступил"):
        read_as_of(asked, NOW, MOSCOW)


@pytest.mark.parametrize(
    "asked",
    ["yesterday", "2026-13-01", "2026-02-30", "13.11.2026", "2026-11-13T25:00", "2026-11-13 14:05", "9999-12-31",
     "0001-01-01T00:00", "٢٠٢٦-11-13", "2026-11-13T14:05:00"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_by_every_page(app: Flask, asked: str) -> None:
    answer = app.test_client().get("/", query_string={"as_of": asked})
    assert answer.status_code == 400
    assert "2026-11-27T14:05" in answer.text


def test_now_is_shown_without_a_banner(app: Flask) -> None:
    assert 'class="then"' not in app.test_client().get("/").text


@pytest.mark.parametrize(
    "asked, language, words",
    [
        ("2026-11-13", "ru", "Так было в конце дня пт 13.11.2026"),
        ("2026-11-13T14:05", "ru", "Так было пт 13.11.2026 14:05"),
        ("2026-11-13", "en", "So it was at the end of Fri 13 Nov 2026"),
        ("2026-11-13T14:05", "en", "So it was on Fri 13 Nov 2026 14:05"),
    ],
)
def test_the_past_is_said_to_be_past_with_a_way_back(app: Flask, asked: str, language: str, words: str) -> None:
    flask_babel.refresh()
    page = app.test_client().get(f"/?as_of={asked}", headers={"Accept-Language": language}).text
    assert words in page
    assert 'href="/"' in page


def test_the_bar_keeps_to_the_moment_shown(app: Flask) -> None:
    page = app.test_client().get("/?as_of=2026-11-13").text
    assert 'href="/history?as_of=2026-11-13"' in page


def test_a_link_keeps_the_moment_and_leaves_out_what_is_not_there() -> None:
    then = AsOf(NOW, MOSCOW, NOW - dt.timedelta(days=1), "2026-11-26")
    assert then.link("/", project=3, page=None) == "/?as_of=2026-11-26&project=3"
    assert AsOf(NOW, MOSCOW).link("/rules") == "/rules"


def test_of_now_there_is_nothing_to_say() -> None:
    assert AsOf(NOW, MOSCOW).words == ""


def test_facts_are_those_of_the_moment(app: Flask) -> None:
    Journal(db.session(), "1", "m", lambda: NOW - dt.timedelta(days=2)).create(Project(name="Alpha"))
    db.session.commit()
    past = AsOf(NOW, MOSCOW, NOW - dt.timedelta(days=1), "2026-11-26").facts(db.session())
    assert past.today == dt.date(2026, 11, 26)
    assert AsOf(NOW, MOSCOW).facts(db.session()).today == dt.date(2026, 11, 27)
