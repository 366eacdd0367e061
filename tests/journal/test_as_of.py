"""The state at any past moment, from the log alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import event, select

from journal import as_of
from journal.tables import snapshot
from models import EventLog, Feature, Project, db
from tests.journal.conftest import START, Desk

SECOND = dt.timedelta(seconds=1)


def at(minute: int) -> dt.datetime:
    """The moment of the n-th reading of the clock."""
    return START + dt.timedelta(minutes=minute)


@pytest.fixture
def told(desk: Desk) -> Feature:
    """Minute 1: project. 2: feature. 3: in progress. 4: renamed. 5: deleted. 6: brought back, done."""
    project = desk.project("Mobile")
    feature = desk.feature(project, "Login")
    desk.change(feature, status="in_progress")
    desk.change(feature, name="Sign in")
    desk.delete(feature)
    desk.add(Feature(id=1, project_id=project.id, name="Sign in", status="done"))
    return feature


HISTORY = {
    0: {},
    1: {"project": "Mobile"},
    2: {"project": "Mobile", "feature": ("Login", "backlog")},
    3: {"project": "Mobile", "feature": ("Login", "in_progress")},
    4: {"project": "Mobile", "feature": ("Sign in", "in_progress")},
    5: {"project": "Mobile", "feature": None},
    6: {"project": "Mobile", "feature": ("Sign in", "done")},
    60: {"project": "Mobile", "feature": ("Sign in", "done")},
}


def seen(desk: Desk, moment: dt.datetime) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for (kind, _), row in as_of(desk.session, moment).items():
        found[kind] = row and (row["name"] if kind == "project" else (row["name"], row["status"]))
    return found


@pytest.mark.parametrize("minute", HISTORY)
def test_each_moment_shows_the_state_it_had(desk: Desk, told: Feature, minute: int) -> None:
    assert seen(desk, at(minute)) == HISTORY[minute]


@pytest.mark.parametrize("minute", [1, 2, 3, 4, 5, 6])
def test_until_a_second_before_a_change_the_state_is_the_one_before(desk: Desk, told: Feature, minute: int) -> None:
    assert seen(desk, at(minute) - SECOND) == HISTORY[minute - 1]


def test_a_moment_in_another_zone_is_the_same_moment(desk: Desk, told: Feature) -> None:
    moscow = dt.timezone(dt.timedelta(hours=3))

    assert seen(desk, at(3).astimezone(moscow)) == HISTORY[3]


def test_now_is_what_stands_in_the_tables(desk: Desk, told: Feature) -> None:
    rows = [*desk.session.scalars(select(Project)), *desk.session.scalars(select(Feature))]

    now = as_of(desk.session, at(60))

    assert now == {(row.entity_type, row.id): snapshot(row) for row in rows}


def test_of_two_events_of_one_thing_at_one_moment_the_later_counts(desk: Desk) -> None:
    project = desk.project()
    desk.clock = lambda: at(9)  # type: ignore[assignment]
    desk.change(project, name="First")
    desk.change(project, name="Second")

    state = as_of(desk.session, at(9))

    assert [row and row["name"] for row in state.values()] == ["Second"]


def test_only_the_kinds_asked_for_are_shown(desk: Desk, told: Feature) -> None:
    assert {kind for kind, _ in as_of(desk.session, at(6), ["feature", "risk"])} == {"feature"}


def test_no_kinds_asked_for_shows_nothing(desk: Desk, told: Feature) -> None:
    assert as_of(desk.session, at(6), []) == {}


# One project


def test_a_project_shows_what_is_in_it_and_nothing_of_others(desk: Desk) -> None:
    mobile, web = desk.project("Mobile"), desk.project("Web")
    login, search = desk.feature(mobile, "Login"), desk.feature(mobile, "Search")
    pair = desk.dependency(login, search)
    release, risk = desk.release(mobile), desk.risk(mobile)
    idea = desk.idea(project_id=mobile.id)
    desk.feature(web, "Theirs")
    desk.idea()

    state = as_of(desk.session, at(60), project_id=mobile.id)

    assert set(state) == {(row.entity_type, row.id) for row in (mobile, login, search, pair, release, risk, idea)}


def test_what_was_deleted_from_a_project_is_shown_as_deleted(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    desk.delete(feature)

    assert as_of(desk.session, at(60), project_id=1)["feature", 1] is None


def test_whoever_has_left_a_project_is_no_longer_in_it(desk: Desk) -> None:
    mobile, web = desk.project("Mobile"), desk.project("Web")
    context = desk.context(active_project_id=mobile.id)  # minute 3
    desk.change(context, active_project_id=web.id)  # minute 4

    def inside(minute: int, project: Project) -> bool:
        return ("user_context", context.id) in as_of(desk.session, at(minute), project_id=project.id)

    assert (inside(3, mobile), inside(3, web)) == (True, False)
    assert (inside(4, mobile), inside(4, web)) == (False, True)


def test_an_idea_that_outlived_its_project_is_no_longer_in_it(desk: Desk) -> None:
    project = desk.project()
    idea = desk.idea(project_id=project.id)
    desk.delete(project)

    assert ("idea", idea.id) not in as_of(desk.session, at(60), project_id=project.id)
    assert ("idea", idea.id) in as_of(desk.session, at(2), project_id=project.id)


def test_any_moment_is_one_query(desk: Desk, told: Feature) -> None:
    sent: list[str] = []

    def count(*args: Any) -> None:
        sent.append(args[2])

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        as_of(desk.session, at(4), ["feature"], project_id=1)
    finally:
        event.remove(db.engine, "before_cursor_execute", count)

    assert len(sent) == 1


def test_a_state_does_not_change_when_more_is_written_later(desk: Desk, told: Feature) -> None:
    before = as_of(desk.session, at(6))
    desk.change(desk.session.scalars(select(Feature)).one(), status="cancelled")

    assert desk.events(EventLog.timestamp > at(6)) != []
    assert as_of(desk.session, at(6)) == before
