"""A log written as the bot would write it: one message each step, a minute apart."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from journal import Journal, take_back
from models import Feature, Project, Release, db
from tests.conftest import ARTEM

NOON = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)  # 12:00 in Moscow


class Log:
    """Each step is committed at once; `person` is who takes it, `at` when, the next minute unless it is given."""

    def __init__(self) -> None:
        self.number = count(1)

    def journal(self, person: int = ARTEM, at: dt.datetime | None = None) -> Journal:
        number = next(self.number)
        moment = at or NOON + dt.timedelta(minutes=number)
        return Journal(db.session(), str(person), f"m{number}", lambda: moment)

    def add(self, row: Any, **more: Any) -> Any:
        self.journal(**more).create(row)
        db.session.commit()
        return row

    def project(self, name: str, **more: Any) -> Project:
        project: Project = self.add(Project(name=name), **more)
        return project

    def feature(self, project: Project, name: str, status: str = "backlog", **more: Any) -> Feature:
        feature: Feature = self.add(Feature(project_id=project.id, name=name, status=status), **more)
        return feature

    def release(self, project: Project, version: str, date: dt.date, **more: Any) -> Release:
        release: Release = self.add(Release(project_id=project.id, version=version, target_date=date), **more)
        return release

    def change(self, row: Any, person: int = ARTEM, at: dt.datetime | None = None, **values: Any) -> str:
        journal = self.journal(person, at)
        journal.change(row, values)
        db.session.commit()
        return journal.message_id

    def delete(self, row: Any, **more: Any) -> str:
        journal = self.journal(**more)
        journal.delete(row)
        db.session.commit()
        return journal.message_id

    def take_back(self, message_id: str) -> str:
        journal = self.journal()
        take_back(journal, message_id)
        db.session.commit()
        return journal.message_id
