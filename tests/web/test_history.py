"""GET /history: who changed what, from what to what."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from zoneinfo import ZoneInfo

import flask_babel
import pytest
from flask import Flask

from models import Feature, Idea, Project, Release, db
from tests.conftest import MARIA
from tests.support.log import NOON, Log
from tests.web.conftest import cost, look, told
from web.filters import BadFilter, read_filter

MOSCOW = ZoneInfo("Europe/Moscow")


def get(app: Flask, query: str = "", language: str = "en") -> str:
    return look(app, f"/history{query}", language=language)


def test_an_empty_history_says_so(app: Flask) -> None:
    assert 'class="nothing"' in get(app)


def test_events_tell_who_changed_what_from_what_to_what(app: Flask, log: Log) -> None:
    feature = log.feature(log.project("Mobile App"), "Login")
    log.change(feature, person=MARIA, status="blocked", status_reason="waiting for the API")
    page = get(app)
    assert told(page)[0] == "Feature Login: backlog → blocked, reason: waiting for the API"
    assert len(told(page)) == 3
    assert page.index("Мария") < page.rindex("Artem")
    assert "Mobile App" in page


def test_names_are_shown_as_text(app: Flask, log: Log) -> None:
    log.project("<script>alert(1)</script>")
    page = get(app)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_times_are_the_teams_exact_and_relative(app: Flask, log: Log) -> None:
    log.project("Mobile App", at=dt.datetime.now(dt.UTC) - dt.timedelta(hours=3))
    log.project("Old one", at=NOON)
    page = get(app)
    assert "3 hours ago" in page
    assert 'datetime="2026-11-20T12:00:00+03:00"' in page
    assert re.search(r'title="20 November 2026, 12:00:00[^"]*"|title="November 20, 2026[^"]*"', page)
    assert "12:00, " in page


def test_undo_and_redo_are_marked(app: Flask, log: Log) -> None:
    project = log.project("Mobile App")
    undone = log.take_back(log.change(project, name="Web App"))
    log.take_back(undone)
    lines = told(get(app))
    assert lines[0].startswith("redo ")
    assert lines[1].startswith("undo ")
    assert lines[2].startswith("Project ")


def test_what_was_deleted_keeps_its_name(app: Flask, log: Log) -> None:
    project = log.project("Mobile App")
    log.feature(project, "Login")
    log.journal().delete(project)
    db.session.commit()
    page = get(app)
    assert "Feature Login: deleted" in told(page)
    assert "#" not in re.sub(r'href="[^"]*"', "", page.split('<section class="day">')[1])


def test_things_lead_to_their_pages_or_else_to_their_own_history(app: Flask, log: Log) -> None:
    project = log.project("Mobile App")
    feature = log.feature(project, "Login")
    log.add(Idea(content="Dark theme"))
    page = get(app)
    for address in (f"/features/{feature.id}", f"/projects/{project.id}", "/history?entity=idea%3A1"):
        assert f'href="{address}"' in page
    assert f'href="/features/{feature.id}?as_of=2026-11-20"' in get(app, "?as_of=2026-11-20")
    assert "selected>Feature Login</option>" in get(app, f"?entity=feature:{feature.id}")
    assert "selected>feature #77</option>" in get(app, "?entity=feature:77")


@pytest.mark.parametrize(
    "query, russian, english",
    [
        ("since=2026-11-17&until=2026-11-24", "С вт 17.11.2026 по вт 24.11.2026", "From Tue 17 Nov 2026 to Tue 24 Nov"),
        ("since=2026-11-17", "Начиная с вт 17.11.2026", "Since Tue 17 Nov 2026"),
        ("until=2026-11-24T14:05", "До вт 24.11.2026 14:05 включительно", "Up to Tue 24 Nov 2026 14:05"),
    ],
)  # fmt: skip
def test_the_period_is_said_in_the_persons_words(app: Flask, query: str, russian: str, english: str) -> None:
    for language, words in (("ru", russian), ("en", english)):
        page = app.test_client().get(f"/history?{query}", headers={"Accept-Language": language})
        assert f'<p class="period">{words}' in page.text


@pytest.mark.parametrize("query", ["", "action=odd_one", "since=never", "since=2026-11-24&until=2026-11-17"])
def test_no_period_is_said_where_none_is_asked_for_or_it_is_wrong(app: Flask, query: str) -> None:
    page = app.test_client().get(f"/history?{query}")
    assert "What changed" in page.text or "Что изменилось" in page.text
    assert 'class="period"' not in page.text


def test_only_what_still_stands_can_be_taken_back(app: Flask, log: Log) -> None:
    project = log.project("Mobile App")
    log.take_back(log.change(project, name="Web App"))
    assert re.findall(r'href="/history/(\d+)/undo"', get(app)) == ["3", "1"]


def test_every_action_of_every_kind_can_be_chosen(app: Flask, log: Log) -> None:
    page = get(app, "?action=release_target_date_updated")
    assert '<option value="release_target_date_updated" selected>date</option>' in page
    assert page.count("<optgroup") == 6
    assert 'value="context_created"' not in page
    assert '<option value="odd_one" selected>odd_one</option>' in get(app, "?action=odd_one")


def test_pages_are_chained_without_gaps(app: Flask, log: Log) -> None:
    for number in range(1, 121):
        log.project(f"P{number:03}")
    seen: list[str] = []
    query = ""
    for _ in range(3):
        page = get(app, query)
        seen += told(page)
        log.project(f"newcomer {len(seen)}")  # what happens meanwhile shifts nothing
        older = re.search(r'href="/history(\?[^"]*)" rel="next"', page)
        query = unescape(older.group(1)) if older else ""
    assert [line.split()[1].rstrip(":") for line in seen] == [f"P{number:03}" for number in range(120, 0, -1)]
    assert query == ""


def test_the_next_page_keeps_the_filter(app: Flask, log: Log) -> None:
    for number in range(60):
        log.project(f"P{number}")
    page = get(app, "?entity=project&since=2026-11-01")
    older = re.search(r'href="/history\?([^"]*)" rel="next"', page)
    assert older is not None
    assert {"entity=project", "since=2026-11-01"} < set(unescape(older.group(1)).split("&"))


@pytest.fixture
def world(log: Log) -> tuple[Project, Project, Feature]:
    first, second = log.project("First"), log.project("Second", person=MARIA)
    feature = log.feature(first, "Login")
    log.change(feature, person=MARIA, status="done")
    release = Release(project_id=second.id, version="v1", target_date=dt.date(2027, 2, 15), status="planned")
    log.journal(at=NOON + dt.timedelta(days=1)).create(release)
    db.session.commit()
    return first, second, feature


@pytest.mark.parametrize(
    "query, found",
    [
        (
            "project={first}",
            ["Feature Login: backlog → done", "Feature Login: created", "Project First: created"],
        ),
        ("entity=feature", ["Feature Login: backlog → done", "Feature Login: created"]),
        ("entity=feature:{feature}", ["Feature Login: backlog → done", "Feature Login: created"]),
        ("entity=feature:77", []),
        ("user={maria}", ["Feature Login: backlog → done", "Project Second: created"]),
        ("user=nobody", []),
        ("action=feature_status_updated", ["Feature Login: backlog → done"]),
        ("since=2026-11-21", ["Release v1: created"]),
        ("since=2026-11-21T12:01", []),
        ("until=2026-11-20T12:01", ["Project First: created"]),
        ("until=2026-11-20&entity=release", []),
        ("since=2026-11-21&until=2026-11-21", ["Release v1: created"]),
        ("project=&entity=&user=&action=&since=&until=&before=&entity=project", 5),
        ("nonsense=1", 5),
    ],
)
def test_filters(app: Flask, world: tuple[Project, Project, Feature], query: str, found: list[str] | int) -> None:
    first, _, feature = world
    lines = told(get(app, "?" + query.format(first=first.id, feature=feature.id, maria=MARIA)))
    assert (len(lines) if isinstance(found, int) else lines) == found


@pytest.mark.parametrize(
    "query",
    [
        "project=x", "project=0", "project=-1", "project=99999999999", "project=1_0",
        "project=١", "project=1.5",
        "entity=nonsense", "entity=feature:", "entity=feature:x", "entity=feature:99999999999", "entity=:1",
        "user=%27%20or%201=1", "user=a%00b", f"user={'x' * 101}",
        "action=DROP%20TABLE", "action=a-b",
        "since=yesterday", "since=2026-13-01", "since=2026-02-30", "since=20261127", "since=2026-11-27T25:00",
        "since=2026-11-27T14:05:00%2B03:00", "until=9999-12-31", "until=x", "since=0001-01-01",
        "since=2026-11-27&until=2026-11-20",
        "before=x", "before=0", "before=99999999999999999999", f"before={'9' * 5000}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_bad_filter_is_one_clear_sentence(app: Flask, query: str, language: str) -> None:
    flask_babel.refresh()
    answer = app.test_client().get(f"/history?{query}", headers={"Accept-Language": language})
    assert answer.status_code == 400
    assert len(re.findall(r'role="alert">[^<]+</p>', answer.text)) == 1
    assert 'class="filters"' in answer.text
    assert "event-what" not in answer.text
    assert "Traceback" not in answer.text


def test_a_bad_filter_keeps_what_was_filled_in(app: Flask, log: Log) -> None:
    log.project("Mobile App")
    page = look(app, "/history?project=1&since=2026-11-27&until=2026-11-20", 400)
    assert "The period ends before it begins." in page
    assert '<option value="1" selected>Mobile App</option>' in page
    assert 'name="since" value="2026-11-27"' in page
    assert 'name="until" value="2026-11-20"' in page


def test_the_files_are_of_all_or_of_the_rows_that_are_chosen(app: Flask, log: Log) -> None:
    log.project("Mobile App")
    assert "Download all of it:" in get(app)
    assert "Download these rows:" in get(app, "?project=1")


def test_what_an_undo_brings_back_is_restored_and_what_it_takes_away_deleted(app: Flask, log: Log) -> None:
    feature = log.feature(log.project("Mobile App"), "Login", "blocked")
    undone = log.take_back(log.delete(feature))
    assert told(get(app))[0] == "undo Feature Login: restored"
    log.take_back(undone)
    assert told(get(app))[0] == "redo Feature Login: deleted"


def test_the_way_back_to_now_keeps_the_filters(app: Flask, log: Log) -> None:
    log.project("Mobile App")
    page = unescape(get(app, "?as_of=2026-11-20&project=1&since=2026-11-01"))
    assert '<a href="/history?project=1&since=2026-11-01">Back to now</a>' in page


def test_as_of_a_past_moment_it_ends_there(app: Flask, log: Log) -> None:
    for number in range(60):
        log.project(f"P{number}")  # one a minute, from 12:01 on
    page = get(app, "?as_of=2026-11-20T12:52")
    assert told(page)[0] == "Project P51: created"
    assert 'class="then' in page
    older = re.search(r'href="/history\?([^"]*)" rel="next"', page)
    assert older is not None
    assert "as_of=2026-11-20T12:52" in unescape(older[1]).replace("%3A", ":")
    assert told(get(app, "?as_of=2026-11-20T12:52&until=2026-11-20T12:09"))[0] == "Project P8: created"


def test_days_are_the_teams(app: Flask) -> None:
    wanted = read_filter({"since": "2026-11-20", "until": "2026-11-20"}, MOSCOW)
    assert wanted.since == dt.datetime(2026, 11, 19, 21, 0, tzinfo=dt.UTC)
    assert wanted.until == dt.datetime(2026, 11, 20, 21, 0, tzinfo=dt.UTC)
    with pytest.raises(BadFilter):
        read_filter({"since": "2026-11-20T10:00", "until": "2026-11-20T09:00"}, MOSCOW)


@pytest.mark.parametrize("query", ["since=2026-11-20T10:30", "until=2026-11-20T10:30"])
def test_the_form_keeps_the_time_of_day(app: Flask, log: Log, query: str) -> None:
    name, _, moment = query.partition("=")
    log.project("Mobile App")
    page = get(app, f"?{query}")
    assert f'type="datetime-local" name="{name}" value="{moment}"' in page
    day = get(app, f"?{query.removesuffix('T10:30')}")
    assert f'type="date" name="{name}" value="2026-11-20"' in day


def test_filters_that_nothing_fits_are_said_to_be_the_reason(app: Flask, log: Log) -> None:
    log.project("Mobile App")
    assert "Nothing that has changed fits these filters." in get(app, "?entity=idea")


def test_a_full_page_costs_no_more_queries_than_a_short_one(app: Flask, log: Log, queries: list[str]) -> None:
    project = log.project("Gone")
    log.feature(project, "Login")
    log.journal().delete(project)
    db.session.commit()
    few = cost(app, queries, "/history")
    for number in range(30):
        other = log.project(f"P{number}")
        log.change(log.feature(other, "F"), status="done")
    assert cost(app, queries, "/history") <= few
    assert few <= 11


@pytest.mark.parametrize("language, words", [("en", "What changed"), ("ru", "Что изменилось")])
def test_the_page_speaks_the_browsers_language(app: Flask, language: str, words: str) -> None:
    page = get(app, language=language)
    assert f'<html lang="{language}">' in page
    assert words in page
