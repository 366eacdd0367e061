"""GET /projects/<id>: a project on one page, now and then."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask

from models import Idea, Project, Risk
from tests.support.log import NOON, Log
from tests.web.conftest import cost, look, told, words

STATUSES = ("backlog", "in_progress", "blocked", "done", "cancelled")


def page(app: Flask, path: str = "/projects/1", language: str = "en") -> str:
    return words(look(app, path, language=language))


def columns(html: str) -> dict[str, list[str]]:
    """The names on the board by status."""
    found = re.findall(r'<section class="column column-(\w+)">(.*?)</section>', html, re.DOTALL)
    return {status: re.findall(r'<a href="/features/[^"]*">(.*?)</a>', body) for status, body in found}


@pytest.fixture
def project(log: Log) -> Project:
    return log.project("Mobile App", at=NOON - dt.timedelta(days=9))


def test_the_board_has_a_column_for_each_status_in_the_order_of_work(app: Flask, log: Log, project: Project) -> None:
    for status in reversed(STATUSES):
        log.feature(project, f"The {status} one", status)
    log.feature(log.project("Web"), "Not its own")
    board = columns(look(app, "/projects/1"))
    assert tuple(board) == STATUSES
    assert all(names == [f"The {status} one"] for status, names in board.items())


def test_the_columns_say_their_names_in_the_plural(app: Flask, project: Project) -> None:
    shown = page(app, language="ru")
    for title in ("Бэклог 0", "В работе 0", "Заблокированы 0", "Готовы 0", "Отменены 0"):
        assert title in shown


def test_what_burns_stands_first_and_then_what_was_touched_last(app: Flask, log: Log, project: Project) -> None:
    release = log.release(project, "v1", dt.date(2026, 11, 1))
    old = log.feature(project, "Overdue", "in_progress")
    log.change(old, release_id=release.id)
    log.feature(project, "Older", "in_progress")
    log.feature(project, "Newer", "in_progress")
    html = look(app, "/projects/1")
    assert columns(html)["in_progress"] == ["Overdue", "Newer", "Older"]
    assert html.count("ticket-hot") == 1


def test_the_description_keeps_its_empty_lines_and_only_the_templates_lose_their_indents(
    app: Flask, log: Log, project: Project
) -> None:
    text = "For whom:\n\n  - drivers > riders\n\n  - <b>us</b>\n"
    log.change(project, description=text)
    html = look(app, "/projects/1")
    kept = "For whom:\n\n  - drivers &gt; riders\n\n  - &lt;b&gt;us&lt;/b&gt;\n"
    assert f'<p class="prose">{kept}</p>' in html
    assert ">\n " not in html


def test_a_card_tells_the_release_the_po_and_why_it_is_blocked(app: Flask, log: Log, project: Project) -> None:
    release = log.release(project, "v1", dt.date(2999, 1, 1))
    feature = log.feature(project, "Login", "blocked")
    log.change(feature, status_reason="no API", assigned_po="Anna", release_id=release.id)
    assert re.search(r"Login \d+ no API v1 · Anna · \d+ days", page(app))


def test_what_is_in_progress_again_says_since_when_it_is_reckoned(app: Flask, log: Log, project: Project) -> None:
    login = log.feature(project, "Login", "in_progress", at=NOON - dt.timedelta(days=8))
    once = "↻ in progress again"
    assert once not in page(app)
    log.change(login, at=NOON - dt.timedelta(days=5), status="done")
    log.change(login, at=NOON - dt.timedelta(days=3), status="in_progress")
    assert "↻ in progress again, first on Thu 12 Nov 2026" in page(app)
    assert "↻ снова в работе, впервые чт 12.11.2026" in page(app, language="ru")
    assert once not in page(app, "/projects/1?as_of=2026-11-13")
    log.change(login, status="blocked")
    assert once not in page(app)


def test_what_is_put_aside_says_until_when_and_why(app: Flask, log: Log, project: Project) -> None:
    login = log.feature(project, "Login", "blocked")
    release = log.release(project, "v1", dt.date(2999, 1, 1))
    log.change(login, aside_until=dt.date(2999, 3, 1), aside_reason="lawyers", status_reason="no API")
    log.change(release, aside_until=dt.date(2999, 2, 1))
    assert re.search(r"Login no API ⏸ put aside until Fri 1 Mar 2999: lawyers \d+ days", page(app))
    assert "Tue 1 Jan 2999 ⏸ put aside until Fri 1 Feb 2999" in page(app)
    assert "⏸" not in page(app, "/projects/1?as_of=2026-11-20T12:02")
    log.change(login, aside_until=dt.date(2026, 11, 21))
    log.change(release, aside_until=None)
    assert "⏸" not in page(app)


def test_of_many_that_are_done_most_are_folded(app: Flask, log: Log, project: Project) -> None:
    for number in range(106):
        log.feature(project, f"F{number}", "done")
    html = look(app, "/projects/1")
    assert "and 94 more" in html
    assert "and 6 more" in html
    assert len(columns(html)["done"]) == 100
    assert len(html) < 100_000


def test_releases_stand_in_time_with_their_slips_and_chances(app: Flask, log: Log, project: Project) -> None:
    late = log.release(project, "v2", dt.date(2999, 2, 1))
    log.change(late, target_date=dt.date(2999, 2, 11))
    log.change(late, target_date=dt.date(2999, 2, 6))
    log.change(late, target_date=dt.date(2999, 2, 15))
    log.release(project, "v1", dt.date(2999, 1, 1))
    log.change(log.release(project, "v0", dt.date(2998, 1, 1)), status="cancelled")
    feature = log.feature(project, "Login")
    log.change(feature, release_id=late.id)
    shown = page(app)
    assert shown.index("v1 planned") < shown.index("v2 planned")
    assert "Fri 1 Feb 2999 → Fri 15 Feb 2999 moved later 2 times, by 19 days in all" in shown
    assert "1 feature is not finished; too little history for a forecast: 0 finished features of 20" in shown
    assert "v0" not in shown.split("Last changes")[0]


def test_open_risks_ideas_and_last_changes_are_there(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login")
    log.add(Risk(project_id=project.id, severity="low", description="A small one"))
    log.add(Risk(project_id=project.id, feature_id=feature.id, severity="critical", description="A big one"))
    log.add(Risk(project_id=project.id, severity="high", description="A closed one", status="closed"))
    log.add(Idea(project_id=project.id, content="Dark theme"))
    log.add(Idea(project_id=project.id, content="Became one", converted_to_feature_id=feature.id))
    html = look(app, "/projects/1")
    shown = words(html)
    assert shown.index("critical A big one — Login") < shown.index("low A small one")
    assert "high A closed one" not in shown
    assert "Dark theme" in shown.split("Ideas")[2].split("Last changes")[0]
    assert "Became one" not in shown.split("Last changes")[0]
    assert told(html)[0] == "Idea Became one: created"
    assert f'href="/history?project={project.id}"' in html


def test_an_empty_project_says_so(app: Flask, project: Project) -> None:
    shown = page(app)
    assert shown.count("empty") == 5
    assert "No risk is open." in shown
    assert "No idea is waiting." in shown
    assert "A ring is" not in shown


def test_an_archived_project_is_marked(app: Flask, log: Log, project: Project) -> None:
    log.change(project, status="archived", description="Its time is over")
    assert "Mobile App in the archive Its time is over" in page(app)


def test_as_of_a_past_day_it_is_as_it_was_then(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login", "in_progress", at=NOON - dt.timedelta(days=5))
    log.release(project, "v1", dt.date(2026, 12, 1), at=NOON - dt.timedelta(days=5))
    log.add(Idea(project_id=project.id, content="Later idea"))
    log.change(feature, status="done")
    log.delete(project)
    html = look(app, "/projects/1?as_of=2026-11-18")
    assert columns(html)["in_progress"] == ["Login"]
    assert "Later idea" not in html
    assert "v1 planned" in words(html)
    assert 'href="/features/1?as_of=2026-11-18"' in html
    assert "/undo" not in html
    assert "Project Mobile App was deleted" in page_gone(app)


def page_gone(app: Flask) -> str:
    return words(look(app, "/projects/1", 404))


@pytest.mark.parametrize("language, sentence", [("en", "There is no such project."), ("ru", "Такого проекта нет.")])
def test_what_never_was_is_one_sentence(app: Flask, language: str, sentence: str) -> None:
    assert re.findall(r"<p>(.*?)</p>", look(app, "/projects/77", 404, language)) == [sentence]


def test_names_are_only_text(app: Flask, log: Log) -> None:
    evil = "<script>alert(1)</script>\"'"
    project = log.project(evil)
    log.feature(project, evil, "blocked")
    log.add(Idea(project_id=project.id, content=evil))
    log.add(Risk(project_id=project.id, severity="high", description=evil))
    log.release(project, "<i>v1", dt.date(2999, 1, 1))
    html = look(app, "/projects/1")
    assert "<script>alert" not in html
    assert "<i>v1" not in html
    assert html.count("&lt;script&gt;alert") >= 5


@pytest.mark.parametrize("query", ["", "?as_of=2026-11-20T15:30"])
def test_more_in_it_costs_no_more_queries(
    app: Flask, log: Log, project: Project, queries: list[str], query: str
) -> None:
    def fill(number: int) -> None:
        release = log.release(project, f"v{number}", dt.date(2999, 1, 1))
        feature = log.feature(project, f"F{number}", "blocked")
        log.change(feature, release_id=release.id)
        log.add(Risk(project_id=project.id, feature_id=feature.id, severity="high", description="R"))
        log.add(Idea(project_id=project.id, content="I"))

    fill(0)
    few = cost(app, queries, f"/projects/1{query}")
    for number in range(1, 15):
        fill(number)
    assert cost(app, queries, f"/projects/1{query}") == few
    assert few <= 25
