"""GET /people: who answers for what, now and then."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

import pytest
from flask import Flask

from models import Project
from tests.support.log import NOON, Log
from tests.web.conftest import cost, look, words
from web import people

OLGA = f"/people?po={quote('Ольга Ким')}"


def page(app: Flask, path: str = "/people", language: str = "en", status: int = 200) -> str:
    return words(look(app, path, status, language))


@pytest.fixture
def project(log: Log) -> Project:
    return log.project("Mobile App", at=NOON - dt.timedelta(days=9))


@pytest.fixture
def world(log: Log, project: Project) -> None:
    """Olga has one that burns and one that is done, Artem one; one is nobody's."""
    release = log.release(project, "v1", dt.date(2999, 1, 1))
    owned = (
        ("Login", "blocked", "Ольга Ким", "iOS, Бэкенд"),
        ("Chat", "done", "ольга ким", "iOS"),
        ("Search", "backlog", "Artem", "бэкенд"),
        ("Map", "backlog", None, None),
    )
    for name, status, po, teams in owned:
        log.change(log.feature(project, name, status), assigned_po=po, assigned_teams=teams, release_id=release.id)


def test_everyone_is_there_with_how_much_is_theirs(app: Flask, world: None) -> None:
    shown = page(app)
    assert "PO Artem 1 unfinished Ольга Ким 1 unfinished · 1 burning Without a PO 1 unfinished" in shown
    assert "Teams iOS 1 unfinished · 1 burning Бэкенд 2 unfinished · 1 burning" in shown
    assert "Ольга Ким не закончена 1 · горит 1" in page(app, language="ru")


@pytest.mark.parametrize("name", ["Ольга Ким", "ольга ким", " ОЛЬГА КИМ "])
def test_of_one_person_the_features_are_shown_whatever_the_case(app: Flask, world: None, name: str) -> None:
    shown = page(app, f"/people?po={quote(name)}")
    assert "Ольга Ким 1 unfinished · 1 burning" in shown
    assert "Login blocked Mobile App · v1 , Tue 1 Jan 2999 · blocked for" in shown
    assert "1 finished Chat done" in shown
    assert "Search" not in shown


def test_of_a_team_and_of_nobody_too(app: Flask, world: None) -> None:
    team = page(app, f"/people?team={quote('Бэкенд')}")
    assert "Login" in team
    assert "Search" in team
    assert "Chat done" not in team
    nobodys = page(app, "/people?lacking=po")
    assert "Map" in nobodys
    assert "Login" not in nobodys


def test_a_team_and_a_po_or_none_at_once_are_both_kept_to(app: Flask, world: None, log: Log, project: Project) -> None:
    log.change(log.feature(project, "Wallet"), assigned_teams="iOS")
    shown = page(app, f"{OLGA}&team={quote('бэкенд')}")
    assert "Ольга Ким · Бэкенд 1 unfinished · 1 burning" in shown
    assert "Login" in shown
    assert "Chat done" not in shown
    assert "Search" not in shown
    nobodys = page(app, "/people?lacking=po&team=iOS")
    assert "Without a PO · iOS 1 unfinished Wallet" in nobodys
    assert "Map" not in nobodys


def test_of_two_who_have_nothing_in_common_nothing_is_there_and_of_an_unknown_one_it_is_said(
    app: Flask, world: None
) -> None:
    assert "Artem · iOS 0 unfinished Nothing is unfinished here." in page(app, "/people?po=Artem&team=iOS")
    for both in ("po=Zoe&team=iOS", "po=Artem&team=Zoe"):
        assert "Nobody of that name" in page(app, f"/people?{both}", status=404)


@pytest.mark.parametrize(
    "room, told",
    [
        (1, "2 unfinished Login backlog Mobile App and 1 more 2 finished"),
        (2, "2 unfinished Login backlog Mobile App Map backlog Mobile App 2 finished"),
        (3, "2 finished Chat done Mobile App and 1 more"),
        (4, "2 finished Chat done Mobile App Search done Mobile App"),
    ],
)
def test_what_there_is_no_room_for_is_counted_the_finished_too(
    app: Flask, log: Log, project: Project, monkeypatch: pytest.MonkeyPatch, room: int, told: str
) -> None:
    monkeypatch.setattr(people, "MOST", room)
    for name, status in (("Login", "backlog"), ("Map", "backlog"), ("Chat", "done"), ("Search", "done")):
        log.change(log.feature(project, name, status), assigned_po="Anna")
    shown = page(app, "/people?po=Anna")
    assert shown.endswith(told)


@pytest.mark.parametrize("path", ["/features/1", "/projects/1", "/"])
def test_the_name_of_a_po_leads_to_what_they_answer_for(app: Flask, world: None, path: str) -> None:
    assert 'href="/people?po=%D0%9E%D0%BB%D1%8C%D0%B3%D0%B0+%D0%9A%D0%B8%D0%BC">Ольга Ким</a>' in look(app, path)


def test_the_names_of_teams_lead_to_theirs(app: Flask, world: None) -> None:
    shown = look(app, "/features/1")
    assert 'href="/people?team=iOS">iOS</a>, <a href="/people?team=' in shown


@pytest.mark.parametrize(
    "language, sentence",
    [("en", "Nobody of that name answers for a feature."), ("ru", "не отвечает никто с таким именем")],
)
def test_of_somebody_unknown_one_sentence_is_said(app: Flask, world: None, language: str, sentence: str) -> None:
    assert sentence in page(app, "/people?po=Zoe", language, 404)
    assert "Nobody" not in page(app)


def test_what_is_in_the_archive_is_left_out(app: Flask, log: Log, project: Project, world: None) -> None:
    log.change(project, status="archived")
    assert "No PO is named yet." in page(app)
    page(app, OLGA, status=404)


def test_as_of_a_past_moment_they_have_what_was_theirs(app: Flask, log: Log, project: Project) -> None:
    feature = log.feature(project, "Login", at=NOON)
    log.change(feature, assigned_po="Anna", at=NOON + dt.timedelta(hours=1))
    log.change(feature, assigned_po="Olga", at=NOON + dt.timedelta(hours=2))
    assert "Login" in page(app, "/people?po=Anna&as_of=2026-11-20T13:30")
    page(app, "/people?po=Anna", status=404)
    assert "as_of=2026-11-20T13%3A30&amp;po=Anna" in look(app, "/people?as_of=2026-11-20T13:30")


def test_names_are_shown_as_text(app: Flask, log: Log, project: Project) -> None:
    log.change(log.feature(project, "Login"), assigned_po="<b>Anna</b>", assigned_teams="<i>&")
    for path in ("/people", "/people?po=%3Cb%3EAnna%3C/b%3E", "/features/1", "/projects/1"):
        assert "<b>Anna" not in look(app, path)


@pytest.mark.parametrize("path", ["/people", "/people?po=Anna", "/people?po=Anna&as_of=2026-11-20T23:30"])
def test_more_people_and_features_cost_no_more_queries(
    app: Flask, log: Log, project: Project, queries: list[str], path: str
) -> None:
    def fill(number: int) -> None:
        feature = log.feature(project, f"F{number}", "blocked")
        log.change(feature, assigned_po="Anna" if number % 2 else f"A{number}", assigned_teams=f"T{number}, QA")

    fill(1)
    few = cost(app, queries, path)
    for number in range(2, 12):
        fill(number)
    assert cost(app, queries, path) == few
    assert few <= 18
