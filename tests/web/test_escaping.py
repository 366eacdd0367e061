"""What people wrote is text on every page, whatever it looks like."""

from __future__ import annotations

import datetime as dt

import flask_babel
import pytest
from flask import Flask

from models import Dependency, Idea, Risk, db
from tests.support.log import NOON, Log

EVIL = "<img src=x onerror=alert(1)>"
ESCAPED = "&lt;img src=x onerror=alert(1)&gt;"
HAND_ON = {"login.ask", "login.mini_app", "static"}  # shown to strangers; tests of their own look at them


def write_it_everywhere(log: Log) -> None:
    """The same words in every column people fill, of things that hang on one another."""
    project = log.project(EVIL)
    release = log.release(project, EVIL, NOON.date())
    feature, other = log.feature(project, EVIL, "in_progress"), log.feature(project, f"{EVIL}2")
    log.change(project, description=EVIL)
    log.change(release, target_date=NOON.date() + dt.timedelta(days=1), date_reason=EVIL)
    log.change(feature, description=EVIL, assigned_teams=EVIL, assigned_po=EVIL, release_id=release.id)
    log.change(feature, status="blocked", status_reason=EVIL)
    log.add(Dependency(blocker_feature_id=other.id, blocked_feature_id=feature.id))
    log.change(other, aside_until=NOON.date() + dt.timedelta(days=3650), aside_reason=EVIL)
    log.add(Idea(project_id=project.id, content=EVIL))
    log.add(Risk(project_id=project.id, feature_id=feature.id, severity="high", description=EVIL, mitigation=EVIL))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_page_takes_what_people_wrote_for_html(app: Flask, log: Log, language: str) -> None:
    write_it_everywhere(log)
    db.session.execute(db.text("UPDATE users SET full_name = :evil"), {"evil": EVIL})
    db.session.commit()
    shown = set()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in HAND_ON:
            _, path = rule.build(dict.fromkeys(rule.arguments, 1)) or ("", "")
            flask_babel.refresh()
            answer = app.test_client().get(path, headers={"Accept-Language": language}, buffered=True)
            if answer.mimetype == "text/html":
                assert EVIL not in answer.text, path
                if ESCAPED in answer.text:
                    shown.add(rule.endpoint)
    things = {"projects.page", "features.page", "releases.page"}
    assert shown >= {"radar.page", "history.page", "undo.preview", *things}
