"""The history and the pages of things in a real browser: filtered, taken back, opened, looked at in the past."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import text

from journal import now
from models import Idea, Project, Risk, db
from tests.browser.conftest import DESK, PHONE, Visit
from tests.support.log import Log

pytestmark = pytest.mark.usefixtures("sample_world")
EVERY_LOOK = pytest.mark.parametrize(
    "size, scheme",
    [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")],
    ids=["phone-light", "phone-dark", "desk-light", "desk-dark"],
)
BOTH_LOOKS = pytest.mark.parametrize("size, scheme", [(PHONE, "dark"), (DESK, "light")], ids=["phone", "desk"])
Look = Callable[..., Visit]


@pytest.fixture
def known(database: Flask, sample_world: None) -> Iterator[Callable[[str], Any]]:
    """Asks the world's database for one value."""
    with database.app_context():
        yield lambda sql: db.session.scalar(text(sql))
        db.session.remove()


@pytest.fixture
def paths(known: Callable[[str], Any]) -> dict[str, str]:
    """One page of each kind, with as much on it as there is."""
    project = known("SELECT project_id FROM features GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    blocked = known("SELECT blocked_feature_id FROM dependencies JOIN risks ON feature_id = blocked_feature_id LIMIT 1")
    feature = blocked or known("SELECT blocked_feature_id FROM dependencies LIMIT 1")
    moved = known("SELECT entity_id FROM event_log WHERE action = 'release_target_date_updated' LIMIT 1")
    event = known("SELECT max(id) FROM event_log WHERE action = 'feature_status_updated' AND undoes_id IS NULL")
    return {
        "history": "/history",
        "undo": f"/history/{event}/undo",
        "project": f"/projects/{project}",
        "feature": f"/features/{feature}",
        "release": f"/releases/{moved}",
    }


@EVERY_LOOK
@pytest.mark.parametrize("name", ["history", "undo", "project", "feature", "release"])
def test_every_page_is_sound_and_accessible(
    look: Look, paths: dict[str, str], size: dict[str, int], scheme: str, name: str
) -> None:
    page = look(paths[name], size, scheme)
    page.is_sound()
    page.is_accessible()


@BOTH_LOOKS
@pytest.mark.parametrize("name", ["history", "project", "feature", "release"])
def test_every_page_of_a_past_day_is_sound_and_leads_back_to_now(
    look: Look, paths: dict[str, str], size: dict[str, int], scheme: str, name: str
) -> None:
    page = look(f"{paths[name]}?as_of={_day(7)}", size, scheme)
    expect(page.page.locator(".then")).to_be_visible()
    expect(page.page.locator(".event-undo")).to_have_count(0)
    page.is_accessible()
    page.page.get_by_role("link", name="Вернуться к текущему моменту").click()
    expect(page.page.locator(".then")).to_have_count(0)
    page.is_sound()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_history_is_filtered_and_leafed_through(look: Look, size: dict[str, int]) -> None:
    visit = look("/history", size)
    page = visit.page
    page.get_by_label("Что", exact=True).select_option("release")
    page.get_by_label("Действие").select_option("release_target_date_updated")
    page.get_by_role("button", name="Показать").click()
    expect(page.get_by_label("Действие")).to_have_value("release_target_date_updated")
    expect(page.locator(".event").first).to_contain_text("дата:")
    page.get_by_role("link", name="Сбросить").click()
    first = page.locator(".event-what").first.inner_text()
    page.get_by_role("link", name="Раньше").click()
    expect(page.locator(".event-what").first).not_to_have_text(first)
    page.get_by_role("link", name="К новым").click()
    expect(page.locator(".event-what").first).to_have_text(first)
    visit.is_sound()


@pytest.mark.parametrize("width", [360, 390, 861, 1280])
def test_the_words_that_filter_and_reset_are_not_broken(look: Look, width: int) -> None:
    visit = look("/history?action=feature_created", {"width": width, "height": 800})
    for words in (visit.page.get_by_role("button", name="Показать"), visit.page.get_by_role("link", name="Сбросить")):
        box = words.bounding_box()
        assert box is not None
        assert box["height"] < 50
    visit.is_sound()


@BOTH_LOOKS
def test_a_step_is_taken_back_after_its_preview_and_brought_back(
    look: Look, known: Callable[[str], Any], size: dict[str, int], scheme: str
) -> None:
    visit = look("/history?action=feature_status_updated", size, scheme)
    page = visit.page
    row = page.locator(".event", has=page.get_by_role("link", name="Отменить")).first
    thing = row.locator("b").inner_text()
    row.get_by_role("link", name="Отменить").click()
    expect(page.get_by_role("heading", name="Отменить этот шаг?")).to_be_visible()
    expect(page.get_by_text("Что будет записано")).to_be_visible()
    events = known("SELECT count(*) FROM event_log")
    page.get_by_role("button", name="Отменить").click()
    expect(page.locator(".done")).to_contain_text(f"Отменено, теперь так: Фича {thing}")
    db.session.rollback()
    assert known("SELECT count(*) FROM event_log") == events + 1
    page.locator(".done").get_by_role("link", name="Вернуть").click()
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator(".done")).to_contain_text(f"Возвращено, теперь так: Фича {thing}")
    visit.is_sound()


def test_one_gets_from_the_history_to_a_project_its_feature_and_its_release(look: Look, paths: dict[str, str]) -> None:
    visit = look("/history")
    page = visit.page
    page.locator(".event-who a").first.click()
    expect(page.locator(".board .column")).to_have_count(5)
    page.locator(".ticket a").first.click()
    expect(page.get_by_role("heading", name="История")).to_be_visible()
    page.locator(".crumbs a").click()
    page.locator(".timeline a").first.click()
    expect(page.get_by_role("heading", name=re.compile("^Релиз"))).to_be_visible()
    visit.is_sound()


def test_the_board_has_five_columns_side_by_side_on_a_desk_and_one_below_the_other_on_a_phone(
    look: Look, paths: dict[str, str]
) -> None:
    lefts = "[...document.querySelectorAll('.column')].map(one => Math.round(one.getBoundingClientRect().left))"
    assert len(set(look(paths["project"], DESK).page.evaluate(lefts))) == 5
    assert len(set(look(paths["project"], PHONE).page.evaluate(lefts))) == 1


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_key_to_the_line_of_time_stands_apart_from_the_last_release(
    look: Look, paths: dict[str, str], size: dict[str, int]
) -> None:
    page = look(paths["project"], size).page
    release, key = page.locator(".timeline > li").last.bounding_box(), page.locator(".timeline-key").bounding_box()
    assert release is not None
    assert key is not None
    assert key["y"] - (release["y"] + release["height"]) >= 16


def test_each_column_of_the_board_has_a_mark_of_its_own_of_the_same_size(look: Look, paths: dict[str, str]) -> None:
    marks = look(paths["project"]).page.evaluate(
        """[...document.querySelectorAll(".column h2 .dot")].map(dot => {
            const { width, height } = dot.getBoundingClientRect(), style = getComputedStyle(dot);
            return [width, height, style.background + style.borderColor + style.borderRadius];
        })"""
    )
    assert {(width, height) for width, height, _ in marks} == {(10, 10)}
    assert len({style for _, _, style in marks}) == len(marks) == 5


def test_a_thing_that_is_gone_is_told_of(look: Look) -> None:
    visit = look("/features/99999", PHONE)
    expect(visit.page.get_by_text("Такой фичи нет.")).to_be_visible()
    visit.is_accessible()


@BOTH_LOOKS
def test_the_longest_names_break_no_page(
    look: Look, log_of_long_names: dict[str, str], size: dict[str, int], scheme: str
) -> None:
    for path in log_of_long_names.values():
        visit = look(path, size, scheme)
        visit.is_sound()
        visit.is_accessible()


@pytest.fixture
def log_of_long_names(known: Callable[[str], Any]) -> dict[str, str]:
    """A project where every name and text is as long as its column allows and has nowhere to break."""
    log, name = Log(), f"\u202e{'Ж' * 170}<script>{now():%H%M%S%f}"
    project = log.add(Project(name=name, description="о" * 1000))
    feature = log.feature(project, name, "blocked")
    release = log.release(project, f"v{'9' * 49}", now().date())
    more: dict[str, Any] = {
        "status_reason": "п" * 500,
        "assigned_po": "О" * 100,
        "assigned_teams": "К" * 300,
        "description": "т" * 900,
    }
    log.change(feature, release_id=release.id, **more)
    log.change(release, target_date=dt.date(2999, 1, 1), date_reason="р" * 500)
    log.add(Risk(project_id=project.id, feature_id=feature.id, severity="high", description="Р" * 500))
    log.add(Idea(project_id=project.id, content="И" * 500))
    return {
        "history": f"/history?project={project.id}",
        "undo": f"/history/{known('SELECT max(id) FROM event_log')}/undo",
        "project": f"/projects/{project.id}",
        "feature": f"/features/{feature.id}",
        "release": f"/releases/{release.id}",
    }


@pytest.mark.parametrize("name", ["csv", "json"])
def test_the_history_comes_as_a_file(look: Look, name: str) -> None:
    visit = look("/history?entity=release")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name=name.upper()).click()
    assert download.value.suggested_filename == f"history.{name}"


def _day(ago: int) -> str:
    return str(now().date().fromordinal(now().date().toordinal() - ago))
