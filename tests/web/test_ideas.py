"""GET /ideas: what is waiting, in a project and in none."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from models import Idea
from tests.support.log import NOON, Log
from tests.web.conftest import cost, look, words
from web import ideas


def page(app: Flask, path: str = "/ideas", language: str = "en") -> str:
    return words(look(app, path, language=language))


@pytest.mark.parametrize("language, title, none", [("en", "Ideas", "In no project"), ("ru", "Идеи", "Без проекта")])
def test_those_of_no_project_stand_first(app: Flask, log: Log, language: str, title: str, none: str) -> None:
    project = log.project("Mobile App")
    log.add(Idea(project_id=project.id, content="Dark theme"))
    log.add(Idea(content="Ask <the> users"))
    log.add(Idea(content="Buy a coffee machine"))
    told = f"{title} {none} 2 Buy a coffee machine Ask <the> users Mobile App 1 Dark theme"
    assert told in page(app, language=language)


def test_what_became_a_feature_or_is_in_the_archive_waits_no_more(app: Flask, log: Log) -> None:
    project, old = log.project("Mobile App"), log.project("Old")
    feature = log.feature(project, "Dark theme")
    log.add(Idea(content="Dark theme", converted_to_feature_id=feature.id))
    log.add(Idea(project_id=old.id, content="Fax"))
    log.change(old, status="archived")
    shown = page(app)
    assert "No idea is waiting." in shown
    assert "Dark theme" not in shown
    assert "Fax" not in shown


@pytest.mark.parametrize(
    "language, none, more", [("en", "In no project", "and %s more"), ("ru", "Без проекта", "и ещё %s")]
)
def test_each_place_tells_how_many_ideas_it_has_and_how_many_there_was_no_room_for(
    app: Flask, log: Log, monkeypatch: pytest.MonkeyPatch, language: str, none: str, more: str
) -> None:
    monkeypatch.setattr(ideas, "MOST", 3)
    atlas, project = log.project("Atlas"), log.project("Mobile App")
    for place in (atlas.id, atlas.id, project.id, project.id, None, project.id, None):
        log.add(Idea(project_id=place, content="Idea"))
    told = f"{none} 2 Idea Idea Atlas 2 {more % 2} Mobile App 3 Idea {more % 2}"
    shown = page(app, language=language)
    assert told in shown
    assert shown.count(more % 2) == 2


def test_as_of_a_past_moment_it_has_those_of_then(app: Flask, log: Log) -> None:
    idea = log.add(Idea(content="Dark theme"), at=NOON)
    log.delete(idea, at=NOON + dt.timedelta(hours=1))
    assert "Dark theme" in page(app, "/ideas?as_of=2026-11-20T12:30")
    assert "Dark theme" not in page(app)


def test_the_page_of_a_project_leads_to_it(app: Flask, log: Log) -> None:
    log.project("Mobile App")
    assert '<a href="/ideas">All ideas</a>' in look(app, "/projects/1")


def test_more_ideas_cost_no_more_queries(app: Flask, log: Log, queries: list[str]) -> None:
    log.add(Idea(content="One"))
    few = cost(app, queries, "/ideas")
    for number in range(9):
        log.add(Idea(project_id=log.project(f"P{number}").id, content="Another"))
    assert cost(app, queries, "/ideas") == few
    assert few <= 6
