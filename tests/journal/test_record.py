"""What an event holds, when none is written, and what happens when two people write at once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal import BehindTheJournal, Gone, Journal
from journal.tables import JOURNALLED, columns
from models import EventLog, Feature, Idea, Project, Release, Risk, UserContext, db
from tests.conftest import ARTEM, MARIA
from tests.journal.conftest import START, Clock, Desk

MINUTE = dt.timedelta(minutes=1)


def test_an_event_says_who_did_what_to_which_thing_where_when_and_because_of_which_message(
    desk: Desk,
) -> None:
    project = desk.project()
    feature = desk.feature(project)
    desk.change(feature, message="900100", who=MARIA, status="done")

    event = desk.last()

    assert (event.user_id, event.action) == (str(MARIA), "feature_status_updated")
    assert (event.entity_type, event.entity_id, event.project_id) == ("feature", feature.id, project.id)
    assert (event.message_id, event.undoes_id) == ("900100", None)
    assert event.timestamp == START + 3 * MINUTE


def test_a_creation_holds_the_full_row_and_nothing_before_it(desk: Desk) -> None:
    project = desk.project()
    feature = desk.feature(project, "Вход", assigned_po="Анна")

    assert desk.last().action == "feature_created"
    assert desk.last().details == {
        "before": None,
        "after": {
            "id": feature.id,
            "project_id": project.id,
            "name": "Вход",
            "name_key": "вход",
            "description": None,
            "status": "backlog",
            "status_reason": None,
            "assigned_teams": None,
            "assigned_po": "Анна",
            "release_id": None,
            "aside_until": None,
            "aside_reason": None,
            "created_at": "2026-11-02T09:02:00+00:00",
            "updated_at": "2026-11-02T09:02:00+00:00",
        },
    }


def test_a_change_holds_the_old_values_of_what_changed_and_the_full_row_after_it(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    desk.change(feature, status="blocked", status_reason="No test stand")

    created, changed = desk.events(EventLog.entity_type == "feature")

    assert changed.details["before"] == {
        "status": "backlog",
        "status_reason": None,
        "updated_at": "2026-11-02T09:02:00+00:00",
    }
    assert changed.details["after"] == created.details["after"] | {
        "status": "blocked",
        "status_reason": "No test stand",
        "updated_at": "2026-11-02T09:03:00+00:00",
    }


def test_a_deletion_holds_the_full_row_before_it_and_nothing_after(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    full = desk.last().details["after"]
    desk.delete(feature)

    assert desk.last().action == "feature_deleted"
    assert desk.last().details == {"before": full, "after": None}


def test_a_renaming_keeps_the_old_key_besides_the_old_name(desk: Desk) -> None:
    feature = desk.feature(desk.project(), "Ёлка")
    desk.change(feature, name="Сосна")

    before, after = desk.last().details["before"], desk.last().details["after"]

    assert (before["name"], before["name_key"]) == ("Ёлка", "елка")
    assert (after["name"], after["name_key"]) == ("Сосна", "сосна")


def test_only_what_really_changed_is_told_as_changed(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    desk.change(feature, status="backlog", assigned_po="Анна")

    assert set(desk.last().details["before"]) == {"assigned_po", "updated_at"}


ACTIONS: dict[str, tuple[Any, dict[str, Any]]] = {
    "project_name_updated": (Project, {"name": "Web"}),
    "project_description_updated": (Project, {"description": "All of it"}),
    "project_status_updated": (Project, {"status": "archived"}),
    "release_target_date_updated": (Release, {"target_date": dt.date(2027, 3, 1)}),
    "release_version_updated": (Release, {"version": "v3.0"}),
    "release_status_updated": (Release, {"status": "released"}),
    "feature_status_updated": (Feature, {"status": "blocked", "status_reason": "Waiting"}),
    "feature_assigned_po_updated": (Feature, {"assigned_po": "Анна"}),
    "feature_assigned_teams_updated": (Feature, {"assigned_teams": "A, B"}),
    "risk_status_updated": (Risk, {"status": "closed"}),
    "idea_content_updated": (Idea, {"content": "Light theme"}),
    "user_context_language_updated": (UserContext, {"language": "en"}),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_the_first_column_names_the_action(desk: Desk, action: str) -> None:
    model, values = ACTIONS[action]
    project = desk.project()
    desk.feature(project)
    desk.release(project)
    desk.risk(project)
    desk.idea()
    desk.context()

    desk.change(desk.session.scalars(select(model)).one(), **values)

    assert desk.last().action == action


def test_an_action_may_be_named_by_hand(desk: Desk) -> None:
    project = desk.project()
    desk.journal().change(project, {"status": "archived"}, action="archived")

    assert desk.last().action == "project_archived"


@pytest.mark.parametrize(
    "model, values",
    [*ACTIONS.values()],
    ids=[f"{m.__tablename__}-{'-'.join(v)}" for m, v in ACTIONS.values()],
)
def test_values_that_stand_already_write_nothing_and_leave_the_row_alone(
    desk: Desk, rows: Any, model: Any, values: dict[str, Any]
) -> None:
    project = desk.project()
    desk.feature(project)
    desk.release(project)
    desk.risk(project)
    desk.idea()
    desk.context()
    row = desk.session.scalars(select(model)).one()
    desk.change(row, **values)
    before = rows(f"SELECT * FROM {model.__tablename__}"), rows("SELECT count(*) FROM event_log")

    journal = desk.journal()
    changed = journal.change(row, values)
    desk.session.commit()

    assert (changed, journal.written) == (False, [])
    assert (rows(f"SELECT * FROM {model.__tablename__}"), rows("SELECT count(*) FROM event_log")) == before


def test_a_change_says_that_it_changed_something(desk: Desk) -> None:
    assert desk.journal().change(desk.project(), {"name": "Web"}) is True


def test_the_events_of_a_message_are_at_hand_as_they_were_written(desk: Desk) -> None:
    journal = desk.journal("77")
    project = Project(name="Mobile")
    journal.create(project)
    journal.change(project, {"name": "Web"})

    assert [e["action"] for e in journal.written] == ["project_created", "project_name_updated"]
    assert [e["details"] for e in journal.written] == [e.details for e in desk.events(EventLog.message_id == "77")]


def test_the_event_goes_when_the_transaction_is_rolled_back(desk: Desk, rows: Any) -> None:
    desk.journal().create(Project(name="Mobile"))
    desk.session.rollback()

    assert rows("SELECT * FROM event_log") == rows("SELECT * FROM projects") == []


def test_dates_and_moments_stand_in_an_event_in_iso_8601_and_utc(desk: Desk) -> None:
    moscow = dt.timezone(dt.timedelta(hours=3))
    journal = Journal(desk.session, "1", "m", lambda: dt.datetime(2026, 11, 2, 1, 30, tzinfo=moscow))
    project = Project(name="Mobile")
    journal.create(project)
    journal.create(Release(project_id=project.id, version="v1", target_date=dt.date(2027, 2, 15)))

    after = desk.last().details["after"]

    assert (after["target_date"], after["created_at"]) == ("2027-02-15", "2026-11-01T22:30:00+00:00")


def test_a_rows_two_moments_follow_the_events_time(desk: Desk) -> None:
    project = desk.project()
    desk.change(project, name="Web")

    assert (project.created_at, project.updated_at) == (START + MINUTE, START + 2 * MINUTE)
    assert desk.last().timestamp == project.updated_at


@pytest.mark.parametrize("kind", JOURNALLED)
def test_an_event_is_listed_under_the_project_its_thing_belongs_to(desk: Desk, kind: str) -> None:
    desk.project("Elsewhere")
    project = desk.project()
    login = desk.feature(project)
    desk.dependency(login, desk.feature(project, "Search"))
    desk.release(project)
    desk.risk(project)
    desk.idea(project_id=project.id)
    desk.context(active_project_id=project.id)

    found = desk.events(EventLog.entity_type == kind, EventLog.entity_id != 1 if kind == "project" else True)

    assert {event.project_id for event in found} == {project.id}


def test_a_dependency_between_two_projects_is_listed_under_the_one_that_waits(desk: Desk) -> None:
    blocker, blocked = desk.feature(desk.project("Platform")), desk.feature(desk.project("Mobile"))
    desk.dependency(blocker, blocked)

    assert desk.last().project_id == blocked.project_id


def test_an_idea_without_a_project_is_listed_under_none(desk: Desk) -> None:
    desk.idea()

    assert desk.last().project_id is None


def test_a_person_whose_id_is_too_long_for_an_integer_has_a_journalled_context(desk: Desk) -> None:
    context = desk.context(MARIA)
    desk.change(context, who=MARIA, language="en")

    assert (desk.last().user_id, desk.last().entity_id) == (str(MARIA), context.id)


def test_every_column_of_every_journalled_table_stands_in_its_event(desk: Desk) -> None:
    project = desk.project()
    login = desk.feature(project)
    desk.dependency(login, desk.feature(project, "Search"))
    desk.release(project)
    desk.risk(project)
    desk.idea()
    desk.context()

    told = {e.entity_type: set(e.details["after"]) for e in desk.events()}

    assert told == {kind: {name for name, _ in columns(model)} for kind, model in JOURNALLED.items()}


# What the database forbids


@pytest.mark.parametrize(
    "row, constraint",
    [
        (lambda: Project(name="Mobile"), "uq_projects_name"),
        (lambda: Project(name="МОБИЛЬНОЕ ПРИЛОЖЕНИЕ  Ё"), "uq_projects_name_key"),
        (lambda: Feature(project_id=99, name="Login"), "fk_features_project_id_projects"),
        (lambda: Project(name="Other", status="asleep"), "ck_projects_status"),
    ],
    ids=["the same name", "the same name but for case, ё and spaces", "no such project", "no such status"],
)
def test_what_a_constraint_forbids_is_not_written_and_leaves_no_event(
    desk: Desk, rows: Any, row: Callable[[], Any], constraint: str
) -> None:
    desk.project("Mobile")
    desk.project("Мобильное приложение Е")
    journal = desk.journal()

    with pytest.raises(IntegrityError, match=constraint), journal.savepoint():
        journal.create(row())
    desk.session.commit()

    assert rows("SELECT count(*) FROM event_log") == [(2,)]
    assert journal.written == []


def test_a_savepoint_takes_back_what_was_written_inside_it_alone(desk: Desk) -> None:
    desk.project("Taken")
    journal = desk.journal()
    journal.create(Project(name="Stays"))

    def goes_wrong() -> None:
        with journal.savepoint():
            journal.create(Project(name="Goes"))
            journal.create(Project(name="Taken"))

    with pytest.raises(IntegrityError):
        goes_wrong()
    desk.session.commit()

    assert [e["details"]["after"]["name"] for e in journal.written] == ["Stays"]
    assert [e.details["after"]["name"] for e in desk.events()] == ["Taken", "Stays"]


def test_a_row_edited_by_hand_before_is_not_smuggled_in_with_a_change(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    feature.assigned_po = "Smuggler"

    with pytest.raises(BehindTheJournal):
        desk.journal().change(feature, {"status": "done"})


# Two people at once


@pytest.mark.parametrize(
    "act",
    [lambda journal, row: journal.change(row, {"status": "done"}), lambda journal, row: journal.delete(row)],
    ids=["change", "delete"],
)
def test_a_row_that_someone_else_has_deleted_is_gone(
    desk: Desk, other: Desk, act: Callable[[Journal, Any], Any]
) -> None:
    feature = desk.feature(desk.project())
    other.delete(other.session.get_one(Feature, feature.id))

    with pytest.raises(Gone):
        act(desk.journal(), feature)

    assert desk.events()[-1].action == "feature_deleted"


def test_a_row_deleted_in_the_same_session_is_gone_too(desk: Desk) -> None:
    project = desk.project()
    desk.delete(project)

    with pytest.raises(Gone):
        desk.journal().change(project, {"name": "Web"})


def test_what_was_deleted_can_still_be_named(desk: Desk) -> None:
    project = desk.project("Mobile")
    desk.delete(project)

    assert project.name == "Mobile"


def test_a_change_starts_from_the_row_as_it_stands_not_as_it_was_once_read(desk: Desk, other: Desk) -> None:
    feature = desk.feature(desk.project())
    other.change(other.session.get_one(Feature, feature.id), status="in_progress")

    desk.change(feature, status="blocked")

    assert desk.last().details["before"]["status"] == "in_progress"


def test_a_change_that_someone_else_made_meanwhile_is_not_written_twice(desk: Desk, other: Desk) -> None:
    feature = desk.feature(desk.project())
    other.change(other.session.get_one(Feature, feature.id), status="done")

    assert desk.journal().change(feature, {"status": "done"}) is False


def test_deleting_a_parent_tells_of_its_children_as_they_stand_not_as_they_were_once_read(
    desk: Desk, other: Desk
) -> None:
    project = desk.project()
    feature = desk.feature(project)  # stays in this session as it is now
    other.change(other.session.get_one(Feature, feature.id), status="done")

    desk.delete(project)

    deleted = desk.events(EventLog.action == "feature_deleted")
    assert [e.details["before"]["status"] for e in deleted] == ["done"]


def _waits_for_a_lock(rows: Callable[..., list[Any]]) -> bool:
    return rows("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") != [(0,)]


class Second:
    """The same app in another thread, with a session of its own, doing one thing."""

    def __init__(self, act: Callable[[Session], Any]) -> None:
        self.failure: BaseException | None = None
        self.engine = db.engine
        self.thread = threading.Thread(target=self._run, args=(act,))
        self.thread.start()

    def _run(self, act: Callable[[Session], Any]) -> None:
        try:
            with Session(self.engine, expire_on_commit=False) as session:
                act(session)
                session.commit()
        except BaseException as failure:
            self.failure = failure

    def wait_until_blocked(self, rows: Callable[..., list[Any]]) -> None:
        for _ in range(500):
            if _waits_for_a_lock(rows):
                return
            self.thread.join(0.01)
        raise AssertionError("the second writer never had to wait")

    def join(self) -> None:
        self.thread.join(10)
        assert not self.thread.is_alive()


def test_of_two_writers_of_one_row_the_second_waits_and_follows_the_first(desk: Desk, rows: Any) -> None:
    feature = desk.feature(desk.project())
    clock = Clock(START + dt.timedelta(hours=1))
    Journal(desk.session, "1", "first", clock).change(feature, {"status": "in_progress"})

    def act(session: Session) -> None:
        row = session.get_one(Feature, feature.id)
        Journal(session, "2", "second", clock).change(row, {"status": "blocked"})

    second = Second(act)
    second.wait_until_blocked(rows)
    desk.session.commit()
    second.join()

    assert second.failure is None
    first, later = desk.events(EventLog.message_id.in_(["first", "second"]))
    assert (first.message_id, later.message_id) == ("first", "second")
    assert first.timestamp < later.timestamp
    assert later.details["before"] == {column: first.details["after"][column] for column in ("status", "updated_at")}


def test_many_writers_of_one_row_leave_an_unbroken_chain(desk: Desk, verified: Any) -> None:
    feature = desk.feature(desk.project())

    def act(who: int) -> Callable[[Session], None]:
        def change(session: Session) -> None:
            for turn in range(5):
                row = session.get_one(Feature, feature.id)
                Journal(session, str(who), f"{who}-{turn}").change(row, {"assigned_po": f"{who}-{turn}"})
                session.commit()

        return change

    writers = [Second(act(who)) for who in range(4)]
    for writer in writers:
        writer.join()

    events = desk.events(EventLog.entity_type == "feature")
    assert [writer.failure for writer in writers] == [None] * 4
    assert len(events) == 1 + 4 * 5
    for earlier, later in pairwise(events):
        assert later.details["before"] == {c: earlier.details["after"][c] for c in later.details["before"]}
        assert earlier.timestamp <= later.timestamp or earlier is events[0]
    assert verified().differences == []


def test_a_child_added_while_its_parent_is_being_deleted_is_refused(desk: Desk, rows: Any) -> None:
    project = desk.project()
    desk.journal().delete(project)
    number = project.id

    second = Second(lambda session: Journal(session, "2", "second").create(Feature(project_id=number, name="Late")))
    second.wait_until_blocked(rows)
    desk.session.commit()
    second.join()

    assert isinstance(second.failure, IntegrityError)
    assert rows("SELECT * FROM features") == []


def test_a_deletion_waits_for_a_child_being_added_and_takes_it_along(desk: Desk, rows: Any, verified: Any) -> None:
    project = desk.project()
    number = project.id
    desk.journal().create(Feature(project_id=number, name="Just added"))

    second = Second(lambda session: Journal(session, "2", "second").delete(session.get_one(Project, number)))
    second.wait_until_blocked(rows)
    desk.session.commit()
    second.join()

    assert second.failure is None
    assert [e.action for e in desk.events(EventLog.message_id == "second")] == [
        "feature_deleted",
        "project_deleted",
    ]
    assert verified().differences == []


# Deleting what others hang on


@pytest.fixture
def world(desk: Desk) -> Project:
    """A project with everything that can hang on one, and its neighbour with the like."""
    neighbour = desk.project("Neighbour")
    desk.feature(neighbour, "Theirs")
    desk.idea(project_id=neighbour.id, content="Theirs")
    project = desk.project("Mobile")
    release = desk.release(project)
    login = desk.feature(project, "Login", release_id=release.id)
    search = desk.feature(project, "Search", release_id=release.id)
    desk.dependency(login, search)
    desk.risk(project)
    desk.risk(project, feature_id=login.id, severity="low")
    desk.idea(project_id=project.id)
    desk.idea(converted_to_feature_id=search.id)
    desk.context(ARTEM, active_project_id=project.id)
    desk.context(MARIA, active_project_id=neighbour.id)
    return project


def test_deleting_a_project_tells_of_everything_that_goes_and_every_reference_cleared(
    desk: Desk, world: Project
) -> None:
    message = desk.delete(world)

    told = sorted(e.action for e in desk.events(EventLog.message_id == message))

    assert told == sorted(
        [
            "feature_release_id_updated",
            "feature_release_id_updated",
            "release_deleted",
            "dependency_deleted",
            "risk_deleted",
            "risk_deleted",
            "idea_converted_to_feature_id_updated",
            "feature_deleted",
            "feature_deleted",
            "idea_project_id_updated",
            "user_context_active_project_id_updated",
            "project_deleted",
        ]
    )


def test_the_databases_own_cascade_never_acts(desk: Desk, world: Project, rows: Any) -> None:
    """Where a row went without an event, or an event told of a row that stayed, the numbers would differ."""
    desk.delete(world)

    counts = rows(
        """SELECT (SELECT count(*) FROM projects), (SELECT count(*) FROM features),
                  (SELECT count(*) FROM releases), (SELECT count(*) FROM risks),
                  (SELECT count(*) FROM dependencies), (SELECT count(*) FROM ideas),
                  (SELECT count(*) FROM user_context)"""
    )
    assert counts == [(1, 1, 0, 0, 0, 3, 2)]
    # ON DELETE of the database would leave updated_at where it was.
    stale = "SELECT count(*) FROM ideas WHERE project_id IS NULL AND updated_at < :deleted"
    assert rows(stale, deleted=desk.last().timestamp - 12 * MINUTE) == [(0,)]


def test_verify_finds_nothing_after_a_project_with_everything_in_it_is_deleted(
    desk: Desk, world: Project, verified: Any
) -> None:
    desk.delete(world)

    assert verified().differences == []


def test_deleting_a_project_leaves_the_neighbour_alone(desk: Desk, world: Project) -> None:
    message = desk.delete(world)

    touched = {e.details["before"].get("name") for e in desk.events(EventLog.message_id == message)}

    assert "Theirs" not in touched
    assert "Neighbour" not in touched


def test_deleting_a_release_clears_it_from_its_features_and_tells_so(desk: Desk, world: Project, rows: Any) -> None:
    message = desk.delete(desk.session.scalars(select(Release)).one())

    assert [e.action for e in desk.events(EventLog.message_id == message)] == [
        "feature_release_id_updated",
        "feature_release_id_updated",
        "release_deleted",
    ]
    assert rows("SELECT DISTINCT release_id FROM features") == [(None,)]


def test_deleting_a_feature_takes_its_dependencies_and_risks_and_frees_its_idea(desk: Desk, world: Project) -> None:
    feature = desk.session.scalars(select(Feature).where(Feature.name == "Search")).one()
    message = desk.delete(feature)

    assert [e.action for e in desk.events(EventLog.message_id == message)] == [
        "dependency_deleted",
        "idea_converted_to_feature_id_updated",
        "feature_deleted",
    ]


def test_children_are_told_of_before_their_parent(desk: Desk, world: Project) -> None:
    message = desk.delete(world)
    order = [e.entity_type for e in desk.events(EventLog.message_id == message)]

    assert order[-1] == "project"
    assert order.index("dependency") < order.index("feature", order.index("dependency"))


@pytest.mark.parametrize("size", [2, 20])
def test_deleting_a_project_takes_the_same_number_of_queries_whatever_its_size(desk: Desk, size: int) -> None:
    project = desk.project()
    journal = desk.journal()
    release = Release(project_id=project.id, version="v1", target_date=dt.date(2027, 1, 1))
    journal.create(release)
    for number in range(size):
        journal.create(Feature(project_id=project.id, name=f"F{number}", release_id=release.id))
        journal.create(Idea(project_id=project.id, content=f"I{number}"))
    desk.session.commit()
    sent: list[str] = []

    def count(*args: Any) -> None:
        sent.append(args[2])

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        desk.journal().delete(project)
    finally:
        event.remove(db.engine, "before_cursor_execute", count)

    assert len(sent) < 35


def test_the_log_survives_the_deletion_of_what_it_tells_of(desk: Desk, world: Project) -> None:
    known = len(desk.events())
    desk.delete(world)

    assert len(desk.events()) == known + 12


def test_a_pending_row_of_another_table_is_written_with_the_change(desk: Desk) -> None:
    desk.session.execute(text("INSERT INTO processed_messages (message_id) VALUES ('1')"))
    desk.journal().create(Project(name="Mobile"))
    desk.session.rollback()

    assert desk.events() == []
