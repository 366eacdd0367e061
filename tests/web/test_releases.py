"""GET /releases/<id>: what is in a release, its day and every move of it, now and then."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from flask import Flask

from models import Project, Release, db
from radar import Move, Slip
from tests.conftest import MARIA
from tests.support.log import NOON, Log
from tests.web.conftest import cost, look, told, words
from web.timeline import timeline

FAR = dt.date(2999, 2, 1)


def page(app: Flask, path: str = "/releases/1", language: str = "en") -> str:
    return words(look(app, path, language=language))


@pytest.fixture
def release(log: Log) -> Release:
    return log.release(log.project("Mobile App", at=NOON - dt.timedelta(days=9)), "v2.0", FAR, at=NOON)


def project(release: Release) -> Project:
    found: Project = db.session.get_one(Project, release.project_id)
    return found


def test_it_tells_its_day_and_what_is_in_it(app: Flask, log: Log, release: Release) -> None:
    for name, status in (("A", "done"), ("B", "backlog"), ("C", "blocked"), ("D", "cancelled")):
        log.change(log.feature(project(release), name, status), release_id=release.id, status_reason=f"why {name}")
    log.feature(project(release), "Elsewhere")
    shown = page(app)
    assert "Release v2.0 planned · Fri 1 Feb 2999 in" in shown
    assert "1 of 3 done; 1 more is cancelled C blocked — why C B backlog A done D cancelled" in shown
    assert "Elsewhere" not in shown
    assert "2 features are not finished; too little history for a forecast" in shown


@pytest.mark.parametrize(
    "language, chance, held, counts",
    [
        (
            "en",
            "by pace alone: 100 %, 2 features are not finished",
            "2 of them are burning: API (",
            "It does not know what",
        ),
        (
            "ru",
            "судя по темпу: 100 %, не закончены 2 фичи",
            "горят 2 из них: API (",
            "О том, что их держит, он не знает.",
        ),
    ],
)
@pytest.mark.parametrize("path", ["/releases/1", "/projects/1"])
def test_a_sure_release_that_holds_what_burns_says_both_and_what_the_chance_counts(
    app: Flask, log: Log, release: Release, path: str, language: str, chance: str, held: str, counts: str
) -> None:
    home = project(release)
    for number in range(25):
        week = NOON - dt.timedelta(weeks=6 - number // 4)
        log.change(log.feature(home, f"F{number}", "in_progress", at=week), status="done", at=week)
    for name in ("API", "Login"):
        log.change(log.feature(home, name, "blocked"), release_id=release.id)
    shown = page(app, path, language)
    assert chance in shown
    assert held in shown
    assert (counts in shown) == path.startswith("/releases")


def test_a_release_in_which_nothing_burns_says_nothing_of_it(app: Flask, log: Log, release: Release) -> None:
    log.change(log.feature(project(release), "Login"), release_id=release.id)
    assert "burning" not in page(app)


def test_an_empty_release_says_so(app: Flask, release: Release) -> None:
    shown = page(app)
    assert "No feature is in it." in shown
    assert "Nothing in it is unfinished." in shown
    assert "It still has the day it was first promised for." in shown


def test_every_move_is_told_with_who_how_far_and_why(app: Flask, log: Log, release: Release) -> None:
    log.change(release, target_date=dt.date(2999, 2, 15), date_reason="waiting for the bank")
    log.change(release, person=MARIA, target_date=dt.date(2999, 2, 8), date_reason=None)
    log.change(release, target_date=dt.date(2999, 2, 10))
    shown = page(app)
    assert "First promised for Fri 1 Feb 2999; moved later 2 times, by 16 days in all." in shown
    assert "Fri 1 Feb 2999 → Fri 15 Feb 2999 +14 days Reason: waiting for the bank Artem ·" in shown
    assert "Fri 15 Feb 2999 → Fri 8 Feb 2999 −7 days No reason was given. Мария ·" in shown
    assert shown.index("+2 days") < shown.index("−7 days") < shown.index("+14 days")


@pytest.mark.parametrize(
    "pushes, russian",
    [(1, "сдвигали позже один раз, на 1 день."), (2, "сдвигали позже 2 раза, всего на 2 дня."),
     (5, "сдвигали позже 5 раз, всего на 5 дней.")],
)  # fmt: skip
def test_numbers_agree_in_russian(app: Flask, log: Log, release: Release, pushes: int, russian: str) -> None:
    for number in range(1, pushes + 1):
        log.change(release, target_date=FAR + dt.timedelta(days=number))
    assert russian in page(app, language="ru")


@pytest.mark.parametrize(
    "days, told_as",
    [(0, "today"), (1, "in 1 day"), (2, "in 2 days"), (-1, "overdue by 1 day"), (-3, "overdue by 3 days")],
)  # fmt: skip
def test_the_distance_to_its_day(app: Flask, log: Log, release: Release, days: int, told_as: str) -> None:
    today = dt.datetime.now(app.extensions["settings"].timezone).date()
    log.change(release, target_date=today + dt.timedelta(days=days))
    assert re.search(rf"planned · \w+ \d+ \w+ \d+ {told_as}\b", page(app))


@pytest.mark.parametrize("status", ["released", "cancelled"])
def test_what_is_out_keeps_its_moves_and_has_no_chance(app: Flask, log: Log, release: Release, status: str) -> None:
    log.change(release, target_date=FAR + dt.timedelta(days=3))
    log.change(release, status=status)
    shown = page(app)
    assert f"{status} · Mon 4 Feb 2999" in shown
    assert "moved later once, by 3 days." in shown
    assert "not finished" not in shown


def test_it_may_be_put_aside(app: Flask, log: Log, release: Release) -> None:
    log.change(release, aside_until=dt.date(2999, 1, 1))
    assert "Put aside until Tue 1 Jan 2999" in page(app)


def test_as_of_a_past_moment_it_has_the_day_and_the_contents_of_then(app: Flask, log: Log, release: Release) -> None:
    feature = log.feature(project(release), "Login")
    log.change(feature, release_id=release.id, at=NOON + dt.timedelta(hours=1))
    log.change(release, target_date=FAR + dt.timedelta(days=3), at=NOON + dt.timedelta(hours=2))
    log.change(feature, release_id=None, at=NOON + dt.timedelta(hours=3))
    shown = page(app, "/releases/1?as_of=2026-11-20T13:30")
    assert "planned · Fri 1 Feb 2999" in shown
    assert "Login backlog" in shown
    assert "It still has the day" in shown
    assert "No feature is in it." in page(app)


def test_its_history_is_below(app: Flask, log: Log, release: Release) -> None:
    log.change(release, target_date=dt.date(2999, 2, 15))
    assert told(look(app, "/releases/1"))[0] == "date: Fri 1 Feb 2999 → Fri 15 Feb 2999"


@pytest.mark.parametrize("language, sentence", [("en", "There is no such release."), ("ru", "Такого релиза нет.")])
def test_what_never_was_is_one_sentence(app: Flask, language: str, sentence: str) -> None:
    assert re.findall(r"<p>(.*?)</p>", look(app, "/releases/77", 404, language)) == [sentence]


def test_what_is_deleted_or_not_yet_there_is_told_of(app: Flask, log: Log, release: Release) -> None:
    log.delete(release, at=NOON + dt.timedelta(hours=2))
    assert "Release v2.0 was deleted: Fri 20 Nov 2026 14:00." in words(look(app, "/releases/1", 404))
    assert "Release v2.0 came to be only later" in words(look(app, "/releases/1?as_of=2026-11-19", 404))


@pytest.mark.parametrize("query", ["", "?as_of=2026-11-20T15:30"])
def test_more_in_it_costs_no_more_queries(
    app: Flask, log: Log, release: Release, queries: list[str], query: str
) -> None:
    home = project(release)

    def fill(number: int) -> None:
        log.change(log.feature(home, f"F{number}"), release_id=release.id)
        log.change(release, target_date=FAR + dt.timedelta(days=number))

    fill(1)
    few = cost(app, queries, f"/releases/1{query}")
    for number in range(2, 18):
        fill(number)
    assert cost(app, queries, f"/releases/1{query}") == few
    assert few <= 23


def day(number: int) -> dt.date:
    return dt.date(2026, 11, number)


def row(number: int, on: int) -> dict[str, Any]:
    return {"id": number, "target_date": day(on).isoformat()}


def test_a_timeline_reaches_from_the_first_day_of_all_to_the_last_with_today_between() -> None:
    move = Move(NOON, day(2), day(1), day(21), "1")
    line = timeline([(row(1, 21), Slip(day(1), (move,))), (row(2, 11), Slip(day(11)))], day(6))
    assert [(mark.release["id"], mark.first, mark.last) for mark in line.marks] == [(2, 50, 50), (1, 2, 98)]
    assert line.marks[1].stops == (2, 98)
    assert line.today == 26


def test_a_timeline_of_one_day_has_room_still() -> None:
    line = timeline([(row(1, 6), Slip(day(6)))], day(6))
    assert (line.marks[0].last, line.today) == (2, 2)
    assert timeline([], day(6)).marks == ()
