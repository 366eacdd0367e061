"""A patient journal: its events wait for the next statement or for the end, and are never missing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import event, func, select

from journal import Gone, Journal, Report
from models import EventLog, Feature, Project, db
from models.trip import together
from tests.journal.conftest import Desk

LOGGED = select(func.count()).select_from(EventLog)


@pytest.fixture
def feature(desk: Desk) -> Feature:
    return desk.feature(desk.project())


@pytest.fixture
def patient(desk: Desk, feature: Feature) -> Journal:
    desk.session.commit()
    return Journal(desk.session, "4242", "patient", desk.clock, patient=True)


def sent_while(desk: Desk, happens: Callable[[], object]) -> list[str]:
    """The first words of the statements that something sends through the session."""
    statements: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        statements.append(" ".join(statement.split()[:3]))

    event.listen(db.engine, "before_cursor_execute", note)
    happens()
    event.remove(db.engine, "before_cursor_execute", note)
    return statements


def test_an_event_waits(desk: Desk, patient: Journal, feature: Feature) -> None:
    sent = sent_while(desk, lambda: patient.change(feature, {"status": "done"}))
    assert "INSERT INTO event_log" not in sent
    assert len(patient.written) == 1


def test_whoever_asks_next_sees_it(desk: Desk, patient: Journal, feature: Feature) -> None:
    before = desk.session.scalar(LOGGED) or 0
    patient.change(feature, {"status": "done"})
    assert desk.session.scalar(LOGGED) == before + 1
    assert patient.owed() == []


def test_it_can_be_sent_with_the_end_of_the_transaction(
    desk: Desk, patient: Journal, feature: Feature, verified: Callable[[], Report]
) -> None:
    patient.change(feature, {"status": "done"})
    together(desk.session, *patient.owed(), commit=True)
    desk.session.commit()
    assert desk.last().details["after"]["status"] == "done"
    assert verified().differences == []


def test_a_commit_never_leaves_it_out(
    desk: Desk, patient: Journal, feature: Feature, verified: Callable[[], Report]
) -> None:
    patient.change(feature, {"status": "done"})
    desk.session.commit()
    assert desk.last().message_id == "patient"
    assert verified().differences == []


def test_a_rollback_takes_it_along(desk: Desk, patient: Journal, feature: Feature) -> None:
    patient.change(feature, {"status": "done"})
    desk.session.rollback()
    desk.session.commit()
    assert desk.last().message_id != "patient"


def test_several_changes_keep_their_order(desk: Desk, patient: Journal, feature: Feature) -> None:
    for status in ("in_progress", "blocked", "done"):
        patient.change(feature, {"status": status})
    desk.session.commit()
    told = [e.details["after"]["status"] for e in desk.events(EventLog.message_id == "patient")]
    assert told == ["in_progress", "blocked", "done"]


def test_a_savepoint_taken_back_takes_its_own_events_and_no_others(
    desk: Desk, patient: Journal, feature: Feature, verified: Callable[[], Report]
) -> None:
    patient.change(feature, {"status": "done"})
    with suppress(Gone), patient.savepoint():
        patient.create(Project(name="Never"))
        raise Gone
    desk.session.commit()
    assert [e.action for e in desk.events(EventLog.message_id == "patient")] == ["feature_status_updated"]
    assert verified().differences == []


def test_a_savepoint_taken_back_leaves_rows_as_they_were_before_it(
    desk: Desk, patient: Journal, feature: Feature
) -> None:
    patient.change(feature, {"status": "blocked"})
    with suppress(Gone), patient.savepoint():
        patient.change(feature, {"status": "done"})
        raise Gone
    assert feature.status == "blocked"


def test_a_savepoint_taken_back_takes_along_those_inside_it(
    desk: Desk, patient: Journal, feature: Feature, verified: Callable[[], Report]
) -> None:
    project = desk.session.get_one(Project, feature.project_id)
    with suppress(Gone), patient.savepoint():
        patient.change(feature, {"status": "blocked"})
        with patient.savepoint():
            patient.change(project, {"description": "Inside"})
        raise Gone
    assert (feature.status, project.description) == ("backlog", None)
    desk.session.commit()
    assert verified().differences == []


def test_a_row_held_inside_a_savepoint_that_was_taken_back_is_locked_again(
    desk: Desk, patient: Journal, feature: Feature
) -> None:
    with suppress(Gone), patient.savepoint():
        patient.hold(Feature, feature.id)
        raise Gone
    sent = sent_while(desk, lambda: patient.change(feature, {"status": "done"}))
    assert len(sent) == 1


def test_a_savepoint_that_holds_keeps_its_events(desk: Desk, patient: Journal, feature: Feature) -> None:
    with patient.savepoint():
        patient.change(feature, {"status": "done"})
    desk.session.commit()
    assert len(desk.events(EventLog.message_id == "patient")) == 1


def test_a_held_row_is_read_anew_and_changed_without_being_read_again(
    desk: Desk, other: Desk, patient: Journal, feature: Feature
) -> None:
    theirs = other.session.get_one(Feature, feature.id)
    other.change(theirs, status="blocked")
    held = patient.hold(Feature, feature.id)
    assert held is feature
    assert feature.status == "blocked"
    assert sent_while(desk, lambda: patient.change(feature, {"status": "done"})) == []


def test_a_row_is_held_as_this_message_has_changed_it(patient: Journal, feature: Feature) -> None:
    patient.change(feature, {"status": "done"})
    patient.hold(Feature, feature.id)
    assert feature.status == "done"


def test_a_row_that_is_not_there_is_not_held(patient: Journal) -> None:
    assert patient.hold(Feature, 999) is None


def test_a_held_row_that_was_deleted_since_is_gone(desk: Desk, patient: Journal, feature: Feature) -> None:
    patient.hold(Feature, feature.id)
    patient.delete(feature)
    with pytest.raises(Gone):
        patient.change(feature, {"status": "done"})
