"""Reading the log: who changed what and when, newest first, in pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, text

from journal import Filter, changes_since, history
from models import db
from tests.conftest import ARTEM, MARIA
from tests.journal.conftest import START, Desk


def at(minute: int) -> dt.datetime:
    return START + dt.timedelta(minutes=minute)


@pytest.fixture
def told(desk: Desk) -> None:
    """Events 1 to 8, one a minute."""
    mobile = desk.project("Mobile")  # 1
    web = desk.project("Web", who=MARIA)  # 2
    login = desk.feature(mobile, "Login")  # 3
    theirs = desk.feature(web, "Theirs")  # 4
    desk.change(login, who=MARIA, status="done")  # 5
    desk.context(active_project_id=mobile.id)  # 6
    desk.change(theirs, status="done")  # 7
    desk.delete(login)  # 8


FILTERS: dict[str, tuple[Filter, list[int]]] = {
    "everything but contexts": (Filter(), [8, 7, 5, 4, 3, 2, 1]),
    "contexts too": (Filter(contexts=True), [8, 7, 6, 5, 4, 3, 2, 1]),
    "a project": (Filter(project=1), [8, 5, 3, 1]),
    "a project with contexts": (Filter(project=1, contexts=True), [8, 6, 5, 3, 1]),
    "a kind": (Filter(entity="feature"), [8, 7, 5, 4, 3]),
    "contexts alone": (Filter(entity="user_context"), [6]),
    "one thing, deleted by now": (Filter(entity="feature:1"), [8, 5, 3]),
    "one thing that never was": (Filter(entity="feature:77"), []),
    "an id that is no number": (Filter(entity="feature:one"), []),
    "an id left empty": (Filter(entity="feature:"), []),
    "an id no column could hold": (Filter(entity="feature:99999999999999999999"), []),
    "a negative id": (Filter(entity="feature:-1"), []),
    "a kind there is not": (Filter(entity="unicorn"), []),
    "a person": (Filter(user=str(MARIA)), [5, 2]),
    "an action": (Filter(action="feature_status_updated"), [7, 5]),
    "since, that moment included": (Filter(since=at(5)), [8, 7, 5]),
    "until, that moment left out": (Filter(until=at(3)), [2, 1]),
    "a span": (Filter(since=at(2), until=at(5)), [4, 3, 2]),
    "before an event": (Filter(before=4), [3, 2, 1]),
    "until and before, the later of which says nothing": (Filter(until=at(3), before=8), [2, 1]),
    "before and until, the other way round": (Filter(until=at(8), before=3), [2, 1]),
    "before all there is": (Filter(before=1), []),
    "all at once": (
        Filter(
            project=2, entity="feature", user=str(ARTEM), action="feature_status_updated",
            since=at(1), until=at(9), before=8,
        ),
        [7],
    ),
    "fields left empty in a form": (Filter(entity="", user="", action=""), [8, 7, 5, 4, 3, 2, 1]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_its_events_newest_first(desk: Desk, told: None, name: str) -> None:
    wanted, expected = FILTERS[name]

    assert [e.id for e in history(desk.session, wanted, 100)] == expected


def test_at_most_as_many_as_asked_for_are_read(desk: Desk, told: None) -> None:
    assert [e.id for e in history(desk.session, Filter(), 3)] == [8, 7, 5]


def test_pages_follow_each_other_without_a_gap_even_when_more_is_written_meanwhile(desk: Desk, told: None) -> None:
    first = history(desk.session, Filter(), 3)
    desk.project("Written meanwhile")
    second = history(desk.session, Filter(before=first[-1].id), 3)
    third = history(desk.session, Filter(before=second[-1].id), 3)

    assert [e.id for e in (*first, *second, *third)] == [8, 7, 5, 4, 3, 2, 1]


def test_the_changes_of_a_period_come_oldest_first_without_contexts(desk: Desk, told: None) -> None:
    assert [e.id for e in changes_since(desk.session, at(4))] == [4, 5, 7, 8]


def test_the_changes_of_a_period_end_before_its_end(desk: Desk, told: None) -> None:
    assert [e.id for e in changes_since(desk.session, at(4), at(7))] == [4, 5]


def test_the_changes_of_a_period_can_be_those_of_one_project(desk: Desk, told: None) -> None:
    assert [e.id for e in changes_since(desk.session, at(4), project=1)] == [5, 8]


@pytest.mark.parametrize(
    "wanted, index",
    [
        (Filter(), "timestamp"),
        (Filter(until=at(7)), "timestamp"),
        (Filter(project=1), "project_id"),
        (Filter(project=1, until=at(7)), "project_id"),
        (Filter(user="1"), "user_id_timestamp"),
        (Filter(entity="feature"), "entity_type_timestamp"),
        (Filter(entity="feature:1"), "entity_type_entity_id"),
        (Filter(action="feature_created"), "action_timestamp"),
    ],
)
@pytest.mark.parametrize("before", [None, 5])
def test_a_page_of_a_usual_filter_is_read_from_where_it_begins_in_an_index(
    desk: Desk, wanted: Filter, before: int | None, index: str
) -> None:
    """Without one each page of history would read the whole log."""
    for other_way in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
        desk.session.execute(text(f"SET LOCAL {other_way} = off"))
    # As on a table never analysed: what an autovacuum made of other tests' rows must not choose the plan.
    desk.session.execute(text("DELETE FROM pg_statistic WHERE starelid = 'event_log'::regclass"))
    desk.session.execute(text("UPDATE pg_class SET reltuples = -1 WHERE oid = 'event_log'::regclass"))
    plan = _plan(desk, replace(wanted, before=before))

    assert f"Index Scan Backward using idx_event_log_{index} " in plan
    assert "Sort" not in plan
    assert "Filter: (id <" not in plan


def _plan(desk: Desk, wanted: Filter) -> str:
    """How the database reads a page."""
    sent: list[tuple[str, Any]] = []
    note = lambda _, __, statement, values, *___: sent.append((statement, values))  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", note)
    history(desk.session, wanted, 10)
    event.remove(db.engine, "before_cursor_execute", note)
    connection = desk.session.connection()
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {sent[-1][0]}", sent[-1][1]))


def test_pages_go_by_the_moment_of_the_change_even_where_it_was_written_later(desk: Desk) -> None:
    for minute in (5, 1, 4, 1):
        desk.clock.moment = at(minute)
        desk.project(f"P{len(history(desk.session, Filter(), 9))}")
    pages = [history(desk.session, Filter(before=before), 2) for before in (None, 3)]

    assert [[e.id for e in page] for page in pages] == [[1, 3], [4, 2]]
