"""GET /: the radar."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from pathlib import Path
from typing import Any

import flask_babel
import pytest
from flask import Flask

from journal import now
from models import Dependency, Feature, Project, Risk, db
from tests.radar.conftest import MOSCOW, Past, Then
from tests.support.reading import written
from tests.web.conftest import cost
from web.radar import DAYS, FULL, MOST

STATIC = Path(__file__).resolve().parents[2] / "static"


@pytest.fixture
def today() -> dt.date:
    return now().astimezone(MOSCOW).date()


class Desk(Past):
    """`days(5)` sets the clock to noon of the day five days before today."""

    def days(self, ago: int) -> Desk:
        noon = dt.datetime.combine(now().astimezone(MOSCOW).date(), dt.time(12), MOSCOW)
        self.at(noon - dt.timedelta(days=ago))
        return self


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(db.session(), Then(now())).days(9)


def get(app: Flask, path: str = "/", language: str = "en", status: int = 200) -> str:
    flask_babel.refresh()
    answer = app.test_client().get(path, headers={"Accept-Language": language})
    assert answer.status_code == status, answer.text
    return answer.text


def part(page: str, name: str) -> str:
    """A part's text without markup."""
    inside = page.partition(f'data-part="{name}"')[2].partition("data-part=")[0].rpartition("<")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside.partition(">")[2])).split())


def titles(page: str) -> list[str]:
    return [unescape(title) for title in re.findall(r'<a class="blip [^>]*><title>(.*?)</title>', page)]


def blocked(desk: Desk, project: Project, name: str, ago: int = 3, **more: Any) -> Feature:
    feature = desk.days(ago).feature(project, name, **more)
    desk.change(feature, status="blocked", status_reason="waiting for the API")
    return feature


def test_an_empty_world_says_how_to_begin(app: Flask) -> None:
    page = get(app)
    assert "Tell the bot about your first project." in page
    assert 'href="/chat"' in page
    assert "<svg" not in page


def test_where_no_rule_fires_it_does_not_say_that_all_is_well(app: Flask, desk: Desk) -> None:
    desk.feature(desk.project("Alpha"), "Login")
    assert "No rule has fired." in part(get(app), "list")


def test_below_the_threshold_nothing_burns(app: Flask, desk: Desk) -> None:
    feature = desk.days(20).feature(desk.project("Alpha"), "Login", status="in_progress")
    page = get(app)
    assert "Nothing has reached 50 points." in part(page, "list")
    assert "1 more below 50 points" in page
    assert f'href="/features/{feature.id}"' in page


def test_what_burns_is_told_with_points_reasons_and_the_next_step(app: Flask, desk: Desk, today: dt.date) -> None:
    feature = blocked(desk, desk.project("Alpha"), "Login")
    page = get(app)
    since = written(today - dt.timedelta(days=3), "en")
    assert titles(page) == [f"Login (Alpha), 53 points: blocked for 3 days, since {since}: waiting for the API"]
    assert part(page, "counts").startswith("1 burning")
    told = part(page, "list")
    assert "1 Login 53 points Alpha" in told
    assert f"blocked for 3 days, since {since}: waiting for the API Next step: unblock Login" in told
    assert page.count(f'href="/features/{feature.id}"') >= 2


def test_it_speaks_russian(app: Flask, desk: Desk, today: dt.date) -> None:
    blocked(desk, desk.project("Альфа"), "Вход")
    page = get(app, language="ru")
    since = written(today - dt.timedelta(days=3))
    assert titles(page) == [f"Вход (Альфа), 53 очка: заблокирована 3 дня, с {since}: waiting for the API"]
    assert "1 Вход 53 очка Альфа" in part(page, "list")
    assert "разблокировать «Вход»" in part(page, "list")


def test_names_are_shown_as_text(app: Flask, desk: Desk) -> None:
    blocked(desk, desk.project("</title><script>1</script>"), "<b>Login</b>")
    page = get(app)
    assert "<script>1" not in page
    assert "<b>Login" not in page
    assert titles(page)[0].startswith("<b>Login</b> (</title><script>1</script>)")


def test_releases_risks_and_what_is_on_its_way_up_are_told(app: Flask, desk: Desk, today: dt.date) -> None:
    project = desk.days(20).project("Alpha")
    soon = desk.release(project, "v1", target_date=today + dt.timedelta(days=8))
    login = desk.feature(project, "Login", release_id=soon.id, assigned_po=None)
    desk.risk(project, description="The vendor may leave", severity="medium", feature_id=login.id)
    page = get(app)
    assert "Login" in part(page, "coming").partition("On their way up")[2]
    assert "Too little history for a forecast: v1 (Alpha)" in part(page, "rest")
    assert "medium The vendor may leave Login · Alpha" in part(page, "rest")
    assert f'href="/releases/{soon.id}"' in page


@pytest.mark.parametrize(
    "language, counted, told, due",
    [
        (
            "en",
            "1 release is late or may be",
            "v1 overdue by 4 days Alpha",
            "it was due on {}, 1 feature is not finished",
        ),
        (
            "ru",
            "1 релиз просрочен или может опоздать",
            "v1 просрочен на 4 дня Alpha",
            "срок был {}, не закончена 1 фича",
        ),
    ],
)
def test_an_overdue_release_is_late_though_nobody_can_tell_its_chance(
    app: Flask, desk: Desk, today: dt.date, language: str, counted: str, told: str, due: str
) -> None:
    project = desk.days(9).project("Alpha")
    overdue = desk.release(project, "v1", target_date=today - dt.timedelta(days=4))
    desk.feature(project, "Login", release_id=overdue.id)
    page = get(app, language=language)
    assert counted in part(page, "counts")
    assert f"{told} {due.format(written(today - dt.timedelta(days=4), language))}" in part(page, "rest")
    assert "Too little history" not in page
    desk.change(overdue, status="released")
    assert "v1" not in part(get(app), "rest")


def test_what_is_put_aside_is_named_and_off_the_radar(app: Flask, desk: Desk, today: dt.date) -> None:
    until = today + dt.timedelta(days=5)
    feature = blocked(desk, desk.project("Alpha"), "Login")
    desk.change(feature, aside_until=until, aside_reason="after the holidays")
    page = get(app)
    assert titles(page) == []
    assert f"Put aside Login until {written(until, 'en')} Alpha after the holidays" in part(page, "rest")


def test_one_project_can_be_chosen(app: Flask, desk: Desk) -> None:
    alpha, beta = desk.project("Alpha"), desk.project("Beta")
    blocked(desk, alpha, "Login")
    blocked(desk, beta, "Search")
    page = get(app, f"/?project={beta.id}")
    assert [title.partition(",")[0] for title in titles(page)] == ["Search"]
    assert "What is burning: Beta" in page
    assert f'href="/projects/{beta.id}"' in page
    assert "Login" not in part(page, "list")
    assert f'<option value="{beta.id}" selected>' in page


@pytest.mark.parametrize(
    "language, heading, sentence",
    [
        ("en", "What is burning: Beta", "Nothing is open in this project: no unfinished feature"),
        ("ru", "Что горит: Beta", "В проекте нет ничего открытого: ни незаконченных фич"),
    ],
)
def test_a_project_with_nothing_in_it_has_an_empty_page(
    app: Flask, desk: Desk, language: str, heading: str, sentence: str
) -> None:
    blocked(desk, desk.project("Alpha"), "Login")
    beta = desk.project("Beta")
    page = get(app, f"/?project={beta.id}", language)
    assert heading in page
    assert sentence in page
    assert f'<option value="{beta.id}" selected>' in page
    assert "Login" not in page


def test_a_project_where_all_is_done_has_an_empty_page(app: Flask, desk: Desk) -> None:
    alpha = desk.project("Alpha")
    desk.change(blocked(desk, alpha, "Login"), status="done")
    assert "Nothing is open in this project" in get(app, f"/?project={alpha.id}")


def test_an_archived_project_is_said_to_be_in_the_archive(app: Flask, desk: Desk) -> None:
    blocked(desk, alpha := desk.project("Alpha"), "Login")
    desk.days(5).change(alpha, status="archived")
    desk.days(2).change(alpha, status="active")
    archived, later = now().astimezone(MOSCOW).date() - dt.timedelta(days=4), get(app, f"/?project={alpha.id}")
    assert "The project was in the archive: the radar left it out." in get(
        app, f"/?project={alpha.id}&as_of={archived}"
    )
    assert "archive" not in later
    desk.days(1).change(alpha, status="archived")
    assert "The project is in the archive: the radar leaves it out." in get(app, f"/?project={alpha.id}")


def test_the_radar_of_a_project_before_its_time_says_that_it_was_not_there(app: Flask, desk: Desk) -> None:
    blocked(desk, alpha := desk.project("Alpha"), "Login")
    before = now().astimezone(MOSCOW).date() - dt.timedelta(days=12)
    page = get(app, f"/?project={alpha.id}&as_of={before}")
    assert "This project was not there yet." in page
    assert "What was burning: Alpha" in page


@pytest.mark.parametrize("project", ["99", "x", "-1", "99999999999999999999"])
def test_a_project_that_is_not_there_is_said_to_be_so(app: Flask, desk: Desk, project: str) -> None:
    blocked(desk, desk.project("Alpha"), "Login")
    assert "There is no such project on the radar." in get(app, f"/?project={project}", status=404)


def test_the_past_is_drawn_as_it_was_with_what_came_and_went(app: Flask, desk: Desk, today: dt.date) -> None:
    project = desk.days(9).project("Alpha")
    login, search = desk.feature(project, "Login"), desk.feature(project, "Search")
    desk.days(5).change(login, status="blocked")
    desk.days(3).change(login, status="done")
    desk.days(2).change(search, status="blocked")
    day = today - dt.timedelta(days=5)
    page = get(app, f"/?as_of={day}")
    assert titles(page)[0].startswith("Login (Alpha), 50 points: blocked since today")
    assert part(page, "turned") == (
        "On that day ▲ Login caught fire · Alpha 0 → 50 "
        "Between then and now ▲ Search caught fire · Alpha 0 → 52 ▼ Login went out · Alpha 50 → 0"
    )
    assert f'href="/features/{login.id}?as_of={day}"' in page


def test_now_tells_what_came_and_went_since_yesterday(app: Flask, desk: Desk) -> None:
    project = desk.days(9).project("Alpha")
    login = desk.feature(project, "Login")
    assert "Nothing caught fire and nothing went out." in part(get(app), "turned")
    desk.at(now()).change(login, status="blocked")
    assert part(get(app), "turned") == "Since yesterday evening ▲ Login caught fire · Alpha 0 → 50"


def test_each_of_the_last_days_has_a_bar_that_leads_to_it(app: Flask, desk: Desk, today: dt.date) -> None:
    blocked(desk, desk.days(9).project("Alpha"), "Login", ago=2)
    page = get(app)
    days = re.findall(r'<a href="([^"]+)" data-day="[^"]+"(?: aria-current="date")?><title>([^<]+)</title>', page)
    assert len(days) == DAYS
    assert days[-1] == ("/", f"{written(today, 'en')}: 1 burning, 52 points")
    assert days[-3][1].endswith(": 1 burning, 50 points")
    yesterday, before = today - dt.timedelta(days=1), today - dt.timedelta(days=3)
    assert days[-2] == (f"/?as_of={yesterday}", f"{written(yesterday, 'en')}: 1 burning, 51 points")
    assert days[-4] == (f"/?as_of={before}", f"{written(before, 'en')}: 0 burning")


@pytest.mark.parametrize(
    "query, days", [("ago=5", 5), ("ago=0", 0), ("ago=29", 29), ("ago=400", 29), ("ago=-3", 0), ("ago=x", 0)]
)
def test_the_slider_works_without_a_script(app: Flask, today: dt.date, query: str, days: int) -> None:
    answer = app.test_client().get(f"/?{query}&project=7")
    day = today - dt.timedelta(days=days)
    wanted = "/?project=7" if days == 0 else f"/?as_of={day}&project=7"
    assert answer.status_code == 302
    assert answer.headers["Location"] == wanted


def test_a_day_before_everything_is_empty(app: Flask, desk: Desk) -> None:
    blocked(desk, desk.project("Alpha"), "Login")
    page = get(app, "/?as_of=1999-12-31")
    assert "So it was at the end of Fri 31 Dec 1999" in page
    assert "There was nothing to look at yet." in page
    assert 'type="range"' in page
    assert titles(page) == []


@pytest.mark.parametrize("language, shown, ends", [("en", "Shown:", "today"), ("ru", "Показано:", "сегодня")])
def test_the_chart_ends_today_whatever_day_is_shown(
    app: Flask, desk: Desk, today: dt.date, language: str, shown: str, ends: str
) -> None:
    blocked(desk, desk.days(9).project("Alpha"), "Login", ago=7)
    day, first = (written(today - dt.timedelta(days=ago), language) for ago in (5, DAYS - 1))
    for path, told in (
        (f"/?as_of={today - dt.timedelta(days=5)}", day),
        ("/", "now" if language == "en" else "сейчас"),
    ):
        page = get(app, path, language)
        assert f"{first} {ends} {shown} {told}" in part(page, "month")
        assert f'{shown} <output for="ago">{told}</output>' in page


def test_more_than_can_be_told_apart_is_counted(app: Flask, desk: Desk) -> None:
    project = desk.project("Alpha")
    for number in range(MOST + 3):
        blocked(desk, project, f"F{number:02}")
    blocked(desk, desk.project("Beta"), "Search", ago=30)
    page = get(app)
    assert len(titles(page)) == MOST
    assert page.count('class="item-head"') == FULL
    assert "and 4 more; choose a project to see more of them" in page
    chosen = get(app, f"/?project={project.id}")
    assert len(titles(chosen)) == MOST
    assert f'<a href="/projects/{project.id}">and 3 more on the project' in chosen


def test_more_risks_than_are_told_of_a_project_are_on_its_page(app: Flask, desk: Desk) -> None:
    project = desk.project("Alpha")
    for number in range(FULL + 1):
        desk.journal().create(Risk(project_id=project.id, severity="high", description=f"The vendor is late {number}"))
    desk.session.commit()
    assert f'<a href="/projects/{project.id}">and 1 more on the project' in get(app, f"/?project={project.id}")
    assert f"The vendor is late {FULL}" in get(app, f"/projects/{project.id}")


def test_what_is_below_the_threshold_is_counted_even_where_it_is_not_listed(app: Flask, desk: Desk) -> None:
    project = desk.days(20).project("Alpha")
    for number in range(MOST):
        desk.feature(project, f"F{number:02}", status="in_progress")
    blocked(desk, project, "Login")
    page = get(app)
    assert len(titles(page)) == MOST
    assert f"{MOST} more below 50 points" in page
    assert "and 1 more; choose a project to see more of them" in page


# ------------------------------------------------------------------------------------------- what it costs


def fill(desk: Desk, projects: int, first: int = 0) -> None:
    """Each with ten features in two releases, with a risk and dependencies: four of them burn."""
    today = now().astimezone(MOSCOW).date()
    for number in range(first, first + projects):
        project = desk.days(20).project(f"Большой проект {number}")
        for late in (-3, 9):
            release = desk.release(project, f"v{late}", target_date=today + dt.timedelta(days=late))
            rows = [
                Feature(
                    project_id=project.id,
                    name=f"Оплата по частям {late} {n}",
                    status=("backlog", "in_progress", "blocked", "in_progress", "done")[n],
                    release_id=release.id,
                )
                for n in range(5)
            ]
            desk.journal().add(rows, action="created")
            desk.journal().create(Dependency(blocker_feature_id=rows[0].id, blocked_feature_id=rows[1].id))
            desk.journal().create(
                Risk(project_id=project.id, feature_id=rows[0].id, severity="high", description="Подрядчик уйдёт")
            )
    desk.session.commit()


@pytest.mark.parametrize("path", ["/", "/?as_of={week}", "/?as_of={week}T15:30", "/?as_of=2019-02-03"])
def test_twenty_projects_take_no_more_queries_than_one(
    app: Flask, desk: Desk, queries: list[str], today: dt.date, path: str
) -> None:
    address = path.format(week=today - dt.timedelta(days=7))
    fill(desk, 1)
    few = cost(app, queries, address)
    fill(desk, 19, first=1)
    assert cost(app, queries, address) == few
    assert few <= 18


def test_a_page_of_twenty_projects_or_of_a_large_one_weighs_less_than_100_kilobytes(
    app: Flask, desk: Desk, today: dt.date
) -> None:
    fill(desk, 20)
    large = desk.days(3).project("Большой проект")
    late = desk.release(large, "v1", target_date=today)
    rows = [
        Feature(project_id=large.id, name=f"Оплата по частям {'ы' * 30} {n}", status="blocked", release_id=late.id)
        for n in range(200)
    ]
    desk.journal().add(rows, action="created")
    desk.session.commit()
    files = sum((STATIC / name).stat().st_size for name in ("radar.css", "sight.css", "sight.js"))
    for path in ("/", f"/?as_of={today - dt.timedelta(days=7)}", f"/?project={large.id}"):
        page = get(app, path, "ru").encode()
        assert len(page) + files < 100_000
        assert b"<style" not in page
        assert b" style=" not in page
        assert b" onclick=" not in page
