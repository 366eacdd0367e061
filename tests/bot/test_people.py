from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from bot.people import context_of, locked_user, mark_inactive, spoken_by
from bot.updates import Incoming, Sender
from journal import verify
from models import db
from tests.support.many import aside

Rows = Callable[..., list[Any]]
MARIA = Sender(5_000_000_017, "Мария К", "maria", "en")


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with Session(db.engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def other(app: Flask) -> Iterator[Session]:
    with Session(db.engine, expire_on_commit=False) as session:
        yield session


def test_someone_new_is_kept_as_telegram_describes_them(session: Session, rows: Rows) -> None:
    locked_user(session, MARIA)
    session.commit()
    kept = rows("SELECT telegram_id, full_name, username, language, is_active FROM users")
    assert kept == [(5_000_000_017, "Мария К", "maria", "en", True)]


@pytest.mark.parametrize("code, language", [("ru", "ru"), ("en", "en"), ("de", "ru"), (None, "ru"), ("", "ru")])
def test_a_language_radar_does_not_speak_becomes_russian(session: Session, code: str | None, language: str) -> None:
    assert locked_user(session, Sender(1, "A", None, code)).language == language


def test_a_known_person_gets_their_new_name_and_keeps_their_language(session: Session, rows: Rows) -> None:
    locked_user(session, MARIA)
    session.commit()
    locked_user(session, Sender(MARIA.id, "Мария Н", None, "ru"))
    session.commit()
    assert rows("SELECT full_name, username, language FROM users") == [("Мария Н", None, "en")]


def test_who_comes_second_waits_for_the_first(session: Session, other: Session) -> None:
    locked_user(session, MARIA)
    session.commit()
    locked_user(session, MARIA)
    second = aside(lambda: locked_user(other, MARIA))
    with pytest.raises(TimeoutError):
        second.result(0.1)
    session.commit()
    assert second.result(5).telegram_id == MARIA.id


def test_two_first_messages_make_one_person(session: Session, other: Session, rows: Rows) -> None:
    locked_user(session, MARIA)
    second = aside(lambda: locked_user(other, MARIA))
    with pytest.raises(TimeoutError):
        second.result(0.1)
    session.commit()
    second.result(5)
    other.commit()
    assert rows("SELECT count(*) FROM users") == [(1,)]


def test_the_first_message_makes_an_empty_context_with_its_event(session: Session, rows: Rows) -> None:
    for _ in range(2):
        context_of(session, locked_user(session, MARIA))
        session.commit()
    assert rows("SELECT user_id, active_project_id, language FROM user_context") == [(str(MARIA.id), None, None)]
    assert rows("SELECT user_id, action FROM event_log") == [(str(MARIA.id), "user_context_created")]
    assert verify(session.connection()).differences == []


def test_someone_unknown_is_not_marked(session: Session, rows: Rows) -> None:
    mark_inactive(session, 99)
    session.commit()
    assert rows("SELECT count(*) FROM users") == [(0,)]


def test_only_the_one_who_blocked_is_marked(session: Session, rows: Rows) -> None:
    for sender in (MARIA, Sender(1, "A", None, None)):
        locked_user(session, sender)
    mark_inactive(session, 1)
    session.commit()
    assert rows("SELECT telegram_id FROM users WHERE NOT is_active") == [(1,)]


@pytest.mark.parametrize(
    "kind, text, language",
    [("text", "что горит?", "ru"), ("text", "what?", "en"), ("text", "42 🔥", None),
     ("text", "/start", None), ("tap", "q:abc:yes", None), ("other", "", None)],
)  # fmt: skip
def test_only_what_is_written_has_a_language(kind: Any, text: str, language: str | None) -> None:
    assert spoken_by(Incoming(1, kind, MARIA, text)) == language
