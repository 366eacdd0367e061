"""Opening a page is a look: "since my last look" in the chat counts from there."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from config import LOCAL_USER_ID
from journal import now
from models import User, db
from tests.support.log import Log
from tests.web.conftest import look

BEFORE = now() - dt.timedelta(days=2)


@pytest.fixture
def person(log: Log) -> User:
    """The person at the desk, who looked two days ago."""
    log.feature(log.project("Mobile App"), "Login")
    user = User(telegram_id=LOCAL_USER_ID, full_name="At the desk", looked_at=BEFORE, looked_before=BEFORE)
    db.session.add(user)
    db.session.commit()
    return user


@pytest.mark.parametrize("path", ["/", "/?project=1", "/history", "/history?project=1"])
def test_opening_the_radar_or_the_history_is_a_look(app: Flask, person: User, path: str) -> None:
    look(app, path)
    db.session.refresh(person)
    assert person.looked_at is not None
    assert now() - person.looked_at < dt.timedelta(minutes=1)
    assert person.looked_before == BEFORE


def test_opening_it_again_soon_is_the_same_look(app: Flask, person: User) -> None:
    look(app, "/")
    look(app, "/history")
    db.session.refresh(person)
    assert person.looked_before == BEFORE


@pytest.mark.parametrize(
    "path, status",
    [
        ("/?as_of=2026-11-20", 200),
        ("/history?as_of=2026-11-20", 200),
        ("/?project=77", 404),
        ("/history?since=never", 400),
        ("/rules", 200),
        ("/projects/1", 200),
    ],
)
def test_a_day_gone_by_and_what_cannot_be_shown_are_no_look(app: Flask, person: User, path: str, status: int) -> None:
    look(app, path, status)
    db.session.refresh(person)
    assert person.looked_at == BEFORE


def test_a_program_that_asks_for_the_head_alone_has_not_looked(app: Flask, person: User) -> None:
    assert app.test_client().head("/").status_code == 200
    db.session.refresh(person)
    assert person.looked_at == BEFORE


def test_a_page_does_not_wait_for_the_message_that_is_being_answered(app: Flask, person: User) -> None:
    with db.engine.connect() as turn:
        turn.execute(db.text("SELECT 1 FROM users FOR UPDATE"))
        look(app, "/")
    db.session.refresh(person)
    assert person.looked_at == BEFORE
