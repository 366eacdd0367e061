"""A desk whose clock is set by hand: what happened when, and the facts of any moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from journal import take_back
from models import db
from radar import Facts, facts_as_of, facts_now
from tests.journal.conftest import Clock, Desk

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = dt.datetime(2026, 11, 25, 12, 0, tzinfo=MOSCOW)  # a Wednesday
TODAY = NOW.date()


@dataclass
class Then(Clock):
    """Stands still until it is set."""

    def __call__(self) -> dt.datetime:
        return self.moment


@dataclass
class Past(Desk):
    """`days(5)` sets the clock to noon of the day five days ago, in Moscow; `back` takes a step back."""

    def at(self, moment: dt.datetime) -> Past:
        self.clock.moment = moment
        return self

    def days(self, ago: int) -> Past:
        return self.at(NOW - dt.timedelta(days=ago))

    def back(self, message: str) -> str:
        journal = self.journal()
        take_back(journal, message)
        self.session.commit()
        return journal.message_id

    def now(self, project: int | None = None, moment: dt.datetime = NOW) -> Facts:
        self.session.expire_all()
        return facts_now(self.session, moment, MOSCOW, project)

    def then(self, moment: dt.datetime, project: int | None = None) -> Facts:
        return facts_as_of(self.session, moment, MOSCOW, project)


@pytest.fixture
def desk(app: Flask) -> Past:
    return Past(db.session(), Then(NOW))
