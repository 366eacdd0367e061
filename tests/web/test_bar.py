"""The bar above every page: which of its links is the page one is at, or the one that page belongs to."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask

from tests.support.log import Log
from tests.web.conftest import look


@pytest.fixture
def world(log: Log) -> None:
    project = log.project("Mobile App")
    log.feature(project, "Login")
    log.release(project, "v1", dt.date(2999, 1, 1))


def marked(html: str) -> list[tuple[str, str]]:
    """The links of the bar that are marked: where they lead and how they are."""
    bar = html.partition("<nav")[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"?]*)[^"]*" aria-current="(\w+)"', bar)


@pytest.mark.parametrize("page", ["/", "/history", "/people", "/ideas", "/rules", "/chat"])
def test_the_page_one_is_at_is_marked(app: Flask, world: None, page: str) -> None:
    assert marked(look(app, page)) == [(page, "page")]


@pytest.mark.parametrize("query", ["", "?as_of=2026-11-21"])
@pytest.mark.parametrize("page", ["/projects/1", "/features/1", "/releases/1"])
def test_on_the_page_of_a_thing_the_radar_is_marked(app: Flask, world: None, page: str, query: str) -> None:
    assert marked(look(app, page + query)) == [("/", "true")]


def test_where_a_step_is_taken_back_the_history_is_marked(app: Flask, world: None) -> None:
    assert marked(look(app, "/history/1/undo")) == [("/history", "true")]


def test_a_page_of_nothing_belongs_to_none(app: Flask, world: None) -> None:
    assert marked(look(app, "/projects/99", 404)) == []
