"""Steps taken back and forth: what comes back, what refuses, and whom the log names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from journal import InTheWay, Journal, NothingToTakeBack, last_step, last_undo, live_events, take_back
from journal.circles import circle
from journal.tables import JOURNALLED, snapshot
from models import Dependency, EventLog, Feature, Idea, Project, Release, Risk, UserContext, db
from tests.conftest import ARTEM, MARIA
from tests.journal.conftest import START, Clock, Desk
from tests.journal.test_record import Second

State = dict[tuple[str, int], dict[str, Any]]


def world(session: Session) -> State:
    """Every journalled row but for the moments of its own, which an undo moves on."""
    session.expire_all()
    return {
        (kind, row.id): {c: v for c, v in snapshot(row).items() if c != "updated_at"}
        for kind, model in JOURNALLED.items()
        for row in session.scalars(select(model))
    }


def undo(desk: Desk, step: str, who: int = ARTEM) -> str:
    """Take a step back, commit, and return the message that did it."""
    journal = desk.journal(who=who)
    take_back(journal, step)
    desk.session.commit()
    return journal.message_id


def refused(desk: Desk, step: str) -> EventLog | None:
    """What stands in the way of taking the step back."""
    before = world(desk.session)
    journal = desk.journal()
    with pytest.raises(InTheWay) as obstacle:
        take_back(journal, step)
    desk.session.commit()
    assert world(desk.session) == before, "a refused undo changes nothing"
    assert journal.written == [], "a refused undo has written nothing"
    assert desk.events(EventLog.message_id == journal.message_id) == []
    return obstacle.value.event


# What each kind of change looks like, taken back and put again

Step = Callable[[Desk, Journal, Project, Feature], Any]


def _session(desk: Desk, model: Any, **by: Any) -> Any:
    return desk.session.scalars(select(model).filter_by(**by)).one()


STEPS: dict[str, Step] = {
    "a project created": lambda d, j, p, f: j.create(Project(name="Web")),
    "a feature created": lambda d, j, p, f: j.create(Feature(project_id=p.id, name="Search")),
    "a release created": lambda d, j, p, f: j.create(
        Release(project_id=p.id, version="v9", target_date=dt.date(2027, 1, 1))
    ),
    "an idea created": lambda d, j, p, f: j.create(Idea(project_id=p.id, content="Dark theme")),
    "a risk created": lambda d, j, p, f: j.create(Risk(project_id=p.id, severity="low", description="Rain")),
    "a dependency created": lambda d, j, p, f: j.create(
        Dependency(blocker_feature_id=f.id, blocked_feature_id=_session(d, Feature, name="Payment").id)
    ),
    "a project renamed": lambda d, j, p, f: j.change(p, {"name": "Web"}),
    "a project archived": lambda d, j, p, f: j.change(p, {"status": "archived"}),
    "a status changed with its reason": lambda d, j, p, f: j.change(
        f, {"status": "blocked", "status_reason": "Waiting"}
    ),
    "a release moved": lambda d, j, p, f: j.change(
        _session(d, Release, version="v1"), {"target_date": dt.date(2027, 6, 1)}
    ),
    "a feature put into a release": lambda d, j, p, f: j.change(
        f, {"release_id": _session(d, Release, version="v2").id}
    ),
    "a context switched": lambda d, j, p, f: j.change(_session(d, UserContext), {"active_project_id": None}),
    "a language chosen": lambda d, j, p, f: j.change(_session(d, UserContext), {"language": "en"}),
    "a risk closed": lambda d, j, p, f: j.change(_session(d, Risk), {"status": "closed"}),
    "a feature deleted": lambda d, j, p, f: j.delete(f),
    "a release deleted": lambda d, j, p, f: j.delete(_session(d, Release, version="v1")),
    "a dependency deleted": lambda d, j, p, f: j.delete(_session(d, Dependency)),
    "a project deleted": lambda d, j, p, f: j.delete(p),
}


@pytest.fixture
def mobile(desk: Desk) -> tuple[Project, Feature]:
    """A project with everything in it; its feature Login has all that a feature can have."""
    project = desk.project("Mobile")
    first = desk.release(project, "v1")
    desk.release(project, "v2")
    login = desk.feature(project, "Login", release_id=first.id, assigned_po="Анна", status="in_progress")
    desk.dependency(login, desk.feature(project, "Stand"))
    desk.feature(project, "Payment")
    desk.risk(project, feature_id=login.id)
    desk.idea(project_id=project.id, converted_to_feature_id=login.id)
    desk.context(active_project_id=project.id)
    return project, login


@pytest.mark.parametrize("step", STEPS)
def test_undo_brings_the_world_back_and_redo_changes_it_again(
    desk: Desk, mobile: tuple[Project, Feature], step: str
) -> None:
    before = world(desk.session)
    STEPS[step](desk, desk.journal("step"), *mobile)
    desk.session.commit()
    after = world(desk.session)
    assert after != before

    undone = undo(desk, "step")
    assert world(desk.session) == before, "undone"
    redone = undo(desk, undone)
    assert world(desk.session) == after, "redone"
    undo(desk, redone)
    assert world(desk.session) == before, "undone again"


@pytest.mark.parametrize("step", STEPS)
def test_verify_finds_nothing_after_undo_and_redo(
    desk: Desk, mobile: tuple[Project, Feature], verified: Any, step: str
) -> None:
    STEPS[step](desk, desk.journal("step"), *mobile)
    desk.session.commit()
    undo(desk, undo(desk, "step"))

    assert verified().differences == []


def test_an_undo_is_an_event_of_its_own_that_names_the_one_it_undoes(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    step = desk.change(feature, status="done")
    changed = desk.last()
    message = undo(desk, step, who=MARIA)

    told = desk.last()

    assert (told.action, told.undoes_id) == ("feature_undone", changed.id)
    assert (told.user_id, told.message_id) == (str(MARIA), message)
    assert told.details["before"]["status"] == "done"
    assert told.details["after"]["status"] == "backlog"


def test_a_redo_names_the_undo(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    undone = undo(desk, desk.change(feature, status="done"))
    undoing = desk.last()
    undo(desk, undone)

    assert (desk.last().action, desk.last().undoes_id) == ("feature_redone", undoing.id)


def test_each_event_of_the_step_is_undone_by_one_event(desk: Desk, mobile: tuple[Project, Feature]) -> None:
    desk.delete(mobile[0], message="step")
    message = undo(desk, "step")

    deleted = [e.id for e in desk.events(EventLog.message_id == "step")]
    restored = [e.undoes_id for e in desk.events(EventLog.message_id == message)]

    assert restored == list(reversed(deleted))


def test_what_was_taken_back_is_returned_oldest_first(desk: Desk) -> None:
    project = desk.project("Mobile", message="step")
    desk.change(project, message="step", name="Web")

    events = take_back(desk.journal(), "step")

    assert [e.action for e in events] == ["project_created", "project_name_updated"]


def test_a_restored_row_keeps_its_id_and_the_moment_it_first_came_to_be(desk: Desk) -> None:
    project = desk.project()
    number, born = project.id, project.created_at
    undo(desk, desk.delete(project))

    restored = desk.session.scalars(select(Project)).one()

    assert (restored.id, restored.created_at) == (number, born)
    assert restored.updated_at == desk.last().timestamp > born


def test_an_undo_moves_updated_at_on_not_back(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    undo(desk, desk.change(feature, status="done"))

    assert feature.updated_at == desk.last().timestamp == START + dt.timedelta(minutes=4)


def test_what_one_message_did_is_undone_together(desk: Desk) -> None:
    before = world(desk.session)
    journal = desk.journal("one")
    project = Project(name="Mobile")
    journal.create(project)
    feature = Feature(project_id=project.id, name="Login")
    journal.create(feature)
    journal.change(feature, {"status": "done"})
    desk.session.commit()

    undo(desk, "one")

    assert world(desk.session) == before


def test_a_thing_changed_several_times_by_one_message_goes_all_the_way_back_and_forth(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    journal = desk.journal("one")
    for status in ("in_progress", "blocked", "done"):
        journal.change(feature, {"status": status})
    desk.session.commit()

    undone = undo(desk, "one")
    assert feature.status == "backlog"
    undo(desk, undone)
    assert feature.status == "done"


def test_a_thing_created_and_deleted_by_one_message_leaves_nothing_to_and_fro(desk: Desk, verified: Any) -> None:
    journal = desk.journal("one")
    project = Project(name="Mobile")
    journal.create(project)
    journal.delete(project)
    desk.session.commit()

    undo(desk, undo(desk, "one"))

    assert world(desk.session) == {}
    assert verified().differences == []


@pytest.mark.parametrize("size", [2, 20])
def test_a_big_step_takes_the_same_number_of_queries_to_undo_and_redo(desk: Desk, size: int) -> None:
    project = desk.project()
    journal = desk.journal()
    release = Release(project_id=project.id, version="v1", target_date=dt.date(2027, 1, 1))
    journal.create(release)
    features = [Feature(project_id=project.id, name=f"F{number}", release_id=release.id) for number in range(size)]
    for feature in features:
        journal.create(feature)
        journal.create(Risk(project_id=project.id, feature_id=feature.id, severity="low", description="Rain"))
    for blocker, blocked in pairwise(features):
        journal.create(Dependency(blocker_feature_id=blocker.id, blocked_feature_id=blocked.id))
    desk.session.commit()
    step = desk.delete(project)
    sent: list[str] = []

    def count(*args: Any) -> None:
        sent.append(args[2])

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        undo(desk, undo(desk, step))
    finally:
        event.remove(db.engine, "before_cursor_execute", count)

    assert len(sent) < 90


def test_only_the_step_named_is_undone(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    first = desk.change(feature, status="done")
    desk.change(feature, assigned_po="Анна")

    undo(desk, first)

    assert (feature.status, feature.assigned_po) == ("backlog", "Анна")


def test_another_person_may_undo_and_the_log_names_them(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    step = desk.change(feature, who=ARTEM, status="done")
    undo(desk, step, who=MARIA)

    assert feature.status == "backlog"
    assert [e.user_id for e in desk.events()][-2:] == [str(ARTEM), str(MARIA)]


# Once and no more


def test_a_step_is_not_undone_twice(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    step = desk.change(feature, status="done")
    undo(desk, step)

    with pytest.raises(NothingToTakeBack):
        take_back(desk.journal(), step)


def test_a_step_that_never_was_is_not_undone(desk: Desk) -> None:
    with pytest.raises(NothingToTakeBack):
        take_back(desk.journal(), "no such message")


def test_a_redone_step_is_undone_through_its_redo_not_once_more_through_itself(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    step = desk.change(feature, status="done")
    undo(desk, undo(desk, step))

    with pytest.raises(NothingToTakeBack):
        take_back(desk.journal(), step)


@pytest.mark.parametrize("step", STEPS)
def test_of_two_undos_of_one_step_at_once_one_wins(
    desk: Desk, mobile: tuple[Project, Feature], rows: Any, step: str
) -> None:
    before = world(desk.session)
    STEPS[step](desk, desk.journal("step"), *mobile)
    desk.session.commit()
    take_back(Journal(desk.session, "1", "first", desk.clock), "step")

    second = Second(lambda session: take_back(Journal(session, "2", "second"), "step"))
    second.wait_until_blocked(rows)
    desk.session.commit()
    second.join()

    assert isinstance(second.failure, NothingToTakeBack)
    assert world(desk.session) == before
    assert desk.events(EventLog.message_id == "second") == []


def test_undos_of_two_different_steps_do_not_wait_for_each_other(desk: Desk, rows: Any) -> None:
    project = desk.project()
    login, search = desk.feature(project, "Login"), desk.feature(project, "Search")
    one, two = desk.change(login, status="done"), desk.change(search, status="done")
    take_back(desk.journal(), one)

    second = Second(lambda session: take_back(Journal(session, "2", "second", Clock()), two))
    second.join()
    desk.session.commit()

    assert second.failure is None
    assert rows("SELECT DISTINCT status FROM features") == [("backlog",)]


def test_the_database_itself_refuses_a_second_undo_of_one_event(desk: Desk, rows: Any) -> None:
    step = desk.change(desk.project(), name="Web")
    undo(desk, step)

    with pytest.raises(Exception, match="uq_event_log_undoes_id"):
        rows(
            """INSERT INTO event_log (user_id, action, entity_type, entity_id, details, undoes_id)
               SELECT user_id, action, entity_type, entity_id, details, undoes_id FROM event_log
               ORDER BY id DESC LIMIT 1"""
        )


# What stands in the way


def test_a_later_change_of_the_same_column_stands_in_the_way_and_is_named(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    first = desk.change(feature, status="done")
    later = desk.change(feature, status="blocked")
    desk.change(feature, assigned_po="Анна")

    assert refused(desk, first) is desk.events(EventLog.message_id == later)[0]


def test_a_later_change_of_one_of_several_columns_stands_in_the_way_of_all(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    first = desk.change(feature, status="blocked", status_reason="Waiting")
    later = desk.change(feature, status_reason="Still waiting")

    assert refused(desk, first) is desk.events(EventLog.message_id == later)[0]


@pytest.mark.parametrize(
    "values",
    [{"name": "Sign in"}, {"assigned_po": "Анна"}, {"description": "All of it"}],
    ids=lambda v: next(iter(v)),
)
def test_a_later_change_of_other_columns_is_not_in_the_way_and_stays(desk: Desk, values: dict[str, Any]) -> None:
    feature = desk.feature(desk.project())
    first = desk.change(feature, status="done")
    desk.change(feature, **values)

    undo(desk, first)

    assert feature.status == "backlog"
    assert {column: getattr(feature, column) for column in values} == values


def test_a_later_change_that_was_itself_undone_is_not_in_the_way(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    first = desk.change(feature, status="done")
    undo(desk, desk.change(feature, status="blocked"))

    undo(desk, first)

    assert feature.status == "backlog"


def test_a_redo_too_is_refused_where_something_has_changed_since(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    undone = undo(desk, desk.change(feature, status="done"))
    later = desk.change(feature, status="cancelled")

    assert refused(desk, undone) is desk.events(EventLog.message_id == later)[0]


def test_what_was_created_and_changed_since_is_not_uncreated(desk: Desk) -> None:
    project = desk.project(message="step")
    later = desk.change(project, name="Web")

    assert refused(desk, "step") is desk.events(EventLog.message_id == later)[0]


CHILDREN: dict[str, tuple[type[Any], Callable[[Desk, Project, Feature, Release], Any]]] = {
    "a feature in the project": (Project, lambda d, p, f, r: d.feature(p, "Late")),
    "a release of the project": (Project, lambda d, p, f, r: d.release(p, "v9")),
    "a risk of the project": (Project, lambda d, p, f, r: d.risk(p)),
    "an idea of the project": (Project, lambda d, p, f, r: d.idea(project_id=p.id)),
    "a risk of the feature": (Feature, lambda d, p, f, r: d.risk(p, feature_id=f.id)),
    "a dependency on the feature": (Feature, lambda d, p, f, r: d.dependency(f, d.feature(p, "Late"))),
    "a dependency of the feature": (Feature, lambda d, p, f, r: d.dependency(d.feature(p, "Late"), f)),
    "an idea turned into the feature": (Feature, lambda d, p, f, r: d.idea(converted_to_feature_id=f.id)),
    "a feature put into the release": (Release, lambda d, p, f, r: d.change(f, release_id=r.id)),
}


@pytest.mark.parametrize("child", CHILDREN)
def test_what_came_to_hang_on_a_created_thing_stands_in_the_way_of_its_undo(desk: Desk, child: str) -> None:
    model, hang = CHILDREN[child]
    project = desk.project(message="Project")
    if model is not Project:
        desk.add(Feature(project_id=project.id, name="Login"), message="Feature")
    feature = desk.session.scalar(select(Feature))
    if model is Release:
        row = Release(project_id=project.id, version="v1", target_date=dt.date(2027, 1, 1))
        desk.add(row, message="Release")
    hang(desk, project, feature, desk.session.scalar(select(Release)))  # type: ignore[arg-type]
    later = desk.last()

    assert refused(desk, model.__name__) is later


def test_an_old_change_of_a_thing_deleted_since_cannot_be_undone(desk: Desk) -> None:
    feature = desk.feature(desk.project())
    step = desk.change(feature, status="done")
    deleted = desk.delete(feature)

    assert refused(desk, step) is desk.events(EventLog.message_id == deleted)[0]


def test_a_creation_of_a_thing_deleted_since_cannot_be_undone(desk: Desk) -> None:
    project = desk.project(message="step")
    deleted = desk.delete(project)

    assert refused(desk, "step") is desk.events(EventLog.message_id == deleted)[0]


TAKEN: dict[str, tuple[Callable[[Desk, Project], Any], Callable[[Desk, Project], Any]]] = {
    "a project's name": (lambda d, p: d.project("Web"), lambda d, p: d.project("WEB")),
    "a feature's name": (lambda d, p: d.feature(p, "Вход ёлка"), lambda d, p: d.feature(p, "вход Елка")),
    "a release's version": (lambda d, p: d.release(p, "v2.0"), lambda d, p: d.release(p, "2.0")),
    "a pair of features": (
        lambda d, p: d.dependency(d.feature(p, "A"), d.feature(p, "B")),
        lambda d, p: d.dependency(_session(d, Feature, name="A"), _session(d, Feature, name="B")),
    ),
}


@pytest.mark.parametrize("place", TAKEN)
def test_what_was_deleted_does_not_come_back_where_its_place_is_taken(desk: Desk, place: str) -> None:
    first, rival = TAKEN[place]
    project = desk.project()
    step = desk.delete(first(desk, project))
    rival(desk, project)

    assert refused(desk, step) is desk.last()


def test_the_same_name_in_another_project_is_not_in_the_way(desk: Desk) -> None:
    project, elsewhere = desk.project("Mobile"), desk.project("Web")
    step = desk.delete(desk.feature(project, "Login"))
    desk.feature(elsewhere, "Login")

    undo(desk, step)

    assert len(desk.session.scalars(select(Feature)).all()) == 2


def test_a_renaming_is_not_undone_where_the_old_name_is_taken(desk: Desk) -> None:
    step = desk.change(desk.project("Mobile"), name="Web")
    desk.project("mobile")

    assert refused(desk, step) is desk.last()


def test_a_feature_does_not_go_back_into_a_release_deleted_meanwhile(desk: Desk) -> None:
    project = desk.project()
    first, second = desk.release(project, "v1"), desk.release(project, "v2")
    feature = desk.feature(project, release_id=first.id)
    step = desk.change(feature, release_id=second.id)
    deleted = desk.delete(first)

    assert refused(desk, step) is desk.events(EventLog.message_id == deleted)[-1]


def test_a_feature_does_not_come_back_into_a_release_deleted_meanwhile(desk: Desk) -> None:
    project = desk.project()
    release = desk.release(project)
    step = desk.delete(desk.feature(project, release_id=release.id))
    deleted = desk.delete(release)

    assert refused(desk, step) is desk.events(EventLog.message_id == deleted)[-1]


def test_a_feature_does_not_come_back_into_a_project_deleted_meanwhile(desk: Desk) -> None:
    project = desk.project()
    step = desk.delete(desk.feature(project))
    deleted = desk.delete(project)

    assert refused(desk, step) is desk.events(EventLog.message_id == deleted)[-1]


def test_a_dependency_does_not_come_back_where_it_would_close_a_circle(desk: Desk) -> None:
    project = desk.project()
    a, b, c = (desk.feature(project, name) for name in "ABC")
    step = desk.delete(desk.dependency(a, b))
    desk.dependency(b, c)
    desk.dependency(c, a)
    later = desk.last()
    desk.dependency(desk.feature(project, "D"), a)

    assert refused(desk, step) is later


def test_a_feature_does_not_come_back_where_its_dependencies_would_close_a_circle(desk: Desk) -> None:
    project = desk.project()
    a, b, c = (desk.feature(project, name) for name in "ABC")
    desk.dependency(a, b)
    desk.dependency(b, c)
    step = desk.delete(b)
    desk.dependency(c, a)

    assert refused(desk, step) is desk.last()


def test_a_circle_is_not_closed_by_two_people_at_once(desk: Desk, rows: Any) -> None:
    project = desk.project()
    a, b = desk.feature(project, "A"), desk.feature(project, "B")
    step = desk.delete(desk.dependency(a, b))
    adding = Dependency(blocker_feature_id=b.id, blocked_feature_id=a.id)
    desk.journal().create(adding)
    assert circle(desk.session, [adding]) == set()  # nobody else may add one until this is committed

    second = Second(lambda session: take_back(Journal(session, "2", "second"), step))
    second.wait_until_blocked(rows)
    desk.session.commit()
    second.join()

    assert isinstance(second.failure, InTheWay)
    assert rows("SELECT id FROM dependencies") == [(adding.id,)]


def test_a_dependency_comes_back_beside_others_that_close_no_circle(desk: Desk) -> None:
    project = desk.project()
    a, b, c = (desk.feature(project, name) for name in "ABC")
    step = desk.delete(desk.dependency(a, b))
    desk.dependency(a, c)
    desk.dependency(b, c)

    undo(desk, step)

    assert len(desk.session.scalars(select(Dependency)).all()) == 3


def test_an_old_value_that_the_table_no_longer_takes_is_refused_without_a_name(desk: Desk, rows: Any) -> None:
    """As after a migration that takes a status away."""
    project = desk.project()
    rows(
        """INSERT INTO event_log (user_id, action, entity_type, entity_id, message_id, details)
           SELECT '1', 'project_status_updated', 'project', entity_id, 'old',
                  jsonb_build_object('before', '{"status": "asleep"}'::jsonb, 'after', details->'after')
           FROM event_log"""
    )

    assert refused(desk, "old") is None
    assert project.status == "active"


def test_a_column_that_a_migration_has_dropped_is_left_out(desk: Desk, rows: Any) -> None:
    project = desk.project()
    rows(
        """INSERT INTO event_log (user_id, action, entity_type, entity_id, message_id, details)
           SELECT '1', 'project_name_updated', 'project', entity_id, 'old', jsonb_build_object(
               'before', '{"name": "Web", "name_key": "web", "colour": "red"}'::jsonb,
               'after', details->'after' || '{"colour": "blue"}')
           FROM event_log"""
    )

    undo(desk, "old")

    assert project.name == "Web"


# The context that came with it


def _created_with_context(desk: Desk, context: UserContext, name: str) -> Project:
    """As the bot does it: create a project and step into it, in one message named like the project."""
    journal = desk.journal(name)
    project = Project(name=name)
    journal.create(project)
    journal.change(context, {"active_project_id": project.id})
    desk.session.commit()
    return project


def test_the_switch_that_came_with_a_project_is_undone_with_it(desk: Desk) -> None:
    home = desk.project("Home")
    context = desk.context(active_project_id=home.id)
    _created_with_context(desk, context, "Web")

    undo(desk, "Web")

    assert context.active_project_id == home.id
    assert [p.name for p in desk.session.scalars(select(Project))] == ["Home"]


def test_the_switch_comes_back_with_the_redo(desk: Desk) -> None:
    context = desk.context()
    project = _created_with_context(desk, context, "Web")
    number = project.id

    undo(desk, undo(desk, "Web"))

    assert context.active_project_id == number


def test_whoever_has_moved_on_is_not_pulled_back_when_the_project_is_undone(desk: Desk) -> None:
    elsewhere = desk.project("Elsewhere")
    context = desk.context()
    _created_with_context(desk, context, "Web")
    desk.change(context, active_project_id=elsewhere.id)

    undo(desk, "Web")

    assert context.active_project_id == elsewhere.id
    assert [p.name for p in desk.session.scalars(select(Project))] == ["Elsewhere"]


def test_a_former_project_deleted_meanwhile_does_not_keep_a_creation_from_being_undone(
    desk: Desk, verified: Any
) -> None:
    home = desk.project("Home")
    context = desk.context(active_project_id=home.id)
    _created_with_context(desk, context, "Web")
    desk.delete(home)

    undo(desk, "Web")

    assert context.active_project_id is None
    assert desk.session.scalars(select(Project)).all() == []
    assert verified().differences == []


def test_others_who_are_in_the_project_find_themselves_outside(desk: Desk, verified: Any) -> None:
    desk.project("Web", message="step")
    context = desk.context(MARIA)
    desk.change(context, who=MARIA, active_project_id=1)

    undo(desk, "step")

    assert context.active_project_id is None
    assert verified().differences == []


def test_those_who_were_in_a_deleted_project_are_back_in_it_unless_they_moved_on(desk: Desk) -> None:
    project, elsewhere = desk.project("Mobile"), desk.project("Elsewhere")
    stayed = desk.context(ARTEM, active_project_id=project.id)
    moved = desk.context(MARIA, active_project_id=project.id)
    step = desk.delete(project)
    desk.change(moved, active_project_id=elsewhere.id)

    undo(desk, step)

    assert (stayed.active_project_id, moved.active_project_id) == (project.id, elsewhere.id)


def test_a_switch_alone_is_refused_like_any_change_where_a_later_one_stands(desk: Desk) -> None:
    one, two = desk.project("One"), desk.project("Two")
    context = desk.context()
    step = desk.change(context, active_project_id=one.id)
    desk.change(context, active_project_id=two.id)

    assert refused(desk, step) is desk.last()


def test_a_switch_alone_does_not_lead_back_into_a_project_deleted_meanwhile(desk: Desk) -> None:
    one, two = desk.project("One"), desk.project("Two")
    context = desk.context(active_project_id=one.id)
    step = desk.change(context, active_project_id=two.id)
    deleted = desk.delete(one)

    assert refused(desk, step) is desk.events(EventLog.message_id == deleted)[-1]


def test_the_empty_context_of_a_first_message_is_not_a_step(desk: Desk) -> None:
    context = desk.context()

    assert last_step(desk.session, str(ARTEM)) is None
    with pytest.raises(NothingToTakeBack):
        take_back(desk.journal(), f"user:{context.id}")


# Which step comes next


@pytest.fixture
def feature(desk: Desk) -> Feature:
    return desk.feature(desk.project())


def undo_last(desk: Desk, who: int = ARTEM) -> None:
    step = last_step(desk.session, str(who))
    assert step is not None
    undo(desk, step, who)


def redo_last(desk: Desk, who: int = ARTEM) -> None:
    step = last_undo(desk.session, str(who))
    assert step is not None
    undo(desk, step, who)


def test_undo_and_redo_walk_through_the_steps_like_a_stack(desk: Desk, feature: Feature) -> None:
    for status in ("in_progress", "blocked", "done"):
        desk.change(feature, status=status)
    seen = []
    for walk in (undo_last, undo_last, undo_last, redo_last, redo_last, redo_last, undo_last, redo_last):
        walk(desk)
        seen.append(feature.status)

    assert seen == ["blocked", "in_progress", "backlog", "in_progress", "blocked", "done", "blocked", "done"]


def test_undo_skips_what_is_undone_already(desk: Desk, feature: Feature) -> None:
    first = desk.change(feature, status="in_progress")
    second = desk.change(feature, status="blocked")
    undo(desk, second)

    assert last_step(desk.session, str(ARTEM)) == first


def test_a_step_undone_out_of_turn_is_skipped(desk: Desk, feature: Feature) -> None:
    first = desk.change(feature, status="in_progress")
    second = desk.change(feature, assigned_po="Анна")
    undo(desk, first)

    assert last_step(desk.session, str(ARTEM)) == second


def test_a_new_change_after_an_undo_is_what_the_next_undo_takes(desk: Desk, feature: Feature) -> None:
    undo(desk, desk.change(feature, status="done"))
    new = desk.change(feature, assigned_po="Анна")

    assert last_step(desk.session, str(ARTEM)) == new


def test_an_undo_can_be_redone_after_a_new_change_of_something_else(desk: Desk, feature: Feature) -> None:
    undo(desk, desk.change(feature, status="done"))
    desk.change(feature, assigned_po="Анна")
    redo_last(desk)

    assert (feature.status, feature.assigned_po) == ("done", "Анна")


def test_there_is_nothing_to_redo_once_all_is_redone(desk: Desk, feature: Feature) -> None:
    undo(desk, undo(desk, desk.change(feature, status="done")))

    assert last_undo(desk.session, str(ARTEM)) is None


def test_each_person_has_a_stack_of_their_own(desk: Desk, feature: Feature) -> None:
    mine = desk.change(feature, who=ARTEM, status="done")
    theirs = desk.change(feature, who=MARIA, assigned_po="Анна")

    assert last_step(desk.session, str(ARTEM)) == mine
    assert last_step(desk.session, str(MARIA)) == theirs


def test_what_somebody_else_has_undone_is_no_longer_ones_last_step(desk: Desk, feature: Feature) -> None:
    before = last_step(desk.session, str(ARTEM))
    step = desk.change(feature, who=ARTEM, status="done")
    undo(desk, step, who=MARIA)

    assert last_step(desk.session, str(ARTEM)) == before
    assert last_undo(desk.session, str(ARTEM)) is None
    assert last_undo(desk.session, str(MARIA)) is not None


def test_whoever_has_done_nothing_has_nothing_to_undo_or_redo(desk: Desk, feature: Feature) -> None:
    assert last_step(desk.session, str(MARIA)) is None
    assert last_undo(desk.session, str(MARIA)) is None


def test_an_action_that_only_looks_like_an_undo_is_a_step(desk: Desk) -> None:
    """In SQL's LIKE the underscore stands for any character."""
    project = desk.project()
    journal = desk.journal("odd")
    journal.change(project, {"name": "Web"}, action="x-undone")
    desk.session.commit()

    assert last_step(desk.session, str(ARTEM)) == "odd"


def test_live_events_are_those_that_nothing_has_undone(desk: Desk, feature: Feature) -> None:
    step = desk.change(feature, status="done")
    assert [e.action for e in live_events(desk.session, step)] == ["feature_status_updated"]

    message = undo(desk, step)

    assert live_events(desk.session, step) == []
    assert [e.action for e in live_events(desk.session, message)] == ["feature_undone"]
