"""`flask demo`, and the checks of the story's file."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from config import LOCAL_USER_ID, Settings
from demo import commands
from demo.fill import Made, fill
from demo.story import WORLD, StoryError, last_friday, load, parse, workday
from journal import Journal
from models import EventLog, Project, User, UserContext, db
from tests.conftest import empty
from tests.demo.world import LOCAL, ZONE, differences, events

TUESDAY = dt.date(2026, 11, 24)


def tell() -> Made:
    made = fill(db.session(), load(), TUESDAY, ZONE)
    db.session.commit()
    return made


def run(app: Flask, command: str = "demo") -> Result:
    if "demo" not in app.cli.commands:
        commands.register(app)
    return app.test_cli_runner().invoke(args=command.split())


# The command


def test_the_command_fills_an_empty_database_says_what_it_made_and_what_comes_next(app: Flask) -> None:
    result = run(app)
    assert result.exit_code == 0, result.output
    first, *rest = result.output.splitlines()
    assert first.startswith("Made 3 projects, 10 releases, 58 features, 8 dependencies, 7 ideas, 10 risks: ")
    assert "http://127.0.0.1:8000/chat" in rest[0]
    assert "Что горит?" in rest[0]
    assert rest[1] == "The radar: http://127.0.0.1:8000/"


def test_afterwards_the_journal_verifies(app: Flask) -> None:
    run(app)
    result = run(app, "journal verify")
    assert result.exit_code == 0
    assert result.output.strip().endswith(", 0 differences")


def test_a_second_run_refuses_in_one_line_and_changes_nothing(app: Flask) -> None:
    run(app)
    before = [event.id for event in events()]
    result = run(app)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "There are projects already, and the demo needs an empty database: nothing was changed."
    ]
    assert [event.id for event in events()] == before


def test_a_project_of_ones_own_is_left_alone(app: Flask) -> None:
    Journal(db.session(), "4242", "1").create(Project(name="Моё"))
    db.session.commit()
    assert run(app).exit_code == 0
    assert db.session.scalars(select(Project.name)).all() == ["Моё"]
    assert db.session.scalar(select(func.count(User.id))) == 0


def test_a_demo_that_was_deleted_does_not_come_back_under_the_same_message_ids(app: Flask) -> None:
    tell()
    journal = Journal(db.session(), LOCAL, "99")
    for project in db.session.scalars(select(Project)).all():
        journal.delete(project)
    db.session.commit()
    result = run(app)
    assert result.exit_code == 0
    assert "has been here before" in result.output
    assert db.session.scalar(select(func.count(Project.id))) == 0


def test_a_failure_halfway_leaves_nothing_behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = plain()
    broken["projects"][-1]["features"][-1]["steps"].append({"when": "1 18:59", "by": "timur", "release": "v9"})
    monkeypatch.setattr(commands, "load", lambda: parse(broken))
    result = run(app)
    assert result.exit_code == 1
    assert result.output == "Error: feature 'Dispatcher map': there is no release 'v9' at that moment\n"
    for model in (Project, EventLog, User, UserContext):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0


def test_in_production_it_refuses_for_its_events_would_stay_for_ever(app: Flask, settings: Settings) -> None:
    real = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, environment="production")
    try:
        made = app.test_cli_runner().invoke(args=["demo"])
    finally:
        app.extensions["settings"] = real
    assert (made.exit_code, made.output.count("\n")) == (1, 1)
    assert "in production" in made.output


def test_whoever_has_talked_to_the_bot_before_keeps_name_and_context(app: Flask) -> None:
    db.session.add(User(telegram_id=LOCAL_USER_ID, full_name="Гость", language="en"))
    db.session.flush()
    user = db.session.scalars(select(User)).one()
    Journal(db.session(), LOCAL, "user:1").create(UserContext(user_id=LOCAL, id=user.id))
    made = tell()
    assert user.full_name == "Гость"
    assert db.session.get_one(UserContext, LOCAL).active_project_id is None
    assert made.rows["user_context"] == 2
    assert differences() == []


def test_the_same_day_tells_the_same_story(app: Flask) -> None:
    def everything() -> list[Any]:
        tell()
        return [(e.id, e.user_id, e.action, e.message_id, e.timestamp, e.details) for e in events()]

    first = everything()
    db.session.remove()
    empty()
    assert everything() == first


# Days


@pytest.mark.parametrize(
    "day, offset, expected",
    [
        ("2026-11-24", -1, "2026-11-23"), ("2026-11-24", -2, "2026-11-20"), ("2026-11-28", -1, "2026-11-27"),
        ("2026-11-29", -5, "2026-11-23"), ("2026-11-27", 1, "2026-11-30"), ("2026-11-28", 5, "2026-12-04"),
        ("2026-11-24", 0, "2026-11-24"),
    ],
)  # fmt: skip
def test_working_days_leave_out_weekends(day: str, offset: int, expected: str) -> None:
    assert workday(dt.date.fromisoformat(day), offset) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "day, expected", [("2026-11-27", "2026-11-20"), ("2026-11-28", "2026-11-27"), ("2026-11-23", "2026-11-20")]
)
def test_the_last_friday_lies_before_today(day: str, expected: str) -> None:
    assert last_friday(dt.date.fromisoformat(day)) == dt.date.fromisoformat(expected)


# The story's file


def plain() -> dict[str, Any]:
    """The world's data, to be broken."""
    return copy.deepcopy(_PLAIN)


_PLAIN: dict[str, Any] = yaml.safe_load(WORLD.read_text(encoding="utf-8"))


def broken(path: str, value: Any) -> dict[str, Any]:
    """The world's data with one value put in; F and R stand for the first feature and the first release."""
    data: Any = plain()
    whole = path.replace("F/", "projects/0/features/0/").replace("R/", "projects/0/releases/0/")
    *way, last = (int(part) if part.isdigit() else part for part in whole.split("/"))
    place = data
    for part in way:
        place = place[part]
    place[last] = value
    return dict(data)


@pytest.mark.parametrize(
    "path, value, message",
    [
        ("people", "x", "the world: people must be a list"),
        ("people/0", "x", "people: a mapping is needed, not 'x'"),
        ("people/1/id", "two", "person 'maria': id must be a whole number or local, not 'two'"),
        ("people/1/id", 0, "person 'maria': id must be a whole number or local, not 0"),
        ("people/1/language", "de", "person 'maria': 'de' is none of en, ru"),
        ("people/1/full_name", " ", "person 'maria': full_name must be a text, not ' '"),
        ("people/1/key", "artem", "step '29 09:33': 'maria' is none of artem, timur"),
        ("people/1/age", 7, "people: age unknown"),
        ("projects/0/name", None, "projects: name must be a text, not None"),
        ("projects/0/releases/0", {"version": "1"}, "a release of 'Мобильный банк': steps missing"),
        ("F/steps", [], "feature 'Вход по биометрии': its first step must make it"),
        ("F/steps/0", {"when": "9 10:00", "by": "artem", "take_back": "last"}, "its first step must make it"),
        ("F/steps/1/take_back", "last", "take_back stands alone and its value is last"),
        ("F/steps/1", {"when": "9 10:00", "by": "artem", "take_back": "all"}, "its value is last"),
        ("F/steps/1/status", "ready", "'ready' is none of backlog, blocked, cancelled, done, in_progress"),
        ("F/steps/1/by", "ivan", "'ivan' is none of artem, maria, timur"),
        ("F/steps/1/when", "12 20:00", "when must look like"),
        ("F/steps/1/when", "0 12:00", "when must look like"),
        ("F/steps/1/severity", "high", "feature 'Вход по биометрии': severity unknown"),
        ("R/steps/0/target_date", "soon", "target_date must be a number of working days, not 'soon'"),
        ("R/steps/0/target_date", True, "target_date must be a number of working days, not True"),
        ("projects/0/features/1/name", "Вход по биометрии", "'Вход по биометрии' of 'Мобильный банк' is there twice"),
    ],
)  # fmt: skip
def test_a_broken_story_says_where_it_breaks(path: str, value: Any, message: str) -> None:
    with pytest.raises(StoryError) as caught:
        parse(broken(path, value))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "path, value, message",
    [
        ("F/steps/2/when", "28 09:00", "feature 'Вход по биометрии': its steps are not in the order of time"),
        ("F/steps/0/release", "9.9", "feature 'Вход по биометрии': there is no release '9.9' at that moment"),
        ("F/steps/2/status", "in_progress", "feature 'Вход по биометрии': the step of"),
    ],
)  # fmt: skip
def test_a_story_that_contradicts_itself_is_not_told(app: Flask, path: str, value: Any, message: str) -> None:
    with pytest.raises(StoryError) as caught:
        fill(db.session(), parse(broken(path, value)), TUESDAY, ZONE)
    db.session.rollback()
    assert message in str(caught.value)


def test_a_file_that_is_not_yaml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("people: [", encoding="utf-8")
    with pytest.raises(StoryError, match=r"^bad\.yaml is not YAML"):
        load(path)
