"""The story of the sample world holds on every day of the week; each world is made once and only looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import LOCAL_USER_ID
from demo.fill import Made, fill
from demo.story import last_friday, load
from journal import Journal, as_of, last_step, last_undo, take_back
from journal.tables import JOURNALLED
from models import Dependency, Feature, Idea, Project, Release, Risk, User, UserContext, db
from tests.conftest import empty
from tests.demo.world import BANK, LOCAL, MARIA, MOBILE, PORTAL, TIMUR, ZONE, differences, events

UNFINISHED = ("backlog", "in_progress", "blocked")
WEEK = [dt.date(2026, 11, 23) + dt.timedelta(days=n) for n in range(7)]


@pytest.fixture(scope="module", params=WEEK, ids=lambda day: f"{day:%a}")
def world(migrated_app: Flask, request: pytest.FixtureRequest) -> Iterator[tuple[dt.date, Made]]:
    """The day and what was made of it. A test that changes something must leave it to be rolled back."""
    with migrated_app.app_context():
        empty()
        made = fill(db.session(), load(), request.param, ZONE)
        db.session.commit()
        yield request.param, made
        db.session.remove()
        empty()


@pytest.fixture
def made(world: tuple[dt.date, Made]) -> Iterator[Made]:
    yield world[1]
    db.session.rollback()


@pytest.fixture
def today(world: tuple[dt.date, Made]) -> Iterator[dt.date]:
    yield world[0]
    db.session.rollback()


def of_project(model: Any, home: str, *wanted: Any) -> Any:
    query = select(model).join(Project, Project.id == model.project_id).where(Project.name == home, *wanted)
    return db.session.scalars(query).one()


def feature(home: str, name: str) -> Feature:
    found: Feature = of_project(Feature, home, Feature.name == name)
    return found


def release(home: str, version: str) -> Release:
    found: Release = of_project(Release, home, Release.version == version)
    return found


def risk_of(of: Feature) -> Risk:
    return db.session.scalars(select(Risk).where(Risk.feature_id == of.id)).one()


def statuses(of: Feature) -> list[tuple[str, str]]:
    """Each change of a feature's status, as (from, to)."""
    return [
        (event.details["before"]["status"], event.details["after"]["status"])
        for event in events("feature", of.id)
        if "status" in (event.details["before"] or {})
    ]


def touched(of: Feature) -> dt.datetime:
    return events("feature", of.id)[-1].timestamp


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZONE)


def row(state: Any, of: Feature | Release) -> dict[str, Any]:
    """A row as it stood in a past state."""
    found: dict[str, Any] = state[of.entity_type, of.id]
    return found


def test_on_every_day_of_the_week_the_log_agrees_with_the_tables(today: dt.date, made: Made) -> None:
    assert differences() == []
    assert made.events == len(events())
    assert 180 <= made.events <= 300


def test_every_event_lies_in_the_past_in_order_on_a_working_day(today: dt.date) -> None:
    told = events()
    moments = [event.timestamp.astimezone(ZONE) for event in told]
    assert moments == sorted(moments)
    assert moments[-1] <= midnight(today) + dt.timedelta(seconds=1)
    night = midnight(last_friday(today) + dt.timedelta(days=1)) + dt.timedelta(seconds=1)
    by_day = [moment for moment in moments if moment != night]
    assert all(moment.weekday() < 5 and 9 <= moment.hour < 19 for moment in by_day)
    # Only from Saturday to Monday does something have to happen in the night after Friday.
    assert (len(by_day) < len(moments)) == (today.weekday() in (5, 6, 0))
    assert dt.timedelta(days=35) < midnight(today) - moments[0] < dt.timedelta(days=43)


def test_each_step_is_one_message_of_one_person(today: dt.date) -> None:
    told = events()
    assert {event.user_id for event in told} == {LOCAL, MARIA, TIMUR}
    authors: dict[str, set[str]] = {}
    for event in told:
        authors.setdefault(str(event.message_id), set()).add(event.user_id)
    assert all(len(people) == 1 for people in authors.values())
    assert list(authors) == [f"demo:{number}" for number in range(1, len(authors) + 1)]


def test_rows_bear_the_moments_of_their_first_and_last_event(today: dt.date) -> None:
    for kind, model in JOURNALLED.items():
        for row in db.session.scalars(select(model)):
            life = events(kind, row.id)
            if hasattr(row, "created_at"):
                assert row.created_at == life[0].timestamp
            if hasattr(row, "updated_at"):
                assert row.updated_at == life[-1].timestamp
    came = {event.user_id: event.timestamp for event in reversed(events())}
    for user in db.session.scalars(select(User)):
        assert user.created_at == user.updated_at == came[user.journal_id]


def test_as_of_three_weeks_ago_the_world_was_another(today: dt.date) -> None:
    then = as_of(db.session(), midnight(today - dt.timedelta(days=21)))
    now = as_of(db.session(), midnight(today))
    done_then, done_now = (
        sum(1 for (kind, _), row in state.items() if kind == "feature" and row and row["status"] == "done")
        for state in (then, now)
    )
    assert 5 <= done_then < done_now - 15
    signature = feature(PORTAL, "Электронная подпись")
    assert row(then, signature)["status"] == "blocked"
    assert row(now, signature)["status"] == "done"
    assert ("feature", feature(BANK, "Копилка с округлением").id) not in then
    assert row(then, release(BANK, "2.9"))["status"] == "planned"


@pytest.mark.parametrize("person", [LOCAL, MARIA, TIMUR])
def test_everyones_last_step_can_be_undone_and_redone(today: dt.date, person: str) -> None:
    before = _world()
    step = last_step(db.session(), person)
    assert step is not None
    assert take_back(Journal(db.session(), person, "u"), step)
    assert _world() != before
    undo = last_undo(db.session(), person)
    assert undo == "u"
    take_back(Journal(db.session(), person, "r"), undo)
    assert _world() == before
    assert differences() == []


def test_the_local_person_can_go_back_many_steps(today: dt.date) -> None:
    for number in range(10):
        step = last_step(db.session(), LOCAL)
        assert step is not None
        take_back(Journal(db.session(), LOCAL, f"u{number}"), step)
    assert differences() == []


def test_three_people_of_whom_one_is_the_local_chats(today: dt.date) -> None:
    people = {user.telegram_id: user for user in db.session.scalars(select(User))}
    assert set(people) == {LOCAL_USER_ID, 2, 3}
    assert people[LOCAL_USER_ID].is_active
    assert not people[2].is_active
    assert not people[3].is_active
    context = db.session.get_one(UserContext, LOCAL)
    assert context.active_project_id == db.session.scalar(select(Project.id).where(Project.name == BANK))


def test_three_projects_of_a_believable_size(today: dt.date, made: Made) -> None:
    assert set(db.session.scalars(select(Project.name))) == {BANK, PORTAL, MOBILE}
    for home in (BANK, PORTAL, MOBILE):
        number = db.session.scalars(select(Project.id).where(Project.name == home)).one()
        of = db.session.scalars(select(Release).where(Release.project_id == number)).all()
        assert 2 <= len(of) <= 4
        assert any(r.target_date < today for r in of)
        assert any(r.target_date > today for r in of)
        features = db.session.scalars(select(Feature).where(Feature.project_id == number)).all()
        assert len([f for f in features if f.status in UNFINISHED]) <= 14
        assert len(features) >= 10
        assert db.session.scalars(select(Idea.id).where(Idea.project_id == number)).first()
        assert db.session.scalars(select(Risk.id).where(Risk.project_id == number)).first()
    assert made.rows["dependency"] == db.session.scalar(select(func.count(Dependency.id))) == 8


def test_one_project_has_finished_enough_features_over_enough_weeks_for_a_forecast(today: dt.date) -> None:
    project = db.session.scalars(select(Project).where(Project.name == BANK)).one()
    finished = db.session.scalars(
        select(Feature).where(Feature.project_id == project.id, Feature.status == "done")
    ).all()
    assert len(finished) >= 20
    weeks = {(midnight(today) - touched(f)).days // 7 for f in finished}
    assert weeks >= {0, 1, 2, 3}
    assert midnight(today) - project.created_at >= dt.timedelta(weeks=5)


def test_a_release_was_pushed_twice_each_time_before_its_day(today: dt.date) -> None:
    pushed = release(BANK, "3.0")
    moves = [e for e in events("release", pushed.id) if e.details["before"]]
    dates = [dt.date.fromisoformat(e.details["before"]["target_date"]) for e in moves] + [pushed.target_date]
    assert len(dates) == 3
    assert dates == sorted(set(dates))
    assert all(e.timestamp.astimezone(ZONE).date() < day for e, day in zip(moves, dates, strict=False))
    assert today < pushed.target_date


def test_every_date_of_a_release_lay_ahead_when_it_was_set(today: dt.date) -> None:
    for event in events():
        if event.entity_type == "release" and "target_date" in (event.details["before"] or {"target_date": 0}):
            day = event.timestamp.astimezone(ZONE).date()
            assert dt.date.fromisoformat(event.details["after"]["target_date"]) > day


def test_an_overdue_release_waits_for_one_feature(today: dt.date) -> None:
    overdue = db.session.scalars(select(Release).where(Release.status == "planned", Release.target_date < today)).one()
    assert overdue.version == "1.5"
    waiting = db.session.scalars(
        select(Feature.name).where(Feature.release_id == overdue.id, Feature.status.in_(UNFINISHED))
    )
    assert waiting.all() == ["Сверка взаиморасчётов"]


def test_a_release_that_is_near_holds_a_feature_without_a_po(today: dt.date) -> None:
    near = release(MOBILE, "v1.1")
    assert 0 < (near.target_date - today).days <= 7
    lone = feature(MOBILE, "Push notifications")
    assert (lone.release_id, lone.assigned_po, lone.status) == (near.id, None, "in_progress")


def test_something_burns_right_now_blocked_for_a_reason_that_lasts(today: dt.date) -> None:
    burning = feature(BANK, "Переводы по СБП")
    assert burning.status == "blocked"
    assert burning.status_reason
    assert midnight(today) - touched(burning) >= dt.timedelta(days=7)
    risk = risk_of(burning)
    assert (risk.severity, risk.status) == ("critical", "open")
    assert risk_of(feature(PORTAL, "Вход через Госуслуги")).severity == "high"


def test_something_burned_last_friday_and_is_calm_now(today: dt.date) -> None:
    calm = feature(BANK, "Замена сертификатов")
    assert calm.status == "done"
    friday = last_friday(today)
    for hour in (12, 23):
        then = as_of(db.session(), dt.datetime.combine(friday, dt.time(hour, 59), ZONE))
        assert row(then, calm)["status"] == "blocked"
    assert risk_of(calm).status == "closed"


def test_statuses_went_back_within_two_weeks(today: dt.date) -> None:
    assert statuses(feature(BANK, "Новый главный экран"))[-1] == ("done", "in_progress")
    assert ("in_progress", "backlog") in statuses(feature(PORTAL, "Импорт из 1С"))
    for home, name in ((BANK, "Новый главный экран"), (PORTAL, "Импорт из 1С")):
        assert midnight(today) - touched(feature(home, name)) < dt.timedelta(days=14)


def test_some_are_stale(today: dt.date) -> None:
    for home, name in ((PORTAL, "Уведомления по почте"), (MOBILE, "Crew chat")):
        stale = feature(home, name)
        assert stale.status == "in_progress"
        assert midnight(today) - touched(stale) > dt.timedelta(days=14)


def test_one_step_was_undone_and_redone(today: dt.date) -> None:
    back = [event.action for event in events() if event.undoes_id is not None]
    assert back == ["feature_undone", "feature_redone"]
    assert feature(BANK, "Оплата по фото чека").status == "cancelled"


def test_an_idea_became_a_feature_in_one_step(today: dt.date) -> None:
    made = feature(BANK, "Копилка с округлением")
    idea = of_project(Idea, BANK, Idea.converted_to_feature_id == made.id)
    assert events("feature", made.id)[0].message_id == events("idea", idea.id)[-1].message_id


def _world() -> list[Any]:
    columns = (Feature.id, Feature.status, Feature.status_reason, Feature.description, Feature.release_id)
    risks = select(Risk.id, Risk.status, Risk.mitigation).order_by(Risk.id)
    query = select(*columns, Feature.assigned_po, Feature.assigned_teams).order_by(Feature.id)
    return [*db.session.execute(query).all(), *db.session.execute(risks).all()]
