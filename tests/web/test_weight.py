"""Every page of history and of things is light, styles and scripts included, and keeps to the strict policy."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask

from models import Dependency, Idea, Risk
from tests.support.log import Log
from tests.web.conftest import look

LIMIT = 100_000  # bytes


@pytest.fixture
def world(log: Log) -> None:
    """A project of 200 features with long names, and more history than fits on a page."""
    project = log.project("Мобильный банк")
    release = log.release(project, "v1", dt.date(2999, 1, 1))
    features = [log.feature(project, f"Фича {number} {'ы' * 40}", "blocked") for number in range(200)]
    for other in features[1:60]:
        log.add(Dependency(blocker_feature_id=features[0].id, blocked_feature_id=other.id))
        log.change(other, release_id=release.id, status_reason="п" * 200)
    for number in range(60):
        risk = Risk(project_id=project.id, feature_id=features[0].id, severity="high", description=f"Риск {'р' * 80}")
        log.add(risk)
        log.add(Idea(project_id=project.id, content=f"Идея {number} {'и' * 80}"))


@pytest.mark.parametrize(
    "path", ["/history", "/history/1/undo", "/projects/1", "/features/1", "/releases/1", "/people", "/ideas"]
)
def test_a_full_page_is_light_and_has_nothing_inline(app: Flask, world: None, path: str) -> None:
    html = look(app, path, language="ru")
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert "http" not in re.sub(r'content="[^"]*"', "", html)
    weight = len(html.encode())
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', html):
        with app.test_client().get(address) as file:
            weight += len(file.data)
    assert weight < LIMIT, weight
