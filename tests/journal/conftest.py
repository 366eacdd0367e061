"""A desk for the journal's tests: a session, a clock that only goes forward, and rows made in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import Journal, Report, verify
from models import Dependency, EventLog, Feature, Idea, Project, Release, Risk, User, UserContext, db
from tests.conftest import ARTEM, MARIA

START = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


@dataclass
class Clock:
    """Each reading is a minute later than the one before."""

    moment: dt.datetime = START

    def __call__(self) -> dt.datetime:
        self.moment += dt.timedelta(minutes=1)
        return self.moment


@dataclass
class Desk:
    """Steps of people in one session; each call of `journal` is a new message unless it is named."""

    session: Session
    clock: Clock = field(default_factory=Clock)
    messages: int = 0

    def journal(self, message: str = "", who: int = ARTEM) -> Journal:
        self.messages += 1
        return Journal(self.session, str(who), message or f"m{self.messages}", self.clock)

    def add(self, row: Any, message: str = "", who: int = ARTEM) -> Any:
        """Create a row as one step and commit it."""
        self.journal(message, who).create(row)
        self.session.commit()
        return row

    def change(self, row: Any, message: str = "", who: int = ARTEM, **values: Any) -> str:
        """Change a row as one step, commit it and return the step's message."""
        journal = self.journal(message, who)
        journal.change(row, values)
        self.session.commit()
        return journal.message_id

    def delete(self, row: Any, message: str = "", who: int = ARTEM) -> str:
        journal = self.journal(message, who)
        journal.delete(row)
        self.session.commit()
        return journal.message_id

    def project(self, name: str = "Mobile", **more: Any) -> Project:
        project: Project = self.add(Project(name=name), **more)
        return project

    def feature(self, project: Project, name: str = "Login", **values: Any) -> Feature:
        feature: Feature = self.add(Feature(project_id=project.id, name=name, **values))
        return feature

    def release(self, project: Project, version: str = "v2.0", **values: Any) -> Release:
        values = {"target_date": dt.date(2027, 2, 15)} | values
        release: Release = self.add(Release(project_id=project.id, version=version, **values))
        return release

    def dependency(self, blocker: Feature, blocked: Feature) -> Dependency:
        pair: Dependency = self.add(Dependency(blocker_feature_id=blocker.id, blocked_feature_id=blocked.id))
        return pair

    def risk(self, project: Project, **values: Any) -> Risk:
        values = {"severity": "high", "description": "Supplier is late"} | values
        risk: Risk = self.add(Risk(project_id=project.id, **values))
        return risk

    def idea(self, **values: Any) -> Idea:
        idea: Idea = self.add(Idea(**({"content": "Dark theme"} | values)))
        return idea

    def context(self, who: int = ARTEM, **values: Any) -> UserContext:
        """A person and their context, as bot/people.py makes them."""
        user = User(telegram_id=who, full_name=f"Person {who}")
        self.session.add(user)
        self.session.flush()
        row = UserContext(user_id=str(who), id=user.id, **values)
        context: UserContext = self.add(row, message=f"user:{user.id}", who=who)
        return context

    def events(self, *conditions: Any) -> list[EventLog]:
        """All events, oldest first; with conditions, those alone."""
        return list(self.session.scalars(select(EventLog).where(*conditions).order_by(EventLog.id)))

    def last(self) -> EventLog:
        return self.events()[-1]


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(db.session())


@pytest.fixture
def other(app: Flask) -> Iterator[Desk]:
    """The desk of a second process: a session and a transaction of its own."""
    with Session(db.engine, expire_on_commit=False) as session:
        yield Desk(session, Clock(START + dt.timedelta(days=1)), messages=1000)


@pytest.fixture
def verified(app: Flask) -> Callable[[], Report]:
    """Runs verify as the command does: in one transaction that sees a single moment."""

    def run() -> Report:
        with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            return verify(connection)

    return run


PEOPLE = (ARTEM, MARIA)
