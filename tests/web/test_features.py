"""GET /features/<id>: the card of a feature, now and then."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from models import Dependency, Project, Risk
from tests.conftest import MARIA
from tests.support.log import NOON, Log
from tests.web.conftest import cost, look, told, words

LONG = "Ш" * 200


@pytest.fixture
def project(log: Log) -> Project:
    return log.project("Mobile App", at=NOON - dt.timedelta(days=9))


def page(app: Flask, path: str = "/features/1", language: str = "en") -> str:
    return words(look(app, path, language=language))


def test_the_card_tells_status_reason_release_people_and_teams(app: Flask, log: Log, project: Project) -> None:
    release = log.release(project, "v2.0", dt.date(2027, 2, 15))
    feature = log.feature(project, "Login")
    log.change(feature, status="blocked", status_reason="no API")
    log.change(feature, assigned_po="Anna", assigned_teams="Web, Core", release_id=release.id, description="By finger")
    shown = page(app)
    for piece in ("Mobile App Login", "blocked since Fri 20 Nov 2026", "Reason: no API", "PO Anna", "By finger"):
        assert piece in shown
    assert "Release v2.0, Mon 15 Feb 2027" in shown.replace(" , ", ", ")
    assert "Teams Web , Core" in shown


def test_a_feature_just_made_says_what_it_has_not(app: Flask, log: Log, project: Project) -> None:
    log.feature(project, "Login")
    shown = page(app)
    assert "Release — PO — Teams —" in shown
    assert "It waits for nothing, and nothing waits for it." in shown
    assert "No risk hangs on it." in shown
    assert "No rule has fired." in shown


def test_the_radar_gives_points_reasons_steps_and_what_would_be_without_the_first(
    app: Flask, log: Log, project: Project
) -> None:
    first, second = log.feature(project, "Login", "blocked"), log.feature(project, "Payment", "blocked")
    log.add(Dependency(blocker_feature_id=second.id, blocked_feature_id=first.id))
    shown = page(app)
    assert re.search(r"\d+ points, place 1 of 2", shown)
    assert "+30 waits for: Payment → finish Payment" in shown
    assert "If you unblock Login:" in shown


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_the_radar_does_not_look_at_what_is_finished(app: Flask, log: Log, project: Project, status: str) -> None:
    log.change(log.feature(project, "Login"), status=status)
    shown = page(app)
    assert "On the radar" not in shown
    assert f"{status} since Fri 20 Nov 2026" in shown


def test_what_is_put_aside_says_until_when_and_why(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login", "blocked")
    log.change(feature, aside_until=dt.date(2999, 1, 1), aside_reason="after the audit")
    shown = page(app)
    assert "Put aside until" in shown
    assert "Reason: after the audit" in shown


def test_dependencies_are_shown_both_ways_with_the_other_project(app: Flask, log: Log, project: Project) -> None:
    feature, blocker = log.feature(project, "Login"), log.feature(log.project("Web"), "Keys")
    waiting = log.feature(project, "Payment")
    log.change(blocker, status="done")
    log.add(Dependency(blocker_feature_id=blocker.id, blocked_feature_id=feature.id))
    log.add(Dependency(blocker_feature_id=feature.id, blocked_feature_id=waiting.id))
    shown = page(app)
    assert "Waits for Keys done · Web" in shown
    assert "Waiting for it Payment backlog" in shown
    assert "Waits for Login" in page(app, "/features/3")
    then = "?as_of=2026-11-20T12:20"
    assert "Waits for Keys done · Web" in page(app, f"/features/1{then}")
    assert f'href="/features/2{then.replace(":", "%3A")}"' in look(app, f"/features/1{then}")


def test_its_risks_are_listed_the_open_and_severe_first(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login")
    for severity, status in (("critical", "closed"), ("low", "open"), ("high", "open")):
        risk = Risk(
            project_id=project.id, feature_id=feature.id, severity=severity, description=f"{severity} one",
            status=status, mitigation="a spare",
        )  # fmt: skip
        log.add(risk)
    log.add(Risk(project_id=project.id, severity="high", description="not its own"))
    shown = page(app)
    assert shown.index("high one") < shown.index("low one") < shown.index("critical one")
    assert "critical one closed" in shown
    assert "What helps: a spare" in shown
    assert "not its own" not in shown


def test_the_history_goes_page_by_page(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login")
    for number in range(45):
        log.change(feature, person=MARIA, description=f"step {number}")
    first = look(app, "/features/1")
    assert told(first)[0] == "description: step 43 → step 44"
    assert len(told(first)) == 20
    older = re.search(r'href="(/features/1\?before=\d+)#history" rel="next"', first)
    assert older is not None
    second = look(app, older[1])
    assert told(second)[0] == "description: step 23 → step 24"
    assert 'href="/features/1#history">Newest' in second
    assert "The page must be given as the number of an event." in look(app, "/features/1?before=x", 400)


def test_as_of_a_past_day_it_is_as_it_was_then(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login", at=NOON - dt.timedelta(days=5))
    log.change(feature, at=NOON - dt.timedelta(days=3), status="blocked", status_reason="no API")
    log.change(feature, name="Sign in", status="done")
    shown = page(app, "/features/1?as_of=2026-11-18")
    assert "So it was at the end of Wed 18 Nov 2026" in shown
    assert "Login" in shown
    assert "Sign in" not in shown
    assert "blocked since Tue 17 Nov 2026" in shown
    assert "/undo" not in look(app, "/features/1?as_of=2026-11-18")


def test_what_is_deleted_is_told_of_and_shown_as_it_was(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login", at=NOON)
    log.change(feature, at=NOON + dt.timedelta(hours=1), status="blocked")
    log.delete(feature, at=NOON + dt.timedelta(hours=2))
    gone = look(app, "/features/1", 404)
    assert "Feature Login was deleted: Fri 20 Nov 2026 14:00." in words(gone).replace(" was", " was")
    before = re.search(r'href="(/features/1\?as_of=[^"]+)"', gone)
    assert before is not None
    assert "blocked" in page(app, before[1])


def test_what_came_and_went_within_a_minute_has_no_page_of_the_past(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login", at=NOON)
    log.delete(feature, at=NOON + dt.timedelta(seconds=59))
    gone = look(app, "/features/1", 404)
    assert "was deleted" in words(gone)
    assert "/features/1?as_of" not in gone


def test_what_came_later_was_not_there_then(app: Flask, log: Log, project: Project) -> None:
    log.feature(project, "Login")
    sentence = words(look(app, "/features/1?as_of=2026-11-19", 404))
    assert "Feature Login came to be only later: Fri 20 Nov 2026 12:02." in sentence


@pytest.mark.parametrize("number", ["77", "0", "99999999999999"])
@pytest.mark.parametrize("language, sentence", [("en", "There is no such feature."), ("ru", "Такой фичи нет.")])
def test_what_never_was_is_one_sentence(app: Flask, number: str, language: str, sentence: str) -> None:
    shown = look(app, f"/features/{number}", 404, language)
    assert re.findall(r"<p>(.*?)</p>", shown) == [sentence]


@pytest.mark.parametrize("as_of", ["yesterday", "2026-13-01", "2999-01-01"])
def test_a_bad_moment_is_one_sentence(app: Flask, log: Log, project: Project, as_of: str) -> None:
    log.feature(project, "Login")
    assert len(re.findall(r"<p>(.*?)</p>", look(app, f"/features/1?as_of={as_of}", 400))) == 1


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x>', "'; --", "\u202eevil", LONG])
def test_names_and_texts_are_only_text(app: Flask, log: Log, name: str) -> None:
    project = log.project(name)
    feature = log.feature(project, name, "blocked")
    log.change(feature, description=name, status_reason=name, assigned_po=name[:100], assigned_teams=name)
    shown = look(app, "/features/1")
    assert "<script>alert" not in shown
    assert "<img" not in shown.replace('<img class="bar-sign"', "")
    assert name in words(shown) or name in '<script>alert(1)</script>"><img src=x>'


def test_an_archived_projects_feature_still_has_its_reasons(app: Flask, log: Log, project: Project) -> None:
    log.feature(project, "Login", "blocked")
    log.change(project, status="archived")
    shown = page(app)
    assert "in the archive" in shown
    assert "place 1 of 1" in shown


@pytest.mark.parametrize("query", ["", "?as_of=2026-11-20T13:30"])
def test_more_around_it_costs_no_more_queries(
    app: Flask, log: Log, project: Project, queries: list[str], query: str
) -> None:
    feature = log.feature(project, "Login")
    other = log.feature(project, "Other")
    log.add(Dependency(blocker_feature_id=other.id, blocked_feature_id=feature.id))
    log.add(Risk(project_id=project.id, feature_id=feature.id, severity="high", description="R"))
    few = cost(app, queries, f"/features/1{query}")
    for number in range(20):
        neighbour = log.feature(log.project(f"P{number}"), "F")
        log.add(Dependency(blocker_feature_id=neighbour.id, blocked_feature_id=feature.id))
        log.change(feature, description=f"step {number}")
    assert cost(app, queries, f"/features/1{query}") == few
    assert few <= 21


def test_now_and_as_of_now_show_the_same(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login", "blocked")
    log.add(Dependency(blocker_feature_id=log.feature(project, "Other").id, blocked_feature_id=feature.id))
    log.add(Risk(project_id=project.id, feature_id=feature.id, severity="high", description="R"))
    today = f"{dt.datetime.now(ZoneInfo('Europe/Moscow')) - dt.timedelta(minutes=1):%Y-%m-%dT%H:%M}"
    now = page(app)
    then = page(app, f"/features/1?as_of={today}")
    assert now.split("Mobile App Login")[1].split("History")[0] == then.split("Mobile App Login")[1].split("History")[0]
